"""The helper who is missing most, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching.candidates import Rules
from mutualaid.domain.matching.gaps import MOST, WORTH, Gap, Unmet, gaps
from mutualaid.domain.needs import Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import KINDS, NeedState

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 16, tzinfo=UTC)
RULES = Rules(frozenset({"childcare"}), 5, {}, 3, 2, ZONE)
HERE = (37.7490, -122.4181)
FAR = (37.9, -122.4181)


def unmet(number: int, kind: str = "ride", at: int | None = None, speaks: str = "en", point: tuple = HERE) -> Unmet:
    """`at`: the local hour tomorrow at which it is wanted."""
    start = None if at is None else datetime(2026, 10, 6, at, tzinfo=ZONE)
    who = Neighbour(id=f"r{number}", phone=f"+1415555{number:04d}", created_at=NOW, language=speaks)
    return Unmet(
        Need(
            id=f"n{number}", neighbour_id=who.id, created_at=NOW, state=NeedState.OPEN, kinds=(kind,),
            place_text="26th & Mission", latitude=point[0], longitude=point[1], from_at=start, to_at=start,
        ),
        who,
    )  # fmt: skip


def said(found: list[Gap]) -> list[str]:
    return [gap.text for gap in found]


def test_one_more_evening_driver_near_26th_would_fill_four() -> None:
    four = [unmet(n, at=18 + n % 3) for n in range(4)]
    found = gaps([*four, unmet(9, "food", point=FAR)], RULES, NOW, "en")
    assert said(found) == ["One more driver near 26th & Mission in the evening would fill 4"]
    assert found[0].needs == tuple(one.need for one in four)
    assert (found[0].offer.from_hour, found[0].offer.to_hour) == (17, 22)


def test_times_that_differ_are_not_told() -> None:
    assert said(gaps([unmet(1, at=9), unmet(2, at=18)], RULES, NOW, "en")) == [
        "One more driver near 26th & Mission would fill 2"
    ]


def test_a_language_that_only_some_speak_is_told() -> None:
    found = gaps([unmet(1, "food", speaks="es"), unmet(2, "food", speaks="es")], RULES, NOW, "en")
    assert said(found) == ["One more helper for food near 26th & Mission who speaks Spanish would fill 2"]
    assert found[0].language == "es"


def test_the_weekend_is_told() -> None:
    saturday = datetime(2026, 10, 10, 10, tzinfo=ZONE)
    two = [replace(one, need=replace(one.need, from_at=saturday, to_at=saturday)) for one in (unmet(1), unmet(2))]
    assert said(gaps(two, RULES, NOW, "en")) == [
        "One more driver near 26th & Mission in the morning at the weekend would fill 2"
    ]


def test_money_and_rescue_are_no_gap_and_one_need_alone_is_none() -> None:
    assert gaps([unmet(1, "money"), unmet(2, "money"), unmet(3)], RULES, NOW, "en") == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from([None, 8, 14, 19]),
            st.sampled_from(["en", "es"]),
            st.sampled_from([HERE, FAR]),
        ),
        max_size=8,
    )
)
def test_each_need_is_counted_once_and_the_best_comes_first(drawn: list) -> None:
    left = [unmet(n, *one) for n, one in enumerate(drawn)]
    found = gaps(left, RULES, NOW, "en")
    counted = [need.id for gap in found for need in gap.needs]
    assert len(found) <= MOST
    assert len(counted) == len(set(counted))
    sizes = [len(gap.needs) for gap in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size >= WORTH for size in sizes)
