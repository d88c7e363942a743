"""What every use case is built from. `wiring` fills it; nothing here is created anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from mutualaid.clock import Clock, Dice, Ids
from mutualaid.config import Config
from mutualaid.domain.cues import Hear, deaf
from mutualaid.domain.followups import Hours
from mutualaid.domain.matching.rounds import Together, Way
from mutualaid.domain.places import Place
from mutualaid.domain.reading import Context, Reading, Spot
from mutualaid.language.saying.catalogue import Catalogue
from mutualaid.service import events
from mutualaid.service.turn import Turn
from mutualaid.store.engine import LostRace, Store
from mutualaid.transport.base import Transport

T = TypeVar("T")

TRIES = 5
"""How often a use case runs again from fresh reads after losing a race."""


class Reads(Protocol):
    def understand(self, text: str, context: Context) -> Reading: ...


class Knows(Protocol):
    """A gazetteer."""

    def find(self, text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]: ...

    def resolve(self, words: str) -> Place | None: ...


@dataclass(slots=True)
class Kit:
    store: Store
    config: Config
    clock: Clock
    ids: Ids
    dice: Dice
    catalogue: Catalogue
    reader: Reads
    gazetteer: Knows
    transport: Transport
    learn: Callable[[], None]
    """Reads the places anew after one was added."""
    hear: Hear = deaf
    """The cues of any text in the group's languages."""
    foreign: Callable[[str, Context], Reading | None] = lambda text, context: None
    """What texts say in languages that the group does not speak."""
    hear_any: Hear = deaf
    """The cues of any text, also in languages that the group does not speak."""
    notice: Callable[[str, str], None] = lambda title, text: None
    """The second channel: tells whoever is on call by webhook or e-mail. May use the network."""
    beat: Callable[[], None] = lambda: None
    """Tells whoever watches from outside that we work. May use the network."""
    kick: Callable[[], None] = lambda: None
    """Wakes the outbox after a commit."""
    matching: Way = field(default_factory=Together)
    holder: str = ""
    """Who we are where a lease is taken: one name a process."""
    readings: dict[Hashable, Reading] = field(default_factory=dict)
    """What was read for the desk's pages already."""
    sending: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hours(self) -> Hours:
        return Hours(self.config.quiet.start, self.config.quiet.end, self.config.group.zone)

    def ticks(self) -> float:
        """The time by which leases and claims run out, in seconds: the same for all who share the store."""
        return self.store.ticks(self.clock.monotonic())

    def turn(self, work: Callable[[Turn], T], *, who: str = "service") -> T:
        """Runs `work` in one transaction, again from the start when a row changed under it, and wakes the
        outbox once it is committed. Raises LostRace after `TRIES`."""
        for attempt in range(TRIES):
            try:
                with self.store.transaction() as tx:
                    turn = Turn(self, tx, self.clock.now(), who)
                    result = work(turn)
                    turn.write_log()
                events.tell(turn.events)
                self.kick()
                return result
            except LostRace:
                if attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")
