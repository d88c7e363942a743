"""Words of the language folders as a part of a regular expression that needs signs or digits around them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def one_of(spellings: Iterable[str]) -> str:
    """Any of some spellings, the longest first, with or without their apostrophes; one that joins its words with
    "_" or spaces is said with any gap between them. Without spellings it is nothing that a text can hold."""
    every = sorted(spellings, key=lambda one: (-len(one), one))
    said = "|".join(r"\s+".join(map(_word, one.replace("_", " ").split())) for one in every)
    return f"(?:{said})" if said else "(?!)"


def _word(word: str) -> str:
    return "'?".join(map(re.escape, word.replace("'", "")))
