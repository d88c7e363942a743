"""Taking in a need or an offer: what a text fills, what is still missing, and the one question to ask next.

Pure. What was said is never asked again; nothing is guessed: a missing place stays missing until it is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from mutualaid.domain.conversation.effects import (
    Ask,
    Effect,
    Know,
    Note,
    OpenCase,
    PostNeed,
    PostOffer,
    PutNeed,
    PutOffer,
    Say,
)
from mutualaid.domain.conversation.needs import homeward
from mutualaid.domain.conversation.needs.asides import read_back, their_number
from mutualaid.domain.conversation.needs.hours import at_one_time, at_same_hours, near_need, week_after
from mutualaid.domain.conversation.needs.rhythm import (
    among,
    any_day,
    at_hours,
    at_its_hours,
    by_day,
    comes_again,
    completes,
    first_time,
    hour_before,
    on_any,
    repeated,
    side_by_side,
    unsettled,
    with_more_hours,
)
from mutualaid.domain.conversation.needs.shares import parts_of
from mutualaid.domain.conversation.needs.waiting import before_person, too_short
from mutualaid.domain.conversation.people import voices
from mutualaid.domain.conversation.questions import ASKING, TWICE, WHICH_DAYS, free_to_ask
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.reading import Reading, Spot, When
from mutualaid.domain.vocabulary import (
    PAYABLE_KINDS,
    WITHOUT_DISTANCE_KINDS,
    OfferState,
    Pays,
    QuestionKind,
)

Thing = TypeVar("Thing", Need, Offer)

WHEN_MATTERS = frozenset({"ride", "childcare", "care"})
"""Kinds for which help at the wrong hour is no help, so the time is asked for."""

MAX_TEXT = 2000
"""How much of a person's words a need or offer carries; the messages keep the rest."""


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


def joined(old: str, new: str) -> str:
    return (f"{old}\n{new}" if old else new)[:MAX_TEXT]


