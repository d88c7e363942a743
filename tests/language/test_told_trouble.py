"""What neighbours write without words of wishing: what broke, why they ask, which work they seek, what they can."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, read_in_all

READER = Reader(("en", "es", "fr", "ht"))

TOLD = [
    ("our boiler packed in last nite and the super wont answer", "need", "repair"),
    ("screen door fell off its hinge", "need", "repair"),
    ("there are roaches everywhere and mice", "need", "repair"),
    ("theres ice on my front steps and nobody to clear it", "need", "repair"),
    ("im short 200 on rent this month", "need", "money"),
    ("medicare sent me 3 letters i cant make heads or tails of", "need", "advice"),
    ("i havent talked to anyone in days", "need", "company"),
    ("can 2 strong guys help move a hospital bed to the living room", "need", "repair"),
    ("need help getting a couch down the stairs sat", "need", "repair"),
    ("anyone who can sit with my husband while i go out", "need", "care"),
    ("kids need lice shampoo, its 20 dollars and i dont have it", "need", "supplies"),
    ("can someone do my shopping? ill pay for the groceries", "need", "delivery"),
    ("do u have halal food boxes, we are 4", "need", "food"),
    ("is there any chance of a hot supper tonight, ive been in bed with my back", "need", "food"),
    ("having an operation the 12th, who could keep my two cats for a week", "need", "pets"),
    ("Me and my walker need to get to the hairdressers on Thursday", "need", "ride"),
    ("ride to clinic wed and somebody to bring groceries please", "need", "food ride"),
    ("pls can sumbody show me my new phone", "need", "advice"),
    ("hay una gotera en el techo y cae agua en la cama del niño", "need", "repair"),
    ("se descompuso el calentador y no hay agua caliente", "need", "repair"),
    ("la estufa no prende quien sabe arreglar", "need", "repair"),
    ("hay q mover un ropero y un refri, nesecito 2 muchachos", "need", "repair"),
    ("mis niños no han desayunado", "need", "food"),
    ("podrian ir a la tienda por mi? traigo muletas", "need", "delivery"),
    ("plus rien dans le frigo et 3 enfants", "need", "food"),
    ("j'ai une fuite sous l'evier, quelqun s'y connait?", "need", "repair"),
    ("qui a une perceuse a preter pour samedi", "need", "repair"),
    ("qui peut prendre mes enfants a l'ecole a 16h", "need", "childcare"),
    ("m bezwen 2 neg pou ede m leve yon kabann", "need", "repair"),
    ("papa m fin vye li pa gen moun pou pale", "need", "company"),
]

CAN = [
    ("love dogs. can walk yours anytime", "offer", "pets"),
    ("would foster a cat", "offer", "pets"),
    ("ill shovel for anybody on oak st, just holler", "offer", "repair"),
    ("Former 3rd grade teacher would tutor kids in reading", "offer", "childcare"),
    ("my late wifes walker and shower chair are here for whoever needs them", "offer", "medicine"),
    ("cleaned out my closet, 3 bags womens clothes size 12", "offer", "clothing"),
    ("handy with tools here, can fix leaky taps n stuff", "offer", "repair"),
    ("im going to costco sunday, room for two more", "offer", "ride"),
    ("i have time on tuesdays put me to work", "offer", "general"),
    ("got 4 quilts my mother made, want them used", "offer", "bedding"),
    ("yo voy a la clinica los jueves, me caben dos", "offer", "ride"),
    ("mi hijo tiene una troca y puede ayudar con mudanzas o mandados", "offer", "delivery repair"),
    ("il me reste des legumes du jardin, servez vous", "offer", "food"),
    ("m gen yon plas nan machin nan chak samdi", "offer", "ride"),
    ("m kwit twop diri, kiyes ki vle", "offer", "food"),
]

WORK = [
    ("Anybody hiring? I can clean, cook, anything. need work bad", "need", "money"),
    ("busco trabajo de lo que sea, limpieza o cocina", "need", "money"),
]

NOTHING = [
    ("i saw them handing out boxes at the school this morning, long line", "other"),
    ("i paid 20 dollars for the taxi and he never came", "other"),
]

ASKED = [
    ("does the health van come on mondays or tuesdays", "question", "care"),
    ("are you open on labor day", "question", ""),
    ("hay camion para la clinica los sabados", "question", "ride"),
    ("ki jou nou bay manje", "question", "food"),
]


@pytest.mark.parametrize(("text", "intent", "kinds"), [*TOLD, *CAN, *WORK, *ASKED])
def test_what_is_wanted_and_what_it_is_about(text: str, intent: str, kinds: str) -> None:
    reading = READER.understand(text, Context(now=NOW))
    assert (reading.intent, set(reading.kinds)) == (intent, set(kinds.split()))


@pytest.mark.parametrize(("text", "intent"), NOTHING)
def test_what_is_only_told(text: str, intent: str) -> None:
    assert READER.understand(text, Context(now=NOW)).intent == intent


UNHEARD = """
my mom is not picking up her phone
havent heard from my aunt since sunday
i cant reach my sister
mi mama no contesta el telefono
no he sabido nada de mi hermana
ma mere ne repond plus au telephone
manman m pa reponn telefon li
"""

ANSWERED = """
the pharmacy is not picking up the phone
i am not answering my phone today
my landlord doesnt return my calls
la farmacia no contesta el telefono
"""


def test_somebody_of_theirs_does_not_answer() -> None:
    assert [t for t in UNHEARD.strip().splitlines() if "unheard" not in read_in_all(t).spans] == []
    assert [t for t in ANSWERED.strip().splitlines() if "unheard" in read_in_all(t).spans] == []
