"""Needs and offers from draft to end, those that come again, and the honest word to whoever waits."""
