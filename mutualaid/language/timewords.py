"""The words of time of one language, read from its when.toml, and a text cut into them.

A text becomes a list of Words: numbers, marks, and words or whole phrases with every meaning they may have.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from mutualaid.language.tokens import fold

_UNIT = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]")
_LONGEST_TEXT = 2000
_HIDDEN = (
    re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+"),
    re.compile(r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b|\b\d{3}[- ]\d{4}\b|\+\d[\d -]{7,}\d"),
    re.compile(r"[$#£€]\s?\d+(?:[.,]\d+)*(?:\s?-\s?\d+)?"),
)
"""Links, phone numbers, prices and "#5": numbers in them are no times."""
_TYPO_TABLES = ("day", "weekday", "weekdays")
_TYPO_LENGTH = 6

Meaning = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase: `raw` folded, offsets into the text, `number` if digits, `glued` to the one before."""

    raw: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()
    number: int | None = None
    glued: bool = False
    capital: bool = False

    def value(self, kind: str) -> str | None:
        """The first value this word has as a `kind` ("weekday" -> "5"), or None."""
        return next((v for k, v in self.meanings if k == kind), None)

    def cue(self, *names: str) -> bool:
        """Whether the word is one of these cues ("after", "to")."""
        return any(k == "cue" and v in names for k, v in self.meanings)


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
    phrases: dict[tuple[str, ...], list[Meaning]] = field(default_factory=dict)
    longest: int = 1
    guards: dict[str, frozenset[str]] = field(default_factory=dict)
    typos: list[tuple[str, Meaning]] = field(default_factory=list)
    small: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Little words the grammar asks for by what they do, folded."""
    say: dict[str, Any] = field(default_factory=dict)
    """How we say a time ourselves; see saywhen.py."""

    def near(self, raw: str) -> Meaning | None:
        """A weekday or "tomorrow" one slip away from a long word."""
        if len(raw) < _TYPO_LENGTH:
            return None
        for spelling, meaning in self.typos:
            if raw[0] == spelling[0] and OSA.distance(raw, spelling, score_cutoff=1) <= 1:
                return meaning
        return None

    def read(self, text: str) -> list[Word]:
        """The words of `text`, phrases merged, the longest first."""
        units = _units(text)
        out: list[Word] = []
        i = 0
        while i < len(units):
            length, meanings = self._phrase(units, i)
            first, last = units[i], units[i + length - 1]
            number = int(first.raw) if length == 1 and first.raw.isdecimal() and len(first.raw) <= 4 else None
            if length == 1 and not meanings and number is None:
                near = self.near(first.raw)
                meanings = (near,) if near else ()
            raw = first.raw if length == 1 else fold(text[first.start : last.end])
            out.append(Word(raw, first.start, last.end, meanings, number, first.glued, first.capital))
            i += length
        return out

    def _phrase(self, units: list[Word], i: int) -> tuple[int, tuple[Meaning, ...]]:
        for length in range(min(self.longest, len(units) - i), 0, -1):
            found = self.phrases.get(_key(units[i : i + length]))
            if found:
                return length, tuple(found)
        return 1, ()


def _units(text: str) -> list[Word]:
    folded = fold(text[:_LONGEST_TEXT])
    for pattern in _HIDDEN:
        folded = pattern.sub(lambda m: "#" * len(m.group()), folded)
    out: list[Word] = []
    for found in _UNIT.finditer(folded):
        start, end = found.span()
        glued = bool(out) and out[-1].end == start
        out.append(Word(found.group(), start, end, (), None, glued, text[start].isupper()))
    return out


def _key(units: list[Word]) -> tuple[str, ...]:
    """Phrases are told apart by what touches: "2day" is today, "2 day" is not."""
    return (units[0].raw, *(("+" + u.raw) if u.glued else u.raw for u in units[1:]))


def _load(path: Path) -> TimeWords:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    style = table.pop("style")
    words = TimeWords(
        path.parent.name,
        style["day_first"],
        style["next_weekday"] == "week",
        style["bare_dates"],
        style["afternoon_until"],
    )
    for name in ("notday", "notclock"):
        for part, spellings in table.pop(name).items():
            words.guards[f"{name}.{part}"] = frozenset(fold(s) for s in spellings)
    words.small = {name: tuple(fold(s) for s in spellings) for name, spellings in table.pop("small").items()}
    words.say = table.pop("say")
    for kind, values in table.items():
        for value, spellings in values.items():
            for spelling in spellings:
                units = _units(spelling)
                meanings = words.phrases.setdefault(_key(units), [])
                if (kind, value) not in meanings:
                    meanings.append((kind, value))
                words.longest = max(words.longest, len(units))
                full = spelling == spellings[0] and len(units) == 1 and len(spelling) >= _TYPO_LENGTH
                if kind in _TYPO_TABLES and full:
                    words.typos.append((fold(spelling), (kind, value)))
    return words


@cache
def time_words() -> dict[str, TimeWords]:
    """The words of every language that has a when.toml, by language code."""
    here = Path(__file__).parent
    return {p.parent.name: _load(p) for p in sorted(here.glob("*/when.toml"))}
