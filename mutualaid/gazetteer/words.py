"""A text cut into words with their offsets, folded so that spellings can be compared."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cached_property
from itertools import chain

from mutualaid.gazetteer.signs import signs_of
from mutualaid.memory import Memory

LONGEST = 2000
"""Characters looked at."""

SHOUT = 25
"""Letters from which on a text mostly in capitals is taken as shouting, not as a row of names."""

_ELIDED = r"(?:[jldnmstc]|[JLQC](?=['’][a-zà-ÿ])|[qQ]u|jusqu)['’](?=[aeiouyhAEIOUYHà-ÿÀ-Ý])"
"""What French cuts short before a vowel is a word of its own: "l'église", "d'Alma"."""

_WORD = re.compile(rf"{_ELIDED}|[^\W_]+(?:['’´`][^\W\d_]+)*|\S")
_RUN = re.compile(r"\S+")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|ere|e|eme|ieme|ro|do|ra|da|ta|va|ma|a|o)$")
_NAMED_NUMBERS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12", "primera": "1", "segunda": "2",
    "tercera": "3", "cuarta": "4", "quinta": "5", "sexta": "6", "septima": "7", "octava": "8",
}  # fmt: skip


class Word:
    """One word or mark, the same wherever it stands: `fold` lower case without accents and apostrophes, `raw` as
    written, `glued` where it touches the one before, `capital` where it begins with a capital that says something:
    in a text all in capitals none does. `ordinal` is the number of "24th", "fifth" or "5ta"; `signs` what it may be
    part of."""

    __slots__ = ("capital", "digits", "fold", "glued", "inside", "letters", "mark", "ordinal", "raw", "signs")

    def __init__(self, raw: str, inside: int, glued: bool, shouted: bool = False) -> None:
        self.raw = raw
        self.inside = inside
        """How far it stands from the space before it."""
        self.glued = glued
        plain = self.fold = fold(raw)
        self.letters = plain.isalpha()
        self.mark = not (self.letters or plain[0].isalnum())
        self.digits = not self.letters and plain.isascii() and plain.isdigit()
        self.ordinal = ordinal(plain)
        self.signs = signs_of(plain, self.ordinal is not None)
        self.capital = raw[0].isupper() and not shouted

    @property
    def shouted(self) -> Word:
        """The same word in a text all in capitals."""
        return _SHOUTED[self.raw, self.inside, self.glued] if self.capital else self

    def __repr__(self) -> str:
        return f"Word({self.raw!r})"


class Words(list[Word]):
    """The words of a text. Where they stand is counted when it is first asked for: most texts name no place."""

    def __init__(self, text: str, shouted: bool) -> None:
        found = chain.from_iterable([_CUT[run] for run in text.split()])
        super().__init__((word.shouted for word in found) if shouted else found)
        self._text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset in the text at which each word begins."""
        return [run.start() + word.inside for run in _RUN.finditer(self._text) for word in _CUT[run.group()]]

    @cached_property
    def ends(self) -> list[int]:
        """The offset behind each word."""
        return [start + len(word.raw) for start, word in zip(self.starts, self, strict=True)]


_SHOUTED = Memory[tuple[str, int, bool], Word](lambda word: Word(*word, True))


def _cut(run: str) -> tuple[Word, ...]:
    """The words of a run without spaces."""
    if run.isascii() and run.isalnum():
        return (Word(run, 0, False),)
    out: list[Word] = []
    last = -1
    for found in _WORD.finditer(run):
        out.append(Word(found.group(), found.start(), found.start() == last))
        last = found.end()
    return tuple(out)


_CUT = Memory(_cut)


def ordinal(plain: str) -> str | None:
    """The number of a folded "24th", "fifth" or "5ta"; None for anything else."""
    found = _ORDINAL.match(plain) if plain[0].isdecimal() else None
    return str(int(found.group(1))) if found else _NAMED_NUMBERS.get(plain)


def fold(word: str) -> str:
    """Lower case, no accents, no apostrophes; never empty for a word that is not."""
    return word.lower() if word.isascii() and word.isalnum() else _FOLDED[word]


def _folded(word: str) -> str:
    letters = word if word.isascii() else unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    for apostrophe in "'’´`":
        plain = plain.replace(apostrophe, "") if len(plain) > 1 else plain
    return plain.replace(" ", "") or word.lower()


_FOLDED = Memory(_folded)


def words(text: str) -> Words:
    """The words and marks of the first 2,000 characters."""
    return Words(text[:LONGEST], _shouted(text))


_SMALL = string.ascii_lowercase.encode()


def _shouted(text: str) -> bool:
    written = text.encode(errors="replace")
    if len(written) - len(written.translate(None, _SMALL)) > 0.3 * len(text):
        return False
    if sum(map(str.islower, text)) > 0.3 * len(text):
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= SHOUT and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
