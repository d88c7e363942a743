"""Asking to be forgotten: it is asked back once, and only a plain yes right after that deletes anything. What may
be a misspelt wish for no more texts is asked back too; said again, it is one. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import Ask, Close, Effect, Goodbye, OpenCase, OptOut, Say
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.needs.again import SHORT_WORDS
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across, naming, visits
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, MatchState, QuestionKind, QuestionState

LONGEST_REFUSAL = 8
"""Words of a text with which somebody asked this wants to be asked no more: no text, then; whether their data goes
as well, a person finds out."""


ASKED = Say("forget_sure", {}, Ask(QuestionKind.FORGET))

YES_LASTS = timedelta(hours=2)
"""How long a yes in words may be one to that question."""


def forget(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.duty is not None:
        return [Say("forget_duty")]
    return [ASKED]


def answer(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Do you want us to delete what we know about you?" "Yes i still need it" is no yes to that, nor is one that
    may be for somebody else; a no that may be goes to them, and all is kept."""
    if _plain_yes(r) or r.answer is Answer.NO:
        anew = across.asked_anew(c, q, r, now, ASKED)
        long_ago = q.opened_at is not None and now - q.opened_at > YES_LASTS and r.digit is None
        if anew is not None:
            return anew if _plain_yes(r) else None
        if long_ago and _plain_yes(r):
            return [Close(q.id, "told"), ASKED]
    if _plain_yes(r) and (c.alarmed or any(n.held for n in c.needs)):
        return [Close(q.id, "yes"), OpenCase("forget", 1), Say("forget_noted", {"by": c.facts.person_by})]
    if _plain_yes(r):
        return [Close(q.id, "yes"), Say("forget_last"), Goodbye()]
    if "no_asks" in r.spans and r.digit is None and len(r.text.split()) <= LONGEST_REFUSAL:
        return [Close(q.id, "stop"), OpenCase("forget", 1, note=r.text), OptOut(told=False)]
    if r.answer in (Answer.YES, Answer.NO) and not (r.kinds or r.place or r.when):
        return [Close(q.id, "no"), Say("forget_kept")]
    if r.command is Command.CANCEL and len(r.text.split()) <= SHORT_WORDS and not r.cues.says("leaving.everything"):
        return [Close(q.id, "no"), Say("forget_kept")]  # "never mind" takes back what was said last
    if r.intent is Intent.QUESTION and len(r.text.split()) <= SHORT_WORDS and not (r.kinds or r.place or r.when):
        return [Close(q.id, "told"), ASKED]
    if r.intent is Intent.OTHER and _hesitates(c, r, now):
        return [Close(q.id, "no"), Say("forget_kept")]
    return None


def _plain_yes(r: Reading) -> bool:
    alone = r.answer is Answer.YES and len(r.text.split()) == 1
    return r.digit == 1 or (r.digit is None and ("only_yes" in r.spans or alone))


def _hesitates(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "No wait": a few words that say nothing else. Where words go to another side, they must be such words."""
    short = len(r.text.split()) <= SHORT_WORDS
    if r.complaint or r.pleasantry or r.bare_ok or r.kinds or r.place or r.when or not short:
        return False
    return not c.connected(now) or r.cues.opens("leaving.oops", "wishes.hold_on", "wishes.no_first")


def may_want_out(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text may be a wish for no more texts, by a guess, and says nothing else. How a visit is to be
    announced goes to who comes."""
    if "no_texts_visit" in r.spans and c.connected(now):
        return False
    breaks = r.command is Command.PAUSE and "no_texts_still" in r.spans
    guessed = "maybe_stop" in r.spans and (r.command is None or breaks)
    tied = wants_no_answer(c, r, now) or said_to_other(c, r, now) or _beside_visit(c, r, now)
    return (guessed or tied) and r.danger is None and not r.complaint


def wants_no_answer(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Dont text me back" from somebody with a visit to come may be said of their last words alone."""
    return "no_texts_back" in r.spans and bool(c.connected(now))


def _beside_visit(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a wish for no more texts stands beside what is needed, or no more questions are wished for, by
    somebody with a visit to come: none of it is for the other side."""
    if not c.connected(now):
        return False
    return "no_texts_beside" in r.spans or _only_no_questions(r)


def _only_no_questions(r: Reading) -> bool:
    """Whether a text wishes for no more questions and says at most a word more: "no more questions please"."""
    start, end = r.spans.get("no_asks", (0, 0))
    return end > 0 and len(f"{r.text[:start]} {r.text[end:]}".split()) <= 1


def said_to_other(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a wish for no more texts names who is visited, or comes: "dont text me anymore ben", "no more texts
    now that i have ben"."""
    if r.command is not Command.STOP or r.stop_exact or r.complaint or r.danger is not None:
        return False
    return bool(naming.all_named(c.connected(now), r))


def ask_whether_out(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """It is asked, and a person may ask too; said again to that question, it is meant."""
    if c.question is not None and c.question.kind is QuestionKind.STILL_TEXTS:
        return [Close(c.question.id, "no"), OptOut(told=False)]
    case = OpenCase("maybe_out", 1, note=r.text)
    times = again.days_of(r) if "no_texts_still" not in r.spans else None
    on = [t for t in c.connected(now) if t.match.state is MatchState.CONFIRMED and not t.over(now)]
    if times is not None and (then := [t for t in on if again.within(t, times)]):  # "take me off for tomorrow"
        return [case, *visits.off_or_stays(then, r.text)]
    return [case, Say("still_texts_sure", {}, Ask(QuestionKind.STILL_TEXTS))]


def given_up(c: Conversation, answered: bool, r: Reading) -> tuple[Conversation, list[Effect]]:
    """Whoever goes on with anything else does not want to be forgotten now: the question closes, so that a later
    yes cannot mean it."""
    q = c.question
    if q is None or q.kind is not QuestionKind.FORGET or answered or r.automatic:
        return c, []
    if r.intent is Intent.QUESTION and not (r.kinds or r.place or r.when):
        return c, []  # "what do you have on me?" is asked on the way to a yes
    if q.state is QuestionState.RESERVED and (r.digit is not None or r.intent is Intent.ANSWER):
        return c, []
    return replace(c, question=None), [Close(q.id, "kept")]
