"""Which words may start a time, in all languages at once: most texts hold none and need no grammar."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import reduce
from itertools import chain, pairwise
from operator import or_
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from mutualaid.language.timeunits import RAWS
from mutualaid.memory import Memory

if TYPE_CHECKING:
    from mutualaid.language.timewords import TimeWords

LOOSE = frozenset({"cue", "number", "ignore"})
"""Tables whose words alone say no time."""

_AFTER_NUMBER = frozenset({"meridian", "unit", "hours", "minutes", "ordinal"})
"""Tables whose words say a time only after a number."""

_NOT_ALONE = LOOSE | _AFTER_NUMBER | {"month", "nth", "part_after_day"}
"""Tables whose words say a time only beside others."""

_BEFORE_NUMBER = frozenset(
    {"at", "after", "before", "by", "until", "starting", "from", "between", "dated", "to", "in", "next"}
)
"""Cues after which a bare number may be an hour or a day."""

_MARKS = frozenset(":/-–—ap")
"""What touches the digits of a time in any language."""

_DIGITS, _NUMBER, _ARTICLE, _MONTH = 1, 2, 4, 8
"""Signs of a unit that says a time beside another: digits, a number in letters, one that is an article too, a
month."""

_BEFORE, _AFTER, _AFTER_DIGITS = 16, 32, 64
"""Signs of those it needs: a cue before a number, what stands behind one."""

_BY_OTHERS = _DIGITS | _NUMBER | _ARTICLE | _MONTH

_CALLED_FOR = (
    (_DIGITS, _BEFORE | _AFTER_DIGITS), (_NUMBER, _BEFORE | _AFTER), (_ARTICLE, _AFTER), (_MONTH, _MONTH),
)  # fmt: skip
"""Signs that a text must hold both of, for a time to be said by units side by side."""


class Triggers:
    """Which words may start a time, in all languages at once: most texts hold none and need no grammar."""

    def __init__(self, known: Mapping[str, TimeWords]) -> None:
        several = range(1 << len(known))
        self._codes = [frozenset(c for at, c in enumerate(known) if bits >> at & 1) for bits in several]
        """The languages that a number has the bits of."""
        self._alone: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        """The last two units of those that only several of say a time."""
        self._last: set[str] = set()
        self._months: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._articles: dict[str, int] = {}
        """Numbers that are articles too: "the", "a"; they count nothing but what a unit follows."""
        self._nth: set[str] = set()
        self._before: dict[str, int] = {}
        self._after: dict[str, int] = {}
        self._all = (1 << len(known)) - 1
        self._after_digits: dict[str, int] = dict.fromkeys(_MARKS, self._all)
        self._typos: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for at, words in enumerate(known.values()):
            self._learn(words, 1 << at)
        self._bits = len(known)
        self._by_itself = Memory(self._unit)
        self._runs = Memory(self._run)

    def _learn(self, words: TimeWords, bit: int) -> None:
        def add(table: dict[str, int], raw: str) -> None:
            table[raw] = table.get(raw, 0) | bit

        def whole(phrase: Sequence[str]) -> None:
            if len(phrase) == 1:
                add(self._alone, phrase[0])
            else:
                pair = phrase[-2], phrase[-1]
                self._pairs[pair] = self._pairs.get(pair, 0) | bit
                self._last.add(phrase[-1])

        for raw in words.small["first"]:
            whole(RAWS[raw])
        for phrase, sense in words.phrases.items():
            bare = [unit if unit == "+" else unit.lstrip("+") for unit in phrase]
            kinds = sense.values.keys()
            if not kinds <= _NOT_ALONE or ("number" in kinds and len(bare) > 1):
                whole(bare)
            if sense.values.get("unit") == "hour":
                for led in words.small["in_the_next"]:
                    whole([led.split()[-1], bare[0]])
            if "month" in kinds:
                add(self._months, max(bare, key=len))
            if "nth" in kinds:
                self._nth.add(bare[-1])
            if kinds & {"number", "nth"}:
                add(self._articles if bare[-1] in words.small["article"] else self._numbers, bare[-1])
            if kinds & _AFTER_NUMBER or "later" in sense.cues:
                add(self._after, bare[0])
            if kinds & _AFTER_NUMBER or sense.cues & {"later", "to"}:
                add(self._after_digits, bare[0])
            if sense.cues & _BEFORE_NUMBER:
                add(self._before, bare[-1])
        for place, spellings in words.typos.items():
            self._typos.setdefault(place, []).extend((spelling, bit) for spelling, _ in spellings)

    def languages(self, runs: list[str]) -> frozenset[str]:
        """The codes of the languages in which a time may stand among these runs without spaces."""
        found = reduce(or_, map(self._runs.__getitem__, runs), 0)
        bits, signs = found & self._all, found >> self._bits
        if bits == self._all:
            return self._codes[bits]
        every = list(chain.from_iterable(map(RAWS.__getitem__, runs)))
        if not self._pairs.keys().isdisjoint(pairwise(every)):
            bits |= reduce(or_, [self._pairs.get(pair, 0) for pair in pairwise(every)])
        wanted = sum([sign for sign, beside in _CALLED_FOR if signs & sign and signs & beside]) << self._bits
        if wanted:
            alone = self._by_itself
            for i, raw in enumerate(every):
                if alone[raw] & wanted:
                    bits |= self._among(every, i)
        return self._codes[bits]

    def _run(self, run: str) -> int:
        """What all the units of a run are by themselves."""
        return reduce(or_, map(self._by_itself.__getitem__, RAWS[run]), 0)

    def _unit(self, raw: str) -> int:
        """The bits of the languages in which a unit says a time by itself, and above them its signs."""
        tables: tuple[tuple[int, Container[str]], ...] = (
            (_NUMBER, self._numbers), (_ARTICLE, self._articles), (_MONTH, self._months),
            (_BEFORE, self._before), (_AFTER, self._after), (_AFTER_DIGITS, self._after_digits),
        )  # fmt: skip
        signs = sum(sign for sign, table in tables if raw in table)
        if raw[0].isdecimal():
            signs |= _DIGITS
        elif raw == ".":
            signs |= _AFTER_DIGITS
        bits = self._alone.get(raw, 0)
        if raw not in self._alone and not signs & _BY_OTHERS and raw not in self._last:
            bits = self._slip(raw)
        return bits | signs << self._bits

    def _among(self, every: list[str], i: int) -> int:
        """The bits of the languages in which a unit says a time among the others."""
        raw, last = every[i], every[i - 1] if i else ""
        bits = 0
        following = every[i + 1] if i + 1 < len(every) else ""
        if raw[0].isdecimal():
            bits |= self._after_digits.get(following, 0) | self._before.get(last, 0)
            if following == "." and i + 2 < len(every) and every[i + 2].isdecimal():
                bits = self._all
        elif raw in self._numbers:
            bits |= self._numbers[raw] & (self._after.get(following, 0) | self._before.get(last, 0))
        if raw in self._articles:
            bits |= self._articles[raw] & self._after.get(following, 0)
        if raw in self._months:
            near = any(one[0].isdecimal() or one in self._nth for one in every[max(0, i - 3) : i + 3])
            bits |= self._months[raw] if near else self._months[raw] & self._before.get(last, 0)
        return bits

    def _slip(self, raw: str) -> int:
        bits = 0
        for spelling, bit in self._typos.get((raw[0], len(raw)), ()):
            if not bits & bit and OSA.distance(raw, spelling, score_cutoff=1) <= 1:
                bits |= bit
        return bits
