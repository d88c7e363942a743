"""The words of time of one language, read from its when.toml, and a text cut into them.

A text becomes a list of Words: numbers, marks, and words or whole phrases with every meaning they may have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from mutualaid.language import prepared
from mutualaid.language.merging import table_of
from mutualaid.language.tokens import fold
from mutualaid.languages import files, languages, own
from mutualaid.memory import Memory

_UNIT = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]")
_LONGEST_TEXT = 2000
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_PHONE = re.compile(r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b|\b\d{3}[- ]\d{4}\b|\+\d[\d -]{7,}\d")
_PRICE = re.compile(r"[$#£€]\s?\d+(?:[.,]\d+)*(?:\s?-\s?\d+)?")
"""Links, phone numbers, prices and "#5": numbers in them are no times."""
_TYPO_TABLES = ("day", "weekday", "weekdays", "part", "parts", "tonight")
_TYPO_LENGTH = 6
_LOOSE = frozenset({"cue", "number", "ignore"})
"""Tables whose words alone say no time."""
_AFTER_NUMBER = frozenset({"meridian", "unit", "hours", "minutes", "ordinal"})
"""Tables whose words say a time only after a number."""
_NOT_ALONE = _LOOSE | _AFTER_NUMBER | {"month", "nth", "part_after_day"}
"""Tables whose words say a time only beside others."""
_BEFORE_NUMBER = frozenset(
    {"at", "after", "before", "by", "until", "starting", "from", "between", "dated", "to", "in", "next"}
)
"""Cues after which a bare number may be an hour or a day."""
_MARKS = frozenset(":/-–—ap")
"""What touches the digits of a time in any language."""
_TEXTS_KEPT = 8

Meaning = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase may mean: its first value of each kind, the cues it is, and whether one of its meanings
    says a time rather than how two are joined (`firm`)."""

    values: dict[str, str] = field(default_factory=dict)
    cues: frozenset[str] = frozenset()
    firm: bool = False


NO_SENSE = Sense()


@dataclass(slots=True)
class Word:
    """One word or phrase: `raw` folded, offsets into the text, `number` if digits, `glued` to the one before."""

    raw: str
    start: int
    end: int
    values: dict[str, str]
    cues: frozenset[str]
    number: int | None
    glued: bool
    capital: bool
    firm: bool
    """Whether a time may begin here or close by."""

    @property
    def known(self) -> bool:
        """Whether the word means anything to us."""
        return bool(self.values or self.cues)

    def value(self, kind: str) -> str | None:
        """The first value this word has as a `kind` ("weekday" -> "5"), or None."""
        return self.values.get(kind)

    def cue(self, *names: str) -> bool:
        """Whether the word is one of these cues ("after", "to")."""
        return not self.cues.isdisjoint(names)


