"""What a word may be part of, as bits: so that the grammar looks only where something may begin.

Most words of most texts carry none. A sign allows, and decides nothing."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from mutualaid.gazetteer.terms import (
    BETWEEN,
    BIG,
    CORNER_CUES,
    DIRECTIONS,
    FRENCH_STREETS,
    HIGHWAYS,
    JOINS,
    LANDMARKS,
    LEADING,
    SAINTS,
    SPANISH_BIG,
    SPANISH_STREETS,
    STRONG_CUES,
    SUFFIXES,
)

if TYPE_CHECKING:
    from mutualaid.gazetteer.words import Word

SUFFIX = 1
STREET = 2
"""Makes what follows a street: "calle", "rue"."""
HIGHWAY = 4
DIRECTION = 8
NUMBER = 16
"""Begins with a digit."""
ORDINAL = 32
"""A number of a street: "24th"."""
NAMED = 64
"""One in letters: "fifth"."""
JOIN = 128
CORNER = 256
"""A word of "corner of" and the like."""
BETWEENS = 512
LANDMARK = 1024
LARGE = 2048
FIRST = 4096
"""A landmark word that comes before its name: "iglesia"."""
SAINT = 8192
LEADS = 16384
"""One of the cues of place that need a noun ("at", "from")."""
CUE = 32768
"""The last word of a cue that is enough for a place ("near", "next to")."""
ON = 65536
LA = 131072
INTERSTATE = 262144
"""A highway where its number follows, else a pronoun: "I-45"."""

STRONG = SUFFIX | STREET | HIGHWAY | ORDINAL | CORNER
"""What a corner holds at least one of."""


GLUED_HIGHWAY = re.compile(r"(ih|hwy|fm|us)([1-9][0-9]{0,3})")
"""A highway and its number in one word."""


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for sign, words in (
        (SUFFIX, SUFFIXES),
        (STREET, SPANISH_STREETS | FRENCH_STREETS),
        (HIGHWAY, HIGHWAYS),
        (INTERSTATE, {"i"}),
        (DIRECTION, DIRECTIONS),
        (JOIN, JOINS | {"at", "a", "near", "nr"}),
        (CORNER, {cue.split()[-1] for cue in CORNER_CUES} - {"of", "de", "des", "du", "a", "se", "are", "ri"}),
        (CORNER, {cue.split()[0] for cue in CORNER_CUES} - {"the", "la", "au", "a", "nan", "x"}),
        (BETWEENS, BETWEEN),
        (LANDMARK, LANDMARKS),
        (LARGE, BIG),
        (FIRST, SPANISH_BIG),
        (SAINT, SAINTS),
        (LEADS, LEADING),
        (CUE, {cue.split()[-1] for cue in STRONG_CUES}),
        (ON, {"on", "sur", "sou"}),
        (LA, {"la"}),
    ):
        for word in words:
            table[word] = table.get(word, 0) | sign
    return table


_SIGNS = _table()


def signs_of(plain: str, ordinal: bool) -> int:
    """The signs of a folded word; `ordinal` where it is a number of a street."""
    signs = _SIGNS.get(plain, 0)
    if plain[0].isdigit():
        signs |= NUMBER | (ORDINAL if ordinal else 0)
    elif ordinal:
        signs |= NAMED
    elif plain[-1].isdecimal() and ((plain[0] == "i" and plain[1:].isdecimal()) or GLUED_HIGHWAY.fullmatch(plain)):
        signs |= HIGHWAY
    return signs


def of_words(ws: list[Word]) -> list[int]:
    """The signs of each word of a text."""
    signs = [w.signs for w in ws]
    for i, sign in enumerate(signs):
        if sign & INTERSTATE and any(after & NUMBER for after in signs[i + 1 : i + 3]):
            signs[i] |= HIGHWAY
    return signs


def all_of(signs: list[int]) -> int:
    """The signs of a text."""
    return reduce(or_, signs, 0)


def ahead(signs: list[int], sign: int) -> list[int]:
    """For each word how many words further the next one with the sign stands; a large number where none does."""
    far = 1 << 20
    out = [far] * len(signs)
    if not all_of(signs) & sign:
        return out
    for i in range(len(signs) - 1, -1, -1):
        out[i] = far = far + 1
        if signs[i] & sign:
            far = 0
    return out
