"""Two who are connected move the time among themselves: one names another, the other says yes to it. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import Effect, MoveTime, OpenCase, ProposeTime, Say
from mutualaid.domain.conversation.needs.hours import ONE_DAY, at_same_hours, from_a_day, near_need
from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.conversation.visits import agreeing
from mutualaid.domain.conversation.visits.agreeing import (
    OF_A_MEETING,
    OF_SOMETHING_ELSE,
    SAME,
    agrees,
    by_other,
    denies_proposed,
    named,
    side,
    takes,
)
from mutualaid.domain.cues import Cues
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import MatchState

SOONEST = timedelta(hours=1)
"""A visit is not moved to a time nearer than this: they are talking of being on the way."""

OF_ITS_TIME = frozenset({"only_time", "free_from", "coming"})
"""Marks of a time in words that say little else, or when somebody is to come."""

def in_place(r: Reading) -> bool:
    """Whether the time of a text stands in place of one on which nobody is to come."""
    return r.when is not None and r.when.in_place


def _refused(r: Reading) -> bool:
    """Whether the time of a text is the one on which nobody is to come, or can: "dont come friday"."""
    if r.off is not None and r.off.when is not None and r.off.when == r.when:
        return True
    when = r.spans.get("when")
    off = [r.spans[mark] for mark in ("off", "skip") if mark in r.spans]
    behind = (r.text[end : when[0]] for start, end in off if when is not None and start <= when[0])
    return any(not any(map(str.isalnum, between)) for between in behind)


def beside(tie: Tie, r: Reading) -> bool:
    """Whether a time is not plainly a new one for this visit: it is one of two hours that a text names, or that of
    another visit ("monday too", "come again friday")."""
    if r.cues.says_beside("moving.too_much", "moving.besides") and not moves(r):
        return True
    return "another_hour" in r.spans and not _puts_off(tie, r)


def _puts_off(tie: Tie, r: Reading) -> bool:
    """Whether the first of two hours is the one agreed on: "cant do 10, can you come at 11" puts 11 there."""
    other, agreed = r.spans.get("another_hour"), tie.match.time_of(tie.need)[0]
    if other is None or agreed is None:
        return False
    first = min(r.spans[mark][0] for mark in ("when", "hour") if mark in r.spans)
    agreed = agreed.astimezone(r.when.start.tzinfo if r.when is not None and r.when.start is not None else None)
    hour = _NUMBER.search(r.text[slice(*other)])
    return hour is not None and other[0] < first and int(hour[0]) % 12 == agreed.hour % 12


_NUMBER = re.compile(r"\d+")


def of_visit(tie: Tie, r: Reading) -> bool:
    """Whether a text proposes a time for the visit: it says little else ("wont be there till 11"), or that who
    writes comes, or when they are to come instead. "My daughter comes at 2 on friday" tells of something else, and
    "ok friday at 2" answers it."""
    marks = r.spans.keys()
    if {"moved", "errand"} <= marks and "ride" in tie.need.kinds and not tie.helping and "third" not in marks:
        return True  # "the clinic changed me to friday at 2"
    answered = r.counter is not None and r.counter.when is not None  # "i cant do 10, could it be thursday"
    own = {"busy"} if "only_time" in marks or answered else set()  # "tomorrow i cant, friday ok"
    own |= {"third"} if r.cues.opens("moving.of_who_comes") and not tie.helping else set()
    elsewhere = OF_SOMETHING_ELSE - own
    if elsewhere & marks or r.thanks or set(r.kinds) - {"general", *tie.need.kinds}:
        return moves(r) and "third" in marks and r.hour is not None  # "can he do 4 instead"
    answers_other = agrees(r) and not (moves(r) or by_other(tie))
    if _refused(r) or ("due" in marks and not OF_A_MEETING & marks) or answers_other:
        return False
    return bool(OF_ITS_TIME & marks) or r.hour is not None or moves(r) or in_place(r) or _puts_off(tie, r)


def only_number(r: Reading) -> bool:
    """Whether a short text holds a number or "both", and nothing by which it is an hour: "12", "6 please", not
    "11am"."""
    clock = r.cues.says("moving.clock") or ":" in r.text
    return len(r.text.split()) <= BARE and (_NUMBER.search(r.text) is not None or "both" in r.spans) and not clock


BARE = 3
"""Words of a text at most that is but a number."""


def moves(r: Reading) -> bool:
    return r.correction or r.cues.says("moving.moves")


def new_time(tie: Tie, r: Reading, now: datetime) -> When | None:
    """The time the words name, where it is clearly other than the one agreed; None else."""
    agreed, until = tie.match.time_of(tie.need)
    by, said, picked = _shift(r), named(r), _picked(tie, r, now)
    if agreed is not None and by is not None:
        said = When(r.text, agreed + by, (until or agreed) + by)
    said = picked or said
    if agreed is None or said is None or said.start is None:
        return None
    if not (said.dated or moves(r) or beside(tie, r) or "another_hour" in r.spans or of_visit(tie, r)):
        return None
    if said.start <= agreed <= (said.end or said.start):
        return None
    # a bare hour is that of the day spoken of last, a bare day keeps the hour
    base = _as_told(tie, now)
    when = at_same_hours(base, near_need(base, said, r.hear), r.hear)
    start = when.start or said.start
    refused = said.turned or (said.end is None and r.hear(said.text).says("hours.until"))
    if until == agreed and refused and not from_a_day(when):
        when = replace(when, start=start, end=start)  # "not before 11" moves an hour to 11
    return when if start - now > SOONEST and abs(start - agreed) > SAME else None


def to_another(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether who cannot come then says on what day they can, and nothing else: "cant make it tomorrow, friday
    works"."""
    if tie.match.state is not MatchState.CONFIRMED or "only_time" not in r.spans or not of_visit(tie, r):
        return False
    when = new_time(tie, r, now)
    return when is not None and when.start is not None and (when.end or when.start) - when.start <= ONE_DAY


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
    """Whether it is the hour that the other side proposes: "can you come at 8?" "i have work at 8"."""
    said, proposed = _hour_of(r), tie.match.moved_from
    if said is None or proposed is None or not agreeing.asked_for(tie, now):
        return False
    proposed = proposed.astimezone(said.tzinfo)
    return (said.hour, said.minute) == (proposed.hour, proposed.minute)


