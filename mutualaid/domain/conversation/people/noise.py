"""Texts behind which nobody waits, and phones that are not who we think: reactions, machines, spam, a wrong
number. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.effects import Doubt, Effect, NotTheirs, OpenCase, Say
from mutualaid.domain.conversation.questions import READ_AS
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.followups import ECHOES, ECHOES_ASKED
from mutualaid.domain.reading import Reading

MACHINE = 3
"""Repeats within some minutes that make a machine."""

QUOTED = 12
"""Letters of a quoted text that tell which of ours it is."""


def likes_question(c: Conversation, r: Reading, now: datetime) -> bool:
    """A thumbs-up put on the open yes-or-no question itself."""
    if r.liked is None or c.question is None or c.question.kind in READ_AS:
        return False
    quoted, asked = " ".join(r.liked.split()), " ".join((c.talk.last_body or "").split())
    return len(quoted) >= QUOTED and asked.startswith(quoted)


def ask_back(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    assert c.question is not None
    return [Doubt(c.question.id), Say("sure_yes")]


def automatic(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kept and not answered; an advertisement lies on the desk, once."""
    return [OpenCase("spam", 2, note=r.text)] if r.spam else []


def is_machine(c: Conversation, r: Reading, now: datetime) -> bool:
    """Answers and what goes across a connection always count; so does fear, however often it is told in the same
    words in a day."""
    if r.digit is not None or r.answer is not None or c.connected(now):
        return False
    calls = bool({"afraid", "calling", "despair"} & r.spans.keys())
    feared = r.complaint or c.cries or c.feared or c.alarmed or calls
    most = ECHOES if r.command is None else ECHOES_ASKED
    return c.repeats >= MACHINE or (c.echoes >= most and not feared)


def fall_silent(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("machine", 1, note=r.text)]


def is_wrong_number(c: Conversation, r: Reading, now: datetime) -> bool:
    return r.wrong_number


def leave_alone(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The phone is left alone; while somebody is expected there, or from there, a person looks first."""
    if c.connected(now):
        return [OpenCase("for_us", 0, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    expected = bool(c.needs or c.offers or c.ties)
    return [Say("wrong_number"), NotTheirs(), OpenCase("wrong_number", 0 if expected else 2, note=r.text)]
