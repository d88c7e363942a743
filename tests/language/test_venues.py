"""Asking whether there is a place that gives food is a question, in whatever way it is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.reader import Reader

READER = Reader(("en", "es", "fr", "ht"))


@pytest.mark.parametrize("question", [None, "kind", "place"])
@pytest.mark.parametrize(
    "text",
    [
        "u have a food bank",
        "is there a food bank",
        "u got a food pantry?",
        "tienen banco de comida",
        "il y a une banque alimentaire",
        "eske gen yon bank manje",
    ],
)
def test_asked_about_it_is_a_question(text: str, question: str | None) -> None:
    now = datetime(2026, 10, 5, 16, tzinfo=UTC)
    assert READER.understand(text, Context(now=now, question=question)).intent is Intent.QUESTION


def test_a_need_beside_it_stays_one() -> None:
    now = datetime(2026, 10, 5, 16, tzinfo=UTC)
    found = READER.understand("i need groceries. u have a food bank?", Context(now=now))
    assert found.intent is Intent.NEED
