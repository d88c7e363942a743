"""What the desk shows, read in one go: cards of what waits for a person, needs and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mutualaid.domain.brake import Brake
from mutualaid.domain.conversation.talk import Talk
from mutualaid.domain.lifecycle import MATCH_ON, NEED_LIVE
from mutualaid.domain.messages import Alarm, Case, Entry, Message
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.refusing import refused_in
from mutualaid.domain.vocabulary import MatchState, MessageState, NeedState
from mutualaid.service import alarms, brake
from mutualaid.service.desk import gaps
from mutualaid.service.desk.alarmreasons import alarm_reason, quiet_reason
from mutualaid.service.desk.gaps import Missing
from mutualaid.service.desk.needs import called, does_not_do, has_number, part_of, waits_for_fund
from mutualaid.service.desk.stands import match_time, need_notes, need_stands
from mutualaid.service.kit import Kit
from mutualaid.service.reasons import NO_PLAIN_END, Reason, reason_of
from mutualaid.service.visits.holds import TOLD_TO_WAIT
from mutualaid.service.visits.terms import said
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.engine import Tx

TOP = ("opted_out_wrote", "danger", "after_danger", "held")
"""What stands first among cases that are urgent now, in this order (rule 3)."""

HOLDS = ("complaint", "problem", "lure", "held")
"""Cases that stop a visit which is on."""



@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits for a person."""

    key: str
    """The case's or the alarm's id."""
    reason: Reason
    title: str
    todo: str
    since: datetime
    now: bool
    """Whether it should not wait."""
    alarm: bool = False
    name: str = ""
    who: Neighbour | None = None
    need: Need | None = None
    match: Match | None = None
    listed: tuple[str, ...] = ()
    """The sentence of each helper on a list that waits."""
    words: str | None = None
    notes: tuple[str, ...] = ()
    """What is asked for beside the help, and what was not said."""
    told: str | None = None
    """After a hold: what the other side heard of it."""
    closable: bool = False
    """Whether having looked at it is enough for it to go."""


