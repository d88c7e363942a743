"""The rules that hold at every step, as checks on what a world did so far. Each breaks with a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from mutualaid.domain.followups import SILENT
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.messages import Alarm, Message
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import (
    Command,
    MatchState,
    MessageClass,
    MessageState,
    NeedState,
    QuestionState,
    Standing,
)
from mutualaid.language.catalogue import Catalogue
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
            _nothing_before_consent(tx, sent)
            _record_holds(tx, sent)
            _never_across(world, sent)
            _never_silent(tx, said)
            _in_their_language(world, said)
            _courtesy_opens_nothing(world, tx, who)
        _one_question_each(tx)
        _answers_to_what_was_sent(tx)
        _told_of_the_end(tx)
        _nobody_approves_their_own(tx)
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


# --- what needs the service's own reading ----------------------------------------------------------------------

READ: dict[str, Reading] = {}
"""What was read before: the rules look only at what does not hang on the time."""


def _read(world: World, text: str) -> Reading:
    if text not in READ:
        now = world.kit.clock.now().astimezone(world.kit.config.group.zone)
        READ[text] = world.kit.reader.understand(text, Context(now=now))
    return READ[text]


@cache
def _pieces(catalogue: Catalogue, line: str, language: str) -> frozenset[str]:
    """The longest plain stretch of each variant of a line."""
    return frozenset(max(re.split(r"m{2,}", v), key=len).strip() for v in catalogue.longest(line, language))


ASKS = frozenset({"ask", "ask_nudge", "ask_again_standby", "ask_back", "sure_ask"})
"""Lines a helper may get before the person in need said yes."""

NO_REPLY = frozenset(
    {
        "stop", "opted out", "blocked", "automatic", "machine", "held", "relay", "answer", "late answer", "liked",
        "danger", "wrong number", "beside danger", "never together", "thanks",
    }
)  # fmt: skip
"""Rows after which silence may be right: carriers confirm, machines wait for nothing, words went across."""

ENDED = frozenset({MatchState.FELL_THROUGH, MatchState.WITHDRAWN})


def _nothing_before_consent(tx: Tx, sent: list[Message]) -> None:
    """Rule 1: before the yes a helper learns no name, place, street or word of the person."""
    for message in sent:
        if message.line not in ASKS or message.need_id is None:
            continue
        need = needs.need(tx, message.need_id)
        asker = people.need(tx, need.neighbour_id)
        said = message.body.lower()
        for secret in (asker.first_name, need.for_name, need.place_text, need.door, need.to_text):
            hidden = secret is None or len(secret) < 4 or not re.search(rf"\b{re.escape(secret.lower())}\b", said)
            assert hidden, f"told before consent: {message.body}"


def _record_holds(tx: Tx, sent: list[Message]) -> None:
    """Rule 5: no text says what the record contradicts: that a person read, that two are connected, that it went
    well."""
    for message in sent:
        if message.line == "danger_read":
            found = rows.select(tx, "alarms", Alarm, "neighbour_id = :id", id=message.neighbour_id)
            assert any(a.acknowledged_at is not None for a in found), "told that a person read it, and nobody has"
        elif message.line is not None and message.line.startswith("connected"):
            match = needs.match(tx, message.match_id or "")
            assert match.confirmed_at is not None, "told of a connection that is none"
        elif message.line == "thanks_passed":
            assert needs.match(tx, message.match_id or "").outcome in ("well", "problem"), "thanked for nothing"


def _never_across(world: World, sent: list[Message]) -> None:
    """Rule 6: STOP, HELP, danger, fear and complaint are not relayed."""
    for message in sent:
        if message.line != "relay":
            continue
        words = message.body.partition(": ")[2]
        read = _read(world, words)
        assert read.command not in (Command.STOP, Command.HELP), f"relayed: {words}"
        assert read.danger is None and (read.only_waits or not read.complaint), f"relayed: {words}"


def _never_silent(tx: Tx, said: list[Message]) -> None:
    """Rule 7: a text gets an answer, handed over within a minute, or gives way to the next piece's answer."""
    came = [m for m in said if m.direction == "in" and m.state is MessageState.HANDLED]
    entries = plan.log_of(tx, neighbour_id=said[0].neighbour_id, limit=10_000) if said else []
    rows_read = [e.detail for e in reversed(entries) if e.verb == "text"]
    if len(came) != len(rows_read):
        return
    answers = {m.reply_to: m for m in said if m.reply_to is not None and m.line != "welcome"}
    hushed = any(e.verb == "hush" for e in entries)
    for message, row in zip(came, rows_read, strict=True):
        if row in NO_REPLY:
            continue
        reply = answers.get(message.id)
        assert reply is not None or hushed, f"no answer: {message.body}"
        if reply is not None and reply.handed_at is not None and reply.state in OUT:
            late = reply.handed_at - message.created_at
            assert late <= timedelta(minutes=1), f"answered after {late}: {message.body}"


