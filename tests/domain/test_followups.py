"""Quiet hours, in the group's zone, on ordinary days and on the two that are not."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.followups import Hours, may_leave
from mutualaid.domain.vocabulary import MessageClass

ZONE = ZoneInfo("America/Los_Angeles")
NIGHT = Hours(time(21), time(8), ZONE)
NONE = Hours(time(0), time(0), ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-10-05T20:59", False),
        ("2026-10-05T21:00", True),
        ("2026-10-06T00:01", True),
        ("2026-10-06T07:59", True),
        ("2026-10-06T08:00", False),
    ],
)
def test_the_night_is_quiet(moment: str, quiet: bool) -> None:
    assert NIGHT.quiet(at(moment)) is quiet
    assert not NONE.quiet(at(moment))


@pytest.mark.parametrize(
    ("moment", "decent"),
    [
        ("2026-10-05T12:00", "2026-10-05T12:00"),
        ("2026-10-05T23:00", "2026-10-06T08:00"),
        ("2026-10-06T03:00", "2026-10-06T08:00"),
        ("2026-10-31T23:00", "2026-11-01T08:00"),  # clocks go back that night
        ("2027-03-13T23:00", "2027-03-14T08:00"),  # and forward that one
    ],
)
def test_what_comes_at_night_waits_for_the_morning(moment: str, decent: str) -> None:
    assert NIGHT.next_decent(at(moment)) == at(decent)


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        ("2026-10-05T12:00", "2026-10-05T12:00"),
        ("2026-10-05T20:59", "2026-10-05T20:59"),
        ("2026-10-05T23:00", "2026-10-05T19:00"),
        ("2026-10-06T03:00", "2026-10-05T19:00"),
        ("2026-11-01T03:00", "2026-10-31T19:00"),  # clocks went back that night
    ],
)
def test_what_would_be_too_late_in_the_night_comes_the_evening_before(moment: str, before: str) -> None:
    assert NIGHT.before_quiet(at(moment), timedelta(hours=2)) == at(before)
    assert NONE.before_quiet(at(moment), timedelta(hours=2)) == at(moment)


def test_a_wait_counts_decent_hours_only() -> None:
    assert NIGHT.after_decent(at("2026-10-05T19:00"), timedelta(hours=4)) == at("2026-10-06T10:00")
    assert NIGHT.after_decent(at("2026-10-05T22:00"), timedelta(hours=1)) == at("2026-10-06T09:00")
    assert NONE.after_decent(at("2026-10-05T22:00"), timedelta(hours=30)) == at("2026-10-07T04:00")


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=3)),
)
def test_a_wait_never_ends_in_the_night_nor_before_its_time(naive: datetime, wait: timedelta) -> None:
    start = naive.replace(tzinfo=UTC)
    end = NIGHT.after_decent(start, wait)
    assert end - start >= wait
    assert not NIGHT.quiet(end) or not NIGHT.quiet(end - timedelta(seconds=1))


@pytest.mark.parametrize("kind", MessageClass)
def test_by_day_everything_may_leave(kind: MessageClass) -> None:
    assert may_leave(kind, at("2026-10-05T12:00"), NIGHT)


def test_at_night_only_what_the_rule_names() -> None:
    night = at("2026-10-05T23:00")
    just, long_ago = night - timedelta(minutes=5), night - timedelta(minutes=20)
    allowed = {
        MessageClass.EMERGENCY: may_leave(MessageClass.EMERGENCY, night, NIGHT),
        MessageClass.REPLY: may_leave(MessageClass.REPLY, night, NIGHT, wrote_at=just),
        MessageClass.RELAY: may_leave(MessageClass.RELAY, night, NIGHT, near=True),
        MessageClass.ASK: may_leave(MessageClass.ASK, night, NIGHT, nights=True),
    }
    assert all(allowed.values())
    assert not may_leave(MessageClass.REPLY, night, NIGHT, wrote_at=long_ago)
    assert not may_leave(MessageClass.RELAY, night, NIGHT, wrote_at=long_ago)
    assert not may_leave(MessageClass.ASK, night, NIGHT, wrote_at=just)
    for kind in (MessageClass.CONNECTION, MessageClass.FOLLOW_UP, MessageClass.REST):
        assert not may_leave(kind, night, NIGHT, wrote_at=just, nights=True, near=True)


def test_a_coordinator_is_woken_only_if_she_chose_to() -> None:
    night = at("2026-10-05T23:00")
    assert not may_leave(MessageClass.EMERGENCY, night, NIGHT, duty=True)
    assert may_leave(MessageClass.EMERGENCY, night, NIGHT, duty=True, wake=True)
