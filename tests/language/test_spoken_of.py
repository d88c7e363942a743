"""What a text is about and for whom: companions and conditions are no needs, praise is thanks, hands are wanted to
move things."""

from __future__ import annotations

import pytest

from mutualaid.domain.vocabulary import Command, Intent
from tests.language.reading_help import read_in_all as read


@pytest.mark.parametrize(
    "text",
    [
        "groceries for my family",
        "groceries for me and my kids",
        "need food for me and my kids 24th and mission",
        "comida para mi familia",
        "comida para mi y mi bebe",
        "nourriture pour ma famille",
        "nourriture pour moi et mes enfants",
        "manje pou fanmi mwen",
        "manje pou mwen ak pitit mwen",
    ],
)
def test_for_the_writer_and_theirs_is_not_for_somebody_else(text: str) -> None:
    found = read(text)
    assert (found.intent, found.kinds, found.on_behalf) == (Intent.NEED, ("food",), False)


@pytest.mark.parametrize("text", ["need groceries for my mom", "necesito comida para mi vecina"])
def test_for_another_still_is(text: str) -> None:
    assert read(text).on_behalf


@pytest.mark.parametrize(
    "text",
    [
        "i need a ride to the clinic friday at 9, bring my son he needs car seat",
        "need a ride friday, my baby needs a car seat",
        "necesito ride voy con mi bebe necesito silla de carro",
    ],
)
def test_a_child_who_comes_along_is_a_condition(text: str) -> None:
    found = read(text)
    assert (found.kinds, found.on_behalf, found.practical) == (("ride",), False, ("car_seat",))


@pytest.mark.parametrize(
    ("text", "helpers"),
    [
        ("need a couch moved", None),
        ("3 people friday 2pm for couch", 3),
        ("i need 3 people friday 2pm for couch", 3),
        ("i need 3 people friday 2pm to move a couch", 3),
        ("need 2 strong guys saturday 10am for a fridge", 2),
        ("3 personas viernes 2pm para el sillon", 3),
        ("necesito 3 personas el viernes a las 2 para mover un sofa", 3),
        ("besoin de 2 personnes samedi pour un frigo", 2),
    ],
)
def test_hands_to_move_things(text: str, helpers: int | None) -> None:
    found = read(text)
    assert (found.intent, found.kinds, found.helpers_wanted) == (Intent.NEED, ("repair",), helpers)
    assert found.people is None


@pytest.mark.parametrize("text", ["need a couch", "need a sofa", "does anyone have a couch"])
def test_a_couch_wanted_is_a_thing(text: str) -> None:
    assert read(text).kinds == ("supplies",)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("cant hear phone calls need ride to dr friday 9am", ("ride",)),
        ("soy sorda no oigo llamadas necesito ride", ("ride",)),
        ("please text dont call", ()),
        ("solo mensajes por favor", ()),
        ("par texto seulement svp", ()),
    ],
)
def test_who_cannot_be_phoned_says_so_as_a_condition(text: str, kinds: tuple[str, ...]) -> None:
    found = read(text)
    assert found.kinds == kinds
    assert found.conditions


def test_a_call_asked_for_is_company() -> None:
    assert read("need a call every day im lonely").kinds == ("company",)


@pytest.mark.parametrize(
    "text",
    [
        "acabo de tener un bebe y estoy muy cansada no alcanzo a cocinar",
        "just had a baby too tired to cook",
        "im too sick to cook",
    ],
)
def test_who_cannot_cook_needs_food(text: str) -> None:
    assert (read(text).intent, read(text).kinds) == (Intent.NEED, ("food",))


@pytest.mark.parametrize(
    "text",
    ["QUE RICO EL PAN", "que rica la sopa, gracias", "the bread was so good", "the soup was delicious",
     "le pain etait tres bon"],
)  # fmt: skip
def test_praise_is_thanks(text: str) -> None:
    found = read(text)
    assert (found.intent, found.kinds, found.thanks) == (Intent.OTHER, (), True)


@pytest.mark.parametrize("text", ["the food was good, now we need diapers", "the bread was good, need more bread"])
def test_praise_beside_a_need_takes_nothing_away(text: str) -> None:
    assert read(text).intent is Intent.NEED


@pytest.mark.parametrize(
    ("text", "language"),
    [("HABLE ESPANOL", "es"), ("speak spanish", "es"), ("escriba en español", "es"), ("speak english please", "en"),
     ("parlez francais", "fr"), ("pale kreyol", "ht")],
)  # fmt: skip
def test_speak_my_language(text: str, language: str) -> None:
    found = read(text)
    assert (found.command, found.to_language) == (Command.LANGUAGE, language)


@pytest.mark.parametrize("text", ["no need for food anymore", "no need for the ride", "no more need for a ride"])
def test_no_need_for_it_anymore(text: str) -> None:
    assert read(text).command is Command.CANCEL


@pytest.mark.parametrize("text", ["do you share with police", "will you tell ice", "can he do my homework 2"])
def test_what_is_only_asked(text: str) -> None:
    assert (read(text).intent, read(text).kinds) == (Intent.QUESTION, ())
