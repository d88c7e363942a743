"""Two who are connected move the time among themselves: one names another, the other says yes to it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import Effect, MoveTime, OpenCase, ProposeTime, Say
from mutualaid.domain.conversation.hours import at_same_hours, near_need
from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Intent, MatchState

MOVES = frozenset({"instead", "better", "change", "move", "later", "earlier", "mejor", "cambiar", "antes", "tarde"})
"""Words that move a time."""

SAME = timedelta(minutes=30)
"""Times no further apart are the same to two people."""

SOONEST = timedelta(hours=1)
"""A visit is not moved to a time nearer than this: they are talking of being on the way."""

STANDS = timedelta(hours=12)
"""How long a proposed time waits for the other side's yes."""

LONGEST_YES = 12
"""Words of a text that may still say yes to a time; a longer one says more than that."""


def new_time(tie: Tie, r: Reading, now: datetime) -> When | None:
    """The time the words name, where it is clearly other than the one agreed; None else."""
    agreed, _ = tie.match.time_of(tie.need)
    moves = r.correction or bool(MOVES & set(r.text.lower().replace(",", " ").split()))
    named = r.when or r.hour
    if agreed is None or named is None or named.start is None or not (named.dated or moves):
        return None
    if named.start <= agreed <= (named.end or named.start):
        return None
    # a bare hour is that of the day agreed on, a bare day keeps the hour
    when = at_same_hours(tie.as_fixed, near_need(tie.as_fixed, named))
    start = when.start or named.start
    return when if start - now > SOONEST and abs(start - agreed) > SAME else None


def takes(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether the words say yes to the time that the other side proposed last."""
    m = tie.match
    by_other = m.moved_by == ("requester" if tie.helping else "helper")
    if not by_other or m.moved_from is None or m.moved_at is None or now - m.moved_at > STANDS:
        return False
    if m.state is not MatchState.CONFIRMED or m.moved_from <= now or len(r.text.split()) > LONGEST_YES:
        return False
    other = r.correction and r.hour is None
    doubts = r.complaint or r.cannot or r.says_no or r.command or other or r.intent is Intent.QUESTION
    if doubts or r.digit is not None:
        return False
    named = r.when or r.hour
    if named is not None and named.start is not None:
        proposed = replace(tie.need, from_at=m.moved_from, to_at=m.moved_to or m.moved_from)
        said = near_need(proposed, named)
        start, end = said.start, said.end or said.start
        return start is not None and start - SAME <= m.moved_from <= (end or start) + SAME
    terms = r.counter
    plain = terms is None or not (terms.kinds or terms.conditions or terms.money or terms.people)
    return plain and r.answer in (Answer.YES, Answer.COUNTER)


def heard(tie: Tie, r: Reading, now: datetime) -> list[Effect]:
    """What words that cross mean for the time: a proposal is kept and shown to a coordinator, a yes moves it."""
    if takes(tie, r, now):
        at = (tie.match.moved_from, tie.match.moved_to)
        return [MoveTime(tie.match.id), Say("moved_noted", {"at": at})]
    when = new_time(tie, r, now)
    if when is None:
        return []
    by = "helper" if tie.helping else "requester"
    case = OpenCase("maybe_new_time", 1, match_id=tie.match.id, note=r.text)
    return [ProposeTime(tie.match.id, when, by), case]
