"""A helper who does again what they said no to: "rides are ok again", "my car is fixed". Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, PostOffer, PutOffer, Resume, Say
from mutualaid.domain.conversation.helpers import carless, limits
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Offer
from mutualaid.domain.reading import Reading
from mutualaid.domain.refusing import refused_in, wanted_again
from mutualaid.domain.saidno import refuses
from mutualaid.domain.vocabulary import Intent


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper with no visit to come says that they do again what they refused, or that the car is mended
    that was out; a time or place of its own makes it a new offer."""
    plain = r.command is None and r.digit is None and not (r.complaint or r.cannot or refuses(r))
    plain = plain and r.intent is not Intent.QUESTION and not (r.when or r.repeat or r.place)
    free = not (c.needs or c.question or c.connected(now))
    return plain and free and not limits.says_need(r) and bool(_kinds(c, r, now))


def take(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What was put off begins now, what was taken out is offered as the rest is, and a break ends. It is said back,
    so that a mistake shows."""
    kinds, fresh = _kinds(c, r, now), iter(c.fresh)
    offers = {o.id: o for o in c.posted_offers}
    before = dict(offers)
    for kind in kinds:
        offers |= {o.id: o for o in wanted_again(tuple(offers.values()), kind, fresh, now)}
        if not any(kind in o.kinds for o in offers.values()):
            first = next(iter(offers.values()))
            offers[first.id] = replace(first, kinds=(*first.kinds, kind))
    changed = [o for o in offers.values() if before.get(o.id) != o]
    effects = [effect for o in changed for effect in (PutOffer(o), PostOffer(o.id))]
    back: list[Effect] = [Resume()] if c.neighbour.rests(now) else []
    return [*back, *effects, Say("offer_posted", {"offer": _with(offers, kinds)})]


def _with(offers: dict[str, Offer], kinds: tuple[str, ...]) -> Offer:
    """The offer that holds what is done again."""
    return next(o for o in offers.values() if set(kinds) & set(o.kinds))


def _kinds(c: Conversation, r: Reading, now: datetime) -> tuple[str, ...]:
    """The kinds that are done again: refused ones that are named, and rides where the car is mended."""
    posted = c.posted_offers
    if not posted:
        return ()
    mended = r.cues.says("carless.mended")
    named = set(r.kinds) if r.cues.says("fewer.again") else set()
    named |= {carless.DRIVEN} if mended else set()
    again = tuple(kind for kind in refused_in(posted, now) if kind in named)
    offered = any(carless.DRIVEN in o.kinds for o in posted)
    return again or ((carless.DRIVEN,) if mended and offered else ())
