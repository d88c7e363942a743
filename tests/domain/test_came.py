"""Who came, as it is told after a visit."""

import pytest

from mutualaid.domain.conversation.visits.came import told
from mutualaid.language.words.cuebook import CueBook
from mutualaid.language.words.lexicon import load

HEAR = CueBook([load(code) for code in ("en", "es", "fr", "ht")])
NAMES = frozenset({"ben", "cora"})


@pytest.mark.parametrize(
    ("text", "came", "missed"),
    [
        ("cora didn't come", set(), {"cora"}),
        ("ben came but not cora", {"ben"}, {"cora"}),
        ("ben came not cora", {"ben"}, {"cora"}),
        ("not cora, just ben", {"ben"}, {"cora"}),
        ("ben yes cora no", {"ben"}, {"cora"}),
        ("ben came and cora did not", {"ben"}, {"cora"}),
        ("ben and cora didnt come", set(), {"ben", "cora"}),
        ("ben and cora came", {"ben", "cora"}, set()),
        ("no vino cora", set(), {"cora"}),
        ("vino ben pero no cora", {"ben"}, {"cora"}),
        ("cora no, ben si", {"ben"}, {"cora"}),
        ("ben est venu mais pas cora", {"ben"}, {"cora"}),
        ("cora pa vini", set(), {"cora"}),
        ("no ben came", {"ben"}, set()),
        ("ben but not cora", {"ben"}, {"cora"}),
        ("neither ben nor cora came", set(), {"ben", "cora"}),
        ("ben came but cora was late", {"ben", "cora"}, set()),
        ("ben vino pero cora llego tarde", {"ben", "cora"}, set()),
        ("it was fine", set(), set()),
        ("cora non, ben oui", {"ben"}, {"cora"}),
        ("ben et cora ne sont pas venus", set(), {"ben", "cora"}),
        ("ni ben ni cora vino", set(), {"ben", "cora"}),
        ("ben vini men cora pa", {"ben"}, {"cora"}),
        ("non ben est venu", {"ben"}, set()),
        ("ben est venu avec une autre personne", {"ben"}, set()),
        ("ben poko vini", set(), {"ben"}),
    ],
)
def test_by_name(text: str, came: set[str], missed: set[str]) -> None:
    said = told(text, NAMES, HEAR)
    assert (said.came, said.missed) == (came, missed)


@pytest.mark.parametrize(
    "text",
    [
        "both came", "they both came", "all of them came", "los dos vinieron", "vinieron las dos",
        "les deux sont venus", "tout le monde est venu", "toulede vini", "yo tou te vini",
    ],
)  # fmt: skip
def test_everyone(text: str) -> None:
    assert told(text, NAMES, HEAR).everyone


@pytest.mark.parametrize(
    "text",
    [
        "ben came all good", "ben vino a las dos", "ben est venu a deux heures", "ben vini tou", "ben poko vini",
        "both did not come",
    ],
)  # fmt: skip
def test_not_everyone(text: str) -> None:
    assert not told(text, NAMES, HEAR).everyone


@pytest.mark.parametrize("text", ["only ben came", "only ben", "solo vino ben", "solo ben", "ben nomas"])
def test_only_one(text: str) -> None:
    assert told(text, NAMES, HEAR).only


@pytest.mark.parametrize("text", ["ben just came", "ben came", "ben came alone with a van"])
def test_not_only(text: str) -> None:
    assert not told(text, NAMES, HEAR).only


@pytest.mark.parametrize(
    "text",
    [
        "a woman came not ben", "someone else came", "it was not ben who came", "it wasnt ben", "vino otra persona",
        "vino una mujer, no ben", "no era ben", "c'était pas ben", "une autre dame est venue",
        "se yon lòt moun ki vini",
    ],
)  # fmt: skip
def test_somebody_else(text: str) -> None:
    assert told(text, frozenset({"ben"}), HEAR).other


@pytest.mark.parametrize("text", ["ben didnt come", "not ben", "nobody came", "someone else can come", "ben came"])
def test_nobody_else(text: str) -> None:
    assert not told(text, frozenset({"ben"}), HEAR).other
