"""Needs told of somebody else, and texts that only speak of others."""

from __future__ import annotations

import pytest

from mutualaid.domain.vocabulary import Intent
from tests.language.reading_help import read

FOR_ANOTHER = """
theres a lady at 24th and mission who needs groceries tomorrow 10am
there is an old man at 24th and mission who needs food
someone needs to check on my dad he lives alone at 24th and mission
theres a guy on my block who has no food
food for grandma, 24th and mission tmrw
groceries 4 my moms
my moms needs a ride to the doctor
una señora de mi edificio necesita comida
hay un señor en mi cuadra que no tiene comida
hay una señora en la 24 y mission que necesita comida
hay una señora que necesita comida
mandado pa mi ama
mandado para mi amá
"""

OFFERS = """
i can cook for a lady who needs food
who needs food?
i have extra bread for anyone who needs it
if someone needs a ride i can drive
someone needs groceries i can bring
"""

OWN = """
need a woman who speaks spanish to help me
need a ride from someone who has a van
"""


@pytest.mark.parametrize("text", FOR_ANOTHER.strip().splitlines())
def test_need_for_another(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.on_behalf) == (Intent.NEED, True)


@pytest.mark.parametrize("text", OFFERS.strip().splitlines())
def test_offer(text: str) -> None:
    assert read(text).intent is Intent.OFFER


@pytest.mark.parametrize("text", OWN.strip().splitlines())
def test_own_need(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.on_behalf) == (Intent.NEED, False)
