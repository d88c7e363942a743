"""Somebody found lying, falls, water and gas, and who is afraid at home or watched, in each language; and what only
sounds like it."""

from __future__ import annotations

from functools import cache

import pytest

from mutualaid.domain.reading import Context, Reading, Spot
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, read

DANGERS = {
    "medical": [
        "my mom is lying on the floor bleeding",
        "lady on the floor bleeding",
        "shes on the floor bleeding",
        "she is on the floor",
        "shes on the floor i see her thru window",
        "i found her on the floor",
        "hay un señor tirado en el piso sangrando",
        "esta tirada en el piso sangrando",
        "rosa esta tirada y no contesta",
        "ana fell and is not moving",
        "Ana is not responding",
        "Ana isn't answering the door and i hear moaning",
        "ben is bleeding and not talking",
        "ben fell down my stairs and hit his head",
        "im haveing a hart atack",
        "me cai en el baño",
        "me cai",
        "no abro me cai",
        "i fell in the kitchen",
        "hlp my mom fel and cnt get up",
        "i fell",
        "i fell and my leg hurts",
        "found her on the kitchen floor",
        "i cant get off the floor",
        "i cant get up",
        "se cayo mi hijo",
        "se cayo mi mama",
        "ma mère est couchée par terre elle saigne",
        "elle est par terre",
        "je suis tombée dans la salle de bain",
        "ma voisine est tombée",
        "marie ne répond pas",
        "mwen tonbe",
        "mwen tonbe nan beny lan",
        "manman m kouche atè ap senyen",
        "marie tonbe li pa leve",
    ],
    "violence": [
        "someone is screaming inside",
        "ben is not leaving my apartment",
        "quelqu'un crie à l'intérieur",
        "yon moun ap rele anndan",
    ],
    "fire": [
        "our basement is flooding were trapped",
        "my house is flooding and we are stuck",
        "water is coming up thru the floor fast kids upstairs",
        "i think theres gas in her hallway",
        "hlp my hous is on fir",
        "le sous-sol est inondé on est coincés",
    ],
    "home": [
        "i dont feel safe at home",
        "it isnt safe for me at home",
        "i feel unsafe where i live",
        "me da miedo mi esposo",
        "my ex is outside",
        "my boyfriend follows me everywhere can someone walk me home",
        "help me please he is coming back",
        "linda is scared of her ex, he says he will come saturday when the groceries come",
        "je ne me sens pas en sécurité chez moi",
        "mon mari me fait peur",
        "mon ex est dehors",
        "mwen pè, mari m ap bat mwen",
        "mari m fè m pè",
        "mwen pa an sekirite lakay mwen",
    ],
}

WATCHED = [
    "he found out. dont come",
    "he found out, dont come",
    "ya no vengan mi esposo se entero",
    "my bf just came home pls leave",
    "my husband doesnt know, dont say anything",
    "mi esposo no sabe, no digan nada",
    "i need groceries for 4. dont call, my boyfriend goes thru my phone",
    "he saw my texts",
    "can u delete our texts so he wont see",
    "he put a tracker on my phone",
    "my boyfriend is home he cant know pls",
    "my dad cant know about this",
    "dont answer he has my phone",
    "no me escriban mi esposo esta en casa",
    "ne répondez pas il est là",
    "stop texting he reads this",
    "mon mari ne sait pas, ne dites rien",
    "il a tout découvert, ne venez pas",
    "mon mari vient de rentrer, partez",
    "effacez nos messages pour qu'il ne les voie pas",
    "mari m pa konnen, tanpri pa di l",
    "tanpri pa ekri m, li gen telefon mwen",
    "mari m fèk rive, tanpri ale",
]

