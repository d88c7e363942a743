"""What helpers promised and is not over: read for matching, of many or of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.matching.promises import Promise, leaves_no_time, taken_up
from mutualaid.domain.needs import Match, Need
from mutualaid.store import helpers, needs
from mutualaid.store.engine import Tx


def of(tx: Tx, helper_ids: Iterable[str]) -> Mapping[str, tuple[Promise, ...]]:
    """Helper -> what they promised; who promised nothing is left out."""
    found = helpers.promised(tx, helper_ids)
    theirs = {need.id: need for need in needs.needs_with(tx, {m.need_id for each in found.values() for m in each})}
    return {id: _with(matches, theirs) for id, matches in found.items()}


def take_time_of(tx: Tx, helper_id: str, need: Need, now: datetime) -> bool:
    """Whether one helper is taken up at `now`, or has no time left in which this need could be met."""
    theirs = _of_one(tx, helpers.promised_by(tx, helper_id))
    return taken_up(theirs, now) or leaves_no_time(theirs, need, now)


def elsewhere(tx: Tx, match: Match, need: Need, now: datetime) -> bool:
    """Whether the helper of a visit at a time that is known promised that time to somebody else too."""
    start, end = match.time_of(need)
    if start is None or Promise(match, need).flexible:
        return False
    others = [m for m in helpers.promised_by(tx, match.helper_id) if m.id != match.id and not m.is_over(now)]
    return leaves_no_time(_of_one(tx, others), replace(need, from_at=start, to_at=end or start), now)


def _of_one(tx: Tx, matches: Iterable[Match]) -> tuple[Promise, ...]:
    return tuple(Promise(match, needs.need(tx, match.need_id)) for match in matches)


def _with(matches: Iterable[Match], of_id: Mapping[str, Need]) -> tuple[Promise, ...]:
    return tuple(Promise(match, of_id[match.need_id]) for match in matches)
