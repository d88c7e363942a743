"""Two who are connected move the time among themselves: one names another, the other says yes to it. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import Effect, MoveTime, OpenCase, ProposeTime, Say
from mutualaid.domain.conversation.needs.hours import at_same_hours, near_need
from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Intent, MatchState

SAME = timedelta(minutes=10)
"""Times no further apart are the same to two people."""

SOONEST = timedelta(hours=1)
"""A visit is not moved to a time nearer than this: they are talking of being on the way."""

STANDS = timedelta(hours=12)
"""How long a proposed time waits for the other side's yes."""

TALKED_OF = frozenset({MatchState.CONFIRMED, MatchState.FULFILLED})
"""States of a visit about whose time its two sides write: it is still to come, or it is over and they speak of the
next one."""

ONE_DAY = timedelta(hours=26)
"""A time no longer than this is of one day; a longer one ("next week") names none on which somebody comes."""

LONGEST_YES = 12
"""Words of a text that may still say yes to a time; a longer one says more than that."""


OF_SOMETHING_ELSE = frozenset({"busy", "errand", "third"})
"""Marks of a time that is about work, an appointment or somebody else."""

OF_ITS_TIME = frozenset({"only_time", "free_from", "coming"})
"""Marks of a time in words that say little else, or when somebody is to come."""

OF_A_MEETING = frozenset({"coming", "meets"})
"""Marks of words about being there."""


def _agrees(r: Reading) -> bool:
    """Whether a text begins by agreeing to what was said, and takes nothing of it back."""
    hour = r.text.lstrip()[:1].isdigit()  # and no option of ours: "1 pm on friday"
    return not hour and r.cues.opens("filling.yes", "moving.agrees") and not r.cues.says("answers.but")


def in_place(r: Reading) -> bool:
    """Whether the time of a text stands in place of one on which nobody is to come."""
    return r.when is not None and r.when.in_place


def _refused(r: Reading) -> bool:
    """Whether the time of a text is the one on which nobody is to come: "dont come friday"."""
    when = r.spans.get("when")
    off = [r.spans[mark] for mark in ("off", "skip") if mark in r.spans]
    behind = (r.text[end : when[0]] for start, end in off if when is not None and start <= when[0])
    return any(not any(map(str.isalnum, between)) for between in behind)


def beside(tie: Tie, r: Reading) -> bool:
    """Whether a time is not plainly a new one for this visit: it is one of two hours that a text names, or that of
    another visit ("monday too", "come again friday")."""
    if r.cues.says_beside("moving.too_much", "moving.besides") and not moves(r):
        return True
    other, agreed = r.spans.get("another_hour"), tie.match.time_of(tie.need)[0]
    if other is None or agreed is None:
        return False
    first = min(r.spans[mark][0] for mark in ("when", "hour") if mark in r.spans)
    agreed = agreed.astimezone(r.when.start.tzinfo if r.when is not None and r.when.start is not None else None)
    hour = _NUMBER.search(r.text[slice(*other)])
    put_off = hour is not None and other[0] < first and int(hour[0]) % 12 == agreed.hour % 12
    return not put_off  # "cant do 10, can you come at 11" leaves the hour that was agreed on


_NUMBER = re.compile(r"\d+")


def of_visit(tie: Tie, r: Reading) -> bool:
    """Whether a text proposes a time for the visit: it says little else ("wont be there till 11"), or that who
    writes comes, or when they are to come instead. "My daughter comes at 2 on friday" tells of something else, and
    "ok friday at 2" answers it."""
    marks = r.spans.keys()
    if {"moved", "errand"} <= marks and "ride" in tie.need.kinds and not tie.helping and "third" not in marks:
        return True  # "the clinic changed me to friday at 2"
    elsewhere = OF_SOMETHING_ELSE - ({"busy"} if "only_time" in marks else set())  # "tomorrow i cant, friday ok"
    if elsewhere & marks or r.thanks or set(r.kinds) - {"general", *tie.need.kinds}:
        return moves(r) and "third" in marks and r.hour is not None  # "can he do 4 instead"
    answers_other = _agrees(r) and not (moves(r) or _by_other(tie))
    if _refused(r) or ("due" in marks and not OF_A_MEETING & marks) or answers_other:
        return False
    return bool(OF_ITS_TIME & marks) or r.hour is not None or moves(r) or in_place(r)


