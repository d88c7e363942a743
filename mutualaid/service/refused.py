"""Why an act of a coordinator cannot be done, as a sentence for her."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was changed; the message says why, and what can be done instead."""


class NotThere(LookupError):
    """What the act is about is not in the store."""
