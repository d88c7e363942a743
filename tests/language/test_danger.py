"""Danger, urgency and complaints."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = {
    "medical": [
        "chest pian",
        "my dad has chest pain",
        "he is not breathing",
        "she can't breathe",
        "no puede respirar",
        "my wife wont wake up",
        "i think im having a heart attack",
        "she is unconscious",
        "le duele el pecho",
        "bleeding badly",
        "mi abuela se desmayó",
        "i fell and can not get up",
        "need an ambulance",
        "baby is choking",
        "dolor de pecho",
    ],
    "home": [
        "he is hitting me",
        "my husband hit me again",
        "mi esposo me pega",
        "my boyfriend is gonna hurt me",
        "he wont let me leave",
    ],
    "violence": ["someone is breaking in", "there is a man with a gun", "shots fired outside", "alguien me sigue"],
    "fire": [
        "gas smel in my apartment",
        "i smell gas",
        "the house is on fire",
        "huele a gas",
        "hay humo en el edificio",
        "water is rising fast",
        "we are trapped in the basement, water coming in",
    ],
    "self_harm": [
        "i dont want to live",
        "i want to die",
        "gonna kill myself",
        "ya no quiero vivir",
        "me quiero morir",
        "thinking about suicide",
    ],
}

SAFE = [
    "the heat is killing me lol",
    "dying for a coffee",
    "fire alarm battery",
    "I fell last month",
    "i could kill for a pizza",
    "my feet are killing me",
    "smoke detector needs a battery",
    "im dying to see you",
    "emergency contact form",
    "she had a heart attack two years ago",
    "drowning in paperwork",
    "need a ride to the fire station",
    "me muero de risa",
    "no emergency, just need milk",
    "phone is dying",
    "i am CPR certified and can help",
    "passed out flyers today",
    "you killed it",
    "need fire wood",
    "the kids are a riot",
    "shooting hoops at 5",
    "need a battery for my smoke alarm",
]


@pytest.mark.parametrize(("danger", "text"), [(d, t) for d, texts in DANGERS.items() for t in texts])
def test_danger(danger: str, text: str) -> None:
    reading = read(text)
    assert reading.danger == danger
    assert reading.emergency and "danger" in reading.spans
    assert reading.command != "stop"


@pytest.mark.parametrize("text", SAFE)
def test_no_danger(text: str) -> None:
    assert read(text).danger is None


@pytest.mark.parametrize(
    "text",
    [
        "baby has no formula",
        "out of insulin",
        "no heat and its freezing",
        "havent eaten since yesterday",
        "need food asap",
        "no tenemos comida",
        "nowhere to sleep tonight",
        "se me acabo la insulina",
        "my kids are hungry",
        "urgent need diapers",
        "we have no water",
        "no hemos comido desde ayer",
        "i no have food 3 days",
    ],
)
def test_urgent(text: str) -> None:
    assert read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "need groceries by friday",
        "not urgent but i need a coat",
        "i have food for hungry people",
        "thanks",
        "need a couch moved next week",
    ],
)
def test_not_urgent(text: str) -> None:
    assert not read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "he scares me",
        "she never came",
        "he asked me for money",
        "nobody showed up",
        "me da miedo",
        "nunca llego",
        "me pidió dinero",
        "he was rude to me",
        "he wont stop calling me",
        "i dont feel safe with him",
    ],
)
def test_complaints(text: str) -> None:
    assert read(text).complaint


@pytest.mark.parametrize(
    "text",
    ["see you at 5", "need money for rent", "the bus never came", "is the water safe to drink", "im outside"],
)
def test_no_complaints(text: str) -> None:
    assert not read(text).complaint


@pytest.mark.parametrize(("year", "over"), [(2009, True), (2025, True), (2026, False), (2027, False)])
def test_a_year_is_over_by_the_clock(year: int, over: bool) -> None:
    assert (read(f"there was a fire in our house in {year}").danger is None) == over
