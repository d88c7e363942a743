"""What helpers promised and is not over, where they helped this week, and the times to come for which they are
kept: read for matching, of many or of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from mutualaid.domain import series as rhythm
from mutualaid.domain.matching.promises import (
    AHEAD,
    Promise,
    in_the_way,
    leaves_no_time,
    taken_up,
    visits_a_week,
    visits_beside,
    week_begins,
)
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.series import Series
from mutualaid.service.turn import Turn
from mutualaid.store import helpers, needs, series
from mutualaid.store.engine import Tx
from mutualaid.store.queries import together


class Asked:
    """What is asked of the store to tell what helpers promised, to be read beside other things."""

    def __init__(self, helper_ids: Iterable[str], now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone
        ids = list(helper_ids)
        self.queries = self._yes, self._kept = (
            helpers.promised(ids, week_begins(now, zone)),
            series.keeping(ids),
        )

    def promised(self, tx: Tx) -> Mapping[str, tuple[Promise, ...]]:
        """Helper -> what they promised; who promised nothing is left out."""
        found = self._yes.found
        theirs = {n.id: n for n in needs.needs_with(tx, {m.need_id for each in found.values() for m in each})}
        promised = {id: tuple(Promise(m, theirs[m.need_id]) for m in matches) for id, matches in found.items()}
        for id, kept in self._kept.found.items():
            promised[id] = (*promised.get(id, ()), *_to_come(tx, id, kept, self._now, self._zone))
        return promised


def of(tx: Tx, helper_ids: Iterable[str], now: datetime, zone: tzinfo) -> Mapping[str, tuple[Promise, ...]]:
    """Helper -> what they promised; who promised nothing is left out."""
    asked = Asked(helper_ids, now, zone)
    together(tx, *asked.queries)
    return asked.promised(tx)


def of_one(turn: Turn, helper_id: str) -> tuple[Promise, ...]:
    """What one helper promised."""
    tx, zone = turn.tx, turn.kit.config.group.zone
    found = [
        Promise(m, needs.need(tx, m.need_id))
        for m in helpers.promised_by(tx, helper_id, week_begins(turn.now, zone))
    ]
    return (*found, *_to_come(tx, helper_id, series.keeping_one(tx, helper_id), turn.now, zone))


def read_ahead(turn: Turn, helper_ids: Sequence[str]) -> None:
    """Reads at once what `of_one` is to be asked of each of these, and what else they are asked before an ask."""
    helpers.read_ahead(turn.tx, helper_ids, week_begins(turn.now, turn.kit.config.group.zone))
    series.read_ahead(turn.tx, helper_ids)


def _to_come(tx: Tx, helper_id: str, kept: Iterable[Series], now: datetime, zone: tzinfo) -> Iterator[Promise]:
    """The times to come of help for which somebody is kept, posted or not."""
    for one in kept:
        yield from (Promise(None, need) for need in needs.listed_of_series(tx, one.id, helper_id))
        last = needs.last_of_series(tx, one.id)
        if last is None:
            continue
        for start, end in rhythm.coming(last, one, now, AHEAD, zone):
            if not rhythm.cannot(one, helper_id, start):
                yield Promise(None, replace(last, id=f"{one.id} {start}", from_at=start, to_at=end))


def waits(turn: Turn, helper_id: str) -> bool:
    """Whether one helper is taken up now, which ends by itself: by the answer to their yes, or with a visit."""
    return taken_up(of_one(turn, helper_id), turn.now)


def no_time_for(turn: Turn, helper_id: str, offer_id: str | None, need: Need) -> bool:
    """Whether what one helper promised leaves no time in which this need could be met."""
    theirs = of_one(turn, helper_id)
    if not theirs:
        return False
    offer = needs.find_offer(turn.tx, offer_id)
    return leaves_no_time(theirs, need, turn.now, offer, turn.kit.config.group.zone)


def enough_for(turn: Turn, helper_id: str, offer_id: str | None, need: Need) -> bool:
    """Whether one helper helps as often already as they may in the week in which they would help with this need."""
    visits = visits_beside(of_one(turn, helper_id), need, turn.now, turn.kit.config.group.zone)
    if not visits:
        return False
    return visits >= visits_a_week(needs.find_offer(turn.tx, offer_id), turn.kit.config.asks.helps_per_week)


def elsewhere(turn: Turn, match: Match, need: Need) -> Promise | None:
    """What else the helper of a visit promised its time to."""
    return in_the_way(of_one(turn, match.helper_id), Promise(match, need), turn.now)
