"""People, names, places, conditions, corrections, automatic texts and language."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.language.as_json import as_json
from tests.language.reading_help import ZONE, read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("food for 2 adults 3 kids", 5),
        ("comida para 4 personas", 4),
        ("need groceries for 2, 24th and mission", 2),
        ("family of five needs food", 5),
        ("there are 3 of us", 3),
        ("me and my 2 kids need a place", 3),
        ("food for two", 2),
        ("need food for 3 days", None),
        ("ride at 5", None),
        ("somos 6", 6),
        ("food for 2 people and 1 baby", 3),
    ],
)
def test_people(text: str, people: int | None) -> None:
    assert read(text).people == people


@pytest.mark.parametrize(
    ("text", "helpers"),
    [
        ("need 3 people to move a couch", 3),
        ("need two strong people to carry a fridge", 2),
        ("necesito 2 personas para mover un sofa", 2),
        ("food for 3 people", None),
    ],
)
def test_helpers_wanted(text: str, helpers: int | None) -> None:
    reading = read(text)
    assert reading.helpers_wanted == helpers
    assert helpers is None or reading.people is None


@pytest.mark.parametrize(
    ("text", "behalf", "name"),
    [
        ("ride for my mother Rosa on friday", True, "Rosa"),
        ("groceries for my neighbor", True, None),
        ("need food for my kids", False, None),
        ("mi mama necesita un ride", True, None),
        ("comida para mi vecina Carmen", True, "Carmen"),
        ("need food", False, None),
        ("can someone visit my uncle Joe", True, "Joe"),
    ],
)
def test_on_behalf(text: str, behalf: bool, name: str | None) -> None:
    reading = read(text)
    assert (reading.on_behalf, reading.for_name) == (behalf, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Rosa", "Rosa"),
        ("need food. my name is Bend", "Bend"),
        ("my name is Not important", None),
        ("Hi this is Ben, I need food", "Ben"),
        ("soy Maria y necesito comida", "Maria"),
        ("me llamo Luis", "Luis"),
        ("this is urgent", None),
        ("I am hungry", None),
        ("soy madre de 3", None),
        ("my name is rosa", "Rosa"),
        ("this is the corner", None),
    ],
)
def test_own_name(text: str, name: str | None) -> None:
    assert read(text).name == name


def test_a_ride_has_two_ends() -> None:
    reading = read("ride from 24th and mission to SF General tomorrow at 9")
    assert reading.place is not None and reading.to is not None
    assert (reading.place.text, reading.to.text) == ("24th and mission", "SF General")
    assert len(reading.places) == 2 and reading.when is not None


def test_a_goal_no_gazetteer_knows() -> None:
    to = read("need a ride to dialysis friday").to
    assert to is not None and (to.text, to.precision) == ("dialysis", "none")
    goal = read("necesito un ride al doctor el jueves").to
    assert goal is not None and goal.text == "doctor"
    assert read("i can drive people to their appointments").kinds == ("ride",)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("ride for mom, a woman please", "a woman please"),
        ("groceries, 3rd floor no lift", "3rd floor no lift"),
        ("ride with car seat", "car seat"),
        ("food but gluten free", "gluten free"),
        ("need a ride, im in a wheelchair", "in a wheelchair"),
        ("comida sin gluten", "sin gluten"),
    ],
)
def test_conditions(text: str, condition: str) -> None:
    assert condition in read(text).conditions


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("I can drive within 2 miles", 3.219),
        ("puedo llevar comida hasta 5 km", 5),
        ("can deliver groceries up to 10 blocks", 1),
        ("I can cook", None),
    ],
)
def test_radius(text: str, km: float | None) -> None:
    assert read(text).radius_km == (pytest.approx(km) if km else None)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("i have a car and can help", "car"),
        ("can deliver food by bike", "bike"),
        ("puedo llevar comida a pie", "foot"),
        ("i can cook", None),
    ],
)
def test_means(text: str, means: str | None) -> None:
    assert read(text).means == means


@pytest.mark.parametrize(
    "text", ["no, 26th st", "not food, a ride", "sorry i meant 5pm", "actually friday", "quise decir el jueves"]
)
def test_corrections(text: str) -> None:
    assert read(text).correction


def test_what_a_correction_takes_back() -> None:
    reading = read("not food, a ride")
    assert (reading.negated_kinds, reading.kinds) == (("food",), ("ride",))
    longer = read("i dont need food i need a ride")
    assert (longer.negated_kinds, longer.kinds, longer.command) == (("food",), ("ride",), None)


@pytest.mark.parametrize("text", ["need food", "thanks", "i can drive fridays", "yes", "no", "not today"])
def test_no_correction(text: str) -> None:
    assert not read(text).correction


@pytest.mark.parametrize(
    "text",
    [
        "Liked “Can you bring the groceries?”",
        "Emphasized “ok”",
        "Loved an image",
        "I'm driving right now with Do Not Disturb on. I'll see your message later",
        "Auto reply: I am out of office until Monday",
        "CONGRATS you have WON a prize! claim at http://bit.ly/x1",
        "Your verification code is 448211",
        "👍 to “ Can you drive Rosa? ”",
    ],
)
def test_automatic(text: str) -> None:
    reading = read(text)
    assert reading.automatic and reading.intent == "other" and reading.answer is None and not reading.needs


@pytest.mark.parametrize(
    "text",
    [
        "i liked the soup",
        "can someone drive me to work",
        "need food",
        "i won the raffle, can share food",
        "I am driving now be there in 5",
    ],
)
def test_not_automatic(text: str) -> None:
    assert not read(text).automatic


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("necesito comida", "es"),
        ("i need food", "en"),
        ("1", None),
        ("ok", None),
        ("24th st", None),
        ("hola buenos dias", "es"),
        ("👍", None),
        ("puede alguien venir mañana", "es"),
        ("who can come tomorrow", "en"),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "lol",
        "God bless",
        "😊",
        "gracias",
        "good morning!",
        "hola",
        "thank you so much dear",
        "haha ok",
        "have a nice day",
    ],
)
def test_pleasantries(text: str) -> None:
    assert read(text).pleasantry


@pytest.mark.parametrize("text", ["need food", "yes", "no", "hi i need a ride", "?", "help", "1"])
def test_no_pleasantries(text: str) -> None:
    assert not read(text).pleasantry


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "yes_no", "place", "kind", "when", "name"]))
def test_never_raises_and_spans_lie_in_the_text(text: str, question: str | None) -> None:
    reading = read(text, question)
    assert reading.text == text
    assert all(0 <= a <= b <= len(text) for a, b in reading.spans.values())
    json.dumps(as_json(reading, ZONE))


WORDS = st.sampled_from(
    [
        "need",
        "i",
        "food",
        "have",
        "no",
        "ride",
        "yes",
        "but",
        "stop",
        "5",
        "pm",
        ",",
        ".",
        "!",
        "?",
        "2",
        "for",
        "my",
        "mother",
        "the",
        "cancel",
        "help",
        "dying",
        "to",
        "water",
        "agua",
        "no",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_never_raises_on_word_salad(words: list[str]) -> None:
    text = " ".join(words)
    reading = read(text, "yes_no")
    assert (reading.answer == "counter") == (reading.counter is not None)
    assert 0 <= reading.confidence <= 1
    assert not (reading.command == "stop" and reading.needs)
