"""A text cut into words with their offsets, folded so that spellings can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: `fold` lower case without accents and apostrophes, `raw` as written."""

    raw: str
    fold: str
    start: int
    end: int
    glued: bool
    """Touches the one before."""
    capital: bool
    """Begins with a capital that says something: in a text all in capitals none does."""

    @property
    def digits(self) -> bool:
        return self.fold.isascii() and self.fold.isdigit()

    @property
    def letters(self) -> bool:
        return self.fold.isalpha()

    @property
    def mark(self) -> bool:
        return not self.fold[0].isalnum()

    @property
    def ordinal(self) -> str | None:
        """The number of "24th", "fifth" or "5ta"; None for anything else."""
        found = _ORDINAL.match(self.fold)
        return str(int(found.group(1))) if found else _NAMED_NUMBERS.get(self.fold)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case, no accents, no apostrophes; never empty for a word that is not."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()
    for apostrophe in "'’´`":
        plain = plain.replace(apostrophe, "") if len(plain) > 1 else plain
    return plain.replace(" ", "") or word.lower()


def words(text: str) -> list[Word]:
    """The words and marks of the first 2,000 characters."""
    out: list[Word] = []
    shouted = _shouted(text)
    for found in _WORD.finditer(text, 0, min(len(text), LONGEST)):
        start, end = found.span()
        raw = found.group()
        glued = bool(out) and out[-1].end == start
        out.append(Word(raw, fold(raw), start, end, glued, raw[0].isupper() and not shouted))
    return out


def _shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= SHOUT and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
