"""Despair behind doubt, somebody not seen or heard, and words of danger that are a place, a bus or a cold, in all four
languages."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

DANGERS = {
    "self_harm": """
i dont know if i want to live anymore
not sure i want to be here anymore
idk if i want to go on
i dont want to go on
not sure if i can keep going like this
i cant go on
i cant go on without her
my mom says she doesnt know if she wants to live
no se si quiero seguir viviendo
no estoy segura de querer vivir
estoy cansada de vivir
harta de la vida
je ne sais pas si je veux vivre
je ne suis plus sure de vouloir vivre
j'en ai marre de vivre
mwen pa konnen si mwen vle viv
""",
    "other": """
911 please hurry
911 mission street help
""",
}

CALM = """
i cant go on the bus anymore, i need a ride friday 9am 24th and mission to sf general
i cant go on foot
i cant go on friday
i cant go on long walks
i dont know if i want to go on the trip
not sure i want to live here anymore
i dont know if i want to live with my daughter
dont know if i want to be here when they come
tired of living alone
no se si quiero vivir en san francisco
harta de vivir con mi suegra
je ne sais pas si je veux vivre ici
j'en ai marre de la vie ici
mwen pa konnen si mwen vle viv isit la
911 valencia st
i live at 911 valencia street apt 4
911 rue valencia
calle valencia 911 apto 4
cant breathe thru my nose got a cold need kleenex
no puedo respirar por la nariz
je peux pas respirer du nez
"""


@pytest.mark.parametrize("danger", sorted(DANGERS))
def test_what_is_a_danger(danger: str) -> None:
    read = {text: read_in_all(text).danger for text in DANGERS[danger].strip().splitlines()}
    assert {text: found for text, found in read.items() if found != danger} == {}


def test_what_only_sounds_like_one() -> None:
    assert [text for text in CALM.strip().splitlines() if read_in_all(text).danger] == []
