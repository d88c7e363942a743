"""The last look before a text leaves: whether it may go at all, and whether it may go now."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from mutualaid.domain.followups import may_leave
from mutualaid.domain.messages import LAST_LINES, Message
from mutualaid.domain.vocabulary import MessageClass, QuestionKind, QuestionState, Standing
from mutualaid.service import alarms
from mutualaid.service.turn import NEAR, Turn
from mutualaid.store import messages, needs, people, plan
from mutualaid.store.codec import from_text
from mutualaid.transport.numbers import sendable

KEPT_SHARE = 0.25
"""The share of the daily cap kept for emergencies and replies."""
GIVE_UP = timedelta(hours=24)
"""After how long a text the provider never took is given up: it would puzzle more than it helps."""
IN_ORDER = timedelta(minutes=2)
"""So long at most a text waits for an earlier one to its phone that is tried again; no emergency does."""
STOPPED = "sender_stopped"
"""The mark until when our account counts as refused."""
STOPPED_SINCE = "sender_stopped_since"
"""The mark since when it was refused again and again."""
STOPPED_WAIT = timedelta(minutes=5)
"""How long after each refusal nothing but emergencies is tried."""


def why_not(turn: Turn, message: Message) -> str | None:
    """Why a text may not leave any more, in a few words for the log; None where it may."""
    who = people.get(turn.tx, message.neighbour_id)
    if who is None or who.consent_how is None:
        return "no consent on record"
    if who.standing is not Standing.ACTIVE and message.line not in LAST_LINES:
        return f"the phone is {who.standing.value}"
    if people.talk(turn.tx, who.id).hushed and not _for_all_that(message):
        return "someone may read along"
    if message.valid_until is not None and message.valid_until <= turn.now:
        return "too late to be of use"
    if message.question_id is not None:
        question = messages.question(turn.tx, message.question_id)
        asks = question is None or question.state in (QuestionState.RESERVED, QuestionState.OPEN)
        if question is not None and not asks and not alarms.still_tells(turn, question):
            return "its question is closed"
    return sendable(message.phone, turn.kit.config.sending.countries)


def _for_all_that(message: Message) -> bool:
    """Whether a text may leave for a phone that somebody else may read: what answers danger, what a person wrote,
    a last word."""
    return message.kind is MessageClass.EMERGENCY or message.by is not None or message.line in LAST_LINES


def _stopped_until(turn: Turn) -> datetime | None:
    """Until when our account counts as refused. A clock that was ahead when it was noted says nothing."""
    noted = plan.mark(turn.tx, STOPPED)
    until = from_text(noted) if noted else turn.now
    return until if turn.now < until <= turn.now + STOPPED_WAIT else None


def held_up(turn: Turn, message: Message) -> bool:
    """Whether a text that our account's refusal kept from leaving is too old by now to be of use."""
    since = plan.mark(turn.tx, STOPPED_SINCE)
    if message.kind is MessageClass.EMERGENCY or not since or _stopped_until(turn) is None:
        return False
    return turn.now - max(from_text(since), message.created_at) >= GIVE_UP


def not_yet(turn: Turn, message: Message) -> datetime | None:
    """When to look again, where the hour or the day's allowance is against it now, an earlier text to the same
    phone waits to be tried again, or our account was refused: then emergencies alone are tried."""
    if message.kind is not MessageClass.EMERGENCY:
        stopped = _stopped_until(turn)
        if stopped is not None:
            return stopped
        earlier = messages.tried_before(turn.tx, message)
        again = earlier.send_after if earlier is not None else None
        if again is not None and turn.now < again <= turn.now + IN_ORDER:
            return again
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
    """The next day, where this one's segments are used up for texts of this class; then the desk and those on duty
    are told. Emergencies have no limit."""
    if message.kind is MessageClass.EMERGENCY:
        return None
    zone = turn.kit.config.group.zone
    today = datetime.combine(turn.now.astimezone(zone).date(), time(), zone)
    spent = messages.segments_since(turn.tx, today) + message.segments
    cap = turn.kit.config.sending.daily_cap
    if spent <= (cap if message.kind is MessageClass.REPLY else cap * (1 - KEPT_SHARE)):
        return None
    turn.case("daily_cap", 0)
    alarms.raise_service_alarm(turn, "cap", today)
    return turn.kit.hours.next_decent(today + timedelta(days=1))
