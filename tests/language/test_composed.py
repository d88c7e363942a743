"""Answers and stops that no phrase is: read by what each of their words does, or by where they stand."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

NO = """
Regretfully I must decline.
nope outta town
ill be outta state
i have no time that day
i already have plans, sorry
im sick as a dog cant
wish i could but my cars in the shop
i would but i dont drive no more
Unfortunately I am not available on that date.
me es imposible, lo siento
ando fuera de la ciudad
malheureusement je ne suis pas dispo
ca va pas etre possible
mwen regret sa m ap travay
"""
UNSURE = """
ill have to see how i feel
its up in the air
i'll try
deje ver y le aviso
"""
YES = """
that should be fine
consider it done
you can put me down for that one
I sure can
i am free
m disponib
"""
COUNTER = """
could do it earlier like 10
can we do it another day
i can do the first half hour then i gotta go
i can pick up the groceries but cant bring her
"""
LEFT = """
no plans that day
i dont have plans
i dont work that day so yes
im not busy
my car broke down
she is not available
wont be a problem
cant wait
je suis pas occupe
m pa okipe
no tengo planes
no estoy ocupado
"""
ASKED = [
    (t, want)
    for texts, want in ((NO, "no"), (UNSURE, "unsure"), (YES, "yes"), (COUNTER, "counter"))
    for t in texts.strip().splitlines()
]


@pytest.mark.parametrize(("text", "answer"), ASKED)
def test_an_answer_is_read_by_its_words(text: str, answer: str) -> None:
    assert read_in_all(text, "yes_no").answer == answer


FREED = [
    ("i get off at 5 so anytime after", 17), ("im off work at 4:30 i can go then", 16), ("not till 4", 16),
    ("i get off at 5", 17), ("salgo a las 4 despues si", 16), ("je finis a 16h donc apres", 16),
    ("mwen soti a 4è apre sa wi", 16), ("pas avant 18h", 18), ("pa anvan 4è", 16), ("not until 3", 15),
    ("yes but give me till 2", 14), ("i work til 8", 20),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hour"), FREED)
def test_from_when_somebody_can(text: str, hour: int) -> None:
    read = read_in_all(text, "yes_no")
    assert read.counter is not None and read.counter.when is not None and read.counter.when.start is not None
    assert read.counter.when.start.hour == hour


PARTS = [
    ("yes to the food no to the ride", "food"), ("la farmacia si el super no", "medicine"),
    ("famasi a sèlman", "medicine"), ("yes food no ride", "food"), ("the pharmacy only", "medicine"),
    ("ride ok but no lifting", "ride"), ("food yes. baby no", "food"), ("solo lo de la farmacia", "medicine"),
    ("la pharmacie oui les courses non", "medicine"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PARTS)
def test_the_part_that_is_said_yes_to(text: str, kind: str) -> None:
    read = read_in_all(text, "yes_no")
    assert read.counter is not None and read.counter.kinds == (kind,)


TURNED_ROUND = [
    ("sure not", "no"), ("surely not", "no"), ("sure not today", "no"), ("probably not", "no"),
    ("yes not today", "no"), ("seguro que no", "no"), ("claro que no", "no"),
    ("i cant say no", "yes"), ("how could i refuse", "yes"), ("never too busy for rosa", "yes"),
    ("sure not a problem", "yes"), ("sure no problem", "yes"), ("seguro que si", "yes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), TURNED_ROUND)
def test_a_word_beside_turns_it_round(text: str, answer: str) -> None:
    assert read_in_all(text, "yes_no").answer == answer


@pytest.mark.parametrize("text", LEFT.strip().splitlines())
def test_what_may_mean_either_is_never_a_no(text: str) -> None:
    assert read_in_all(text, "yes_no").answer != "no"


STOPS = """
i keep getting these and i dont want them
STOP SENDING ME THIS STUFF
stop it already
i changed my mind i dont wanna be in this program
remove this number from your records
pas interesse, arretez svp
jai rien demande arretez
PLEASE STOP. I AM IN A NURSING HOME AND CAN'T HELP ANYONE
you keep texting the wrong lady, knock it off
you people are driving me nuts w all the texts quit
i wish to withdraw from your service
me estan gastando el saldo con tantos mensajes, paren
plus la peine de m'ecrire
m vle soti nan gwoup la
"""
NO_STOPS = """
stop! theres a dog
stop. he is hitting me
i keep getting these headaches and i dont want them
take me off at the corner of 5th and main
i want to end it
please stop the car im sick
i want to leave the hospital
ya no manden pan
"""


@pytest.mark.parametrize("text", STOPS.strip().splitlines())
def test_a_wish_is_heard(text: str) -> None:
    assert read_in_all(text).command == "stop"


@pytest.mark.parametrize("text", NO_STOPS.strip().splitlines())
def test_the_like_is_none(text: str) -> None:
    assert read_in_all(text).command != "stop"


DANGERS = """
the baby had a fit and is limp
i took my heart pills twice and feel real faint
he took my phone and keys im writing from my kids tablet
i got a gun in my lap and im done
se esta metiendo el agua y no podemos salir
house is filling up with smoke
shes hitting the kids with a belt
she is seizing
i took too much insulin
"""
CALM = """
im gonna kill him if he leaves the dishes again haha
i got shot today (covid booster) and my arm is sore
lock is busted and I dont feel safe
had a heart attack 2 yrs ago cant lift
cant bend down since the stroke
ya no se puede parar sola
mon telephone est en train de mourir
yo stop hitting me up
my phone is about to die
je suis tombe en panne et la voiture ne bouge plus
"""


@pytest.mark.parametrize("text", DANGERS.strip().splitlines())
def test_danger_told_in_two_parts(text: str) -> None:
    assert read_in_all(text).danger is not None


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_what_is_over_or_a_manner_of_speaking(text: str) -> None:
    assert read_in_all(text).danger is None