def only_number(r: Reading) -> bool:
    """Whether a short text holds a number or "both", and nothing by which it is an hour: "12", "6 please", not
    "11am"."""
    clock = r.cues.says("moving.clock") or ":" in r.text
    return len(r.text.split()) <= BARE and (_NUMBER.search(r.text) is not None or "both" in r.spans) and not clock


BARE = 3
"""Words of a text at most that is but a number."""


def moves(r: Reading) -> bool:
    return r.correction or r.cues.says("moving.moves")


def _named(r: Reading) -> When | None:
    """The time of a text, as its terms have it: "no puedo antes de las 11" is from 11 on."""
    terms = r.counter.when if r.counter is not None else None
    return terms or r.when or r.hour


def new_time(tie: Tie, r: Reading, now: datetime) -> When | None:
    """The time the words name, where it is clearly other than the one agreed; None else."""
    agreed, until = tie.match.time_of(tie.need)
    named = _named(r)
    if agreed is None or named is None or named.start is None:
        return None
    if not (named.dated or moves(r) or beside(tie, r) or "another_hour" in r.spans or of_visit(tie, r)):
        return None
    if named.start <= agreed <= (named.end or named.start):
        return None
    # a bare hour is that of the day agreed on, a bare day keeps the hour
    when = at_same_hours(tie.as_fixed, near_need(tie.as_fixed, named, r.hear), r.hear)
    start = when.start or named.start
    if until == agreed and (named.turned or (named.end is None and r.hear(named.text).says("hours.until"))):
        when = replace(when, start=start, end=start)  # "not before 11" moves an hour to 11
    return when if start - now > SOONEST and abs(start - agreed) > SAME else None


