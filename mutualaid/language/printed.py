"""The options we print in a question ("1 I pay 2 I can't now"): who sends their words means their number."""

from __future__ import annotations

import re

from mutualaid.language.tokens import fold

_OPTION = re.compile(r"(?<![\w:/.])([1-9])\s+([^\d,.:;?!]+)")
_WORDS = re.compile(r"\w+(?:'\w+)?")

FEWEST = 2
"""Words an option has at least to be known by them: "yes" and "no" are read as answers anyway."""


def option_said(text: str, question: str) -> int | None:
    """The number of the option of `question`, a text of ours, whose words `text` is, whatever its capitals, accents
    and marks; None where it is none of them, or of two."""
    said = _words(text)
    found = [int(number) for number, words in _OPTION.findall(question) if _words(words) == said]
    return found[0] if len(found) == 1 and len(said) >= FEWEST else None


def _words(text: str) -> list[str]:
    return [word.replace("'", "") for word in _WORDS.findall(fold(text).replace("\u2019", "'"))]
