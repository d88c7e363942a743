"""Which words of a text tell, and who a pool of offers puts first for them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching.wordfit import WordFit, pieces, stem, words
from mutualaid.language.words.cuebook import CueBook
from mutualaid.language.words.lexicon import load

HEAR = CueBook([load("en"), load("es")])

POOL = [
    "I can drive people to the clinic on weekends",
    "warm blankets and sleeping bags to give",
    "happy to shop for groceries, milk, bread",
    "fixing bikes and small repairs",
    "puedo cocinar y llevar comida",
    "",
]


def best(text: str) -> int:
    scores = WordFit(POOL, HEAR).scores(text)
    return scores.index(max(scores))


def test_words_are_lower_case_plain_and_telling() -> None:
    text = "I need MEDICINAS para mi mamá's room http://x.example/a @ben 415 NepalRelief"
    assert words(text, HEAR) == ["medicinas", "mamas", "room", "nepal", "relief"]


@pytest.mark.parametrize(("a", "b"), [("blankets", "blanket"), ("driving", "drives"), ("cooked", "cooking")])
def test_forms_of_a_word_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_pieces_mark_the_ends_and_keep_short_words() -> None:
    assert pieces("milk ox", HEAR) == ["<mil", "milk", "ilk>", "<ox>"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("need a blanket for my son", 1),
        ("who can get me some grocries", 2),
        ("ride to the clinic pls", 0),
        ("my bicycle needs repair", 3),
        ("necesito comida", 4),
    ],
)
def test_the_best_fit_shares_words_typos_forgiven(text: str, number: int) -> None:
    assert best(text) == number


def test_nothing_in_common_is_nothing() -> None:
    assert WordFit(POOL, HEAR).scores("zzz") == [0.0] * len(POOL)
    assert WordFit(POOL, HEAR).scores("") == [0.0] * len(POOL)
    assert WordFit([], HEAR).scores("milk") == []


def test_one_chance_word_is_no_perfect_fit() -> None:
    text = "insulin thermometer bandages ointment aspirin gauze milk"
    assert 0 < max(WordFit(POOL, HEAR).scores(text)) < 0.8
    assert max(WordFit(POOL, HEAR).scores("shop for groceries, milk, bread")) == 1.0


def test_rare_words_tell_more_than_common_ones() -> None:
    pool = ["soup kitchen", "soup delivery", "soup cooking", "insulin delivery"]
    scores = WordFit(pool, HEAR).scores("soup insulin")
    assert scores[3] > scores[0]


def test_shared_words_are_named_as_asked() -> None:
    assert WordFit(POOL, HEAR).shared("one blanket, warm please", 1) == ["blanket", "warm"]


@settings(max_examples=50, deadline=None)
@given(pool=st.lists(st.text(max_size=30), max_size=6), text=st.text(max_size=40))
def test_any_text_scores_between_0_and_1(pool: list[str], text: str) -> None:
    scores = WordFit(pool, HEAR).scores(text)
    assert len(scores) == len(pool)
    assert all(0 <= one <= 1 for one in scores)


def test_what_a_helper_has_for_it_counts() -> None:
    offers = ["i can drive people any day", "i can drive, have a wheelchair van", "rides, i have a car seat"]
    fit = WordFit(offers, HEAR)
    for asked, best in (("need a ride, im in a wheelchair", 1), ("ride to school with a car seat", 2)):
        scores = fit.scores(asked)
        assert max(range(3), key=lambda n: scores[n]) == best
