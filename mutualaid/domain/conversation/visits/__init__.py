"""Two who are connected, or will be: their words to each other, the hour, the door, what happened. Pure."""
