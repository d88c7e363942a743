"""What helpers promised and is not over, and where they helped this week: read for matching, of many or of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from mutualaid.domain.matching.promises import (
    Promise,
    leaves_no_time,
    taken_up,
    visits_a_week,
    visits_beside,
    week_begins,
)
from mutualaid.domain.needs import Match, Need
from mutualaid.service.turn import Turn
from mutualaid.store import helpers, needs
from mutualaid.store.engine import Tx


def of(tx: Tx, helper_ids: Iterable[str], now: datetime, zone: tzinfo) -> Mapping[str, tuple[Promise, ...]]:
    """Helper -> what they promised; who promised nothing is left out."""
    found = helpers.promised(tx, helper_ids, week_begins(now, zone))
    theirs = {need.id: need for need in needs.needs_with(tx, {m.need_id for each in found.values() for m in each})}
    return {id: tuple(Promise(m, theirs[m.need_id]) for m in matches) for id, matches in found.items()}


def of_one(turn: Turn, helper_id: str) -> tuple[Promise, ...]:
    """What one helper promised."""
    found = helpers.promised_by(turn.tx, helper_id, week_begins(turn.now, turn.kit.config.group.zone))
    return tuple(Promise(match, needs.need(turn.tx, match.need_id)) for match in found)


def take_time_of(turn: Turn, helper_id: str, need: Need) -> bool:
    """Whether one helper is taken up now, or has no time left in which this need could be met."""
    theirs = of_one(turn, helper_id)
    return taken_up(theirs, turn.now) or leaves_no_time(theirs, need, turn.now)


def enough_for(turn: Turn, helper_id: str, offer_id: str | None, need: Need) -> bool:
    """Whether one helper helps as often already as they may in the week in which they would help with this need."""
    visits = visits_beside(of_one(turn, helper_id), need, turn.now, turn.kit.config.group.zone)
    if not visits:
        return False
    return visits >= visits_a_week(needs.find_offer(turn.tx, offer_id), turn.kit.config.asks.helps_per_week)


def elsewhere(turn: Turn, match: Match, need: Need) -> bool:
    """Whether the helper of a visit at a time that is known promised that time to somebody else too."""
    start, end = match.time_of(need)
    if start is None or Promise(match, need).flexible:
        return False
    others = tuple(
        one for one in of_one(turn, match.helper_id) if one.match.id != match.id and not one.over(turn.now)
    )
    return leaves_no_time(others, replace(need, from_at=start, to_at=end or start), turn.now)
