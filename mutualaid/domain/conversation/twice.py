"""A helper's yes for an hour that they promised to somebody else: nobody is told of it, they hear which. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mutualaid.domain.conversation.effects import Accept, Counter, Effect, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.matching.promises import APART, FLEXIBLE
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import MatchState

PROMISED = (MatchState.CONFIRMED, MatchState.ACCEPTED)


def checked(c: Conversation, effects: list[Effect], now: datetime) -> list[Effect]:
    """The same, or that the hour is promised already, with the question left open."""
    for effect in effects:
        if isinstance(effect, Accept | Counter):
            tie = c.tie(effect.match_id)
            other = _promised_then(c, tie, effect.when, now) if tie is not None and tie.helping else None
            if other is not None:
                return [Say("promised_then", {"name": other.other_name, "at": other.match.time_of(other.need)})]
    return effects


def _promised_then(c: Conversation, tie: Tie, when: When | None, now: datetime) -> Tie | None:
    """Whom they promised a time that leaves none for this visit, at `when` or as it was asked."""
    start, end = (when.start, when.end) if when is not None else tie.match.time_of(tie.need)
    others = (t for t in c.ties if t.helping and t.match.id != tie.match.id and t.match.state in PROMISED)
    for other in others:
        if not other.match.is_over(now) and _collide((start, end), other.match.time_of(other.need)):
            return other
    return None


Stretch = Sequence[datetime | None]


def _collide(one: Stretch, other: Stretch) -> bool:
    """Whether two visits are less than `APART` from each other; one that may be at any time of a longer stretch
    collides with none."""
    (a, b), (c, d) = one, other
    if a is None or b is None or c is None or d is None or b - a > FLEXIBLE or d - c > FLEXIBLE:
        return False
    return a < d + APART and c < b + APART