def to_another(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether who cannot come then says on what day they can, and nothing else: "cant make it tomorrow, friday
    works"."""
    if tie.match.state is not MatchState.CONFIRMED or "only_time" not in r.spans or not of_visit(tie, r):
        return False
    when = new_time(tie, r, now)
    return when is not None and when.start is not None and (when.end or when.start) - when.start <= ONE_DAY


def _by_other(tie: Tie) -> bool:
    """Whether the other side proposed the last time: an "ok" with another hour then puts that in its place."""
    return tie.match.moved_from is not None and tie.match.moved_by != _side(tie)


def stands(tie: Tie, now: datetime) -> bool:
    """Whether another time is proposed for a visit, and may still be agreed to."""
    m = tie.match
    return m.moved_from is not None and m.moved_at is not None and now - m.moved_at <= STANDS


CLEAR_OF = timedelta(hours=2)
"""So long after the beginning of a visit what is said of an hour says nothing of the visit."""


def hours_after(tie: Tie, r: Reading) -> bool:
    """Whether the hour a text names, of whichever day, comes so long after the visit's that it is none of it. Who
    is away after an hour is there until then."""
    said, start = _hour_of(r), tie.match.time_of(tie.need)[0]
    if r.counter is not None and r.when is not None and "off_away" in r.spans:
        said = r.when.end
    if said is None or start is None:
        return False
    start = start.astimezone(said.tzinfo)
    return said.replace(year=start.year, month=start.month, day=start.day) >= start + CLEAR_OF


def at_proposed(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether it is the hour that is proposed for the visit: "can you come at 8?" "i have work at 8"."""
    said, proposed = _hour_of(r), tie.match.moved_from
    if said is None or proposed is None or not stands(tie, now):
        return False
    proposed = proposed.astimezone(said.tzinfo)
    return (said.hour, said.minute) == (proposed.hour, proposed.minute)


def _hour_of(r: Reading) -> datetime | None:
    """The hour at which what a text tells of begins; None where it names a day alone, or only an end."""
    when = r.hour or r.when
    start = when.start if when is not None else None
    return start if start is not None and (start.hour or start.minute) else None


def takes(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether the words say yes to the time that the other side proposed last."""
    m = tie.match
    if m.moved_from is None or not _by_other(tie) or not stands(tie, now):
        return False
    if m.state not in TALKED_OF or m.moved_from <= now or len(r.text.split()) > LONGEST_YES:
        return False
    other = r.correction and r.hour is None
    doubts = r.complaint or r.cannot or r.says_no or r.command or other or r.intent is Intent.QUESTION
    if doubts or r.digit is not None or r.cues.says("late.works"):
        return False
    said = _of_proposed(tie, r)
    if said is not None and said.start is not None:
        start, end = said.start, said.end or said.start
        return _picks(tie, said) or start - SAME <= m.moved_from <= end + SAME
    terms = r.counter
    plain = terms is None or not (terms.kinds or terms.conditions or terms.money or terms.people)
    return plain and (r.bare_ok or r.answer in (Answer.YES, Answer.COUNTER))


def _of_proposed(tie: Tie, r: Reading) -> When | None:
    """The time that words name, near to the one that the other side proposed last."""
    m, named = tie.match, _named(r)
    if named is None or named.start is None:
        return None
    return near_need(replace(tie.need, from_at=m.moved_from, to_at=m.moved_to or m.moved_from), named, r.hear)


def _picks(tie: Tie, said: When) -> bool:
    """Whether a time lies within the proposed one and is shorter: "11", to "11 or 12"."""
    first, last, start = tie.match.moved_from, tie.match.moved_to, said.start
    if first is None or last is None or start is None:
        return False
    end = said.end or start
    return first - SAME <= start and end <= last + SAME and end - start < last - first


def heard(tie: Tie, r: Reading, now: datetime, *, sure: bool = True) -> list[Effect]:
    """What words that cross mean for the time: a proposal is kept and shown to a coordinator, a yes moves it. A day
    that may be about something else is only shown to her; so is a time that may as well be for another visit of the
    same two, where it is not `sure` for which. Where the visit is over, a yes is to the next one, which she
    enters."""
    if not sure:
        return [_case(tie, r)] if takes(tie, r, now) or (_named(r) is not None and moves(r)) else []
    if takes(tie, r, now):
        said = _of_proposed(tie, r)
        picked = said if said is not None and _picks(tie, said) else None
        at = (picked.start, picked.end) if picked is not None else (tie.match.moved_from, tie.match.moved_to)
        if tie.match.state is not MatchState.CONFIRMED:
            return [ProposeTime(tie.match.id, When(r.text, *at), _side(tie)), _case(tie, r)]
        pick = [ProposeTime(tie.match.id, picked, tie.match.moved_by or "")] if picked is not None else []
        return [*pick, MoveTime(tie.match.id, told=_named(r) is None), Say("moved_noted", {"at": at})]
    when = new_time(tie, r, now)
    if when is None:
        return _leave(tie, r)
    if beside(tie, r) or not of_visit(tie, r):
        return [*_leave(tie, r), _case(tie, r)]
    return [ProposeTime(tie.match.id, when, _side(tie)), _case(tie, r)]


def _case(tie: Tie, r: Reading) -> OpenCase:
    return OpenCase("maybe_new_time", 1, match_id=tie.match.id, note=r.text)


def _side(tie: Tie) -> str:
    return "helper" if tie.helping else "requester"


def _leave(tie: Tie, r: Reading) -> list[Effect]:
    """Whoever proposed a time and speaks of another, that is not the visit's, is not waited for: an "ok" that comes
    now may be to that."""
    if _named(r) is None or tie.match.moved_from is None or tie.match.moved_by != _side(tie):
        return []
    return [ProposeTime(tie.match.id, None, _side(tie))]
