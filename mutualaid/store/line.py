"""The line of those who want to write to one file, across processes.

SQLite lets who waits for its lock sleep, longer and longer, and whoever happens to wake goes first: a process that
writes all the time keeps the others out. So whoever wants to write first takes the head of the line, waits there
for SQLite's lock alone, and leaves the head once it has it; who has just written finds the head taken by the next.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from mutualaid.clock import SystemClock

POLL_SECONDS = 0.0005
"""How often who waits looks whether it is their turn."""


class TooLong(Exception):
    """It was not one's turn in time."""


class Line:
    """The line before one file; the threads of a process stand in it as one. The lock file lies beside the other
    and holds nothing; when a process dies, the system lets go of what it held. Where no such file can be had,
    processes are left to SQLite."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None
        self._mine = threading.Lock()
        self._clock = SystemClock()

    @contextmanager
    def head(self, seconds: float) -> Iterator[float]:
        """Holds the head of the line; what is left of `seconds` once it is reached. Raises TooLong."""
        until = self._clock.monotonic() + seconds
        if not self._mine.acquire(timeout=max(0.0, seconds)):
            raise TooLong
        try:
            file = self._opened()
            while file is not None and not _taken(file):
                if self._clock.monotonic() >= until:
                    raise TooLong
                self._clock.sleep(POLL_SECONDS)
            try:
                yield max(0.0, until - self._clock.monotonic())
            finally:
                if file is not None:
                    fcntl.flock(file, fcntl.LOCK_UN)
        finally:
            self._mine.release()

    def _opened(self) -> int | None:
        if self._file is None:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file

    def close(self) -> None:
        with self._mine:
            if self._file is not None:
                os.close(self._file)
                self._file = None


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
