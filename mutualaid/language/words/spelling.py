"""Typo-tolerant lookup: the nearest word we know within one edit, two in a long word; words without their vowels
("prscrptn"), cut short ("volunt") or without their g ("drivin"), and words run together ("needaride").

Deleting up to two letters from each known word makes a table of neighbours; a typo within that distance shares
a neighbour with the word it was meant to be, and optimal string alignment decides. The table holds a checksum of
each neighbour rather than the neighbour: candidates are looked at anyway, and it is a twentieth of the size.
Ordinary words are never taken for a typo, nor is anything shorter than five letters, but that a word of five may
have lost one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import AnyStr
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mutualaid.memory import Memory

ONE_EDIT = 5
"""Letters a word needs before one edit is forgiven (recall .87 at under 3% false hits, measured)."""

TWO_EDITS = 9
"""Letters before two edits are."""

TWO_LOST = 7
"""Letters of a word that may have lost two and still is known by the rest, unless it may tell of danger."""

PREFIX = TWO_EDITS
"""Letters of a word that are looked at: two words that differ further behind share what is left of these, too."""

CUT = 4
"""Letters that are left at least of a word cut short."""

BARE = 3
"""Consonants that tell a word by themselves; with one more, ordinary words that have the same do not count."""

END = "."
"""The end of a word in what is written and how it sounds: "e.=."."""

Sounds = tuple[tuple[str, str], ...]
"""What is written and how it sounds, in the order in which it is replaced."""

Table = tuple[bytes, bytes, bytes]
"""Checksums of neighbours, rising, and with each the place of its word, both as bytes of `array`s; and for each
beginning of a checksum whether there is one, so that most spellings that nobody knows need not be looked up."""

BEHIND = 12
"""Bits of a checksum that do not belong to its beginning."""


def sound_of(word: str, rules: Sounds) -> str:
    """How a word sounds, so that "nesesito" and "necesito" are one; "." stands for its end."""
    word += END
    for written, spoken in rules:
        word = word.replace(written, spoken)
    return word


def in_order(vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words that may be mistyped, in the order that a table counts in."""
    return tuple(w for w in sorted(set(vocabulary)) if len(w) >= ONE_EDIT and w.isalpha())


def table(words: tuple[str, ...]) -> Table:
    """The table of neighbours of `words`, which `in_order` gave."""
    pairs = sorted({(crc32(key.encode()), at) for at, word in enumerate(words) for key in _deletes(word, TWO_LOST)})
    begins = bytearray(1 << (32 - BEHIND))
    for sum_, _ in pairs:
        begins[sum_ >> BEHIND] = 1
    return array("I", [p[0] for p in pairs]).tobytes(), array("I", [p[1] for p in pairs]).tobytes(), bytes(begins)


def sounds_of(vocabulary: Iterable[str], rules: Sounds) -> dict[str, str]:
    """How each word sounds -> the first word that sounds so; empty without rules."""
    out: dict[str, str] = {}
    for word in sorted(set(vocabulary)) if rules else ():
        if len(word) >= 4 and word.isalpha():
            out.setdefault(sound_of(word, rules), word)
    return out


def bare(word: str) -> str:
    """The word as it is written without vowels: its first letter, then its consonants, double ones once."""
    out = word[:1]
    for letter in word[1:]:
        if letter not in VOWELS and letter != out[-1]:
            out += letter
    return out


VOWELS = frozenset("aeiou")


def bare_of(vocabulary: Iterable[str], common: Iterable[str]) -> dict[str, str]:
    """What words are without vowels -> the shortest such word, where no ordinary word is as short."""
    ordinary: dict[str, int] = {}
    for word in set(common) - set(vocabulary):
        key = bare(word)
        ordinary[key] = min(len(word), ordinary.get(key, len(word)))
    out: dict[str, str] = {}
    for word in sorted(set(vocabulary), key=lambda one: (len(one), one)):
        key = bare(word)
        if len(word) > BARE <= len(key) and word.isalpha() and word != key:
            out.setdefault(key, word)
    return {k: word for k, word in out.items() if len(k) > BARE or ordinary.get(k, len(word) + 1) > len(word)}


TWO_SLIPS = 8
"""Letters from which a word that danger calls for may have two slips."""


HEARD_ALIKE = (("x", "ch"), ("x", "sh"), ("sh", "ch"))
"""Letters written for others that sound like them ("pexo", "pesho" for "pecho")."""

FIRST_ALIKE = {
    "b": "bv", "v": "bv", "c": "ckqs", "k": "ckq", "q": "ckq", "s": "scz", "z": "scz", "g": "gj", "j": "gj",
}  # fmt: skip
"""First letters that stand for each other by their sound ("buelve", "kuchillo")."""


Shapes = dict[tuple[str, int], list[str]]
"""Words by their first letter and how many letters they have."""


