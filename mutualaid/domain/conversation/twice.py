"""A helper's yes for an hour that they promised to somebody else, or for more help a week than they give: nobody is
told of it, they hear which. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Accept, Counter, Effect, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.matching.promises import APART, FLEXIBLE, Promise, visits_a_week, visits_beside
from mutualaid.domain.needs import BY_HAND
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import MatchState, NeedState


def checked(c: Conversation, effects: list[Effect], now: datetime) -> list[Effect]:
    """The same, or what stands against it, with the question left open."""
    theirs = dict(c.promised)
    for effect in effects:
        if not isinstance(effect, Accept | Counter):
            continue
        tie = c.tie(effect.match_id)
        if tie is None or not tie.helping or tie.need.state is not NeedState.OPEN:
            continue
        yes = _promise(tie, effect.when)
        if (against := _against(c, tie, yes, theirs, now)) is not None:
            return [against]
        theirs[yes] = tie.other_name
    return effects


def _promise(tie: Tie, when: When | None) -> Promise:
    """What they would promise by a yes at this time, or as they were asked."""
    match = replace(tie.match, state=MatchState.ACCEPTED)
    if when is not None and when.start is not None:
        match = replace(match, terms_from=when.start, terms_to=when.end)
    return Promise(match, tie.need)


def _against(
    c: Conversation, tie: Tie, yes: Promise, theirs: dict[Promise, str | None], now: datetime
) -> Say | None:
    """What keeps a helper from this yes. Whom a coordinator asks by herself may help more often than usual."""
    others = [one for one in theirs if not one.is_of(yes.need)]
    other = _promised_then(yes, others, now)
    if other is not None:
        line = "kept_then" if other.match is None else "promised_then"
        return Say(line, {"name": theirs[other], "at": other.time})
    offer = next((offer for offer in c.offers if offer.id == tie.match.offer_id), None)
    most = visits_a_week(offer, c.facts.helps_per_week)
    start, end = yes.time
    need = replace(yes.need, from_at=start, to_at=end)
    enough = tie.match.rank != BY_HAND and visits_beside(others, need, now, c.facts.zone) >= most
    return Say("helps_enough", {"n": most}) if enough else None


def _promised_then(yes: Promise, others: Iterable[Promise], now: datetime) -> Promise | None:
    """What they promised that leaves no time for this visit."""
    for other in others:
        if not other.over(now) and _collide(yes.time, other.time):
            return other
    return None


Stretch = Sequence[datetime | None]


def _collide(one: Stretch, other: Stretch) -> bool:
    """Whether two visits are less than `APART` from each other; one that may be at any time of a longer stretch
    collides with none."""
    (a, b), (c, d) = one, other
    if a is None or b is None or c is None or d is None or b - a > FLEXIBLE or d - c > FLEXIBLE:
        return False
    return a < d + APART and c < b + APART
