"""Words of the other side of a visit are told from words to them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader

READER = Reader(("en", "es", "fr", "ht"))


def of_them(text: str) -> bool:
    context = Context(datetime(2026, 10, 5, 9, tzinfo=UTC), others=frozenset({"ben", "luis"}))
    return "of_them" in READER.understand(text, context).spans


@pytest.mark.parametrize(
    "text",
    [
        "ben bothered us", "ben spat on my floor", "ben left the gate open", "ben wont listen", "me pellizca",
        "luis me arrebato la bolsa", "me anda rondando", "el me compra cosas", "luis se me acerca mucho",
        "ben me tire les cheveux", "ben ap pran bagay mwen",
    ],
)  # fmt: skip
def test_what_they_do_is_said_of_them(text: str) -> None:
    assert of_them(text)


@pytest.mark.parametrize(
    "text",
    [
        "ben call me when you get here", "ben can you bring me milk", "ben its my birthday", "ben whats my total",
        "luis me trae pan por favor", "me avisa cuando llegue", "me duele la espalda", "se me hizo tarde",
        "mi hijo me peina", "me quedo afuera", "me esta esperando?", "thanks ben", "me gusta el pan",
    ],
)  # fmt: skip
def test_what_is_asked_of_them_is_not(text: str) -> None:
    assert not of_them(text)
