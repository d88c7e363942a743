"""Danger and complaints told of the other side by name are read as with a pronoun; a lady is not who gives."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Danger, Intent
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, read, reader

OTHERS = frozenset({"zork", "ben", "luis"})


@pytest.mark.parametrize("name", ["zork", "ben", "luis"])
@pytest.mark.parametrize(
    "text",
    ["{} hit me", "that {} hit me yesterday", "{}'s hitting me", "{} me pego", "me pego {} anoche", "{} me empujo"],
)
def test_violence_of_the_other_by_name_is_danger(name: str, text: str) -> None:
    found = reader().understand(text.format(name), Context(NOW, others=OTHERS))
    assert found.danger in (Danger.HOME, Danger.VIOLENCE)


@pytest.mark.parametrize(
    "text",
    ["zork is rude", "zork grabbed my arm", "i dont feel comfortable with zork", "zork wants me to stay the night",
     "tell zork 2 go home", "zork lied", "zork is mad at me", "luis sigue aqui", "sigue aqui luis",
     "gracias por todo pero luis sigue en mi casa", "luis no se ha ido", "dile a luis que se vaya",
     "luis sabe donde vivo", "estoy sola con luis", "esta enojado luis"],
)
def test_a_complaint_of_the_other_by_name_is_one(text: str) -> None:
    assert reader().understand(text, Context(NOW, others=OTHERS)).complaint


@pytest.mark.parametrize(
    "text",
    ["that man scares me", "ese hombre me da miedo", "cet homme me fait peur", "nèg sa a fè m pè",
     "moun sa a fe m pe", "mwen pè msye sa a", "msye sa a te vole m"],
)  # fmt: skip
def test_whoever_is_pointed_at_is_the_other(text: str) -> None:
    of_all = Reader(("en", "es", "fr", "ht"))
    assert of_all.understand(text, Context(NOW, others=OTHERS)).complaint


@pytest.mark.parametrize("text", ["that man is my brother", "the driver is here", "ese señor es mi papá"])
def test_to_point_at_somebody_is_no_complaint(text: str) -> None:
    found = read(text)
    assert (found.danger, found.complaint) == (None, False)
    assert not reader().understand(text, Context(NOW, others=OTHERS)).complaint


@pytest.mark.parametrize(
    "text",
    ["thanks zork", "zork can you bring milk", "hi zork, the dog is at the door", "luis traiga leche por favor",
     "tell zork to leave it at the door", "luis sigue trayendo comida", "dile a luis que traiga leche"],
)
def test_a_word_to_the_other_is_neither(text: str) -> None:
    found = reader().understand(text, Context(NOW, others=OTHERS))
    assert (found.danger, found.complaint) == (None, False)


def test_a_name_that_we_know_is_heard_of_a_stranger_too() -> None:
    assert read("ben hit me").danger is Danger.HOME


@pytest.mark.parametrize(
    "text",
    [
        "he gives me a bad feeling", "he asked if i live alone", "he wants to come in", "is he drunk?",
        "is she mentally ill?", "quiere mi numero", "quiere pasar a la casa", "me pregunto si vivo sola",
    ],
)  # fmt: skip
def test_talk_of_the_other_is_for_a_person(text: str) -> None:
    assert read(text).complaint


def test_who_is_not_to_be_brought_back_is_no_ride() -> None:
    found = read("dont bring him back here")
    assert (found.intent, found.kinds, found.apart) == (Intent.OTHER, (), True)


@pytest.mark.parametrize(
    "text",
    ["soy doña Lupe, necesito comida", "mi vecina doña Lupe necesita comida", "comida para dona Lupe",
     "tengo carro descompuesto, necesito ir al doctor"],
)  # fmt: skip
def test_a_lady_or_a_broken_car_gives_nothing(text: str) -> None:
    assert read(text).intent is Intent.NEED


def test_who_gives_still_does() -> None:
    assert read("la iglesia dona ropa").intent is Intent.OFFER


@pytest.mark.parametrize("liked", ["Le gusta", "Le encanta", "Le ha gustado", "Me gusta"])
def test_a_spanish_like_is_no_text(liked: str) -> None:
    found = read(liked + " \u201c¿Puede ayudar a un vecino: comida?\u201d")
    assert found.automatic and found.liked
    assert read("Le dio risa \u201c¿Puede ayudar?\u201d").automatic
