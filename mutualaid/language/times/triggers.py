"""Which words may start a time, in all languages at once: most texts hold none and need no grammar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache, reduce
from itertools import chain, pairwise
from operator import or_
from pathlib import Path

from rapidfuzz.distance import OSA

from mutualaid.language.times.words import LONGEST_TEXT, LOOSE, TEXTS_KEPT, UNIT, TimeWords, cut, time_words
from mutualaid.language.words.tokens import fold
from mutualaid.languages import own
from mutualaid.memory import Memory

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
_OF_HOURS = frozenset(":ap")
"""Those of an hour: no day is written with them."""

SURE, MONTH, COUNTED = 1, 2, 4
"""What a run without spaces is by itself: it says a time, it may with a number near, it is such a number."""


_NOTHING, _SAYS = (0, 0, 0), (0, 0, SURE)


class Triggers:
    """Which words may start a time, in all languages at once: most texts hold none and need no grammar."""

    def __init__(self, known: Mapping[str, TimeWords]) -> None:
        several = range(1 << len(known))
        self._codes = [frozenset(c for at, c in enumerate(known) if bits >> at & 1) for bits in several]
        """The languages that a number has the bits of."""
        self._alone: dict[str, int] = {}
        self._pairs: dict[str, dict[str, int]] = {}
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
        self._by_others = frozenset(chain(self._pairs, self._numbers, self._articles, self._months))
        self._paired = {last: 1 << at for at, last in enumerate(self._pairs)}
        """Second units of pairs, each with a bit of its own, and first ones with the bits of those they lead to."""
        self._leading: dict[str, int] = {}
        for last, firsts in self._pairs.items():
            for first in firsts:
                self._leading[first] = self._leading.get(first, 0) | self._paired[last]
        self._own = Memory(self._by_itself)
        tables = (self._by_others, self._after, self._after_digits, ".", self._before, self._leading, self._nth)
        self._beside = frozenset(chain.from_iterable(tables))
        self._units = Memory(self._unit)
        self._runs = Memory(self._run)

    def _learn(self, words: TimeWords, bit: int) -> None:
        def add(table: dict[str, int], raw: str) -> None:
            table[raw] = table.get(raw, 0) | bit

        def whole(phrase: list[str]) -> None:
            if len(phrase) == 1:
                add(self._alone, phrase[0])
            else:
                add(self._pairs.setdefault(phrase[-1], {}), phrase[-2])

        for raw in words.small["first"]:
            whole(UNIT.findall(raw))
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

    def may_tell(self, text: str) -> bool:
        """Whether a time may stand in a text, in whatever language: quicker than `languages`, and a no as sure."""
        before = flat = 0
        for at_start, at_end, alone in map(self._runs.__getitem__, text.split()):
            if before & at_start or alone & SURE:
                return True
            before = at_end
            flat |= alone
        return flat & (MONTH | COUNTED) == MONTH | COUNTED

    def _run(self, run: str) -> tuple[int, int, int]:
        """What a run without spaces is to the one before it and to the one behind it, and what it is alone."""
        if run.isascii() and run.isalpha():
            return self._units[run.lower()]
        raws = UNIT.findall(fold(run))
        units = [self._units[raw] for raw in raws] or [_NOTHING]
        met = any(a[1] & b[0] for a, b in pairwise(units)) and self.languages(raws)
        alone = reduce(or_, (unit[2] for unit in units))
        return units[0][0], units[-1][1], alone | SURE if met else alone

    def _unit(self, raw: str) -> tuple[int, int, int]:
        """What a unit is to the one before it and to the one behind it, bits that meet where `_among` may find a
        time in the two (a number and what follows it, what comes before it and a number or a month, a pair), and
        what it is alone."""
        digits = raw[0].isdecimal()
        if not digits and raw not in self._beside:
            return _SAYS if self._by_itself(raw) else _NOTHING
        every, wide = self._all * digits, self._all.bit_length()
        numbers, months = self._numbers.get(raw, 0), self._months.get(raw, 0)
        meets = (
            (self._after.get(raw, 0), numbers | self._articles.get(raw, 0)),
            (self._after_digits.get(raw, 0) or raw == ".", every),
            (digits, raw == "."),
            (every | numbers | months, self._before.get(raw, 0)),
            (self._paired.get(raw, 0), self._leading.get(raw, 0)),
        )
        alone = SURE * bool(self._by_itself(raw) or raw in self._alone) | MONTH * bool(months)
        first = sum(one << at * wide for at, (one, _) in enumerate(meets))
        behind = sum(other << at * wide for at, (_, other) in enumerate(meets))
        return first, behind, alone | COUNTED * (digits or raw in self._nth)

    def languages(self, raws: list[str], *, days: bool = False) -> frozenset[str]:
        """The codes of the languages in which a time may stand among these units, with `days` one of a day: where
        nothing but the marks of an hour calls for a language, none can."""
        own, bits = self._own, 0
        every = [own[raw] for raw in raws]
        for alone in every:
            bits |= alone or 0
        for i, alone in enumerate(every) if bits != self._all else ():
            if alone is None:
                bits |= self._among(raws, i, days)
        return self._codes[bits]

    def _by_itself(self, raw: str) -> int | None:
        """The bits of the languages in which a unit says a time by itself; None where those around it decide."""
        if raw in self._by_others or raw[0].isdecimal():
            return None
        return self._alone[raw] if raw in self._alone else self._slip(raw)

    def _among(self, raws: list[str], i: int, days: bool) -> int:
        """The same for a unit among the others."""
        raw, last = raws[i], raws[i - 1] if i else ""
        bits = self._alone.get(raw, 0)
        if raw in self._pairs:
            bits |= self._pairs[raw].get(last, 0)
        following = raws[i + 1] if i + 1 < len(raws) else ""
        if raw[0].isdecimal():
            bits |= self._before.get(last, 0)
            if not (days and following in _OF_HOURS):
                bits |= self._after_digits.get(following, 0)
            if following == "." and i + 2 < len(raws) and raws[i + 2].isdecimal():
                bits = self._all
        elif raw in self._numbers:
            bits |= self._numbers[raw] & (self._after.get(following, 0) | self._before.get(last, 0))
        if raw in self._articles:
            bits |= self._articles[raw] & self._after.get(following, 0)
        if raw in self._months:
            near = any(one[0].isdecimal() or one in self._nth for one in raws[max(0, i - 3) : i + 3])
            bits |= self._months[raw] if near else self._months[raw] & self._before.get(last, 0)
        return bits

    def _slip(self, raw: str) -> int:
        bits = 0
        for spelling, bit in self._typos.get((raw[0], len(raw)), ()):
            if not bits & bit and OSA.distance(raw, spelling, score_cutoff=1) <= 1:
                bits |= bit
        return bits


@cache
def _triggers(_: Path | None) -> Triggers:
    return Triggers(time_words())


_NONE = frozenset[str]()


def languages_in(text: str, *, days: bool = False) -> frozenset[str]:
    """The languages in which a text may name a time, with `days` a day; the last few texts are kept."""
    return _languages_in(text, days, own())


@lru_cache(maxsize=2 * TEXTS_KEPT)
def _languages_in(text: str, days: bool, kept: Path | None) -> frozenset[str]:
    triggers = _triggers(kept)
    return triggers.languages(cut(text).raws, days=days) if triggers.may_tell(text[:LONGEST_TEXT]) else _NONE
