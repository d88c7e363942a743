"""Words of the language folders within a regular expression."""

from __future__ import annotations

import re

from mutualaid.language.words.alternatives import one_of


def test_the_longest_comes_first_and_any_gap_parts_its_words() -> None:
    found = re.match(one_of({"se", "se_trouve"}), "se  trouve a")
    assert found and found[0] == "se  trouve"


def test_apostrophes_may_be_left_out() -> None:
    assert re.fullmatch(one_of(["can't"]), "cant")
    assert re.fullmatch(one_of(["can't"]), "can't")


def test_no_spellings_match_nothing() -> None:
    assert not re.search(one_of(()), "a word")
    assert not re.search(one_of(()), "")