def _hour_of(r: Reading) -> datetime | None:
    """The hour at which what a text tells of begins; None where it names a day alone, or only an end."""
    when = r.hour or r.when
    start = when.start if when is not None else None
    return start if start is not None and (start.hour or start.minute) else None


def _picked(tie: Tie, r: Reading, now: datetime) -> When | None:
    """Of two hours the second, where it is said yes to and the first is the one that was proposed or agreed on: "a
    las 3 trabajo, a las 5 si"; of two limits the time between them."""
    first, other = named(r), r.another
    if first is None or other is None or first.start is None or other.start is None:
        return None
    if first.end != first.start and other.end != other.start:
        return _between(tie, r, first, other, now)
    behind = r.spans["another_hour"][1]
    suits = r.hear(r.text[behind:]).opens("filling.yes", "moving.suits")
    base = _as_told(tie, now)
    near = near_need(base, first, r.hear)
    old = base.from_at is not None and near.start is not None and abs(near.start - base.from_at) <= SAME
    return other if suits and old else None


def _between(tie: Tie, r: Reading, first: When, other: When, now: datetime) -> When | None:
    """ "After 3 is good but before 5"."""
    base = _as_told(tie, now)
    first, other = (near_need(base, one, r.hear) for one in (first, other))
    if first.start is None or other.start is None or first.end is None or other.end is None:
        return None
    start, end = max(first.start, other.start), min(first.end, other.end)
    return When(r.text, start, end) if start < end else None


def _as_told(tie: Tie, now: datetime) -> Need:
    """The need at the time that was proposed last, else at the one agreed on."""
    m = tie.match
    if not agreeing.stands(tie, now):
        return tie.as_fixed
    return replace(tie.need, from_at=m.moved_from, to_at=m.moved_to or m.moved_from)


def _shift(r: Reading) -> timedelta | None:
    """By how much a text would have the visit later, or earlier (below zero): "make it an hour later"."""
    cues = r.cues
    longs = {end: timedelta(hours=2) for _, end in cues.places("moving.two_hours")}
    longs |= {end: timedelta(hours=1) for _, end in cues.places("moving.one_hour")}
    longs |= {end: timedelta(minutes=30) for _, end in cues.places("moving.half_hour")}
    for sign, ways in ((1, cues.places("moving.later")), (-1, cues.places("moving.sooner"))):
        for start, _ in ways:
            if start in longs:
                return longs[start] * sign
    return None


