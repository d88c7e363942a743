"""Rest between asks, as a preference: whoever was asked within the group's days of rest is asked where nobody
rested could be, and then alone. What cannot wait for that minds no rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from mutualaid.domain.matching.candidates import Candidate
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import AnswerHistory
from mutualaid.domain.vocabulary import Standing


def is_rested(history: AnswerHistory, offer: Offer | None, days: float, now: datetime) -> bool:
    """Whether a helper was asked nothing within so many days, or offered this after they were last asked."""
    last = history.last_asked_at
    if last is None or now - last >= timedelta(days=days):
        return True
    return offer is not None and offer.created_at > last


def strain(those: Sequence[Candidate], days: float, now: datetime) -> float:
    """The share of these who were asked within so many days, 0-1, of those whom we may text and who are not ruled
    out; 0 of nobody."""
    ours = [one for one in those if one.neighbour.standing is Standing.ACTIVE and not one.ruled_out]
    tired = sum(not is_rested(one.history, one.offer, days, now) for one in ours)
    return tired / len(ours) if ours else 0.0


def waits_until(need: Need, lapse: timedelta, now: datetime) -> datetime | None:
    """Until when those asked lately are spared for this need: up to half the time that an ask is given, `lapse`,
    before its end. None where it has no end; now where it is urgent."""
    if need.urgent:
        return now
    return None if need.to_at is None else need.to_at - lapse / 2


def whose_turn(rested: Sequence[bool], out: int, *, as_listed: bool) -> list[int]:
    """Which of a list may be asked in the next wave, in the order in which they are. `rested` tells of each who is
    ready to be asked whether they are; `out` how many are asked and have not answered; `as_listed`, whether the
    order of the list is kept, because a person decided it, or the rested are taken out of their turn.

    A wave ends before the first who is not rested. One of those is asked alone, once nobody is out."""
    order = sorted(range(len(rested)), key=lambda at: not (rested[at] or as_listed))
    wave = list(takewhile(lambda at: rested[at], order))
    return wave or ([] if out else order[:1])