@dataclass(slots=True)
class TimeWords:
    """Everything when.toml of one language holds."""

    language: str
    day_first: bool
    next_is_week: bool
    bare_dates: bool
    """Whether a number alone after "the" can be a day of the month ("el 5")."""
    afternoon_until: int
    """Up to which hour one without its half of the day is of the afternoon: "at 7" is 19:00, "à 7h" is not."""
    phrases: dict[tuple[str, ...], Sense] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """How long the phrases are that begin with a word, the longest first."""
    guards: dict[str, frozenset[str]] = field(default_factory=dict)
    typos: dict[tuple[str, int], list[tuple[str, Sense]]] = field(default_factory=dict)
    """Long words that are known with one slip, by the first letter and the length of what was typed."""
    small: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Little words the grammar asks for by what they do, folded."""
    say: dict[str, Any] = field(default_factory=dict)
    """How we say a time ourselves; see saywhen.py."""
    _alone: Memory[str, tuple[Sense, int | None, bool, tuple[int, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        self._alone = Memory(self._by_itself)

    def near(self, raw: str) -> Sense:
        """A weekday or "tomorrow" one slip away from a long word."""
        for spelling, sense in self.typos.get((raw[0], len(raw)), ()):
            if OSA.distance(raw, spelling, score_cutoff=1) <= 1:
                return sense
        return NO_SENSE

    def read(self, cut: Cut) -> list[Word]:
        """The words of a text, phrases merged, the longest first."""
        units, phrases, alone, text = cut.units, self.phrases, self._alone, cut.text
        keys = _keys(units)
        out, i, count = list[Word](), 0, len(units)
        while i < count:
            raw, start, end, glued = units[i]
            sense, number, firm, sizes = alone[raw]
            length = 1
            for size in sizes:
                found = phrases.get((raw, *keys[i + 1 : i + size])) if i + size <= count else None
                if found is not None:
                    end, length = units[i + size - 1][2], size
                    raw, sense, number = cut.folded[start:end], found, None
                    firm = found.firm or self._opens(raw, found)
                    break
            out.append(Word(raw, start, end, sense.values, sense.cues, number, glued, text[start].isupper(), firm))
            i += length
        return out

    def _by_itself(self, raw: str) -> tuple[Sense, int | None, bool, tuple[int, ...]]:
        """What a unit alone means, its number if it is one, whether a time may begin here or close by, and how long
        the phrases of several units are that begin with it, the longest first."""
        sizes = tuple(size for size in self.lengths.get(raw, ()) if size > 1)
        sense = self.phrases.get((raw,), NO_SENSE)
        if raw.isdecimal() and len(raw) <= 4:
            return sense, int(raw), True, sizes
        if sense is NO_SENSE and not raw.isdecimal():
            sense = self.near(raw)
        return sense, None, sense.firm or self._opens(raw, sense), sizes

    def _opens(self, raw: str, sense: Sense) -> bool:
        """Whether words that say no time themselves may begin one."""
        return raw in self.small["first"] or ("number" in sense.values and raw not in self.small["article"])


class Cut:
    """A text cut into units, once for every language: digits, words and marks."""

    def __init__(self, text: str) -> None:
        self.text = text[:_LONGEST_TEXT]
        self.folded = _without_numbers(fold(self.text))
        self.raws: list[str] = _UNIT.findall(self.folded)
        self._words: dict[str, list[Word]] = {}

    @cached_property
    def units(self) -> list[tuple[str, int, int, bool]]:
        """What is written, from where to where, and whether it touches the unit before."""
        out: list[tuple[str, int, int, bool]] = []
        last = 0
        for raw in self.raws:
            start = self.folded.find(raw, last)
            end = start + len(raw)
            out.append((raw, start, end, start == last > 0))
            last = end
        return out

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages in which the text may name a time."""
        return _triggers(own()).languages(self.raws)

    def words(self, language: str) -> list[Word]:
        """The words of the text in a language; the list is shared, so it must not be changed."""
        if language not in self._words:
            self._words[language] = time_words()[language].read(self)
        return self._words[language]


def _keys(units: list[tuple[str, int, int, bool]]) -> list[str]:
    """Phrases are told apart by what touches: "2day" is today, "2 day" is not."""
    return ["+" + raw if glued else raw for raw, _, _, glued in units]


def cut(text: str) -> Cut:
    """The text cut into units; the last few texts are kept."""
    return _cut(text, own())


@lru_cache(maxsize=_TEXTS_KEPT)
def _cut(text: str, _: Path | None) -> Cut:
    return Cut(text)


def _without_numbers(folded: str) -> str:
    if "://" in folded or "www." in folded or "@" in folded:
        folded = _LINK.sub(_hide, folded)
    if not _DIGIT.search(folded):
        return folded
    folded = _PHONE.sub(_hide, folded)
    return _PRICE.sub(_hide, folded) if not _SIGNS.isdisjoint(folded) else folded


_DIGIT = re.compile(r"\d")
_SIGNS = frozenset("$#£€")


