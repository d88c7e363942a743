"""What people name when they want it, in four languages, and how they ask for it without a word of needing; what
was received, is had by now or is told of is not asked for."""

from __future__ import annotations

import pytest
from reading_help import read_in_all

THINGS = [
    ("need a pregnancy test", {"medicine"}),
    ("any menstrual cups in 94110?", {"supplies"}),
    ("we have no oxygen concentrator", {"medicine"}),
    ("need work boots", {"clothing"}),
    ("no school uniform for my son", {"clothing"}),
    ("need a home aide", {"care"}),
    ("bus to the shelter please", {"ride"}),
    ("someone to search the rubble", {"rescue"}),
    ("help finding my sister", {"rescue"}),
    ("i need gas", {"power"}),
    ("documents translated please", {"translation"}),
    ("can someone call me a cab", {"ride"}),
    ("need the bins put out to the curb", {"repair"}),
    ("help getting out of bed in the morning", {"care"}),
    ("need hearing aid batteries", {"medicine"}),
    ("any bubble wrap?", {"supplies"}),
    ("necesito habichuelas y merienda", {"food"}),
    ("ocupo una caja de te y azucar", {"food"}),
    ("tienen paracetamol", {"medicine"}),
    ("besoin de liquide vaisselle", {"supplies"}),
    ("quelqu'un pour m'accompagner en promenade", {"company"}),
    ("mwen bezwen sèl ak tomat", {"food"}),
    ("yon moun pou chèche yon pake pou mwen", {"delivery"}),
    ("ocupo un abrelatas y una hielera", {"supplies"}),
    ("no hay toldos", {"shelter"}),
    ("necesito una férula", {"medicine"}),
    ("necesito la motosierra de alguien", {"repair"}),
    ("necesitamos lancha", {"rescue"}),
    ("besoin de lentilles et de semoule", {"food"}),
    ("il faut une serpillière et un balai", {"supplies"}),
    ("il nous faut des moustiquaires", {"supplies"}),
    ("besoin d'un tensiomètre", {"medicine"}),
    ("besoin d'une pioche", {"repair"}),
    ("besoin d'un bateau", {"rescue"}),
    ("mwen bezwen fwomaj ak janbon", {"food"}),
    ("nou bezwen bale ak eponj", {"supplies"}),
    ("nou bezwen yon tèmomèt", {"medicine"}),
    ("nou bezwen bourèt ak pikwa", {"repair"}),
    ("nou bezwen bato", {"rescue"}),
    ("mwen bezwen yon enpèmeyab", {"clothing"}),
]

ASKED = [
    ("i just need diapers", {"supplies"}),
    ("we only want food", {"food"}),
    ("we have everything but water", {"water"}),
    ("not enough blankets", {"bedding"}),
    ("the propane is all gone", {"power"}),
    ("some soap would be great", {"supplies"}),
    ("no doctor came and children with diarrhea", {"care"}),
    ("can you come get my mom", {"ride"}),
    ("no contamos con agua", {"water"}),
    ("tenemos todo menos cobijas", {"bedding"}),
    ("nadie nos ha dado comida", {"food"}),
    ("urgen pañales", {"supplies"}),
    ("no cae agua desde el martes", {"water"}),
    ("se escuchan voces bajo los escombros", {"rescue"}),
    ("on n'a toujours pas recu de couvertures", {"bedding"}),
    ("il nous reste peu de riz", {"food"}),
    ("on peut avoir du savon", {"supplies"}),
    ("les petits n'ont plus rien a se mettre", {"clothing"}),
    ("nou toujou ap tann dlo", {"water"}),
    ("sa nou bezwen se prela", {"shelter"}),
    ("nou gen tout bagay sof savon", {"supplies"}),
]

OFFERED = [
    ("need food? call me", {"food"}),
    ("come get blankets", {"bedding"}),
    ("plenty of soup here", {"food"}),
    ("free lunch at the church", {"food"}),
    ("vengan por agua", {"water"}),
    ("compartimos comida", {"food"}),
    ("nous proposons des couvertures", {"bedding"}),
    ("vin chache dlo", {"water"}),
]

NOT_ASKED = [
    "thank you so much for the food",
    "got the blankets thanks",
    "we have water now thanks",
    "they gave out diapers yesterday",
    "encontramos agua",
    "ya tenemos comida",
    "nos trajeron cobijas",
    "merci pour la nourriture",
    "on a deja du riz",
    "on a recu l'eau merci",
    "mèsi pou tant la",
    "yo pote manje pou nou yè",
    "m gen dlo deja",
]

ORDINARY = [
    ("he lives on mill creek", "food"),
    ("the gods must be crazy", "supplies"),
    ("me gustan las rosas rojas", "clothing"),
    ("la piedra es una roca", "clothing"),
    ("la generation future", "food"),
]


@pytest.mark.parametrize(("text", "kinds"), THINGS)
def test_a_thing_that_is_wanted(text: str, kinds: set[str]) -> None:
    assert set(read_in_all(text).kinds) == kinds


@pytest.mark.parametrize(("text", "kinds"), ASKED)
def test_asked_for_without_a_plain_need(text: str, kinds: set[str]) -> None:
    reading = read_in_all(text)
    assert (reading.intent.value, set(reading.kinds)) == ("need", kinds)


@pytest.mark.parametrize(("text", "kinds"), OFFERED)
def test_offered_without_a_plain_offer(text: str, kinds: set[str]) -> None:
    reading = read_in_all(text)
    assert (reading.intent.value, set(reading.kinds)) == ("offer", kinds)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_had_or_told_is_neither_wanted_nor_offered(text: str) -> None:
    assert read_in_all(text).intent.value not in ("need", "offer", "both")


@pytest.mark.parametrize(("text", "kind"), ORDINARY)
def test_an_ordinary_word_is_no_slip_for_a_thing(text: str, kind: str) -> None:
    assert kind not in read_in_all(text).kinds
