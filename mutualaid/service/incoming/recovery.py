"""Texts that reached the provider while we were away are taken in from its list, once and in order.

Each is read as of when it was sent. Phones that wrote of danger come first, then those that want no more texts. Who
sent several gets one answer to all of them, and hears when it comes late.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from mutualaid.domain.followups import REPLY_FRESH
from mutualaid.domain.messages import Message
from mutualaid.domain.vocabulary import MessageClass, MessageState
from mutualaid.language.saying.segments import segments
from mutualaid.service import alarms
from mutualaid.service.incoming import inbound
from mutualaid.service.incoming.urgency import by_phone
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import messages, people, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.transport.base import SendProblem

log = logging.getLogger(__name__)

SEEN = "recovered_until"
OVERLAP = timedelta(minutes=10)
FIRST = timedelta(days=1)

WATCHED = "webhooks_watched_until"
AWAY = timedelta(minutes=10)
"""Who did not look for so long was away: what the provider could not bring meanwhile is no news."""

GATHER = timedelta(seconds=30)
"""How long an answer waits at most for those to the other texts of its phone."""

MOST_SEGMENTS = 3
"""How long an answer to several texts may become; what does not fit is a text of its own."""


def recover(kit: Kit) -> int:
    """Takes in what is missing since the last look; says how many texts there were. A provider that cannot be
    reached is looked at again next time."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        seen = plan.mark(tx, SEEN)
    last = from_text(seen) if seen else None
    # a moment still to come was noted by a clock that was wrong, and says nothing of when we were there
    since = last - OVERLAP if last is not None and last <= now else now - FIRST
    try:
        listed = kit.transport.list_inbound(since)
    except SendProblem as problem:
        log.warning("the provider's list could not be read: %s", problem)
        return 0
    with kit.store.reading() as tx:
        missed = [text for text in listed if messages.by_provider_id(tx, text.provider_id) is None]
    taken = 0
    for of_phone in by_phone(kit, missed, lambda text: (text.from_, text.body, text.sent_at or now)):
        ids = [id for text in of_phone if (id := inbound.receive(kit, text, gather=GATHER)) is not None]
        taken += len(ids)
        if ids:
            kit.turn(lambda turn, ids=ids: _together(turn, ids))  # type: ignore[misc]
    with kit.store.transaction() as tx:
        plan.set_mark(tx, SEEN, to_text(now))
    if taken:
        log.info("took in %d texts that had been missed", taken)
    return taken


def watch(kit: Kit) -> int:
    """Looks whether the provider could not reach us lately although we were there; then a person hears of it. Says
    how often. After an absence of ours that is no news, so the first look only begins."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        seen = plan.mark(tx, WATCHED)
    since = from_text(seen) if seen else None
    try:
        failed = kit.transport.not_brought(since) if since is not None and now - since <= AWAY else 0
    except SendProblem as problem:
        log.warning("the provider's log could not be read: %s", problem)
        return 0

    def work(turn: Turn) -> None:
        plan.set_mark(turn.tx, WATCHED, to_text(now))
        if failed:
            turn.case("webhook_errors", 0, note=f"{failed} times")
            alarms.raise_service_alarm(turn, "webhooks")

    kit.turn(work)
    return failed


def _together(turn: Turn, ids: list[str]) -> None:
    """The answers to these texts of one phone leave as one, the one that asks something last."""
    first, last = messages.get(turn.tx, ids[0]), messages.get(turn.tx, ids[-1])
    if first is None or last is None or last.neighbour_id is None:
        return
    who = people.need(turn.tx, last.neighbour_id)
    waiting = [
        m
        for m in messages.queued_for(turn.tx, who.id)
        if m.reply_to in ids and m.kind is MessageClass.REPLY and m.line != "welcome"
    ]
    waiting.sort(key=lambda m: m.question_id is not None)
    if not waiting:
        return
    late = ""
    if turn.now - first.sent_at > REPLY_FRESH:
        language = who.language or turn.kit.config.group.languages[0]
        late = turn.kit.catalogue.render("late_answer", language, {}, turn.now)
    kept, before = waiting[-1], waiting[:-1]
    again = {m.id for n, m in enumerate(before) if any(_alike(m, later) for later in waiting[n + 1 :])}
    said = _fitting(late, [m.body for m in before if m.id not in again], kept.body)
    for message in before:
        if message.id in again or message.body in said:
            messages.move(turn.tx, message, "drop", reason="said together with the next")
        else:
            _let_go(turn, message)
    body = " ".join(said)
    _let_go(turn, messages.change(turn.tx, kept, body=body, segments=segments(body)))


def _alike(one: Message, other: Message) -> bool:
    """Whether two answers are one line about the same, perhaps in two of its wordings."""
    return (one.line, one.need_id, one.match_id) == (other.line, other.need_id, other.match_id)


def _fitting(late: str, before: list[str], last: str) -> list[str]:
    """What is said in one text: the word about the delay, as many of the earlier answers as fit, the last one."""
    said = [late] if late and segments(f"{late} {last}") <= MOST_SEGMENTS else []
    for body in before:
        if segments(" ".join([*said, body, last])) <= MOST_SEGMENTS:
            said.append(body)
    return [*said, last]


def _let_go(turn: Turn, message: Message) -> None:
    """Waits no longer for others; what waits for the morning goes on waiting."""
    assert message.state is MessageState.QUEUED
    if message.send_after is not None and message.send_after <= turn.now + GATHER:
        messages.change(turn.tx, message, send_after=turn.now)
