"""A small invented neighbourhood to play conversations in: the real service on a store of its own, handsets for
phones, a clock that stands still until it is moved."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from mutualaid.clock import Dice
from mutualaid.config import Config, Group, PlaceEntry
from mutualaid.demo import NUMBER, Demo
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageState
from mutualaid.service import tick
from mutualaid.service.desk.signin import add_coordinator
from mutualaid.service.incoming import inbound
from mutualaid.service.outgoing import outbox
from mutualaid.store import messages, people
from mutualaid.store.engine import open_store
from mutualaid.store.migrate import migrate
from mutualaid.store.sqlite import Sqlite
from mutualaid.transport.base import InboundText, Outcome, SendProblem
from mutualaid.transport.handset import HandsetText, made_id
from tests.flaky import Crash, Flaky, Races

PHONES = {
    name: f"+141555501{number:02d}"
    for number, name in enumerate(
        (
            "ana",
            "ben",
            "cora",
            "dan",
            "eva",
            "fay",
            "gus",
            "hana",
            "ivan",
            "rosa",
            "luis",
            "marta",
            "pablo",
            "gloria",
        ),
        start=11,
    )
} | {"dana": "+14155550190", "lee": "+14155550191"}
NAMES = {phone: name for name, phone in PHONES.items()}

PLACES = (
    PlaceEntry("24th & Mission", 37.7522, -122.4184, ("24th and mission", "24 y mission")),
    PlaceEntry("26th & Mission", 37.7490, -122.4181, ("26th and mission",)),
    PlaceEntry("16th & Valencia", 37.7649, -122.4219),
    PlaceEntry("St Marys Church", 37.7445, -122.4230, ("st marys", "saint mary")),
    PlaceEntry("Food Town", 37.7560, -122.4160, ("the old kroger",)),
    PlaceEntry("SF General", 37.7557, -122.4049, ("general hospital", "sf general hospital")),
    PlaceEntry("Ocean Beach", 37.7594, -122.5107),
    PlaceEntry("94110", 37.7487, -122.4159),
)


def config(**changes: object) -> Config:
    """The tests' group: Mission Neighbors, in San Francisco's time."""
    group = Group(name="Mission Neighbors", short_name="Mission Neighbors", contact="help@example.org")
    return replace(Config(group=group, places=PLACES), **changes)  # type: ignore[arg-type]


@cache
def new_store() -> Path:
    """An empty store of the newest schema, made once and copied for each world."""
    path = Path(tempfile.mkdtemp(prefix="world-")) / "new.db"
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    store.close()
    atexit.register(shutil.rmtree, path.parent)
    return path


class World:
    def __init__(self, where: Path | str, start: datetime, settings: Config) -> None:
        """`where`: the file of a new store, or the URL of one that has the newest schema."""
        zoned = start.replace(tzinfo=settings.group.zone) if start.tzinfo is None else start
        if isinstance(where, Path) and not where.exists():
            shutil.copy(new_store(), where)
        url = f"sqlite:///{where}" if isinstance(where, Path) else where
        self.demo = Demo(settings, url, zoned, running=False, dice=Dice(7))
        self.kit = self.demo.kit
        if isinstance(self.kit.store, Sqlite):  # what a test keeps need not outlive a power cut
            self.kit.store.connection().execute("pragma synchronous = off")
        self.provider = Flaky(self.demo.phones)
        self.kit.transport = self.provider
        self.races = Races(self.kit.store)
        self._skipped = 0.0
        self.demo.clock.monotonic = lambda: time.monotonic() + self._skipped  # type: ignore[method-assign]
        self.demo.clock.sleep = lambda seconds: None  # type: ignore[method-assign]
        self._sids = itertools.count(1)
        self._seen = 0
        add_coordinator(self.kit, "Dana", PHONES["dana"], on_duty=True, wake=True)
        self.kit.dice = Dice(7)

    def phone(self, name: str) -> str:
        return PHONES.get(name, name)

    def text(
        self, name: str, body: str, media: int = 0, sid: str | None = None, *, more: bool = False
    ) -> str | None:
        """One text in, and everything that follows at once; with `more` the writer goes on ten seconds later."""
        provider_id = sid or made_id(f"{name}-{next(self._sids)}")
        given = InboundText(provider_id=provider_id, from_=self.phone(name), to=NUMBER, body=body, media=media)
        self.demo.phones.note_inbound(given.from_, body, provider_id)
        kept = inbound.receive(self.kit, given)
        self.settle(pieces=not more)
        if more:
            self.demo.clock.move_to(self.demo.clock.now() + timedelta(seconds=10))
        return kept

    def break_phone(self, name: str) -> None:
        """Texts to this phone fail from now on, as to a landline."""
        says = "This is a landline, or its carrier cannot receive texts."
        self.demo.phones.fail(self.phone(name), SendProblem(Outcome.PERMANENT, says, 30006, dead=True))

    def mend_phone(self, name: str) -> None:
        self.demo.phones.fail(self.phone(name), None)

    def advance(self, target: datetime) -> None:
        while (due := self._next_due()) is not None and due < target:
            self._through_crashes(lambda due=due: self.demo.reach(due))  # type: ignore[misc]
            self.recover()
        self._through_crashes(lambda: self.demo.advance(target))

    def _next_due(self) -> datetime | None:
        """When a text leaves next that the provider may stumble over; None while it does not stumble."""
        return tick.next_due(self.kit) if self.provider.fates or self._unsure() else None

    def _unsure(self) -> bool:
        with self.kit.store.reading() as tx:
            return any(m.state in (MessageState.UNSURE, MessageState.SENDING) for m in messages.waiting(tx))

    def settle(self, *, pieces: bool = True) -> None:
        self._through_crashes(lambda: self.demo.settle(pieces=pieces))

    def _through_crashes(self, work: Callable[[], object]) -> None:
        """Does it; where the sender is cut off, it starts again and goes on."""
        while True:
            try:
                work()
            except Crash:
                self.recover()
            else:
                return

    def recover(self) -> None:
        """A minute and more of the machine's clock later: what nobody knows the fate of is looked for."""
        for _ in range(5):
            self._skipped += 70
            outbox.reconcile(self.kit)
            if not self._unsure():
                return

    def report(self, *order: MessageState) -> None:
        """The provider's callbacks for what was not reported yet."""
        for oid, update in self.provider.told(order):
            outbox.status(self.kit, oid, update)

    def new_texts(self) -> list[HandsetText]:
        """What reached phones since the last look."""
        found = [t for t in self.demo.phones.texts(self._seen) if not t.inbound]
        every = self.demo.phones.texts(0)
        self._seen = every[-1].n if every else 0
        return found

    def neighbour(self, name: str) -> Neighbour:
        with self.kit.store.reading() as tx:
            found = people.by_phone(tx, self.phone(name))
        assert found is not None, f"nobody at {name}"
        return found

    def conversation(self, name: str) -> list[str]:
        """`name> …` and `service> …` as the store has them."""
        who = self.neighbour(name).id
        with self.kit.store.reading() as tx:
            found = messages.of_neighbour(tx, who)
        return [f"{name if m.direction == 'in' else 'service'}> {m.body}" for m in found]

    def close(self) -> None:
        self.kit.store.close()
