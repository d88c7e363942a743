"""Help that comes again: each occurrence is an ordinary need, posted some days before its time.

Its person is asked each time: go on, skip this one, end it. Where a helper is kept, they are asked first and
alone; her yes to that helper and that time came first, so their plain yes connects the two.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mutualaid.domain import series as rhythm
from mutualaid.domain.conversation.effects import Ask, SkipTimes
from mutualaid.domain.lifecycle import NEED_LIVE
from mutualaid.domain.needs import Match, Need, Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import MatchState, MessageClass, NeedState, QuestionKind, Standing
from mutualaid.service.needs import posting, seriesbook
from mutualaid.service.rounds import asking, matchmaking, rulings
from mutualaid.service.turn import Turn
from mutualaid.service.visits import timesoff
from mutualaid.store import messages, needs, people
from mutualaid.store import series as stored

ANSWER_BY = timedelta(hours=12)
"""How long, in decent hours, the question whether to go on waits before the helpers are asked all the same."""

EARLY = timedelta(days=1)
"""How much earlier than planned a next time may be posted."""

WHICH_WAITS = timedelta(hours=1)
"""How soon it is looked again whether they said if it is off this time or for good."""


def post_next(turn: Turn, series_id: str) -> None:
    """Posts the next occurrence and asks its person whether to go on with it."""
    found = stored.get(turn.tx, series_id)
    last = needs.last_of_series(turn.tx, series_id)
    if found is None or found.ended_at is not None or last is None:
        return
    who = people.need(turn.tx, found.neighbour_id)
    if who.standing is not Standing.ACTIVE:
        return
    found = seriesbook.keep_unsaid(turn, last, found)
    zone = turn.kit.config.group.zone
    start, end = rhythm.after(last, found, turn.now, zone)
    if start - turn.now > rhythm.LEAD + EARLY:
        # some of its times are skipped, or it comes less often than when this was planned
        due = turn.kit.hours.next_decent(start - rhythm.LEAD)
        turn.schedule("occurrence", due, neighbour_id=who.id, subject=found.id, anew=False)
        return
    need = replace(
        last, id=turn.kit.ids.new(), created_at=turn.now, state=NeedState.DRAFTED, from_at=start, to_at=end,
        when_text=None, door=None, held=False, danger=None, urgent=False, reviewed_at=None, reviewed_by=None,
        news=0, posted_at=None, closed_at=None, version=0,
    )  # fmt: skip
    needs.put_need(turn.tx, need)
    need = posting.post_need(turn, need.id)
    match = _kept_match(turn, need, found)
    ask = Ask(QuestionKind.AGAIN, need_id=need.id)
    if turn.busy(who.id, ask):
        go_on(turn, need.id)
        return
    helper = people.get(turn.tx, match.helper_id) if match else None
    values = {"kinds": need.kinds, "at": (start, end), "name": helper.first_name if helper else None}
    line = "again_kept" if match else "again_open"
    turn.tell(who, line, values, MessageClass.FOLLOW_UP, ask=ask, need_id=need.id)
    turn.unplan("round", need_id=need.id)
    turn.schedule("go_on", turn.kit.hours.after_decent(turn.now, ANSWER_BY), need_id=need.id)


def skip(turn: Turn, who: Neighbour, e: SkipTimes) -> None:
    """Remembers the days that were called off beforehand, and says when it is next."""
    found, last = stored.get(turn.tx, e.series_id), needs.last_of_series(turn.tx, e.series_id)
    if found is None or last is None:
        return
    zone = turn.kit.config.group.zone
    times = timesoff.days_meant(turn, found, last, e.start, e.end, e.times)
    if not times:
        turn.tell(who, "skip_later", {"kinds": found.kinds}, MessageClass.REPLY)
        return
    days = [start.astimezone(zone).date().isoformat() for start, _ in times]
    skips = tuple(dict.fromkeys([*found.skips, *days]))
    stored.change(turn.tx, found.id, skips=skips)
    seriesbook.freed(turn, found.helper_id)
    turn.log("skip", neighbour_id=who.id, detail=", ".join(days))
    timesoff.tell_kept(turn, found, times[0])
    again = rhythm.after(last, replace(found, skips=skips), turn.now, zone)
    turn.tell(who, "skipped", {"kinds": found.kinds, "at": again}, MessageClass.REPLY)


def _kept_match(turn: Turn, need: Need, found: Series) -> Match | None:
    """The kept helper on the list of this occurrence, if they can be asked."""
    helper = people.get(turn.tx, found.helper_id)
    if helper is None or rhythm.cannot(found, helper.id, need.from_at):
        return None
    if helper.id in rulings.ruled_out(turn.tx, need.neighbour_id):
        return None
    offers = needs.offers_of(turn.tx, helper.id)
    scored = matchmaking.score_by_hand(turn, need, helper, offers[0] if offers else None)
    match = matchmaking.suggest(turn, need, scored, 1)
    if asking.unreachable(turn, match):
        needs.drop_suggestion(turn.tx, match.id)
        return None
    return match


def go_on(turn: Turn, need_id: str, *, agreed: bool = False, other: bool = False) -> None:
    """Helpers are asked: the kept one alone, else as for any need. `agreed`: her yes to the kept helper is in;
    `other`: she wants somebody else this time."""
    need = needs.find_need(turn.tx, need_id)
    if need is None or need.state is not NeedState.OPEN:
        return
    turn.unplan("go_on", need_id=need.id)
    if not agreed and _which_times(turn, need):
        turn.schedule("go_on", turn.now + WHICH_WAITS, need_id=need.id)
        return
    if other:
        _without_kept(turn, need)
    listed = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state is MatchState.SUGGESTED]
    if not listed:
        turn.schedule("round", turn.now, need_id=need.id)
        return
    for match in listed:
        needs.change_match(turn.tx, match, agreed_first=agreed)
    asking.approve(turn, need.id, "kept")


def _without_kept(turn: Turn, need: Need) -> None:
    """The kept helper is not asked this one time; next time they are asked first again."""
    found = stored.get(turn.tx, need.series_id)
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state is MatchState.SUGGESTED:
            needs.drop_suggestion(turn.tx, match.id)
    if found is None or found.helper_id is None or need.from_at is None:
        return
    gone = rhythm.away(found.helper_id, need.from_at)
    stored.change(turn.tx, found.id, away=tuple(dict.fromkeys([*found.away, gone])))
    turn.log("stand aside", neighbour_id=found.helper_id, need_id=need.id, detail=gone.split()[-1])


def _which_times(turn: Turn, need: Need) -> bool:
    """Whether its person took it back and is asked if only this time or for good."""
    found = messages.questions_about(turn.tx, need_id=need.id)
    return any(q.kind is QuestionKind.WHICH and (q.text or "").startswith("series:") for q in found)


def not_this_time(turn: Turn, question: Question) -> None:
    """Asked "only this time or for good?" they said no more: either way nobody comes this time."""
    if (question.text or "").startswith("times:"):
        timesoff.not_this_time(turn, question)
        return
    need = needs.find_need(turn.tx, question.need_id)
    if need is None or need.state not in NEED_LIVE or not (question.text or "").startswith("series:"):
        return
    posting.end_need(turn, need.id, "withdraw")
    again = seriesbook.next_time(turn, need)
    line = "skipped" if again else "series_ended"
    who = people.need(turn.tx, need.neighbour_id)
    turn.tell(who, line, {"kinds": need.kinds, "at": again}, MessageClass.FOLLOW_UP)


def missed(turn: Turn, need: Need) -> bool:
    """Nobody was found for this occurrence and its time is over: it closes with an honest word and the next time.
    False for a need that does not come again."""
    again = seriesbook.next_time(turn, need)
    if again is None:
        return False
    posting.end_need(turn, need.id, "expire")
    who = people.need(turn.tx, need.neighbour_id)
    last = needs.last_of_series(turn.tx, need.series_id or "")
    line = "series_missed"
    if last is not None and last.id != need.id and last.state in NEED_LIVE and last.from_at and last.to_at:
        # they were asked about it already
        line, again = "series_missed_next", (last.from_at, last.to_at)
    turn.tell(who, line, {"kinds": need.kinds, "at": again}, MessageClass.FOLLOW_UP)
    return True


DUTIES = {
    "occurrence": lambda turn, row: post_next(turn, row.subject or ""),
    "series_over": lambda turn, row: seriesbook.end(turn, row.subject or ""),
    "go_on": lambda turn, row: go_on(turn, row.need_id or ""),
}
