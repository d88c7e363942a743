"""A helper who goes on with some of what they offered only, for good ("no more nursing, only rides") or for a while
("no rides this week, only food"). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, PostOffer, PutOffer, Say
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import OfferState


def kept(r: Reading) -> frozenset[str]:
    """The kinds said behind "only"; where none is, the one right before it: "no rides, food only"."""
    only = r.cues.each("parts.only", "fewer.keep")
    if not only:
        return frozenset()
    begins, ends = only[0]
    behind = frozenset(kind for kind, (start, _) in _named(r).items() if start >= ends)
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


def _goes_on(c: Conversation, r: Reading, now: datetime) -> frozenset[str]:
    """The kinds of the one offer that go on where others do not; none where the text says no such thing. Without
    an "only" beside a "no" it must say nothing else, and for how long."""
    if len(c.offers) != 1 or c.needs or r.digit is not None:
        return frozenset()
    kinds, named, only = frozenset(c.offers[0].kinds), _named(r).keys(), kept(r)
    refuses = r.cues.says("fewer.no_more", "parts.no")
    if refuses and only & kinds and (named - only) & kinds:
        return only & kinds
    if not (named and named < kinds and for_now(r, now) and _nothing_else(r)) or (refuses and only):
        return frozenset()
    return only or (kinds - named if refuses else frozenset())


def for_now(r: Reading, now: datetime) -> bool:
    """Whether a time is named that has begun and that ends: "this week"."""
    if r.when is None or r.when.start is None or r.when.end is None or not r.when.dated:
        return False
    return r.when.start.date() <= now.astimezone(r.when.start.tzinfo).date()


def _nothing_else(r: Reading) -> bool:
    """Whether a text says which kinds and when, and nothing else: "we have no food this week" says more."""
    marks = ("when", "bounds", "conditions", "skip_week")
    spans = [*_named(r).values(), *(r.spans.get(name, (0, 0)) for name in marks)]
    spans += r.cues.each("parts.only", "fewer.keep", "fewer.no_more", "parts.no")
    spans += r.cues.each("fewer.beside", "fewer.doing")
    said = {at for start, end in spans for at in range(start, end)}
    return not any(char.isalnum() and at not in said for at, char in enumerate(r.text))


def says_no_more(r: Reading) -> bool:
    """Whether a text says no to something, and nothing else."""
    return r.cues.says("fewer.no_more", "parts.no") and _nothing_else(r)


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a kind of the one offer is to be asked for no more, and another still is. Beside visits to come it
    must refuse one, leave theirs, and say nothing to anybody."""
    goes_on, ties = _goes_on(c, r, now), c.connected(now)
    if not ties or not goes_on:
        return bool(goes_on)
    refuses = r.cues.says("fewer.no_more", "parts.no")
    theirs = all(tie.helping and goes_on.issuperset(tie.need.kinds) for tie in ties)
    return refuses and theirs and _nothing_else(r)


def keep_some(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """For a while, the rest becomes an offer of its own that begins then; where it is not clear when, a person sets
    it, and all of it stands."""
    offer, going = c.offers[0], _goes_on(c, r, now)
    left = tuple(k for k in offer.kinds if k not in going)
    some = replace(offer, kinds=tuple(k for k in offer.kinds if k in going))
    if r.when is None:
        return intake.take_offer(c, some.refusing(left, None), now)
    start, until = r.when.start, r.when.end
    begun = start is not None and start.date() <= now.astimezone(start.tzinfo).date()
    if not begun or until is None or offer.to_at is not None:
        return limits.wish(c, r, now)
    some = some.refusing(left, until)
    first = max(until, offer.from_at) if offer.from_at is not None else until
    rest = replace(
        offer, id=c.fresh[0], created_at=now, state=OfferState.DRAFTED, kinds=left, from_at=first, version=0
    )
    told = Say("fewer_until", {"kinds": some.kinds, "until": until})
    return [PutOffer(some), PostOffer(some.id), PutOffer(rest), PostOffer(rest.id), told]
