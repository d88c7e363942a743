"""From an approved list to somebody asked: waves of asks go down it, and what they wait for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from math import prod

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.questions import IMPORTANCE
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.matching.promises import taken_up
from mutualaid.domain.matching.rest import is_rested, waits_until, whose_turn
from mutualaid.domain.matching.rounds import chance_of_yes, least_gain
from mutualaid.domain.matching.score import is_over
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import BY_HAND, Match, Need
from mutualaid.domain.people import AnswerHistory
from mutualaid.domain.vocabulary import MatchState, MessageClass, NeedState, QuestionKind, Standing
from mutualaid.service import brake
from mutualaid.service.needs import seriesbook
from mutualaid.service.outgoing import reach
from mutualaid.service.rounds import engaged
from mutualaid.service.rounds.around import histories
from mutualaid.service.turn import Turn
from mutualaid.store import looks, messages, needs, people
from mutualaid.store.engine import Tx

POLICY = "policy"
"""Who approved a list that nobody looked at."""

LOOK_AGAIN = timedelta(minutes=30)
"""So often is a list looked at whose helpers are all busy."""

EVENING = timedelta(hours=2)
"""So long before the quiet hours those asked lately are asked too, where in the night it would be too late."""

PASSED_OVER = timedelta(days=1)
"""For whom nobody was asked so long comes before the likelier: as long as until the first honest word."""


def approve(turn: Turn, need_id: str, by: str) -> None:
    """The shortlist as it stands is approved, once; asking starts."""
    needs.approve_suggested(turn.tx, need_id)
    approved(turn, needs.need(turn.tx, need_id), by)


def approved(turn: Turn, need: Need, by: str) -> None:
    """A list whose helpers may all be asked is so by `by`."""
    needs.change_need(turn.tx, need, reviewed_at=turn.now, reviewed_by=by)
    turn.settle("shortlist", "approved", need_id=need.id)
    turn.unplan("review_wait", need_id=need.id)
    turn.drop_reviews(need.id)
    turn.log("approve", neighbour_id=need.neighbour_id, need_id=need.id, detail=by)
    ask_wave(turn, need.id)


def ask_wave(turn: Turn, need_id: str) -> None:
    """Asks as few more of an approved list as make a yes likely enough; those whose yes came late go first."""
    need = needs.need(turn.tx, need_id)
    found = needs.matches_of_need(turn.tx, need.id)
    taken = sum(m.state in MATCH_YES for m in found)
    if need.state is not NeedState.OPEN or need.held or taken >= need.helpers_wanted:
        return
    if brake.stops(turn.tx, need, turn.now) or need.neighbour_id in looks.looked_at(turn.tx):
        return
    if need.to_at is not None and need.to_at <= turn.now:
        turn.schedule("window_over", turn.now, neighbour_id=need.neighbour_id, need_id=need.id)
        return
    out = [m for m in found if m.state is MatchState.ASKED]
    ready = _in_order(found)
    engaged.read_ahead(turn, [m.helper_id for m in ready])
    ready = [m for m in ready if _may_ask(turn, need, m)]
    if not ready:
        _list_done(turn, need, out)
        return

    asks = turn.kit.config.asks
    known = histories(turn.tx, [m.helper_id for m in (*ready, *out)], turn.now)
    until = waits_until(need, timedelta(hours=asks.lapse_hours), turn.now)
    if until is not None and not need.urgent:
        until = turn.kit.hours.before_quiet(until, EVENING)
    if until is None or until > turn.now:
        rested = [_came_late(m) or m.rank == BY_HAND or _is_rested(turn, m, known[m.helper_id]) for m in ready]
        turns = whose_turn(rested, len(out), as_listed=need.reviewed_by != POLICY)
        if len(turns) < len(ready) and until is not None:
            turn.schedule("wave", until, need_id=need.id)
        ready = [ready[at] for at in turns]
    wanted = asks.chance_urgent if need.urgent else asks.chance
    still = need.helpers_wanted - taken
    nearest = max((m.fit for m in found), default=0.0) or 1.0
    chances, others = ([_chance(known, m) / nearest for m in those] for those in (ready, out))
    least = 0.0 if need.urgent else least_gain(max((m.strain for m in ready), default=0.0))
    more = turn.kit.matching.how_many(chances, wanted, still, others, least)
    for match in ready[:more]:
        ask(turn, need, match)


def _in_order(found: Sequence[Match]) -> list[Match]:
    """Those of a list who are not asked, in the order in which they are: first those whose yes came late, last who
    was let go."""
    late = [m for m in found if _came_late(m)]
    let_go = [m for m in found if m.state is MatchState.COVERED and not m.standby]
    return late + [m for m in found if m.state is MatchState.APPROVED] + let_go


def _came_late(match: Match) -> bool:
    return match.state is MatchState.COVERED and match.standby


def foremost_first(tx: Tx, rows: Sequence[FollowUp], now: datetime, zone: tzinfo) -> list[FollowUp]:
    """Waves that are due together, in the order in which they are made: the urgent first, then those for whom
    nobody was asked within `PASSED_OVER`, then those whose next ask adds most to the chance of a yes, and of equals
    the one that waits longest. So a helper for whom several needs wait is asked for the likeliest, and no need is
    passed over for ever."""
    ids = {row.need_id for row in rows if row.need_id is not None}
    found = needs.matches_in(tx, ids, (*LISTED, MatchState.DECLINED, MatchState.LAPSED))
    of_row = {need.id: need for need in needs.needs_with(tx, ids)}
    on_lists = {m.helper_id for those in found.values() for m in those if m.state in LISTED}
    known, taken = histories(tx, on_lists, now), _taken(tx, on_lists, now, zone)

    def gain(those: Sequence[Match]) -> float:
        free = (_chance(known, m) for m in _in_order(those) if m.helper_id not in taken)
        return next(free, 0.0) * prod(1 - _chance(known, m) for m in those if m.state is MatchState.ASKED)

    def key(row: FollowUp) -> tuple[bool, bool, float, datetime, str]:
        need, those = of_row.get(row.need_id or ""), found.get(row.need_id or "", [])
        if need is None:
            return True, True, 0.0, row.due_at, row.id
        asked = [m.asked_at for m in those if m.asked_at is not None]
        since = max(asked, default=need.posted_at or need.created_at)
        return not need.urgent, now - since < PASSED_OVER, -gain(those), row.due_at, row.id

    return sorted(rows, key=key)


LISTED = (MatchState.APPROVED, MatchState.COVERED, MatchState.ASKED)
"""The states of those on a list who may be asked, or are."""


def _taken(tx: Tx, helper_ids: Collection[str], now: datetime, zone: tzinfo) -> set[str]:
    """Who of these is asked something that no ask displaces, or is on the way to somebody."""
    asked = messages.questions_open(tx, helper_ids)
    least = IMPORTANCE[QuestionKind.ASK]
    promised = engaged.of(tx, helper_ids, now, zone).items()
    on_the_way = (id for id, those in promised if taken_up(those, now))
    return {q.neighbour_id for q in asked if IMPORTANCE.get(q.kind, 1) >= least}.union(on_the_way)


def _chance(known: Mapping[str, AnswerHistory], match: Match) -> float:
    return chance_of_yes(known[match.helper_id], fit=match.fit)


def _is_rested(turn: Turn, match: Match, known: AnswerHistory) -> bool:
    days = turn.kit.config.matching.rest_days
    return is_rested(known, None, days, turn.now) or is_rested(
        known, needs.find_offer(turn.tx, match.offer_id), days, turn.now
    )


def _may_ask(turn: Turn, need: Need, match: Match) -> bool:
    """Whether this helper can be asked right now: reachable, not busy, nothing else open."""
    helper = people.need(turn.tx, match.helper_id)
    if unreachable(turn, match) or people.talk(turn.tx, helper.id).held_by is not None:
        return False
    if engaged.waits(turn, helper.id):
        return False
    starts = turn.now if helper.nights else turn.kit.hours.next_decent(turn.now)
    if need.to_at is not None and need.to_at <= starts:
        return False
    return not turn.busy(helper.id, Ask(QuestionKind.ASK, match_id=match.id))


def stands_by(turn: Turn, match: Match) -> bool:
    """Whether this helper's yes came late and they can still be asked first."""
    late = match.state is MatchState.COVERED and match.standby
    return late and not unreachable(turn, match) and not engaged.waits(turn, match.helper_id)


