"""A break, its end, and hours without texts, as helpers say them; none of them opts anybody out."""

from __future__ import annotations

import pytest

from mutualaid.domain.vocabulary import Command
from tests.language.reading_help import read


@pytest.mark.parametrize(
    "text",
    [
        "im away til oct 20", "no more this week pls", "dont text me till monday", "do not text me for 2 weeks",
        "cant do this week", "esta semana no puedo",
        "no mas esta semana por favor", "no me escriban hasta el lunes",
        "estare fuera hasta el 20 de octubre",
    ],
)  # fmt: skip
def test_a_break_with_its_end(text: str) -> None:
    reading = read(text)
    assert reading.command is Command.PAUSE
    assert reading.pause is not None and reading.pause.end is not None


@pytest.mark.parametrize(
    "text", ["no texts after 7pm", "no texts before 9am please", "no me escriban despues de las 8"]
)
def test_hours_without_texts(text: str) -> None:
    reading = read(text)
    assert reading.command is None
    assert "hours" in reading.spans


@pytest.mark.parametrize("text", ["im back", "actually im back", "ya volvi", "ya estoy de vuelta"])
def test_back_from_a_break(text: str) -> None:
    assert "back" in read(text).spans


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("no me escriban", Command.STOP), ("please do not text me again", Command.STOP),
        ("im back home now", Command.DONE),
        ("i can help until i am back at work", None), ("my back is in pain", None),
    ],
)  # fmt: skip
def test_what_is_no_break(text: str, command: Command | None) -> None:
    assert read(text).command is command
