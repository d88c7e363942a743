"""What is read beside the help itself: there and back, who pays, whether the other one knows, what is practical and
what a helper may hear at the door."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.as_json import as_json
from tests.language.reading_help import NOW, ZONE, read, read_in_all, reader


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("need a ride to sf general tomorrow there and back", True),
        ("ride to kaiser round trip tue 10am", True),
        ("ride to the clinic and home again mon 8am", True),
        ("ride to the clinic, pick me up after", True),
        ("and back too please", True),
        ("yes i need a ride home too", True),
        ("need a ride to sf general, one way", False),
        ("need a ride to sf general, no ride back needed", False),
        ("necesito ida y vuelta al hospital", True),
        ("un viaje al hospital y de regreso", True),
        ("y que me regresen por favor", True),
        ("solo ida", False),
        ("need a ride home from sf general", None),
        ("need a ride to sf general, my leg and back pain is bad", None),
        ("necesito transporte al hospital", None),
    ],
)
def test_there_and_back(text: str, both: bool | None) -> None:
    found = read(text)
    assert found.round_trip is both
    assert (found.round_trip_words in found.conditions) == (both is not None)


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("need groceries, i can pay", True),
        ("need groceries i have ebt", False),
        ("need groceries, i have cash and ebt", True),
        ("need groceries, cash on delivery", True),
        ("need groceries, money is tight this week", False),
        ("need groceries, low on cash", False),
        ("im broke rn", False),
        ("need diapers, will pay with cash", True),
        ("i pay", True),
        ("need groceries, no money", False),
        ("i cant pay now", False),
        ("my ebt ran out need food", False),
        ("i cant afford groceries", False),
        ("necesito comida, puedo pagar", True),
        ("pago yo", True),
        ("tengo estampillas", False),
        ("pago contra entrega", True),
        ("ando corta esta semana", False),
        ("im tight on time", None),
        ("estoy corta de tiempo", None),
        ("necesito comida, no tengo dinero", False),
        ("no me alcanza", False),
        ("need groceries", None),
        ("need help to pay rent", None),
        ("my car broke down, need a ride", None),
        ("necesito ayuda para pagar la renta", None),
    ],
)
def test_who_pays(text: str, pays: bool | None) -> None:
    assert read(text).pays is pays


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("mwen gen ebt", False),
        ("mwen gen lajan", True),
        ("je suis serrée ce mois ci", False),
        ("je paie à la livraison", True),
        ("mwen ap peye lè li rive", True),
    ],
)
def test_who_pays_in_french_and_creole(text: str, pays: bool) -> None:
    assert read_in_all(text).pays is pays


def test_a_way_to_pay_is_no_offer() -> None:
    for text in ("need groceries i have ebt", "necesito comida, tengo estampillas"):
        assert read(text).intent == "need"


@pytest.mark.parametrize(
    ("text", "knows"),
    [
        ("yes she knows", True),
        ("i told her", True),
        ("ya le dije", True),
        ("si ya sabe", True),
        ("not yet", False),
        ("no she doesnt know", False),
        ("i will tell her", False),
        ("todavia no", False),
        ("no sabe", False),
        ("groceries please", None),
    ],
)
def test_whether_the_other_one_knows(text: str, knows: bool | None) -> None:
    assert read(text, "yes_no").knows is knows


@pytest.mark.parametrize(
    ("text", "practical"),
    [
        ("groceries, 3rd floor no elevator", ("stairs",)),
        ("ride to school, need a car seat", ("car_seat",)),
        ("help moving a heavy dresser up the stairs", ("stairs", "heavy")),
        ("comida, tercer piso sin elevador", ("stairs",)),
        ("necesito un viaje con asiento de bebe", ("car_seat",)),
        ("ride to sf general, i can't do stairs", ()),
        ("groceries, nothing heavy", ()),
        ("necesito un viaje, nada pesado", ()),
        ("need a ride, im in a wheelchair", ()),
    ],
)
def test_what_is_practical(text: str, practical: tuple[str, ...]) -> None:
    assert read(text).practical == practical


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("food, gluten free, a woman please", "a woman please", "gluten free"),
        ("ride for me, in a wheelchair, spanish speaking", "spanish speaking", "in a wheelchair"),
        ("i am on methadone, need food, ring the bell", "on methadone", "ring the bell"),
        ("comida sin gluten, que sea mujer", "que sea mujer", "sin gluten"),
    ],
)
def test_whom_they_want_and_what_they_take_stays_with_the_desk(text: str, kept: str, told: str) -> None:
    found = read(text)
    assert any(kept in words for words in found.conditions)
    assert not any(kept in words for words in found.at_door)
    assert told in found.at_door


def test_the_json_has_no_key_of_its_own_for_it() -> None:
    text = "ride to sf general there and back, 3rd floor no elevator, i can pay, she knows"
    said = as_json(reader().understand(text, Context(NOW)), ZONE)
    assert {"round_trip", "at_door", "practical", "pays", "knows"}.isdisjoint(said)
    assert said["conditions"] == ["there and back", "3rd floor no elevator"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my neighbor mrs chen needs a ride", "Chen"),
        ("groceries for my mother Rosa across town", "Rosa"),
        ("mi vecina Marta necesita un viaje", "Marta"),
    ],
)
def test_for_whom(text: str, name: str) -> None:
    found = read(text)
    assert found.on_behalf
    assert found.for_name == name


def test_the_own_name_after_another_is_still_the_own() -> None:
    found = read("my mother Rosa needs groceries. my name is Ana")
    assert (found.for_name, found.name) == ("Rosa", "Ana")


def test_there_and_back_is_no_second_ride() -> None:
    for text in (
        "need a ride to sf general tomorrow at 10, round trip",
        "need a ride to sf general tomorrow at 10 and a ride home",
        "necesito un viaje al hospital, mañana a las 9, ida y vuelta",
    ):
        found = read(text)
        assert len(found.needs) == 1
        assert found.round_trip


@pytest.mark.parametrize(
    "text",
    [
        "ride to st marys fri 9am from 24th and mission, i use a wheelchair and cant do stairs",
        "groceries 24th and mission, i cant leave the house",
        "raite a st marys vie 9am desde 24 y mission, uso silla de ruedas y no puedo con escaleras",
        "raite a st marys vie 9am desde 24 y mission, soy mayor y no puedo subir escaleras",
        "comida 24 y mission, no puedo salir",
        "comida 24 y mission, estoy enferma y no puedo salir",
    ],
)
def test_why_one_asks_takes_nothing_from_a_bare_list(text: str) -> None:
    assert read(text).intent is Intent.NEED


@pytest.mark.parametrize("text", ["groceries, i found some already", "i cant leave the house", "no puedo salir"])
def test_why_one_asks_is_no_list(text: str) -> None:
    assert read(text).intent is not Intent.NEED
