"""What was read, in words for a person: a helper's no is told as one, and a car that is out."""

from __future__ import annotations

import pytest

from mutualaid.language.explaining import Explained, explain, in_lines
from tests.language.reading_help import ZONE, read_in_all


def explained(text: str) -> Explained:
    return explain(read_in_all(text), ZONE)


@pytest.mark.parametrize(
    ("text", "wants", "told"),
    [
        ("no rides this week, only food", "need, or a helper's no", {"says no to": "ride", "only": "food"}),
        ("no rides, only food", "need, or a helper's no", {"says no to": "ride", "for how long": "for good"}),
        ("i dont do rides any more", "a helper's no", {"says no to": "ride", "for how long": "for good"}),
        ("ya no doy viajes", "a helper's no", {"says no to": "ride", "for how long": "for good"}),
        ("je ne fais plus de trajets", "a helper's no", {"says no to": "ride", "for how long": "for good"}),
        ("mwen pa bay woulib ankò", "a helper's no", {"says no to": "ride", "for how long": "for good"}),
        ("my car broke", "nothing asked or offered", {"without a car": "“my car broke”"}),
        ("no food today", "need", {"about": "food"}),
    ],
)
def test_a_no_is_told_as_one(text: str, wants: str, told: dict[str, str]) -> None:
    found = explained(text)
    assert found.wants == wants
    assert told.items() <= dict(found.parts).items()


def test_a_no_for_a_while_says_until_when_and_is_no_break() -> None:
    parts = dict(explained("no rides this week, only food").parts)
    assert "2026-10-12T00:00" in parts["when"]
    assert not parts.keys() & {"for how long", "pause until", "about", "need 1"}


def test_a_car_that_broke_is_no_way_to_get_around() -> None:
    said = in_lines(read_in_all("no rides today my car broke"), ZONE)
    assert "says no to: ride" in said and "without a car: “my car broke”" in said
    assert "gets around by" not in said