def by_shape(words: Iterable[str]) -> Shapes:
    """Those of four letters or more, by their shape."""
    out: Shapes = {}
    for word in words:
        if len(word) >= CUT:
            out.setdefault((word[0], len(word)), []).append(word)
    return out


def alarming(word: str, told: Shapes) -> tuple[str, ...]:
    """The words of danger (`told`) that a word may be, the nearest first: of four letters or more, with its first
    letter or one that sounds so, one slip away or two where both are long. Letters that sound alike are no slip,
    and neither is a "g" left off at the end ("beatin")."""
    found: dict[str, int] = {}
    whole = [word + "g"] if word.endswith("in") else []
    for way in {word, *whole, *(word.replace(written, meant) for written, meant in HEARD_ALIKE)}:
        for long in range(max(CUT, len(way) - 2), len(way) + 3):
            allowed = 2 if min(len(word), long) >= TWO_SLIPS else 1
            if abs(len(way) - long) > allowed:
                continue
            for first in FIRST_ALIKE.get(word[0], word[0]):
                if of_shape := told.get((first, long)):
                    near = process.extract(way, of_shape, scorer=OSA.distance, score_cutoff=allowed, limit=None)
                    for one, distance, _ in near:
                        found[one] = min(distance, found.get(one, distance))
    return tuple(sorted(found, key=lambda one: (found[one], one)))


def within(short: str, word: str) -> bool:
    """Whether the letters of `short` stand in `word` in this order."""
    rest = iter(word)
    return all(letter in rest for letter in short)


def _unlike(word: str, near: str) -> int:
    """How seldom people make such a slip: letters added or swapped 1, a vowel for another 2, any other 3."""
    if len(word) != len(near):
        return 1
    wrong = [(a, b) for a, b in zip(word, near, strict=True) if a != b]
    if len(wrong) == 2 and wrong[0] == wrong[1][::-1]:
        return 1
    return 2 if all(VOWELS.issuperset(pair) for pair in wrong) else 3


CHOICES = 4
"""Words at most that one may have been meant to be."""


def _slips(word: str, one: str) -> int:
    """How many slips may lie between a typo and a word that those beside it speak for."""
    return 2 if len(one) >= ONE_EDIT and len(word) >= CUT else 1


K = "k"
"""What "ck" is spelled as at the end of a short word: "sik", "pik"."""

YS = "ys"
"""How the plural of a word in "y" is spelled too: "grocrys", "babys"."""

FAR, NEXT = (3, 0), (0, 0)
"""Farther than any word may be, and nearer than any that a slip was made in."""


def _doubled(word: str, one: str) -> bool:
    """Whether a word is another with one letter written twice."""
    twice = (at for at, (a, b) in enumerate(pairwise(word)) if a == b)
    return len(word) > len(one) and any(word[:at] + word[at + 1 :] == one for at in twice)


