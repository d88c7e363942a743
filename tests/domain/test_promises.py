"""What a promise leaves time for: another visit on another day, and one the same day far enough from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.matching.promises import APART, Promise, leaves_no_time
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import MatchState

NOW = datetime(2026, 10, 5, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def need(start: datetime | None = None, end: datetime | None = None, id: str = "n") -> Need:
    return Need(id, "ana", NOW, kinds=("food",), from_at=start, to_at=end)


def promise(
    start: datetime | None,
    end: datetime | None,
    state: MatchState = MatchState.CONFIRMED,
    outcome: str | None = None,
) -> Promise:
    agreed = end or NOW + DAY
    match = Match("m", "p", "ben", state=state, created_at=NOW, agreed_at=agreed, outcome=outcome)
    return Promise(match, need(start, end, "p"))


FRIDAY_4PM = NOW + 4 * DAY


def test_a_visit_on_friday_takes_nobodys_monday() -> None:
    friday = promise(FRIDAY_4PM, FRIDAY_4PM)
    assert not friday.takes_now(NOW)
    assert not leaves_no_time((friday,), need(NOW + DAY, NOW + DAY), NOW)


@pytest.mark.parametrize(
    ("hours", "none"), [(0, True), (1, True), (-1, True), (2, False), (-2, False), (24, False)]
)
def test_two_visits_are_two_hours_apart(hours: int, none: bool) -> None:
    at = FRIDAY_4PM + hours * HOUR
    assert leaves_no_time((promise(FRIDAY_4PM, FRIDAY_4PM),), need(at, at), NOW) is none


def test_a_longer_time_to_help_in_leaves_room() -> None:
    friday = promise(FRIDAY_4PM, FRIDAY_4PM)
    assert not leaves_no_time((friday,), need(FRIDAY_4PM - 4 * HOUR, FRIDAY_4PM + HOUR), NOW)
    assert leaves_no_time((friday,), need(FRIDAY_4PM - HOUR, FRIDAY_4PM + HOUR), NOW)
    assert not leaves_no_time((friday,), need(), NOW)


def test_two_promises_may_leave_nothing_between_them() -> None:
    both = (promise(FRIDAY_4PM, FRIDAY_4PM), promise(FRIDAY_4PM + 3 * HOUR, FRIDAY_4PM + 3 * HOUR))
    assert leaves_no_time(both, need(FRIDAY_4PM, FRIDAY_4PM + 3 * HOUR), NOW)
    assert not leaves_no_time(both, need(FRIDAY_4PM, FRIDAY_4PM + 6 * HOUR), NOW)


def test_who_waits_for_an_answer_is_on_the_way_or_had_trouble_is_asked_nothing() -> None:
    assert promise(FRIDAY_4PM, FRIDAY_4PM, MatchState.ACCEPTED).takes_now(NOW)
    assert promise(FRIDAY_4PM, FRIDAY_4PM, outcome="problem").takes_now(NOW)
    assert promise(FRIDAY_4PM, FRIDAY_4PM).takes_now(FRIDAY_4PM - HOUR)
    assert promise(FRIDAY_4PM, FRIDAY_4PM).takes_now(FRIDAY_4PM + HOUR)
    assert not promise(FRIDAY_4PM, FRIDAY_4PM).takes_now(FRIDAY_4PM + 3 * HOUR)


def test_help_without_a_time_leaves_room_for_one_with_an_hour() -> None:
    any_time = (promise(None, None),)
    assert not any_time[0].takes_now(NOW)
    assert not leaves_no_time(any_time, need(NOW + 4 * HOUR, NOW + 4 * HOUR), NOW)
    assert leaves_no_time(any_time, need(), NOW)
    assert not leaves_no_time(any_time, need(), NOW + 2 * DAY)


def test_help_within_a_week_is_thought_to_come_on_its_last_day() -> None:
    week = (promise(NOW + DAY, NOW + 6 * DAY),)
    assert not leaves_no_time(week, need(), NOW + DAY)
    assert leaves_no_time(week, need(), NOW + 5 * DAY)


def test_the_time_a_visit_may_be_moved_to_is_kept_free_too() -> None:
    friday = promise(FRIDAY_4PM, FRIDAY_4PM)
    saturday = FRIDAY_4PM + DAY
    asked = replace(friday, match=replace(friday.match, moved_from=saturday, moved_to=saturday, moved_by="helper"))
    for at in (FRIDAY_4PM, saturday, saturday + HOUR):
        assert leaves_no_time((asked,), need(at, at), NOW)
    assert not leaves_no_time((asked,), need(saturday + APART, saturday + APART), NOW)
    any_time = replace(asked, match=replace(asked.match, moved_to=saturday + 2 * DAY))
    assert not leaves_no_time((any_time,), need(saturday, saturday), NOW)


HOURS = st.integers(-48, 48)


@given(HOURS, st.integers(0, 11), HOURS, st.integers(0, 72), st.integers(0, 72))
def test_more_time_for_a_need_never_leaves_less_of_it(
    start: int, long: int, at: int, open_for: int, more: int
) -> None:
    base = NOW + 4 * DAY
    held = (promise(base + start * HOUR, base + (start + long) * HOUR),)
    short = need(base + at * HOUR, base + (at + open_for) * HOUR)
    longer = need(base + at * HOUR, base + (at + open_for + more) * HOUR)
    assert leaves_no_time(held, short, NOW) or not leaves_no_time(held, longer, NOW)
    far = abs(start - at) * HOUR >= APART + 84 * HOUR
    assert not (far and leaves_no_time(held, short, NOW))
