"""What a helper says of their own time: breaks, shifts, days that are off."""
