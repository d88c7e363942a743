"""Which question gives way to which: one is open on a phone, and a more important one may take its place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mutualaid.domain.conversation.choices import waiting_words
from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.questions import ASIDES, ASKING, IMPORTANCE
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.domain.vocabulary import MessageClass, MessageState, QuestionKind, QuestionState
from mutualaid.store import messages

if TYPE_CHECKING:
    from mutualaid.service.turn import Turn

YOUNG = timedelta(minutes=10)
"""An open question younger than this is displaced by nothing but danger."""

ABOUT_NOW = timedelta(minutes=1)
"""An answer whose time is further off does not leave just now: nobody waits for it."""


def gives_way(turn: Turn, open_one: Question, ask: Ask) -> bool:
    light = open_one.kind in ASKING or open_one.kind in ASIDES
    if light and (ask.kind in ASKING or turn.answers(open_one.neighbour_id)):
        return True
    higher = IMPORTANCE.get(ask.kind, 1) > IMPORTANCE.get(open_one.kind, 1)
    if open_one.state is QuestionState.RESERVED:
        return higher and (ask.alarm_id is not None or _its_reply(turn, open_one) is None)
    old = open_one.opened_at is None or turn.now - open_one.opened_at > YOUNG
    return higher and (old or ask.alarm_id is not None)


def answer_leaves(turn: Turn, neighbour_id: str) -> datetime | None:
    """When an answer of ours that asks something leaves for this phone, where that is about now."""
    question = messages.question_of(turn.tx, neighbour_id)
    reply = _its_reply(turn, question) if question is not None else None
    at = None if reply is None else reply.send_after or reply.created_at
    return at if at is not None and abs(at - turn.now) <= ABOUT_NOW else None


def goes_on(turn: Turn, kind: MessageClass, line: str | None, ask: Ask | None) -> bool:
    """Whether even who writes too much is told this: of danger, and what is asked of a visit, and was not lately,
    for the other side waits for the answer."""
    if kind is MessageClass.EMERGENCY or ask is None or ask.match_id is None or line is None:
        return kind is MessageClass.EMERGENCY
    before = messages.last_of(turn.tx, ask.match_id, (line,))
    return before is None or turn.now - before.created_at >= YOUNG


def words_left(question: Question, ask: Ask) -> str:
    """The words that waited for an answer to a question that gives way to `ask`, unless they wait for that one
    too: a coordinator reads them."""
    words = waiting_words(question.text) if question.kind is QuestionKind.SEND_WHERE else ""
    return "" if words in waiting_words(ask.text) else words


def still_told(question: Question, ask: Ask | None) -> bool:
    """Whether the text of a question that gives way to `ask` leaves all the same: each alarm is told."""
    return question.alarm_id is not None and ask is not None and ask.alarm_id not in (None, question.alarm_id)


def _its_reply(turn: Turn, question: Question) -> Message | None:
    """The text that asks it, where that is the answer somebody waits for."""
    message = messages.message_of_question(turn.tx, question.id)
    waits = message is not None and message.reply_to is not None and message.state is MessageState.QUEUED
    return message if waits else None
