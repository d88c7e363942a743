"""The demo's neighbourhood: some days of invented life, lived through the service itself.

Nothing is put into the store by hand but the two coordinators: people text, Dana approves, the clock goes on, and
what the service makes of it is what the demo opens with.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from mutualaid.clock import Dice
from mutualaid.config import Config, Group, PlaceEntry
from mutualaid.demo import Demo
from mutualaid.domain.vocabulary import NeedState
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import signin
from mutualaid.service.incoming import inbound
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people
from mutualaid.transport.base import InboundText
from mutualaid.transport.handset import made_id

STORY = Path(__file__).with_suffix(".toml")

LIVED = timedelta(days=3)
"""How long before the demo's own time the neighbourhood's life begins."""

LATELY = timedelta(hours=2)
"""How long before the demo's own time the last people begin to text, so that their questions are still open."""

FIRST_TEXT, LAST_TEXT = time(8, 30), time(18, 30)
"""Between which hours they begin."""

PLACES = (
    PlaceEntry("16th & Mission", 37.7651, -122.4196, ("16th street bart", "16th st plaza")),
    PlaceEntry("18th & Mission", 37.7619, -122.4194),
    PlaceEntry("20th & Mission", 37.7587, -122.4191),
    PlaceEntry("22nd & Valencia", 37.7554, -122.4209),
    PlaceEntry("23rd & Folsom", 37.7541, -122.4143),
    PlaceEntry("24th & Mission", 37.7522, -122.4184, ("24th street bart", "24th st plaza")),
    PlaceEntry("24th & Folsom", 37.7525, -122.4141),
    PlaceEntry("24th & Bryant", 37.7529, -122.4092),
    PlaceEntry("24th & York", 37.7528, -122.4083),
    PlaceEntry("25th & Mission", 37.7506, -122.4182),
    PlaceEntry("26th & Folsom", 37.7493, -122.4138),
    PlaceEntry("Cesar Chavez & Folsom", 37.7482, -122.4137, ("cesar chavez and folsom", "army and folsom")),
    PlaceEntry("Precita Park", 37.7472, -122.4107, ("precita",)),
    PlaceEntry("Mission Library", 37.7519, -122.4199, ("the library", "bartlett library")),
    PlaceEntry("St Marys Church", 37.7467, -122.4205, ("st mary's", "saint marys", "the church")),
    PlaceEntry("Corner Market", 37.7553, -122.4185, ("the old Kroger", "old kroger")),
    PlaceEntry("94110", 37.7486, -122.4158),
)


def demo_config(base: Config) -> Config:
    """The config of the demo's own group, for where none is given: `base` with its name, zone and places."""
    group = Group(
        name="Mission Neighbors",
        short_name="Mission Neighbors",
        timezone="America/Los_Angeles",
        country="US",
        languages=("en", "es"),
        contact="Dana, Tuesdays at the Mission Library",
    )
    return replace(base, group=group, places=PLACES)


def begins(until: datetime) -> datetime:
    """When to start the clock of a demo that shall stand at `until` (aware) once it is seeded."""
    return until - LIVED


def seed(demo: Demo, until: datetime) -> None:
    """Lives the neighbourhood's days on the demo's clock and leaves it at `until` (aware), with nothing left to
    send. A store that already holds people is left as it is."""
    with demo.kit.store.reading() as tx:
        if people.everyone(tx):
            return
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    for one in story["coordinators"]:
        signin.add_coordinator(demo.kit, one["name"], one.get("phone"))
    dice, demo.kit.dice = demo.kit.dice, Dice(1)  # the same door words each time; no secret is made meanwhile
    try:
        _live(demo, story, until)
    finally:
        demo.kit.dice = dice


def _live(demo: Demo, story: dict[str, Any], until: datetime) -> None:
    zone = demo.kit.config.group.zone
    last = _last_start(until.astimezone(zone))
    day = story["days"]["en"][(until.astimezone(zone) + timedelta(days=1)).weekday()]
    for number, step in enumerate(story["steps"]):
        demo.reach(_moment(step["at"], last))
        if "approve" in step:
            _approve(demo, story["phones"][step["approve"]])
        else:
            _text(demo, number, story["phones"][step["from"]], step["text"].replace("{day}", day))
    demo.reach(until)


def _last_start(until: datetime) -> datetime:
    """The latest local time by which the last people can begin: some time before `until`, at a decent hour."""
    at = until - LATELY
    if at.time() < FIRST_TEXT:
        return _local(at.date() - timedelta(days=1), LAST_TEXT, at)
    return min(at, _local(at.date(), LAST_TEXT, at))


def _local(day: date, at: time, like: datetime) -> datetime:
    return datetime.combine(day, at, like.tzinfo)


def _moment(at: str, last: datetime) -> datetime:
    if at.startswith("+"):
        return last + timedelta(minutes=int(at))
    days, clock = at.split()
    return _local(last.date() + timedelta(days=int(days)), time.fromisoformat(clock), last)


def _text(demo: Demo, number: int, phone: str, text: str) -> None:
    provider_id = made_id(f"demo {number}")
    demo.phones.note_inbound(phone, text, provider_id)
    inbound.receive(demo.kit, InboundText(provider_id, phone, demo.phones.number, text))
    demo.settle()


def _approve(demo: Demo, phone: str) -> None:
    """Dana approves what this phone asked for."""
    with demo.kit.store.reading() as tx:
        dana = people.coordinator_named(tx, "Dana")
    assert dana is not None

    def work(turn: Turn) -> None:
        who = people.by_phone(turn.tx, phone)
        for need in needs.needs_of(turn.tx, who.id) if who else ():
            if need.state is NeedState.OPEN and need.reviewed_at is None:
                desk.approve(turn, need.id, dana)

    demo.kit.turn(work, who=dana.name)
    demo.settle()
