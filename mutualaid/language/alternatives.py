"""Little words within regular expressions, where signs and digits stand around them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first; a "_" in one parts two words. That of no words
    matches nothing."""
    every = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace('_', ' ') for word in every)})" if every else "(?!)"
