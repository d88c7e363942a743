"""Somebody who waits and hears nothing asks again, alone or with news beside: they hear how it stands, and a person
sees the news. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import acts
from mutualaid.domain.conversation.effects import Effect, FillNeed, OpenCase, Say
from mutualaid.domain.conversation.needs import filling, intake
from mutualaid.domain.conversation.status import status
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across
from mutualaid.domain.followups import MANY
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent

NO_ONE_YET = frozenset({"status_looking", "status_asking", "status_nobody", "status_late"})
"""How a need stands for which no helper has said yes and no person has to be waited for."""

ILL = frozenset({"ill", "symptom"})


def presses(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text asks after what is open, or tells of illness beside it, and asks for nothing that another row
    would hear."""
    asks = asks_who(c, r)
    if not (asks or "presses" in r.spans or _is_ill(c, r) or _waits_for(c, r)):
        return False
    if not c.live_needs or c.connected(now) or c.stranger:
        return False
    if c.lately >= MANY or acts.calls_out(c, r) or (r.pleasantry and "?" not in r.text):
        return False
    if asks or "only_presses" in r.spans:
        return True
    return not (_says_its_own(c, r) or across.to_person(c, r, now))


def calls(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody with whom nothing is open only asks whether we are there: "hello? anyone there"."""
    said = {"calling", "only_presses"} <= r.spans.keys() and r.intent is not Intent.COMMAND
    return said and not (c.live_needs or c.ties or c.question or c.with_person or c.feared or c.cries)


def asks_who(c: Conversation, r: Reading) -> bool:
    """Whether a text only asks who does what stands: "whos gonna drive me?" beside a ride is no second one."""
    more = r.place or r.to or r.repeat or r.people or r.for_name or r.on_behalf or r.urgent or r.complaint
    kinds = set(r.kinds) - {"general"}
    same = any(kinds & set(n.kinds) and kinds <= {*n.kinds, "delivery"} for n in c.live_needs)
    if more or (kinds and not same):
        return False
    if r.intent is Intent.NEED:
        return same and not r.when and r.cues.says("pressing.who")
    asked = r.intent in (Intent.QUESTION, Intent.OTHER) and len(r.text.split()) <= BRIEF
    return asked and r.cues.opens("pressing.who_comes")


def _waits_for(c: Conversation, r: Reading) -> bool:
    """Whether a text only says that what was asked for is still waited for: "still waiting for my ride"."""
    named = set(r.kinds) - {"general"}
    brief = len(r.text.split()) <= BRIEF and not {"arrived", *ILL} & r.spans.keys() and r.when is None
    return brief and r.only_waits and bool(named) and any(named <= set(n.kinds) for n in c.live_needs)


def _is_ill(c: Conversation, r: Reading) -> bool:
    """Whether a text only tells that somebody is ill, and nobody is about to come."""
    told = r.intent is not Intent.ANSWER and r.digit is None and len(r.text.split()) <= BRIEF
    expects = any(t.match.state in MATCH_YES for t in c.ties)
    return bool(ILL & r.spans.keys()) and told and not (expects or c.offers)


BRIEF = 12
"""Words of a text at most that only tells that somebody is ill, or that something is waited for."""


def _says_its_own(c: Conversation, r: Reading) -> bool:
    """A wish, a place, a correction or an end beside it."""
    settles = r.covered or (r.cannot and bool(c.ties)) or r.correction or (r.apart and r.somebody) or r.thanks
    settles = settles or bool(r.name or r.place)
    if settles or (r.complaint and not ILL & r.spans.keys()) or r.command not in (None, Command.STATUS):
        return True
    if r.intent in (Intent.NEED, Intent.BOTH):
        return r.confidence >= filling.SURE
    return r.intent is Intent.OFFER


def tell(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """How it stands; with news beside, that a person reads them, and by when."""
    said = status(c, now)
    if "only_presses" in r.spans or asks_who(c, r):
        return [said]
    need = _subject(c, r)
    if _waits_for(c, r) and not r.urgent:
        return [status(replace(c, needs=(need,)), now)]
    ill = bool(ILL & r.spans.keys() or "care" in r.kinds)
    kept = replace(need, text=intake.joined(need.text, r.text))
    case = OpenCase("ill" if ill else "tells_more", 0, need_id=need.id, note=r.text)
    if r.urgent and not need.urgent and set(r.kinds) & set(need.kinds):
        return [case, *filling.changed(c, replace(kept, urgent=True), now)]
    if said.line in NO_ONE_YET:
        said = Say("pressed_ill" if ill else "pressed_news", {"kinds": need.kinds, "by": c.facts.person_by})
    return [FillNeed(kept), case, said]


def _subject(c: Conversation, r: Reading) -> Need:
    """The need that is of what the news names, else the one just read back, else the last."""
    needs = c.live_needs
    same = [n for n in needs if set(n.kinds) & set(r.kinds)] or [n for n in needs if n.id == c.talk.focus_need_id]
    return (same or list(needs))[-1]
