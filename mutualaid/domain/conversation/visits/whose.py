"""Which of several people, or of one person's visits, words are for, where no name says it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from mutualaid.domain.conversation.helpers import twice
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import agreeing, moving
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import MatchState

BRIEF = 12
"""Words at most of a text that may answer what was just put across."""

AT_HAND = timedelta(hours=2)
"""So long before its time, and after it, a visit is what is written about where nothing says otherwise."""

A_DAY = timedelta(days=1)


def one_of_each(ties: Iterable[Tie]) -> list[Tie]:
    """One visit of each person; words for somebody are for no one visit of theirs."""
    return list({t.other.id: t for t in reversed(list(ties))}.values())[::-1]


def likeliest(c: Conversation, r: Reading, ties: Sequence[Tie], now: datetime) -> Tie | None:
    """A visit of the one of several people that words are for: whose time they take, at whose door somebody is,
    whom they answer, to whom the writer wrote last, or who is visited now. None where two of these differ, or none
    of them says it."""
    taken = [t for t in ties if c.relayed_last and agreeing.takes(t, r, now)]
    if len(taken) > 1:  # who was told that one of the times does not go says yes to the other
        taken = [t for t in taken if not twice.clashes(c, t, now)]
    if (tie := _only(taken)) is not None:
        return tie
    on = [t for t in ties if t.match.state is MatchState.CONFIRMED]
    soon = r.when is None or r.when.start is None or r.when.start - now <= AT_HAND
    near = [t for t in on if _near(t, now)] if soon else []
    wrote, focus = _wrote(c, r, ties), _focus(c, ties, now)
    here = near or [t for t in on if soon and _begun(t, now)]
    if here and (_arrives(r, here) or _of_the_door(r)):
        return _at_door(c, r, here, wrote, focus)
    if wrote:
        one = _only(wrote)
        elsewhere = one is not None and focus is not None and focus.other.id != one.other.id
        other_near = one is not None and any(t.other.id != one.other.id for t in near)
        answers = r.answer is not None or r.bare_ok or r.pleasantry or (c.relayed_asks and not other_near)
        return one if answers or not (elsewhere or other_near) else None
    if (tie := _by_help(r, ties)) is not None:
        return tie
    if focus is not None:
        return focus
    if "coming" in r.spans and len(on) > 1:  # "on my way" is not to who was visited two days ago
        on = [t for t in on if not t.over(now)]
    return _only((near if r.when is None else []) or on)


def _at_door(c: Conversation, r: Reading, here: Sequence[Tie], wrote: list[Tie], focus: Tie | None) -> Tie | None:
    """Of the people whose visits are at hand, whom words of arriving or of the door are for; None where they may as
    well answer somebody else, or go on with what was written to somebody else."""
    people = {t.other.id for t in here}
    if focus is not None and focus.other.id in people:
        return focus
    asked = c.relayed_asks and any(t.other.id not in people for t in wrote)
    if (asked or focus is not None) and not _arrives(r, here):
        return None
    first = min(here, key=_start)
    one = _only(wrote)
    return first if len(people) == 1 or (one is not None and one.other.id == first.other.id) else None


def _arrives(r: Reading, here: Sequence[Tie]) -> bool:
    """Whether words are of being there, or of a helper who is late."""
    return "coming" in r.spans or (r.cues.says("came.late") and any(t.helping for t in here))


def _of_the_door(r: Reading) -> bool:
    """Whether words are of who opens and with what, or of the door."""
    told = not {"shut", "knocked"}.isdisjoint(r.spans) or bool(r.at_door)
    return told or r.cues.says("doors.at_door", "doors.opens", "doors.entry")


def _wrote(c: Conversation, r: Reading, ties: Sequence[Tie]) -> list[Tie]:
    """Those whose words came moments ago, where a short text names nothing that only another is for."""
    if len(r.text.split()) > BRIEF:
        return []
    return [t for t in ties if t.match.id in c.relayed_from and not _of_another(t, r, ties)]


def _by_help(r: Reading, ties: Sequence[Tie]) -> Tie | None:
    """A visit of the one of several people whose help a text names, and no other's: "what time is the ride"."""
    said = set(r.kinds) - {"general"}
    return _only(t for t in ties if said & set(t.need.kinds)) if said else None


def _of_another(tie: Tie, r: Reading, ties: Sequence[Tie]) -> bool:
    """Whether a text names help that only somebody else gives or gets."""
    own = {k for t in ties if t.other.id == tie.other.id for k in t.need.kinds}
    return bool(set(r.kinds) & ({k for t in ties for k in t.need.kinds} - own))


def _focus(c: Conversation, ties: Sequence[Tie], now: datetime) -> Tie | None:
    """The one to whom the writer's own words went last, while that is not long ago."""
    fresh = c.talk.peer_until is not None and c.talk.peer_until > now
    return next((t for t in ties if fresh and t.match.id == c.talk.peer_match_id), None)


def _only(ties: Iterable[Tie]) -> Tie | None:
    """One visit of these where all are of one person."""
    each = one_of_each(ties)
    return each[0] if len(each) == 1 else None


def _near(tie: Tie, now: datetime) -> bool:
    start, end = tie.match.time_of(tie.need)
    if start is None or end is None or end - start > AT_HAND:
        return False
    return start - AT_HAND <= now <= end + AT_HAND


def _begun(tie: Tie, now: datetime) -> bool:
    """Whether a visit may be at any time of a stretch that has begun."""
    start, end = tie.match.time_of(tie.need)
    return start is not None and end is not None and start <= now <= end


def _start(tie: Tie) -> float:
    start, _ = tie.match.time_of(tie.need)
    return start.timestamp() if start is not None else float("inf")


def visits_meant(c: Conversation, r: Reading, theirs: Sequence[Tie], now: datetime) -> list[Tie]:
    """Which visits of one person words may be about, the next one first: those whose time they take, whose help or
    day they name, and that are to come; more than one where none of that tells them apart."""
    found = sorted(theirs, key=lambda t: (t.over(now), -_start(t) if t.over(now) else _start(t)))
    tests: list[Callable[[Tie], bool]] = [
        lambda t: agreeing.takes(t, r, now),
        lambda t: bool(set(r.kinds) & (set(t.need.kinds) - {"general"})),
        lambda t: _on_day(t, r),
        lambda t: t.over(now) is ("spoiled" in r.spans),
        lambda t: agreeing.stands(t, now),
        lambda t: r.when is None and _near(t, now),
    ]
    for test in tests:
        found = [t for t in found if test(t)] or found
    return found


def _on_day(tie: Tie, r: Reading) -> bool:
    """Whether a text names the day of a visit, and not as the one that it moves to."""
    start, _ = tie.match.time_of(tie.need)
    if start is None or r.when is None or r.when.start is None or not r.when.dated:
        return False
    if moving.moves(r) and r.when.end is not None and r.when.end - r.when.start >= A_DAY:
        return False
    return r.when.start.date() == start.astimezone(r.when.start.tzinfo).date()
