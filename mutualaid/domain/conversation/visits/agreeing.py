"""Whether words of one side say yes to the time that the other proposed last. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.conversation.needs.hours import names_hour, near_need
from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Intent, MatchState

SAME = timedelta(minutes=10)
"""Times no further apart are the same to two people."""

STANDS = timedelta(hours=12)
"""How long a proposed time waits for the other side's yes."""

TALKED_OF = frozenset({MatchState.CONFIRMED, MatchState.FULFILLED})
"""States of a visit about whose time its two sides write: it is still to come, or it is over and they speak of the
next one."""

LONGEST_YES = 12
"""Words of a text that may still say yes to a time; a longer one says more than that."""

OF_SOMETHING_ELSE = frozenset({"busy", "errand", "third"})
"""Marks of a time that is about work, an appointment or somebody else."""


OF_A_MEETING = frozenset({"coming", "meets"})
"""Marks of words about being there."""


def side(tie: Tie) -> str:
    return "helper" if tie.helping else "requester"


def by_other(tie: Tie) -> bool:
    """Whether the other side proposed the last time: an "ok" with another hour then puts that in its place."""
    return tie.match.moved_from is not None and tie.match.moved_by != side(tie)


def stands(tie: Tie, now: datetime) -> bool:
    """Whether another time is proposed for a visit, and may still be agreed to."""
    m = tie.match
    return m.moved_from is not None and m.moved_at is not None and now - m.moved_at <= STANDS


def asked_for(tie: Tie, now: datetime) -> bool:
    """Whether who writes is awaited to say yes or no to a time that the other side proposed."""
    return by_other(tie) and stands(tie, now)


def named(r: Reading) -> When | None:
    """The time of a text, as its terms have it: "no puedo antes de las 11" is from 11 on."""
    terms = r.counter.when if r.counter is not None else None
    return terms or r.when or r.hour


def refuses(r: Reading) -> bool:
    """Whether words of a text refuse something: "no", "doesnt work", "too early"."""
    return r.says_no or r.cannot or r.cues.says_beside("answers.no_problem", "moving.refuses")


def agrees(r: Reading) -> bool:
    """Whether a text begins by agreeing to what was said, and takes nothing of it back."""
    hour = r.text.lstrip()[:1].isdigit()  # and no option of ours: "1 pm on friday"
    return not hour and r.cues.opens("filling.yes", "moving.agrees") and not r.cues.says("answers.but")


def takes(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether the words say yes to the time that the other side proposed last, and hang it on nothing."""
    m = tie.match
    if m.moved_from is None or not asked_for(tie, now):
        return False
    if m.state not in TALKED_OF or m.moved_from <= now or len(r.text.split()) > LONGEST_YES:
        return False
    other = r.correction and r.hour is None
    doubts = r.complaint or r.cannot or r.says_no or r.command or other or r.intent is Intent.QUESTION
    hangs = r.cues.says("late.works") or r.cues.says_beside("moving.tells_if", "moving.hangs")
    if doubts or hangs or (r.digit is not None and r.hour is None):  # "ok 5" names an hour
        return False
    said = of_proposed(tie, r)
    if said is not None and said.start is not None:
        return _settles(tie, r) and (picks(tie, said) or _is_proposed(tie, said))
    terms = r.counter
    plain = terms is None or not (terms.kinds or terms.conditions or terms.money or terms.people)
    return plain and (r.bare_ok or r.answer in (Answer.YES, Answer.COUNTER))


def _settles(tie: Tie, r: Reading) -> bool:
    """Whether a time is said as a yes: alone, as a good one or as one to meet at, with no refusal, no question, no
    second hour, and of nothing else."""
    worked_out = r.counter is not None and r.counter.when is not None  # "5 no good 7 good" says yes to 7
    if r.cues.opens("moving.asks") or "another_hour" in r.spans or (refuses(r) and not worked_out):
        return False
    alone = r.hour is not None or bool({"only_time", *OF_A_MEETING} & r.spans.keys())
    return agrees(r) or ((alone or r.cues.says("moving.suits")) and not _of_something_else(tie, r))


def _of_something_else(tie: Tie, r: Reading) -> bool:
    """Whether a time may be that of work, of an appointment or of another thing: "i work at 11"."""
    return bool((OF_SOMETHING_ELSE | {"due"}) & r.spans.keys() or set(r.kinds) - {"general", *tie.need.kinds})


def of_proposed(tie: Tie, r: Reading) -> When | None:
    """The time that words name, near to the one that the other side proposed last."""
    m, said = tie.match, named(r)
    if said is None or said.start is None:
        return None
    return near_need(replace(tie.need, from_at=m.moved_from, to_at=m.moved_to or m.moved_from), said, r.hear)


def _is_proposed(tie: Tie, said: When) -> bool:
    """Whether a time is the proposed one, or holds it: "thursday", to "thursday at 2". One that begins or ends with
    it is a limit: "before 11", to "11?"."""
    first, start = tie.match.moved_from, said.start
    if first is None or start is None:
        return False
    end, last = said.end or start, tie.match.moved_to or first
    if end - start <= last - first + SAME:
        return start - SAME <= first <= end + SAME
    return start + SAME < first and last < end - SAME


def picks(tie: Tie, said: When) -> bool:
    """Whether a time lies within the proposed one and is shorter: "11", to "11 or 12"."""
    first, last, start = tie.match.moved_from, tie.match.moved_to, said.start
    if first is None or last is None or start is None:
        return False
    end = said.end or start
    return first - SAME <= start and end <= last + SAME and end - start < last - first


def is_asked(tie: Tie, when: When, now: datetime) -> bool:
    """Whether a time is the one to which a yes or no of who writes is awaited."""
    return asked_for(tie, now) and when.start is not None and _is_proposed(tie, when)


def denies_proposed(tie: Tie, r: Reading, now: datetime, last: str) -> bool:
    """Whether the words refuse the time that the other side proposed, so that the one agreed on is left: "11 is no
    good", "no i have nurse at 11", "before 11 please", or a bare "no" where that time stands in the `last` words of
    the other side. `now` in the group's zone."""
    m, agreed = tie.match, tie.match.time_of(tie.need)[0]
    if m.moved_from is None or agreed is None or m.moved_from == agreed or not asked_for(tie, now):
        return False
    said = of_proposed(tie, r)
    if said is not None and said.start is not None:
        end = said.end or said.start
        back = said.start - SAME <= agreed <= end + SAME and not said.start + SAME < m.moved_from < end - SAME
        return back or ((refuses(r) or _of_something_else(tie, r)) and _is_proposed(tie, said))
    if r.cues.only("maynot.no", "pieces.pleads"):
        return names_proposed(tie, last, now)
    return refuses(r) and names_hour(r.text, m.moved_from, now)


def names_proposed(tie: Tie, last: str, now: datetime) -> bool:
    """Whether the time to which a yes or no of who writes is awaited stands in these words. `now` in the group's
    zone."""
    proposed = tie.match.moved_from
    return proposed is not None and asked_for(tie, now) and names_hour(last, proposed, now)


def shakes(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether words say that something else is at the very hour agreed on: "wait no 11 i have the dr". `now` in the
    group's zone."""
    agreed = tie.match.time_of(tie.need)[0]
    other = {"busy", "errand", "due"} & r.spans.keys() or set(r.kinds) - {"general", *tie.need.kinds}
    return agreed is not None and bool(other) and refuses(r) and names_hour(r.text, agreed, now)
