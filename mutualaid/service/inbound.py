"""One text in: kept on disk first, then one turn, in one transaction.

The text is read before the transaction. A turn that raises is undone to its savepoint while the text stays; the
tick tries again, and after `TURN_TRIES` a person has it and the neighbour is told so.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.brake import under_way
from mutualaid.domain.conversation.again import SHORT_WORDS
from mutualaid.domain.conversation.filling import tidy_name
from mutualaid.domain.conversation.questions import ASKING, READ_AS
from mutualaid.domain.conversation.table import step
from mutualaid.domain.conversation.talk import Conversation, Facts, Tie
from mutualaid.domain.followups import AFTER_DANGER, BACK_KEPT, BURST, ECHO_SPAN, LATE_YES, THANKS_WITHIN
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import (
    Command,
    Intent,
    MessageClass,
    MessageState,
    NeedState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.service import alarms, apart, area, brake, ownanswers, phones, reach, strangers
from mutualaid.service.carry import carry
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan, series
from mutualaid.store.engine import LostRace, StoreError, Tx
from mutualaid.transport.base import InboundText
from mutualaid.transport.contacts import holds_number
from mutualaid.transport.numbers import is_short_code, masked, normalise

log = logging.getLogger(__name__)

TURN_TRIES = 5
FRESH_IDS = 6

OWNED = frozenset({Command.STOP, Command.START, Command.HELP})
"""Commands whose one word is the same in all languages, for the carriers own it."""

UNWELCOMED = frozenset({"danger", "wrong number"})
"""Rows after whose answer nothing more is said."""

NAMES_AND_PLACES = frozenset(
    {QuestionKind.DOOR, QuestionKind.WHERE, QuestionKind.WHERE_TO, QuestionKind.OFFER_WHERE, QuestionKind.NAME}
)
"""Questions whose answers are written alike in all languages."""

UNANSWERED = timedelta(hours=1)
"""How long after a text that was not understood a person is given it, if nothing follows."""


def receive(kit: Kit, text: InboundText) -> str | None:
    """Keeps a text and answers it; its id, or None where it was kept before. Raises StoreError when it cannot
    be kept: then nothing was, and the provider must ask again."""
    phone = normalise(text.from_, kit.config.group.country) if not is_short_code(text.from_) else None
    message = Message(
        id=kit.ids.new(),
        direction="in",
        phone=phone or text.from_,
        body=text.body,
        created_at=kit.clock.now(),
        state=MessageState.RECEIVED,
        provider_id=text.provider_id,
        media=text.media,
        handed_at=kit.clock.now(),
    )
    if phone is None:
        return _keep_unanswerable(kit, message)
    reading = understand(kit, message)

    def work(turn: Turn) -> bool:
        who = phones.meet(turn, phone)
        kept = replace(message, neighbour_id=who.id, counter=people.next_counter(turn.tx, who.id))
        if not messages.insert_inbound(turn.tx, kept):
            return False
        _turn(turn, kept, reading)
        return True

    return message.id if kit.turn(work) else None


def _keep_unanswerable(kit: Kit, message: Message) -> str | None:
    """A short code or a name instead of a number: kept, put on the desk, never answered."""

    def work(turn: Turn) -> bool:
        if not messages.insert_inbound(turn.tx, message):
            return False
        messages.move(turn.tx, message, "handle", reason="no number to answer")
        turn.inbound = message
        turn.case("no_number", 2, note=f"{message.phone}: {message.body[:300]}")
        return True

    return message.id if kit.turn(work) else None


def understand(kit: Kit, message: Message) -> Reading:
    """What a kept text says, read with what its phone was asked. Outside any transaction."""
    language = question = None
    pieces: list[str] = []
    with kit.store.reading() as tx:
        who = people.by_phone(tx, message.phone)
        if who is not None:
            language = who.language
            open_one = messages.question_of(tx, who.id)
            if open_one is not None and _counts(open_one):
                question = None if open_one.kind is QuestionKind.FORGET else READ_AS.get(open_one.kind, "yes_no")
            pieces = _missed_pieces(tx, who.id, message)
    now = message.created_at.astimezone(kit.config.group.zone)
    context = Context(now=now, language=language, question=question)
    reading = kit.reader.understand(message.body, context)
    if pieces and reading.intent is Intent.OTHER and not (reading.pleasantry or reading.automatic):
        return kit.reader.understand("\n".join([*pieces, message.body]), context)
    return reading


def _counts(question: Question) -> bool:
    """Whether a text may answer this question: it was sent, or asks for a missing thing and still waits."""
    return question.state is QuestionState.OPEN or question.kind in ASKING


def _misses(message: Message) -> bool:
    return message.line is not None and (message.line == "not_understood" or message.line.endswith("_again"))


def _missed_pieces(tx: Tx, neighbour_id: str, but: Message) -> list[str]:
    """The texts just before, which said nothing by themselves and are not answered yet."""
    found = [messages.get(tx, m.reply_to) for m in messages.held_back(tx, neighbour_id) if _misses(m)]
    return [m.body for m in found if m is not None and m.id != but.id]


def _turn(turn: Turn, message: Message, reading: Reading) -> None:
    turn.inbound = message
    try:
        with turn.tx.savepoint():
            _answer(turn, message, reading)
            messages.move(turn.tx, message, "handle")
    except (LostRace, StoreError):
        raise
    except Exception:
        log.exception("the turn of message %s from %s failed", message.id, masked(message.phone))
        turn.replied = False
        messages.change(turn.tx, message, attempts=message.attempts + 1)
        if message.attempts + 1 >= TURN_TRIES:
            _give_to_person(turn, message)


def _give_to_person(turn: Turn, message: Message) -> None:
    who = people.need(turn.tx, message.neighbour_id or "")
    messages.move(turn.tx, message, "handle", reason="a person reads it")
    turn.case("failed_turn", 0, neighbour_id=who.id, note=message.body[:300])
    turn.tell(who, "person_reads_this", {"by": turn.person_by}, MessageClass.REPLY)


def again(kit: Kit) -> int:
    """Tries texts whose turn failed once more; says how many there were."""
    with kit.store.reading() as tx:
        waiting = [m for m in messages.unhandled(tx) if m.neighbour_id is not None]
    for message in waiting:
        reading = understand(kit, message)

        def work(turn: Turn, message: Message = message, reading: Reading = reading) -> None:
            current = messages.get(turn.tx, message.id)
            if current is not None and current.state is MessageState.RECEIVED:
                _turn(turn, current, reading)

        kit.turn(work)
    return len(waiting)


def _answer(turn: Turn, message: Message, reading: Reading) -> None:
    who = strangers.notice(turn, people.need(turn.tx, message.neighbour_id or ""), reading)
    if not reading.automatic and reach.unreached(turn, who):
        phones.reach_again(turn, who)
    changes: dict[str, Any] = {"last_in_at": turn.now}
    languages = turn.kit.config.group.languages
    asked = messages.question_of(turn.tx, who.id)
    named = asked is not None and asked.kind in NAMES_AND_PLACES
    if reading.language in languages and not named and _tells_language(who, reading):
        changes["language"] = reading.language
    if reading.name is not None and who.name is None:
        changes["name"] = tidy_name(reading.name)
    who = people.change(turn.tx, who, **changes)
    conversation = load(turn, who, reading, message.media)
    row, effects = step(conversation, reading, turn.now)
    turn.who = who.name or "a neighbor"
    turn.log("text", neighbour_id=who.id, detail=row)
    carry(turn, who, effects)
    if row == "not understood" and people.talk(turn.tx, who.id).misses:
        due = turn.kit.hours.after_decent(turn.now, UNANSWERED)
        turn.schedule("unanswered", due, neighbour_id=who.id, subject=message.body[:300])
    if not conversation.alarmed:
        _welcome(turn, who, row)


def _tells_language(who: Neighbour, reading: Reading) -> bool:
    """Whether a text is meaningful enough to answer in its language: a corner or a name is written alike in all,
    so a short answer tells only of someone we have not heard yet."""
    words = len(reading.text.split())
    owned = reading.command in OWNED and words == 1
    short = owned or (words <= SHORT_WORDS and not (reading.kinds or reading.command))
    return not reading.automatic and (who.language is None or not short)


def _welcome(turn: Turn, who: Neighbour, row: str) -> None:
    """First contact alone gets a second text, with the words the carriers want."""
    who = people.need(turn.tx, who.id)
    if who.standing is not Standing.ACTIVE or not turn.replied or row in UNWELCOMED:
        return
    waiting = messages.queued_line(turn.tx, who.id, "welcome")
    if who.welcomed_at is not None and waiting is None:
        return
    if waiting is not None:
        messages.move(turn.tx, waiting, "drop", reason="more came")
    people.change(turn.tx, who, welcomed_at=turn.now)
    language = who.language or turn.kit.config.group.languages[0]
    body = turn.kit.catalogue.render("welcome", language, {}, turn.now)
    after = turn.next_piece(who.id) if messages.held_back(turn.tx, who.id) else None
    turn.queue(who, body, MessageClass.REPLY, line="welcome", second=True, not_before=after)


def load(turn: Turn, who: Neighbour, reading: Reading, media: int = 0) -> Conversation:
    """Everything a turn may need to know of this phone."""
    tx = turn.tx
    question = messages.question_of(tx, who.id)
    last = messages.last_out(tx, who.id)
    talk = people.talk(tx, who.id)
    since = people.strange_since(tx, who.id)
    live = [n for n in needs.needs_of(tx, who.id) if since is None or n.created_at >= since]
    if any(_misses(m) for m in messages.held_back(tx, who.id)):
        talk = replace(talk, misses=talk.misses - 1)
    return Conversation(
        neighbour=who,
        talk=talk,
        facts=facts(turn),
        question=question if question is not None and _counts(question) else None,
        overtaken=_overtaken(turn, question),
        series=tuple(s for s in series.of_neighbour(tx, who.id) if since is None or s.created_at >= since),
        needs=tuple(live),
        under_way=frozenset(n.id for n in live if under_way(needs.matches_of_need(tx, n.id))),
        outside=frozenset(n.id for n in live if plan.case_open(tx, "outside", n.id)),
        offers=tuple(o for o in needs.offers_of(tx, who.id) if since is None or o.created_at >= since),
        ties=tuple(t for t in ties_of(turn, who) if since is None or _begun(t) >= since),
        helped=_helped(turn, who) if reading.thanks and since is None else None,
        gone=_gone(turn, who) if since is None and "coming" in reading.spans else None,
        met=tuple(people.need(tx, one) for one in needs.met(tx, who.id)) if reading.apart else (),
        named=apart.named(turn, who, reading) if reading.apart else (),
        duty=people.coordinator_by_phone(tx, who.phone),
        person_wrote=last is not None and last.by is not None,
        burst_last=(last is not None and last.line == MANY_TEXTS)
        or messages.queued_line(tx, who.id, MANY_TEXTS) is not None,
        read_back_last=last is not None and (last.line or "").startswith(READ_BACKS),
        relayed_last=last is not None and last.line == "relay",
        alarmed=plan.alarmed_since(tx, who.id, turn.now - AFTER_DANGER),
        own_answer=ownanswers.to_text(turn, reading, who),
        lately=messages.came_in(tx, who.id, turn.now - BURST),
        media=media,
        number=holds_number(reading.text, turn.kit.config.group.country),
        stranger=since is not None,
        repeats=_repeats(messages.bodies_since(tx, who.id, turn.now - ECHO_SPAN)),
        taken_off=_taken_off(turn, talk.taken_off),
        fresh=tuple(turn.kit.ids.new() for _ in range(FRESH_IDS)),
    )


MANY_TEXTS = "many_texts"

READ_BACKS = (
    "need_posted", "needs_posted", "need_changed", "offer_posted", "how_change", "need_by_hand", "welcome",
)  # fmt: skip
"""How the lines begin that read back what was understood; the welcome follows the first of them."""

JUST_NOW = timedelta(minutes=1)
"""A question younger than this may have crossed with the answer to the one before."""


def _overtaken(turn: Turn, question: Question | None) -> bool:
    """Whether this phone's question opened a moment ago, just after another one ended unanswered: about another
    need, another helper or other terms."""
    if question is None or question.opened_at is None or turn.now - question.opened_at > JUST_NOW:
        return False
    before = messages.question_before(turn.tx, question)
    if before is None or before.opened_at is None or before.closed_at is None:
        return False
    if before.need_id == question.need_id and (question.kind is QuestionKind.ASK or _same(before, question)):
        return False
    unanswered = before.state in (QuestionState.LAPSED, QuestionState.DROPPED)
    return unanswered and turn.now - before.closed_at <= 2 * JUST_NOW


def ties_of(turn: Turn, who: Neighbour) -> tuple[Tie, ...]:
    """The matches this phone is part of, as its holder sees them."""
    found = []
    for match in needs.touching(turn.tx, who.id, turn.now - LATE_YES):
        need = needs.need(turn.tx, match.need_id)
        helping = match.helper_id == who.id
        other = people.need(turn.tx, need.neighbour_id if helping else match.helper_id)
        found.append(Tie(match=match, need=need, other=other, helping=helping))
    return tuple(found)


def _begun(tie: Tie) -> datetime:
    """When what this phone has to do with a match began: an old need has old matches and new ones."""
    return tie.match.created_at if tie.helping else min(tie.match.created_at, tie.need.created_at)


GONE = timedelta(days=1)
"""How long after a visit is off its helper, on the way all the same, is told so."""

SHORTEST_ECHO = 12
"""Letters from which a text said again may be a machine's; people say "1" and "ok" often."""


def _repeats(bodies: list[str]) -> int:
    """How many of these texts say what an earlier one said, numbers aside; 0 unless the last does."""
    said = ["".join(ch for ch in body.casefold() if ch.isalpha()) for body in bodies]
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
    )
