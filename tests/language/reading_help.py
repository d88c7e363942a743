"""What the tests of understanding share: one Reader and a moment, Monday 5 October 2026, nine in the morning."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from mutualaid.domain.reading import Context, Reading, Spot
from mutualaid.domain.vocabulary import KINDS
from mutualaid.language.reader import Reader

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 9, tzinfo=ZONE)
KNOWN = ("24th and mission", "24th & mission", "26th st", "sf general", "94110", "the pharmacy on 16th")


def places(text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]:
    """A gazetteer of five places."""
    low = text.lower()
    found = [(low.find(name), name) for name in KNOWN if name in low]
    return tuple(
        Spot(text[at : at + len(name)], at, at + len(name), 37.75, -122.42, "corner", name) for at, name in found
    )


@cache
def reader(kinds: tuple[str, ...] = KINDS) -> Reader:
    return Reader(find_places=places, kinds=kinds)


def read(
    text: str, question: str | None = None, language: str | None = None, kinds: tuple[str, ...] = KINDS
) -> Reading:
    return reader(kinds).understand(text, Context(NOW, language, question))


@cache
def _reader_of_all() -> Reader:
    return Reader(("en", "es", "fr", "ht"), places)


def read_in_all(text: str, question: str | None = None) -> Reading:
    """Read by a group that speaks all four languages."""
    return _reader_of_all().understand(text, Context(NOW, None, question))
