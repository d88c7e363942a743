"""One text in: kept on disk first, then one turn, in one transaction.

The text is read before the transaction. A turn that raises is undone to its savepoint while the text stays; the
tick tries again, and after `TURN_TRIES` a person has it and the neighbour is told so. Where more texts come than
can be answered at once, they are only kept, which is quick, and the tick has their turns, each phone's in order.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from mutualaid.domain.conversation.again import SHORT_WORDS
from mutualaid.domain.conversation.filling import tidy_name
from mutualaid.domain.conversation.questions import READ_AS
from mutualaid.domain.conversation.table import step
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import (
    Command,
    Intent,
    MessageClass,
    MessageState,
    QuestionKind,
    Standing,
)
from mutualaid.language.options import Options, offered
from mutualaid.service import phones, pieces, posting, reach, strangers
from mutualaid.service.carry import carry
from mutualaid.service.kit import Kit
from mutualaid.service.recall import counts, load, names_beside
from mutualaid.service.turn import Turn
from mutualaid.store import corrections, messages, needs, people
from mutualaid.store.engine import LostRace, StoreError, Tx
from mutualaid.transport.base import InboundText
from mutualaid.transport.numbers import is_short_code, masked, normalise

log = logging.getLogger(__name__)

TURN_TRIES = 5

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


def receive(kit: Kit, text: InboundText, *, gather: timedelta | None = None) -> str | None:
    """Keeps a text and answers it; its id, or None where it was kept before. It is read as of when it was sent.
    With `gather` the answer waits so long to be said together with others. Behind a text of the same phone that
    waits for its turn it waits too. Raises StoreError when it cannot be kept: then nothing was, and the provider
    must ask again."""
    message, answerable = _message(kit, text)
    if not answerable:
        return _keep_unanswerable(kit, message)
    reading = understand(kit, message)

    def work(turn: Turn) -> bool:
        turn.gathers_until = turn.now + gather if gather is not None else None
        waits = messages.waits_before(turn.tx, message)
        if not messages.insert_inbound(turn.tx, message):
            return False
        if not waits:
            _turn(turn, _met(turn, message), reading)
        return True

    return message.id if kit.turn(work) else None


def keep(kit: Kit, text: InboundText) -> str | None:
    """Keeps a text for the tick to answer; its id, or None where it was kept before. Raises StoreError as `receive`
    does."""
    message, answerable = _message(kit, text)
    if not answerable:
        return _keep_unanswerable(kit, message)
    with kit.store.transaction() as tx:
        kept = messages.insert_inbound(tx, message)
    kit.kick()
    return message.id if kept else None


def _message(kit: Kit, text: InboundText) -> tuple[Message, bool]:
    """A text as it is kept, and whether its sender can be answered."""
    phone = normalise(text.from_, kit.config.group.country) if not is_short_code(text.from_) else None
    now = kit.clock.now()
    message = Message(
        id=kit.ids.new(),
        direction="in",
        phone=phone or text.from_,
        body=text.body,
        created_at=now,
        state=MessageState.RECEIVED,
        provider_id=text.provider_id,
        media=text.media,
        handed_at=min(text.sent_at or now, now),
    )
    return message, phone is not None


def _met(turn: Turn, message: Message) -> Message:
    """A kept text as one of the neighbour behind its phone, who may be new."""
    who = phones.meet(turn, message.phone)
    counter = people.next_counter(turn.tx, who.id)
    return messages.change(turn.tx, message, neighbour_id=who.id, counter=counter)


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
    language = question = near = None
    held: list[str] = []
    options: Options = ()
    lately: list[str] = []
    others: frozenset[str] = frozenset()
    with kit.store.reading() as tx:
        who = people.by_phone(tx, message.phone)
        if who is not None:
            language = who.language
            open_one = messages.question_of(tx, who.id)
            if open_one is not None and counts(open_one):
                question, options = asked_as(open_one), _options(tx, open_one)
            held = pieces.missed_pieces(tx, who.id, message)
            lately = pieces.just_before(tx, who.id, message)
            near = _read_back(tx, who.id, message)
            others = names_beside(tx, who.id, message.created_at)
    now = message.sent_at.astimezone(kit.config.group.zone)
    context = Context(now=now, language=language, question=question, near=near, others=others, options=options)
    reading = kit.reader.understand(message.body, context)
    if reading.intent in (Intent.OTHER, Intent.QUESTION) and not (reading.pleasantry or reading.automatic):
        reading = kit.foreign(message.body, context) or reading
    whole = pieces.as_one(kit.reader, pieces.scraps(kit.reader, lately, context), reading, context)
    if whole is not None:
        return whole
    if held and reading.intent is Intent.OTHER and not (reading.pleasantry or reading.automatic):
        return kit.reader.understand("\n".join([*held, message.body]), context)
    return reading


def _read_back(tx: Tx, neighbour_id: str, message: Message) -> str | None:
    """The place of the need just read back, in words."""
    talk = people.talk(tx, neighbour_id)
    if talk.focus_need_id is None or talk.focus_until is None or talk.focus_until <= message.created_at:
        return None
    need = needs.find_need(tx, talk.focus_need_id)
    return need.place_text if need is not None else None


def _options(tx: Tx, question: Question) -> Options:
    """Our own words for the answers to a question, as the text had them that asked it."""
    asked = messages.message_of_question(tx, question.id)
    return offered(asked.body) if asked is not None else ()


def asked_as(question: Question) -> str | None:
    """How `understand` is told of the question a text may answer."""
    return None if question.kind is QuestionKind.FORGET else READ_AS.get(question.kind, "yes_no")


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
    """Gives the texts that wait their turn, those included whose turn failed; says how many there were."""
    with kit.store.reading() as tx:
        waiting = messages.unhandled(tx)
    for message in waiting:
        reading = understand(kit, message)

        def work(turn: Turn, message: Message = message, reading: Reading = reading) -> None:
            current = messages.get(turn.tx, message.id)
            if current is None or current.state is not MessageState.RECEIVED:
                return
            if not messages.waits_before(turn.tx, current):
                _turn(turn, current if current.neighbour_id is not None else _met(turn, current), reading)

        kit.turn(work)
    return len(waiting)


def _answer(turn: Turn, message: Message, reading: Reading) -> None:
    who = strangers.notice(turn, people.need(turn.tx, message.neighbour_id or ""), reading)
    if not reading.automatic and reach.unreached(turn, who):
        phones.reach_again(turn, who)
    changes: dict[str, Any] = {"last_in_at": max(message.sent_at, who.last_in_at or message.sent_at)}
    languages = turn.kit.config.group.languages
    asked = messages.question_of(turn.tx, who.id)
    named = asked is not None and asked.kind in NAMES_AND_PLACES and not reading.kinds
    if reading.language in languages and not named and _tells_language(who, reading):
        changes["language"] = reading.language
    if reading.speaks:
        told = dict.fromkeys((*who.speaks, *([who.language] if who.language else []), *reading.speaks))
        changes["speaks"] = tuple(told)
    if reading.name is not None and who.name is None:
        changes["name"] = tidy_name(reading.name)
    who = people.change(turn.tx, who, **changes)
    conversation = load(turn, who, reading, message.media)
    row, effects = step(conversation, reading, turn.now)
    turn.who = who.name or "a neighbor"
    turn.log("text", neighbour_id=who.id, detail=row)
    corrections.note_used(turn.tx, reading.taught, turn.now)
    carry(turn, who, effects)
    if "speaks" in changes:
        posting.look_again_at_open_needs(turn)
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
