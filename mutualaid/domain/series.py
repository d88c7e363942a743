"""Help that comes again: when the next time is. Pure.

Hours are the group's local ones, so that Monday at nine stays Monday at nine when the clocks change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from mutualaid.domain.needs import Need

Window = tuple[datetime, datetime]

LEAD = timedelta(days=3)
"""How long before its time an occurrence is posted, so that somebody can be found for it."""


@dataclass(frozen=True, slots=True)
class Series:
    """A weekly rhythm somebody asked for. `days` are ISO weekdays "1"–"7", empty for every day; `every` weeks
    apart; hours local, 0–24. `helper_id` is the helper who is kept and asked first."""

    id: str
    neighbour_id: str
    created_at: datetime
    kinds: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    every: int = 1
    from_hour: float | None = None
    to_hour: float | None = None
    helper_id: str | None = None
    skips: tuple[str, ...] = ()
    """Local days ("2026-10-26") on which it is not wanted, as its person said beforehand."""
    away: tuple[str, ...] = ()
    """Helpers who said that they cannot: "<id> <UTC date of its start>" for one time, "<id>" for good."""
    ended_at: datetime | None = None


def away(helper_id: str, start: datetime | None = None) -> str:
    """How the book says that a helper cannot at one time, or (None) any more."""
    return helper_id if start is None else f"{helper_id} {start.astimezone(UTC).date().isoformat()}"


def cannot(series: Series, helper_id: str, start: datetime | None) -> bool:
    """Whether a helper said that they cannot at this time of it, or any more."""
    return away(helper_id) in series.away or (start is not None and away(helper_id, start) in series.away)


def next_day(last: date, days: tuple[str, ...], every: int) -> date:
    """The first day of the rhythm after `last`, which was one of its days."""
    wanted = {int(d) for d in days} or set(range(1, 8))
    day = last + timedelta(days=1)
    while True:
        weeks = (_monday(day) - _monday(last)).days // 7
        if day.isoweekday() in wanted and weeks % max(1, every) == 0:
            return day
        day += timedelta(days=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def window(series: Series, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when to when (UTC) it is needed on that local day; without hours the whole day."""
    return rhythm_window(series.from_hour, series.to_hour, day, zone)


def rhythm_window(
    start: float | None, end: float | None, day: date, zone: tzinfo
) -> tuple[datetime, datetime]:
    """From when to when (UTC) hours of a rhythm are on that local day."""
    begin = _at(day, start or 0, zone)
    if end is None:
        finish = begin if start is not None else _at(day, 24, zone)
    else:
        finish = _at(day, end, zone)
    return begin.astimezone(UTC), max(begin, finish).astimezone(UTC)


def _at(day: date, hour: float, zone: tzinfo) -> datetime:
    if hour >= 24:
        return datetime.combine(day + timedelta(days=1), time(), zone)
    minutes = round(hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone)


def after(need: Need, series: Series, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The window of the occurrence after this one that is still to come."""
    last = (need.from_at or need.created_at).astimezone(zone).date()
    while True:
        last = next_day(last, series.days, series.every)
        start, end = window(series, last, zone)
        if end > now and last.isoformat() not in series.skips:
            return start, end


def next_times(need: Need, series: Series, now: datetime, count: int, zone: tzinfo) -> list[Window]:
    """The windows of so many occurrences after this one that are still to come."""
    found: list[Window] = []
    for _ in range(count):
        found.append(after(need, series, now, zone))
        day = found[-1][0].astimezone(zone).date().isoformat()
        series = replace(series, skips=(*series.skips, day))
    return found


def coming(need: Need, series: Series, now: datetime, ahead: timedelta, zone: tzinfo) -> list[Window]:
    """The windows of the occurrences after this one that are to come within `ahead`, save those not wanted."""
    first, last = (at.astimezone(zone).date() for at in (now, now + ahead))
    days = (day for day in days_between(need, series, first, last, zone) if day.isoformat() not in series.skips)
    return [window(series, day, zone) for day in days]


def days_between(need: Need, series: Series, first: date, last: date, zone: tzinfo) -> list[date]:
    """The days of the rhythm after this occurrence that lie between two local days, both included."""
    day = (need.from_at or need.created_at).astimezone(zone).date()
    found: list[date] = []
    while (day := next_day(day, series.days, series.every)) <= last:
        if day >= first:
            found.append(day)
    return found
