"""When: how much of a need's window a helper's stated times cover.

Instants are aware datetimes; a weekly rhythm (`days`, `from_hour`, `to_hour` of an Offer) is local to `zone`.
All is counted in UTC, for the hours between two local times of one zone are wrong where the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import chain

from mutualaid.domain.needs import DayHours, Need, Offer

Window = tuple[datetime, datetime]

ENOUGH = timedelta(hours=2)
"""Overlap that counts in full: an errand with its way there and back. Assumed."""

HORIZON = timedelta(days=14)
"""How far ahead a need without an end is looked at."""

FIRST_TURN = timedelta(days=6, hours=12)
"""Under a week, also in one that is an hour short: how long the first turn of a rhythm lasts at most."""


def need_window(need: Need, now: datetime) -> Window:
    """The stretch a need can still be met in: what is past is cut off, an open end is `HORIZON` away, an
    instant lasts `ENOUGH`. A window wholly in the past counts as open from now. In UTC."""
    start = max(now, need.from_at) if need.from_at else now
    end = need.to_at
    if end is not None and need.from_at is not None and end - need.from_at < ENOUGH:
        end = need.from_at + ENOUGH
    if end is None or end <= start:
        end = start + HORIZON
    return start.astimezone(UTC), end.astimezone(UTC)


def states_times(offer: Offer) -> bool:
    """Whether the offer says anything about when."""
    return has_rhythm(offer) or offer.from_at is not None or offer.to_at is not None


def has_rhythm(offer: Offer) -> bool:
    """Whether the offer comes round weekly or daily."""
    return bool(offer.days or offer.by_day) or offer.from_hour is not None or offer.to_hour is not None


def free_windows(offer: Offer, start: datetime, end: datetime, zone: tzinfo) -> list[Window]:
    """The stretches within start…end in which the offer stands, in order and apart, in UTC."""
    lower, upper = _bounds(offer)
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    start, end = max(start, lower or start), min(end, upper or end)
    if end <= start:
        return []
    if not has_rhythm(offer):
        return [(start, end)]
    if offer.by_day:
        return list(_turns_by_day(offer.by_day, start, end, zone))
    return list(_turns(offer.days, offer.from_hour, offer.to_hour, start, end, zone))


def overlap(need: Need, offer: Offer, now: datetime, zone: tzinfo) -> float | None:
    """How well the offer's times cover the need's window: 0 not at all … 1 for `ENOUGH` or the whole window.

    None where that cannot be told because either side states no times; an offer whose times are over is 0
    even then.
    """
    if not states_times(offer):
        return None
    start, end = need_window(need, now)
    if need.from_at is None and need.to_at is None:
        lower, upper = _bounds(offer)
        over = (upper is not None and upper <= start) or (lower is not None and lower >= end)
        return 0.0 if over else None
    wanted = _wanted(need, start, end, zone)
    shared = sum((d - c for a, b in wanted for c, d in free_windows(offer, a, b, zone)), timedelta())
    return min(1.0, shared / min(ENOUGH, sum((b - a for a, b in wanted), timedelta()))) if wanted else 0.0


def _wanted(need: Need, start: datetime, end: datetime, zone: tzinfo) -> tuple[Window, ...]:
    """The stretches of a need's window in which it may be met: all of it, or its days to choose from."""
    if not need.days_to_choose:
        return ((start, end),)
    opens, closes = need.repeat_from, need.repeat_to
    if opens is not None and closes == opens:
        closes = opens + ENOUGH / timedelta(hours=1)
    return _turns(need.days_to_choose, opens, closes, start, end, zone)


def _bounds(offer: Offer) -> tuple[datetime | None, datetime | None]:
    """The stretch an offer is limited to. Beside a rhythm, a stretch under a week is only the rhythm's first
    turn ("weekends", read as the coming one) and limits nothing; a whole week is the only one it comes round in."""
    lower, upper = offer.from_at, offer.to_at
    if has_rhythm(offer) and lower is not None and upper is not None and upper - lower <= FIRST_TURN:
        return None, None
    if lower is not None and upper is not None and upper - lower < ENOUGH:
        upper = lower + ENOUGH
    return lower, upper


@lru_cache(maxsize=4096)
def _turns_by_day(by_day: tuple[str, ...], start: datetime, end: datetime, zone: tzinfo) -> tuple[Window, ...]:
    """As `_turns`, where each day has hours of its own."""
    each = map(DayHours.of, by_day)
    found = (_turns(one.days, one.from_hour, one.to_hour, start, end, zone) for one in each)
    return _joined(sorted(chain.from_iterable(found)))


def _joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Stretches in order of their start, joined where they touch."""
    found: list[Window] = []
    for opens, closes in windows:
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return tuple(found)


@lru_cache(maxsize=4096)
def _turns(
    days: tuple[str, ...],
    from_hour: float | None,
    to_hour: float | None,
    start: datetime,
    end: datetime,
    zone: tzinfo,
) -> tuple[Window, ...]:
    """The turns of a rhythm within start…end, joined where they touch. Kept, for many helpers share theirs."""
    cut = ((max(a, start), min(b, end)) for a, b in _rhythm(days, from_hour, to_hour, start, end, zone))
    return _joined((a, b) for a, b in cut if a < b)


def _rhythm(
    days: tuple[str, ...],
    from_hour: float | None,
    to_hour: float | None,
    start: datetime,
    end: datetime,
    zone: tzinfo,
) -> Iterator[Window]:
    """The whole turns that may touch start…end; one that closes before it opens runs over midnight."""
    opens = from_hour if from_hour is not None else 0.0
    closes = to_hour if to_hour is not None else 24.0
    if closes <= opens:
        closes += 24.0
    day = start.astimezone(zone).date() - timedelta(days=1)
    last = end.astimezone(zone).date()
    while day <= last:
        if not days or str(day.isoweekday()) in days:
            yield _at(day, opens, zone), _at(day, closes, zone)
        day += timedelta(days=1)


def _at(day: date, hour: float, zone: tzinfo) -> datetime:
    """The instant of a local clock time; hours from 24 on belong to the next day."""
    minutes = round(hour * 60)
    day += timedelta(days=minutes // 1440)
    minutes %= 1440
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone).astimezone(UTC)
