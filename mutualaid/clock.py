"""The time, chance and new ids: the only place that reads any of them.

There are two clocks. The group's clock (`now`) stands in records and on pages, and a demo or a test may move
it. The other (`monotonic`, `sleep`) is always the machine's own: leases, pacing and throttles run on it.
"""

from __future__ import annotations

import base64
import random
import threading
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class ClockRefused(ValueError):
    """The clock asked for cannot be used; the message is a sentence for whoever runs the service."""


def in_milliseconds(moment: datetime) -> datetime:
    """An aware moment as UTC, cut (not rounded) to whole milliseconds, as times stand in the store."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no offset; a moment needs one.")
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


class Clock(ABC):
    """The group's clock and the machine's own."""

    @abstractmethod
    def now(self) -> datetime:
        """The group's time: aware, UTC, whole milliseconds."""

    def monotonic(self) -> float:
        """Seconds on the machine's own clock; only differences mean something."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait on the machine's own clock; nothing for zero or less."""
        if seconds > 0:
            time.sleep(seconds)


class SystemClock(Clock):
    """The group lives in the present."""

    def now(self) -> datetime:
        return in_milliseconds(datetime.now(UTC))


class MovedClock(Clock):
    """A group's clock that starts at `start` (default: the present) and can be moved forward.

    It runs on at the pace of the machine's clock, or stands still with `running=False`. Safe to share between
    threads.
    """

    def __init__(self, start: datetime | None = None, running: bool = True) -> None:
        self._lock = threading.Lock()
        self._running = running
        self._set_to = in_milliseconds(start or datetime.now(UTC))
        self._set_at = time.monotonic()

    def now(self) -> datetime:
        with self._lock:
            return self._now()

    def _now(self) -> datetime:
        if not self._running:
            return self._set_to
        return in_milliseconds(self._set_to + timedelta(seconds=time.monotonic() - self._set_at))

    def move_to(self, moment: datetime) -> datetime:
        """Jump to an aware `moment` and return it. Raises ValueError for a moment before now, which also a
        running clock may have passed meanwhile."""
        target = in_milliseconds(moment)
        with self._lock:
            present = self._now()
            if target < present:
                raise ValueError(f"{target.isoformat()} is before the clock's {present.isoformat()}.")
            self._set_to = target
            self._set_at = time.monotonic()
        return target


class FileClock(Clock):
    """A group's clock that stands in a file: one ISO moment with an offset, read at each `now`.

    Whoever writes the file may be half way through, so an unreadable file gives the last moment that could be
    read; ClockRefused (a ValueError) if there has been none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: datetime | None = None
        self._last = self.now()

    def now(self) -> datetime:
        try:
            text = self._path.read_text(encoding="utf-8").strip()
            self._last = in_milliseconds(datetime.fromisoformat(text))
        except (OSError, ValueError) as reason:
            if self._last is None:
                raise ClockRefused(
                    f"The clock file {self._path} cannot be read ({reason}); it must hold one moment such as "
                    "2026-10-05T09:00:00-07:00."
                ) from reason
        return self._last


def is_loopback(url: str) -> bool:
    """Whether a URL names this very machine by its loopback address."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def clock_from(spec: str, api_base: str) -> Clock:
    """The clock MUTUALAID_CLOCK asks for: the system's for "", a FileClock for "file:PATH".

    `api_base` is where texts would be sent (TWILIO_API_BASE). A moved clock must never reach real phones, so
    anything but a loopback address raises ClockRefused, as does a spec that is neither.
    """
    if not spec:
        return SystemClock()
    kind, _, path = spec.partition(":")
    if kind != "file" or not path:
        raise ClockRefused(f'MUTUALAID_CLOCK is "{spec}"; it must be file: and a path, or empty.')
    if not is_loopback(api_base):
        raise ClockRefused(
            "MUTUALAID_CLOCK is for tests only: it is refused unless TWILIO_API_BASE is a loopback address "
            "such as http://127.0.0.1:9000."
        )
    return FileClock(Path(path))


class Dice:
    """Chance. Unseeded it is the system's own, fit for secrets; with a seed it repeats, as tests do."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.SystemRandom() if seed is None else random.Random(seed)

    def bits(self, count: int) -> int:
        """A whole number of `count` random bits."""
        return self._random.getrandbits(count)

    def token(self, nbytes: int = 24) -> str:
        """`nbytes` random bytes as URL-safe text without padding (24 bytes: 32 characters)."""
        return base64.urlsafe_b64encode(self._random.randbytes(nbytes)).rstrip(b"=").decode()

    def choice(self, items: Sequence[T]) -> T:
        """One of `items`; IndexError if there are none."""
        return self._random.choice(items)

    def uniform(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        return self._random.uniform(low, high)


class Ids:
    """New ids: UUID version 7 (RFC 9562 §5.7) from the group's clock: they sort by when they were made.

    Within a process each is greater than the one before, also within one millisecond and when the clock goes
    back: the 12 bits after the time count (RFC 9562 §6.2, method 1), and 62 bits are chance. Safe to share
    between threads.
    """

    _COUNTER_LIMIT = 1 << 12

    def __init__(self, clock: Clock, dice: Dice) -> None:
        self._clock = clock
        self._dice = dice
        self._lock = threading.Lock()
        self._millisecond = -1
        self._counter = 0

    def new(self) -> str:
        """A new id, 36 characters."""
        present = round(self._clock.now().timestamp() * 1000)
        with self._lock:
            if present > self._millisecond:
                self._millisecond, self._counter = present, 0
            else:
                self._counter += 1
                if self._counter == self._COUNTER_LIMIT:
                    self._millisecond, self._counter = self._millisecond + 1, 0
            millisecond, counter = self._millisecond, self._counter
        version, variant = 7, 0b10
        return str(
            uuid.UUID(
                int=millisecond << 80 | version << 76 | counter << 64 | variant << 62 | self._dice.bits(62)
            )
        )
