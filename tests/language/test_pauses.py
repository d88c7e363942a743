"""A break, its end, and hours without texts, as helpers say them; none of them opts anybody out."""

from __future__ import annotations

from functools import cache

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, read


@cache
def everyone() -> Reader:
    return Reader(("en", "es", "fr", "ht"))


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
    ("text", "end"),
    [
        ("pause me till 11/3", "2026-11-03"), ("away until 11/3", "2026-11-03"),
        ("I'm off until the 3rd", "2026-11-03"), ("gone for two weeks", "2026-10-19"),
        ("back on the 14th", "2026-10-14"), ("ill be back friday", "2026-10-09"),
        ("sick this week, ask me next week", "2026-10-12"), ("ask me again in november", "2026-11-01"),
        ("im tied up until wednesday", "2026-10-07"), ("need a couple weeks off", "2026-10-19"),
        ("skip me this week", "2026-10-12"), ("hold my offer until monday", "2026-10-12"),
        ("descanso hasta el 3/11", "2026-11-03"), ("no me pregunten hasta el lunes", "2026-10-12"),
        ("vuelvo el 14", "2026-10-14"), ("fuera dos semanas", "2026-10-19"), ("pausenme una semana", "2026-10-12"),
        ("estoy enfermo esta semana, pregunteme la proxima", "2026-10-12"),
        ("no cuenten conmigo hasta el viernes", "2026-10-09"), ("de vacaciones del 10 al 20", "2026-10-21"),
        ("je suis absent jusqu'au 3 novembre", "2026-11-03"), ("de retour le 14", "2026-10-14"),
        ("pause d'une semaine", "2026-10-12"), ("ne me demandez rien jusqu'à lundi", "2026-10-12"),
        ("mwen pa la jiska 3/11", "2026-11-03"), ("poz pou yon semèn", "2026-10-12"),
        ("m ap tounen 14 la", "2026-10-14"), ("pa mande m anyen jiska lendi", "2026-10-12"),
    ],
)  # fmt: skip
def test_the_day_a_break_ends(text: str, end: str) -> None:
    reading = everyone().understand(text, Context(NOW))
    assert reading.command is Command.PAUSE
    assert reading.pause is not None and reading.pause.end is not None
    assert f"{reading.pause.end:%Y-%m-%d %H:%M}" == f"{end} 00:00"


@pytest.mark.parametrize(
    "text", ["no texts after 7pm", "no texts before 9am please", "no me escriban despues de las 8"]
)
def test_hours_without_texts(text: str) -> None:
    reading = read(text)
    assert reading.command is None
    assert "hours" in reading.spans


@pytest.mark.parametrize("text", [
        "im back", "actually im back", "im back from vacation, pause is over", "my break is over", "back now",
        "you can start asking me again", "ya volvi", "ya estoy de vuelta", "ya regrese", "se acabo la pausa",
        "ya pueden preguntarme", "je suis rentré de vacances", "mwen tounen, poz la fini",
    ],
)  # fmt: skip
def test_back_from_a_break(text: str) -> None:
    reading = everyone().understand(text, Context(NOW))
    assert reading.command is not Command.PAUSE and "back" in reading.spans


@pytest.mark.parametrize(
    "text",
    [
        "unpause", "end my pause", "stop the pause", "take me off pause", "quiten la pausa", "enlevez la pause",
        "retire poz la",
    ],
)  # fmt: skip
def test_the_end_of_a_break_asked_for(text: str) -> None:
    assert everyone().understand(text, Context(NOW)).command is Command.START


@pytest.mark.parametrize(
    "text", ["not back yet", "todavia no regreso", "je ne suis pas encore de retour", "mwen poko tounen"]
)
def test_not_back_yet(text: str) -> None:
    reading = everyone().understand(text, Context(NOW))
    assert reading.command is None and "back" not in reading.spans and "away" in reading.spans


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("no me escriban", Command.STOP), ("please do not text me again", Command.STOP),
        ("im back home now", Command.DONE),
        ("i can help until i am back at work", None), ("my back is in pain", None),
        ("back at 5", None), ("my car is back friday", None), ("im off mon wed fri", None),
        ("only ask me once a week", None), ("call me back monday", Command.HUMAN),
        ("im available friday and saturday", None), ("im free friday to help out", None),
    ],
)  # fmt: skip
def test_what_is_no_break(text: str, command: Command | None) -> None:
    assert read(text).command is command


def test_a_yes_with_the_day_of_a_return_is_no_break() -> None:
    assert read("i can do it, im back friday", "yes_no").command is None


def test_a_limit_is_no_yes() -> None:
    reading = read("i can do 2 a week", "yes_no")
    assert (reading.per_week, reading.answer) == (2, None)


@pytest.mark.parametrize(
    "text",
    [
        "nothing this week", "i cant do nothing this week", "nada esta semana", "rien cette semaine",
        "anyen semèn sa a",
    ],
)  # fmt: skip
def test_a_week_with_nothing_is_taken_out(text: str) -> None:
    reading = everyone().understand(text, Context(NOW))
    assert "skip_week" in reading.spans and reading.pause is not None and reading.pause.end is not None


@pytest.mark.parametrize(
    "text",
    [
        "i have nothing this week", "we got nothing to eat this week", "i did not hear anything this week",
        "no tengo nada esta semana", "je n'ai rien cette semaine", "m pa gen anyen semèn sa a",
    ],
)  # fmt: skip
def test_to_have_nothing_takes_no_week_out(text: str) -> None:
    assert "skip_week" not in everyone().understand(text, Context(NOW)).spans


@pytest.mark.parametrize(
    "text",
    [
        "stop til next week", "hold off til monday", "pare hasta la proxima semana",
        "arretez jusqu'a la semaine prochaine", "kanpe jis semèn pwochen",
    ],
)  # fmt: skip
def test_to_stop_until_a_day_is_a_break(text: str) -> None:
    assert everyone().understand(text, Context(NOW)).command is Command.PAUSE
