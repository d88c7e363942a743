"""Danger in misspelt words, and misspelt words that are none."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = """
i cant wak my husbend up
my husbend isnt breething
cant wak my mom
my mothr wont wak up
hes haveing a hart atack
he colapsed on the flor
my hous is on fier
he stabed me
hes goin to kil me
somone broke in my house
no puedo despertal a mi esposo
no puedo dispertar a mi esposo
no repira mi mama
mi mama no rspira
mi esposo se callo y no responde
se esta hogando mi bebe
ay fuego en mi casa
"""

HARMLESS = """
i cant wak my dog today
need a rde to the hosptal for a chekup
the hous is dirtty and i need cleanin
can u brin me a coffe macine
the babby needs dipers and wips
i like to sho my gardn
her hart medicin ran out
my cat wont com out of the bushs
ocupo que me yeven al dotor
nesesito pañalles y lechee
"""


@pytest.mark.parametrize("text", DANGERS.strip().splitlines())
def test_danger(text: str) -> None:
    assert read(text).danger is not None


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_none(text: str) -> None:
    assert read(text).danger is None
