"""A cry for help typed in pieces: a person reads them all, none is taken for a wish or a command. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import across, acts
from mutualaid.domain.conversation.effects import Close, Effect, OpenCase
from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.followups import MANY
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, QuestionKind, QuestionState

ALONE = frozenset({"company", "general"})
"""Kinds that frightened words seem to ask for: "im all alone", "help me"."""

TORN = 3
"""From so many torn texts in two minutes on, none is asked back: a person reads them all."""

LONGEST = 8
"""Words of a text at most that is but a cry, or a piece of one; more are a sentence of their own."""


NOT_A_CRY = frozenset({"off", "despair", "waiting", "shut", "about_us"})
"""Marks of a text that says something of its own."""


def in_pieces(c: Conversation, r: Reading, now: datetime) -> bool:
    """Fear in what was sent just before and now; or, soon after danger, words that seem to ask for company."""
    if not _is_scrap(r) or c.connected(now) or across.held(c, r, now) or c.media:
        return False
    if c.question is not None and c.question.kind is not QuestionKind.WHAT:
        return _among_many(c, r)
    lost = r.intent is Intent.OTHER and r.command is None
    alone = r.intent in (Intent.NEED, Intent.OTHER, Intent.ANSWER) and set(r.kinds) <= ALONE
    calls = r.command in (Command.HELP, Command.STATUS)
    if c.alarmed:
        return (alone and bool(r.kinds)) or (calls and c.cries)
    if r.pleasantry:
        return c.cries and c.burst_last
    return (c.cries and (lost or alone or calls)) or (c.torn >= TORN and lost)


def _among_many(c: Conversation, r: Reading) -> bool:
    """Whether a cry for help stands among many frightened texts, whatever was asked: it is no need of its own."""
    asked = c.question is not None and c.question.kind not in ASKING
    calls = r.intent is Intent.NEED and bool(r.kinds) and set(r.kinds) <= ALONE
    return asked and calls and c.lately >= MANY and c.afraid


def _is_scrap(r: Reading) -> bool:
    """Whether a text is short and says nothing that is for another row: no answer, no wish, no complaint."""
    plain = not (r.thanks or r.when or r.place or r.complaint or r.apart or r.cannot or r.covered or r.wrong_number)
    answers = r.digit is not None or r.answer is not None
    return plain and not answers and len(r.text.split()) <= LONGEST and NOT_A_CRY.isdisjoint(r.spans)


def hear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if r.command is Command.HELP:
        return [OpenCase("many_texts", 0, note=r.text), *acts.say_help(c, r, now)]
    if c.alarmed:
        return across.tell_person(c, r, now)
    q = c.question
    unsent = q is not None and q.kind is QuestionKind.WHAT and q.state is QuestionState.RESERVED
    return [*([Close(q.id, "dropped")] if q is not None and unsent else []), *acts.tell_all_are_read(c, r, now)]
