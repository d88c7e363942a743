"""Little words within a regular expression."""

from __future__ import annotations

import re

from mutualaid.language.alternatives import any_of


def test_any_of_some_words_the_longest_first() -> None:
    assert any_of({"a", "ak", "se_trouve"}) == "(?:se trouve|ak|a)"


def test_signs_stand_for_themselves() -> None:
    assert re.fullmatch(any_of(["a.m"]), "a.m")
    assert not re.fullmatch(any_of(["a.m"]), "axm")


def test_no_words_match_nothing() -> None:
    assert not re.search(any_of(()), "a word")
    assert not re.search(any_of(()), "")
