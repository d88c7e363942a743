"""When help that comes again is needed next: in the rhythm, at the same local hour, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.needs import Need
from mutualaid.domain.series import Series, after, next_day, window

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 19, 16, tzinfo=UTC)


def series(days: str = "1", every: int = 1, start: float | None = 10, end: float | None = None) -> Series:
    return Series("s", "n", NOW, ("food",), tuple(days), every, start, end)


def test_the_hour_stays_when_daylight_saving_ends() -> None:
    need = Need(id="x", neighbour_id="n", created_at=NOW, from_at=datetime(2026, 10, 26, 17, tzinfo=UTC))
    start, end = after(need, series(), NOW, ZONE)
    assert start == end == datetime(2026, 11, 2, 18, tzinfo=UTC)
    assert start.astimezone(ZONE).hour == 10


def test_a_day_without_hours_is_the_whole_day_also_of_25_hours() -> None:
    start, end = window(series("7", start=None), date(2026, 11, 1), ZONE)
    assert end - start == timedelta(hours=25)


@pytest.mark.parametrize(
    ("last", "days", "every", "following"),
    [
        ("2026-10-19", "1", 1, "2026-10-26"),
        ("2026-10-19", "1", 2, "2026-11-02"),
        ("2026-10-20", "24", 1, "2026-10-22"),
        ("2026-10-22", "24", 2, "2026-11-03"),
        ("2026-10-19", "", 1, "2026-10-20"),
    ],
)
def test_the_next_day_of_a_rhythm(last: str, days: str, every: int, following: str) -> None:
    assert next_day(date.fromisoformat(last), tuple(days), every) == date.fromisoformat(following)


@given(
    days=st.sets(st.sampled_from("1234567")),
    every=st.integers(1, 4),
    hour=st.floats(0, 23.75),
    ahead=st.integers(0, 400),
)
def test_what_comes_next_is_still_to_come_and_on_a_day_of_the_rhythm(
    days: set[str], every: int, hour: float, ahead: int
) -> None:
    rhythm = series("".join(sorted(days)), every, hour, hour)
    first = next_day(date(2026, 10, 18), rhythm.days, 1)
    need = Need(id="x", neighbour_id="n", created_at=NOW, from_at=window(rhythm, first, ZONE)[0])
    now = NOW + timedelta(days=ahead)
    start, end = after(need, rhythm, now, ZONE)
    assert end > now and start <= end
    assert not days or str(start.astimezone(ZONE).isoweekday()) in days
