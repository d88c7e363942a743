"""Typo-tolerant lookup: the nearest word we know within one edit, two in a long word.

Deleting up to two letters from each known word makes a table of neighbours; a typo within that distance shares
a neighbour with the word it was meant to be, and optimal string alignment decides. The table holds a checksum of
each neighbour rather than the neighbour: candidates are looked at anyway, and it is a twentieth of the size.
Ordinary words are never taken for a typo, nor is anything shorter than five letters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from rapidfuzz.distance import OSA

from mutualaid.language.memory import Memory

ONE_EDIT = 5
"""Letters a word needs before one edit is forgiven (recall .87 at under 3% false hits, measured)."""

TWO_EDITS = 9
"""Letters before two edits are."""

PREFIX = 16
"""Letters of a word that are looked at."""

Sounds = tuple[tuple[str, str], ...]
"""What is written and how it sounds, in the order in which it is replaced."""

Table = tuple[bytes, bytes]
"""Checksums of neighbours, rising, and with each the place of its word; both as bytes of `array`s."""


def sound_of(word: str, rules: Sounds) -> str:
    """How a word sounds, so that "nesesito" and "necesito" are one."""
    for written, spoken in rules:
        word = word.replace(written, spoken)
    return word


def in_order(vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words that may be mistyped, in the order that a table counts in."""
    return tuple(w for w in sorted(set(vocabulary)) if len(w) >= ONE_EDIT and w.isalpha())


def table(words: tuple[str, ...]) -> Table:
    """The table of neighbours of `words`, which `in_order` gave."""
    pairs = sorted({(crc32(key.encode()), at) for at, word in enumerate(words) for key in _deletes(word)})
    return array("I", [p[0] for p in pairs]).tobytes(), array("I", [p[1] for p in pairs]).tobytes()


def sounds_of(vocabulary: Iterable[str], rules: Sounds) -> dict[str, str]:
    """How each word sounds -> the first word that sounds so; empty without rules."""
    out: dict[str, str] = {}
    for word in sorted(set(vocabulary)) if rules else ():
        if len(word) >= 4 and word.isalpha():
            out.setdefault(sound_of(word, rules), word)
    return out


class Spelling:
    """Words that may be mistyped and words that must be left alone (`common`). `words`, `near` and `alike` are what
    `in_order`, `table` and `sounds_of` give; `rules` say how words of this language sound."""

    def __init__(
        self, words: tuple[str, ...], near: Table, alike: dict[str, str], rules: Sounds, common: Iterable[str]
    ) -> None:
        self._common = frozenset(common)
        self._words = words
        self._keys, self._places = array("I"), array("I")
        self._keys.frombytes(near[0])
        self._places.frombytes(near[1])
        self._alike = alike
        self._rules = rules
        self._nearest = Memory(self._search)

    def nearest(self, word: str) -> str:
        """The known word a typo was meant to be, or the word itself."""
        if len(word) < 4 or word in self._common:
            return word
        return self._nearest[word]

    def _search(self, word: str) -> str:
        if self._alike:
            alike = self._alike.get(sound_of(word, self._rules))
            if alike is not None:
                return alike
        if len(word) < ONE_EDIT:
            return word
        best, best_distance = word, 3
        for near in sorted(self._candidates(word)):
            allowed = 2 if min(len(word), len(near)) >= TWO_EDITS else 1
            if word[0] != near[0]:
                allowed = 1 if len(near) >= 6 and word[1:] != near[1:] else 0
            distance = OSA.distance(word, near, score_cutoff=allowed)
            if distance <= allowed and distance < best_distance:
                best, best_distance = near, distance
        return best

    def _candidates(self, word: str) -> set[str]:
        keys, count = self._keys, len(self._keys)
        out: set[str] = set()
        for key in _deletes(word):
            sum_ = crc32(key.encode())
            at = bisect_left(keys, sum_)
            while at < count and keys[at] == sum_:
                out.add(self._words[self._places[at]])
                at += 1
        return out


def _deletes(word: str) -> set[str]:
    """The word, the word less one letter, and for long words less two."""
    word = word[:PREFIX]
    ones = {word[:i] + word[i + 1 :] for i in range(len(word))}
    out = {word, *ones}
    if len(word) >= TWO_EDITS:
        for one in ones:
            out |= {one[:i] + one[i + 1 :] for i in range(len(one))}
    return out
