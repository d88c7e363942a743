"""Mutual Aid: neighbours help each other by plain text message."""

__version__ = "0.1.0"
