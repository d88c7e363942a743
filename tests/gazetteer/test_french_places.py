"""Places as French speakers name them: corners, streets, landmarks, and what is no place."""

from __future__ import annotations

import pytest

from mutualaid.domain.places import Place
from mutualaid.gazetteer import Gazetteer

TOWN = (
    Place("church", "Église Saint-Jude", 45.1, -73.1),
    Place("corner", "rue Ontario & rue Papineau", 45.2, -73.2),
    Place("shop", "Pharmacie Duval", 45.3, -73.3, ("duval",)),
)


@pytest.fixture(scope="module")
def town() -> Gazetteer:
    return Gazetteer(TOWN, {}, "CA")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("besoin d'un lift coin papineau et ontario", "papineau et ontario", "rue Ontario & rue Papineau"),
        ("au coin de Ontario et Papineau", "Ontario et Papineau", "rue Ontario & rue Papineau"),
        ("près de l'église Saint-Jude", "église Saint-Jude", "Église Saint-Jude"),
        ("a cote de leglise", "", ""),
        ("je suis à côté de la pharmacie duval", "pharmacie duval", "Pharmacie Duval"),
    ],
)
def test_the_groups_own_places(town: Gazetteer, text: str, words: str, name: str) -> None:
    found = town.find(text)
    assert [(s.text, s.name) for s in found] == ([(words, name)] if words else [])
    assert all(s.latitude is not None for s in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("besoin d'eau angle rue de Rivoli et rue St Martin", "rue de Rivoli et rue St Martin"),
        ("45 rue des Erables", "45 rue des Erables"),
        ("on est au 12 avenue des Lilas besoin de lait", "12 avenue des Lilas"),
        ("j'habite au 214 rue Andover apt 3", "214 rue Andover apt 3"),
        ("214, rue Saint-Denis", "214, rue Saint-Denis"),
        ("j'habite boulevard Saint-Laurent", "boulevard Saint-Laurent"),
        ("j'habite sur Masson", "Masson"),
        ("chemin de la Cote-des-Neiges", "chemin de la Cote-des-Neiges"),
        ("je suis en face de la gare", "la gare"),
        ("derriere l'ecole Jeanne-Mance", "l'ecole Jeanne-Mance"),
        ("devant la bibliotheque", "la bibliotheque"),
        ("au parc Lafontaine", "parc Lafontaine"),
        ("courses pour 6 svp, coin St-Denis et Rachel", "St-Denis et Rachel"),
        ("rue 24 et rue Capois", "rue 24 et rue Capois"),
    ],
)
def test_what_is_not_known_is_found_and_stays_unknown(town: Gazetteer, text: str, words: str) -> None:
    found = town.find(text)
    assert [s.text for s in found] == [words]
    assert found[0].latitude is None


@pytest.mark.parametrize(
    "text",
    [
        "besoin de lait pour 3 personnes", "je peux conduire le week-end", "au coin de la rue",
        "a cote de chez moi",
        "en face", "merci pour tout", "par la suite", "au debut du mois", "de la soupe et du pain",
        "mon fils et ma fille", "chez ma mere", "courses et menage samedi",
    ],
)  # fmt: skip
def test_no_place_is_found_where_none_is_said(town: Gazetteer, text: str) -> None:
    assert town.find(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("je suis au parc Jarry", "parc Jarry"),
        ("c'est coin St-Denis et Rachel svp", "St-Denis et Rachel"),
        ("papineau", "papineau"),
        ("oui", ""),
        ("je sais pas", ""),
    ],
)
def test_answers_to_where(town: Gazetteer, text: str, words: str) -> None:
    assert [s.text for s in town.find(text, bare=True)] == ([words] if words else [])
