"""What a coordinator answers by text: to a shortlist that waits, to an alarm. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.effects import Acknowledge, Approve, Close, Effect, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading


def review(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """A yes lets those on the list be asked, a no leaves it on the desk; None for neither."""
    assert q.need_id is not None
    if r.says_yes:
        return [Close(q.id, "yes"), Approve(q.need_id)]
    return [Close(q.id, "no"), Say("review_left")] if r.says_no else None


def alarm(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """A yes, or a bare ok, takes the alarm; a no passes it to the next; None for neither."""
    assert q.alarm_id is not None
    if r.says_yes or r.bare_ok:
        return [Close(q.id, "yes"), Acknowledge(q.alarm_id)]
    return [Close(q.id, "no"), Say("alarm_passed")] if r.says_no else None