def heard(tie: Tie, r: Reading, now: datetime, *, last: str = "", sure: bool = True) -> list[Effect]:
    """What words that cross mean for the time: a proposal is kept and shown to a coordinator, a yes moves it. A day
    that may be about something else is only shown to her; so are days from which on somebody can ("not until next
    week"), and a time that may as well be for another visit of the same two, where it is not `sure` for which.
    Where the visit is over, a yes is to the next one, which she enters. `last` are the words that this answers."""
    if not sure:
        return [_case(tie, r)] if takes(tie, r, now) or (named(r) is not None and moves(r)) else []
    if takes(tie, r, now):
        said = agreeing.of_proposed(tie, r)
        picked = said if said is not None and agreeing.picks(tie, said) else None
        at = (picked.start, picked.end) if picked is not None else (tie.match.moved_from, tie.match.moved_to)
        if tie.match.state is not MatchState.CONFIRMED:
            return [ProposeTime(tie.match.id, When(r.text, *at), side(tie)), _case(tie, r)]
        pick = [ProposeTime(tie.match.id, picked, tie.match.moved_by or "")] if picked is not None else []
        return [*pick, MoveTime(tie.match.id, told=named(r) is None), Say("moved_noted", {"at": at})]
    when, of_two = new_time(tie, r, now), _picked(tie, r, now) is not None
    if not of_two and denies_proposed(tie, r, now, last):
        kept = When(r.text, *tie.match.time_of(tie.need))
        return [ProposeTime(tie.match.id, kept, side(tie)), _case(tie, r)]
    if when is None and agreeing.shakes(tie, r, now):
        return [_case(tie, r)]
    if when is None:
        return _leave(tie, r)
    if not of_two and agreeing.is_asked(tie, when, now):
        return [_case(tie, r)]  # "is 11 the only time"
    if from_a_day(when) or (not of_two and (beside(tie, r) or not of_visit(tie, r))):
        return [*_leave(tie, r), _case(tie, r)]
    return [ProposeTime(tie.match.id, when, side(tie)), _case(tie, r)]


def asks_hour(theirs: Cues) -> bool:
    """Whether words of the other side ask at what time the visit is to be, and nothing else: "what time does the
    store close" asks for another time."""
    return theirs.only("moving.what_time", "pieces.pleads")


def asks_else(theirs: Cues, words: str) -> bool:
    """Whether words of the other side, which may end in a "?", ask something to which a number in answer is no hour
    of the visit: how many, which of several, or anything that has nothing to do with a time."""
    if any(ch.isdigit() for ch in words):
        return False
    if theirs.says("moving.counts"):
        return True
    asks = "?" in words or theirs.opens("recall.asks", "ownanswers.asks") or theirs.says("moving.what_time")
    moved = theirs.says("moving.moves", "moving.later", "moving.sooner", "hours.half", "hours.until", "hours.any")
    return asks and not (moved or asks_hour(theirs))


def answers_else(theirs: Cues, r: Reading) -> bool:
    """Whether a text answers such a question and names no hour of the visit: with a number, or with nothing but a
    time where one is asked for."""
    only_time = bool({"only_time", "hour"} & r.spans.keys()) and not moves(r)
    return only_number(r) or (theirs.says("moving.what_time") and only_time)


def answers_hour(r: Reading, now: datetime) -> Reading:
    """A bare digit that answers the other side's "what time?", read as an hour. `now` in the group's zone."""
    if r.digit is None or not 1 <= r.digit <= 9 or r.when is not None:
        return r
    at = now.replace(hour=r.digit, minute=0, second=0, microsecond=0)
    return replace(r, digit=None, hour=When(r.text, at, at, dated=False))


def _case(tie: Tie, r: Reading) -> OpenCase:
    return OpenCase("maybe_new_time", 1, match_id=tie.match.id, note=r.text)


def _leave(tie: Tie, r: Reading) -> list[Effect]:
    """Whoever proposed a time and speaks of another, that is not the visit's, is not waited for: an "ok" that comes
    now may be to that."""
    if named(r) is None or tie.match.moved_from is None or tie.match.moved_by != side(tie):
        return []
    return [ProposeTime(tie.match.id, None, side(tie))]
