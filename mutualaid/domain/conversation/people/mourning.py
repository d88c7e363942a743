"""Somebody close died: kindness, and a person. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.effects import (
    ChangeNeed,
    Effect,
    FallThrough,
    HoldMatch,
    OpenCase,
    Pause,
    Say,
)
from mutualaid.domain.conversation.helpers import breaks
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import late, naming
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent

LONGEST = 16
"""Words of a text that tells of a death and asks for nothing."""


def tells(c: Conversation, r: Reading, now: datetime) -> bool:
    plain = r.intent not in (Intent.NEED, Intent.OFFER, Intent.BOTH) and not r.kinds and r.digit is None
    died = "mourning" in r.spans or _writer_died(c, r)
    return died and plain and len(r.text.split()) <= LONGEST


def _writer_died(c: Conversation, r: Reading) -> bool:
    """Whether somebody writes that the one we know this phone by has died."""
    own = c.neighbour.first_name
    around = naming.around(own, r.text) if own is not None else []
    return any(r.hear(behind).opens("mourning.died") for _, behind in around)


def comfort(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What was asked for on somebody's behalf is looked at by a person before anybody else is asked, and a visit
    waits: it may be for whoever died, or its helper may not come. It is off where its helper says so."""
    theirs = [n for n in c.live_needs if n.on_behalf]
    off = _called_off(c, r, now)
    visits = [t for t in c.ties if t.match.state in MATCH_YES and not t.over(now) and t not in off]
    visits = [t for t in visits if not (t.helping and _comes(r))]
    agreed = {t.need.id for t in visits if not t.helping}
    effects: list[Effect] = [HoldMatch(t.match.id) for t in visits]
    if off:
        until = breaks.not_before(c, now + taking_back.REST)
        effects += [*(FallThrough(t.match.id, until, told=False) for t in off), Pause(until)]
    effects += [ChangeNeed(replace(n, text=intake.joined(n.text, r.text))) for n in theirs if n.id not in agreed]
    about = theirs[0].id if theirs else None
    return [*effects, OpenCase("for_us", 0, need_id=about, note=r.text), Say("mourning", {"by": c.facts.person_by})]


def _called_off(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """The one visit of a helper who says plainly that they cannot come."""
    ties = taking_back.cannot_ties(c, r, now) if r.cannot else ()
    sure = not (late.maybe(c, r, now) or taking_back.on_other_day(ties, r, now))
    return ties if len(ties) == 1 and ties[0].helping and sure else ()


def _comes(r: Reading) -> bool:
    return not r.cannot and ("coming" in r.spans or late.comes(r))
