"""How often a week and whether at night, as helpers say it."""

from __future__ import annotations

from functools import cache

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, read, read_in_all


@cache
def everyone() -> Reader:
    return Reader(("en", "es", "fr", "ht"))


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("i can help once a week", 1), ("i can drive, max 2 a week", 2), ("no more than 2 times a week", 2),
        ("twice per week is fine", 2), ("puedo ayudar dos veces por semana", 2), ("una vez a la semana", 1),
        ("3x a week", 3), ("i can drive any day of the week", None), ("a week from monday", None),
        ("every week", None), ("i can bring food next week", None), ("up to 5 times a week", 5),
        ("two asks a week is plenty", 2), ("3/week", 3), ("max 2 rides per week", 2), ("at most 3 asks a week", 3),
        ("hasta 5 veces por semana", 5), ("con dos por semana basta", 2), ("no mas de una vez por semana", 1),
        ("15 times a week", None), ("no more than one visit a week", 1), ("only 2 this week", 2),
        ("no mas de una visita por semana", 1), ("solo 2 esta semana", 2), ("i need a ride 2 times a week", None),
        ("necesito 2 visitas por semana", None), ("2 rides this week is ok", None), ("5 a week is too much", None),
    ],
)  # fmt: skip
def test_how_often_a_week(text: str, often: int | None) -> None:
    assert read(text).per_week == often


@pytest.mark.parametrize(
    ("text", "language", "often"),
    [
        ("jusqu'à 5 fois par semaine", "fr", 5), ("max 2 par semaine", "fr", 2),
        ("deux demandes par semaine suffisent", "fr", 2), ("maksimòm 2 pa semèn", "ht", 2),
        ("pa plis pase yon fwa pa semèn", "ht", 1), ("pas plus d'une visite par semaine", "fr", 1),
        ("seulement 2 cette semaine", "fr", 2), ("pa plis pase yon vizit pa semèn", "ht", 1),
        ("selman 2 semèn sa a", "ht", 2),
    ],
)  # fmt: skip
def test_how_often_a_week_in_french_and_creole(text: str, language: str, often: int) -> None:
    reading = everyone().understand(text, Context(NOW, language, "when"))
    assert (reading.per_week, reading.when) == (often, None)


@pytest.mark.parametrize("text", ["up to 5 times a week", "hasta 5 veces por semana", "max 2 a week"])
def test_words_on_how_often_are_no_hours(text: str) -> None:
    assert read(text, "when").when is None


@pytest.mark.parametrize("text", ["once a month", "2 per month", "once every two weeks", "una vez al mes"])
def test_less_than_once_a_week(text: str) -> None:
    reading = read(text)
    assert reading.per_week == 1 and "seldom" in reading.spans


@pytest.mark.parametrize("text", ["0 a week", "zero times a week", "0 por semana"])
def test_none_a_week_is_a_break(text: str) -> None:
    assert read(text).command is Command.PAUSE


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("nights are fine", True), ("day or night", True), ("not at night please", False), ("nights no", False),
        ("de noche tambien", True), ("de noche no", False), ("i can drive weekends", None),
        ("i work nights", None), ("you can text me nights", True), ("text me anytime day or night", True),
        ("ok to ask me at night", True), ("dont text me at night", False), ("no late texts", False),
        ("noches tambien esta bien", True), ("pueden escribirme de noche", True), ("las noches tambien", True),
        ("no me escriban de noche", False), ("i can only do nights", None), ("solo por las noches", None),
    ],
)  # fmt: skip
def test_nights(text: str, nights: bool | None) -> None:
    assert read(text).nights is nights


@pytest.mark.parametrize(
    "text", ["vous pouvez m'écrire la nuit", "les nuits aussi", "nou ka ekri m leswa", "leswa tou bon"]
)
def test_nights_in_french_and_creole(text: str) -> None:
    reading = everyone().understand(text, Context(NOW))
    assert reading.nights is True and reading.when is None


@pytest.mark.parametrize("text", ["i can only do nights", "solo por las noches", "nights only"])
def test_nights_may_be_hours(text: str) -> None:
    repeat = read(text, "when").repeat
    assert repeat is not None and repeat.from_hour == 17


def test_words_on_nights_leave_the_hours_as_they_are() -> None:
    repeat = read("i can drive weekdays after 5, nights no").repeat
    assert repeat is not None and repeat.days == (1, 2, 3, 4, 5) and repeat.from_hour == 17


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("5 a week is too much", "too_often"), ("5 por semana es demasiado", "too_often"),
        ("5 par semaine c'est trop", "too_often"), ("5 pa semèn se twòp", "too_often"), ("max 1", "how_often"),
        ("no more than 2", "how_often"), ("maximo 1", "how_often"), ("maksimòm 1", "how_often"),
    ],
)  # fmt: skip
def test_a_limit_that_does_not_say_how_often(text: str, mark: str) -> None:
    reading = read_in_all(text)
    assert mark in reading.spans and reading.per_week is None and reading.when is None


@pytest.mark.parametrize("text", ["max 2 bags", "need no more than 2 bags", "5 a week is fine", "max"])
def test_other_caps_set_none(text: str) -> None:
    assert not {"too_often", "how_often"} & read_in_all(text).spans.keys()


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("2", 2), ("twice", 2), ("max 3", 3), ("3x", 3), ("no more than 2 times", 2), ("dos veces", 2),
        ("deux fois", 2), ("2 fwa", 2),
    ],
)  # fmt: skip
def test_a_number_alone_is_so_many_times_a_week_where_that_is_asked(text: str, often: int) -> None:
    reading = everyone().understand(text, Context(now=NOW, question="often"))
    assert (reading.per_week, reading.answer) == (often, None)


@pytest.mark.parametrize("text", ["i need 2 rides", "2 or 3", "20", "0", "2 bags"])
def test_what_is_no_such_number_is_not(text: str) -> None:
    assert everyone().understand(text, Context(now=NOW, question="often")).per_week is None
