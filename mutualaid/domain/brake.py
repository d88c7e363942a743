"""The brake: how much the group takes on just now. Pure; times are UTC.

It holds back needs that are not urgent and to which nobody has said yes yet: what is agreed, or was and fell
through, goes on, for its person was promised so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import BrakePosition, MatchState

SAID_YES = frozenset(
    {
        MatchState.ACCEPTED,
        MatchState.COUNTERED,
        MatchState.CONFIRMED,
        MatchState.FULFILLED,
        MatchState.TURNED_DOWN,
        MatchState.FELL_THROUGH,
    }
)


@dataclass(frozen=True, slots=True)
class Brake:
    """One setting. `until_at` is when it opens by itself; None is by hand only."""

    id: str
    position: BrakePosition
    set_at: datetime
    set_by: str
    until_at: datetime | None = None


def in_force(last: Brake | None, now: datetime) -> Brake | None:
    """The setting that holds now; None is open."""
    if last is None or last.position is BrakePosition.OPEN:
        return None
    return None if last.until_at is not None and last.until_at <= now else last


def under_way(matches: Iterable[Match]) -> bool:
    """Whether some helper said yes to this need, if only for a while."""
    return any(
        m.state in SAID_YES or (m.answered_at is not None and m.state is not MatchState.DECLINED) for m in matches
    )


def holds_back(brake: Brake | None, need: Need) -> bool:
    """Whether a need nobody said yes to has to wait."""
    return brake is not None and not (need.urgent or need.danger or need.promised)
