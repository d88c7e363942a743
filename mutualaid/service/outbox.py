"""Texts out: whoever holds the lease claims by class, looks again, sends, records.

No transaction is open while the network is. What the provider may have taken is never sent again unseen: it is
`unsure` until a callback or the provider's list says.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, time, timedelta

from mutualaid.domain.followups import may_leave
from mutualaid.domain.messages import LAST_LINES, Message
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageClass,
    MessageState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.service import alarms, events, matches, phones
from mutualaid.service.kit import Kit
from mutualaid.service.turn import NEAR, Turn
from mutualaid.store import erasing, messages, needs, people, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.transport.base import Outcome, SendProblem, Sent, StatusUpdate
from mutualaid.transport.numbers import masked, sendable

log = logging.getLogger(__name__)

LEASE = "send"
LEASE_SECONDS = 20.0
CLAIM_SECONDS = 20.0
LONGEST_VALID = 36000
"""Seconds the provider keeps a text at most (Twilio: validity period up to 36,000)."""
KEPT_SHARE = 0.25
"""The share of the daily cap kept for emergencies and replies."""
RETRY_SECONDS = (5, 30, 120, 600, 1800)
"""Waits between tries; the last one is repeated."""
GIVE_UP = timedelta(hours=24)
"""After how long a text the provider never took is given up: it would puzzle more than it helps."""
UNSURE_GRACE = 60.0
"""Seconds an unsure text is looked for before it is given up and written anew."""
STOPPED = "sender_stopped"
STOPPED_WAIT = timedelta(minutes=5)
POLL_AFTER = timedelta(hours=12)
"""After how long without a final state a text is looked up (Twilio's own advice)."""
POLL_UNTIL = timedelta(days=14)
"""After how long it is looked up no more: what a network has not reported by then, nobody will."""


def pump(kit: Kit, emergencies_only: bool = False) -> int:
    """Sends what is due, in order; says how many were handed over. Does nothing without the lease.

    Before each text it is looked again what is due first: at one segment a second an answer to somebody in danger
    would wait for a whole batch of others."""
    with kit.sending:
        sent = 0
        while (first := _first_due(kit)) is not None:
            if emergencies_only and first.kind is not MessageClass.EMERGENCY:
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
        plan.leave_lease(tx, LEASE, kit.holder)


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
    if not plan.take_lease(turn.tx, LEASE, turn.kit.holder, turn.kit.ticks(), LEASE_SECONDS):
        raise _NotOurs
    message = messages.get(turn.tx, message_id)
    if message is None or message.state is not MessageState.QUEUED:
        return None
    reason = _why_not(turn, message)
    if reason is not None:
        _drop(turn, message, reason)
        return None
    later = _not_yet(turn, message)
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


def _why_not(turn: Turn, message: Message) -> str | None:
    who = people.get(turn.tx, message.neighbour_id)
    if who is None or who.consent_how is None:
        return "no consent on record"
    if who.standing is not Standing.ACTIVE and message.line not in LAST_LINES:
        return f"the phone is {who.standing.value}"
    if message.valid_until is not None and message.valid_until <= turn.now:
        return "too late to be of use"
    if message.question_id is not None:
        question = messages.question(turn.tx, message.question_id)
        if question is not None and question.state not in (QuestionState.RESERVED, QuestionState.OPEN):
            return "its question is closed"
    refused = sendable(message.phone, turn.kit.config.sending.countries)
    return refused


def _not_yet(turn: Turn, message: Message) -> datetime | None:
    """When to look again, where the hour or the day's allowance is against it now, or our account was refused: then
    emergencies alone are tried."""
    stopped = plan.mark(turn.tx, STOPPED)
    if stopped is not None and from_text(stopped) > turn.now and message.kind is not MessageClass.EMERGENCY:
        return from_text(stopped)
    who = people.need(turn.tx, message.neighbour_id or "")
    duty = people.coordinator_by_phone(turn.tx, who.phone)
    question = messages.question(turn.tx, message.question_id)
    match = needs.find_match(turn.tx, message.match_id)
    near = match is not None and match.agreed_at is not None and abs(match.agreed_at - turn.now) <= NEAR
    alarm = question is not None and question.kind is QuestionKind.ALARM
    free = may_leave(
        message.kind, turn.now, turn.kit.hours, wrote_at=who.last_in_at, nights=who.nights, near=near,
        duty=alarm and duty is not None, wake=duty is not None and duty.wake,
    )  # fmt: skip
    if not free:
        return turn.kit.hours.next_decent(turn.now)
    return _over_cap(turn, message)


def _over_cap(turn: Turn, message: Message) -> datetime | None:
    zone = turn.kit.config.group.zone
    today = datetime.combine(turn.now.astimezone(zone).date(), time(), zone)
    if message.kind is MessageClass.EMERGENCY:
        return None
    spent = messages.segments_since(turn.tx, today) + message.segments
    cap = turn.kit.config.sending.daily_cap
    if spent <= (cap if message.kind is MessageClass.REPLY else cap * (1 - KEPT_SHARE)):
        return None
    turn.case("daily_cap", 0)
    alarms.raise_service_alarm(turn, "cap")
    return turn.kit.hours.next_decent(today + timedelta(days=1))


def _drop(turn: Turn, message: Message, reason: str) -> None:
    messages.move(turn.tx, message, "drop", reason=reason)
    turn.log("drop text", neighbour_id=message.neighbour_id, match_id=message.match_id, detail=reason)
    _unanswerable(turn, message)


def _unanswerable(turn: Turn, message: Message) -> None:
    """A question that never reached its phone closes, and what waited for the answer goes on."""
    question = messages.question(turn.tx, message.question_id)
    if question is None or question.state not in (QuestionState.RESERVED, QuestionState.OPEN):
        return
    if question.kind is QuestionKind.ASK and question.match_id is not None:
        match = needs.match(turn.tx, question.match_id)
        if match.state is MatchState.ASKED:
            matches.lapse(turn, match.id)
            return
    turn.drop_question(question)
    if question.match_id is not None or question.need_id is not None:
        turn.case(
            "not_reached",
            0,
            neighbour_id=question.neighbour_id,
            need_id=question.need_id,
            match_id=question.match_id,
        )


def _sent(turn: Turn, message_id: str, sent: Sent) -> None:
    message = messages.get(turn.tx, message_id)
    assert message is not None
    if messages.may(message, "send"):
        message = messages.move(turn.tx, message, "send", provider_id=sent.provider_id, handed_at=turn.now)
    elif message.provider_id is None:
        messages.change(turn.tx, message, provider_id=sent.provider_id, handed_at=turn.now)
    turn.events.append(events.of_message(message))
    _apply(turn, message, sent.state)


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


def _problem(turn: Turn, message_id: str, problem: SendProblem) -> None:
    message = messages.get(turn.tx, message_id)
    if message is None or message.state is not MessageState.SENDING:
        return
    log.warning("a text to %s was not sent: %s", masked(message.phone), problem)
    tries = message.attempts + 1
    if problem.outcome is Outcome.UNSURE:
        until = turn.kit.ticks() + UNSURE_GRACE
        messages.move(turn.tx, message, "lose_sight", attempts=tries, reason=problem.says, claimed_until=until)
    elif problem.outcome is Outcome.CONFIGURATION:
        _put_back(turn, message, turn.now + STOPPED_WAIT, message.attempts)
        plan.set_mark(turn.tx, STOPPED, to_text(turn.now + STOPPED_WAIT))
        turn.case("sender_stopped", 0, note=problem.says)
        alarms.raise_service_alarm(turn, "sender")
    elif problem.outcome is Outcome.RETRY and turn.now - message.created_at < GIVE_UP:
        wait = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1] * turn.kit.dice.uniform(0.8, 1.2)
        _put_back(turn, message, turn.now + timedelta(seconds=wait), tries)
    elif problem.outcome is Outcome.LATER and tries <= 2:
        _put_back(turn, message, turn.kit.hours.next_decent(turn.now + timedelta(hours=4)), tries)
    else:
        failed = messages.move(turn.tx, message, "fail", error=problem.code, reason=problem.says, attempts=tries)
        _after_failure(turn, failed, problem)


