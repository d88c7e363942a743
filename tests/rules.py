"""The rules that hold at every step, as checks on what a world did so far. Each breaks with a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from mutualaid.domain.followups import SILENT
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.messages import Message
from mutualaid.domain.vocabulary import MatchState, MessageClass, MessageState, NeedState, QuestionState, Standing
from mutualaid.language.segments import fits_one, gsm7
from mutualaid.store import erasing, messages, needs, people, plan, rows
from mutualaid.store.engine import Tx
from tests.world import World

RAW = re.compile(r"\bNone\b|[{}]|[0-9a-f]{8}-[0-9a-f]{4}|\b(drafted|turned_down|fell_through|10_to_20|under_10)\b")
PEOPLES_OWN = frozenset({"relay", "door"})
"""Lines that carry people's own words, at their length."""

NEUTRAL = frozenset({"still_texts", "before", "opted_out"})
"""Lines that use nothing of the record."""

OUT = (MessageState.SENT, MessageState.DELIVERED)


def check(world: World) -> None:
    """Asserts every rule over all that happened in this world."""
    with world.kit.store.reading() as tx:
        everyone = people.everyone(tx)
        by_phone = {n.id: messages.of_neighbour(tx, n.id, limit=10_000) for n in everyone}
        for who in everyone:
            said = by_phone[who.id]
            if who.phone.startswith(erasing.GONE):
                _silent_after_goodbye(tx, said)
                continue
            sent = [m for m in said if m.direction == "out" and m.state in OUT]
            others = [n.phone for n in everyone if n.id != who.id]
            _no_numbers(sent, others)
            _one_answer_each(said)
            _never_twice_in_a_row(sent)
            _plain_and_short(sent)
            _silent_after_stop(tx, said, who.standing)
            _decent_hours(world, said)
            _consent(who.consent_how, sent)
            if people.coordinator_by_phone(tx, who.phone) is None:
                _neutral_after_silence(said, who.consent_at)
            _nothing_of_the_record(tx, said)
            _nothing_to_the_unreached(tx, said)
        _one_question_each(tx)
        _no_need_unattended(tx)
        _nothing_unhandled(tx)
        _nobody_connected_without_both(tx)


def _no_numbers(sent: list[Message], others: list[str]) -> None:
    for message in sent:
        digits = re.sub(r"\D", "", message.body)
        for phone in others:
            assert phone[2:] not in digits, f"a number is given away: {message.body}"


def _one_answer_each(said: list[Message]) -> None:
    replies: dict[str, list[Message]] = defaultdict(list)
    for message in said:
        if message.reply_to is not None and message.line != "welcome":
            replies[message.reply_to].append(message)
    for found in replies.values():
        assert len(found) == 1, f"one text answered twice: {[m.body for m in found]}"


def _never_twice_in_a_row(sent: list[Message]) -> None:
    ours = [m for m in sent if m.line not in PEOPLES_OWN and m.by is None]
    for before, after in pairwise(ours):
        assert before.body != after.body or before.counter + 1 != after.counter, (
            f"said twice in a row: {after.body}"
        )


def _plain_and_short(sent: list[Message]) -> None:
    for message in sent:
        if message.by is not None or message.line in PEOPLES_OWN:
            continue
        assert fits_one(message.body), f"more than a segment: {message.body}"
        assert gsm7(message.body) == message.body, f"not plain: {message.body}"
        if message.line != "own_answer":
            assert not RAW.search(message.body), f"raw: {message.body}"


def _silent_after_stop(tx: Tx, said: list[Message], standing: Standing) -> None:
    """After an opt-out at most one confirmation, then nothing until START."""
    entries = plan.log_of(tx, neighbour_id=said[0].neighbour_id, limit=10_000) if said else []
    out_at = None
    for entry in reversed(entries):
        if entry.verb == "opt out":
            out_at = entry.at
        elif entry.verb == "opt in":
            out_at = None
    if standing is not Standing.OPTED_OUT or out_at is None:
        return
    after = [m for m in said if m.direction == "out" and m.state in OUT and m.handed_at and m.handed_at > out_at]
    assert not [m for m in after if m.line != "opted_out"], f"texted after STOP: {[m.body for m in after]}"
    assert len(after) <= 1


def _silent_after_goodbye(tx: Tx, said: list[Message]) -> None:
    """Who was forgotten is sent nothing after it, and no words of theirs are left."""
    done = [e.at for e in plan.log_of(tx, neighbour_id=said[0].neighbour_id) if e.verb == "forget"] if said else []
    late = [m for m in said if m.direction == "out" and m.state in OUT and m.handed_at and m.handed_at > min(done)]
    assert not late, "texted after being forgotten"
    assert not any(m.body for m in said), "words of somebody who was forgotten are left"


