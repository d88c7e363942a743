"""Pictures said in words, for phones that show none."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from mutualaid.language.saying.segments import gsm7
from mutualaid.language.words.lexicon import load

_JOINING = dict.fromkeys(map(ord, "\u200d\ufe0f♀♂"))
"""What only says how the picture before it looks."""


def lost(text: str, language: str) -> bool:
    """Whether a picture of the text has neither a word nor a spelling in `language`."""
    said = load(language).pictures_said
    any_word = said.get("any", "picture")
    return not text.isascii() and any(_word(char, said) == any_word for char in text.translate(_JOINING))


def in_words(text: str, language: str) -> str:
    """The text with each picture that has no spelling of its own as a word in brackets, a row of the same one once;
    one we have no word for is "(picture)"."""
    if text.isascii():
        return text
    text = text.translate(_JOINING)
    said = load(language).pictures_said
    parts: list[str] = []
    for word, chars in groupby(text, lambda char: _word(char, said)):
        parts.append(f" ({word}) " if word else "".join(chars))
    return " ".join("".join(parts).split())


def _word(char: str, said: dict[str, str]) -> str:
    """The word for a picture; empty for any other character, and for a picture that is spelled in signs."""
    if unicodedata.category(char) != "So" or gsm7(char):
        return ""
    return said.get(char) or said.get("any", "picture")


_KEY = re.compile("([0-9])\ufe0f?\u20e3")


def keyed(text: str) -> str:
    """The text with digits that are drawn as keys written plainly."""
    return _KEY.sub(r"\1", text) if "\u20e3" in text else text


def blanked(text: str) -> str:
    """The text with a space for each picture it begins or ends with, as long as it was."""
    if text.isascii():
        return text
    first, last = 0, len(text)
    while first < last and _drawn(text[first]):
        first += 1
    while last > first and _drawn(text[last - 1]):
        last -= 1
    return " " * first + text[first:last] + " " * (len(text) - last)


def _drawn(char: str) -> bool:
    return char.isspace() or char in "\u200d\ufe0f" or "🏻" <= char <= "🏿" or unicodedata.category(char) == "So"
