"""Somebody close died: kindness, and a person. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import ChangeNeed, Effect, HoldMatch, OpenCase, Say
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across
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
    around = across.around(own, r.text) if own is not None else []
    return any(r.hear(behind).opens("mourning.died") for _, behind in around)


def comfort(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What was asked for on somebody's behalf is looked at by a person before anybody else is asked, and a visit
    to them waits: it may be for whoever died."""
    theirs = [n for n in c.live_needs if n.on_behalf]
    visits = [t for t in c.ties if not t.helping and t.match.state in MATCH_YES and not t.over(now)]
    agreed = {t.need.id for t in visits}
    effects: list[Effect] = [HoldMatch(t.match.id) for t in visits]
    effects += [ChangeNeed(replace(n, text=intake.joined(n.text, r.text))) for n in theirs if n.id not in agreed]
    about = theirs[0].id if theirs else None
    return [*effects, OpenCase("for_us", 0, need_id=about, note=r.text), Say("mourning", {"by": c.facts.person_by})]
