"""Two languages in one text: what is wanted, and for whom, is read in each of the group's."""

from __future__ import annotations

from functools import cache

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, places


@cache
def _reader(*languages: str) -> Reader:
    return Reader(languages, places)


@pytest.mark.parametrize("languages", [("en", "es"), ("en", "es", "fr", "ht")])
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("i need comida for tomorrow my name is Ana, 24th and mission", ("food",)),
        ("need medicina para mi mama", ("medicine",)),
        ("I NEED RIDE EL JUEVES", ("ride",)),
        ("hello i am new here and i would like pañales for my baby please", ("supplies",)),
        ("necesito groceries para el viernes por favor", ("food",)),
        ("busco un babysitter para el sabado en la mañana", ("childcare",)),
        ("mi mama necesita un appointment ride mañana", ("ride",)),
    ],
)
def test_a_kind_said_in_the_other_language(text: str, kinds: tuple[str, ...], languages: tuple[str, ...]) -> None:
    found = _reader(*languages).understand(text, Context(NOW))
    assert found.intent is Intent.NEED
    assert found.kinds == kinds


@pytest.mark.parametrize("text", ["bonjour besoin de groceries pour demain svp", "mwen bezwen groceries pou demen"])
def test_english_in_french_and_creole(text: str) -> None:
    found = _reader("en", "es", "fr", "ht").understand(text, Context(NOW))
    assert (found.intent, found.kinds) == (Intent.NEED, ("food",))


@pytest.mark.parametrize("text", ["need medicina para mi mama", "mi mama necesita un appointment ride mañana"])
def test_for_whom(text: str) -> None:
    assert _reader("en", "es").understand(text, Context(NOW)).on_behalf


def test_answered_in_the_language_of_most_words() -> None:
    found = _reader("en", "es").understand("i need comida for tomorrow for my kids please", Context(NOW))
    assert found.language == "en"


def test_a_danger_is_read_in_the_language_of_the_text_too() -> None:
    """French words beside it change how Creole ones are spelled for the reader."""
    text = "bonsoir se Nadine mwen ye gen yon mi ki tombe sou janm mwen bezoin aide"
    assert _reader("en", "es", "fr", "ht").understand(text, Context(NOW)).danger is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("comida 24th and mission", "es"),
        ("ocupo comida, 24th and mission", "es"),
        ("je veux de la nourriture, 24th and mission", "fr"),
        ("bezwen manje 24th and mission", "ht"),
        ("need food, 24th and mission", "en"),
    ],
)
def test_known_places_tell_no_language_beside_other_words(text: str, language: str) -> None:
    assert _reader("en", "es", "fr", "ht").understand(text, Context(NOW)).language == language
