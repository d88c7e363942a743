"""Who answers the web watches over the worker. While it is silent, what concerns danger goes on without it: texts
that wait have their turn, alarms walk and emergencies leave. All else waits.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from mutualaid.service import alarms, tick
from mutualaid.service.incoming import inbound
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import outbox
from mutualaid.store import plan
from mutualaid.store.codec import from_text

log = logging.getLogger(__name__)

SILENT_SECONDS = 300.0
"""A worker that did not tick for so long is silent. It ticks every five seconds, later where a round is long."""

LOOK_SECONDS = 15.0
"""How often it is looked at most."""

A_DAY = timedelta(days=1)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Watch:
    """One for all threads of a process. How long the worker is silent is measured here and on the machine's own
    clock, so that a clock that is set wrong raises no alarm."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._guard = threading.Lock()
        self._look_at = 0.0
        self._tick: str | None = None
        self._since: float | None = None
        """When this tick was first seen."""

    def look(self) -> None:
        """Called whenever a request was answered. Never raises: what fails is tried again with a later request."""
        if not self._guard.acquire(blocking=False):
            return
        try:
            self._look()
        except Exception:
            log.exception("the watch over the worker failed; it looks again")
        finally:
            self._guard.release()

    def _look(self) -> None:
        now = self._kit.clock.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        with self._kit.store.reading() as tx:
            seen = plan.mark(tx, "tick_at")
        if self._since is None or seen != self._tick:
            self._tick, self._since = seen, now
        elif now - self._since >= SILENT_SECONDS:
            self._stand_in(from_text(seen) if seen else NEVER)

    def _stand_in(self, last: datetime) -> None:
        """Each step is safe while a worker does the same: texts and rows are claimed, sending has a lease."""
        log.error("the worker has been silent since %s; emergencies go out from here", last)
        now = self._kit.clock.now()
        since = last if last <= now else now - A_DAY  # it was noted by a clock that was ahead
        self._kit.turn(lambda turn: alarms.raise_service_alarm(turn, "worker", since))
        inbound.again(self._kit)
        tick.alarms(self._kit)
        outbox.pump(self._kit, emergencies_only=True)
