"""What a person sees and clicks: a running demo in a real browser."""
