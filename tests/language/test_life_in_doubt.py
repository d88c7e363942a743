"""Despair behind doubt, somebody not seen or heard, and words of danger that are a place, a bus or a cold."""

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
    "medical": """
the old man next door hasnt been seen for 3 days
i knocked and the old lady next door doesnt answer, newspapers on her porch
the old man next door doesnt answer and his mail is piling up
my neighbor hasnt come out in days and her dog is barking
mi vecino no sale desde el lunes
nobody has seen my neighbor for a week
there is a bad smell from my neighbors apartment and nobody saw him all week
no one has seen the old lady upstairs for days
the lady downstairs does not open, i hear her calling
i hear the lady next door calling for help
my neighbor fell and wont open
the old man next door is lying on his porch
i am stuck in the bathtub
my oxygen runs out tonight
no hemos visto al señor de al lado en 3 dias
escucho a mi vecina pidiendo ayuda
estoy atorada en la tina
on n'a pas vu le voisin depuis 3 jours
personne n'a vu la dame du dessous depuis une semaine
j'entends la voisine crier a l'aide
mwen pa wè vwazen an depi 3 jou
mwen tande vwazin nan ap plenn li pa ouvri
""",
    "violence": """
im gonna kill my neighbor
i will kill my husband
i am going to kill someone
voy a matar a mi vecino
je vais tuer mon voisin
mwen pral touye vwazen mwen
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
i have not seen my mom in 3 weeks can someone drive me to her
newspapers on the porch, can someone take them in
my dog hasnt been out in days
havent seen ben since monday
the lady who brings my food did not come, i have not seen her for days
nobody has seen my cat for 3 days
nobody saw my text all week
i did not answer, i heard someone knocking
i did not answer when i heard him calling
i hear my neighbor calling her dog
the man next door is laying on the lawn in the sun
my ring is stuck in the bathtub drain
my price quote runs out tonight
im gonna kill my plants
im gonna kill my brother lol
i hear my neighbor yelling for help with groceries
no abre la farmacia, oigo que la gente grita
cansada de la vida cara
no he visto al señor que trae la comida en una semana
nadie ha visto mi mensaje en 3 dias
no veo a la señora de la comida desde el lunes
voy a matar las cucarachas
j'ai pas vu le monsieur des courses depuis lundi
personne n'a vu mon chat depuis 3 jours
mwen pa wè mesaj la depi 3 jou
"""


@pytest.mark.parametrize("danger", sorted(DANGERS))
def test_what_is_a_danger(danger: str) -> None:
    read = {text: read_in_all(text).danger for text in DANGERS[danger].strip().splitlines()}
    assert {text: found for text, found in read.items() if found != danger} == {}


def test_what_only_sounds_like_one() -> None:
    assert [text for text in CALM.strip().splitlines() if read_in_all(text).danger] == []


@pytest.mark.parametrize(
    ("text", "grave"),
    [
        ("i feel like giving up", True),
        ("i cant stop crying", True),
        ("no puedo dejar de llorar", True),
        ("je ne peux plus arreter de pleurer", True),
        ("mwen pa ka sispann kriye", True),
        ("the baby wont stop crying", False),
        ("dont give up on me", False),
    ],
)
def test_who_is_near_it_is_read_by_a_person_first(text: str, grave: bool) -> None:
    assert ("grave" in read_in_all(text).spans) is grave
