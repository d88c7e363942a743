"""What somebody writes while we ask whether their last words are for the other side: it is kept with those words,
and nothing goes across before they say so. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.choices import OFF, choices_of, counted_out, waiting_words
from mutualaid.domain.conversation.effects import Ask, Close, Effect, HoldMatch, OpenCase, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, naming
from mutualaid.domain.conversation.visits.sending import sides_of
from mutualaid.domain.conversation.visits.visits import which_is_off
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

MOST = 3
"""From so many texts on that wait together and came within minutes, nobody is asked again: a person reads them
all."""

BARE = 3
"""Words of a text at most that is but a yes or a no, and so no number."""

JOINT = " / "
"""Stands between the texts that wait together."""


def _asked_of(c: Conversation) -> Tie | None:
    """The one visit whose other side the waiting words may be for; None where no such question is open."""
    q = c.question
    if q is None or q.kind is not QuestionKind.SEND_WHERE:
        return None
    sides = {id for choice in choices_of(q.text) for id in choice.ids}
    return c.tie(next(iter(sides))) if len(sides) == 1 else None


def _which_off(c: Conversation) -> tuple[Tie, ...]:
    """The visits of which it is asked which one is off."""
    q = c.question
    if q is None or q.kind is not QuestionKind.SEND_WHERE:
        return ()
    ties = tuple(tie for choice, tie in sides_of(c, choices_of(q.text)) if choice.does == OFF)
    return ties if len(ties) > 1 else ()


def tells_nobody(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text comes while it is asked which visit is off, and nothing tells for whom it would be."""
    ties = _which_off(c)
    if not ties or not across.connected(c, r, now) or (r.complaint and not r.only_waits):
        return False
    return across.whom(c, r, c.connected(now), now) is None


def ask_which_again(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kept with the words that wait, about which it is asked again; who writes on and on is read by a person."""
    q = c.question
    assert q is not None
    words = f"{waiting_words(q.text)}{JOINT}{r.text}"
    if _writes_on(c, words):
        return [OpenCase("for_us", 0, note=words), across.person_reads(c)]
    return which_is_off(_which_off(c), words)


def _writes_on(c: Conversation, words: str) -> bool:
    return c.lately >= MOST and len(words.split(JOINT)) >= MOST


def belongs(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text would go across while the one before it waits. A complaint does not wait, nor, where nobody
    seems afraid, what is plainly for the other side: thanks, "ok", their name, a helper on the way."""
    tie = _asked_of(c)
    if tie is None or not across.connected(c, r, now) or (r.complaint and not r.only_waits):
        return False
    if c.cries or c.afraid:
        return True
    if r.thanks or r.bare_ok or (naming.named((tie,), r) is not None and not across.doubtful(tie, r)):
        return False
    return not (tie.helping and "coming" in r.spans and r.intent is not Intent.QUESTION)


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kept with the words that wait, about which it is asked again; whoever seems afraid, or writes on and on, is
    read by a person and nothing more goes across."""
    q, tie = c.question, _asked_of(c)
    assert q is not None and tie is not None
    choices = choices_of(q.text)
    if (r.says_yes or r.says_no) and len(r.text.split()) <= BARE:
        return [Say("which_number")]
    words = f"{waiting_words(q.text)}{JOINT}{r.text}"
    afraid = c.cries or c.afraid
    calls_off = choices[0].does == OFF
    if not (afraid or _writes_on(c, words)):
        line = "off_or_send" if calls_off else "send_or_us"
        ask = Ask(QuestionKind.SEND_WHERE, match_id=q.match_id, text=counted_out(choices, words))
        return [Say(line, {"name": tie.other_name}, ask)]
    if calls_off and not afraid:  # it may still be answered
        return [OpenCase("for_us", 0, match_id=tie.match.id, note=words), across.person_reads(c)]
    told: list[Effect] = [Close(q.id, "handed_over")]
    held = [HoldMatch(t.match.id) for t in c.connected(now) if t.other.id == tie.other.id]
    return [*told, *held, OpenCase("complaint", 0, match_id=tie.match.id, note=words), across.only_us(c, r)]