def _answers_to_what_was_sent(tx: Tx) -> None:
    """Rule 8: only a question that was sent is ever answered."""
    for question in rows.select(tx, "questions", Question, "state = :s", s=QuestionState.ANSWERED):
        assert question.opened_at is not None, f"an answer to {question.kind}, which was never asked"


def _in_their_language(world: World, said: list[Message]) -> None:
    """Rule 9: what answers a whole sentence is in the language of that sentence."""
    bodies = {m.id: m.body for m in said if m.direction == "in"}
    for message in said:
        wrote = bodies.get(message.reply_to or "")
        if wrote is None or message.line in (None, "welcome", "relay", "own_answer", "language_set"):
            continue
        read = _read(world, wrote)
        sentence = len(wrote.split()) > 4 and bool(read.kinds) and not read.command and not read.to_language
        if sentence and read.language is not None:
            other = {"en": "es", "es": "en"}[read.language]
            ours = _pieces(world.kit.catalogue, message.line or "", read.language)
            theirs = _pieces(world.kit.catalogue, message.line or "", other) - ours
            wrong = any(v in message.body for v in theirs) and not any(v in message.body for v in ours)
            assert not wrong, f"{read.language} was answered in {other}: {message.body}"


def _courtesy_opens_nothing(world: World, tx: Tx, who: Neighbour) -> None:
    """Rule 13: no need is made of thanks, a laugh or a smiley."""
    for need in needs.all_needs_of(tx, who.id):
        first = need.text.split("\n")[0]
        assert not first or not _read(world, first).pleasantry, f"a need: {first}"


def _told_of_the_end(tx: Tx) -> None:
    """Rule 15: when a connection ends, somebody is told, unless nobody may be."""
    for match in needs.in_states(tx, tuple(ENDED)):
        if match.confirmed_at is None or match.closed_at is None:
            continue
        need = needs.need(tx, match.need_id)
        sides = [people.need(tx, match.helper_id), people.need(tx, need.neighbour_id)]
        able = [s for s in sides if s.standing is Standing.ACTIVE and s.consent_how and _may_hear(tx, s)]
        told = [
            m for s in sides for m in messages.of_neighbour(tx, s.id, limit=10_000)
            if m.match_id == match.id and m.direction == "out" and m.created_at >= match.closed_at
        ]  # fmt: skip
        assert told or len(able) < 2, "a connection ended and nobody was told"


def _may_hear(tx: Tx, who: Neighbour) -> bool:
    talk = people.talk(tx, who.id)
    return not talk.hushed and talk.unreached is None


def _nobody_approves_their_own(tx: Tx) -> None:
    """Rule 17."""
    for coordinator in people.coordinators(tx):
        phone = people.by_phone(tx, coordinator.phone) if coordinator.phone else None
        if phone is None:
            continue
        for need in needs.all_needs_of(tx, phone.id):
            assert need.reviewed_by != coordinator.name, "approved her own"
        for match in needs.matches_of_helper(tx, phone.id):
            assert needs.need(tx, match.need_id).reviewed_by != coordinator.name, "approved her own"