class Spelling:
    """Words that may be mistyped and words that must be left alone (`common`). `words`, `near`, `alike` and
    `skeletons` are what `in_order`, `table`, `sounds_of` and `bare_of` give; `rules` say how words of this language
    sound. Only a language with `skeletons` has words without vowels, cut short or without their g. `short` are the
    words of four letters that forgive one edit, those first that win; `told` those of danger, of which no two lost
    letters are forgiven in a word of seven; `heard` the letters from which a word is known by its sound."""

    def __init__(
        self,
        words: tuple[str, ...],
        near: Table,
        alike: dict[str, str],
        rules: Sounds,
        common: Iterable[str],
        skeletons: dict[str, str],
        short: tuple[str, ...],
        calm: frozenset[str],
        *,
        told: frozenset[str],
        heard: int = BARE,
    ) -> None:
        self._common = frozenset(common)
        self._words = words
        self._keys, self._places = array("I"), array("I")
        self._keys.frombytes(near[0])
        self._places.frombytes(near[1])
        self._begins = near[2]
        self._alike = alike
        self._rules = rules
        self._skeletons = skeletons
        self._short = _by_letter(short)
        self._calm = tuple(word for word in words if word in calm)
        self._calm_ones = calm
        self._told = told
        self._heard = heard
        self._every = frozenset(words)
        self._chosen = _by_letter(one for one in short if one in calm and one not in told)
        self._guesses = Memory(self._guess)

    def nearest(self, word: str) -> str:
        """The known word a typo was meant to be, or the word itself."""
        if len(word) < BARE or word in self._common:
            return word
        return self._guesses[word][0]

    def choices(self, word: str) -> tuple[str, ...]:
        """The words a typo of four letters or more may have been meant to be, the nearest first: four at most, with
        its first letter and at most two slips, and none that tells of danger."""
        if len(word) < CUT or word in self._common:
            return ()
        return self._guesses[word][1]

    def _guess(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The nearest of a word and its choices, for which those near it are looked up and measured once."""
        near = self._near(word) if len(word) >= CUT else {}
        nearest = self._search(word, near)
        return nearest, self._choose(word, near, nearest) if len(word) >= CUT else ()

    def _near(self, word: str) -> dict[str, int]:
        """The words at most two slips away, and how many."""
        slips = {one: OSA.distance(word, one, score_cutoff=2) for one in self._candidates(word)}
        return {one: count for one, count in slips.items() if count <= 2}

    def _choose(self, word: str, near: dict[str, int], nearest: str) -> tuple[str, ...]:
        first = word[0]
        calm = {x: n for x, n in near.items() if x[0] == first and x in self._calm_ones and x not in self._told}
        for one in self._chosen.get(first, ()):
            calm[one] = OSA.distance(word, one, score_cutoff=2)
        meant = [one for one, slips in calm.items() if slips <= _slips(word, one)]
        meant = sorted(meant, key=lambda one: (one != nearest, calm[one], one))
        alike = self._alike.get(sound_of(word, self._rules)) if self._alike else None
        if alike is not None and alike[0] == first and alike not in {*meant, *self._told}:
            meant.append(alike)  # "wate" sounds as "wait" does
        return tuple(meant[:CHOICES])

    def _search(self, word: str, slips: dict[str, int]) -> str:
        if self._alike and (len(word) >= self._heard or word.endswith(K)):
            alike = self._alike.get(sound_of(word, self._rules))
            if alike is not None and self._skeletons and alike == f"{word[:-1]}ck":
                return alike
            if len(word) >= self._heard and alike is not None and (self._heard == BARE or alike in self._calm_ones):
                return alike
        near, cost = self._by_edits(word, slips)
        if len(word) <= ONE_EDIT:
            for one in self._short.get(word[0], ()):
                if OSA.distance(word, one) == 1 and (cost == FAR or _doubled(word, one)):
                    near, cost = one, NEXT
        if near != word or not self._skeletons:
            return near
        if word.endswith(YS) and len(word) >= ONE_EDIT:
            full = f"{word[: -len(YS)]}ies"
            near = full if full in self._every else self._by_edits(full, self._near(full))[0]
            if near != full or full in self._every:
                return near
        if word.endswith("in") and len(word) >= ONE_EDIT:
            full = f"{word}g"
            near = self._whole(full)
            if near != full or full in self._common or full in self._every:
                return near
        return self._whole(word)

    def _whole(self, word: str) -> str:
        """The word that this is without vowels, or the beginning of; else the word itself."""
        full = self._skeletons.get(bare(word))
        if full is not None and len(full) >= len(word) and within(word, full):
            return full
        if len(word) >= CUT:
            at = bisect_left(self._calm, word)
            ends = bisect_left(self._calm, f"{word}\U0010ffff")
            if at < ends:
                shortest = min(self._calm[at:ends], key=len)
                if all(one.startswith(shortest) for one in self._calm[at:ends]):
                    return shortest
        return word

    def _by_edits(self, word: str, slips: dict[str, int]) -> tuple[str, tuple[int, int]]:
        """The nearest of some words so many slips away, and how far it is: the slips, and how seldom such are
        made."""
        best, best_cost = word, FAR
        for near in sorted(slips):
            allowed = 2 if len(word) >= TWO_EDITS - 1 and len(near) >= TWO_EDITS else 1
            lost = within(word, near)
            if len(word) < ONE_EDIT:
                allowed = int(lost and len(near) > len(word))
            elif lost and (len(near) >= TWO_EDITS - 1 or (len(near) >= TWO_LOST and near not in self._told)):
                allowed = 2
            if word[0] != near[0]:
                allowed = 1 if len(near) >= 6 and word[1:] != near[1:] and allowed else 0
            distance = slips[near]
            if distance <= allowed and (cost := (distance, 0 if lost else _unlike(word, near))) < best_cost:
                best, best_cost = near, cost
        return best, best_cost

    def _candidates(self, word: str) -> set[str]:
        keys, begins, count = self._keys, self._begins, len(self._keys)
        out: set[str] = set()
        letters = _deletes(word.encode()) if word.isascii() else {one.encode() for one in _deletes(word)}
        for sum_ in map(crc32, letters):
            if not begins[sum_ >> BEHIND]:
                continue
            at = bisect_left(keys, sum_)
            while at < count and keys[at] == sum_:
                out.add(self._words[self._places[at]])
                at += 1
        return out


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their first letter, in their order."""
    out: dict[str, list[str]] = {}
    for word in words:
        out.setdefault(word[0], []).append(word)
    return out


def _deletes(word: AnyStr, two: int = TWO_EDITS - 1) -> set[AnyStr]:
    """The word, the word less one letter, and for words of `two` letters and more less two."""
    long, word = len(word) >= two, word[:PREFIX]
    ones = [word[:i] + word[i + 1 :] for i in range(len(word))]
    out = {word}
    out.update(ones)
    if long:
        out.update([one[:j] + one[j + 1 :] for i, one in enumerate(ones) for j in range(i, len(one))])
    return out
