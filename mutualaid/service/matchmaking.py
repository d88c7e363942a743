"""From an open need to somebody asked: a round makes shortlists, a coordinator or the policy approves them, and
waves of asks go down the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from mutualaid.config import Config
from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.lifecycle import MATCH, MATCH_YES, after
from mutualaid.domain.matching.candidates import Candidate, Pool, Rules, Scored
from mutualaid.domain.matching.explain import explain
from mutualaid.domain.matching.rest import is_rested, waits_until, whose_turn
from mutualaid.domain.matching.rounds import chance_of_yes, needs_review
from mutualaid.domain.matching.score import best_first, is_sensitive, leftover_reason, score
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.vocabulary import BY_HAND_KINDS, MatchState, MessageClass, NeedState, QuestionKind, Standing
from mutualaid.service import brake, reach, seriesbook
from mutualaid.service.around import Around, helping, histories, history
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import helpers, looks, nearby, needs, people, plan
from mutualaid.store.engine import Tx

PIECE_SECONDS = 0.02
PIECE = 16
"""What a round keeps in one transaction: as many needs as take so long, and no more than so many."""

POLICY = "policy"
"""Who approved a list that nobody looked at."""

UNSEEN = after(MATCH, MatchState.SUGGESTED, "approve")
"""How whoever is on such a list is put down."""

BY_HAND = 0
"""The place on the list of whom a coordinator picked herself."""

FILLED = 5
"""For so many needs is looked anew when one phone offers something."""


def rules(c: Config) -> Rules:
    """The rules of matching as a group's config has them."""
    return Rules(
        sensitive=frozenset(c.matching.sensitive),
        radius_km=c.matching.radius_km,
        weights=c.matching.weights,
        asks_per_week=c.asks.asks_per_week,
        helps_per_week=c.asks.helps_per_week,
        zone=c.group.zone,
        rest_days=c.matching.rest_days,
    )


# --- rounds ----------------------------------------------------------------------------------------------------


def run_round(kit: Kit, rows: Iterable[FollowUp]) -> None:
    """One pass over the needs of these rows of the plan together: reads a snapshot, thinks without a transaction,
    then keeps each list if its need is still as it was seen. A row is done in the transaction that keeps what came
    of it, so a process that dies on the way leaves it for the next."""
    now = kit.clock.now()
    ours = rules(kit.config)
    of_need: dict[str, list[FollowUp]] = {}
    for row in rows:
        of_need.setdefault(row.need_id or "", []).append(row)
    with kit.store.reading() as tx:
        seen = [n for i in of_need if (n := needs.find_need(tx, i)) is not None and _wants_list(tx, n, now)]
        requesters = {n.id: people.need(tx, n.neighbour_id) for n in seen}
        around = Around(tx, ours, now, len(seen))
        pools = {n.id: around.of(n, requesters[n.id]) for n in seen}
        places = {n.id: places_left(tx, n) for n in seen}
    ranked = {n.id: best_first(n, requesters[n.id], pools[n.id].able, ours, now) for n in seen}
    lists = kit.matching.lists(ranked, places, kit.config.asks.shortlist)
    as_seen = {n.id: n for n in seen}

    def keep(turn: Turn, need_id: str) -> None:
        claimed = [plan.finish(turn.tx, row.id, turn.now, "done") for row in of_need[need_id]]
        if any(claimed) and need_id in as_seen:
            _keep(turn, as_seen[need_id], lists.get(need_id, []), pools[need_id], ours)

    _in_pieces(kit, list(of_need), keep)


def _in_pieces(kit: Kit, need_ids: list[str], keep: Callable[[Turn, str], None]) -> None:
    """Keeps what came of these needs, as many in one transaction as take `PIECE_SECONDS`, so that others who want
    to write are never kept waiting for long. Where one of a piece fails, each of it is tried alone."""

    def some(turn: Turn) -> int:
        began = kit.clock.monotonic()
        piece = need_ids[at : at + PIECE]
        for number, need_id in enumerate(piece, start=1):
            keep(turn, need_id)
            if kit.clock.monotonic() - began >= PIECE_SECONDS:
                return number
        return len(piece)

    at = 0
    while at < len(need_ids):
        try:
            at += kit.turn(some)
        except Exception:
            for need_id in need_ids[at : at + PIECE]:
                kit.turn(lambda turn, i=need_id: keep(turn, i))  # type: ignore[misc]
            at += PIECE


