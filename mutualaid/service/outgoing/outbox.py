"""Texts out: whoever holds the lease claims by class, looks again, sends, records.

No transaction is open while the network is. What the provider may have taken is never sent again unseen: it is
`unsure` until a callback or the provider's list says.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageClass,
    MessageState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.service import alarms, events, phones
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import lastlook
from mutualaid.service.turn import Turn
from mutualaid.service.visits import matches
from mutualaid.store import erasing, leases, messages, needs, people, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.transport.base import Outcome, SendProblem, Sent, StatusUpdate
from mutualaid.transport.numbers import masked

log = logging.getLogger(__name__)

LEASE = "send"
LEASE_SECONDS = 20.0
CLAIM_SECONDS = 20.0
LONGEST_VALID = 36000
"""Seconds the provider keeps a text at most (Twilio: validity period up to 36,000)."""
RETRY_SECONDS = (5, 30, 120, 600, 1800)
"""Waits between tries; the last one is repeated."""
HELD_UP = "Our text could not leave for a day, and would puzzle more than it helps now."
UNSURE_GRACE = 60.0
"""Seconds an unsure text is looked for before it is given up and written anew."""
REFUSED_WAITS = (lastlook.STOPPED_WAIT, timedelta(minutes=30), timedelta(hours=1))
"""Waits of a text over which our account was refused, the last repeated: it may be for the phone it goes to, and
each try holds up the others for `STOPPED_WAIT`. Emergencies wait that long; only their first try holds up any."""
WELL_AGAIN = timedelta(hours=1)
"""So long after the last refusal a text that arrives says that it is over."""
LONG_WELL = timedelta(days=1)
"""So long after it one that the provider takes says so too, where no network reports what arrives."""
STAND_IN_SECONDS = 10.0
"""After so long who sends emergencies alone takes no other: somebody waits for that thread."""
POLL_AFTER = timedelta(hours=12)
"""After how long without a final state a text is looked up (Twilio's own advice), and looked up again."""
POLL_UNTIL = timedelta(days=14)
"""After how long it is looked up no more: what a network has not reported by then, nobody will."""


def pump(kit: Kit, emergencies_only: bool = False) -> int:
    """Sends what is due, in order; says how many were handed over. Does nothing without the lease.

    Before each text it is looked again what is due first: at one segment a second an answer to somebody in danger
    would wait for a whole batch of others."""
    with kit.sending:
        sent, began = 0, kit.clock.monotonic()
        while (first := _first_due(kit)) is not None:
            late = kit.clock.monotonic() - began >= STAND_IN_SECONDS
            if emergencies_only and (late or first.kind is not MessageClass.EMERGENCY):
                return sent
            try:
                taken = _send(kit, first)
            except _NotOurs:
                return sent
            sent += taken
        return sent


class _NotOurs(Exception):
    """Somebody else sends now."""


def _first_due(kit: Kit) -> Message | None:
    with kit.store.reading() as tx:
        due = messages.sendable(tx, kit.clock.now(), kit.ticks(), limit=1)
    return due[0] if due else None


def leave(kit: Kit) -> None:
    """Gives the lease up when the sender stops."""
    with kit.store.transaction() as tx:
        leases.leave(tx, LEASE, kit.holder)


def _send(kit: Kit, message: Message) -> bool:
    """Hands one message over; whether the provider took it."""
    claimed = kit.turn(lambda turn: _claim(turn, message.id))
    if claimed is None:
        return False
    valid = LONGEST_VALID
    if claimed.valid_until is not None:
        valid = max(1, min(LONGEST_VALID, int((claimed.valid_until - kit.clock.now()).total_seconds())))
    try:
        sent = kit.transport.send(claimed.phone, claimed.body, oid=claimed.id, valid_seconds=valid)
    except SendProblem as problem:
        failed = problem
        kit.turn(lambda turn: _problem(turn, claimed.id, failed))
        return False
    kit.turn(lambda turn: _sent(turn, claimed.id, sent))
    kit.clock.sleep(claimed.segments / kit.config.sending.segments_per_second)
    return True


def _claim(turn: Turn, message_id: str) -> Message | None:
    """Takes one message for sending, after a last look whether it may still go; with it the lease is held on.
    Raises _NotOurs where another holds it."""
    if not leases.take(turn.tx, LEASE, turn.kit.holder, turn.kit.ticks(), LEASE_SECONDS):
        raise _NotOurs
    message = messages.get(turn.tx, message_id)
    if message is None or message.state is not MessageState.QUEUED:
        return None
    reason = lastlook.why_not(turn, message)
    if reason is None and lastlook.held_up(turn, message):
        reason = "held up for a day"
        turn.case("phone_them", 0, neighbour_id=message.neighbour_id, note=HELD_UP)
    if reason is not None:
        _drop(turn, message, reason)
        return None
    later = lastlook.not_yet(turn, message)
    if later is not None:
        messages.change(turn.tx, message, send_after=later)
        return None
    if message.question_id is not None:
        question = messages.question(turn.tx, message.question_id)
        if question is not None and question.state is QuestionState.RESERVED:
            messages.move_question(turn.tx, question, "open", opened_at=turn.now)
    if message.line != "welcome":
        people.note(turn.tx, message.neighbour_id or "", last_body=message.body)
    until = turn.kit.ticks() + CLAIM_SECONDS
    return messages.move(turn.tx, message, "claim", claimed_until=until)


def _drop(turn: Turn, message: Message, reason: str) -> None:
    messages.move(turn.tx, message, "drop", reason=reason)
    turn.log("drop text", neighbour_id=message.neighbour_id, match_id=message.match_id, detail=reason)
    _unanswerable(turn, message)


def _asked_before(question: Question, message: Message) -> bool:
    """Whether an earlier text has put this question already, and this one only says it again."""
    return question.opened_at is not None and question.opened_at < message.created_at


def _unanswerable(turn: Turn, message: Message) -> None:
    """A question that never reached its phone closes, and what waited for the answer goes on."""
    question = messages.question(turn.tx, message.question_id)
    if question is None or question.state not in (QuestionState.RESERVED, QuestionState.OPEN):
        return
    if _asked_before(question, message):
        return
    if question.kind is QuestionKind.ASK and question.match_id is not None:
        match = needs.match(turn.tx, question.match_id)
        if match.state is MatchState.ASKED:
            matches.lapse(turn, match.id)
            return
    turn.drop_question(question)
    if question.match_id is not None or question.need_id is not None:
        turn.case(
            "not_reached", 0, neighbour_id=question.neighbour_id, need_id=question.need_id,
            match_id=question.match_id,
        )  # fmt: skip


def _sent(turn: Turn, message_id: str, sent: Sent) -> None:
    message = messages.get(turn.tx, message_id)
    assert message is not None
    if messages.may(message, "send"):
        message = messages.move(turn.tx, message, "send", provider_id=sent.provider_id, handed_at=turn.now)
    elif message.provider_id is None:
        messages.change(turn.tx, message, provider_id=sent.provider_id, handed_at=turn.now)
    turn.events.append(events.of_message(message))
    _learn(turn, message, sent.state, sent.error)
    _well_again(turn, message, LONG_WELL)


EVENTS = {
    MessageState.SENT: "send",
    MessageState.DELIVERED: "deliver",
    MessageState.UNDELIVERED: "bounce",
    MessageState.FAILED: "fail",
}


def _apply(turn: Turn, message: Message, state: MessageState, error: int | None = None) -> bool:
    """Moves a message to what the provider says, never backwards; says whether it moved."""
    event = EVENTS.get(state)
    if event is None or not messages.may(message, event):
        return False
    fields = {"error": error} if error is not None else {}
    turn.events.append(events.of_message(messages.move(turn.tx, message, event, **fields), error))
    return True


def _learn(
    turn: Turn, message: Message, state: MessageState, error: int | None, problem: SendProblem | None = None
) -> bool:
    """As `_apply`; where the text did not arrive a person is told, and what waited for the answer goes on."""
    moved = _apply(turn, message, state, error)
    if moved and state in (MessageState.FAILED, MessageState.UNDELIVERED):
        problem = problem or (turn.kit.transport.explain(error) if error is not None else None)
        if problem is not None:
            _alarmed(turn, problem)
        _after_failure(turn, message, problem)
    return moved


def _problem(turn: Turn, message_id: str, problem: SendProblem) -> None:
    message = messages.get(turn.tx, message_id)
    if message is None or message.state is not MessageState.SENDING:
        return
    log.warning("a text to %s was not sent: %s", masked(message.phone), problem)
    tries = message.attempts + 1
    if problem.outcome is Outcome.UNSURE:
        until = turn.kit.ticks() + UNSURE_GRACE
        messages.move(turn.tx, message, "lose_sight", attempts=tries, reason=problem.says, claimed_until=until)
    elif problem.outcome is Outcome.CONFIGURATION and turn.now - message.created_at < lastlook.GIVE_UP:
        urgent = message.kind is MessageClass.EMERGENCY
        _alarmed(turn, problem, stops=not urgent or tries == 1)
        later = lastlook.STOPPED_WAIT if urgent else REFUSED_WAITS[min(tries, len(REFUSED_WAITS)) - 1]
        _put_back(turn, message, turn.now + later, tries)
    elif problem.outcome is Outcome.RETRY and turn.now - message.created_at < lastlook.GIVE_UP:
        wait = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1] * turn.kit.dice.uniform(0.8, 1.2)
        longest = lastlook.STOPPED_WAIT if message.kind is MessageClass.EMERGENCY else timedelta.max
        asked = min(timedelta(seconds=problem.wait), longest)
        _put_back(turn, message, turn.now + max(timedelta(seconds=wait), asked), tries)
    elif problem.outcome is Outcome.LATER and tries <= 2:
        _put_back(turn, message, turn.kit.hours.next_decent(turn.now + timedelta(hours=4)), tries)
    else:
        failed = messages.move(turn.tx, message, "fail", error=problem.code, reason=problem.says, attempts=tries)
        _alarmed(turn, problem)
        _after_failure(turn, failed, problem)


