"""Times of what comes again that its helper cannot do, once or any more; and what the helper who is kept hears of
the times that are not wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutualaid.domain import series as rhythm
from mutualaid.domain.conversation.effects import LeaveAll, StandAside
from mutualaid.domain.lifecycle import MATCH_YES, NEED_LIVE
from mutualaid.domain.needs import Match, Need, Question
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import MatchState, MessageClass
from mutualaid.service.needs import seriesbook
from mutualaid.service.turn import Turn
from mutualaid.service.visits import matches, outcomes
from mutualaid.store import needs, people
from mutualaid.store import series as stored

ON = MATCH_YES | {MatchState.ASKED}


def _under_way(turn: Turn, found: Series, helper_id: str) -> list[tuple[Match, Need]]:
    """What this helper was asked for or said yes to, of the times of a series."""
    pairs = [(m, needs.need(turn.tx, m.need_id)) for m in needs.matches_of_helper(turn.tx, helper_id)]
    return [(m, n) for m, n in pairs if n.series_id == found.id and m.state in ON and not m.is_over(turn.now)]


def _let_go(turn: Turn, match: Match) -> None:
    if match.state is MatchState.ASKED:
        matches.decline(turn, match.id)
    else:
        outcomes.fall_through(turn, match.id)


def _still_to_ask(turn: Turn, found: Series, helper_id: str) -> list[tuple[Match, Need]]:
    """The posted times of a series for which this helper is on the list and not asked yet."""
    pairs = [(m, needs.need(turn.tx, m.need_id)) for m in needs.matches_of_helper(turn.tx, helper_id)]
    listed = (MatchState.SUGGESTED, MatchState.APPROVED)
    return [(m, n) for m, n in pairs if n.series_id == found.id and m.state in listed and n.state in NEED_LIVE]


def days_meant(
    turn: Turn, found: Series, last: Need, start: datetime | None, end: datetime | None, count: int = 1
) -> list[tuple[datetime, datetime]]:
    """The windows of its times to come between two moments; without moments the next `count`."""
    zone = turn.kit.config.group.zone
    if start is None or end is None:
        return rhythm.next_times(last, found, turn.now, count, zone)
    ends = (end - timedelta(minutes=1)).astimezone(zone).date()
    days = rhythm.days_between(last, found, start.astimezone(zone).date(), ends, zone)
    return [rhythm.window(found, day, zone) for day in days]


def stand_aside(turn: Turn, who: Neighbour, e: StandAside) -> None:
    """What they agreed to then falls through; what is not posted yet is remembered, and both are told."""
    found, last = stored.get(turn.tx, e.series_id), needs.last_of_series(turn.tx, e.series_id)
    if found is None or last is None:
        return
    for match, need in _under_way(turn, found, who.id):
        at, _ = match.time_of(need)
        if e.start is None or e.end is None or at is None or e.start <= at < e.end:
            _let_go(turn, match)
            return
    times: list[tuple[datetime, datetime]] = []
    for match, need in _still_to_ask(turn, found, who.id):
        at, until = match.time_of(need)
        if at is not None and (e.start is None or e.end is None or e.start <= at < e.end):
            needs.drop_suggestion(turn.tx, match.id)
            times.append((at, until or at))
    if not times or e.end is not None:
        times += days_meant(turn, found, last, e.start, e.end)
    if not times:
        turn.tell(who, "noted", {}, MessageClass.REPLY)
        return
    said = [rhythm.away(who.id, start) for start, _ in times]
    stored.change(turn.tx, found.id, away=tuple(dict.fromkeys([*found.away, *said])))
    seriesbook.freed(turn, who.id)
    turn.log("stand aside", neighbour_id=who.id, detail=", ".join(each.split()[-1] for each in said))
    turn.tell(who, "aside_noted", {"kinds": found.kinds, "at": times[0]}, MessageClass.REPLY)
    asker = people.need(turn.tx, found.neighbour_id)
    values = {"name": who.first_name, "kinds": found.kinds, "at": times[0]}
    turn.tell(asker, "aside_told", values, MessageClass.FOLLOW_UP)


def leave_all(turn: Turn, who: Neighbour, e: LeaveAll) -> None:
    """This helper is asked for it no more; it stays wanted, and others are asked."""
    found = stored.get(turn.tx, e.series_id)
    if found is None:
        return
    gone = tuple(dict.fromkeys([*found.away, rhythm.away(who.id)]))
    kept = None if found.helper_id == who.id else found.helper_id
    stored.change(turn.tx, found.id, helper_id=kept, away=gone)
    seriesbook.freed(turn, who.id)
    turn.log("let helper go", neighbour_id=found.neighbour_id)
    turn.tell(who, "left_noted", {"kinds": found.kinds}, MessageClass.REPLY)
    asker = people.need(turn.tx, found.neighbour_id)
    for match, _ in _still_to_ask(turn, found, who.id):
        needs.drop_suggestion(turn.tx, match.id)
    on = _under_way(turn, found, who.id)
    for match, _ in on:
        if match.state is MatchState.ASKED:
            needs.move_match(turn.tx, match, "decline", answered_at=turn.now, closed_at=turn.now)
            matches.freed_of_asking(turn, match)
            turn.schedule("wave", turn.now, need_id=match.need_id)
        else:
            outcomes.fall_through(turn, match.id, told=False)
    if not any(match.state in MATCH_YES for match, _ in on):
        values = {"name": who.first_name, "kinds": found.kinds}
        turn.tell(asker, "left_told", values, MessageClass.FOLLOW_UP)


def tell_kept(turn: Turn, found: Series, at: tuple[datetime, datetime] | None) -> None:
    """The helper who is kept hears that one time is not wanted, or (None) none any more; one who was asked or said
    yes already hears it as of any need."""
    helper, last = people.get(turn.tx, found.helper_id), needs.last_of_series(turn.tx, found.id)
    if helper is None or last is None or (at is None and _under_way(turn, found, helper.id)):
        return
    name = asker_name(last, people.need(turn.tx, found.neighbour_id))
    line = "kept_skipped" if at is not None else "kept_over"
    values = {"name": name, "kinds": found.kinds} | ({"at": at} if at is not None else {})
    turn.tell(helper, line, values, MessageClass.FOLLOW_UP)


def not_this_time(turn: Turn, question: Question) -> None:
    """Asked "only this time or every time?" a helper said no more: either way they do not come this time."""
    id, start, end = (question.text or "").partition(":")[2].split("~")
    found, who = stored.get(turn.tx, id), people.get(turn.tx, question.neighbour_id)
    if found is None or who is None or found.neighbour_id == who.id or found.ended_at is not None:
        return
    stand_aside(turn, who, StandAside(id, _moment(start), _moment(end)))


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
