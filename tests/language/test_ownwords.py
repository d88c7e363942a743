"""A group's own words are found as whole words, in their usual forms, with a typo, and nowhere else."""

from __future__ import annotations

import pytest

from mutualaid.language.words.ownwords import letters_said

LANGUAGES = ("en", "es", "ht")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("pantry", "When are the pantries open?"),
        ("pantry", "is the pantrey open"),
        ("food bank", "FOOD BANKS near me?"),
        ("open sunday", "are you open on a sunday"),
        ("despensa", "¿dónde están las despensas?"),
        ("dirección", "cual es su direccion"),
        ("deliver", "are you delivering today"),
        ("libraries", "is the library open"),
        ("24", "what is at 24"),
    ],
)
def test_found(phrase: str, text: str) -> None:
    assert letters_said((phrase,), text, LANGUAGES) > 0


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("bank", "when is the river bankside market"),
        ("pantry", "do you throw a party"),
        ("food bank", "is there a bank near you"),
        ("food bank", "food first, then, if there is time on monday, the bank"),
        ("bread", "when do you take a break"),
        ("rent", "is there parental leave"),
        ("24", "what is at 240"),
    ],
)
def test_not_found(phrase: str, text: str) -> None:
    assert letters_said((phrase,), text, LANGUAGES) == 0


def test_the_longest_phrase_counts() -> None:
    assert letters_said(("food", "food bank", "hours"), "food bank hours", LANGUAGES) == len("foodbank")
    assert letters_said((), "food", LANGUAGES) == 0
