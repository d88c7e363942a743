"""A text while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mutualaid.domain.cues import Hear, deaf
from mutualaid.domain.reading import Context, When
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.talk import partly
from mutualaid.language.talk.commands import hours_wish
from mutualaid.language.times.when import find_when, local, names_today, refuses, with_foreign_day
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.taught import Found
from mutualaid.language.words.tokens import LONGEST, fold
from mutualaid.language.words.trie import Hit

_HOUR = re.compile(r"(?<![\d/$])(?:1[0-2]|[1-9])(?::?[0-5]\d)?(?![\d/])")
_HALF = re.compile(r"\d\s*[ap]\b|[ap]\.?m\b")

GUESSED = 0.6
"""Confidence up to which an intent is a guess from a bare list of things."""

LONGEST_REFUSAL = 14
"""Words of a text that may refuse a time in answer to a question."""


@dataclass
class Draft:
    """What is gathered while one text is read: its intent and how sure that is, its kinds, where they stand."""

    parsed: Parsed
    context: Context
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    intent: Intent = Intent.OTHER
    sure: float = 0.3
    hits: list[Hit] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    """Of a text that asks and offers: what it offers."""
    found: tuple[Found, ...] = ()
    """Where coordinators' corrections stand in the text."""
    withdrawn: Hit | None = None
    """The words that take something back by its name."""
    ended: bool = False
    """Whether those end it for good, where it comes again."""
    part: partly.Partly | None = None
    """What of the help is said not to be needed, or when."""
    hear: Hear = deaf
    """The cues of any text."""
    times: dict[str, tuple[When, int, int] | None] = field(default_factory=dict)
    """Times already looked for, by text: the dearest step."""

    def half_unsaid(self, when: When) -> bool:
        """Whether a time names an hour of the twelve without saying which half of the day ("7:30 ish")."""
        if when.start is None or when.dated or not _HOUR.search(when.text):
            return False
        said = fold(self.parsed.text[:LONGEST])
        return not (_HALF.search(said) or any(half in said for half in self.parsed.small["half_said"]))

    def when(self, text: str) -> tuple[When, int, int] | None:
        """The time that some words of this text name, with its offsets in them; hours for no texts are none."""
        if (quiet := hours_wish(self.parsed)) is not None:
            said = self.parsed.text[quiet[0] : quiet[1]]
            text = text.replace(said, " " * len(said))
        if self.part is not None and self.part.time:
            text = partly.refused(self.parsed, self.part, text)
        if text not in self.times:
            now = self.context.now
            found = self._when(text[:LONGEST], now)
            moved = found is not None and bool(self.parsed.families.get("moved"))
            if moved and found is not None and names_today(found[0], now, self.parsed.language):
                found = self._when(text[:LONGEST], local(now, now.date() + timedelta(1), 0))  # on a Monday the next
            self.times[text] = found
        return self.times[text]

    def _when(self, text: str, now: datetime) -> tuple[When, int, int] | None:
        asked, language = self.context.question == "when", self.parsed.language
        return with_foreign_day(text, now, language, find_when(text, now, language, asked=asked))

    def refuses_time(self) -> bool:
        """Whether a short text refuses a time by words behind it."""
        short = len(self.parsed.words) <= LONGEST_REFUSAL
        return short and refuses(self.parsed.text[:LONGEST], self.context.now, self.parsed.language)
