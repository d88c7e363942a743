"""What helpers promised already, and what it leaves them time for. Pure; all times aware, in UTC or any zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mutualaid.domain.matching.windows import HORIZON, Window
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import MatchState

APART = timedelta(hours=2)
"""Around a visit: the way there, what is done, and the way back. Assumed."""

FLEXIBLE = timedelta(hours=12)
"""A longer stretch than this holds more than one visit."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """A match to which somebody said yes, and the need it is for."""

    match: Match
    need: Need

    def takes_now(self, now: datetime) -> bool:
        """Whether it takes their time at `now`, whatever they would be asked: they wait for the other's answer, are
        on the way, or it went wrong and nobody has looked. A visit whose time is over takes nobody's, even while
        nobody has said how it went."""
        if self.match.outcome is not None:
            return True
        if self.match.is_over(now):
            return False
        return self.match.state is not MatchState.CONFIRMED or (self.begun(now) and not self.flexible)

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
    def visit(self) -> tuple[datetime | None, datetime | None]:
        """From when to when the visit may be, the last day of a longer stretch; None where that is not known."""
        start, end = self.match.time_of(self.need)
        end = end or self.match.agreed_at
        if end is None:
            return start, None
        return max(start or end - A_DAY, end - A_DAY), end

    @property
    def taken(self) -> list[Window]:
        """From when to when it leaves no room for another visit: its own time, unless that is a longer stretch, and
        the other time that one side proposed and the other may still say yes to."""
        start, end = self.visit
        held = [(start, end)] if start is not None and end is not None and not self.flexible else []
        moved, until = self.match.moved_from, self.match.moved_to
        if moved is not None and (until is None or until - moved <= FLEXIBLE):
            held.append((moved, until or moved))
        return held


def taken_up(promises: tuple[Promise, ...], now: datetime) -> bool:
    """Whether any of what somebody promised takes their time at `now`."""
    return any(promise.takes_now(now) for promise in promises)


def leaves_no_time(promises: tuple[Promise, ...], need: Need, now: datetime) -> bool:
    """Whether what was promised leaves no moment at which help with a need could begin. Of two that may be at any
    time one is done first."""
    if not promises:
        return False
    first = max(now, need.from_at or now)
    last = need.to_at if need.to_at is not None and need.to_at >= first else None
    any_time = last is None or last - first > FLEXIBLE
    if any_time and any(one.flexible and one.begun(now) and not one.match.is_over(now) for one in promises):
        return True
    free: list[Window] = [(first, last or first + HORIZON)]
    for promise in promises:
        for start, end in promise.taken:
            free = [left for window in free for left in _beside(window, start - APART, end + APART)]
    return not free


def _beside(window: Window, start: datetime, end: datetime) -> list[Window]:
    """What is left of a window, ends included, beside what lies between two moments."""
    parts = (window[0], min(window[1], start)), (max(window[0], end), window[1])
    return [(a, b) for a, b in parts if a <= b]
