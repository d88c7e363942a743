"""Who opens the door, and a name before "status"."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader

READER = Reader(("en", "es", "fr", "ht"))
CONTEXT = Context(now=datetime(2026, 10, 5, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "my sister will open",
        "my neighbor has the key",
        "su vecina abre la puerta",
        "mi hijo tiene la llave",
        "ma voisine ouvrira la porte",
        "ma soeur a la cle",
        "sè mwen ap louvri pòt la",
    ],
)
def test_who_opens_is_for_the_helper_at_the_door(text: str) -> None:
    assert READER.understand(text, CONTEXT).at_door == (text,)


@pytest.mark.parametrize("text", ["the clinic can open at 9", "my son can answer questions", "our door is broken"])
def test_other_doors_and_answers_are_none(text: str) -> None:
    assert READER.understand(text, CONTEXT).at_door == ()


@pytest.mark.parametrize("text", ["maria here status", "this is maria status", "maria aqui, estado"])
def test_a_name_before_status(text: str) -> None:
    found = READER.understand(text, CONTEXT)
    assert (found.command, found.name) == (Command.STATUS, "Maria")
