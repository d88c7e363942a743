"""Texts out: whether a phone may be told something, the last look, sending, and words across a connection."""
