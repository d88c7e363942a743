"""Dangers told by two signs that mean little alone."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

DANGERS = """
co alarm wont stop and im dizzy
the furnace is making us all sick and dizzy
my dad hit his head and is throwing up and confused
im so cold i cant feel my feet its 10 degrees and no heat
my neighbor hasnt answered in 3 days and theres a bad smell
electric wire down in my yard sparking
tree fell on the house and my brother is pinned
my heart is pounding and im sweating and my jaw hurts
diabetic and he wont wake up
shes got a rope and says goodbye
nos duele la cabeza y estamos mareados por el calenton
nadie ha visto a mi vecino en una semana y huele mal
un cable de luz callo y esta chispeando
se cayo el arbol encima de la casa y mi tia quedo atrapada
a mi papa le duele el pecho y esta sudando
le detecteur de monoxyde sonne on a mal a la tete
mon mari a mal a la poitrine et il transpire
lestomak mwen ap fe m mal anpil kote ke a
papa m gen doule nan kè l ap swe
"""

CALM = """
co detector battery chirping
power line work on our street tomorrow power off 9 to 3
a branch fell in the yard need it hauled
im pregnant and need a ride to blood test
allergic to nuts so no nuts please
im diabetic and confused about the snap form
my head hurts from the paperwork
i hit my head last year and need help with memory paperwork
its so cold out need gloves
un arbol se cayo en el patio quien lo quita
soy diabetica no azucar por favor
me duele la cabeza de tanto papeleo
je suis enceinte il me faut des vetements
j'ai mal a la tete avec ces formulaires
mwen ansent mwen bezwen rad tibebe
yon pyebwa tonbe nan lakou a
"""


@pytest.mark.parametrize("text", DANGERS.strip().splitlines())
def test_two_signs_are_a_danger(text: str) -> None:
    assert read_in_all(text).danger is not None


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_one_sign_is_none(text: str) -> None:
    assert read_in_all(text).danger is None
