"""When two words are the same word, mistyped or abbreviated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from mutualaid.gazetteer.words import words
from mutualaid.memory import Memory

ONE_EDIT, TWO_EDITS = 5, 9
"""Letters a word needs before one edit, or two, are forgiven."""

LONGEST_WORD = 24
"""Longer ones are compared as they are."""

_SAME = {
    "saint": "st", "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd",
    "apartments": "apts", "center": "centre", "mount": "mt", "elementary": "elem", "santa": "sta", "lane": "ln",
    "fort": "ft",
}  # fmt: skip


def same(word: str) -> str:
    """One spelling for abbreviations and ordinals ("street" and "st", "24th" and "24")."""
    return _SAME_AS[word]


def _same(word: str) -> str:
    one = next(iter(words(word)), None)
    ordinal = one.ordinal if one and one.raw == word else None
    return ordinal or _SAME.get(word, word)


_SAME_AS = Memory(_same)


def edits(word: str) -> int:
    """How many slips a word of this length may hold."""
    if not word.isalpha() or len(word) < ONE_EDIT:
        return 0
    return 2 if len(word) >= TWO_EDITS else 1


def near(a: str, b: str) -> int | None:
    """Typos between two words, None when too many. The first letter must agree in short words."""
    if a == b:
        return 0
    allowed = min(edits(a), edits(b)) if min(len(a), len(b)) < TWO_EDITS else 2
    if (
        max(len(a), len(b)) > ONE_EDIT
        and min(len(a), len(b)) >= ONE_EDIT - 1
        and allowed == 0
        and a.isalpha()
        and b.isalpha()
    ):
        allowed = 1
    if not allowed or (a[0] != b[0] and min(len(a), len(b)) < ONE_EDIT + 2):
        return None
    distance = OSA.distance(a, b, score_cutoff=allowed)
    return distance if distance <= allowed else None


def shorter(word: str, most: int) -> Iterator[str]:
    """The word and every spelling up to `most` letters shorter."""
    yield word
    for count in range(1, most + 1):
        for gone in combinations(range(len(word)), count):
            yield "".join(c for i, c in enumerate(word) if i not in gone)


_NONE: frozenset[str] = frozenset()


class NearWords:
    """Finds the known words that a written one may be, without looking at all of them: a word and its typo share
    a spelling one or two letters shorter."""

    def __init__(self, known: Iterable[str], most: int = 2) -> None:
        """`most` bounds how many typos a known word is entered for; each multiplies the memory it takes."""
        self._known = frozenset(known)
        self._short: dict[str, set[str]] = defaultdict(set)
        self._found = Memory(self._look)
        for word in self._known:
            if word.isalpha():
                for spelling in shorter(word, min(most, edits(word))):
                    self._short[spelling].add(word)

    def __bool__(self) -> bool:
        return bool(self._known)

    def of(self, word: str) -> frozenset[str]:
        """The known words within the typos that both lengths forgive; the word itself if it is known."""
        return self._found[word] if self._known else _NONE

    def _look(self, word: str) -> frozenset[str]:
        found = {word} if word in self._known else set()
        if ONE_EDIT - 1 <= len(word) <= LONGEST_WORD and word.isalpha():
            for spelling in shorter(word, max(1, edits(word))):
                for candidate in self._short.get(spelling, ()):
                    if near(word, candidate) is not None:
                        found.add(candidate)
        return frozenset(found)
