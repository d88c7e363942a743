"""Texts as thumbs type them: words without vowels, cut short, run together; 2 and 4 for words; and what looks like
that and is something else."""

from __future__ import annotations

import pytest

from mutualaid.language.reader import Reader
from mutualaid.language.words.lexicon import load
from tests.language.reading_help import NOW, Context, read

SAME = [
    ("need a ride to the clinic fri", "nd a ride 2 the clinic fri"),
    ("looking for a lift to church sunday", "lookin 4 a lift 2 church sunday"),
    ("need groceries for my mom", "need grcrs 4 my mom"),
    ("can someone pick up my prescription", "can sum1 pck up my prscrptn"),
    ("i can deliver blankets", "i can dlivr blnkts"),
    ("need help", "needhelp"),
    ("need a ride to dialysis tuesday", "needaride to dialysis tuesday"),
    ("i have extra blankets here", "ihave extra blanketshere"),
    ("can you help me move a couch", "canyou helpme move a couch"),
    ("i need someone to watch my kids", "i knead someone too watch my kids"),
    ("would like a phone call, i live alone", "wood like a phone call, i live alone"),
    ("necesito comida para dos", "necesitocomida xa dos"),
    ("quiero hablar con una persona", "quiero hablar cn una persona"),
]

NUMBERS = [
    ("need food for 4", 4), ("need food for 2 kids", 2), ("groceries for 4 people please", 4),
    ("need 2 boxes for 4 people", 4),
]  # fmt: skip

NOT_ALARMED = [
    "nod", "jai besoin d'aide avc mes courses", "hosta", "suic", "can field st", "canfield st",
    "i was in the firehouse", "no wood", "i know him",
]  # fmt: skip


@pytest.mark.parametrize(("clean", "typed"), SAME)
def test_it_is_read_as_in_plain_spelling(clean: str, typed: str) -> None:
    plain, found = read(clean), read(typed)
    assert (found.intent, set(found.kinds)) == (plain.intent, set(plain.kinds))


@pytest.mark.parametrize(("text", "people"), NUMBERS)
def test_numbers_stay_numbers(text: str, people: int) -> None:
    assert read(text).people == people


@pytest.mark.parametrize("text", ["yes 2", "2", "4", "at 4 my time", "2 my husband takes me", "max 2 a week"])
def test_a_digit_that_may_be_a_number_stays_one(text: str) -> None:
    words = [span for name, span in read(text).spans.items() if name == "to"]
    assert not words


@pytest.mark.parametrize("text", NOT_ALARMED)
def test_a_guess_makes_neither_danger_nor_a_stop(text: str) -> None:

    found = Reader(("en", "es", "fr", "ht")).understand(text, Context(NOW))
    assert found.danger is None and found.command != "stop"


@pytest.mark.parametrize("text", ["il fait un avc", "mon mari fait un avc", "c'est un avc"])
def test_a_stroke_is_one(text: str) -> None:

    assert Reader(("en", "es", "fr", "ht")).understand(text, Context(NOW)).danger == "medical"


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("needaride", "need a ride"), ("tothe", "to the"), ("income", "income"), ("alarmed", "alarmed"),
        ("anyon", "anyone"), ("someon", "someone"), ("volunt", "volunteer"), ("medcine", "medicine"),
        ("drivin", "driving"), ("hismom", "hismom"),
    ],
)  # fmt: skip
def test_words(word: str, means: str) -> None:
    assert load("en").read(word) == tuple(means.split())


@pytest.mark.parametrize("name", ["Cora", "Lisa", "Hal", "Rene", "Mila", "Wren", "Tom", "lisa", "cora"])
def test_a_name_is_no_typo(name: str) -> None:
    assert read(name, "name").name == name.capitalize()
    assert read(name).intent == "other" and read(f"im {name}").kinds == ()
