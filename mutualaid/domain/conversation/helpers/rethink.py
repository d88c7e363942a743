"""Second thoughts, and late ones: a yes taken back, a no meant as a yes, a yes after its time. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.beside import LONGEST, Beside, beside, meant
from mutualaid.domain.conversation.effects import (
    Accept,
    Ask,
    Effect,
    FallThrough,
    LetStand,
    OpenCase,
    Report,
    Resume,
    Say,
    TurnDown,
)
from mutualaid.domain.conversation.helpers import fixing
from mutualaid.domain.conversation.needs import again, hours
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, came
from mutualaid.domain.followups import LATE_YES
from mutualaid.domain.needs import Choice
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, MatchState, NeedState, QuestionKind

JUST_SAID = timedelta(hours=1)
"""Within this time after an answer a bare "no sorry" or "i meant 2" is about that answer."""


def takes_back(r: Reading) -> bool:
    """Whether a short text says no after all."""
    digit = meant(r)
    if digit is not None:
        return digit == 2
    short = len(r.text.split()) <= LONGEST and r.place is None and r.when is None and not r.kinds
    return short and (r.answer is Answer.NO or r.cannot) and not r.thanks


def says_yes_after_all(r: Reading) -> bool:
    digit = meant(r)
    if digit is not None:
        return digit == 1
    return r.answer is Answer.YES and len(r.text.split()) <= LONGEST and not r.kinds


def _just(tie: Tie, now: datetime) -> bool:
    at = tie.match.answered_at or tie.match.closed_at
    return at is not None and now - at <= JUST_SAID


def yes_taken_back(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The helper's yes that a text takes back while the person in need is being asked, or None."""
    if not takes_back(r) and not (r.digit == 2 and c.question is None):
        return None
    waiting = (MatchState.ACCEPTED, MatchState.COUNTERED)
    promised = (t for t in reversed(c.ties) if t.helping and t.match.state in waiting)
    found = (t for t in promised if _just(t, now) or t.yes_kept)
    return next((t for t in found if not taking_back.on_other_day((t,), r, now)), None)


def _kept_yes_taken_back(c: Conversation, r: Reading) -> Tie | None:
    """The yes of the person in need that waits for its helper, where they take it back."""
    if c.question is not None or not (takes_back(r) or r.digit == 2):
        return None
    return next((t for t in c.ties if not t.helping and t.yes_kept), None)


def _can_still(c: Conversation, r: Reading) -> Tie | None:
    """The visit that waits for its helper with the other side's yes, where they say late that they can come."""
    short = len(r.text.split()) <= LONGEST and r.when is None and not (r.kinds or r.cannot)
    if c.question is not None or not short or not (r.says_yes or "able" in r.spans or after_all(r)):
        return None
    return next((t for t in c.ties if t.helping and t.yes_kept), None)


def _at_its_time(c: Conversation, r: Reading) -> bool:
    """Whether what they say of when is the time of the visit that is off."""
    if r.when is None or r.when.start is None or c.gone is None:
        return True
    return r.when.start == c.gone.match.time_of(c.gone.need)[0]


def after_all(r: Reading) -> bool:
    """Whether somebody who could not says that they can after all, whatever else they say of it."""
    return r.cues.says("rethink.after_all") and not r.cues.says("rethink.not")


