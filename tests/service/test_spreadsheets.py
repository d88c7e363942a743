"""Matching two spreadsheets: what rows may say, who gets whom, and what is left over."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching.score import Rules
from mutualaid.domain.reading import Reading, Repeat, Spot, When
from mutualaid.service.sheets.spreadsheets import assign_all, match_rows

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 16, tzinfo=UTC)
RULES = Rules(frozenset({"childcare"}), 5, {}, 3, 2, ZONE)

KINDS_BY_WORD = {"groceries": "food", "soup": "food", "drive": "ride", "ride": "ride", "blankets": "bedding"}
CLINIC = Spot("the clinic", 0, 10, 37.76, -122.42, "place", "Clinic")

Sheet = list[dict[str, str]]


def understand(text: str) -> Reading:
    """A reader of a few words, so that what is read from text can be told from what columns state."""
    words = text.lower().replace(",", " ").split()
    return Reading(
        text,
        kinds=tuple(dict.fromkeys(KINDS_BY_WORD[w] for w in words if w in KINDS_BY_WORD)),
        place=CLINIC if "clinic" in words else None,
        when=When("tuesday", datetime(2026, 10, 6, tzinfo=ZONE), datetime(2026, 10, 7, tzinfo=ZONE))
        if "tuesday" in words
        else None,
        repeat=Repeat("weekends", (6, 7)) if "weekends" in words else None,
        radius_km=1.0 if "nearby" in words else None,
        helpers_wanted=2 if "pair" in words else None,
    )


def match(needs: Sheet, offers: Sheet, rank: int | None = None) -> tuple[Sheet, list[tuple[str, str]]]:
    return match_rows(needs, offers, understand=understand, rank=rank, now=NOW, zone=ZONE, rules=RULES)


def pairs(needs: Sheet, offers: Sheet, rank: int | None = None) -> list[tuple[str, str]]:
    return [(row["need_id"], row["offer_id"]) for row in match(needs, offers, rank)[0]]


def at(km: float) -> dict[str, str]:
    """So many km north of a corner."""
    return {"latitude": str(37.75 + km / 111.195), "longitude": "-122.42"}


# Pairing


def test_a_row_says_who_how_well_how_far_and_why() -> None:
    needs = [{"id": "n", "text": "groceries", **at(0)}]
    offers = [{"id": "o", "text": "can shop for groceries", **at(1)}]
    rows, left = match(needs, offers)
    assert left == []
    assert rows == [
        {
            "need_id": "n",
            "offer_id": "o",
            "score": rows[0]["score"],
            "distance_km": "1.00",
            "why": "food; 1.0 km; both say groceries",
        }
    ]
    assert 0.5 < float(rows[0]["score"]) <= 1


def test_all_together_beats_need_by_need() -> None:
    needs = [{"id": "a", "kinds": "food", **at(0)}, {"id": "b", "kinds": "food", **at(-2)}]
    offers = [{"id": "x", "kinds": "food", **at(0.5)}, {"id": "y", "kinds": "food", **at(3.5)}]
    assert pairs(needs, offers) == [("a", "y"), ("b", "x")]


def test_people_and_capacity_default_to_one() -> None:
    needs = [{"id": i, "kinds": "food"} for i in "ab"]
    assert len(pairs(needs, [{"id": "o", "kinds": "food"}])) == 1


def test_an_offer_takes_its_capacity_and_a_need_its_people_nobody_twice() -> None:
    needs = [{"id": "a", "kinds": "food", "people": "2"}, {"id": "b", "kinds": "food"}]
    offers = [
        {"id": "x", "kinds": "food", "capacity": "3"},
        {"id": "y", "kinds": "food"},
    ]
    assert sorted(pairs(needs, offers)) == [("a", "x"), ("a", "y"), ("b", "x")]


def test_a_full_offer_takes_nobody() -> None:
    rows, left = match([{"id": "n", "kinds": "food"}], [{"id": "o", "kinds": "food", "capacity": "0"}])
    assert rows == []
    assert left == [("n", "1 offers food, with an offer that is closed or not finished")]


@settings(max_examples=60, deadline=None)
@given(
    worth=st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.floats(0.1, 1)),
    places=st.fixed_dictionaries({n: st.integers(1, 3) for n in "abc"}),
    capacity=st.fixed_dictionaries({o: st.integers(0, 12) for o in "xyz"}),
)
def test_no_place_and_no_capacity_is_overrun_and_none_is_left_unused(
    worth: dict[tuple[str, str], float], places: dict[str, int], capacity: dict[str, int]
) -> None:
    found = assign_all(worth, places, capacity)
    used = {o: sum(o in some for some in found.values()) for o in capacity}
    assert all(used[o] <= capacity[o] for o in capacity)
    assert all(len(some) <= places[n] for n, some in found.items())
    for need, offer in worth:
        taken = offer in found[need]
        assert taken or used[offer] == capacity[offer] or len(found[need]) == places[need]


def test_what_columns_leave_out_is_read_from_the_text() -> None:
    needs = [{"id": "n", "text": "pair of people for soup at the clinic tuesday"}]
    offers = [
        {"id": "near", "text": "soup", **at(1.2)},
        {"id": "nearby", "text": "soup nearby", **at(-3)},
        {"id": "late", "text": "soup weekends", **at(1.2)},
        {"id": "other", "text": "blankets", **at(1.2)},
        {"id": "free", "text": "soup all day"},
    ]
    assert pairs(needs, offers) == [("n", "near"), ("n", "free")]


def test_columns_go_over_the_text() -> None:
    needs = [{"id": "n", "text": "soup at the clinic", "kinds": "ride; care", **at(0)}]
    offers = [{"id": "far", "kinds": "ride", "radius_km": "0.5", **at(1)}, {"id": "o", "kinds": "ride", **at(4)}]
    rows, _ = match(needs, offers)
    assert [(r["offer_id"], r["distance_km"]) for r in rows] == [("o", "4.00")]


def test_a_place_in_words_is_looked_up() -> None:
    rows, _ = match([{"id": "n", "kinds": "food", "place": "Clinic"}], [{"id": "o", "kinds": "food", **at(1.112)}])
    assert rows[0]["distance_km"] == "0.00"


def test_an_unknown_distance_prints_empty_and_keeps_nobody_away() -> None:
    rows, _ = match([{"id": "n", "kinds": "food"}], [{"id": "o", "kinds": "food", **at(900)}])
    assert rows[0]["distance_km"] == ""
    assert "distance unknown" in rows[0]["why"]


def test_texts_without_a_kind_match_by_their_words_only() -> None:
    needs = [{"id": "n", "text": "does anybody have a stepladder"}]
    offers = [{"id": "a", "text": "tall stepladder to lend"}, {"id": "b", "text": "piano lessons"}]
    assert pairs(needs, offers) == [("n", "a")]
    assert pairs(needs, offers[1:]) == []


def test_other_columns_are_carried_along() -> None:
    rows, _ = match([{"id": "n", "kinds": "food", "Row": "7"}], [{"id": "o", "kinds": "food", "name": "Ben"}])
    assert list(rows[0])[:5] == ["need_id", "offer_id", "score", "distance_km", "why"]
    assert (rows[0]["need_Row"], rows[0]["offer_name"]) == ("7", "Ben")


# Times


@pytest.mark.parametrize(
    ("need", "offer", "fits"),
    [
        ("2026-10-06", "2026-10-06", True),
        ("2026-10-06", "2026-10-07", False),
        ("2026-10-06/2026-10-07", "2026-10-07T18:00", True),
        ("2026-10-06T09:00/2026-10-06T12:00", "2026-10-06T13:00 to 2026-10-06T15:00", False),
        ("2026-10-06T09:00-07:00", "2026-10-06T16:00+00:00/2026-10-06T18:00+00:00", True),
        ("tuesday", "weekends", False),
        ("some day", "2026-10-07", True),
    ],
)
def test_when_is_dates_times_stretches_or_words(need: str, offer: str, fits: bool) -> None:
    found = pairs([{"id": "n", "kinds": "food", "when": need}], [{"id": "o", "kinds": "food", "when": offer}])
    assert bool(found) is fits


# Ranking


def test_rank_gives_so_many_of_the_best_by_falling_score_ties_by_id() -> None:
    offers = [{"id": i, "kinds": "food", **at(km)} for i, km in [("d", 1), ("c", 3), ("b", 1), ("a", 40)]]
    needs = [{"id": "n", "kinds": "food", **at(0)}, {"id": "m", "kinds": "food", **at(3)}]
    assert pairs(needs, offers, 3) == [("n", i) for i in "bdc"] + [("m", i) for i in "cbd"]
    assert len(pairs(needs, offers, 9)) == 8


def test_rank_applies_only_rules_the_columns_state() -> None:
    need = [{"id": "n", "kinds": "food", "when": "2026-10-06", "text": "groceries", **at(0)}]
    offers = [
        {"id": "far", "kinds": "food", **at(50)},
        {"id": "read", "text": "blankets nearby weekends", **at(50)},
        {"id": "radius", "kinds": "food", "radius_km": "2", **at(2.1)},
        {"id": "when", "kinds": "food", "when": "2026-10-08"},
        {"id": "kinds", "kinds": "pets", **at(0)},
    ]
    assert sorted(offer for _, offer in pairs(need, offers, 5)) == ["far", "read"]


def test_rank_by_text_alone_lets_words_decide() -> None:
    needs = [{"id": "n", "text": "warm blankts for a family"}]
    offers = [
        {"id": "a", "text": "bike repair"},
        {"id": "b", "text": "some warm blankets"},
        {"id": "c", "text": "a blanket"},
    ]
    assert pairs(needs, offers, 3) == [("n", "b"), ("n", "c"), ("n", "a")]


def test_a_rank_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        match([], [], 0)


# What is left over


def test_needs_left_over_say_why() -> None:
    needs = [
        {"id": "far", "kinds": "food", **at(30)},
        {"id": "lost", "kinds": "rescue"},
        {"id": "pets", "kinds": "pets"},
        {"id": "two", "kinds": "food", "people": "2", **at(0)},
    ]
    rows, left = match(needs, [{"id": "o", "kinds": "food", **at(0)}, {"id": "p", "kinds": "food", **at(9)}])
    assert [row["need_id"] for row in rows] == ["two"]
    assert left == [
        ("far", "2 offer food, both beyond their reach; nearest 21.0 km"),
        ("lost", "Rescue: always arranged by a person, never asked automatically"),
        ("pets", "nobody offers pet care"),
        ("two", "1 of 2 found; for the rest: 1 offers food, beyond their reach; nearest 9.0 km"),
    ]


# Bad rows


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"kinds": "food;fud"}, "needs row 3, column kinds: 'fud' is not one of food, water"),
        ({"latitude": "91", "longitude": "0"}, "column latitude: '91' is not a number from -90 to 90"),
        ({"latitude": "nan", "longitude": "0"}, "column latitude: 'nan' is not a number"),
        ({"latitude": "37", "longitude": "west"}, "column longitude: 'west' is not a number from -180 to 180"),
        ({"latitude": "37"}, "column longitude: '' is not a number; latitude alone is no place"),
        ({"people": "0"}, "column people: '0' is not a whole number from 1 up"),
        ({"people": "2.5"}, "column people: '2.5' is not a whole number"),
        ({"radius_km": "-1"}, "column radius_km: '-1' is not a number from 0 up"),
        ({"when": "2026-13-40"}, "column when: '2026-13-40' is not a date like 2026-10-05"),
        ({"when": "2026-10-06/2026-10-05"}, "column when: '2026-10-06/2026-10-05' is not a stretch"),
        ({"id": ""}, "column id: '' is not an id"),
        ({"id": "one"}, "column id: 'one' is not an id that row 2 does not have already"),
    ],
)
def test_a_bad_cell_is_named_with_row_column_value_and_what_is_allowed(cells: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError) as caught:
        match([{"id": "one"}, {"id": "two", **cells}], [])
    assert str(caught.value).startswith("needs row 3, ")
    assert said in str(caught.value)


def test_all_bad_cells_are_named_at_once() -> None:
    with pytest.raises(ValueError) as caught:
        match([], [{"id": "o", "capacity": "many", "kinds": "fud"}])
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "offers row 2, column kinds",
        "offers row 2, column capacity",
    ]


def test_cells_beyond_the_header_are_refused() -> None:
    with pytest.raises(ValueError, match="needs row 2: more cells than the header"):
        match([{"id": "n", None: ["x"]}], [])  # type: ignore[dict-item]
