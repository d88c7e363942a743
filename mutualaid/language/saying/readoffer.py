"""Offers in words, as their owner hears them back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from mutualaid.domain.needs import Offer
from mutualaid.language.saying.readback import (
    DATES,
    KINDS,
    OFFER,
    WHEN,
    Scene,
    days_named,
    hours_named,
    said_place,
    when_named,
)
from mutualaid.language.saying.voice import clean, clip, phrase, width
from mutualaid.language.times.when import find_when, say_when

_KM_PER_MILE = 1.609344


def said_offer(scene: Scene, offer: Offer) -> str:
    """An offer for its owner to check: kinds, where, when, how far; at most `OFFER` places."""
    head = phrase(offer.kinds, scene.voice, KINDS, given=True)
    room = OFFER - 4 - width(head + said_place(scene, offer.place_text, OFFER))
    when = said_offer_when(scene, offer, room)
    tail = f", {when}" if when else ""
    far = ", " + _radius(scene, offer.radius_km) if offer.radius_km else ""
    place = said_place(scene, offer.place_text, OFFER)
    if width(head + place + far + tail) > OFFER - 2:
        far = ""
        place = said_place(scene, offer.place_text, OFFER - width(head + tail) - 2)
    return head + (f", {place}" if place else "") + far + tail


def said_offer_when(scene: Scene, offer: Offer, room: int = WHEN) -> str:
    """When somebody helps, in about `room` places; empty where that was not said."""
    return (
        _days_of_week(scene, offer)
        or _by_day(scene, offer, max(WHEN, room))
        or _rhythm(scene, offer)
        or _at_any_time(scene, offer)
        or when_named(scene, offer.from_at, offer.to_at, offer.when_text, max(WHEN, min(DATES, room)))
    )


def _at_any_time(scene: Scene, offer: Offer) -> str:
    """That any day is good, where they said so in another language than they are told in; else empty."""
    own = clean(offer.when_text)
    if not own or not (offer.from_at is None and offer.to_at is None):
        return ""
    if find_when(own, scene.now, scene.voice.language) is not None:
        return ""
    found = find_when(own, scene.now)
    whole = found is not None and found[0].start is None and found[0].text == own
    return str(scene.voice.times["any_day"]) if whole else ""


def _radius(scene: Scene, km: float) -> str:
    say = scene.voice.say
    far = min(999, max(1, round(km / _KM_PER_MILE if scene.miles else km)))
    if far == 1:
        return say["one_mile" if scene.miles else "one_km"]
    return say["within_miles" if scene.miles else "within_km"].format(n=far)


def _rhythm(scene: Scene, offer: Offer) -> str:
    """A weekly rhythm in at most `WHEN` places, or else their own words; empty where the offer has none. Where
    neither fits, the hours alone say enough of every day; other words are cut."""
    days = sorted({int(day) for day in offer.days if day in tuple("1234567")})
    if not days and offer.from_hour is None and offer.to_hour is None:
        return ""
    times = scene.voice.times
    hours = hours_named(scene, offer.from_hour, offer.to_hour)
    said = times["every_day"] if not days or len(days) == len(times["weekdays"]) else days_named(scene, days)
    text = f"{said} {hours}".strip()
    own = clean(offer.when_text)
    if width(text) > WHEN and width(own) > WHEN and said == times["every_day"]:
        text = hours
    return text if width(text) <= WHEN else clip(own, WHEN)


def _by_day(scene: Scene, offer: Offer, room: int) -> str:
    """Each day with its hours, or else their own words; empty where all have the same."""
    if not offer.by_day:
        return ""
    said = []
    for one in offer.hours:
        days = days_named(scene, sorted(map(int, one.days))) if one.days else ""
        said.append(f"{days} {hours_named(scene, one.from_hour, one.to_hour)}".strip())
    short = ", ".join(filter(None, said))
    text = short if offer.hours[0].days else f"{scene.voice.times['every_day']} {short}"
    return next((one for one in (text, short) if width(one) <= room), clip(clean(offer.when_text), room))


def _days_of_week(scene: Scene, offer: Offer) -> str:
    """The dates of an offer that stands on days of one week only, with its hours; empty for any other, or
    where they take more than `DATES` places."""
    if not offer.days or offer.from_at is None or offer.to_at is None:
        return ""
    zone, days = scene.now.tzinfo, []
    at, last = offer.from_at.astimezone(zone).date(), offer.to_at.astimezone(zone).date()
    while at < last:
        start = datetime.combine(at, time(), zone)
        if str(at.isoweekday()) in offer.days and at >= scene.now.date():
            days.append(say_when(start, start + timedelta(days=1), scene.now, scene.voice.language))
        at += timedelta(days=1)
    said = f"{', '.join(days)} {hours_named(scene, offer.from_hour, offer.to_hour)}".strip()
    return said if days and width(said) <= DATES else ""