def _alarmed(turn: Turn, problem: SendProblem, stops: bool = True) -> None:
    """Where our account is at fault sending `stops` for a while; that, and what else a person should be told, is
    told."""
    if problem.outcome is Outcome.CONFIGURATION:
        if stops:
            before = plan.mark(turn.tx, lastlook.STOPPED)
            if not before or turn.now - from_text(before) > 2 * WELL_AGAIN:
                plan.set_mark(turn.tx, lastlook.STOPPED_SINCE, to_text(turn.now))
            plan.set_mark(turn.tx, lastlook.STOPPED, to_text(turn.now + lastlook.STOPPED_WAIT))
        turn.case("sender_stopped", 0, note=problem.says)
    if problem.alarm:
        alarms.raise_service_alarm(turn, "sender")


def _put_back(turn: Turn, message: Message, when: datetime, tries: int) -> None:
    messages.move(turn.tx, message, "put_back", send_after=when, attempts=tries, claimed_until=None)
    question = messages.question(turn.tx, message.question_id)
    if question is None or question.state is not QuestionState.OPEN or _asked_before(question, message):
        return
    messages.move_question(turn.tx, question, "put_back", opened_at=None)


def _after_failure(turn: Turn, message: Message, problem: SendProblem | None) -> None:
    """A text that did not arrive: what becomes of its phone, and of the alarm it told of."""
    if (last := messages.last_out(turn.tx, message.neighbour_id or "")) is not None:
        people.note(turn.tx, last.neighbour_id or "", last_body=last.body)
    _unreached(turn, message, problem)
    alarms.not_told(turn, message.question_id)


