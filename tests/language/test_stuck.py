"""Trouble that is told without a word of asking, how many and whom it is about, and what goes with it."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

READER = Reader(("en", "es", "fr", "ht"))

NEEDS = [
    ("kitchen tap is dripping and the landlord ignores me", "repair"),
    ("refill is ready at the pharmacy but i cant get down the stairs", "medicine"),
    ("smoke detector keeps chirping, im too short to reach it", "repair"),
    ("bedroom window wont shut all the way", "repair"),
    ("i got called in tonite and daycare closes at 6", "childcare"),
    ("they denied my disability and i dont know how to fight it", "advice"),
    ("got to be at my sons hearing by noon, no car", "ride"),
    ("hospital says i cant drive myself after the colonoscopy wed", "ride"),
    ("shuttle dont run that early and i got dialysis at 6", "ride"),
    ("rid to st marys fri 9am i use a weelchair", "ride"),
    ("ride to clinic im in a wheelchair", "ride"),
    ("groceries but im diabetic so nothing sugary", "food"),
    ("se me fundio el foco de la sala y no alcanzo", "repair"),
    ("la receta ya esta en la farmacia pero no puedo ir por ella", "medicine"),
    ("con quien dejo al bebe el sabado, me toca trabajar", "childcare"),
    ("me quede sin auto y tengo turno con el medico el jueves", "ride"),
    ("me dieron de alta y no hay quien venga por mi", "ride"),
    ("le robinet fuit et le proprio repond pas", "repair"),
    ("on m'opere mercredi et personne peut me ramener", "ride"),
    ("m gen randevou madi, m pa gen machin", "ride"),
    ("gadò a pa ka vini, m dwe al travay", "childcare"),
]

OFFERS = [
    ("ill be by the market sunday, got 3 empty seats, holler", "ride"),
    ("im retired and got nothing but time for a chat", "company"),
    ("m pral lavil demen si yon moun bezwen woulib", "ride"),
]

NOTHING = [
    "he drove me there and back like a gentleman",
    "the landlord finally came and fixed the sink",
    "couldnt sleep a wink last night",
    "my doctor moved to the 3rd floor",
    "ya me arreglaron la llave",
    "mi comadre ya me llevo al doctor",
    "mon fils a repare la porte finalement",
]


@pytest.mark.parametrize(("text", "kind"), NEEDS)
def test_told_trouble_that_somebody_cannot_mend_asks_for_help(text: str, kind: str) -> None:
    reading = READER.understand(text, Context(now=NOW))
    assert reading.intent == "need"
    assert kind in reading.kinds
    assert reading.danger is None


@pytest.mark.parametrize(("text", "kind"), OFFERS)
def test_what_somebody_has_to_give_is_offered(text: str, kind: str) -> None:
    reading = READER.understand(text, Context(now=NOW))
    assert reading.intent == "offer"
    assert kind in reading.kinds


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_over_or_only_told_asks_for_nothing(text: str) -> None:
    assert READER.understand(text, Context(now=NOW)).intent not in ("need", "offer", "both")


@pytest.mark.parametrize("text", ["i cant reach it", "i cant carry groceries", "no alcanzo", "m paka pote manje"])
def test_an_answer_that_one_cannot_is_no_need(text: str) -> None:
    assert READER.understand(text, Context(now=NOW, question="yes_no")).intent != "need"


def test_days_somebody_can_are_no_offer_of_what_they_need() -> None:
    reading = READER.understand("can do tues or thurs need a ride to the store", Context(now=NOW))
    assert reading.intent == "need"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("food box for me, my wife and two grandkids", 4),
        ("me my husband and our 3 little ones, need groceries", 5),
        ("ride for two, me n my neighbor", 2),
        ("need dinner for myself only", 1),
        ("comida para mi y mis 4 hijos", 5),
        ("on est 5 et plus rien a manger", 5),
        ("mwen menm ak mari m bezwen dra", 2),
    ],
)
def test_a_household_is_counted_once(text: str, people: int) -> None:
    assert READER.understand(text, Context(now=NOW)).people == people


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("texting for mr chen in 4B, needs food", "Chen"),
        ("an elderly member Mrs Lopez needs meals", "Lopez"),
        ("pou manman m ki rele Yvonne li bezwen medikaman", "Yvonne"),
        ("my buddy Leroy could use some meals", "Leroy"),
    ],
)
def test_whom_it_is_for_is_named(text: str, name: str) -> None:
    reading = READER.understand(text, Context(now=NOW))
    assert reading.on_behalf
    assert reading.for_name == name


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("please dont ring the bell baby sleeping. need diapers", "dont ring the bell"),
        ("no toquen el timbre porfa, ocupo comida", "no toquen el timbre"),
        ("need someone to bathe my dad, has to be a man", "has to be a man"),
    ],
)
def test_a_condition_is_kept_with_what_it_is_about(text: str, condition: str) -> None:
    assert condition in READER.understand(text, Context(now=NOW)).conditions


def test_a_car_seat_is_a_thing_where_no_ride_is_asked_for() -> None:
    reading = READER.understand("twins due, need car seats and clothes", Context(now=NOW))
    assert set(reading.kinds) == {"supplies", "clothing"}
    assert not reading.conditions


def test_what_somebody_else_is_to_do_is_a_need_of_its_own() -> None:
    reading = READER.understand("i need groceries and somebody to look at my heater", Context(now=NOW))
    assert len(reading.needs) == 2
