"""When a visit is, and until when it is settled whether it takes place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mutualaid.domain.followups import CONFIRM_LAPSE, WIDE_WINDOW, answer_by
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import WITHOUT_DISTANCE_KINDS
from mutualaid.service.turn import Turn


def as_agreed(need: Need, match: Match) -> Need:
    """The need at the time the helper named, where they named one."""
    return replace(need, from_at=match.terms_from, to_at=match.terms_to) if match.terms_from else need


LONGEST_VISIT = timedelta(hours=3)
"""A helper who comes "after 5" is taken to have come by three hours later."""


def over_by(match: Match, usual: datetime) -> datetime:
    """When help should have come: as usual, but no later than a visit lasts after the time the two fixed."""
    return usual if match.terms_from is None else min(usual, match.terms_from + LONGEST_VISIT)


def settled_by(turn: Turn, match: Match, need: Need) -> datetime:
    """Until when this match waits for an answer, before the helper is free again."""
    usual = turn.kit.hours.after_decent(turn.now, CONFIRM_LAPSE)
    return answer_by(usual, turn.now, match.terms_from or need.from_at)


def time_open(need: Need) -> bool:
    """A window longer than half a day leaves the time to be fixed; help by phone or delivery at once does not."""
    if set(need.kinds) <= WITHOUT_DISTANCE_KINDS:
        return need.from_at is None
    if need.urgent:
        return False
    if need.from_at is None or need.to_at is None:
        return True
    return need.to_at - need.from_at > WIDE_WINDOW


def as_utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)
