"""Needs and offers entered by hand: her words are read as a text would be, and what she chose goes over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mutualaid.domain.conversation.needs import intake, rhythm
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading, Spot
from mutualaid.domain.vocabulary import PRACTICAL, WITHOUT_DISTANCE_KINDS, Means
from mutualaid.service.desk.places import spot_of
from mutualaid.service.kit import Kit
from mutualaid.service.needs import offering, posting
from mutualaid.service.turn import Turn

LONGEST = 1600
"""Characters of a text, as a phone could send them."""

NO_WHEN = "We could not read that as a time. Write it like “fri 10am”, “tomorrow afternoon” or “oct 12 2pm-4pm”."


@dataclass(slots=True)
class Entered:
    """What a form holds, by field name, and what is wrong with it: field -> sentence."""

    values: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    wrong: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def number(self, name: str, most: int) -> int | None:
        """A whole number from 1 to `most`, or None; anything else is noted as wrong."""
        text = self.get(name)
        if not text:
            return None
        if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return int(text)
        self.wrong[name] = f"Write a whole number from 1 to {most}."
        return None


def read(kit: Kit, text: str, language: str | None = None, question: str | None = None) -> Reading:
    now = kit.clock.now().astimezone(kit.config.group.zone)
    return kit.reader.understand(text, Context(now=now, language=language, question=question))


def the_kinds(kit: Kit, form: Entered, reading: Reading | None) -> tuple[str, ...]:
    chosen = tuple(k for k in form.kinds if k in kit.config.group.kinds)
    if chosen:
        return chosen
    return tuple(reading.kinds) if reading is not None else ()


def conditions(text: str) -> tuple[str, ...]:
    """One a line or behind a semicolon."""
    parts = text.replace(";", "\n").splitlines()
    return tuple(dict.fromkeys(" ".join(p.split())[:100] for p in parts if p.strip()))


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


def _text_of(form: Entered) -> str:
    text = form.get("text")
    if len(text) > LONGEST:
        form.wrong["text"] = f"That is {len(text)} characters; {LONGEST} are the most."
    return text


def need_from(kit: Kit, who: Neighbour, form: Entered) -> Need:
    """The need this form describes; what is missing or wrong is noted in `form.wrong`."""
    text = _text_of(form)
    reading = read(kit, text, who.language) if text else None
    need = Need(id=kit.ids.new(), neighbour_id=who.id, created_at=kit.clock.now())
    if reading is not None:
        need = rhythm.settled(intake.fill(need, reading), kit.config.group.zone)
    need = replace(need, kinds=the_kinds(kit, form, reading))
    if not need.kinds or (need.kinds == ("general",) and "general" not in form.kinds):
        form.wrong["kinds"] = "We could not tell what it is about. Tick it here."
    if form.get("place"):
        need = intake.placed(need, spot_of(kit, form.get("place"), who.language))
    elif need.place_text is None and who.place_text is not None and not form.get("for_name"):
        need = replace(need, place_text=who.place_text, latitude=who.latitude, longitude=who.longitude)
    if form.get("to"):
        need = intake.bound_for(need, spot_of(kit, form.get("to"), who.language))
    need = with_when(kit, need, form, who.language)
    if need.place_text is None and not set(need.kinds) <= WITHOUT_DISTANCE_KINDS:
        form.wrong["place"] = "Say where: cross streets, a postcode or a place people know."
    if "ride" in need.kinds and need.to_text is None:
        form.wrong["to"] = "Say where the ride goes."
    return _particulars(kit, who, need, form, text)


def with_when(kit: Kit, need: Need, form: Entered, language: str | None) -> Need:
    """The need at the time the form's words name; a time that cannot be read is noted as wrong."""
    words = form.get("when")
    if not words:
        return need
    reading = read(kit, words, language, "when")
    when = reading.when
    if when is None:
        form.wrong["when"] = NO_WHEN
        return need
    days = rhythm.side_by_side(need.kinds, reading)
    if days is not None:
        return replace(rhythm.settled(rhythm.among(need, days, reading), kit.config.group.zone), when_text=words)
    return need.timed(words, _utc(when.start), _utc(when.end))


def _particulars(kit: Kit, who: Neighbour, need: Need, form: Entered, text: str) -> Need:
    asked = conditions(form.get("conditions"))
    wishes = need.conditions + tuple(c for c in asked if c not in need.conditions)
    return replace(
        _wishing(kit, need, wishes, who.language),
        text=text or ", ".join(need.kinds),
        people=form.number("people", 200) or need.people,
        helpers_wanted=form.number("helpers", 50) or need.helpers_wanted,
        for_name=form.get("for_name")[:40] or need.for_name,
        on_behalf=need.on_behalf or bool(form.get("for_name")),
        urgent=need.urgent or form.get("urgent") == "yes",
    )


