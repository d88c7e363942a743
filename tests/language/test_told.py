"""Everyday texts that mostly say what is wanted only by what they tell, in four languages: most are read right."""

from __future__ import annotations

from pathlib import Path

from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

READER = Reader(("en", "es", "fr", "ht"))

FLOOR = 0.97
"""The share that must be read right, intent and kinds."""


def test_most_of_what_is_told_is_read_right() -> None:
    rows = [line.split("\t") for line in Path(__file__).with_name("told.txt").read_text("utf-8").splitlines()]
    wrong = []
    for text, intent, kinds in rows:
        reading = READER.understand(text, Context(NOW))
        right = reading.intent == intent and (intent == "other" or set(reading.kinds) == set(kinds.split()))
        wrong += [] if right else [f"{reading.intent.value} {' '.join(reading.kinds)} for {intent} {kinds}: {text}"]
    assert len(wrong) <= (1 - FLOOR) * len(rows), "\n".join(wrong)
