"""Who cannot be there in time, and comes all the same: no visit is off for that. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.effects import Effect
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import moving, visits
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, MatchState


def as_said(c: Conversation, r: Reading, now: datetime) -> Reading:
    """The reading where words like "can't make it" only tell when or how who writes comes. What is wanted beside
    them stays wanted."""
    ties = _visits(c, r, now)
    elsewhere = bool(ties) and all(_works_then(t, r, now) for t in ties)
    if not ties or not (elsewhere or _only_late(ties, r, now)):
        return r
    if r.urgent or (r.intent in (Intent.NEED, Intent.BOTH) and set(r.kinds) - OF_THE_WAY):
        return replace(r, cannot=False, correction=False)
    intent = Intent.OTHER if r.intent in (Intent.ANSWER, Intent.NEED, Intent.QUESTION) else r.intent
    answer = None if r.answer is Answer.NO else r.answer
    return replace(r, cannot=False, intent=intent, answer=answer, kinds=(), needs=())


OF_THE_WAY = frozenset({"ride", "repair", "general"})
"""Kinds that may be read in what only tells of the way: "flat tire, running late"."""


def maybe(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether such words may as well call the visit off: "cant make it at 10", "running late cant come", go on with
    something else: "cant go to costco", "cant come but my son will", "cant come, ill explain later", or are of
    another day or hour: "cant do it today", "cant today, tomorrow is fine", "i have to work after"."""
    ties = _visits(c, r, now)
    if taking_back.cannot_for(c, r, now) or all(moving.to_another(t, r, now) for t in ties):
        return False
    asks = r.intent is Intent.QUESTION and "?" not in r.text
    goes_on = "goes_on" in r.spans and (r.cues.says("answers.but") or not r.cues.says("late.task"))
    elsewhen = taking_back.on_other_day(ties, r, now) or _works_and_more(r)
    return asks or comes(r) or goes_on or elsewhen or r.cues.says("late.limited", "late.stands_in")


def ask(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return visits.ask_off(_visits(c, r, now), r.text)


def _visits(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The visits that stand which the words can mean; none where they answer what is asked about something else."""
    if not r.cannot or r.complaint or r.danger is not None:
        return ()
    ties = taking_back.cannot_ties(c, r, now)
    about = c.question is None or c.question.match_id in {t.match.id for t in ties}
    return ties if about and all(t.match.state is MatchState.CONFIRMED for t in ties) else ()


def _works_then(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether all that keeps somebody is work, at another hour than the visit's: "i have work at 3"."""
    works = r.cues.says("late.works") and not r.cues.says("late.refuses") and "ill" not in r.spans
    return works and (moving.at_proposed(tie, r, now) or moving.hours_after(tie, r))


def _works_and_more(r: Reading) -> bool:
    """Whether all that keeps somebody is work, and it may be at another time: "i have to work first"."""
    more = bool({"says_more", "goes_on"} & r.spans.keys()) or r.cues.says("late.after")
    return r.cues.says("late.works") and not r.cues.says("late.refuses") and "ill" not in r.spans and more


def _only_late(ties: tuple[Tie, ...], r: Reading, now: datetime) -> bool:
    if "ill" in r.spans:
        return False
    refuses = r.cues.says_beside("late.limited", "late.refuses")
    if comes(r):
        return not refuses or any(moving.new_time(t, r, now) is not None for t in ties)
    in_time = r.cues.says("late.limited") and not r.cues.says("late.hour")
    return in_time and not refuses


def comes(r: Reading) -> bool:
    """Whether a text says that its writer comes, if later or by another way."""
    refused = r.cues.at("late.refuses")  # "no voy a ir" does not come
    return any(start not in refused for start, _ in r.cues.beside("late.limited", "late.comes"))
