"""Counter-offers that change a place, how many, or which part."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Reading
from tests.language.reading_help import read_in_all


def answer(text: str) -> Reading:
    return read_in_all(text, "yes_no")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("i can take one person", 1),
        ("i only got room for 2", 2),
        ("solo puedo llevar a uno", 1),
        ("nomas me caben dos", 2),
        ("j'ai de la place pour 3", 3),
        ("m ka pran yon sel moun", 1),
        ("machin mwen ka pran 2 moun selman", 2),
    ],
)
def test_how_many(text: str, people: int) -> None:
    said = answer(text)
    assert said.answer == "counter" and said.counter is not None and said.counter.people == people


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("puedo lo de la comida pero el ride no", ("food",)),
        ("oui pour les courses, non pour le menage", ("food",)),
        ("yes to the groceries but not the ride", ("food",)),
    ],
)
def test_which_part(text: str, kinds: tuple[str, ...]) -> None:
    said = answer(text)
    assert said.answer == "counter" and said.counter is not None and said.counter.kinds == kinds


def test_another_place() -> None:
    said = answer("can she meet me at the pharmacy on 16th instead")
    assert said.answer == "counter" and said.counter is not None and said.counter.place is not None


@pytest.mark.parametrize("text", ["thurs no, fri yes", "el martes no, el jueves si"])
def test_another_day(text: str) -> None:
    said = answer(text)
    assert said.answer == "counter" and said.counter is not None and said.counter.when is not None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("i would but my back is out", "no"),
        ("id love to but my kid is sick", "no"),
        ("lo siento pero trabajo", "no"),
        ("count me out this time", "no"),
        ("I dont mind at all", "yes"),
        ("yea no thats fine", "yes"),
        ("lemme ask my husband first", "unsure"),
        ("cant promise anything", "unsure"),
        ("deja le pregunto a mi esposo", "unsure"),
        ("fijate que no", "no"),
        ("capaz que si", "unsure"),
        ("faut que je demande a mon mari", "unsure"),
        ("nou pa disponib", "no"),
        ("oke map vini", "yes"),
    ],
)
def test_answers_as_people_mean_them(text: str, meant: str) -> None:
    assert answer(text).answer == meant
