"""What helpers promised and is not over: read for matching, of many or of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.matching.promises import Promise, leaves_no_time
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
    matches = helpers.promised_by(tx, helper_id)
    theirs = _with(matches, {m.need_id: needs.need(tx, m.need_id) for m in matches})
    return any(one.takes_now(now) for one in theirs) or leaves_no_time(theirs, need, now)


def elsewhere(tx: Tx, match: Match, need: Need, now: datetime) -> bool:
    """Whether the helper of a visit at a time that is known promised that time to somebody else too."""
    start, end = match.time_of(need)
    if start is None or Promise(match, need).flexible:
        return False
    others = [m for m in helpers.promised_by(tx, match.helper_id) if m.id != match.id and not m.is_over(now)]
    theirs = _with(others, {m.need_id: needs.need(tx, m.need_id) for m in others})
    return leaves_no_time(theirs, replace(need, from_at=start, to_at=end or start), now)


def _with(matches: Iterable[Match], of_id: Mapping[str, Need]) -> tuple[Promise, ...]:
    return tuple(Promise(match, of_id[match.need_id]) for match in matches)