SAFE = [
    "i fel bad for her", "bus stp at 24th",
    "i fell last month",
    "fire alarm battery",
    "i fell behind on rent",
    "my phone fell on the floor",
    "she fell asleep",
    "i fell for it",
    "prices fell",
    "the baby is on the floor playing",
    "my mom is on the floor below",
    "we sleep on the floor, need a mattress",
    "she is on the 3rd floor",
    "the landlord is not responding",
    "ana is not responding to my texts",
    "ben is not moving until friday",
    "i fell in the shower last week, need a ride to the doctor",
    "i cant get up early",
    "they took her to the hospital in the ambulance",
    "there is gas in the car",
    "i live on fir st",
    "water is coming through the ceiling, need a plumber",
    "the cat is not leaving my room",
    "my husband does not know how to cook",
    "my husband doesnt know about the surprise party, dont say anything",
    "he found out the store is closed, dont come",
    "he found out he has covid, dont come",
    "dont call he is home sick",
    "i found her keys on the floor",
    "my husband is home so you can come now",
    "my husband is home please leave the box at the door",
    "my husband is home, dont come before noon",
    "he saw my message but never came",
    "my son put a tracker on my phone so i dont lose it",
    "my ex is outside with the kids",
    "my dog follows me everywhere",
    "can you help me, he is coming back from the hospital friday",
    "me cae bien rosa",
    "me cai el mes pasado",
    "se cayo el internet",
    "esta en el piso jugando",
    "rosa no contesta mis mensajes",
    "mi esposo no sabe manejar, necesito un viaje",
    "no vengan antes de las 5",
    "je suis tombée malade",
    "je suis tombée le mois dernier",
    "ma fille dort par terre, besoin d'un matelas",
    "mon mari ne sait pas conduire",
    "ne venez pas avant 5h",
    "mon ex est dehors avec les enfants",
    "effacez mes messages pour faire de la place",
    "mwen tonbe malad",
    "mwen tonbe mwa pase",
    "mari m pa konnen kondi, mwen bezwen yon woulib",
    "pa vini jodi a",
    "timoun yo chita atè ap jwe",
    "mari m la a, ou ka vini",
]


@cache
def reader() -> Reader:
    return Reader(languages=("en", "es", "fr", "ht"))


def said(text: str) -> Reading:
    return reader().understand(text, Context(NOW, None, None))


@pytest.mark.parametrize(("danger", "text"), [(d, t) for d, texts in DANGERS.items() for t in texts])
def test_danger(danger: str, text: str) -> None:
    assert said(text).danger == danger


@pytest.mark.parametrize("text", WATCHED)
def test_who_is_watched_is_read_as_such_and_nobody_is_opted_out(text: str) -> None:
    assert said(text).danger == "home"
    assert said(text).command is None


@pytest.mark.parametrize(
    "text",
    [
        "stop texting he reads this",
        "dont reply he is here",
        "dont answer he has my phone",
        "no me escriban mi esposo esta en casa",
        "tanpri pa ekri m, li gen telefon mwen",
    ],
)
def test_no_answer_where_none_is_wanted(text: str) -> None:
    assert "silence" in said(text).spans


@pytest.mark.parametrize("text", SAFE)
def test_what_only_sounds_like_danger(text: str) -> None:
    assert said(text).danger is None


@pytest.mark.parametrize(
    "text",
    ["i have hiv so please wear gloves", "tengo vih por favor usen guantes", "mwen gen vih, mete gan tanpri"],
)
def test_gloves_to_wear_are_no_clothes(text: str) -> None:
    assert "clothing" not in said(text).kinds
    assert "clothing" in read("i have gloves to give").kinds


def whole(text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]:
    """A gazetteer that takes every answer to "where?" for a place."""
    return (Spot(text, 0, len(text), 37.75, -122.42, "corner", text),) if bare else ()


@pytest.mark.parametrize("text", ["nobody is answering", "nadie contesta", "personne ne répond", "moun pa reponn"])
def test_nobody_answering_is_no_place(text: str) -> None:
    asked = Reader(languages=("en", "es", "fr", "ht"), find_places=whole)
    assert asked.understand(text, Context(NOW, None, "place")).place is None
    assert asked.understand("by the old mill", Context(NOW, None, "place")).place is not None
