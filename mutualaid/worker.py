"""The second process (or thread): APScheduler turns four cranks and stores nothing.

send · due rows · poll and reconcile · rounds (which are due rows of the plan); and once a day it erases what is too
old. Each crank is safe to turn twice at once: rows are claimed, the outbox has a lease. SIGTERM lets what runs
finish.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from mutualaid.clock import SystemClock
from mutualaid.service import outbox, recovery, retention, tick
from mutualaid.service.kit import Kit

log = logging.getLogger(__name__)

SEND = "send"
SEND_SECONDS = 1
TICK_SECONDS = 5
RECONCILE_SECONDS = 15
RECOVER_SECONDS = 180
RETENTION_HOURS = 24

REST_SECONDS = 0.003
"""How long a worker process leaves the store to others after each commit: SQLite lets those who wait for its lock
look only now and then, and the web has texts to keep."""


class _Own(threading.local):
    """Whether this thread is the worker's own: what it commits needs no kick."""

    working = False


class Worker:
    """Turns the cranks of one service. `start` returns at once; `stop` waits for what runs."""

    def __init__(self, kit: Kit, beat: bool = True) -> None:
        self.kit = kit
        self._beat = beat
        self._one_at_a_time = threading.Lock()
        self._kicked = threading.Event()
        self._caught_up = threading.Event()
        """Set once the provider's list was looked at: who wrote STOP while we were away is texted nothing more."""
        self._own = _Own()
        self._wall = SystemClock()
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Every crank is an interval job; those that must not wait for their first turn start at once."""
        now = self._wall.now()
        add = self._scheduler.add_job
        add(self.turn, "interval", seconds=SEND_SECONDS, id=SEND)
        add(self.tick, "interval", seconds=TICK_SECONDS, id="tick", next_run_time=now)
        add(self.reconcile, "interval", seconds=RECONCILE_SECONDS, id="reconcile")
        add(self.recover, "interval", seconds=RECOVER_SECONDS, id="recover", next_run_time=now)
        add(self.erase, "interval", hours=RETENTION_HOURS, id="erase", next_run_time=now)
        self._scheduler.start()
        self.kit.kick = self.kick
        log.info("the worker is running")

    def kick(self) -> None:
        """Something was committed: what is due now is done without waiting for the next turn of a crank."""
        if self._own.working or self._kicked.is_set() or not self._scheduler.running:
            return
        self._kicked.set()
        if not self._one_at_a_time.locked():
            self._scheduler.modify_job(SEND, next_run_time=self._wall.now())

    def turn(self) -> None:
        """What is due and what is to be sent, until nothing is left and nobody kicked meanwhile."""
        again = True
        while again:
            self._kicked.clear()
            self._guarded(self._work)
            again = self._kicked.is_set()

    def tick(self) -> None:
        self._guarded(self._work)
        self._guarded(lambda: tick.mark(self.kit))

    def reconcile(self) -> None:
        self._guarded(lambda: outbox.reconcile(self.kit))
        if self._beat and hasattr(self.kit.notice, "beat"):
            self._guarded(self.kit.notice.beat)

    def recover(self) -> None:
        """Texts the provider holds and we missed."""
        self._guarded(lambda: recovery.recover(self.kit))
        self._caught_up.set()
        self._guarded(lambda: recovery.watch(self.kit))

    def erase(self) -> None:
        """What is too old, pass after pass until nothing is left or the worker is told to stop."""
        self._guarded(self._erase)

    def _erase(self) -> None:
        while retention.run(self.kit).more and self._scheduler.running:
            pass

    def _work(self) -> None:
        with self._one_at_a_time:
            self._own.working = True
            try:
                while tick.run(self.kit) + (outbox.pump(self.kit) if self._caught_up.is_set() else 0):
                    pass
            finally:
                self._own.working = False

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            log.exception("a crank failed; it is turned again")

    def stop(self) -> None:
        self.kit.kick = lambda: None
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
    kit.rest = lambda: SystemClock().sleep(REST_SECONDS)
    worker.start()
    told.wait()
    log.info("told to stop; finishing what is under way")
    worker.stop()
