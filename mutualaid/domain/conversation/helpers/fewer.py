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
from mutualaid.domain.vocabulary import OfferState

LACKED = frozenset({"food", "water", "supplies", "medicine", "clothing", "bedding", "shelter", "power", "money"})
"""Kinds that somebody may be without: "no groceries this week" is a want unless it speaks of doing ("no grocery
runs") or of what goes on ("only rides")."""


def kept(r: Reading) -> frozenset[str]:
    """The kinds said behind "only"; where none is, the one right before it: "no rides, food only", "no rides,
    food is fine"."""
    only = r.cues.each("parts.only", "fewer.keep")
    ends = only[0][1] if only else len(r.text)
    behind = frozenset(kind for kind, (start, _) in _named(r).items() if start >= ends)
    begins = only[0][0] if only else (r.cues.each("fewer.fine") or [(0, 0)])[-1][0]
    before = [kind for kind, (_, end) in _named(r).items() if end <= begins and not r.text[end:begins].strip()]
    return behind or frozenset(before)


def spared(r: Reading) -> frozenset[str]:
    """The kinds that are said to go on, where others are named: "stop the rides only food"."""
    goes_on = kept(r)
    return goes_on if set(r.kinds) - goes_on else frozenset()


def besides(r: Reading) -> Reading:
    """The reading without the kinds that are spared."""
    gone = spared(r)
    spans = {key: span for key, span in r.spans.items() if key.partition(":")[2] not in gone}
    return replace(r, kinds=tuple(kind for kind in r.kinds if kind not in gone), spans=spans) if gone else r


def _named(r: Reading) -> dict[str, tuple[int, int]]:
    return {key.removeprefix("kind:"): span for key, span in r.spans.items() if key.startswith("kind:")}


def what_goes_on(c: Conversation, r: Reading, now: datetime) -> frozenset[str]:
    """The kinds offered that go on where others do not; none where the text says no such thing. Without an "only"
    beside a "no" it must say nothing else, and for how long."""
    drafted = len(c.offers) > 1 and any(o.state is OfferState.DRAFTED for o in c.offers)
    if drafted or c.needs or r.digit is not None:
        return frozenset()
    kinds, named, only = frozenset(k for o in c.offers for k in o.kinds), _named(r).keys(), kept(r)
    refuses = _refuses(r) or r.cues.says("fewer.asks")
    if refuses and only & kinds and (named - only) & kinds:
        return only & kinds
    while_or_ever = for_now(r, now) or (r.when is None and r.cues.says("fewer.asks")) or for_good(r)
    if not (named and named < kinds and while_or_ever and _nothing_else(r)) or (refuses and only):
        return frozenset()
    begun = frozenset(k for o in c.offers for k in o.kinds if o.from_at is None or o.from_at <= now)
    return only or (begun - named if refuses else frozenset())


def for_now(r: Reading, now: datetime) -> bool:
    """Whether a time is named that has begun and that ends: "this week"; what comes again each week is none."""
    if r.repeat is not None or r.when is None or r.when.start is None or r.when.end is None or not r.when.dated:
        return False
    return r.when.start.date() <= now.astimezone(r.when.start.tzinfo).date()


def for_good(r: Reading) -> bool:
    """Whether a no has no end: none is said, and it is to doing something ("i dont do groceries") or of what nobody
    is without ("no rides")."""
    kinds = frozenset(r.kinds) - {"general"} - kept(r)
    lasts = r.cues.says("fewer.does_not") or not kinds & LACKED
    return bool(kinds) and r.when is None and r.repeat is None and lasts and _refuses(r)


def _refuses(r: Reading) -> bool:
    return r.cues.says("fewer.no_more", "parts.no", "carless.broke", "carless.none")


def _nothing_else(r: Reading) -> bool:
    """Whether a text says which kinds and when, and nothing else: "we have no food this week" says more."""
    marks = ("when", "repeat", "bounds", "conditions", "skip_week")
    spans = [*_named(r).values(), *(r.spans.get(name, (0, 0)) for name in marks)]
    spans += r.cues.each("parts.only", "fewer.keep", "fewer.no_more", "parts.no")
    spans += r.cues.each("fewer.beside", "fewer.doing", "fewer.asks", "fewer.ever", "fewer.does_not")
    spans += r.cues.each("carless.broke", "carless.none")
    said = {at for start, end in spans for at in range(start, end)}
    return not any(char.isalnum() and at not in said for at, char in enumerate(r.text))


def says_no_more(r: Reading) -> bool:
    """Whether a text says no to something, and nothing else."""
    return _refuses(r) and _nothing_else(r)


def of_asks(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper says what we are not to ask for, and nothing else: "stop asking me for rides"."""
    posted = any(o.state is not OfferState.DRAFTED for o in c.offers)
    said = r.cues.says("fewer.asks") and bool(_named(r)) and r.command is None and not r.complaint
    return posted and not c.needs and said and _nothing_else(r)


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a kind offered is to be asked for no more, and another still is. Beside visits to come it
    must refuse one, leave theirs, and say nothing to anybody."""
    goes_on, ties = what_goes_on(c, r, now), c.connected(now)
    if not ties or not goes_on:
        return bool(goes_on)
    refuses = _refuses(r)
    theirs = all(tie.helping and goes_on.issuperset(tie.need.kinds) for tie in ties)
    return refuses and theirs and _nothing_else(r)


def keep_some(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """For a while, the rest becomes an offer of its own that begins then; where it is not clear when, a person sets
    it, and all of it stands."""
    going = what_goes_on(c, r, now)
    gone = frozenset(k for o in c.offers for k in o.kinds) - going
    if r.when is None:
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
