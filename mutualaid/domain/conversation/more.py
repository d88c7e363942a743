"""Whether a text says that it asks for one more. Pure."""

from __future__ import annotations

import re

from mutualaid.domain.matching import wordfit

ANOTHER = frozenset(
    """
    also another extra more other second too
    ademas mas otra otras otro otros tambien
    aussi autre autres encore plus
    anko lot plis tou
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
"""Words by which it is one more."""


def says_more(text: str) -> bool:
    """Whether such a word stands in a text: "also take my son to the dentist"."""
    return not ANOTHER.isdisjoint(re.findall(r"[^\W\d_]+", wordfit.plainly(text)))
