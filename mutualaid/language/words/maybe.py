"""What a misspelt word of danger, or of a wish for no more texts, may have been meant to be, and how far it lies
from what is written: words that sound the same, are a slip or two away, are written without their vowels, or stand
in it run together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mutualaid.language.words.spelling import BARE, CUT, VOWELS, Shapes, Sounds, alarming, bare, by_shape, sound_of


class Maybe(NamedTuple):
    """Words that one may have been meant to be, and how far they are from it."""

    words: tuple[str, ...]
    far: int


SAME, SLIP, GUESS = 0, 1, 2
"""Sounds the same or is only cut otherwise; one slip away; two slips or its vowels away."""

MOST = 12
"""What a word may be at most, the nearest first."""

KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
"""The letters of each key of a phone without a keyboard."""

_SAME_KEY = {letter: key for key in KEYS for letter in key}


def heard_as(word: str, rules: Sounds) -> str:
    """How a word sounds, with letters written twice as once, but for "ee" and "oo", and "ie" at its end as "y"."""
    word = f"{word[:-2]}y" if word.endswith("ie") else word
    return _TWICE(r"\1", sound_of(_TWICE(r"\1", word), rules))


_TWICE = re.compile(r"([^eo])\1+").sub


def heard_of(told: Iterable[str], rules: Sounds) -> dict[str, str]:
    """How words of three letters and more sound -> these words, with spaces between."""
    out: dict[str, str] = {}
    for word in sorted(told) if rules else ():
        key = heard_as(word, rules)
        out[key] = f"{out[key]} {word}" if key in out else word
    return out


def mistaken_of(said: Mapping[str, str], told: Iterable[str], mute: Sounds) -> dict[str, tuple[str, ...]]:
    """Words for which others are often written that sound the same, each of them -> the words that may be meant: as
    `said`, and those of danger that differ only in an ending that nobody hears (`mute`)."""
    out = {word: tuple(others.split()) for word, others in said.items()}
    if mute:
        for same in map(str.split, heard_of((word for word in told if len(word) >= BARE), mute).values()):
            for word in same if len(same) > 1 else ():
                out[word] = (*out.get(word, ()), *(one for one in same if one != word))
    return out


class Alarms:
    """The words of one language that are looked for where they are misspelt (`told`), with the shorthands of
    several words that stand for some of them (`said`) and what all of them sound like (`heard`). `parts` are small
    words that may be run together with one of them, each with what it stands for where that is another; `before`
    and `behind` what is hung on a word without a space, and the word it stands for: "mecriver" is "me ecrivez"."""

    def __init__(
        self,
        told: tuple[str, ...],
        said: Mapping[str, tuple[str, ...]],
        heard: Mapping[str, str],
        rules: Sounds,
        mistaken: Mapping[str, tuple[str, ...]],
        *,
        parts: Mapping[str, str | None],
        before: Mapping[str, str],
        behind: Mapping[str, str],
    ) -> None:
        self._shapes: Shapes = by_shape((*told, *said))
        self._said = said
        self._heard = heard
        self._rules = rules
        self._told = frozenset(told)
        self._mistaken = mistaken
        self._parts = parts
        self._before, self._behind = before, behind

    def mistaken(self, word: str) -> tuple[Maybe, ...]:
        """What a word that we know may be written for."""
        return tuple(Maybe(tuple(one.split("_")), SLIP) for one in self._mistaken.get(word, ()))

    def meant(self, word: str) -> tuple[Maybe, ...]:
        """What a word that nobody knows may be, the nearest first."""
        found: dict[tuple[str, ...], int] = {}
        for one in self._heard.get(heard_as(word, self._rules), "").split():
            self._add(found, one, SAME)
        for parts in self._cut(word):
            found.setdefault(parts, SAME)
        for parts, far in self._hung(word):
            found.setdefault(parts, far)
        for one in alarming(word, self._shapes):
            self._add(found, one, SLIP if abs(len(one) - len(word)) < 2 else GUESS)
        for one in self._keyed(word):
            self._add(found, one, SLIP)
        if VOWELS.isdisjoint(word[1:]):
            for one in self._boned(bare(word)):
                self._add(found, one, GUESS)
        ranked = sorted(found, key=lambda words: (found[words], words))
        return tuple(Maybe(words, found[words]) for words in ranked[:MOST])

    def _add(self, found: dict[tuple[str, ...], int], one: str, far: int) -> None:
        found.setdefault(self._said.get(one, (one,)), far)

    def _boned(self, bones: str) -> list[str]:
        """Words that are so without their vowels."""
        if len(bones) < BARE:
            return []
        of_letter = (words for (first, _), words in self._shapes.items() if first == bones[0])
        return [one for words in of_letter for one in words if bare(one) == bones]

    def _keyed(self, word: str) -> list[str]:
        """Words whose first letter is on the same key, and the rest the same."""
        first, rest = word[0], word[1:]
        return [
            one
            for letter in _SAME_KEY.get(first, "")
            if letter != first and len(word) >= CUT
            for one in self._shapes.get((letter, len(word)), ())
            if one.endswith(rest)
        ]

    def _cut(self, word: str) -> list[tuple[str, ...]]:
        """Two words run together, one of which is of danger; of one letter is at most the first."""
        out: list[tuple[str, ...]] = []
        for at in range(1, len(word) - 1):
            left, right = word[:at], word[at:]
            if (left in self._told or right in self._told) and self._whole(left) and self._whole(right):
                out.append((*self._meaning(left), *self._meaning(right)))
        return out

    def _meaning(self, part: str) -> tuple[str, ...]:
        return self._said.get(part) or (self._parts.get(part) or part,)

    def _hung(self, word: str) -> list[tuple[tuple[str, ...], int]]:
        """A word with another hung on it, as it sounds, and how far that is: a short one may be anything."""
        out: list[tuple[tuple[str, ...], int]] = []
        for small, means in self._before.items():
            if word.startswith(small) and len(rest := word[len(small) :]) >= CUT:
                out += [((means, *one) if means else one, SAME) for one in self._sounding(rest)]
        for small, means in self._behind.items():
            if word.endswith(small) and len(rest := word[: -len(small)]) >= BARE:
                out += [((*one, means), SAME if len(rest) >= CUT else SLIP) for one in self._sounding(rest)]
        return out

    def _sounding(self, part: str) -> list[tuple[str, ...]]:
        return [self._said.get(one, (one,)) for one in self._heard.get(heard_as(part, self._rules), "").split()]

    def _whole(self, part: str) -> bool:
        return part in self._told or part in self._said or part in self._parts
