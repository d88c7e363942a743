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
    placed, take = worded(ours)
    assert placed == theirs
    assert take({"name": 1, "name_2": 2}) == taken