def _wishing(kit: Kit, need: Need, wishes: tuple[str, ...], language: str | None) -> Need:
    """The need with these conditions, and which of them a helper hears: at the door all but whom they want and
    what they take, before any consent what is practical."""
    readings = [(wish, read(kit, wish, language)) for wish in wishes]
    kept = {wish for wish, r in readings if r.conditions and set(r.conditions) - set(r.at_door)}
    practical = {one for _, r in readings for one in r.practical} | set(need.practical)
    return replace(
        need,
        conditions=wishes,
        at_door=tuple(wish for wish in wishes if wish not in kept),
        practical=tuple(one for one in PRACTICAL if one in practical),
    )


def changed_need(kit: Kit, need: Need, form: Entered, language: str | None) -> Need:
    """The need as the form changes it: what stands in the form replaces what was there."""
    if not form.kinds:
        form.wrong["kinds"] = "Tick what it is about."
    bare = replace(need, practical=()) if form.get("conditions") != "\n".join(need.conditions) else need
    new = replace(
        _wishing(kit, bare, conditions(form.get("conditions")), language),
        kinds=the_kinds(kit, form, None) or need.kinds,
        people=form.number("people", 200),
        helpers_wanted=form.number("helpers", 50) or 1,
        urgent=form.get("urgent") == "yes",
        for_name=form.get("for_name")[:40] or None,
        on_behalf=need.on_behalf or bool(form.get("for_name")),
        round_trip={"yes": True, "no": False}.get(form.get("round_trip")),
    )
    if form.get("place") and form.get("place") != need.place_text:
        new = intake.placed(new, spot_of(kit, form.get("place"), language))
    if not form.get("when"):
        return new.timed(None, None, None)
    if form.get("when") == need.when_text:
        return new
    return with_when(kit, new, form, language)


def offer_from(kit: Kit, who: Neighbour, form: Entered) -> Offer:
    """The offer this form describes; what is missing or wrong is noted in `form.wrong`."""
    text = _text_of(form)
    reading = read(kit, text, who.language) if text else None
    offer = Offer(id=kit.ids.new(), neighbour_id=who.id, created_at=kit.clock.now())
    if reading is not None:
        offer = intake.fill_offer(offer, reading)
    offer = replace(offer, kinds=the_kinds(kit, form, reading), text=text or ", ".join(form.kinds))
    if not offer.kinds:
        form.wrong["kinds"] = "We could not tell what they offer. Tick it here."
    if form.get("place"):
        offer = intake.placed(offer, spot_of(kit, form.get("place"), who.language))
    elif offer.place_text is None and who.place_text is not None:
        offer = replace(offer, place_text=who.place_text, latitude=who.latitude, longitude=who.longitude)
    if offer.place_text is None and not set(offer.kinds) <= WITHOUT_DISTANCE_KINDS:
        form.wrong["place"] = "Say where they live or start from: cross streets, a postcode or a place people know."
    if form.get("when"):
        offer = _offer_when(kit, offer, form, who.language)
    means = form.get("means")
    return replace(
        offer,
        means=means if means in set(Means) else offer.means,
        radius_km=form.number("radius", 100) or offer.radius_km,
        per_week=form.number("per_week", 20),
    )


def _offer_when(kit: Kit, offer: Offer, form: Entered, language: str | None) -> Offer:
    reading = read(kit, form.get("when"), language, "when")
    if reading.when is None and reading.repeat is None:
        form.wrong["when"] = "We could not read that as a time. Write it like “weekends” or “tue and thu after 5”."
        return offer
    bare = replace(offer, when_text=None, from_at=None, to_at=None, days=(), by_day=())
    bare = replace(bare, from_hour=None, to_hour=None)
    timed = intake.fill_offer(bare, replace(reading, kinds=(), negated_kinds=(), place=None, text=""))
    return replace(timed, text=offer.text, when_text=form.get("when"))


def add_need(turn: Turn, need: Need) -> Need:
    """Keeps and opens a need entered by hand."""
    posting.put_need(turn, need)
    turn.log("enter need", neighbour_id=need.neighbour_id, need_id=need.id)
    return posting.post_need(turn, need.id)


def add_offer(turn: Turn, offer: Offer) -> None:
    """Keeps an offer entered by hand and makes it available."""
    offering.put_offer(turn, offer)
    turn.log("enter offer", neighbour_id=offer.neighbour_id)
    offering.post_offer(turn, offer.id)


def placed_neighbour(spot: Spot | None) -> dict[str, object]:
    """The fields of a neighbour who lives there; none of them for None."""
    if spot is None:
        return {"place_text": None, "latitude": None, "longitude": None}
    return {"place_text": spot.name or spot.text, "latitude": spot.latitude, "longitude": spot.longitude}
