"""The second process (or thread): APScheduler turns cranks and stores nothing.

Texts that wait for their turn · due rows of the plan, rounds among them · send · poll and reconcile; and once a day
it erases what is too old and compares what left with the provider's list. Each crank is safe to turn twice at once:
rows are claimed, the outbox has a lease. SIGTERM lets what runs finish.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from mutualaid.clock import SystemClock
from mutualaid.service import tick
from mutualaid.service.incoming import inbound, recovery
from mutualaid.service.keeping import retention
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import comparing, outbox

log = logging.getLogger(__name__)

TURN_SECONDS = 1
TICK_SECONDS = 5
"""How often it is noted at most that what falls due is acted on."""
RECONCILE_SECONDS = 15
BEAT_SECONDS = 60
RECOVER_SECONDS = 180
RETENTION_HOURS = 24
COMPARE_SECONDS = 3600
"""How often it is looked whether a day is to be compared."""

HEAR, DUE, SEND = 1, 2, 3
"""The cranks, in the order in which one makes work for the next."""


class _Crank:
    """One kind of work, turned by one thread at a time until nothing is left of it and nobody kicked meanwhile."""

    def __init__(self, name: str, work: Callable[[], int]) -> None:
        """`work` says how much it did."""
        self.name = name
        self._work = work
        self._turning = threading.Lock()
        self._kicked = threading.Event()

    def turn(self) -> None:
        with self._turning:
            again = True
            while again:
                self._kicked.clear()
                try:
                    again = self._work() > 0
                except Exception:
                    log.exception("the crank %s failed; it is turned again", self.name)
                    again = False
                again = again or self._kicked.is_set()

    def kick(self) -> bool:
        """There may be more to do. Whether somebody has to come and turn it: False while it turns or was kicked."""
        if self._kicked.is_set():
            return False
        self._kicked.set()
        return not self._turning.locked()


class _Turned(threading.local):
    """How many cranks need no kick for what this thread commits: the one it turns, and those before that."""

    cranks = 0


class Worker:
    """Turns the cranks of one service. `start` returns at once; `stop` waits for what runs.

    Texts are answered before anything that falls due, so that nobody is reminded of what they have just answered;
    and what is ready is sent by a crank of its own, however long a round takes."""

    def __init__(self, kit: Kit, beat: bool = True) -> None:
        self.kit = kit
        self._beat = beat
        self._caught_up = threading.Event()
        """Set once the provider's list was looked at: who wrote STOP while we were away is texted nothing more."""
        self._turned = _Turned()
        self._hear = _Crank("hear", lambda: self._work(HEAR, lambda: inbound.again(kit)))
        self._due = _Crank("due", lambda: self._work(DUE, self._act))
        self._send = _Crank("send", lambda: self._work(SEND, self._pump))
        self._wall = SystemClock()
        self._ticked_at: float | None = None
        self._may_kick = threading.Lock()
        self._stopping = False
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Every crank is an interval job; those that must not wait for their first turn start at once."""
        now = self._wall.now()
        add = self._scheduler.add_job
        for crank in self._cranks:
            add(crank.turn, "interval", seconds=TURN_SECONDS, id=crank.name)
        add(self.reconcile, "interval", seconds=RECONCILE_SECONDS, id="reconcile")
        add(self.beat, "interval", seconds=BEAT_SECONDS, id="beat")
        add(self.recover, "interval", seconds=RECOVER_SECONDS, id="recover", next_run_time=now)
        add(self.erase, "interval", hours=RETENTION_HOURS, id="erase", next_run_time=now)
        add(self.compare, "interval", seconds=COMPARE_SECONDS, id="compare", next_run_time=now)
        self._scheduler.start()
        self.kit.kick = self.kick
        log.info("the worker is running")

    @property
    def _cranks(self) -> tuple[_Crank, ...]:
        return (self._hear, self._due, self._send)

    def kick(self) -> None:
        """Something was committed: what is to be done now is done without waiting for the next turn of a crank.
        What a crank commits makes work for those after it."""
        if self._turned.cranks == DUE:
            self._guarded(self._mark)
        for crank in self._cranks[self._turned.cranks :]:
            if crank.kick():
                self._come_and_turn(crank)

    def _come_and_turn(self, crank: _Crank) -> None:
        """Not while it stops: the scheduler then holds the lock over its jobs until the last of them is done, which
        one that wants that lock never is."""
        with self._may_kick:
            if self._scheduler.running and not self._stopping:
                self._scheduler.modify_job(crank.name, next_run_time=self._wall.now())

    def _work(self, number: int, work: Callable[[], int]) -> int:
        before, self._turned.cranks = self._turned.cranks, number
        try:
            return work()
        finally:
            self._turned.cranks = before

    def _act(self) -> int:
        self._hear.turn()
        done = tick.rows(self.kit)
        self._mark()
        return done

    def _mark(self) -> None:
        """Notes that what falls due is acted on: after each pass, and within one after what it commits, for it may
        be long."""
        now = self._wall.monotonic()
        if self._ticked_at is None or now - self._ticked_at >= TICK_SECONDS:
            tick.mark(self.kit)
            self._ticked_at = now

    def _pump(self) -> int:
        return outbox.pump(self.kit) if self._caught_up.is_set() else 0

    def beat(self) -> None:
        """Tells whoever watches from outside that we tick: not that this process is there, but that it works."""
        ticks = self._ticked_at is not None and self._wall.monotonic() - self._ticked_at < BEAT_SECONDS
        if self._beat and ticks:
            self._guarded(self.kit.beat)

    def reconcile(self) -> None:
        self._guarded(lambda: outbox.reconcile(self.kit))

    def recover(self) -> None:
        """Texts the provider holds and we missed."""
        self._guarded(lambda: recovery.recover(self.kit))
        self._caught_up.set()
        self.kick()
        self._guarded(lambda: recovery.watch(self.kit))

    def compare(self) -> None:
        """Our account of what left beside the provider's, once a day."""
        self._guarded(lambda: comparing.compare(self.kit))

    def erase(self) -> None:
        """What is too old, pass after pass until nothing is left or the worker is told to stop."""
        self._guarded(self._erase)

    def _erase(self) -> None:
        while retention.run(self.kit).more and self._scheduler.running:
            pass

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            log.exception("a crank failed; it is turned again")

    def stop(self) -> None:
        self.kit.kick = lambda: None
        with self._may_kick:
            self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
            self._guarded(lambda: outbox.leave(self.kit))


def run_until_told(kit: Kit) -> None:
    """The worker as a process: runs until SIGTERM or SIGINT, then finishes what it holds."""
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    worker = Worker(kit)
    worker.start()
    told.wait()
    log.info("told to stop; finishing what is under way")
    worker.stop()
