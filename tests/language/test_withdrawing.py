"""What is taken back by its name, and words that only speak of taking back."""

from __future__ import annotations

import pytest

from mutualaid.domain.vocabulary import Command, Intent
from tests.language.reading_help import read, read_in_all


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nvm the ride", "ride"),
        ("quit the ride", "ride"),
        ("end my ride request", "ride"),
        ("cancel the ride not the food", "ride"),
        ("cancel rosas groceries", "food"),
        ("i dont want the groceries anymore", "food"),
        ("stop bringing groceries please", "food"),
        ("termine la comida", "food"),
        ("ya no traigan comida", "food"),
        ("quiero cancelar el viaje", "ride"),
    ],
)
def test_what_is_named_is_taken_back(text: str, kind: str) -> None:
    reading = read(text)
    assert reading.command is Command.CANCEL
    assert kind in reading.kinds
    assert not reading.needs


@pytest.mark.parametrize(
    ("text", "kind"),
    [("oubliez les oeufs", "food"), ("oublie le trajet", "ride"), ("laissez tomber les courses", "food")],
)
def test_a_french_article_is_no_word_of_giving(text: str, kind: str) -> None:
    reading = read_in_all(text)
    assert reading.command is Command.CANCEL
    assert reading.kinds == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "please cancel my daughter is sick thank you",
        "cancel please, im sick",
        "cancel the ride my daughter is sick",
        "cancele, mi hija esta enferma",
        "annulez le trajet, ma fille est malade",
        "anile woulib la, pitit mwen malad",
    ],
)
def test_illness_is_why_and_asks_for_no_care(text: str) -> None:
    reading = read_in_all(text)
    assert reading.command is Command.CANCEL
    assert "care" not in reading.kinds and not reading.needs


@pytest.mark.parametrize(
    "text", ["cancel the food i need medicine im sick", "dont cancel im sick", "i quit my job im sick need food"]
)
def test_beside_illness_a_need_stays_one(text: str) -> None:
    assert read_in_all(text).intent is Intent.NEED


@pytest.mark.parametrize(
    "text",
    [
        "dont stop looking",
        "please do not stop looking for me",
        "did you cancel my ride",
        "why did u cancel my ride?",
        "dont cancel my ride",
        "no dejen de buscar",
        "ya me cancelaron el viaje?",
        "por que cancelaron mi viaje",
        "me cancelaron la cita pero todavia voy",
    ],
)
def test_what_is_only_spoken_of_takes_nothing_back(text: str) -> None:
    reading = read(text)
    assert reading.intent is Intent.QUESTION
    assert not reading.covered
    assert reading.command is None


@pytest.mark.parametrize(
    "text",
    [
        "end of the month need groceries, 24th and mission",
        "stop the leak in my kitchen",
        "stop by with food anytime",
        "cancel the groceries i need a ride instead",
    ],
)
def test_a_need_in_such_words_stays_one(text: str) -> None:
    assert read(text).command is None


@pytest.mark.parametrize(
    "text", ["need food the power is back on", "necesito comida, ya volvio la luz", "need food lights are back on"]
)
def test_light_that_is_back_takes_no_other_need_back(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.kinds, reading.covered) == (Intent.NEED, ("food",), False)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("forget the eggs", True), ("nvm the milk", True), ("never mind the bread", True),
        ("cancel the diapers", True),
        ("ya no necesito huevos", True), ("olvide los pañales", True), ("plus besoin des oeufs", True),
        ("mwen pa bezwen ze ankò", True), ("forget the groceries", False), ("ya no necesito la comida", False),
        ("cancel my ride", False), ("forget the eggs i found someone", False),
    ],
)  # fmt: skip
def test_one_thing_is_no_whole_need(text: str, part: bool) -> None:
    reading = read_in_all(text)
    assert reading.covered and ("part_off" in reading.spans) == part


def test_french_and_creole() -> None:
    assert read_in_all("annulez la course svp").command is Command.CANCEL
    assert read_in_all("sispann pote manje pou mwen").command is Command.CANCEL
    for text in ("n'arretez pas de chercher svp", "pa sispann chèche tanpri"):
        assert not read_in_all(text).covered