def _merge(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(k for k in old if k != "general") if new else old
    return kept + tuple(k for k in new if k not in kept)


def _kinds(old: tuple[str, ...], r: Reading, anew: bool) -> tuple[str, ...]:
    """What is left of the kinds: those taken back go, those named come, and a correction that takes nothing back
    replaces them all."""
    kept = tuple(k for k in old if k not in r.negated_kinds)
    if anew and r.kinds and not r.negated_kinds:
        return r.kinds
    return _merge(kept, tuple(k for k in r.kinds if k not in r.negated_kinds))


def placed(thing: Thing, spot: Spot) -> Thing:
    """The need or offer at this spot."""
    return replace(
        thing,
        place_text=spot.name or spot.text,
        latitude=spot.latitude,
        longitude=spot.longitude,
        precision=spot.precision,
    )


def bound_for(need: Need, spot: Spot) -> Need:
    """The ride to this spot."""
    return replace(need, to_text=spot.name or spot.text, to_latitude=spot.latitude, to_longitude=spot.longitude)


def trusted(r: Reading) -> Reading:
    """The reading without a place that may be none: words that name kinds of help ("cook and drive") look like a
    corner when somebody was just asked where, so there only a known place counts."""
    if r.kinds and r.place is not None and r.place.latitude is None:
        return replace(r, place=None)
    return r


def fill(need: Need, r: Reading, *, anew: bool = False) -> Need:
    """The need with what the text says; with `anew` the text replaces what stood there (a correction)."""
    need = replace(need, kinds=_kinds(need.kinds, r, anew), text=joined(need.text, r.text))
    r = _to_errand(need, r, anew)
    if r.place is not None and (anew or need.place_text is None):
        need = placed(need, r.place)
    if r.to is not None and (anew or need.to_text is None):
        need = bound_for(need, replace(r.to, name=homeward.named(r.to, r.hear)))
    hour = hour_before(need, r)
    of_the_day = r.when is not None and not r.when.dated and need.from_at is not None
    more = (need.helpers_wanted > 1 or of_the_day) and not at_one_time(need)
    vague = r.when is not None and r.when.start is None and r.when.end is None and need.from_at is not None
    vague = vague and r.repeat is None
    days = side_by_side(need.kinds, r, need.text)
    free = anew or need.when_text is None or unsettled(need)
    if days is not None and free:
        need = among(need, days, r)
    elif completes(need, r):
        need = at_its_hours(need, r)
    elif (loose := any_day(need.kinds, r)) is not None and r.when is not None and free:
        need = on_any(need, loose, r.when)
    elif need.days_to_choose and r.when is not None and not _names_day(r):
        need = at_hours(need, r.when, r.repeat)
    elif r.when is not None and (free or more) and not (vague and not r.correction):
        when = near_need(need, week_after(need, first_time(r, hour), r), r.hear)
        when = at_same_hours(need, when, r.hear) if anew else when
        need = need.timed(when.text, _utc(when.start), _utc(when.end))
    if comes_again(need.kinds, r, need.text) and (anew or not need.repeat_every):
        need = repeated(need, r, hour)
    need = replace(
        need,
        people=r.people if r.people is not None else need.people,
        helpers_wanted=min(50, max(1, r.helpers_wanted or need.helpers_wanted)),
        on_behalf=need.on_behalf or r.on_behalf,
        for_name=r.for_name or need.for_name,
        knows=need.knows if r.knows is None else r.knows,
        urgent=need.urgent or r.urgent,
    )
    return _with_particulars(need, r)


def _names_day(r: Reading) -> bool:
    """Whether a text names a day, rather than only hours: "mornings" are those of the days that stand."""
    return r.when is not None and r.when.dated and not (r.repeat is not None and not r.repeat.days)


def _to_errand(need: Need, r: Reading, anew: bool) -> Reading:
    """The reading with an appointment or a medical place as where the ride goes, and a place said with it as where
    that is once it is known where the ride begins: "va hospital. clement street"."""
    span = r.spans.get("errand")
    if span is None or "ride" not in need.kinds or r.to is not None or not set(r.kinds) <= {"ride", "general"}:
        return r
    known = need.place_text is not None
    if need.to_text is not None and not (anew and known and r.place is not None):
        return r
    start, end = span
    if r.place is None or not known or r.place.start < start:
        return replace(r, to=Spot(r.text[start:end], start, end, name=r.text[start:end]))
    both = r.text[start : r.place.end]
    named = both if r.place.latitude is None else r.place.name
    return replace(r, to=replace(r.place, text=both, start=start, name=named), place=None)


def _with_particulars(need: Need, r: Reading) -> Need:
    """The need with its conditions, whether a ride goes there and back, and who pays."""
    wishes = r.conditions
    if "ride" in need.kinds and r.round_trip is not None:
        need = replace(need, round_trip=r.round_trip)
        wishes = tuple(w for w in wishes if w != r.round_trip_words)
    if r.pays is not None and set(need.kinds) & PAYABLE_KINDS and need.pays in (None, Pays.THEY, Pays.CANNOT):
        need = replace(need, pays=Pays.THEY if r.pays else Pays.CANNOT)
    return need.wishing(wishes, r.at_door, r.practical)


def _daily(offer: Offer, when: When) -> Offer:
    """Hours without a day, said of an offer, are its hours on every day it stands: "after 6" is not only today."""
    start, end = when.from_hour, when.end
    low = None if start is None else start.hour + start.minute / 60
    high = None if end is None or (end.hour, end.minute) == (0, 0) else end.hour + end.minute / 60
    return replace(offer, when_text=when.text, from_at=None, to_at=None, from_hour=low, to_hour=high, by_day=())


def fill_offer(offer: Offer, r: Reading, *, anew: bool = False) -> Offer:
    offer = replace(offer, kinds=_kinds(offer.kinds, r, anew), text=joined(offer.text, r.text))
    if r.place is not None and (anew or offer.place_text is None):
        offer = placed(offer, r.place)
    if anew and (more := with_more_hours(offer, r)) is not None:
        return _reach(more, r)
    if "busy" in r.spans and "left" not in r.spans and not _gives_time_after(r):
        r = replace(r, repeat=None, when=None)
    if "shift" in r.spans and r.when is not None:
        if anew or offer.when_text is None:
            offer = replace(
                offer, when_text=r.when.text[:60], from_at=None, to_at=None, days=(), from_hour=None, to_hour=None,
                by_day=(),
            )  # fmt: skip
        return _reach(offer, r)
    if r.repeat is not None and (anew or offer.when_text is None):
        hours = (r.repeat.from_hour, r.repeat.to_hour)
        if offer.when_text is None and hours == (None, None) and not r.repeat.parts:
            hours = (offer.from_hour, offer.to_hour)
        offer = replace(
            offer,
            by_day=by_day(r.repeat),
            from_at=_utc(r.repeat.first),
            to_at=_utc(r.repeat.last),
            when_text=r.repeat.text,
            days=tuple(str(d) for d in r.repeat.days) or (offer.days if "left" in r.spans else ()),
            from_hour=hours[0],
            to_hour=hours[1],
        )
    elif r.when is not None and (anew or offer.when_text is None):
        if not r.when.dated and r.when.start != r.when.end:
            return _reach(_daily(offer, r.when), r)
        start, end = _utc(r.when.start), _utc(r.when.end)
        offer = replace(offer, when_text=r.when.text, from_at=start, to_at=end, by_day=())
    return _reach(offer, r)


def _gives_time_after(r: Reading) -> bool:
    """Whether the time stands with the help that is offered, behind what is said of work: "i work nights. can drive
    any day"."""
    gives, when, busy = (r.spans.get(name) for name in ("gives", "when", "busy"))
    return bool(gives and when and busy and busy[1] <= gives[0] <= when[0])


def _reach(offer: Offer, r: Reading) -> Offer:
    return replace(
        offer,
        radius_km=r.radius_km or offer.radius_km,
        means=r.means or offer.means,
        per_week=r.per_week or offer.per_week,
    )


def missing(need: Need) -> QuestionKind | None:
    """The next thing to ask for, or None where the need is complete."""
    if not need.kinds or need.kinds == ("general",):
        return QuestionKind.WHAT
    if need.place_text is None and not set(need.kinds) <= WITHOUT_DISTANCE_KINDS:
        return QuestionKind.WHERE
    if "ride" in need.kinds and need.to_text is None:
        return QuestionKind.WHERE_TO
    if unsettled(need) or (need.helpers_wanted > 1 and not at_one_time(need)):
        return QuestionKind.WHEN
    if need.when_text is None and WHEN_MATTERS & set(need.kinds) and not need.urgent:
        return QuestionKind.WHEN
    return None


def missing_offer(offer: Offer, name: str | None) -> QuestionKind | None:
    vague = offer.kinds == ("general",) and "\n" not in offer.text
    if not offer.kinds or vague:
        return QuestionKind.OFFER_WHAT
    if offer.place_text is None and not set(offer.kinds) <= WITHOUT_DISTANCE_KINDS:
        return QuestionKind.OFFER_WHERE
    if offer.when_text is None:
        return QuestionKind.OFFER_WHEN
    return QuestionKind.NAME if name is None else None


def asking(kind: QuestionKind, thing: Thing, ask: Ask | None) -> Say:
    """The question for a missing thing; it waits, for the missing thing may be on its way."""
    line, values = wording(kind, thing)
    return Say(line, values, ask, waits=True)


def wording(kind: QuestionKind, thing: Thing) -> tuple[str, dict[str, Any]]:
    """The line that asks for a missing thing, with its values."""
    if isinstance(thing, Need) and kind is QuestionKind.WHEN and unsettled(thing):
        return "ask_days", {"need": thing}
    return ASKING[kind], {"kinds": thing.kinds}


def drafts_from(c: Conversation, r: Reading, now: datetime) -> tuple[Need, ...]:
    """The needs one text holds, as drafts."""
    drafts = []
    shares = parts_of(r) if len(r.needs) > 1 else tuple(homeward.of_that_ride(c, share) for share in parts_of(r))
    for fresh, share in zip(c.fresh, shares[: len(c.fresh)], strict=False):
        need = fill(Need(id=fresh, neighbour_id=c.neighbour.id, created_at=now), share)
        if not need.on_behalf:
            need = replace(need, for_name=need.for_name or voices.other(c, r))
        drafts.append(_from_memory(c, homeward.placed(c, need, share)))
    return tuple(drafts)


def _from_memory(c: Conversation, need: Need) -> Need:
    """Where they live was said before, so it is not asked again; the read-back lets them correct it. Another on
    the same phone may live elsewhere."""
    home = homeward.spot(c)
    theirs = not (need.for_name or need.on_behalf or need.goes_home)
    theirs = theirs and (home is None or need.to_text != home.name)
    return placed(need, home) if need.place_text is None and home is not None and theirs else need


def offer_from(c: Conversation, r: Reading, now: datetime) -> Offer:
    """The offer one text makes; it goes on with the drafted one, if there is."""
    draft = next((o for o in c.offers if o.state is OfferState.DRAFTED), None)
    offer = draft or Offer(id=c.fresh[-1], neighbour_id=c.neighbour.id, created_at=now)
    offer = fill_offer(offer, r)
    who = c.neighbour
    if offer.place_text is None and who.place_text is not None:
        offer = replace(
            offer, place_text=who.place_text, latitude=who.latitude, longitude=who.longitude, precision="place"
        )
    return offer


def take_needs(c: Conversation, needs: tuple[Need, ...], now: datetime) -> list[Effect]:
    """Keeps the drafts and says the one next thing: what is missing, or the read-back."""
    needs = homeward.legs(needs)
    effects: list[Effect] = [PutNeed(n) for n in needs]
    gap = next(((n, kind) for n in needs if (kind := missing(n)) is not None), None)
    if gap is not None:
        need, kind = gap
        if not free_to_ask(c):
            return [*effects, Say("noted_first", {"kinds": need.kinds})]
        q = c.question
        told = kind is QuestionKind.WHAT and q is not None and (q.kind, q.need_id) == (kind, need.id)
        again = TWICE if told else None
        return [*effects, asking(kind, need, Ask(kind, need_id=need.id, text=again))]
    effects += [PostNeed(n.id) for n in needs]
    effects += [OpenCase("short_notice", 0, need_id=n.id) for n in needs if too_short(c, n)]
    effects += before_person(c, needs)
    effects += their_number(c, *needs)
    effects.append(Note({"focus_need_id": needs[0].id, "focus_offer_id": None, "focus_until": now + FOCUS}))
    effects.append(read_back(c, needs))
    return effects


def take_offer(
    c: Conversation,
    offer: Offer,
    now: datetime,
    name: str | None = None,
    nights: bool | None = None,
    *,
    off: Reading | None = None,
) -> list[Effect]:
    """Keeps the offer and says the one next thing. `off` is a text in which its time hangs on days that were not
    named: they are asked for once nothing else is missing, and the hours said of them are kept."""
    kind = missing_offer(offer, name or c.neighbour.name)
    if off is not None and kind in (None, QuestionKind.NAME) and free_to_ask(c):
        ask = Ask(QuestionKind.OFFER_WHEN, offer_id=offer.id, text=WHICH_DAYS)
        kept = off.repeat if offer.state is OfferState.DRAFTED else None
        hours = (kept.from_hour, kept.to_hour) if kept else (None, None)
        known = [] if name is None else [Know({"name": name})]
        return [
            PutOffer(replace(offer, when_text=None, from_hour=hours[0], to_hour=hours[1])),
            *known,
            Say("ask_which_days", {}, ask),
        ]
    effects: list[Effect] = [PutOffer(offer)]
    if nights is not None:
        effects.append(Know({"nights": nights}))
    if kind is not None and kind is not QuestionKind.NAME:
        if not free_to_ask(c):
            return [*effects, Say("noted_first", {"kinds": offer.kinds})]
        return [*effects, asking(kind, offer, Ask(kind, offer_id=offer.id))]
    effects += [
        PostOffer(offer.id),
        Note({"focus_offer_id": offer.id, "focus_need_id": None, "focus_until": now + FOCUS}),
    ]
    if c.neighbour.held:
        return [*effects, Say("status_held")]
    if kind is QuestionKind.NAME and free_to_ask(c):
        return [*effects, Say("offer_posted_name", {"offer": offer}, Ask(kind, offer_id=offer.id))]
    return [*effects, Say("offer_posted", {"offer": offer})]
