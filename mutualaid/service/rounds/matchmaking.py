"""From an open need to a list of whom to ask: rounds over all that are due, and what becomes of each list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.config import Config
from mutualaid.domain.cues import Hear
from mutualaid.domain.lifecycle import MATCH, MATCH_YES, after
from mutualaid.domain.matching.candidates import Candidate, Pool, Rules, Scored
from mutualaid.domain.matching.explain import explain
from mutualaid.domain.matching.rest import strain
from mutualaid.domain.matching.rounds import needs_review
from mutualaid.domain.matching.score import best_first, is_sensitive, leftover_reason, score
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import BY_HAND_KINDS, MatchState, NeedState
from mutualaid.service import brake
from mutualaid.service.kit import Kit
from mutualaid.service.rounds import asking
from mutualaid.service.rounds.around import Around, history
from mutualaid.service.turn import Turn
from mutualaid.store import looks, nearby, needs, people, plan
from mutualaid.store.engine import Tx

PIECE_SECONDS = 0.02
PIECE = 16
"""What a round keeps in one transaction: as many needs as take so long, and no more than so many."""

UNSEEN = after(MATCH, MatchState.SUGGESTED, "approve")
"""How whoever is on such a list is put down."""

A_DAY = timedelta(days=1)
"""When a need for which nobody was found is looked at again."""

SOON = timedelta(hours=2)
"""When an urgent one is for which somebody is only busy now: a visit is over by then."""

FILLED = 5
"""For so many needs is looked anew when one phone offers something."""


def rules(c: Config, hear: Hear) -> Rules:
    """The rules of matching as a group's config has them; `hear` hears its languages."""
    return Rules(
        sensitive=frozenset(c.matching.sensitive),
        radius_km=c.matching.radius_km,
        weights=c.matching.weights,
        asks_per_week=c.asks.asks_per_week,
        helps_per_week=c.asks.helps_per_week,
        zone=c.group.zone,
        rest_days=c.matching.rest_days,
        hear=hear,
    )


# --- rounds ----------------------------------------------------------------------------------------------------


def run_round(kit: Kit, rows: Iterable[FollowUp]) -> None:
    """One pass over the needs of these rows of the plan together: reads a snapshot, thinks without a transaction,
    then keeps each list if its need is still as it was seen. A row is done in the transaction that keeps what came
    of it, so a process that dies on the way leaves it for the next."""
    now = kit.clock.now()
    ours = rules(kit.config, kit.hear)
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
    """Rounds now for what a phone may have changed: its own needs, the best few that its offers would fill, and
    those it stands by for. None: for each need with fewer people asked or coming than it wants. Which those are
    is read here; what is returned plans them."""
    with kit.store.reading() as tx:
        if phone is None:
            found = nearby.short_of_helpers(tx)
        else:
            found = [need for need in needs.needs_of(tx, phone) if need.state is NeedState.OPEN]
            found += Around(tx, rules(kit.config, kit.hear), kit.clock.now()).fillable(phone, FILLED)
            found += [need for need in needs.stood_by(tx, phone) if need.state is NeedState.OPEN]

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
    standing_by = [m for m in needs.matches_of_need(turn.tx, need.id) if asking.stands_by(turn, m)]
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
    tired = strain((*pool.able, *pool.kept_away), ours.rest_days, turn.now)
    listed = [suggestion(turn, need, one, place, state, tired) for place, one in enumerate(found, start=1)]
    needs.insert_matches(turn.tx, listed)
    if need.reviewed_at is not None or need.reviewed_by is not None:
        need = needs.change_need(turn.tx, need, reviewed_at=None, reviewed_by=None)
    turn.settle("nobody", "found", need_id=need.id)
    turn.log("suggest", neighbour_id=need.neighbour_id, need_id=need.id, detail=str(len(found)))
    if not reviewed:
        asking.approved(turn, need, asking.POLICY)
        return
    turn.case("shortlist", 0 if need.urgent else 1, neighbour_id=need.neighbour_id, need_id=need.id)
    wait = timedelta() if need.urgent else timedelta(minutes=turn.kit.config.review.wait_minutes)
    turn.schedule("review_wait", turn.now + wait, need_id=need.id)


def _first_need(turn: Turn, requester: Neighbour) -> bool:
    return len(needs.all_needs_of(turn.tx, requester.id)) <= 1


def suggest(turn: Turn, need: Need, one: Scored, place: int) -> Match:
    """Puts one helper on a need's list whom a person chose, or who is kept: what they offer takes nothing from the
    chance of their yes."""
    match = replace(suggestion(turn, need, one, place), fit=one.near)
    needs.insert_match(turn.tx, match)
    return match


def suggestion(
    turn: Turn,
    need: Need,
    one: Scored,
    place: int,
    state: MatchState = MatchState.SUGGESTED,
    tired: float = 0.0,
) -> Match:
    """One helper for a need's list, not kept yet; `tired`: the strain on those who come into question. Suggesting
    reserves nobody."""
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
        fit=one.fit,
        strain=tired,
    )


def _nobody(turn: Turn, need: Need, pool: Pool, ours: Rules) -> None:
    """Nobody fits: a coordinator sees why and how many are still wanted, and the plan looks again tomorrow or when
    an offer comes, for what is urgent soon where somebody is only busy."""
    if any(m.state is MatchState.ASKED for m in needs.matches_of_need(turn.tx, need.id)):
        return
    requester = people.need(turn.tx, need.neighbour_id)
    left = places_left(turn.tx, need)
    why = leftover_reason(need, requester, (*pool.able, *pool.kept_away), ours, turn.now)
    note = why.text
    if left < need.helpers_wanted:
        note = f"{left} of {need.helpers_wanted} still wanted; {note}"
    turn.case("nobody", 0 if need.urgent else 1, neighbour_id=need.neighbour_id, need_id=need.id, note=note)
    soon = need.urgent and why.counts.get("busy")
    turn.schedule("round", turn.now + (SOON if soon else A_DAY), need_id=need.id)


def score_by_hand(turn: Turn, need: Need, helper: Neighbour, offer: Offer | None) -> Scored:
    """What the page says of a helper a coordinator picks herself."""
    requester = people.need(turn.tx, need.neighbour_id)
    known = history(turn.tx, helper.id, requester.id, turn.now)
    candidate = Candidate(neighbour=helper, offer=offer, history=known)
    return score(need, requester, candidate, rules(turn.kit.config, turn.kit.hear), turn.now)
