"""What helpers promised already, and what it leaves them time for. Pure; all times aware, in UTC or any zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from mutualaid.domain.matching.windows import ENOUGH, HORIZON, Window, free_windows, states_times
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.vocabulary import MatchState

APART = timedelta(hours=2)
"""From one visit to the next: what is done, and the way. Assumed."""

FLEXIBLE = timedelta(hours=12)
"""A longer stretch than this holds more than one visit."""

A_DAY = timedelta(days=1)

AHEAD = timedelta(weeks=8)
"""So far ahead the times count for which somebody is kept: hardly anything is needed at a day farther away."""


LASTING = frozenset({"care", "childcare", "company"})
"""Kinds for which somebody is there all of the time; for others they come at some moment of it."""


class Slot(NamedTuple):
    """When a visit may begin, at the earliest and at the latest, and how long its helper stays beside `APART`."""

    first: datetime
    last: datetime
    lasts: timedelta = timedelta()


def _slot(first: datetime, last: datetime, need: Need) -> Slot:
    stays = not LASTING.isdisjoint(need.kinds) and last - first <= FLEXIBLE
    return Slot(first, first, last - first) if stays else Slot(first, last)


def _between(one: Slot, lasts: timedelta) -> Window:
    """After when and before when another visit, which `lasts` so long, cannot begin: it would neither be over
    before this one has to begin, nor begin once this one can be over. Empty where this one has time before or after
    any other."""
    return one.last - APART - lasts, one.first + one.lasts + APART


@dataclass(frozen=True, slots=True)
class Promise:
    """A match to which somebody said yes, and the need it is for; also where help came already. Without a match it
    is a time to come of help for which they are kept, asked first and not asked yet or without an answer."""

    match: Match | None
    need: Need

    @property
    def came(self) -> bool:
        """Whether help came: it takes no time any more, and counts for its week."""
        return self.match is not None and self.match.state is MatchState.FULFILLED

    @property
    def mutual(self) -> bool:
        """Whether the one it is for said yes too, now or when the helper was kept; before that nobody is named."""
        return self.match is None or self.match.confirmed_at is not None

    def is_of(self, need: Need) -> bool:
        """Whether it is to this need itself, or a time to come of the same help."""
        again = self.match is None and need.series_id is not None and self.need.series_id == need.series_id
        return again or self.need.id == need.id

    def takes_now(self, now: datetime) -> bool:
        """Whether it takes their time at `now`, whatever they would be asked: they wait for the other's answer, are
        on the way, or it went wrong and nobody has looked. A visit whose time is over takes nobody's, even while
        nobody has said how it went."""
        if self.match is None or self.came:
            return False
        if self.match.outcome is not None:
            return True
        if self.match.is_over(now):
            return False
        return self.match.state is not MatchState.CONFIRMED or (self.begun(now) and not self.flexible)

    def over(self, now: datetime) -> bool:
        """Whether its time is past, or help came."""
        return self.came or (self.match is not None and self.match.is_over(now))

    def begun(self, now: datetime) -> bool:
        """Whether they may be on the way at `now`."""
        start, _ = self.visit
        return start is None or start - APART <= now

    @property
    def flexible(self) -> bool:
        """Whether the visit may be at any time of a longer stretch, which leaves room for another in it."""
        start, end = self.visit
        return start is not None and end is not None and end - start > FLEXIBLE

    @property
    def time(self) -> tuple[datetime | None, datetime | None]:
        """When it is, as they said."""
        return (self.need.from_at, self.need.to_at) if self.match is None else self.match.time_of(self.need)

    @property
    def visit(self) -> tuple[datetime | None, datetime | None]:
        """From when to when the visit may be, the last day of a longer stretch; None where that is not known."""
        start, end = self.time
        return last_day(start, end or (self.match.agreed_at if self.match is not None else None))

    def week(self, zone: tzinfo) -> date:
        """The week it counts for: that of the visit, and of the yes where no time was said."""
        start, end = self.visit
        yes = self.need.created_at if self.match is None else self.match.answered_at or self.match.created_at
        return week_of(start or end or yes, zone)

    @property
    def slot(self) -> Slot | None:
        """When the visit may begin; None where that is not known."""
        start, end = self.visit
        return None if start is None or end is None else _slot(start, end, self.need)

    @property
    def moved(self) -> Promise | None:
        """The same at the other time that one side proposed and the other may still say yes to, if any."""
        if self.match is None or self.match.moved_from is None:
            return None
        start, end = self.match.moved_from, self.match.moved_to
        return replace(self, match=replace(self.match, terms_from=start, terms_to=end or start, moved_from=None))


def last_day(start: datetime | None, end: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The stretch in which help is thought to come: all of it, of more than a day the last one."""
    return (start, None) if end is None else (max(start or end - A_DAY, end - A_DAY), end)


