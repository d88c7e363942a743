"""The words of time of one language, read from its when.toml, and a text cut into them.

A text becomes a list of Words: numbers, marks, and words or whole phrases with every meaning they may have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from mutualaid.language.words import prepared
from mutualaid.language.words.merging import table_of
from mutualaid.language.words.tokens import fold
from mutualaid.languages import files, languages, own
from mutualaid.memory import Memory

UNIT = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]")
LONGEST_TEXT = 2000
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_PHONE = re.compile(r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b|\b\d{3}[- ]\d{4}\b|\+\d[\d -]{7,}\d")
_PRICE = re.compile(r"[$#£€]\s?\d+(?:[.,]\d+)*(?:\s?-\s?\d+)?")
"""Links, phone numbers, prices and "#5": numbers in them are no times."""
_TYPO_TABLES = ("day", "weekday", "weekdays", "part", "parts", "tonight")
_TYPO_LENGTH = 6
LOOSE = frozenset({"cue", "number", "ignore"})
"""Tables whose words alone say no time."""
TEXTS_KEPT = 8
"""The last few texts of which what was worked out is kept."""

Meaning = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase may mean: its first value of each kind, the cues it is, and whether one of its meanings
    says a time rather than how two are joined (`firm`)."""

    values: dict[str, str] = field(default_factory=dict)
    cues: frozenset[str] = frozenset()
    firm: bool = False


NO_SENSE = Sense()


class Word(NamedTuple):
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
    typed: dict[str, str] = field(default_factory=dict)
    """Spellings of words of time that stand for another ("cualkier"), folded."""
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
        if not self.typed.keys().isdisjoint(cut.raws):
            units = [(self.typed.get(raw, raw), start, end, glued) for raw, start, end, glued in units]
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
        return self._joined(out) if self.small["digit_to"] else out

    def _joined(self, words: list[Word]) -> list[Word]:
        """The words with a digit that is typed for the word between two hours as that word: "sat 9 2 12"."""
        for at in range(1, len(words) - 1):
            if words[at].raw in self.small["digit_to"] and _between_hours(words, at):
                words[at] = words[at]._replace(values={}, cues=frozenset({"to"}), number=None)
        return words

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


HOURS = range(1, 13)


def _between_hours(words: list[Word], at: int) -> bool:
    """Whether a number stands between two hours of which one says its half of the day, or behind a day."""
    before, last = words[at - 1], len(words) - 1
    halved = before.value("meridian") is not None and at > 1
    first = words[at - 2] if halved else before
    if first.number not in HOURS or words[at + 1].number not in HOURS:
        return False
    if halved or (at + 2 <= last and words[at + 2].value("meridian") is not None):
        return True
    lone = at + 2 > last or words[at + 2].number is None
    return lone and at > 1 and any(words[at - 2].value(kind) for kind in ("weekday", "weekdays", "day"))


class Cut:
    """A text cut into units, once for every language: digits, words and marks."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST_TEXT]
        self.folded = _without_numbers(fold(self.text))
        self.raws: list[str] = UNIT.findall(self.folded)
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


@lru_cache(maxsize=TEXTS_KEPT)
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


def _phrase_key(spelling: str) -> tuple[str, ...]:
    whole = Cut(spelling)
    return (whole.raws[0], *_keys(whole.units[1:]))


def prepare(table: dict[str, Any]) -> dict[str, Any]:
    """What a when.toml holds, its spellings cut and folded, as plain dicts, tuples, sets and strings."""
    style, say, small = table.pop("style"), table.pop("say"), table.pop("small")
    typed = {fold(wrong): fold(word) for word, spellings in table.pop("typed", {}).items() for wrong in spellings}
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
        "style": style, "say": say, "meanings": meanings, "full": full, "typed": typed,
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
    words.typed = data["typed"]
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
    return Sense(values, cues, not values.keys() <= LOOSE)


def time_words() -> dict[str, TimeWords]:
    """The words of every language that has a when.toml, by language code."""
    return _time_words(own())


@cache
def _time_words(_: Path | None) -> dict[str, TimeWords]:
    every = {code: found for code in languages() if (found := files(code, "when.toml"))}
    made_of = [file for found in every.values() for file in found]
    kept = prepared.of("when", lambda: {code: prepare(table_of(code, "when.toml")) for code in every}, made_of)
    return {code: _of(code, data) for code, data in kept.items()}
