"""One text in: kept on disk first, then one turn, in one transaction.

The text is read before the transaction. A turn that raises is undone to its savepoint while the text stays; the
tick tries again, and after `TURN_TRIES` a person has it and the neighbour is told so. Texts that were only kept
(`doorstep`) have their turns then too, each phone's in order, danger first.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from itertools import chain
from typing import Any

from mutualaid.domain.conversation.needs.again import SHORT_WORDS
from mutualaid.domain.conversation.needs.filling import tidy_name
from mutualaid.domain.conversation.table import step
from mutualaid.domain.messages import Message
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import (
    Command,
    MessageClass,
    MessageState,
    QuestionKind,
    Standing,
)
from mutualaid.service import phones
from mutualaid.service.carry import carry
from mutualaid.service.incoming import flood, pieces, strangers
from mutualaid.service.incoming.hearing import Heard, hear
from mutualaid.service.incoming.recall import load
from mutualaid.service.incoming.urgency import by_phone
from mutualaid.service.kit import Kit
from mutualaid.service.needs import offering
from mutualaid.service.outgoing import reach
from mutualaid.service.turn import Turn
from mutualaid.store import corrections, messages, people
from mutualaid.store.engine import LostRace, StoreError
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

MAY_GO_ON = frozenset({"answer", "nothing open"})
"""Rows of a bare "i cant", which may be the beginning of a cry."""

UNANSWERED = timedelta(hours=1)
"""How long after a text that was not understood a person is given it, if nothing follows."""


def receive(kit: Kit, text: InboundText, *, gather: timedelta | None = None) -> str | None:
    """Keeps a text and answers it; its id, or None where it was kept before. It is read as of when it was sent.
    With `gather` the answer waits so long to be said together with others. Behind a text of the same phone that
    waits for its turn it waits too. Raises StoreError when it cannot be kept: then nothing was, and the provider
    must ask again."""
    message = as_kept(kit, text)
    heard = _heard(kit, message)

    def work(turn: Turn) -> bool:
        turn.gathers_until = turn.now + gather if gather is not None else None
        waits = messages.waits_before(turn.tx, message)
        if not messages.insert_inbound(turn.tx, message):
            return False
        if not waits:
            _take(turn, message, heard)
        return True

    return message.id if kit.turn(work) else None


def as_kept(kit: Kit, text: InboundText) -> Message:
    """A text as it is kept before its turn, in which it is given to the neighbour behind its phone."""
    now = kit.clock.now()
    return Message(
        id=kit.ids.new(),
        direction="in",
        phone=_number(kit, text.from_) or text.from_,
        body=text.body,
        created_at=now,
        state=MessageState.RECEIVED,
        provider_id=text.provider_id,
        media=text.media,
        handed_at=min(text.sent_at or now, now),
    )


def _number(kit: Kit, sender: str) -> str | None:
    """The number of a sender who can be answered; None for a short code or a name instead of a number."""
    return None if is_short_code(sender) else normalise(sender, kit.config.group.country)


def _heard(kit: Kit, message: Message) -> Heard | Exception | None:
    """What a text says; None where its sender cannot be answered, and why it could not be read where it could not:
    it is kept all the same, and its turn fails."""
    if _number(kit, message.phone) is None:
        return None
    try:
        return hear(kit, message)
    except StoreError:
        raise
    except Exception as problem:
        return problem


def _take(turn: Turn, message: Message, heard: Heard | Exception | None) -> None:
    """The turn of a kept text. Who cannot be answered is put on the desk."""
    if heard is not None:
        known = message if message.neighbour_id is not None else _met(turn, message)
        if known is not None:
            _turn(turn, known, heard)
        return
    messages.move(turn.tx, message, "handle", reason="no number to answer")
    turn.inbound = message
    turn.case("no_number", 2, note=f"{message.phone}: {message.body[:300]}")


def _met(turn: Turn, message: Message) -> Message | None:
    """A kept text as one of the neighbour behind its phone, who may be new; None where that failed."""
    try:
        with turn.tx.savepoint():
            who = phones.meet(turn, message.phone)
            counter = people.next_counter(turn.tx, who.id)
            return messages.change(turn.tx, message, neighbour_id=who.id, counter=counter)
    except (LostRace, StoreError):
        raise
    except Exception:
        if _failed(turn, message):
            turn.case("failed_turn", 0, note=f"{message.phone}: {message.body[:300]}")
        return None


def _turn(turn: Turn, message: Message, heard: Heard | Exception) -> None:
    turn.inbound = message
    try:
        with turn.tx.savepoint():
            if isinstance(heard, Exception):
                raise heard
            _answer(turn, message, heard)
            messages.move(turn.tx, message, "handle")
    except (LostRace, StoreError):
        raise
    except Exception:
        turn.replied = False
        if _failed(turn, message):
            who = people.need(turn.tx, message.neighbour_id or "")
            turn.case("failed_turn", 0, neighbour_id=who.id, note=message.body[:300])
            turn.tell(who, "person_reads_this", {"by": turn.person_by}, MessageClass.REPLY)


def _failed(turn: Turn, message: Message) -> bool:
    """Notes that the turn of a text failed; whether for the last time, so that a person has to read it."""
    log.exception("the turn of message %s from %s failed", message.id, masked(message.phone))
    message = messages.change(turn.tx, message, attempts=message.attempts + 1)
    last = message.attempts >= TURN_TRIES
    if last:
        messages.move(turn.tx, message, "handle", reason="a person reads it")
    return last


def again(kit: Kit) -> int:
    """Gives the texts that wait their turn, those included whose turn failed; says how many there were. Where
    several phones wait, danger comes first."""
    with kit.store.reading() as tx:
        waiting = messages.unhandled(tx)
    phones = [waiting]
    if len({message.phone for message in waiting}) > 1:
        phones = by_phone(kit, waiting, lambda message: (message.phone, message.body, message.sent_at))
    for message in chain.from_iterable(phones):
        heard = _heard(kit, message)

        def work(turn: Turn, message: Message = message, heard: Heard | Exception | None = heard) -> None:
            current = messages.get(turn.tx, message.id)
            if current is None or current.state is not MessageState.RECEIVED:
                return
            if not messages.waits_before(turn.tx, current):
                _take(turn, current, heard)

        kit.turn(work)
    return len(waiting)


def _answer(turn: Turn, message: Message, heard: Heard) -> None:
    reading = heard.reading
    who = strangers.notice(turn, people.need(turn.tx, message.neighbour_id or ""), reading)
    if not reading.automatic and reach.unreached(turn, who):
        phones.reach_again(turn, who)
    changes: dict[str, Any] = {"last_in_at": max(message.sent_at, who.last_in_at or message.sent_at)}
    asked = messages.question_of(turn.tx, who.id)
    named = asked is not None and asked.kind in NAMES_AND_PLACES and not reading.kinds
    if asked is not None and asked.kind is QuestionKind.SEND_WHERE and reading.place is not None:
        named = not reading.kinds
    if turn.kit.catalogue.speaks(reading.language) and not named and _tells_language(who, reading):
        changes["language"] = reading.language
    if reading.speaks:
        told = dict.fromkeys((*who.speaks, *([who.language] if who.language else []), *reading.speaks))
        changes["speaks"] = tuple(told)
    if reading.name is not None and who.name is None:
        changes["name"] = tidy_name(reading.name)
    who = people.change(turn.tx, who, **changes)
    conversation = load(turn, who, heard, message.media)
    row, effects = step(conversation, reading, turn.now)
    turn.who = who.name or "a neighbor"
    turn.log("text", neighbour_id=who.id, detail=row)
    corrections.note_used(turn.tx, reading.taught, turn.now)
    turn.flooded = flood.quiets(turn, who, row)
    if row in MAY_GO_ON and pieces.broken_off(reading) and turn.gathers_until is None:
        turn.gathers_until = turn.next_piece(who.id)  # "i cant" may go on: "breathe"
    carry(turn, who, effects)
    if turn.flooded:
        flood.last_word(turn, who, row, message.body)
    if "speaks" in changes:
        offering.look_again_at_open_needs(turn, who.id)
    if row == "not understood" and people.talk(turn.tx, who.id).misses:
        due = turn.kit.hours.after_decent(turn.now, UNANSWERED)
        turn.schedule("unanswered", due, neighbour_id=who.id, subject=message.body[:300])
    if not conversation.alarmed:
        _welcome(turn, who, row)


_HOUSE = re.compile(r"\s*#?\d{2,}[a-z]?\s+[^\W\d]", re.IGNORECASE)
"""A text that begins with the number of a house: "door 2" behind it is a word of theirs, and no language."""


def _tells_language(who: Neighbour, reading: Reading) -> bool:
    """Whether a text is meaningful enough to answer in its language: a corner or a name is written alike in all,
    so a short answer tells only of someone we have not heard yet."""
    words = len(reading.text.split())
    owned = reading.command in OWNED and words == 1
    alike = words <= SHORT_WORDS or _HOUSE.match(reading.text) is not None
    short = owned or (alike and not (reading.kinds or reading.command))
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