def rounds_around(kit: Kit, phone: str | None) -> Callable[[Turn, FollowUp], None]:
    """Rounds now for what a phone may have changed: its own needs, and the best few of those that its offers would
    fill. None: for each need with fewer people asked or coming than it wants. Which those are is read here; what is
    returned plans them."""
    with kit.store.reading() as tx:
        if phone is None:
            found = nearby.short_of_helpers(tx)
        else:
            found = [need for need in needs.needs_of(tx, phone) if need.state is NeedState.OPEN]
            found += Around(tx, rules(kit.config), kit.clock.now()).fillable(phone, FILLED)

    def planned(turn: Turn, _: FollowUp) -> None:
        for need in found:
            turn.schedule("round", turn.now, need_id=need.id)

    return planned


def _wants_list(tx: Tx, need: Need, now: datetime) -> bool:
    if need.state is not NeedState.OPEN or need.held or set(need.kinds) & BY_HAND_KINDS:
        return False
    if plan.case_open(tx, "outside", need.id) or brake.stops(tx, need, now):
        return False
    if need.neighbour_id in looks.looked_at(tx):
        return False
    if places_left(tx, need) <= 0:
        return False
    found = needs.matches_of_need(tx, need.id)
    return not any(m.state in (MatchState.SUGGESTED, MatchState.APPROVED) for m in found)


def places_left(tx: Tx, need: Need) -> int:
    """How many helpers are still wanted beside those who said yes."""
    return need.helpers_wanted - sum(m.state in MATCH_YES for m in needs.matches_of_need(tx, need.id))


def _keep(turn: Turn, seen: Need, found: list[Scored], pool: Pool, ours: Rules) -> None:
    need = needs.need(turn.tx, seen.id)
    if need.version != seen.version or not _wants_list(turn.tx, need, turn.now):
        return
    standing_by = [m for m in needs.matches_of_need(turn.tx, need.id) if _stands_by(turn, m)]
    if not found and not standing_by:
        _nobody(turn, need, pool, ours)
        return
    requester = people.need(turn.tx, need.neighbour_id)
    reviewed = bool(found) and needs_review(
        turn.kit.config.review.policy,
        first=(requester.helped == 0 and _first_need(turn, requester))
        or any(s.candidate.neighbour.helped == 0 for s in found),
        best_score=found[0].score if found else 0.0,
        sensitive=is_sensitive(need, ours.sensitive),
        on_behalf=need.on_behalf,
        conditions=bool(need.conditions),
        place_unknown=need.place_text is not None and need.point is None,
    )
    state = MatchState.SUGGESTED if reviewed else UNSEEN
    listed = [suggestion(turn, need, one, place, state) for place, one in enumerate(found, start=1)]
    needs.insert_matches(turn.tx, listed)
    if need.reviewed_at is not None or need.reviewed_by is not None:
        need = needs.change_need(turn.tx, need, reviewed_at=None, reviewed_by=None)
    turn.settle("nobody", "found", need_id=need.id)
    turn.log("suggest", neighbour_id=need.neighbour_id, need_id=need.id, detail=str(len(found)))
    if not reviewed:
        _approved(turn, need, POLICY)
        return
    turn.case("shortlist", 0 if need.urgent else 1, neighbour_id=need.neighbour_id, need_id=need.id)
    wait = timedelta() if need.urgent else timedelta(minutes=turn.kit.config.review.wait_minutes)
    turn.schedule("review_wait", turn.now + wait, need_id=need.id)


def _stands_by(turn: Turn, match: Match) -> bool:
    """Whether this helper's yes came late and they can still be asked first."""
    return match.state is MatchState.COVERED and match.standby and not unreachable(turn, match)


def _first_need(turn: Turn, requester: Neighbour) -> bool:
    return len(needs.all_needs_of(turn.tx, requester.id)) <= 1


def suggest(turn: Turn, need: Need, one: Scored, place: int) -> Match:
    """Puts one helper on a need's list."""
    match = suggestion(turn, need, one, place)
    needs.insert_match(turn.tx, match)
    return match


def suggestion(
    turn: Turn, need: Need, one: Scored, place: int, state: MatchState = MatchState.SUGGESTED
) -> Match:
    """One helper for a need's list, not kept yet. Suggesting reserves nobody."""
    return Match(
        id=turn.kit.ids.new(),
        need_id=need.id,
        helper_id=one.candidate.neighbour.id,
        created_at=turn.now,
        offer_id=one.candidate.offer.id if one.candidate.offer else None,
        state=state,
        rank=place,
        score=one.score,
        why=explain(one, need, turn.now, one.candidate.neighbour.first_name or "This helper"),
        band=one.band,
        distance_km=one.distance_km,
    )


