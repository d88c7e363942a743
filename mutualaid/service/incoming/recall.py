"""A conversation as one value: everything a turn may need to know of a phone, read in its transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.brake import under_way
from mutualaid.domain.conversation.helpers.rethink import after_all
from mutualaid.domain.conversation.talk import Conversation, Facts, Tie
from mutualaid.domain.followups import (
    AFTER_DANGER,
    BACK_KEPT,
    BURST,
    ECHO_DAY,
    ECHO_SPAN,
    ECHOES_ASKED,
    FEAR_LASTS,
    LATE_YES,
    PERSON_READS,
    THANKS_WITHIN,
)
from mutualaid.domain.matching.promises import Promise
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import (
    Intent,
    MatchState,
    NeedState,
    QuestionKind,
    QuestionState,
)
from mutualaid.service import alarms, brake, ownanswers, phones
from mutualaid.service.incoming import pieces, theirwords
from mutualaid.service.incoming.hearing import Heard, answerable
from mutualaid.service.incoming.theirwords import CROSSES
from mutualaid.service.needs import area, promises
from mutualaid.service.rounds import engaged
from mutualaid.service.turn import Turn
from mutualaid.service.visits import apart, matches
from mutualaid.store import looks, messages, needs, people, plan, series
from mutualaid.transport.contacts import holds_number

FRESH_IDS = 6


def load(turn: Turn, who: Neighbour, heard: Heard, media: int = 0) -> Conversation:
    """Everything a turn may need to know of this phone."""
    tx, reading = turn.tx, heard.reading
    question = messages.question_of(tx, who.id)
    last = messages.last_out(tx, who.id)
    told = messages.last_out(tx, who.id, but="noted") if last is not None and last.line == "noted" else last
    talk = people.talk(tx, who.id)
    since = people.strange_since(tx, who.id)
    live = [n for n in needs.needs_of(tx, who.id) if since is None or n.created_at >= since]
    ties = tuple(t for t in ties_of(turn, who) if since is None or _begun(t) >= since)
    if any(pieces.missed(m) for m in messages.held_back(tx, who.id)):
        talk = replace(talk, misses=talk.misses - 1)
    return Conversation(
        neighbour=who,
        talk=talk,
        facts=facts(turn),
        question=answerable(tx, who.id),
        overtaken=_overtaken(turn, question),
        asked_across=theirwords.asked_across(turn, question, reading.hear),
        with_person=theirwords.with_person(turn, question),
        came_between=theirwords.came_between(turn, question),
        series=tuple(s for s in series.of_neighbour(tx, who.id) if since is None or s.created_at >= since),
        needs=tuple(live),
        under_way=frozenset(n.id for n in live if under_way(needs.matches_of_need(tx, n.id))),
        outside=frozenset(n.id for n in live if plan.case_open(tx, "outside", n.id)),
        kept_back=frozenset(n.id for n in live if plan.case_open(tx, matches.KEPT_BACK, n.id)),
        stuck=frozenset(n.id for n in live if plan.case_open(tx, "intake_stuck", n.id)),
        **_looked_by(turn, live),
        kept=tuple(series.helped_by(tx, who.id)) if since is None and _days_off(reading, question) else (),
        offers=tuple(o for o in needs.offers_of(tx, who.id) if since is None or o.created_at >= since),
        ties=ties,
        promised=_promised(turn, who) if any(t.helping for t in ties) else {},
        **_offered(turn, who, reading, live),
        helped=_helped(turn, who) if reading.thanks and since is None else None,
        gone=_gone(turn, who) if since is None and _asks_of_gone(reading) else None,
        missed=_missed(turn, live),
        met=tuple(people.need(tx, one) for one in needs.met(tx, who.id)) if reading.apart else (),
        named=apart.named(turn, who, reading) if reading.apart else (),
        duty=people.coordinator_by_phone(tx, who.phone),
        person_wrote=last is not None and last.by is not None,
        waits_for_person=reading.pleasantry and promises.waits(tx, who.id),
        burst_last=(last is not None and last.line in MANY_TEXTS)
        or any(messages.queued_line(tx, who.id, line) is not None for line in MANY_TEXTS),
        read_back_last=last is not None and (last.line or "").startswith(READ_BACKS),
        asked_back_last=last is not None and last.line == "sure_yes",
        **theirwords.last(turn, who, last, ties, reading.hear),
        told_last=told is not None and told.line in (*TOLD, *CANNOT),
        limited_last=told is not None and told.line in LIMITS,
        clashed_last=last is not None and last.line in CLASHED,
        well_last=last is not None and last.line == "went_well",
        thanked_last=last is not None and last.line == "thanks_passed",
        cannot_last=last is not None and last.line in CANNOT,
        nobody_last=last is not None and last.line in NOBODY_CAME,
        alarmed=plan.alarmed_since(tx, who.id, turn.now - AFTER_DANGER),
        alarm_waits=plan.open_alarm_of(tx, who.id) is not None,
        own_answer=ownanswers.to_text(turn, reading, who),
        feared=messages.came_after_line(tx, who.id, OF_FEAR, turn.now - FEAR_LASTS),
        lately=messages.came_in(tx, who.id, turn.now - BURST, turn.now),
        afraid=heard.afraid,
        cries=heard.cries,
        calls=heard.calls,
        torn=heard.torn,
        waiting=heard.waiting,
        media=media,
        number=holds_number(reading.text, turn.kit.config.group.country),
        stranger=since is not None,
        repeats=_repeats(messages.bodies_since(tx, who.id, turn.now - ECHO_SPAN)),
        echoes=_echoes(turn, who),
        taken_off=_taken_off(turn, talk.taken_off),
        dropped=_dropped(turn, who, live, reading, told) if since is None and "still" in reading.spans else (),
        fresh=tuple(turn.kit.ids.new() for _ in range(FRESH_IDS)),
    )


def _looked_by(turn: Turn, live: list[Need]) -> dict[str, Any]:
    """By when a person looks at each need that lies before one or is new, and by when one had to."""
    found: dict[str, Any] = {"looked_by": {}, "overlooked": {}}
    for need in live:
        since = looks.waits_since(turn.tx, need.id)
        by = turn.kit.hours.after_decent(since or need.posted_at or need.created_at, PERSON_READS)
        if since is None and looks.was_seen(turn.tx, need.id):
            continue
        if by > turn.now:
            found["looked_by"][need.id] = by
        elif since is not None:
            found["overlooked"][need.id] = by
    return found


def _offered(turn: Turn, who: Neighbour, reading: Reading, live: list[Need]) -> dict[str, Any]:
    """What others offer, by whether they share a language with this phone; empty where no need is to be posted."""
    posts = reading.intent in (Intent.NEED, Intent.BOTH) or "still" in reading.spans
    posts = posts or any(n.state is NeedState.DRAFTED for n in live)
    ours = turn.kit.config.group.languages
    if not posts or not who.languages or (len(ours) < 2 and not set(who.languages) - set(ours)):
        return {}
    offers = needs.offered_by_others(turn.tx, who.id)
    shared = [not spoken or not spoken.isdisjoint(who.languages) for _, spoken in offers]
    return {
        "understood": tuple(k for (k, _), both in zip(offers, shared, strict=True) if both),
        "not_understood": tuple(k for (k, _), both in zip(offers, shared, strict=True) if not both),
    }


def _days_off(reading: Reading, question: Question | None) -> bool:
    """Whether a text takes days off, or answers which of them; or somebody cannot go on, or sets what they do an
    end, which may be about what comes again."""
    ends = reading.cannot or "lasting_end" in reading.spans
    return ends or reading.off is not None or (question is not None and (question.text or "").startswith("times:"))


def _asks_of_gone(reading: Reading) -> bool:
    return bool(ASKS_OF_GONE & reading.spans.keys()) or after_all(reading)


ASKS_OF_GONE = frozenset({"coming", "able", "was_there", "knocked", "shut"})
"""Marks of a text that may be about a visit that is off."""

MANY_TEXTS = ("many_texts", "many_calm")

OF_FEAR = ("complaint_read", "many_texts", "help_many")
"""Lines that answer fear."""

CANNOT = ("helper_cannot", "helper_cannot_held", "helper_missed", "helper_missed_held")
"""Lines that tell a person in need that who was to come cannot, or could not."""

NOBODY_CAME = ("nobody_came", "nobody_came_held", "one_missed", "one_missed_held")

LIMITS = ("limit_set", "limit_seldom", "nights_on", "nights_off")
"""Lines that say back a helper's own limits."""

