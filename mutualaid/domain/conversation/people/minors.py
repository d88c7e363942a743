"""Somebody who says to be under age: a coordinator looks before they are asked to help or somebody is sent
to them. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import (
    ChangeNeed,
    Effect,
    HoldMatch,
    Know,
    OpenCase,
    Pause,
    PutOffer,
    Say,
)
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.people import HELD_UNTIL
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, MatchState

OFFERING = (Intent.OFFER, Intent.BOTH)


def is_told(c: Conversation, r: Reading, now: datetime) -> bool:
    """Someone who helps, or wants to, says to be under age, or says nothing else; beside a need see `asking`."""
    if "minor" not in r.spans or c.neighbour.held:
        return False
    if _asks(c, r):
        return True
    return bool(c.offers) or r.intent in OFFERING or any(t.helping for t in c.ties)


def _asks(c: Conversation, r: Reading) -> bool:
    """A young person who asks for help, or has said nothing else, says so in a text of its own, also as an answer
    to the other side ("no im 15"); `beside` sees to one that answers us."""
    plain = r.intent is Intent.OTHER or (r.intent is Intent.ANSWER and c.question is None)
    alone = set(r.kinds) <= {"company", "general"}
    return not c.offers and not any(t.helping for t in c.ties) and plain and alone


def beside(c: Conversation, row: str, r: Reading) -> list[Effect]:
    """The case of an age that is told with the answer to a question of ours."""
    if row != "answer" or "minor" not in r.spans or c.neighbour.held:
        return []
    return [OpenCase("minor", 0, note=r.text), *(ChangeNeed(_shown(n, r)) for n in c.live_needs if not c.ties)]


def _said(r: Reading) -> str:
    start, end = r.spans["minor"]
    return r.text[start:end]


def _shown(need: Need, r: Reading) -> Need:
    return need.wishing((_said(r),), ())


def asking(r: Reading) -> tuple[Reading, list[Effect]]:
    """The reading of a need, that of somebody under age with the age as a condition, so that a person looks before
    anybody is asked whatever the policy, and the case of it."""
    if "minor" not in r.spans:
        return r, []
    return replace(r, conditions=(*r.conditions, _said(r))), [OpenCase("minor", 1, note=r.text)]


def hold(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The offer is kept; nobody is asked or put together with them until a coordinator ends the break."""
    if _asks(c, r):
        soon = 0 if c.connected(now) else 1
        shown = [ChangeNeed(_shown(n, r)) for n in c.live_needs]
        return [OpenCase("minor", soon, note=r.text), *shown, Say("person_reads", {"by": c.facts.person_by})]
    effects: list[Effect] = []
    if r.intent in OFFERING:
        effects.append(PutOffer(intake.offer_from(c, r, now)))
    if r.name is not None:
        effects.append(Know({"name": r.name}))
    agreed = [t for t in c.ties if t.helping and t.match.state is MatchState.CONFIRMED]
    effects += [HoldMatch(t.match.id) for t in agreed]
    waiting = any(t.helping and t.match.state in (MatchState.ACCEPTED, MatchState.COUNTERED) for t in c.ties)
    case = OpenCase("minor", 0 if agreed or waiting else 1, note=r.text)
    return [*effects, Pause(HELD_UNTIL), case, Say("minor_held", {"by": c.facts.person_by})]


def asks_out(c: Conversation, r: Reading, now: datetime) -> bool:
    """No word of theirs ends or shortens that break."""
    coming = r.command in (Command.START, Command.PAUSE) or "back" in r.spans
    return c.neighbour.held and coming and not c.connected(now)


def still_held(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("status_held")]