def _nobody(turn: Turn, need: Need, pool: Pool, ours: Rules) -> None:
    """Nobody fits: a coordinator sees why and how many are still wanted, and the plan looks again tomorrow or when
    an offer comes."""
    if any(m.state is MatchState.ASKED for m in needs.matches_of_need(turn.tx, need.id)):
        return
    requester = people.need(turn.tx, need.neighbour_id)
    left = places_left(turn.tx, need)
    note = leftover_reason(need, requester, (*pool.able, *pool.kept_away), ours, turn.now).text
    if left < need.helpers_wanted:
        note = f"{left} of {need.helpers_wanted} still wanted; {note}"
    turn.case("nobody", 0 if need.urgent else 1, neighbour_id=need.neighbour_id, need_id=need.id, note=note)
    turn.schedule("round", turn.now + timedelta(hours=24), need_id=need.id)


def score_by_hand(turn: Turn, need: Need, helper: Neighbour, offer: Offer | None) -> Scored:
    """What the page says of a helper a coordinator picks herself."""
    requester = people.need(turn.tx, need.neighbour_id)
    known = history(turn.tx, helper.id, requester.id, turn.now)
    candidate = Candidate(neighbour=helper, offer=offer, history=known)
    return score(need, requester, candidate, rules(turn.kit.config), turn.now)


# --- approving and asking --------------------------------------------------------------------------------------


def approve(turn: Turn, need_id: str, by: str) -> None:
    """The shortlist as it stands is approved, once; asking starts."""
    needs.approve_suggested(turn.tx, need_id)
    _approved(turn, needs.need(turn.tx, need_id), by)


def _approved(turn: Turn, need: Need, by: str) -> None:
    """Of a list whose helpers may all be asked."""
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
    late = [m for m in found if m.state is MatchState.COVERED and m.standby]
    let_go = [m for m in found if m.state is MatchState.COVERED and not m.standby]
    ready = late + [m for m in found if m.state is MatchState.APPROVED] + let_go
    helpers.read_ahead(turn.tx, [m.helper_id for m in ready])
    ready = [m for m in ready if _may_ask(turn, need, m)]
    if not ready:
        _list_done(turn, need, out)
        return

    asks = turn.kit.config.asks
    known = histories(turn.tx, [m.helper_id for m in (*ready, *out)], turn.now)
    until = waits_until(need, timedelta(hours=asks.lapse_hours), turn.now)
    if until is None or until > turn.now:
        rested = [m in late or m.rank == BY_HAND or _is_rested(turn, m, known[m.helper_id]) for m in ready]
        turns = whose_turn(rested, len(out), as_listed=need.reviewed_by != POLICY)
        if len(turns) < len(ready) and until is not None:
            turn.schedule("wave", turn.kit.hours.next_decent(until), need_id=need.id)
        ready = [ready[at] for at in turns]
    wanted = asks.chance_urgent if need.urgent else asks.chance
    still = need.helpers_wanted - taken
    chances, others = ([chance_of_yes(known[m.helper_id]) for m in those] for those in (ready, out))
    more = turn.kit.matching.how_many(chances, wanted, still, others)
    for match in ready[:more]:
        ask(turn, need, match)


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
    starts = turn.now if helper.nights else turn.kit.hours.next_decent(turn.now)
    if need.to_at is not None and need.to_at <= starts:
        return False
    return not turn.busy(helper.id, Ask(QuestionKind.ASK, match_id=match.id))


def unreachable(turn: Turn, match: Match) -> bool:
    """Whether this helper left, paused, promised elsewhere or was ruled out since the list was made, or has been
    silent for long since a yes that came late."""
    helper = people.need(turn.tx, match.helper_id)
    if match.state is MatchState.COVERED and reach.silent_when_told(turn, helper):
        return True
    requester_id = needs.need(turn.tx, match.need_id).neighbour_id
    if helper.id in needs.ruled_out(turn.tx, requester_id) or helper.id in looks.looked_at(turn.tx):
        return True
    gone = helper.standing is not Standing.ACTIVE or helper.consent_how is None
    gone = gone or helping(turn.tx, helper.id, turn.now)
    if people.talk(turn.tx, helper.id).unreached is not None:
        return True
    return gone or (helper.paused_until is not None and helper.paused_until > turn.now)


def _list_done(turn: Turn, need: Need, out: list[Match]) -> None:
    """Nobody left to ask just now: wait for those who are asked or busy, at night only for who is asked then too;
    else think anew."""
    if out:
        return
    waiting: list[Match] = []
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state is MatchState.APPROVED and unreachable(turn, match):
            needs.drop_suggestion(turn.tx, match.id)
        elif match.state is MatchState.APPROVED or _stands_by(turn, match):
            waiting.append(match)
    if not waiting:
        turn.schedule("round", turn.now, need_id=need.id)
        return
    again = turn.now + timedelta(minutes=30)
    nights = any(people.need(turn.tx, match.helper_id).nights for match in waiting)
    turn.schedule("wave", again if nights else turn.kit.hours.next_decent(again), need_id=need.id)


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