def unreachable(turn: Turn, match: Match) -> bool:
    """Whether this helper left, paused, does this no more, promised that time to somebody, helps enough that week
    or was ruled out since the list was made, or has been silent for long since a yes that came late."""
    helper = people.need(turn.tx, match.helper_id)
    if match.state is MatchState.COVERED and reach.silent_when_told(turn, helper):
        return True
    need = needs.need(turn.tx, match.need_id)
    if helper.id in needs.ruled_out(turn.tx, need.neighbour_id) or helper.id in looks.looked_at(turn.tx):
        return True
    gone = helper.standing is not Standing.ACTIVE or helper.consent_how is None
    gone = gone or engaged.no_time_for(turn, helper.id, match.offer_id, need)
    gone = gone or (match.rank != BY_HAND and engaged.enough_for(turn, helper.id, match.offer_id, need))
    offer = needs.find_offer(turn.tx, match.offer_id) if match.rank != BY_HAND else None
    gone = gone or (offer is not None and is_over(need, offer, turn.now, turn.kit.config.group.zone))
    if people.talk(turn.tx, helper.id).unreached is not None:
        return True
    return gone or (helper.paused_until is not None and helper.paused_until > turn.now)


def _list_done(turn: Turn, need: Need, out: list[Match]) -> None:
    """Nobody left to ask just now: wait for those who are asked or busy, at night only for who is asked then too;
    else think anew. A list that nobody looked at does not wait for whoever is taken up: others may be free."""
    if out:
        return
    waiting: list[Match] = []
    for match in needs.matches_of_need(turn.tx, need.id):
        taken = need.reviewed_by == POLICY and engaged.waits(turn, match.helper_id)
        if match.state is MatchState.APPROVED and (taken or unreachable(turn, match)):
            needs.drop_suggestion(turn.tx, match.id)
        elif match.state is MatchState.APPROVED or stands_by(turn, match):
            waiting.append(match)
    if not waiting:
        turn.schedule("round", turn.now, need_id=need.id)
        return
    again = _next_look(turn.now)
    nights = any(people.need(turn.tx, match.helper_id).nights for match in waiting)
    turn.schedule("wave", again if nights else turn.kit.hours.next_decent(again), need_id=need.id)


