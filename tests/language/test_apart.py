"""Wishes never to be put together with somebody, and what only sounds like one."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read, read_in_all

LASTING = [
    "please never send me Ben again, send someone else at 3pm",
    "nunca me manden a Ben otra vez, el lunes vino borracho",
    "never send benn again",
    "ben is not welcome here",
    "someone different next time please, not ben",
    "need groceries tomorrow 11am anyone but Ben",
    "my name is ana. i never want to be matched with Ben",
]


@pytest.mark.parametrize("text", LASTING)
def test_a_wish_for_good(text: str) -> None:
    assert read(text).apart
    assert read(text).lasting


@pytest.mark.parametrize("text", ["no mas Luis por favor", "pero que no sea Luis", "please not ben"])
def test_a_bare_not_is_such_a_wish_of_a_name_we_know(text: str) -> None:
    assert read(text).apart
    assert read(text).somebody


@pytest.mark.parametrize("text", ["please not benno", "no more Zolda please"])
def test_of_another_word_it_is_one_only_where_it_names_somebody_met(text: str) -> None:
    assert read(text).apart
    assert not read(text).somebody


@pytest.mark.parametrize(
    "text",
    [
        "is ana not home?", "why isnt ben here yet", "not a problem ana", "not sure ana wants the oat milk",
        "dont worry ben", "i dont want her list", "i dont want his money just his company",
    ],
)
def test_a_name_beside_a_not_is_none(text: str) -> None:
    reading = read(text)
    assert not (reading.apart and (reading.somebody or {"ana", "ben"} & reading.barred))


def test_a_wish_about_one_time_is_not_for_good() -> None:
    assert not read("i dont want ben to come on monday").lasting


def test_a_mistyped_name_is_handed_on() -> None:
    assert "benn" in read("never send benn again").unknown_words


@pytest.mark.parametrize("text", ["no mas comida por favor", "no more Tylenol", "please not today"])
def test_things_are_nobody(text: str) -> None:
    assert not read(text).somebody


@pytest.mark.parametrize(
    "text",
    [
        "i dont want him", "i dont want him to come", "not him please", "he scares me dont send him",
        "no quiero que venga", "el no por favor", "no lo quiero aqui", "je veux pas qu'il vienne", "pas lui svp",
        "mwen pa vle li vini",
    ],
)
def test_who_is_to_come_is_not_wanted(text: str) -> None:
    reading = read_in_all(text)
    assert reading.apart
    assert reading.somebody


@pytest.mark.parametrize(
    "text",
    [
        "i dont want him to carry it alone", "i dont want him to wait long", "no quiero que espere mucho",
        "je veux pas qu'il attende longtemps", "mwen pa vle ben pote l",
    ],
)
def test_a_deed_that_is_not_wanted_refuses_nobody(text: str) -> None:
    reading = read_in_all(text)
    assert not (reading.apart and reading.somebody)


@pytest.mark.parametrize("text", ["yes i dont mind", "i dont mind", "yes i dont care"])
def test_to_mind_nothing_is_no_wish(text: str) -> None:
    assert (read(text).apart, read(text).conditions) == (False, ())
