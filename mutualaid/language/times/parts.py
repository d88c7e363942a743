"""What a phrase of time is made of, and the look-ups every part of the grammar needs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mutualaid.language.times.words import TimeWords, Word, cut

MORNINGS = frozenset({"dawn", "early", "morning", "forenoon"})
"""The parts of a day that end by noon."""


class Clock(NamedTuple):
    """Minutes since midnight, 0–1440; `fixed` when morning or afternoon is certain."""

    minute: int
    fixed: bool = False
    strong: bool = False
    """Looks like a time by itself ("5pm", "9:30", "noon")."""
    meridian: str | None = None


class Hours(NamedTuple):
    """`how` is at, after, before, by or range."""

    how: str
    first: Clock
    last: Clock | None = None


class Day(NamedTuple):
    """Days from `first` to `last`, both included; `how` is on, before, by or after. `weekly`: named by weekday."""

    first: date
    last: date
    how: str = "on"
    weekly: bool = False
    dated: bool = False


class Rhythm(NamedTuple):
    days: tuple[int, ...]
    every: int = 1


class Phrase(NamedTuple):
    """What one run of words says. `wait` is (count, unit) from now, `within` whether the time up to it is meant."""

    start: int
    end: int
    day: Day | None = None
    hours: Hours | None = None
    part: str | None = None
    rhythm: Rhythm | None = None
    wait: tuple[int, str] | None = None
    within: bool = False
    at_once: bool = False
    vague: bool = False
    turned: bool = False
    """Said by refusing a limit ("not after 5"); beside a time that is named it says less."""
    left: bool = False
    """What is left of any day or hour where some are refused ("any day but monday"): no day of its own."""
    in_place: bool = False
    """Said in place of a time on which nobody is to come: "dont come tomorrow come friday"."""

    @property
    def rich(self) -> int:
        """How much it says; a vague word says least."""
        if self.vague or self.at_once:
            return 0 if self.vague else 1
        said = sum(x is not None for x in (self.day, self.hours, self.part, self.rhythm, self.wait))
        return 2 * said - self.turned


class Reader:
    """The words of one text in one language, seen from `today`."""

    def __init__(self, words: TimeWords, text: str, today: date, day_first: bool | None = None) -> None:
        self.words = words
        self.today = today
        self.day_first = words.day_first if day_first is None else day_first
        self.toks = cut(text).words(words.language)
        self.asked = False
        self.listing = False
        self.weekly = False
        """Reading what is said of every week: each day begins a phrase of its own, with its own hours."""
        self.refusing = False
        """Reading what comes after a "not": no greeting, then."""
        self.looks_behind = True
        """Whether a refusal behind a time counts; behind a pause it says what the pause is."""
        self.refused = False
        """Whether one was found."""
        self.denied = False
        """Whether an hour was found that a refusal before it refuses."""
        self.count = len(self.toks)
        self.text = text

    def at(self, i: int) -> Word | None:
        return self.toks[i] if 0 <= i < self.count else None

    def cue(self, i: int, *names: str) -> bool:
        return 0 <= i < self.count and not self.toks[i].cues.isdisjoint(names)

    def leads(self, i: int, cues: frozenset[str]) -> bool:
        """Whether the word is any of many cues, asked at once before each alone."""
        return 0 <= i < self.count and not cues.isdisjoint(self.toks[i].cues)

    def value(self, i: int, kind: str) -> str | None:
        return self.toks[i].values.get(kind) if 0 <= i < self.count else None

    def small(self, i: int, name: str) -> bool:
        """Whether the word is one of the little words of that name in [small]."""
        word = self.at(i)
        return word is not None and word.raw in self.words.small[name]

    def opens(self, i: int, name: str) -> bool:
        """Whether the word or phrase begins with one of those little words."""
        word = self.at(i)
        return word is not None and word.raw.startswith(self.words.small[name])

    def number(self, i: int) -> int | None:
        word = self.at(i)
        if word is None:
            return None
        if word.number is not None:
            return word.number
        spelled = word.value("number")
        return int(spelled) if spelled else None