def _hide(found: re.Match[str]) -> str:
    return "#" * len(found.group())


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
        self._own = Memory(self._by_itself)

    def _learn(self, words: TimeWords, bit: int) -> None:
        def add(table: dict[str, int], raw: str) -> None:
            table[raw] = table.get(raw, 0) | bit

        def whole(phrase: list[str]) -> None:
            if len(phrase) == 1:
                add(self._alone, phrase[0])
            else:
                add(self._pairs.setdefault(phrase[-1], {}), phrase[-2])

        for raw in words.small["first"]:
            whole(_UNIT.findall(raw))
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

    def languages(self, raws: list[str]) -> frozenset[str]:
        """The codes of the languages in which a time may stand among these units."""
        own, bits = self._own, 0
        every = [own[raw] for raw in raws]
        for alone in every:
            bits |= alone or 0
        for i, alone in enumerate(every) if bits != self._all else ():
            if alone is None:
                bits |= self._among(raws, i)
        return self._codes[bits]

    def _by_itself(self, raw: str) -> int | None:
        """The bits of the languages in which a unit says a time by itself; None where those around it decide."""
        if raw in self._by_others or raw[0].isdecimal():
            return None
        return self._alone[raw] if raw in self._alone else self._slip(raw)

    def _among(self, raws: list[str], i: int) -> int:
        """The same for a unit among the others."""
        raw, last = raws[i], raws[i - 1] if i else ""
        bits = self._alone.get(raw, 0)
        if raw in self._pairs:
            bits |= self._pairs[raw].get(last, 0)
        following = raws[i + 1] if i + 1 < len(raws) else ""
        if raw[0].isdecimal():
            bits |= self._after_digits.get(following, 0) | self._before.get(last, 0)
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


def _phrase_key(spelling: str) -> tuple[str, ...]:
    whole = Cut(spelling)
    return (whole.raws[0], *_keys(whole.units[1:]))


def prepare(table: dict[str, Any]) -> dict[str, Any]:
    """What a when.toml holds, its spellings cut and folded, as plain dicts, tuples, sets and strings."""
    style, say, small = table.pop("style"), table.pop("say"), table.pop("small")
    guards = {f"{name}.{part}": s for name in ("notday", "notclock") for part, s in table.pop(name).items()}
    meanings: dict[tuple[str, ...], list[Meaning]] = {}
    full: list[tuple[str, Meaning]] = []
    for kind, values in table.items():
        for value, spellings in values.items():
            for spelling in spellings:
                key = _phrase_key(spelling)
                told = meanings.setdefault(key, [])
                if (kind, value) not in told:
                    told.append((kind, value))
                long = len(key) == 1 and len(spelling) >= _TYPO_LENGTH
                if kind in _TYPO_TABLES and long and spelling == spellings[0]:
                    full.append((fold(spelling), (kind, value)))
    return {
        "style": style, "say": say, "meanings": meanings, "full": full,
        "small": {name: tuple(map(fold, spellings)) for name, spellings in small.items()},
        "guards": {name: frozenset(map(fold, spellings)) for name, spellings in guards.items()},
    }  # fmt: skip


def _of(language: str, data: dict[str, Any]) -> TimeWords:
    """The words of a language from what `prepare` gave."""
    style = data["style"]
    words = TimeWords(
        language, style["day_first"], style["next_weekday"] == "week", style["bare_dates"], style["afternoon_until"]
    )
    words.guards, words.small, words.say = data["guards"], data["small"], data["say"]
    words.phrases = {key: _sense(tuple(told)) for key, told in data["meanings"].items()}
    sizes: dict[str, set[int]] = {}
    for key in words.phrases:
        sizes.setdefault(key[0], set()).add(len(key))
    words.lengths = {raw: tuple(sorted(found, reverse=True)) for raw, found in sizes.items()}
    for spelling, meaning in data["full"]:
        for typed in range(max(_TYPO_LENGTH, len(spelling) - 1), len(spelling) + 2):
            words.typos.setdefault((spelling[0], typed), []).append((spelling, _sense((meaning,))))
    return words


@cache
def _sense(meanings: tuple[Meaning, ...]) -> Sense:
    values: dict[str, str] = {}
    for kind, value in meanings:
        if kind != "cue":
            values.setdefault(kind, value)
    cues = frozenset(value for kind, value in meanings if kind == "cue")
    return Sense(values, cues, not values.keys() <= _LOOSE)


def time_words() -> dict[str, TimeWords]:
    """The words of every language that has a when.toml, by language code."""
    return _time_words(own())


@cache
def _time_words(_: Path | None) -> dict[str, TimeWords]:
    every = {code: found for code in languages() if (found := files(code, "when.toml"))}
    made_of = [file for found in every.values() for file in found]
    kept = prepared.of("when", lambda: {code: prepare(table_of(code, "when.toml")) for code in every}, made_of)
    return {code: _of(code, data) for code, data in kept.items()}
