"""A cry for help typed in pieces: a person reads them all, none is taken for a wish or a command. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import acts
from mutualaid.domain.conversation.effects import Close, Effect, OpenCase, Say
from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across
from mutualaid.domain.followups import MANY
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, QuestionKind, QuestionState

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
    if c.connected(now) or across.held(c, r, now) or c.media:
        return False
    if _goes_on(c, r):
        return True
    if not _is_scrap(r):
        return False
    if c.question is not None and c.question.kind is not QuestionKind.WHAT:
        return _among_many(c, r)
    lost = r.intent is Intent.OTHER and r.command is None
    alone = r.intent in (Intent.NEED, Intent.OTHER, Intent.ANSWER) and set(r.kinds) <= ALONE
    calls = _calls(r)
    if c.alarmed:
        return (alone and bool(r.kinds)) or (calls and c.cries)
    if r.pleasantry:
        return c.cries and c.burst_last
    return (c.cries and (lost or alone or calls)) or (c.torn >= TORN and lost)


def _goes_on(c: Conversation, r: Reading) -> bool:
    """Whether a short text soon after an answer to fear is one more cry: "please", "hello", "what do i do", "he has
    come"; from the fifth on more fear too."""
    if not c.feared or c.alarmed or len(r.text.split()) > LONGEST or not NOT_A_CRY.isdisjoint(r.spans):
        return False
    if r.digit is not None or r.thanks or r.bare_ok or r.place or r.when or r.name:
        return False
    if r.apart or r.cannot or r.covered or r.wrong_number:
        return False
    if r.complaint or ("afraid" in r.spans and r.intent is not Intent.QUESTION):
        return c.feared >= MANY and not r.only_waits
    waits = c.question is not None and c.question.kind in ASKING and not r.pleasantry
    if waits or r.answer not in (None, Answer.UNSURE):
        return False
    calls = _calls(r) or (r.command is Command.DONE and not c.needs)
    lost = r.command is None and set(r.kinds) <= ALONE and "speaks_of" not in r.spans
    return calls or (lost and r.intent in (Intent.OTHER, Intent.QUESTION, Intent.NEED))


def _calls(r: Reading) -> bool:
    """HELP, or "is anyone there", which asks how it stands: STATUS itself is always answered."""
    return r.command is Command.HELP or (r.command is Command.STATUS and "calling" in r.spans)


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
    if r.command is Command.HELP and c.feared:
        return [OpenCase("many_texts", 0, note=r.text), Say("help_many", {"by": c.facts.person_by})]
    if r.command is Command.HELP:
        return [OpenCase("many_texts", 0, note=r.text), *acts.say_help(c, r, now)]
    if c.alarmed:
        return across.tell_person(c, r, now)
    q = c.question
    unsent = q is not None and q.kind is QuestionKind.WHAT and q.state is QuestionState.RESERVED
    return [*([Close(q.id, "dropped")] if q is not None and unsent else []), *acts.tell_all_are_read(c, r, now)]