TOLD = (
    *LIMITS, "need_gone", "need_gone_asked", "requester_cannot", "off_for_them", "off_by_you",
    "cannot_noted", "cannot_noted_held",
)  # fmt: skip
"""Lines that ask for nothing and speak of no visit to come: a limit is kept, or a visit is off."""

DROPPED = ("need_dropped", "need_found")
"""Lines that say that something is off the list."""

READ_BACKS = (
    "need_posted", "needs_posted", "need_changed", "offer_posted", "how_change", "need_by_hand", "welcome",
)  # fmt: skip
"""How the lines begin that read back what was understood; the welcome follows the first of them."""

CLASHED = ("not_moved", "not_moved_offered", "not_moved_week")
"""Lines that say that a time its writer named does not go, and was not passed on."""


def _overtaken(turn: Turn, question: Question | None) -> bool:
    """Whether this phone's question opened a moment ago, just after another one ended unanswered: about another
    need, another helper or other terms."""
    if question is None or question.opened_at is None or turn.now - question.opened_at > CROSSES:
        return False
    before = messages.question_before(turn.tx, question)
    if before is None or before.opened_at is None or before.closed_at is None:
        return False
    if before.need_id == question.need_id and (question.kind is QuestionKind.ASK or _same(before, question)):
        return False
    unanswered = before.state in (QuestionState.LAPSED, QuestionState.DROPPED)
    return unanswered and turn.now - before.closed_at <= 2 * CROSSES


