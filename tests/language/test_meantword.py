"""Misspelt words that the words beside them tell, letters written twice, and words known by their sound."""

from __future__ import annotations

import pytest

from mutualaid.language.words.lexicon import load
from mutualaid.language.words.parsing import parse

LEXICONS = tuple(load(code) for code in ("en", "es", "fr", "ht"))

MEANT = [
    ("i have been loking for a ride", "loking", "looking"),
    ("loking 4 a ride to church", "loking", "looking"),
    ("we need a new kitchn tabel", "tabel", "table"),
    ("need foodd for the kids", "foodd", "food"),
    ("need my medisin", "medisin", "medicine"),
    ("ride to the farmacy", "farmacy", "pharmacy"),
    ("can i borrow a wheelchare", "wheelchare", "wheelchair"),
    ("the electrishun never came", "electrishun", "electrician"),
]

UNTOUCHED = ["my friend bertl can drive", "this is zhou from capp st", "je peux pas"]


@pytest.mark.parametrize(("text", "typed", "meant"), MEANT)
def test_a_word_is_the_one_that_was_meant(text: str, typed: str, meant: str) -> None:
    assert [t.word for t in parse(text, LEXICONS, None).tokens if t.raw == typed] == [meant]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_nobody_knows_stays(text: str) -> None:
    assert [t.word for t in parse(text, LEXICONS, None).tokens] == text.split()


def test_small_words_run_together_are_no_other_word() -> None:
    assert [t.word for t in parse("cando 3 instead", LEXICONS, None).tokens] == ["can", "do", "3", "instead"]
