"""What SQLite alone does."""

from __future__ import annotations

import pytest

from mutualaid.store.sqlite import worded


@pytest.mark.parametrize(
    ("ours", "theirs", "taken"),
    [
        ("x = :name and y = :name_2", "x = ? and y = ?", (1, 2)),
        ("x < :name and (y > :name or z = :name_2)", "x < ? and (y > ? or z = ?)", (1, 1, 2)),
        ("x like '50%' and y = ':name'", "x like '50%' and y = ':name'", ()),
        ("'it''s :name' || :name_2", "'it''s :name' || ?", (2,)),
        ('"a:name" = 1 -- :name\n+ :name', '"a:name" = 1 -- :name\n+ ?', (1,)),
    ],
)
def test_values_are_bound_in_the_order_of_their_places(ours: str, theirs: str, taken: tuple[int, ...]) -> None:
    assert worded(ours, {"name": 1, "name_2": 2}) == (theirs, taken)


def test_lists_of_about_the_same_length_are_one_statement() -> None:
    ours = "x in :all and y = :name or z in :all"
    assert worded(ours, {"all": ("a", "b", "c"), "name": 1}) == (
        "x in (?, ?, ?, ?) and y = ? or z in (?, ?, ?, ?)", ("a", "b", "c", "c", 1, "a", "b", "c", "c"),
    )  # fmt: skip
    assert worded("x in :all", {"all": ("a",)}) == ("x in (?)", ("a",))