def _unreached(turn: Turn, message: Message, problem: SendProblem | None) -> None:
    """Who could not be reached: opted out at the carrier, or someone to phone."""
    who = people.get(turn.tx, message.neighbour_id)
    if who is None or who.phone.startswith(erasing.GONE):
        return
    if problem is not None and problem.outcome is Outcome.OPTED_OUT and who.standing is Standing.ACTIVE:
        phones.opt_out(turn, who, told=True)
        return
    if problem is not None and problem.dead:
        phones.lose(turn, who, problem.says)
        return
    turn.case("phone_them", 0, neighbour_id=who.id, note=problem.says if problem else "the text did not arrive")
    _unanswerable(turn, message)


def _well_again(turn: Turn, message: Message, after: timedelta) -> None:
    """A text that left when our account had not been refused for a while has arrived: that is over. That the
    provider took one says little, for a carrier's refusal comes later, and another carrier may refuse."""
    noted = plan.mark(turn.tx, lastlook.STOPPED)
    if not noted or message.handed_at is None or message.handed_at < from_text(noted) + after:
        return
    plan.set_mark(turn.tx, lastlook.STOPPED, "")
    alarms.settle_service(turn, "sender_stopped", "texts arrive again")


def status(kit: Kit, oid: str | None, update: StatusUpdate) -> bool:
    """What a status callback says, in any order and any number; False for a message that is not ours."""

    def work(turn: Turn) -> bool:
        sid = update.provider_id
        noted = messages.by_provider_id(turn.tx, sid)
        message = messages.get(turn.tx, oid) if oid else noted
        if message is None or message.direction != "out":
            return False
        if noted is not None and (noted.phone, noted.body) == (message.phone, message.body):
            message = noted  # looked for by its words, it may have been found for another with the same
        elif noted is None and message.provider_id is None:
            message = messages.change(turn.tx, message, provider_id=sid, handed_at=message.handed_at or turn.now)
        else:
            return False
        moved = _learn(turn, message, update.state, update.error_code, update.problem)
        if moved and update.state is MessageState.DELIVERED:
            _well_again(turn, message, WELL_AGAIN)
        if not moved and update.state in (MessageState.SENT, MessageState.DELIVERED):
            _taken_after_all(turn, message)
        return True

    return kit.turn(work)