@dataclass(frozen=True, slots=True)
class Row:
    """A need in a list: who asks, and where it stands in a few words."""

    need: Need
    who: Neighbour
    stands: str
    with_person: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    helpers: int
    held: tuple[tuple[Talk, Neighbour], ...]
    brake: Brake | None = None
    """None is open."""
    missing: tuple[Missing, ...] = ()

    @property
    def by_person(self) -> tuple[tuple[Card, ...], ...]:
        """The cards of one person together, where the most urgent of them stands."""
        found: dict[str, list[Card]] = {}
        for card in self.cards:
            found.setdefault(card.who.id if card.who else card.key, []).append(card)
        return tuple(tuple(cards) for cards in found.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A match on a need's page."""

    match: Match
    helper: Neighbour
    stands: str


@dataclass(frozen=True, slots=True)
class NeedPage:
    need: Need
    who: Neighbour
    stands: str
    suggested: tuple[Listed, ...]
    others: tuple[Listed, ...]
    cards: tuple[Card, ...]
    log: tuple[Entry, ...]
    helpers: tuple[Neighbour, ...]
    """Whom one could ask by hand: those who offer something first."""
    refusing: frozenset[str]
    """The ids of those who said no to this kind."""
    notes: tuple[str, ...]
    """What it asks for beside the help."""
    waits_for_fund: bool
    """Whether she has to say who pays the store."""
    part: bool
    """Whether she who looks is part of the list herself and must not approve it."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    who: Neighbour
    talk: Talk
    messages: tuple[Message, ...]
    rows: tuple[Row, ...]
    offers: tuple[Offer, ...]
    refused: Mapping[str, datetime | None]
    """The kinds they said no to -> until when, None for good."""
    helping: tuple[tuple[Listed, Neighbour], ...]
    ruled_out: tuple[tuple[Neighbour, str], ...]
    cards: tuple[Card, ...]
    log: tuple[Entry, ...]
    asked: bool
    everyone: tuple[Neighbour, ...] = field(default=())


def desk(kit: Kit) -> Desk:
    """The first page."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        everyone = people.names(tx)
        cards = _cards(tx, kit, everyone)
        live = needs.needs_in(tx, (NeedState.DRAFTED, NeedState.OPEN, NeedState.MATCHED))
        rows = tuple(_row(tx, kit, n, everyone, now) for n in live)
        held = tuple((t, everyone[t.neighbour_id]) for t in people.held(tx))
        helpers = needs.helpers_available(tx)
        braked = brake.now_in_force(tx, now)
        return Desk(tuple(cards), rows, helpers, held, braked, gaps.missing(tx, kit))


def need_page(kit: Kit, need_id: str, by: Coordinator) -> NeedPage | None:
    """A need's page as `by` sees it; None where there is no such need."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        need = needs.find_need(tx, need_id)
        if need is None:
            return None
        everyone = people.names(tx)
        found = [_listed(kit, need, m, everyone, now) for m in needs.matches_of_need(tx, need.id)]
        offering: dict[str, list[Offer]] = {}
        for offer in needs.available_offers(tx):
            offering.setdefault(offer.neighbour_id, []).append(offer)
        barred = needs.ruled_out(tx, need.neighbour_id) | {need.neighbour_id}
        choice = [p for p in everyone.values() if p.id not in barred and p.standing == "active" and p.consent_how]
        return NeedPage(
            need=need,
            who=everyone[need.neighbour_id],
            stands=_row(tx, kit, need, everyone, now).stands,
            suggested=tuple(one for one in found if one.match.state is MatchState.SUGGESTED),
            others=tuple(one for one in found if one.match.state is not MatchState.SUGGESTED),
            cards=tuple(c for c in _cards(tx, kit, everyone) if c.need is not None and c.need.id == need.id),
            log=tuple(plan.log_of(tx, need_id=need.id)),
            helpers=tuple(sorted(choice, key=lambda p: (p.id not in offering, called(p).lower()))),
            refusing=frozenset(id for id, offers in offering.items() if does_not_do(offers, need, now)),
            notes=need_notes(need, kit.config.money.ask),
            waits_for_fund=waits_for_fund(need),
            part=part_of(tx, by, need, {m.match.helper_id for m in found if m.match.state is MatchState.SUGGESTED}),
        )


def person_page(kit: Kit, neighbour_id: str) -> PersonPage | None:
    now = kit.clock.now()
    with kit.store.reading() as tx:
        who = people.get(tx, neighbour_id)
        if who is None:
            return None
        everyone = people.names(tx)
        helping = []
        for match in needs.matches_of_helper(tx, who.id):
            need = needs.need(tx, match.need_id)
            helping.append((_listed(kit, need, match, everyone, now), everyone[need.neighbour_id]))
        question = messages.question_of(tx, who.id)
        offers = tuple(needs.offers_of(tx, who.id))
        return PersonPage(
            who=who,
            talk=people.talk(tx, who.id),
            messages=tuple(messages.of_neighbour(tx, who.id)),
            rows=tuple(_row(tx, kit, n, everyone, now) for n in needs.all_needs_of(tx, who.id)),
            offers=offers,
            refused=refused_in(offers, now),
            helping=tuple(reversed(helping)),
            ruled_out=tuple((everyone[i], by) for i, by in needs.ruled_out_by(tx, who.id) if i in everyone),
            cards=tuple(c for c in _cards(tx, kit, everyone) if c.who is not None and c.who.id == who.id),
            log=tuple(plan.log_of(tx, neighbour_id=who.id, limit=50)),
            asked=question is not None,
            everyone=tuple(p for p in everyone.values() if p.id != who.id and has_number(p.phone)),
        )


# --- cards -----------------------------------------------------------------------------------------------------


def _cards(tx: Tx, kit: Kit, everyone: Mapping[str, Neighbour]) -> list[Card]:
    """Alarms, then cases by urgency, what cannot be answered first, the longest waiting first."""
    open_alarms, cases = plan.open_alarms(tx), plan.open_cases(tx)
    wrote = {c.neighbour_id: c.message_id for c in cases if c.reason == "danger"}
    walked = [_alarm(tx, kit, a, everyone, wrote.get(a.neighbour_id)) for a in open_alarms]
    in_alarm = {a.neighbour_id for a in open_alarms}
    cases = [c for c in cases if not (c.reason == "danger" and c.neighbour_id in in_alarm)]
    cases.sort(key=lambda c: (c.urgency, TOP.index(c.reason) if c.reason in TOP else len(TOP), c.created_at))
    return walked + [_case(tx, kit, c, everyone) for c in cases]


def _alarm(tx: Tx, kit: Kit, alarm: Alarm, everyone: Mapping[str, Neighbour], message_id: str | None) -> Card:
    who = everyone.get(alarm.neighbour_id or "")
    match = alarms.about(tx, alarm)
    found = needs.find_need(tx, match.need_id) if match else None
    sides = {match.helper_id, found.neighbour_id} - {alarm.neighbour_id} if match and found else set()
    other = next((everyone[i] for i in sides if i in everyone), None)
    reason = alarm_reason(alarm.kind, of_other=other is not None)
    message = messages.get(tx, message_id)
    words = message.body if message is not None else alarm.note
    return _card(kit, alarm.id, reason, who, other, None, None, alarm.created_at, True, words, alarm=True)


def _case(tx: Tx, kit: Kit, case: Case, everyone: Mapping[str, Neighbour]) -> Card:
    match = needs.find_match(tx, case.match_id)
    need = needs.find_need(tx, case.need_id or (match.need_id if match else None))
    who = everyone.get(case.neighbour_id or (need.neighbour_id if need else ""))
    helper = everyone.get(match.helper_id) if match else None
    other = helper
    if helper is not None and who is not None and need is not None and helper.id == who.id:
        other = everyone.get(need.neighbour_id)
    message = messages.get(tx, case.message_id)
    note = case.note if case.reason != "danger" else None  # the kind of danger: what they wrote says it better
    words = note or (message.body if message else None)
    if case.reason in ("shortlist", "held", "by_hand", "no_answer", "needs_fund") and need is not None:
        words = need.text
    listed: tuple[str, ...] = ()
    if case.reason == "shortlist" and need is not None:
        found = needs.matches_of_need(tx, need.id)
        listed = tuple(m.why for m in found if m.state is MatchState.SUGGESTED)
    quiet = quiet_reason(case.reason)
    hushed = quiet is not None and who is not None and people.talk(tx, who.id).hushed
    reason = quiet if quiet is not None and hushed else reason_of(case.reason)
    going = need is not None and (need.state is NeedState.DRAFTED or need.state in NEED_LIVE)
    card = _card(kit, case.id, reason, who, other, need, match, case.created_at, case.urgency == 0, words)
    notes = need_notes(need, kit.config.money.ask) if need is not None and case.reason in WITH_NOTES else ()
    if case.reason == "held" and need is not None and match is None:
        match = next((m for m in needs.matches_of_need(tx, need.id) if m.outcome == "problem"), None)
        other = everyone.get(match.helper_id) if match else None
    told = _told(tx, match, other) if match and other and case.reason in HOLDS else None
    closable = case.reason not in NO_PLAIN_END or not going
    return replace(card, listed=listed, notes=notes, told=told, closable=closable)


def _told(tx: Tx, match: Match, other: Neighbour) -> str:
    """What the other side of a hold heard."""
    waited = messages.last_of(tx, match.id, (TOLD_TO_WAIT[other.id != match.helper_id],))
    if waited is None:
        return f"{called(other)} was told nothing."
    if waited.state in (MessageState.QUEUED, MessageState.SENDING):
        return f"{called(other)} is being told to wait and not to set out. No reason is given."
    return f"{called(other)} was told to wait and not to set out. No reason was given."


def _card(
    kit: Kit,
    key: str,
    reason: Reason,
    who: Neighbour | None,
    other: Neighbour | None,
    need: Need | None,
    match: Match | None,
    since: datetime,
    now: bool,
    words: str | None,
    *,
    alarm: bool = False,
) -> Card:
    name = called(who) if who else "Someone"
    values = {
        "name": name,
        "helper": called(other) if other else "the helper",
        "emergency": kit.config.group.emergency_number or "the emergency number",
    }
    return Card(
        key=key, reason=reason, title=reason.title.format(**values), todo=reason.todo.format(**values), since=since,
        now=now, alarm=alarm, name=name, who=who, need=need, match=match, words=words,
    )  # fmt: skip


WITH_NOTES = ("shortlist", "nobody", "held", "by_hand", "needs_fund")
"""Cases in which a coordinator decides about a need, and must see what it asks for beside."""



# --- where a need stands ---------------------------------------------------------------------------------------


def _row(tx: Tx, kit: Kit, need: Need, everyone: Mapping[str, Neighbour], now: datetime) -> Row:
    found = needs.matches_of_need(tx, need.id)
    names = {m.helper_id: called(everyone[m.helper_id]) for m in found if m.helper_id in everyone}
    rounds = plan.planned(tx, "round", need_id=need.id) if need.state is NeedState.OPEN else []
    looking = any(row.due_at <= now for row in rounds)
    stands, with_person = need_stands(need, found, names, now, kit.hours, looking)
    if need.state is NeedState.OPEN and not any(m.state in MATCH_ON for m in found) and brake.stops(tx, need, now):
        stands, with_person = "Waits: just now only urgent needs are looked for", False
    return Row(need, everyone[need.neighbour_id], stands, with_person)


MATCH_WORDS = {
    MatchState.SUGGESTED: "on the list",
    MatchState.APPROVED: "approved, not asked yet",
    MatchState.ASKED: "asked, no answer yet",
    MatchState.COUNTERED: "said yes on terms",
    MatchState.ACCEPTED: "said yes",
    MatchState.CONFIRMED: "connected",
    MatchState.FULFILLED: "helped",
    MatchState.DECLINED: "said no",
    MatchState.LAPSED: "did not answer",
    MatchState.TURNED_DOWN: "turned down by the person in need",
    MatchState.WITHDRAWN: "taken off",
    MatchState.FELL_THROUGH: "fell through",
    MatchState.COVERED: "not needed, someone else came first",
}


def _listed(kit: Kit, need: Need, match: Match, everyone: Mapping[str, Neighbour], now: datetime) -> Listed:
    words = MATCH_WORDS[match.state]
    if match.state is MatchState.CONFIRMED or (match.state in MATCH_ON and match.terms_from):
        words += f", {match_time(match, need, now, kit.hours)}"
    if match.state is MatchState.COUNTERED and (terms := said(match)):
        words += f": {terms}" + (" (asked for by the person in need)" if match.by_requester else "")
    if match.standby:
        words += "; first in line"
    if match.outcome == "problem":
        words += "; a problem was reported"
    return Listed(match, everyone[match.helper_id], words)