def no_taken_back(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The ask a helper said no to a moment ago, or the visit they called off, and would do after all; or None."""
    if c.question is not None:
        return None
    able = "able" in r.spans and len(r.text.split()) <= LONGEST and not r.kinds
    able = able or (after_all(r) and _at_its_time(c, r))
    if able and c.gone is not None and c.gone.match.called_off_by == "helper" and not c.connected(now):
        return c.gone if c.gone.need.state is NeedState.OPEN else None
    if not (able or says_yes_after_all(r)):
        return None
    said_no = [t for t in c.ties if t.helping and t.match.state is MatchState.DECLINED and _just(t, now)]
    return next((t for t in reversed(said_no) if t.need.state is NeedState.OPEN), None)


def came_after_all(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "No he came, i mean 1", once it was noted that nobody did; a bare 1 is that, too, a moment later."""
    short = len(r.text.split()) <= LONGEST and not r.only_waits
    digit = r.digit == 1 and (c.nobody_last or c.cannot_last) and c.question is None
    return c.missed is not None and short and (digit or meant(r) == 1 or came.somebody_came(r))


def _came_indeed_not(c: Conversation, r: Reading, now: datetime) -> bool:
    """The helper told first that the visit did not happen, and the person in need says the same."""
    says = r.digit == 2 or r.only_waits or "never_came" in r.spans
    return c.missed is not None and c.cannot_last and c.question is None and says and not c.connected(now)


def _helper_denies(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit that the person in need said went well, where its helper says that it did not happen, or was
    trouble: in words, or with a digit right after they heard of it."""
    said = c.thanked_last and (r.digit in (2, 3) or r.cannot or (r.answer is Answer.NO and not r.thanks))
    if not (said or {"shut", "did_not_go"} & r.spans.keys()) or c.question is not None:
        return None
    told = (t for t in c.connected(now) if t.helping and t.match.state is MatchState.FULFILLED)
    return next(told, None)


def _well_taken_back(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit this phone said went well, where it now says that nobody came; a bare 2 or 3 is that, too, a moment
    later."""
    digit = r.digit in (2, 3) and c.well_last
    if not (r.only_waits or digit) or c.question is not None:
        return None
    told = (t for t in c.connected(now) if not t.helping and t.match.state is MatchState.FULFILLED)
    return next(told, None)


def rethinks(c: Conversation, r: Reading, now: datetime) -> bool:
    if came_after_all(c, r, now) or _came_indeed_not(c, r, now):
        return True
    if _well_taken_back(c, r, now) is not None or _helper_denies(c, r, now) is not None:
        return True
    if _kept_yes_taken_back(c, r) is not None or _can_still(c, r) is not None:
        return True
    return yes_taken_back(c, r, now) is not None or no_taken_back(c, r, now) is not None


def rethink(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    missing = _well_taken_back(c, r, now)
    if missing is not None and r.digit == 3:
        return [OpenCase("complaint", 0, match_id=missing.match.id, note=r.text), across.only_us(c, r)]
    if missing is not None:
        return [*again.closing(c), Report(missing.match.id, "nobody_came")]
    denied = _helper_denies(c, r, now)
    if denied is not None:
        return [Report(denied.match.id, "nobody_came")]
    if _came_indeed_not(c, r, now):
        return [Say("nobody_came")]
    if came_after_all(c, r, now):
        assert c.missed is not None
        return [*again.closing(c), Report(c.missed.match.id, "well")]
    tie = _kept_yes_taken_back(c, r)
    if tie is not None:
        return [TurnDown(tie.match.id)]
    tie = _can_still(c, r)
    if tie is not None:
        return [LetStand(tie.match.id)]
    tie = yes_taken_back(c, r, now)
    if tie is not None:
        return [*again.closing(c), FallThrough(tie.match.id)]
    tie = no_taken_back(c, r, now)
    assert tie is not None
    rests = c.neighbour.rests(now)
    return [*([Resume()] if rests else []), Accept(tie.match.id)]


def late(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    """A yes or no with nothing open, with or without a time: a late answer to an ask, or None."""
    asked = [t for t in c.ties if t.helping and recent(t, now)]
    terms = r.digit is None and r.answer is Answer.COUNTER
    if not (r.says_yes or r.says_no or (terms and asked)):
        return None
    if not asked:
        gone = (MatchState.LAPSED, MatchState.COVERED)
        missed = [t for t in c.ties if not t.helping and t.match.state in gone and t.need.state is NeedState.OPEN]
        return [Say("too_late_yes")] if missed and r.says_yes and not c.connected(now) else None
    still = [t for t in asked if t.match.state is MatchState.LAPSED and t.need.state is NeedState.OPEN]
    past = [t for t in still if t.need.to_at is not None and t.need.to_at <= now]
    if past and len(past) == len(still) and r.says_yes:
        return [Say("late_yes_past", {"kinds": past[-1].need.kinds})]
    still = [t for t in still if t not in past]
    tie = (still or asked)[-1]
    if terms:
        return _late_terms(c, r, tie, some=len(still) > 1)
    if beside(r) in (Beside.DOUBT, Beside.QUESTION):
        return fixing.to_person(c, tie.match.id, r)
    if r.says_no:
        return [Say("late_no")]
    if len(still) > 1:
        some = still[-3:]
        which = Ask(QuestionKind.WHICH, text="accept:" + ",".join(t.match.id for t in some))
        options = tuple(Choice(t.need, t.match.asked_at, helping=True, band=t.match.band) for t in some)
        return [Say("which_ask", {"options": options}, which)]
    if tie.match.state is MatchState.LAPSED and tie.need.state is NeedState.OPEN:
        return [Accept(tie.match.id)]
    return [Accept(tie.match.id)] if tie.match.state is MatchState.COVERED else [Say("late_yes_covered")]


def _late_terms(c: Conversation, r: Reading, tie: Tie, *, some: bool) -> list[Effect]:
    """A late yes at a time: taken where it fits the need, else worked out by a person."""
    when = r.counter.when if r.counter is not None else r.when
    plain = r.counter is not None and not (r.counter.conditions or r.counter.money or r.counter.people)
    if tie.need.state is not NeedState.OPEN:
        return [Say("late_yes_covered")]
    if when is not None and when.start is not None and plain and not some:
        when = hours.near_need(tie.need, when, r.hear)
        if when.start is not None and hours.inside(tie.need, when.start, when.end or when.start):
            return [Accept(tie.match.id, when)]
    return fixing.to_person(c, tie.match.id, r)


def recent(tie: Tie, now: datetime) -> bool:
    """Whether an ask lapsed, or was covered by another yes, so lately that a late yes still counts."""
    if tie.match.state not in (MatchState.LAPSED, MatchState.COVERED):
        return False
    since = tie.match.closed_at or tie.match.asked_at
    return since is not None and tie.match.asked_at is not None and now - since <= LATE_YES
