"""What a helper does not do, over all they offer: put off for a while, taken out for good, wanted again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.needs import Offer
from mutualaid.domain.vocabulary import OfferState


def refused_in(offers: Iterable[Offer], now: datetime) -> dict[str, datetime | None]:
    """The kinds that a helper with these offers said no to and does not offer now -> until when, None for good; in
    the order of the kinds' names."""
    offers = tuple(offers)
    done = {kind for o in offers if o.from_at is None or o.from_at <= now for kind in o.kinds}
    found: dict[str, datetime | None] = {}
    for kind, end in sorted((one for o in offers for one in o.refusals(now)), key=lambda one: one[0]):
        before = found.get(kind, end)
        if kind not in done:
            found[kind] = None if before is None or end is None else max(before, end)
    return found


def put_off(
    offers: Iterable[Offer], gone: frozenset[str], until: datetime, fresh: Iterator[str], now: datetime
) -> list[Offer]:
    """The offers with these kinds put off until then: what an offer has besides goes on, and they become an offer
    of their own that begins then, with a `fresh` id. What was put off for longer stays so."""
    out: list[Offer] = []
    for offer in offers:
        left = tuple(k for k in offer.kinds if k in gone)
        some = tuple(k for k in offer.kinds if k not in gone)
        later = replace(offer, from_at=until if offer.from_at is None else max(until, offer.from_at))
        if some:
            out.append(replace(offer, kinds=some).refusing(gone, until, now))
        if left:
            out.append(_apart(later, left, fresh, now) if some else later)
    return out


def taken_out(offers: Iterable[Offer], gone: frozenset[str], now: datetime) -> list[Offer]:
    """The offers without these kinds, for good; one of which nothing is left has no kinds."""
    left = (replace(o, kinds=tuple(k for k in o.kinds if k not in gone)) for o in offers)
    return [offer.refusing(gone, None, now) for offer in left]


def wanted_again(offers: Sequence[Offer], kind: str, fresh: Iterator[str], now: datetime) -> list[Offer]:
    """Those of the offers that change where a kind is refused no more: what was put off with that no begins now."""
    ends = {end for o in offers for k, end in o.refusals(now) if k == kind}
    out: list[Offer] = []
    for offer in offers:
        off = kind in offer.kinds and offer.from_at is not None and offer.from_at in ends
        if off and len(offer.kinds) > 1:
            out.append(replace(offer, kinds=tuple(k for k in offer.kinds if k != kind)))
            out.append(_apart(replace(offer, from_at=None), (kind,), fresh, now))
        elif off:
            out.append(replace(offer, from_at=None))
        elif any(k == kind for k, _ in offer.refusals(now)):
            out.append(offer.allowing(kind))
    return out


def _apart(offer: Offer, kinds: tuple[str, ...], fresh: Iterator[str], now: datetime) -> Offer:
    return replace(offer, id=next(fresh), created_at=now, state=OfferState.DRAFTED, kinds=kinds, version=0)