def _next_look(now: datetime) -> datetime:
    """The next full or half hour: all that waits for busy helpers is looked at together."""
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % LOOK_AGAIN + LOOK_AGAIN


def ask(turn: Turn, need: Need, match: Match) -> bool:
    """Asks one helper. Someone silent for long is first asked whether it is still them (rule 16): False."""
    helper = people.need(turn.tx, match.helper_id)
    if reach.silent_when_told(turn, helper):
        reach.still_texts(turn, helper)
        needs.drop_suggestion(turn.tx, match.id)
        turn.schedule("wave", turn.now, need_id=need.id)
        return False
    if people.talk(turn.tx, helper.id).focus_offer_id is not None:
        people.note(turn.tx, helper.id, focus_offer_id=None)  # what they say next is about this, not their offer
    again = match.state is MatchState.COVERED and match.standby
    asked_before = match.asked_at is not None
    kept = seriesbook.is_kept(turn, need, helper.id)
    asks = turn.kit.config.asks
    starts = turn.now if helper.nights else turn.kit.hours.next_decent(turn.now)
    lapse = turn.kit.hours.after_decent(starts, timedelta(hours=asks.lapse_hours))
    nudge = turn.kit.hours.after_decent(starts, timedelta(hours=asks.nudge_hours))
    if need.urgent:
        lapse, nudge = (
            starts + timedelta(hours=asks.lapse_hours / 4),
            starts + timedelta(hours=asks.nudge_hours / 4),
        )
    match = needs.move_match(
        turn.tx, match, "ask", asked_at=turn.now, nudged_at=None, closed_at=None, standby=False
    )
    turn.tell(
        helper,
        "ask_kept" if kept else "ask_again_standby" if again else "ask",
        {"task": need, "band": match.band},
        MessageClass.ASK,
        ask=Ask(QuestionKind.KEPT if kept else QuestionKind.ASK, match_id=match.id, need_id=need.id),
        match_id=match.id,
        need_id=need.id,
        valid_until=lapse,
    )
    turn.schedule("nudge", nudge, match_id=match.id, anew=asked_before)
    turn.schedule("lapse", lapse, match_id=match.id, anew=asked_before)
    turn.log("ask", neighbour_id=helper.id, need_id=need.id, match_id=match.id)
    return True
