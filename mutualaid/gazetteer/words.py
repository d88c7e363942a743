"""A text cut into words with their offsets, folded so that spellings can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mutualaid.gazetteer.signs import signs_of

LONGEST = 2000
"""Characters looked at."""

SHOUT = 25
"""Letters from which on a text mostly in capitals is taken as shouting, not as a row of names."""

_ELIDED = r"(?:[jldnmstc]|[JLQC](?=['’][a-zà-ÿ])|[qQ]u|jusqu)['’](?=[aeiouyhAEIOUYHà-ÿÀ-Ý])"
"""What French cuts short before a vowel is a word of its own: "l'église", "d'Alma"."""

_WORD = re.compile(rf"{_ELIDED}|[^\W_]+(?:['’´`][^\W\d_]+)*|\S")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|ere|e|eme|ieme|ro|do|ra|da|ta|va|ma|a|o)$")
_NAMED_NUMBERS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12", "primera": "1", "segunda": "2",
    "tercera": "3", "cuarta": "4", "quinta": "5", "sexta": "6", "septima": "7", "octava": "8",
}  # fmt: skip


class Word:
    """One word or mark: `fold` lower case without accents and apostrophes, `raw` as written, `glued` where it
    touches the one before, `capital` where it begins with a capital that says something: in a text all in
    capitals none does. `ordinal` is the number of "24th", "fifth" or "5ta"; `signs` what it may be part of."""

    __slots__ = ("capital", "digits", "end", "fold", "glued", "letters", "mark", "ordinal", "raw", "signs", "start")

    def __init__(self, raw: str, start: int, end: int, glued: bool, shouted: bool) -> None:
        self.raw = raw
        self.start = start
        self.end = end
        self.glued = glued
        self.fold, self.mark, self.digits, self.letters, self.ordinal, upper, self.signs = facts(raw)
        self.capital = upper and not shouted

    def __repr__(self) -> str:
        return f"Word({self.raw!r}, {self.start})"


@lru_cache(maxsize=16384)
def facts(raw: str) -> tuple[str, bool, bool, bool, str | None, bool, int]:
    """What a word is by itself: its fold, whether it is a mark, digits, letters, its ordinal number, whether it
    begins with a capital, and its signs."""
    plain = fold(raw)
    digits = plain.isascii() and plain.isdigit()
    number = ordinal(plain)
    signs = signs_of(plain, number is not None)
    return plain, not plain[0].isalnum(), digits, plain.isalpha(), number, raw[0].isupper(), signs


def ordinal(plain: str) -> str | None:
    """The number of a folded "24th", "fifth" or "5ta"; None for anything else."""
    found = _ORDINAL.match(plain)
    return str(int(found.group(1))) if found else _NAMED_NUMBERS.get(plain)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case, no accents, no apostrophes; never empty for a word that is not."""
    letters = word if word.isascii() else unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    for apostrophe in "'’´`":
        plain = plain.replace(apostrophe, "") if len(plain) > 1 else plain
    return plain.replace(" ", "") or word.lower()


def words(text: str) -> list[Word]:
    """The words and marks of the first 2,000 characters."""
    out: list[Word] = []
    shouted = _shouted(text)
    last = -1
    for found in _WORD.finditer(text, 0, min(len(text), LONGEST)):
        start, end = found.span()
        out.append(Word(found.group(), start, end, start == last, shouted))
        last = end
    return out


def _shouted(text: str) -> bool:
    if sum(map(str.islower, text)) > 0.3 * len(text):
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= SHOUT and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
