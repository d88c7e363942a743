"""A text while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from mutualaid.domain.reading import Context, When
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.lexicon import Hit
from mutualaid.language.parsing import Parsed
from mutualaid.language.tokens import LONGEST
from mutualaid.language.when import find_when

GUESSED = 0.6
"""Confidence up to which an intent is a guess from a bare list of things."""


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
    times: dict[str, tuple[When, int, int] | None] = field(default_factory=dict)
    """Times already looked for, by text: the dearest step."""

    def when(self, text: str) -> tuple[When, int, int] | None:
        """The time that some words of this text name, with its offsets in them."""
        if text not in self.times:
            self.times[text] = find_when(text[:LONGEST], self.context.now, self.parsed.language)
        return self.times[text]
