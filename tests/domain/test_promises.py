"""What a promise leaves time for: another visit on another day, and one the same day far enough from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.matching.promises import APART, Promise, in_the_way, leaves_no_time, visits_beside
from mutualaid.domain.needs import Match, Need, Offer
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


def test_a_visit_within_some_hours_leaves_them_time_for_another() -> None:
    """Whichever of the two was promised first: one of them is done before or after the other."""
    nine, five = FRIDAY_4PM - 7 * HOUR, FRIDAY_4PM + HOUR
    for at in (nine, FRIDAY_4PM, five):
        assert not leaves_no_time((promise(nine, five),), need(at, at), NOW)
        assert not leaves_no_time((promise(at, at),), need(nine, five), NOW)
    short = promise(FRIDAY_4PM - HOUR, FRIDAY_4PM + HOUR)
    assert leaves_no_time((short,), need(FRIDAY_4PM, FRIDAY_4PM), NOW)


def test_whoever_stays_with_somebody_has_none_of_these_hours_left() -> None:
    nine, five = FRIDAY_4PM - 7 * HOUR, FRIDAY_4PM + HOUR
    child = replace(need(nine, five), kinds=("childcare",))
    stays = promise(nine, five)
    stays = replace(stays, need=replace(stays.need, kinds=("childcare",)))
    for at, none in ((nine - APART, False), (nine, True), (FRIDAY_4PM, True), (five + APART, False)):
        assert leaves_no_time((stays,), need(at, at), NOW) is none
        assert leaves_no_time((promise(at, at),), child, NOW) is none
    any_day = replace(child, from_at=NOW, to_at=NOW + 6 * DAY)
    assert not leaves_no_time((stays,), any_day, NOW)


def test_what_is_left_must_be_within_the_hours_they_offer() -> None:
    """Friday at ten is promised; of nine to five they have time until noon, and until one."""
    ten = FRIDAY_4PM - 6 * HOUR
    mornings = Offer("o", "ben", NOW, from_hour=(ten - HOUR).astimezone(ZONE).hour)
    day = need(ten - HOUR, ten + 7 * HOUR)
    for until, none in ((2, True), (3, False)):
        offer = replace(mornings, to_hour=(ten + until * HOUR).astimezone(ZONE).hour - 0.5)
        assert leaves_no_time((promise(ten, ten),), day, NOW, offer, ZONE) is none
    assert not leaves_no_time((), day, NOW, mornings, ZONE)


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
    yes = Promise(Match("y", "y", "ben", NOW), need(saturday, saturday, "y"))
    assert in_the_way((asked,), yes, NOW) is None


ZONE = ZoneInfo("America/Los_Angeles")
SUNDAY_11PM = datetime(2026, 10, 11, 23, tzinfo=ZONE)


def helps(promises: tuple[Promise, ...], at: datetime | None, until: datetime | None = None) -> int:
    return visits_beside(promises, need(at, until or at), NOW, ZONE)


def test_a_visit_counts_for_its_own_week_as_the_group_has_it() -> None:
    """Whenever it was promised: Sunday night is this week, Monday is the next."""
    sunday, monday = (promise(at, at) for at in (SUNDAY_11PM, SUNDAY_11PM + HOUR))
    assert helps((sunday, monday), FRIDAY_4PM) == helps((sunday, monday), SUNDAY_11PM + 2 * HOUR) == 1
    assert helps((monday, monday), FRIDAY_4PM) == 0
    assert helps((sunday,), None) == 1 and helps((monday,), None) == 0


def test_help_without_a_time_counts_for_the_week_of_the_yes() -> None:
    assert helps((promise(None, None),), None) == helps((promise(None, None),), FRIDAY_4PM) == 1
    waiting = replace(promise(None, None), match=Match("m", "p", "ben", NOW, state=MatchState.ACCEPTED))
    assert helps((waiting,), None) == 1 and helps((waiting,), SUNDAY_11PM + HOUR) == 0


def test_help_within_a_longer_time_counts_for_its_last_day() -> None:
    next_friday = promise(FRIDAY_4PM, FRIDAY_4PM + 7 * DAY)
    assert helps((next_friday,), FRIDAY_4PM) == 0
    assert helps((next_friday,), FRIDAY_4PM, FRIDAY_4PM + 5 * DAY) == 1


def test_where_help_came_no_time_is_taken_and_the_week_is_counted() -> None:
    came = promise(NOW, NOW, MatchState.FULFILLED, outcome="well")
    assert not came.takes_now(NOW) and not leaves_no_time((came,), need(NOW, NOW), NOW)
    assert helps((came,), None) == 1
    assert visits_beside((came,), came.need, NOW, ZONE) == 0


HOURS = st.integers(-48, 48)
STRETCH = st.tuples(st.integers(0, 72), st.integers(0, 30), st.sampled_from(["food", "childcare"]))


@given(STRETCH, STRETCH)
def test_two_visits_are_in_each_others_way_or_neither_is(
    one: tuple[int, int, str], other: tuple[int, int, str]
) -> None:
    """As they are asked for and as they are said yes to, whichever was promised first."""

    def made(id: str, start: int, long: int, kind: str) -> Promise:
        at = NOW + 4 * DAY + start * HOUR
        until = at + long * HOUR
        match = Match(f"m{id}", id, "ben", NOW, state=MatchState.CONFIRMED, agreed_at=until)
        return Promise(match, replace(need(at, until, id), kinds=(kind,)))

    a, b = made("a", *one), made("b", *other)
    found = in_the_way((a,), b, NOW)
    assert found is (a if in_the_way((b,), a, NOW) is not None else None)
    if max(one[1], other[1]) <= 12:
        assert leaves_no_time((a,), b.need, NOW) is (found is not None)


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