def _put_back(turn: Turn, message: Message, when: datetime, tries: int) -> None:
    messages.move(turn.tx, message, "put_back", send_after=when, attempts=tries, claimed_until=None)
    question = messages.question(turn.tx, message.question_id)
    if question is not None and question.state is QuestionState.OPEN:
        messages.move_question(turn.tx, question, "put_back")


def _after_failure(turn: Turn, message: Message, problem: SendProblem | None) -> None:
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


def status(kit: Kit, oid: str | None, update: StatusUpdate) -> bool:
    """What a status callback says, in any order and any number; False for a message that is not ours."""

    def work(turn: Turn) -> bool:
        message = messages.get(turn.tx, oid) if oid else messages.by_provider_id(turn.tx, update.provider_id)
        if message is None or message.direction != "out":
            return False
        if message.provider_id is None:
            message = messages.change(
                turn.tx, message, provider_id=update.provider_id, handed_at=message.handed_at or turn.now
            )
        elif message.provider_id != update.provider_id:
            return False
        moved = _apply(turn, message, update.state, update.error_code)
        if moved and update.state in (MessageState.FAILED, MessageState.UNDELIVERED):
            _after_failure(turn, message, update.problem)
        return True

    return kit.turn(work)


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
        try:
            state, error = kit.transport.state_of(message.provider_id)
        except SendProblem as unknown:
            if unknown.outcome is not Outcome.PERMANENT:
                raise
            kit.turn(lambda turn, id=message.provider_id: erasing.note_erased(turn.tx, id))  # type: ignore[misc]
            continue
        problem = kit.transport.explain(error) if error is not None else None
        status(kit, message.id, StatusUpdate(message.provider_id, state, error, problem))


def _unclaimed(kit: Kit, message: Message) -> Sent | None:
    """The provider's text with these words that stands for no other of ours: the same words may have gone to the
    phone more than once."""
    found = kit.transport.find(message.phone, message.body, message.created_at)
    with kit.store.reading() as tx:
        for sent in found:
            other = messages.by_provider_id(tx, sent.provider_id)
            if other is None or other.id == message.id:
                return sent
    return None


def _anew(turn: Turn, message: Message) -> None:
    """The provider's list does not know it: it failed, and is written anew once."""
    current = messages.get(turn.tx, message.id)
    if current is None or current.state is not MessageState.UNSURE:
        return
    messages.move(turn.tx, current, "fail", reason="the provider never took it")
    if current.attempts > 1:
        _after_failure(turn, current, None)
        return
    messages.insert(
        turn.tx,
        replace(
            current,
            id=turn.kit.ids.new(),
            state=MessageState.QUEUED,
            provider_id=None,
            claimed_until=None,
            handed_at=None,
            reason=None,
            send_after=turn.now,
        ),
    )
