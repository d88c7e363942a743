"""A time that a helper says yes to, or names for a visit, and that they promised to somebody else, or that would be
more help in a week than they give: nobody is told of it, they hear what stands against it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import (
    Accept,
    Counter,
    Effect,
    MoveTime,
    OpenCase,
    ProposeTime,
    Relay,
    Say,
)
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits.agreeing import STANDS
from mutualaid.domain.matching.promises import Promise, in_the_way, visits_a_week, visits_beside
from mutualaid.domain.needs import BY_HAND, Match
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, MatchState, NeedState

Theirs = dict[Promise, str | None]


def checked(c: Conversation, effects: list[Effect], now: datetime) -> list[Effect]:
    """The same, or what stands against it: a question stays open, and words across are not passed on."""
    theirs = _theirs(c, now)
    for effect in effects:
        if not isinstance(effect, Accept | Counter | ProposeTime | MoveTime):
            continue
        tie = c.tie(effect.match_id)
        yes = _promise(tie, effect) if tie is not None and tie.helping else None
        if tie is None or yes is None:
            continue
        against = _against(c, tie, yes, theirs, now)
        if against is not None and isinstance(effect, Accept | Counter):
            return [against]
        if against is not None:
            return _not_passed_on(effects, against)
        theirs[yes] = tie.other_name
    return effects


def _theirs(c: Conversation, now: datetime) -> Theirs:
    """What they promised, and to whom; the other time that they proposed for it themselves too, while it stands."""
    theirs = dict(c.promised)
    for one, name in c.promised.items():
        match, moved = one.match, one.moved
        if match is None or moved is None or match.moved_by != "helper":
            continue
        if match.moved_at is not None and now - match.moved_at <= STANDS:
            theirs[moved] = name
    return theirs


def _promise(tie: Tie, effect: Accept | Counter | ProposeTime | MoveTime) -> Promise | None:
    """What they would promise by it; None where it is none any more."""
    if isinstance(effect, MoveTime):
        return Promise(tie.match, tie.need).moved
    if isinstance(effect, ProposeTime):
        return None if effect.when is None else Promise(_at(tie, effect.when), tie.need)
    if tie.need.state is not NeedState.OPEN:
        return None
    return Promise(replace(_at(tie, effect.when), state=MatchState.ACCEPTED), tie.need)


def _at(tie: Tie, when: When | None) -> Match:
    """The match at this time, or as it is."""
    if when is None or when.start is None:
        return tie.match
    return replace(tie.match, terms_from=when.start, terms_to=when.end or when.start)


def _against(c: Conversation, tie: Tie, yes: Promise, theirs: Theirs, now: datetime) -> Say | None:
    """What keeps a helper from it. Whom a coordinator asks by herself may help more often than usual, and a visit
    that stays within its week is no more than before."""
    other = in_the_way(theirs, yes, now)
    if other is not None and not other.mutual:
        return Say("offered_then", {"at": other.time})
    if other is not None:
        line = "kept_then" if other.match is None else "promised_then"
        return Say(line, {"name": theirs[other], "at": other.time})
    moves = tie.match.state is MatchState.CONFIRMED
    zone = c.facts.zone
    if tie.match.rank == BY_HAND or (moves and Promise(tie.match, tie.need).week(zone) == yes.week(zone)):
        return None
    offer = next((offer for offer in c.offers if offer.id == tie.match.offer_id), None)
    most = visits_a_week(offer, c.facts.helps_per_week)
    start, end = yes.time
    enough = visits_beside(theirs, replace(yes.need, from_at=start, to_at=end), now, zone) >= most
    return Say("helps_enough", {"n": most}) if enough else None


def clashes(c: Conversation, tie: Tie, now: datetime) -> bool:
    """Whether the time that the other side proposed for a visit is one at which its helper is elsewhere."""
    moved = Promise(tie.match, tie.need).moved
    return moved is not None and tie.helping and in_the_way(_theirs(c, now), moved, now) is not None


def answers_clash(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a few words answer us, who said that a time does not go, and not the other side, who saw nothing of
    it and proposed none."""
    if not c.clashed_last or len(r.text.split()) > BRIEF_REPLY or r.digit is not None or r.complaint or r.cannot:
        return False
    if r.when is not None or r.hour is not None or r.kinds or r.command is not None or "coming" in r.spans:
        return False
    tie = _meant(c, now)
    plain = r.bare_ok or r.pleasantry or r.answer in (Answer.YES, Answer.NO)
    return plain and tie is not None and tie.match.moved_by != "requester"


BRIEF_REPLY = 5
"""Words at most of an answer to that."""


def leave(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The visit stays as it was; who says that both can be done is read by a person."""
    tie = _meant(c, now)
    assert tie is not None
    if "both" in r.spans:
        case = OpenCase("for_us", 1, match_id=tie.match.id, note=r.text)
        return [case, Say("person_reads", {"by": c.facts.person_by})]
    return [Say("time_stays", {"name": tie.other_name, "at": tie.match.time_of(tie.need)}, match_id=tie.match.id)]


def _meant(c: Conversation, now: datetime) -> Tie | None:
    """The visit for which a time was named last, as far as that is known."""
    on = [t for t in c.connected(now) if t.helping and t.match.state is MatchState.CONFIRMED]
    at = c.talk.peer_match_id if len(on) > 1 else None
    return next((t for t in on if at is None or t.match.id == at), None)


NOT_PASSED_ON = {
    "promised_then": "not_moved", "kept_then": "not_moved", "offered_then": "not_moved_offered",
    "helps_enough": "not_moved_week",
}  # fmt: skip
"""What is said of a yes, and of words across."""


def _not_passed_on(effects: list[Effect], against: Say) -> list[Effect]:
    """They hear what stands against the time they named for a visit, and a coordinator may look; the other side
    hears nothing of it, and the visit stays as it is."""
    left = [e for e in effects if not isinstance(e, Relay | ProposeTime | MoveTime | Say)]
    cases = [replace(e, reason="not_moved") if isinstance(e, OpenCase) and e.reason == MAYBE else e for e in left]
    return [*cases, Say(NOT_PASSED_ON[against.line], against.values)]


MAYBE = "maybe_new_time"
