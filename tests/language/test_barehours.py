"""An hour said as a bare number: what it stands in place of, and what is no hour."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Answer
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, places, read

PUT_RIGHT = {
    "make it 5": 17, "no 6": 18, "wait 9": 9, "she says 5 not 4": 17, "5 instead of 4": 17,
    "does 5 work instead of 4?": 17, "can he do 4 instead": 16, "mejor 6": 18,
    "move it again to 12": 12, "push it back to 2": 14, "can you make it earlier like 9": 9,
}  # fmt: skip
NAMED = {"ok 5 is fine": 17, "4 works": 16, "can we do 630": 18}
NO_HOUR = (
    "for 2 no 3", "we are 4", "i have 5 kids", "5 bags", "again 5 bags", "apt 5", "214 Andover", "94110", "no 26th",
    "no sorry 2", "wait 1", "i meant 2", "bus 14", "not 4", "mas 5", "no mas 5",
    "can you bring 4 instead", "mejor traiga 4",
)  # fmt: skip


@pytest.mark.parametrize(("text", "hour"), PUT_RIGHT.items())
def test_an_hour_in_place_of_another(text: str, hour: int) -> None:
    r = read(text)
    assert r.hour is not None and r.hour.start is not None
    assert r.hour.start.hour == hour and r.correction and r.when is None


@pytest.mark.parametrize(("text", "hour"), NAMED.items())
def test_an_hour_beside_small_words(text: str, hour: int) -> None:
    r = read(text)
    assert r.hour is not None and r.hour.start is not None
    assert r.hour.start.hour == hour and not r.correction


@pytest.mark.parametrize("text", NO_HOUR)
def test_a_number_that_is_no_hour(text: str) -> None:
    assert read(text).hour is None


@pytest.mark.parametrize("text", ["actually 3", "i meant 3", "3 instead", "mejor 3", "en fait 3", "pito 3"])
def test_between_two_who_meet_a_small_number_in_place_of_another_is_an_hour(text: str) -> None:
    among = Context(NOW, None, None, others=frozenset({"ben"}))
    r = Reader(("en", "es", "fr", "ht")).understand(text, among)
    assert r.hour is not None and r.hour.start is not None and r.hour.start.hour == 15
    asked = Reader(("en",)).understand("actually 2", Context(NOW, None, "yes_no", others=among.others))
    assert asked.hour is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("plutôt 6", "fr"), ("au lieu de 4, 6", "fr"), ("pito 6", "ht"), ("son las 5 no las 4", "es")],
)
def test_in_other_languages(text: str, language: str) -> None:
    r = Reader(("en", "es", "fr", "ht")).understand(text, Context(NOW, language, None))
    assert r.correction and (r.hour or r.when)


@pytest.mark.parametrize("text", ["Ok but 7", "can it be 7", "cant do 4 how about 7", "Tue ok but 7"])
def test_asked_an_hour_is_a_counter(text: str) -> None:
    r = read(text, "yes_no")
    assert r.answer is Answer.COUNTER and r.counter is not None and r.counter.when is not None
    assert r.counter.when.start is not None and r.counter.when.start.hour == 19


@pytest.mark.parametrize(("text", "hour"), [("7", 19), ("4", 16), ("1", None), ("3", None)])
def test_a_digit_that_no_question_offers_may_be_an_hour(text: str, hour: int | None) -> None:
    r = read(text, "yes_no")
    assert r.digit == int(text)
    assert (r.hour.start.hour if r.hour is not None and r.hour.start is not None else None) == hour


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8 to 3", (8, 15)), ("8-3", (8, 15)), ("9 - 5", (9, 17)), ("830-3", (8.5, 15)), ("8 a 3", (8, 15)),
        ("8 rive 3", (8, 15)), ("5-9", (17, 21)), ("6 to 6", (6, 18)), ("i can do 8 to 3", (8, 15)),
        ("10 to 12", (10, 12)), ("10-12", None), ("2 to 3 people", None), ("24th to 26th", None),
    ],
)  # fmt: skip
def test_two_bare_numbers_are_hours_once_a_time_was_asked_for(
    text: str, hours: tuple[float, float] | None
) -> None:
    now = NOW.replace(hour=0)
    when = Reader(("en", "es", "fr", "ht")).understand(text, Context(now, None, "when")).when
    ends = when and (when.start, when.end)
    assert hours == (ends and tuple(at.hour + at.minute / 60 for at in ends if at is not None))
    assert Reader(("en", "es", "fr", "ht")).understand("8 to 3", Context(now, None, None)).when is None


@pytest.mark.parametrize(
    "text",
    [
        "ana i can come at 2 not 10", "i can come at 4 ana", "ana puedo ir a las 4", "pouvez vous venir a 14h",
        "ana je peux venir a 16h", "eske ou ka vini a 2è", "ana mwen ka vini a 4è",
    ],
)  # fmt: skip
def test_a_time_beside_the_name_of_who_is_visited_is_all_a_text_says(text: str) -> None:
    assert "only_time" in _to_ana(text).spans


@pytest.mark.parametrize(
    "text",
    [
        "ana my daughter gets home at 2", "ana mi hija llega de la escuela a las 2",
        "ana j'ai un rendez-vous a 14h", "ana mwen gen randevou a 2è", "rosa i can come at 2",
    ],
)  # fmt: skip
def test_a_time_of_something_else_is_not(text: str) -> None:
    assert "only_time" not in _to_ana(text).spans


def _to_ana(text: str) -> Reading:
    every = Reader(("en", "es", "fr", "ht"), places)
    return every.understand(text, Context(NOW, None, None, others=frozenset({"ana"})))