def _decent_hours(world: World, said: list[Message]) -> None:
    wrote: list[Message] = []
    for message in said:
        if message.direction == "in":
            wrote.append(message)
            continue
        if message.state not in OUT or message.handed_at is None or not world.kit.hours.quiet(message.handed_at):
            continue
        fresh = any(timedelta(0) <= message.handed_at - w.created_at <= timedelta(minutes=15) for w in wrote)
        excused = message.kind in (MessageClass.EMERGENCY, MessageClass.ASK, MessageClass.RELAY)
        assert excused or (message.kind is MessageClass.REPLY and fresh), f"in the night: {message.body}"


def _consent(how: str | None, sent: list[Message]) -> None:
    assert how is not None or not sent, "texted without consent"


def _neutral_after_silence(said: list[Message], consent_at: datetime | None) -> None:
    """After 90 silent days the first text is neutral, danger aside."""
    heard = consent_at
    for message in sorted(said, key=_in_order):
        if message.direction == "in":
            heard = message.created_at
        elif message.state in OUT and message.handed_at and heard and message.handed_at - heard >= SILENT:
            neutral = message.line in NEUTRAL or message.kind is MessageClass.EMERGENCY
            assert neutral, f"told after a long silence: {message.body}"


def _in_order(message: Message) -> tuple[datetime, bool]:
    """As they came and left: of one moment what came first."""
    out = message.direction == "out"
    return (message.handed_at if out and message.handed_at else message.created_at, out)


def _nothing_of_the_record(tx: Tx, said: list[Message]) -> None:
    """Whoever writes from a phone long silent is told nothing that was known of it."""
    old = people.stranger(tx, said[0].neighbour_id or "") if said else None
    if old is None:
        return
    since = [m for m in said if m.created_at > old.since]
    told_us = " ".join(m.body.lower() for m in since if m.direction == "in")
    for message in since:
        if message.direction == "out" and message.state in OUT and message.by is None:
            for known in (old.name, old.place_text):
                told = known and known.lower() in message.body.lower() and known.lower()[:4] not in told_us
                assert not told, f"told to a stranger: {message.body}"


def _nothing_to_the_unreached(tx: Tx, said: list[Message]) -> None:
    """Nothing goes to a phone that texts do not reach, or that is somebody else's, until it writes."""
    silent_at = None
    for entry in reversed(plan.log_of(tx, neighbour_id=said[0].neighbour_id, limit=10_000) if said else []):
        if entry.verb in ("texts do not arrive", "wrong number"):
            silent_at = entry.at
        elif entry.verb == "texts go again":
            silent_at = None
    if silent_at is not None:
        after = [m.body for m in said if m.state in OUT and m.handed_at and m.handed_at > silent_at]
        assert not after, f"texted although it cannot be reached: {after}"


def _one_question_each(tx: Tx) -> None:
    found = tx.all(
        "select neighbour_id, count(*) as n from questions where state in ('reserved', 'open')"
        " group by neighbour_id"
    )
    assert all(row["n"] == 1 for row in found)


def _no_need_unattended(tx: Tx) -> None:
    """Asked of a helper, waiting for the requester, before a coordinator, planned, or closed."""
    cases = {c.need_id for c in plan.open_cases(tx)}
    for need in needs.needs_in(tx, (NeedState.DRAFTED, NeedState.OPEN, NeedState.MATCHED)):
        on = any(m.state in MATCH_ON for m in needs.matches_of_need(tx, need.id))
        kinds = ("round", "wave", "draft", "expire", "news", "window_over", "go_on")
        planned = any(plan.planned(tx, kind, need_id=need.id) for kind in kinds)
        assert on or planned or need.id in cases, f"nobody attends to {need.kinds} ({need.state})"


def _nothing_unhandled(tx: Tx) -> None:
    left = [m.body for m in messages.unhandled(tx)]
    assert not left, f"texts whose turn failed: {left}"


def _nobody_connected_without_both(tx: Tx) -> None:
    """A confirmed match has a yes of the helper and one of the person in need on record."""
    asked = rows.select(tx, "questions", messages.Question, "state = :s", s=QuestionState.ANSWERED)
    for match in needs.in_states(tx, (MatchState.CONFIRMED, MatchState.FULFILLED)):
        kinds = {q.kind for q in asked if q.match_id == match.id}
        asked_again = any(q.kind == "again" and q.need_id == match.need_id for q in asked)
        by_hand = any(e.match_id == match.id and "by hand" in e.verb for e in plan.recent_log(tx, 10_000))
        agreed = kinds & {"confirm", "terms"} or (match.agreed_first and asked_again)
        assert by_hand or agreed, "connected without the person's yes"
