"""Danger, fear and urgency in everyday and misspelt words of English and Spanish, each beside harmless words that
look like them."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read, read_in_all
from tests.language.test_fear_words import lines

DANGERS = {
    "home": """
my husband is beating on me
hes beatin on me
he beats on me
he be hitting me
my boyfriend is whoopin on me
my man keeps putting hands on me
he knocks me around
he roughs me up
hes going 2 hit me
me ba a matar
el me ba a matar
me ba a pegar
me ba pegar mi marido
nos ban a pegar
dice que me ba a matar
mi papa me ba a pegar
me bolvio a pegar
me pegan en mi casa
mi esposo me ba a dar una golpisa
""",
    "self_harm": """
i want 2 die
iwant 2 die
iwanna die
gonna off myself
im gonna off myself
kms
im gonna kms
me boy a matar
me boy a cortar las benas
""",
    "medical": """
my chest hurt real bad
chest hurt
chest feel tight
my chest feel heavy
my head hurt so bad i cant see
broke my hip cant get up
me duele el pexo
me duele el pesho mucho
me aprieta el pecho
me duele el corazon
me muero
me desmallo
""",
    "overdose": """
i tuk all my pils
iwant 2 die i tuk all my pils
mi hijo se tomo pastillas
se trago unas pastillas mi hijo
mi hijo se tomo unas pastias
mi niña se comio mis pastillas
""",
    "violence": """
someone breaking in
they breaking in
sombody braking in
theyre in my house
i hear someone in the house
i think someone is in here
theyre at my window
someones at the window
a man is trying 2 open my door
estan en mi casa
se estan metiendo
quieren tumbar la puerta
un hombre kiere abrir mi puerta
alguien se quiere meter a la casa
rompieron mi ventana y estan adentro
oigo ruidos alguien anda en la casa
hay un desconocido en la ventana
un ratero
me estan biolando
""",
    "fire": """
its flooding and im stuck
water coming in the house
""",
}

SAFE = """
the sun is beating on me
he whoops me at chess
he beat me to the store
he jumped on the bed
the kids jump on me all day
im breaking in new shoes
they are at the store
my kids are home, they are in my house now and need lunch
water is coming through the ceiling, need a plumber
my chest of drawers needs moving
she is hitting on me
im 5 kms away
mi hijo se tomo su pastilla
ya se tomo las pastillas
me tome las pastillas de la presion
me duele el corazon de ver esto
me muero de risa
me muero de hambre
se estan metiendo hormigas a la casa
estan aqui
oigo musica en la casa de al lado
boy a ir mañana
me va a dar una sorpresa
ba a venir luis?
mi boy necesita zapatos
my boy needs a coat
"""

COMPLAINTS = """
el sigue aqui
aqui sigue y ya es noche
ya no quiero que este aqui
dile que ya se vaya
digale que se vaya
me enseño sus partes
me agarro las nachas
ya sabe donde vivo
me dice cosas
es un viejo cochino
me pide besos
me esta pidiendo mi pin
se me insinuo
he flashed me
he showed me his thing
he pulled my hair
tell him to leave
told him 2 go he wont
i want him to go
he lied to me
she keeps hitting on me
the house is full of needles
hay jeringas en la casa
"""

NO_COMPLAINTS = """
mi perro sigue aqui
la comida sigue aqui
dile que gracias
enseño ingles a niños
tell him to leave it at the door
i want him to go to the store
i want her to leave the bags outside
my house is full of boxes, can someone help me move
"""

URGENT = """
llevo dos dias sin comer
tengo dos dias sin comer
llevamos 3 dias sin comer
necesito insulina hoy
ocupo insulina para hoy
necesito mi insulina
insulina para mi mama hoy
se me acabo la pastilla de la presion
se me acabaron las pastillas para la presión
me quede sin mi medicina de la presión
no tengo ni una pastilla desde ayer
no tengo ni una pastiya desde ayer
i have no blood pressure pills since yesterday
out of baby formula
"""

NOT_URGENT = """
necesito pastillas para la tos el viernes
necesito comida
puedo llevar medicina
no blood pressure checks
need someone to pick up my pills friday
"""

ILL = """
my head hurts a little
i have a headache
im shaky
i feel weak
me duele la cabeza un poco
me duele la cabesa un poco
me siento mareada
no me siento bien
"""

NOT_ILL = """
i feel good today
i need a haircut
i want 2 die laughing
necesito comida
me siento feliz
"""


@pytest.mark.parametrize("danger", sorted(DANGERS))
def test_danger(danger: str) -> None:
    assert {t: read(t).danger for t in lines(DANGERS[danger]) if read(t).danger != danger} == {}


def test_no_danger() -> None:
    assert {t: read(t).danger for t in lines(SAFE) if read(t).danger is not None} == {}


def test_fear_and_complaint() -> None:
    assert [t for t in lines(COMPLAINTS) if not read(t).complaint or read(t).danger] == []


def test_no_complaint() -> None:
    assert [t for t in lines(NO_COMPLAINTS) if read(t).complaint] == []


def test_what_keeps_alive_is_urgent() -> None:
    assert [t for t in lines(URGENT) if not read(t).urgent] == []


def test_not_urgent() -> None:
    assert [t for t in lines(NOT_URGENT) if read(t).urgent] == []


def test_how_somebody_feels() -> None:
    assert [t for t in lines(ILL) if "symptom" not in read(t).spans] == []
    assert [t for t in lines(NOT_ILL) if "symptom" in read(t).spans] == []
    for text in ("j'ai mal a la tete", "je me sens faible", "mwen santi m feb", "tet mwen ap fe m mal"):
        assert "symptom" in read_in_all(text).spans, text


def test_somebody_kept_away_by_a_name_nobody_here_has() -> None:
    for text in ("never send anyone named Dan", "nunca manden a nadie llamado Dan", "nunca con Luis"):
        assert read(text).apart, text
