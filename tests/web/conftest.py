"""A service with handsets, a coordinator who is signed in, and a few neighbours."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mutualaid.app import create_app
from mutualaid.clock import Dice, MovedClock
from mutualaid.config import Config, Environment, Group, PlaceEntry, Sending
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.service import tick
from mutualaid.service.desk import signin
from mutualaid.service.incoming import inbound
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import outbox
from mutualaid.store import needs, people
from mutualaid.store.sqlite import Sqlite
from mutualaid.transport.base import InboundText
from mutualaid.wiring import build, handset
from tests.world import new_store

NUMBER = "+14155550100"
START = datetime(2026, 10, 5, 17, 0, tzinfo=UTC)
"""A Monday, ten in the morning in San Francisco."""

CONFIG = Config(
    group=Group(name="Hill Street Neighbors", short_name="Hill Street", contact="help@hill.example"),
    places=(
        PlaceEntry("24th and Mission", 37.7522, -122.4186),
        PlaceEntry("Cortland library", 37.7389, -122.4164, ("the library",)),
    ),
    sending=Sending(segments_per_second=1000),
    env=Environment(public_url="https://aid.example.org", secret_key="k" * 40, twilio_from=NUMBER),
)


class House:
    """The service as a test drives it."""

    def __init__(self, kit: Kit, clock: MovedClock) -> None:
        self.kit = kit
        self.clock = clock
        self._ids = itertools.count(1)

    def text(self, phone: str, body: str) -> None:
        """A neighbour's text, with all that follows from it."""
        inbound.receive(self.kit, InboundText(f"SM{next(self._ids):032x}", phone, NUMBER, body))
        self.work()

    def work(self) -> None:
        while tick.run(self.kit) + outbox.pump(self.kit):
            pass

    def later(self, **parts: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**parts))
        self.work()

    def who(self, phone: str) -> Neighbour:
        with self.kit.store.reading() as tx:
            found = people.by_phone(tx, phone)
        assert found is not None
        return found

    def need_of(self, phone: str) -> Need:
        key = self.who(phone).id
        with self.kit.store.reading() as tx:
            return needs.all_needs_of(tx, key)[0]

    def matches(self, need: Need) -> list[Match]:
        with self.kit.store.reading() as tx:
            return needs.matches_of_need(tx, need.id)

    def texts_to(self, phone: str) -> list[str]:
        return [t.text for t in self.kit.transport.texts() if t.to == phone]  # type: ignore[attr-defined]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    clock = MovedClock(START, running=False)
    store = Sqlite(str(shutil.copy(new_store(), tmp_path / "aid.db")))
    store.connection().execute("pragma synchronous = off")  # what a test keeps need not outlive a power cut
    kit = build(CONFIG, clock=clock, dice=Dice(1), transport=handset(clock, NUMBER), store=store)
    yield House(kit, clock)
    kit.store.close()


@pytest.fixture
def app(house: House) -> Flask:
    made = create_app(house.kit)
    made.config.update(SERVER_NAME="aid.example.org", PREFERRED_URL_SCHEME="https")
    return made


@pytest.fixture
def dana(house: House) -> Coordinator:
    coordinator, _ = signin.add_coordinator(house.kit, "Dana", "+14155550190")
    return coordinator


@pytest.fixture
def browser(app: Flask) -> Callable[[], FlaskClient]:
    """A browser nobody is signed in with; a new one at each call."""
    return lambda: app.test_client()


@pytest.fixture
def desk(house: House, app: Flask, dana: Coordinator) -> FlaskClient:
    """Dana's browser, signed in."""
    client = app.test_client()
    answer = client.post(f"/signin/{signin.issue_link(house.kit, dana.id)}")
    assert answer.status_code == 303
    return client
