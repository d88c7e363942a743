"""A helper who goes on with some of what they offered only, for good ("no more nursing, only rides") or for a while
("no rides this week, only food"). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, EndOffers, PostOffer, PutOffer, Say
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Offer
from mutualaid.domain.reading import Reading
from mutualaid.domain.refusing import put_off, taken_out
from mutualaid.domain.saidno import for_good, for_now, kept, named, nothing_else, refuses
from mutualaid.domain.vocabulary import OfferState


def spared(r: Reading) -> frozenset[str]:
    """The kinds that are said to go on, where others are named: "stop the rides only food"."""
    goes_on = kept(r)
    return goes_on if set(r.kinds) - goes_on else frozenset()


def besides(r: Reading) -> Reading:
    """The reading without the kinds that are spared."""
    gone = spared(r)
    spans = {key: span for key, span in r.spans.items() if key.partition(":")[2] not in gone}
    return replace(r, kinds=tuple(kind for kind in r.kinds if kind not in gone), spans=spans) if gone else r


def what_goes_on(c: Conversation, r: Reading, now: datetime) -> frozenset[str]:
    """The kinds offered that go on where others do not; none where the text says no such thing. Without an "only"
    beside a "no" it must say nothing else, and for how long."""
    drafted = len(c.offers) > 1 and any(o.state is OfferState.DRAFTED for o in c.offers)
    if drafted or c.needs or r.digit is not None:
        return frozenset()
    kinds, told, only = frozenset(k for o in c.offers for k in o.kinds), named(r).keys(), kept(r)
    says_no = refuses(r) or r.cues.says("fewer.asks")
    if says_no and only & kinds and (told - only) & kinds:
        return only & kinds
    while_or_ever = for_now(r, now) or (r.when is None and r.cues.says("fewer.asks")) or for_good(r)
    if not (told and told < kinds and while_or_ever and nothing_else(r)) or (says_no and only):
        return frozenset()
    begun = frozenset(k for o in c.offers for k in o.kinds if o.from_at is None or o.from_at <= now)
    return only or (begun - told if says_no else frozenset())


def of_asks(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper says what we are not to ask for, and nothing else: "stop asking me for rides"."""
    posted = bool(c.posted_offers)
    said = r.cues.says("fewer.asks") and bool(named(r)) and r.command is None and not r.complaint
    return posted and not c.needs and said and nothing_else(r)


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a kind offered is to be asked for no more, and another still is. Beside visits to come it
    must refuse one, leave theirs, and say nothing to anybody."""
    goes_on, ties = what_goes_on(c, r, now), c.connected(now)
    if not ties or not goes_on:
        return bool(goes_on)
    theirs = all(tie.helping and goes_on.issuperset(tie.need.kinds) for tie in ties)
    return refuses(r) and theirs and nothing_else(r)


def keep_some(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """For a while, the rest becomes an offer of its own that begins then; where it is not clear when, a person sets
    it, and all of it stands."""
    going = what_goes_on(c, r, now)
    gone = frozenset(k for o in c.offers for k in o.kinds) - going
    if r.when is None or limits.from_now(r):
        return give_up(c, c.offers, gone, now)
    start, until = r.when.start, r.when.end
    begun = start is not None and start.date() <= now.astimezone(start.tzinfo).date()
    if not begun or until is None or any(o.to_at is not None for o in c.offers):
        return limits.wish(c, r, now)
    waits = [o.from_at for o in c.offers if o.from_at is not None and gone & set(o.kinds)]
    until = max([until, *waits])  # what was put off for longer stays so
    offers = put_off([_goes_on_now(o, going, r, until) for o in c.offers], gone, until, iter(c.fresh), now)
    told = Say("fewer_until", {"kinds": tuple(k for o in c.offers for k in o.kinds if k in going), "until": until})
    return [*(effect for o in offers for effect in (PutOffer(o), PostOffer(o.id))), told]


def _goes_on_now(offer: Offer, going: frozenset[str], r: Reading, until: datetime) -> Offer:
    """What was to wait until then and is said to go on does so now."""
    waited = offer.from_at is not None and offer.from_at <= until
    return replace(offer, from_at=None) if kept(r) and waited and going & set(offer.kinds) else offer


def give_up(c: Conversation, offers: Iterable[Offer], gone: frozenset[str], now: datetime) -> list[Effect]:
    """The offers without the kinds that are gone for good; the one of them that has begun is read back."""
    some = taken_out(offers, gone, now)
    first, *others = sorted((o for o in some if o.kinds), key=lambda o: o.from_at is not None and o.from_at > now)
    ended = [EndOffers(o.id) for o in some if not o.kinds]
    return [*ended, *(PutOffer(o) for o in others), *intake.take_offer(c, first, now)]