def _taken_after_all(turn: Turn, message: Message) -> None:
    """What was given up and written anew has left after all: the copy does not, if it still waits."""
    for copy in _to_its_phone(turn, message) if message.state is MessageState.FAILED else ():
        if copy.counter == message.counter and copy.state is MessageState.QUEUED:
            messages.move(turn.tx, copy, "drop", reason="the provider took the first one after all")


def reconcile(kit: Kit) -> None:
    """Looks for texts we lost sight of and asks after those without a final state."""
    now, monotonic = kit.clock.now(), kit.ticks()
    with kit.store.reading() as tx:
        stuck = messages.stuck_sending(tx, monotonic)
        unsure = messages.unsure(tx)
        undecided = messages.undecided(tx, now - POLL_UNTIL, now - POLL_AFTER)
    lost = SendProblem(Outcome.UNSURE, "the sender stopped before it knew")
    for message in stuck:
        kit.turn(lambda turn, m=message: _problem(turn, m.id, lost))  # type: ignore[misc]
    for message in unsure:
        found = _unclaimed(kit, message)
        if found is not None:
            kit.turn(lambda turn, m=message, f=found: _sent(turn, m.id, f))  # type: ignore[misc]
        elif message.claimed_until is not None and message.claimed_until <= monotonic:
            kit.turn(lambda turn, m=message: _anew(turn, m))  # type: ignore[misc]
    for message in undecided:
        if message.provider_id is None:
            continue
        _asked(kit, message)  # whatever comes of it, the others are asked after first now
        try:
            state, error = kit.transport.state_of(message.provider_id)
        except SendProblem as unknown:
            if unknown.outcome is not Outcome.PERMANENT:
                raise
            kit.turn(lambda turn, id=message.provider_id: erasing.note_erased(turn.tx, id))  # type: ignore[misc]
            continue
        status(kit, message.id, StatusUpdate(message.provider_id, state, error))


def _asked(kit: Kit, message: Message) -> None:
    kit.turn(lambda turn: messages.change(turn.tx, message, asked_at=turn.now))


def _unclaimed(kit: Kit, message: Message) -> Sent | None:
    """The provider's text with these words that stands for no other of ours: the same words may have gone to the
    phone more than once. Where phone and words are forgotten there is nothing to look for."""
    if message.phone.startswith(erasing.GONE):
        return None
    found = kit.transport.find(message.phone, message.body, message.created_at)
    with kit.store.reading() as tx:
        for sent in found:
            other = messages.by_provider_id(tx, sent.provider_id)
            if other is None or other.id == message.id:
                return sent
    return None


def _to_its_phone(turn: Turn, message: Message) -> list[Message]:
    return messages.of_neighbour(turn.tx, message.neighbour_id) if message.neighbour_id is not None else []


def _anew(turn: Turn, message: Message) -> None:
    """The provider's list does not know it: it failed, and is written anew once, unless its phone is dead. What was
    tried before and certainly not taken does not count."""
    current = messages.get(turn.tx, message.id)
    if current is None or current.state is not MessageState.UNSURE:
        return
    messages.move(turn.tx, current, "fail", reason="the provider never took it")
    lost = current.neighbour_id is not None and people.talk(turn.tx, current.neighbour_id).unreached is not None
    if lost or any(m.counter == current.counter and m.id != current.id for m in _to_its_phone(turn, current)):
        _after_failure(turn, current, None)
        return
    messages.insert(
        turn.tx,
        replace(
            current, id=turn.kit.ids.new(), state=MessageState.QUEUED, provider_id=None, claimed_until=None,
            handed_at=None, reason=None, send_after=turn.now,
        ),
    )  # fmt: skip
