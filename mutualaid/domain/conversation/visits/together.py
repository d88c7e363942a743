"""What somebody writes while we ask whether their last words are for the other side: it is kept with those words,
and nothing goes across before they say so. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.effects import Ask, Close, Effect, HoldMatch, OpenCase, Say
from mutualaid.domain.conversation.questions import options_of
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across
from mutualaid.domain.conversation.visits.visits import OFF
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

MOST = 3
"""From so many texts on that wait together and came within minutes, nobody is asked again: a person reads them
all."""

BARE = 3
"""Words of a text at most that is but a yes or a no, and so no number."""

US = "us"
"""The option that keeps words for us."""

JOINT = " / "
"""Stands between the texts that wait together."""


def _asked_of(c: Conversation) -> Tie | None:
    """The one visit whose other side the waiting words may be for; None where no such question is open."""
    q = c.question
    if q is None or q.kind is not QuestionKind.SEND_WHERE:
        return None
    sides = {option.removeprefix(OFF) for option in options_of(q.text)} - {US}
    return c.tie(next(iter(sides))) if len(sides) == 1 else None


def belongs(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text would go across while the one before it waits. A complaint does not wait, nor, where nobody
    seems afraid, what is plainly for the other side: thanks, "ok", their name, a helper on the way."""
    tie = _asked_of(c)
    if tie is None or not across.connected(c, r, now) or (r.complaint and not r.only_waits):
        return False
    if c.cries or c.afraid:
        return True
    if r.thanks or r.bare_ok or (across.named((tie,), r) is not None and not across.doubtful(tie, r)):
        return False
    return not (tie.helping and "coming" in r.spans and r.intent is not Intent.QUESTION)


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kept with the words that wait, about which it is asked again; whoever seems afraid, or writes on and on, is
    read by a person and nothing more goes across."""
    q, tie = c.question, _asked_of(c)
    assert q is not None and tie is not None
    options, _, before = (q.text or "").partition("\n")
    if (r.says_yes or r.says_no) and len(r.text.split()) <= BARE:
        return [Say("which_number")]
    words = f"{before}{JOINT}{r.text}"
    afraid = c.cries or c.afraid
    calls_off = options.startswith(OFF)
    writes_on = c.lately >= MOST and len(words.split(JOINT)) >= MOST
    if not (afraid or writes_on):
        line = "off_or_send" if calls_off else "send_or_us"
        ask = Ask(QuestionKind.SEND_WHERE, match_id=q.match_id, text=f"{options}\n{words}")
        return [Say(line, {"name": tie.other_name}, ask)]
    told: list[Effect] = [Close(q.id, "handed_over")]
    if calls_off and not afraid:
        case = OpenCase("for_us", 0, match_id=tie.match.id, note=words)
        return [*told, case, Say("person_reads", {"by": c.facts.person_by})]
    held = [HoldMatch(t.match.id) for t in c.connected(now) if t.other.id == tie.other.id]
    return [*told, *held, OpenCase("complaint", 0, match_id=tie.match.id, note=words), across.only_us(c, r)]
