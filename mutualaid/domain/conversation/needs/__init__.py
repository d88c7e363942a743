"""Needs and offers in a talk: taken in, filled, told again, changed, taken back. Pure."""
