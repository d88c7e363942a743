"""A helper who goes on with some of what they offered only, for good ("no more nursing, only rides") or for a while
("no rides this week, only food"). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake, limits
from mutualaid.domain.conversation.effects import Effect, PostOffer, PutOffer, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import OfferState


def _kept(r: Reading) -> frozenset[str]:
    """The kinds said behind "only"; where none is, the one right before it: "no rides, food only"."""
    only = r.cues.each("parts.only", "fewer.keep")
    if not only:
        return frozenset()
    begins, ends = only[0]
    behind = frozenset(kind for kind, (start, _) in _named(r).items() if start >= ends)
    before = [kind for kind, (_, end) in _named(r).items() if end <= begins and not r.text[end:begins].strip()]
    return behind or frozenset(before)


def _named(r: Reading) -> dict[str, tuple[int, int]]:
    return {key.removeprefix("kind:"): span for key, span in r.spans.items() if key.startswith("kind:")}


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a kind of the one offer is to be asked for no more, and another still is."""
    if len(c.offers) != 1 or c.needs or c.connected(now) or r.digit is not None:
        return False
    if not r.cues.says("fewer.no_more", "parts.no"):
        return False
    kinds, kept = set(c.offers[0].kinds), _kept(r)
    return bool(kept & kinds) and bool((_named(r).keys() - kept) & kinds)


def keep_some(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """For a while, the rest becomes an offer of its own that begins then; where it is not clear when, a person sets
    it, and all of it stands."""
    offer, kept = c.offers[0], _kept(r)
    some = replace(offer, kinds=tuple(k for k in offer.kinds if k in kept))
    if r.when is None:
        return intake.take_offer(c, some, now)
    start, until = r.when.start, r.when.end
    begun = start is not None and start.date() <= now.astimezone(start.tzinfo).date()
    if not begun or until is None or offer.to_at is not None:
        return limits.wish(c, r, now)
    left = tuple(k for k in offer.kinds if k not in kept)
    first = max(until, offer.from_at) if offer.from_at is not None else until
    rest = replace(
        offer, id=c.fresh[0], created_at=now, state=OfferState.DRAFTED, kinds=left, from_at=first, version=0
    )
    told = Say("fewer_until", {"kinds": some.kinds, "until": until})
    return [PutOffer(some), PostOffer(some.id), PutOffer(rest), PostOffer(rest.id), told]