def week_of(at: datetime, zone: tzinfo) -> date:
    """The local Monday of the week in which a moment lies."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def week_begins(at: datetime, zone: tzinfo) -> datetime:
    """When (UTC) the local week began in which a moment lies."""
    return datetime.combine(week_of(at, zone), time(), zone).astimezone(UTC)


def visits_a_week(offer: Offer | None, usual: int) -> int:
    """How often a week somebody helps at most: as they said with what they offer, else as is `usual`."""
    return usual if offer is None or offer.per_week is None else offer.per_week


def visits_beside(promises: Iterable[Promise], need: Need, now: datetime, zone: tzinfo) -> int:
    """How often somebody helped or promised to in the week in which they would help with a need: this one where it
    says no time."""
    start, end = last_day(need.from_at, need.to_at)
    week = week_of(max(now, start or end or now), zone)
    return len({one.need.id for one in promises if not one.is_of(need) and one.week(zone) == week})


def taken_up(promises: tuple[Promise, ...], now: datetime) -> bool:
    """Whether any of what somebody promised takes their time at `now`."""
    return any(promise.takes_now(now) for promise in promises)


def leaves_no_time(
    promises: tuple[Promise, ...], need: Need, now: datetime, offer: Offer | None = None, zone: tzinfo = UTC
) -> bool:
    """Whether what was promised beside it leaves no moment, of those at which the offer stands, at which help with
    a need could begin. Of two that may be at any time one is done first."""
    promises = tuple(one for one in promises if not one.is_of(need) and not one.over(now))
    if not promises:
        return False
    first = max(now, need.from_at or now)
    last = need.to_at if need.to_at is not None and need.to_at >= first else None
    any_time = last is None or last - first > FLEXIBLE
    if any_time and any(one.flexible and one.begun(now) for one in promises):
        return True
    wanted = _slot(first, last or first + HORIZON, need)
    free = _of_theirs(offer, wanted, zone)
    for promise in promises:
        for one in (promise, promise.moved):
            if one is not None and (slot := one.slot) is not None:
                free = [left for window in free for left in _beside(window, *_between(slot, wanted.lasts))]
    return not free


def in_the_way(promises: Iterable[Promise], yes: Promise, now: datetime) -> Promise | None:
    """The first of what somebody promised beside which another visit, at the time it has, cannot be kept."""
    wanted = yes.slot
    if wanted is None:
        return None
    for one in promises:
        if one.is_of(yes.need) or one.over(now) or (slot := one.slot) is None:
            continue
        if not _beside((wanted.first, wanted.last), *_between(slot, wanted.lasts)):
            return one
    return None


def _of_theirs(offer: Offer | None, wanted: Slot, zone: tzinfo) -> list[Window]:
    """The moments of a slot at which somebody offers to help; a fixed hour is one or not, whatever was promised."""
    if offer is None or not states_times(offer) or wanted.last - wanted.first < ENOUGH:
        return [(wanted.first, wanted.last)]
    return free_windows(offer, wanted.first, wanted.last, zone)


def _beside(window: Window, start: datetime, end: datetime) -> list[Window]:
    """What is left of a window, ends included, beside what lies between two moments."""
    if start >= end:
        return [window]
    parts = (window[0], min(window[1], start)), (max(window[0], end), window[1])
    return [(a, b) for a, b in parts if a <= b]
