"""Limits a helper sets on what is asked are read as such, and never as a refusal."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

READER = Reader(("en", "es", "fr", "ht"))


def read(text: str) -> Reading:
    return READER.understand(text, Context(NOW, question="yes_no"))


@pytest.mark.parametrize(
    "text",
    [
        "ground floor only no wheelchairs", "2 bags max", "max 2 bags", "half of it", "only half",
        "not more than 3", "nomas 2 bolsas", "2 bolsas maximo", "solo la mitad", "sin mascotas", "2 sacs max",
        "la moitie", "pas de chiens", "2 sak selman", "mwatye", "yes, 2 bags max",
    ],
)  # fmt: skip
def test_a_limit(text: str) -> None:
    reading = read(text)
    assert "bounds_unknown" in reading.spans
    assert not reading.says_no


@pytest.mark.parametrize(
    "text", ["no dogs", "solo planta baja sin escaleras", "san eskalye", "ground floor only no stairs"]
)
def test_a_condition_we_know(text: str) -> None:
    reading = read(text)
    assert reading.conditions
    assert "bounds_unknown" not in reading.spans


@pytest.mark.parametrize(
    "text",
    [
        "no sorry",
        "no i cant",
        "no thank you",
        "no car",
        "no puedo",
        "no gracias",
        "non merci",
        "no im busy",
        "no today",
    ],
)
def test_a_refusal_sets_no_limit(text: str) -> None:
    assert "bounds" not in read(text).spans


@pytest.mark.parametrize(
    "text", ["for 2 yes, 5 no", "yes for 2, no for 5", "para 2 si, 5 no", "pour 2 oui, 5 non", "pou 2 wi, 5 non"]
)
def test_yes_to_some(text: str) -> None:
    counter = read(text).counter
    assert counter is not None
    assert counter.people == 2


@pytest.mark.parametrize(
    "text",
    [
        "ok forget the gas ill do it",
        "forget the gas money, yes",
        "olvide la gasolina, si puedo",
        "oubliez le gaz, oui",
    ],
)
def test_a_yes_after_what_is_let_go(text: str) -> None:
    assert read(text).says_yes
