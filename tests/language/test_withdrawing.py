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


def test_french_and_creole() -> None:
    assert read_in_all("annulez la course svp").command is Command.CANCEL
    assert read_in_all("sispann pote manje pou mwen").command is Command.CANCEL
    for text in ("n'arretez pas de chercher svp", "pa sispann chèche tanpri"):
        assert not read_in_all(text).covered