def ties_of(turn: Turn, who: Neighbour) -> tuple[Tie, ...]:
    """The matches this phone is part of, as its holder sees them."""
    found = []
    for match in needs.touching(turn.tx, who.id, turn.now - LATE_YES):
        need = needs.need(turn.tx, match.need_id)
        helping = match.helper_id == who.id
        other = people.need(turn.tx, need.neighbour_id if helping else match.helper_id)
        found.append(Tie(match=match, need=need, other=other, helping=helping))
    return tuple(found)


def _promised(turn: Turn, who: Neighbour) -> dict[Promise, str | None]:
    """See `Conversation.promised`."""
    theirs = engaged.of_one(turn, who.id)
    return {one: asker_name(one.need, people.need(turn.tx, one.need.neighbour_id)) for one in theirs}


def _begun(tie: Tie) -> datetime:
    """When what this phone has to do with a match began: an old need has old matches and new ones."""
    return tie.match.created_at if tie.helping else min(tie.match.created_at, tie.need.created_at)


GONE = timedelta(days=1)
"""How long after a visit is off its helper, on the way all the same, is told so."""

SHORTEST_ECHO = 12
"""Letters from which a text said again may be a machine's; people say "1" and "ok" often."""


def _letters(body: str) -> str:
    return "".join(ch for ch in body.casefold() if ch.isalpha())


def _echoes(turn: Turn, who: Neighbour) -> int:
    """See `Conversation.echoes`; numbers and short words aside."""
    message = turn.inbound
    words = _letters(message.body) if message is not None else ""
    if message is None or len(words) < SHORTEST_ECHO:
        return 0
    day = messages.answered_since(turn.tx, who.id, turn.now - ECHO_DAY, message.id)
    same = [(line, wrote) for body, line, wrote in day if _letters(body) == words]
    if any(not wrote for _, wrote in same) and plan.find_open(turn.tx, "machine", who.id, None, None) is not None:
        return ECHOES_ASKED
    lines = [line for line, _ in same if line is not None]
    return len(lines) if len(set(lines)) <= 2 else 0


def _repeats(bodies: list[str]) -> int:
    """How many of these texts say what an earlier one said, numbers aside; 0 unless the last does."""
    said = [_letters(body) for body in bodies]
    long = [s for s in said if len(s) >= SHORTEST_ECHO]
    if not said or said[-1] not in long or long.count(said[-1]) < 2:
        return 0
    return len(long) - len(set(long))


def _taken_off(turn: Turn, ids: tuple[str, ...]) -> tuple[Need, ...]:
    """The needs that the last opt-out took off, if it is not long ago."""
    found = [needs.find_need(turn.tx, i) for i in ids]
    lately = turn.now - BACK_KEPT
    return tuple(
        n for n in found
        if n is not None and n.state is NeedState.WITHDRAWN and n.closed_at is not None and n.closed_at >= lately
    )  # fmt: skip


DROPPED_KEPT = timedelta(days=1)
"""How long after it was taken back a need may be asked for again in a word."""


def _dropped(
    turn: Turn, who: Neighbour, live: list[Need], reading: Reading, told: Message | None
) -> tuple[Need, ...]:
    """What its person took back last, or said to have found help for elsewhere, all that one text ended. Where
    something else of theirs is open the words may mean that, unless they name only what ended or our last word was
    that it did."""
    every = needs.all_needs_of(turn.tx, who.id)
    at = max((n.closed_at for n in every if n.closed_at is not None), default=None)
    if at is None or at < turn.now - DROPPED_KEPT:
        return ()
    taken_back = (NeedState.WITHDRAWN, NeedState.FULFILLED)
    # what was asked for anew in the same words stands for itself
    last = list({n.text: n for n in reversed(every) if n.closed_at == at and n.state in taken_back}.values())[::-1]
    named, standing = set(reading.kinds), [n for n in live if n.state is not NeedState.DRAFTED]
    of_kind = [n for n in last if named & set(n.kinds)]
    meant = bool(of_kind) and not any(named & set(n.kinds) for n in standing)
    if standing and not meant and (told is None or told.line not in DROPPED):
        return ()
    again = [n for n in of_kind or last if n.series_id is None and n.danger is None and not _visited(turn, n)]
    return tuple(again)


def _visited(turn: Turn, need: Need) -> bool:
    return any(m.state is MatchState.FULFILLED for m in needs.matches_of_need(turn.tx, need.id))


def _helped(turn: Turn, who: Neighbour) -> Tie | None:
    """Whoever helped this phone last, if that is not long ago and none of its own words reached them since."""
    match = needs.last_helped(turn.tx, who.id, turn.now - THANKS_WITHIN)
    if match is None or match.outcome != "well":
        return None
    words = messages.last_of(turn.tx, match.id, ("relay",))
    if words is not None and match.closed_at is not None and words.created_at >= match.closed_at:
        return None
    other = people.need(turn.tx, match.helper_id)
    return Tie(match=match, need=needs.need(turn.tx, match.need_id), other=other, helping=False)


def _gone(turn: Turn, who: Neighbour) -> Tie | None:
    """The last visit this helper had agreed to that is off, as its helper sees it."""
    match = needs.last_off(turn.tx, who.id, turn.now - GONE, turn.now)
    if match is None:
        return None
    need = needs.need(turn.tx, match.need_id)
    return Tie(match=match, need=need, other=people.need(turn.tx, need.neighbour_id), helping=True)


def _missed(turn: Turn, live: list[Need]) -> Tie | None:
    """The visit of the last day to which nobody came, to whoever asked for it."""
    for need in live:
        for match in needs.matches_of_need(turn.tx, need.id):
            lately = match.closed_at is not None and turn.now - match.closed_at <= MISSED_WITHIN
            if match.outcome == "nobody_came" and lately:
                return Tie(match=match, need=need, other=people.need(turn.tx, match.helper_id), helping=False)
    return None


MISSED_WITHIN = timedelta(hours=24)
"""How long "no one came" can be taken back."""


def _same(one: Question, other: Question) -> bool:
    return one.kind is other.kind and one.match_id == other.match_id


def _awake(turn: Turn) -> tuple[tuple[str, ...], ...]:
    """The kinds of each offer for which somebody may be asked in these quiet hours."""
    if turn.kit.config.review.policy == "every" or turn.kit.hours.next_decent(turn.now) == turn.now:
        return ()
    return tuple(
        offer.kinds
        for offer in needs.available_offers(turn.tx)
        if (who := people.need(turn.tx, offer.neighbour_id)).nights
        and phones.is_reachable(who)
        and offer.neighbour_id != (turn.inbound.neighbour_id if turn.inbound else None)
    )


def facts(turn: Turn) -> Facts:
    group = turn.kit.config.group
    return Facts(
        group=group.short_name,
        emergency_number=group.emergency_number,
        person_by=turn.person_by,
        asking_from=turn.kit.hours.next_decent(turn.now),
        awake_from=turn.now,
        awake=_awake(turn),
        policy=turn.kit.config.review.policy,
        kinds=group.kinds,
        coordinators=len(people.coordinators(turn.tx)),
        payable=frozenset(turn.kit.config.money.ask),
        reachable=alarms.reachable(turn),
        carrier_confirms=turn.kit.transport.confirms_stop,
        brake=brake.now_in_force(turn.tx, turn.now),
        area=area.of_group(turn),
        zone=group.zone,
        helps_per_week=turn.kit.config.asks.helps_per_week,
        languages=group.languages,
    )
