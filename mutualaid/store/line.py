"""The line of those who want to write to one file, across processes.

SQLite lets who waits for its lock sleep, longer and longer, and whoever happens to wake goes first: a process that
writes all the time keeps the others out. So whoever wants to write first takes the head of the line, waits there
for SQLite's lock alone, and leaves the head once it has it; who has just written finds the head taken by the next.

Some hurry: a provider waits for a text to be taken in, 15 seconds at most. Who does not lets them pass for a while
before standing in line.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from mutualaid.clock import SystemClock

POLL_SECONDS = 0.0005
"""How often who waits looks whether it is their turn."""

PATIENCE_SECONDS = 0.1
"""How long who does not hurry lets others pass: ten writes a second are left to them however many hurry, and a
number of ours sends one text a second."""

CALM_SECONDS = 0.01
"""How long after the last who hurried they still wait for the next: where texts come closer together than this,
whoever begins to write between two of them holds up all that follow."""

LOOK_SECONDS = 0.002
"""How often they look whether somebody hurries."""


class TooLong(Exception):
    """It was not one's turn in time."""


class Line:
    """The line before one file; the threads of a process stand in it as one. The lock file lies beside the other
    and holds nothing; when a process dies, the system lets go of what it held. Where no such file can be had,
    processes are left to SQLite."""

    def __init__(self, path: str) -> None:
        self._file = _LockFile(path)
        self._mine = threading.Lock()
        self._hurry = _Hurry(f"{path}-hurry" if path else "")
        self._clock = SystemClock()

    def hurried(self) -> AbstractContextManager[None]:
        """While it lasts others let pass who comes from here."""
        return self._hurry.here()

    def let_pass(self) -> None:
        """Waits until nobody hurries any more, `PATIENCE_SECONDS` at most."""
        until = self._clock.monotonic() + PATIENCE_SECONDS
        while self._hurry.anywhere() and self._clock.monotonic() < until:
            self._clock.sleep(LOOK_SECONDS)

    @contextmanager
    def head(self, seconds: float) -> Iterator[float]:
        """Holds the head of the line; what is left of `seconds` once it is reached. Raises TooLong."""
        until = self._clock.monotonic() + seconds
        if not self._mine.acquire(timeout=max(0.0, seconds)):
            raise TooLong
        try:
            while not self._file.taken(fcntl.LOCK_EX):
                if self._clock.monotonic() >= until:
                    raise TooLong
                self._clock.sleep(POLL_SECONDS)
            try:
                yield max(0.0, until - self._clock.monotonic())
            finally:
                self._file.let_go()
        finally:
            self._mine.release()

    def close(self) -> None:
        with self._mine:
            self._file.close()
        self._hurry.close()


_MOMENT = struct.Struct("d")


class _Hurry:
    """Whether anybody of any process hurries, or just did. Each process where somebody does holds a file together
    with the others, and it is free where nobody does; in it stands when the last one was through, on the clock that
    all processes of a machine share."""

    def __init__(self, path: str) -> None:
        self._file = _LockFile(path)
        self._guard = threading.Lock()
        self._here = 0
        self._clock = SystemClock()

    @contextmanager
    def here(self) -> Iterator[None]:
        with self._guard:
            self._here += 1
            if self._here == 1:
                self._file.taken(fcntl.LOCK_SH)
        try:
            yield
        finally:
            with self._guard:
                self._here -= 1
                if self._here == 0:
                    self._file.write(_MOMENT.pack(self._clock.monotonic()))
                    self._file.let_go()

    def anywhere(self) -> bool:
        with self._guard:
            if self._here:
                return True
            if not self._file.taken(fcntl.LOCK_EX):
                return True
            last = self._file.read(_MOMENT.size)
            self._file.let_go()
        # after a new start of the machine its clock is behind what stands there
        return len(last) == _MOMENT.size and 0 <= self._clock.monotonic() - _MOMENT.unpack(last)[0] < CALM_SECONDS

    def close(self) -> None:
        with self._guard:
            self._file.close()


class _LockFile:
    """A file that is opened when it is first needed. Where none can be had, or the file system knows no locks,
    every lock is had at once and nothing is kept in it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    def taken(self, how: int) -> bool:
        """Whether the lock was to be had at once."""
        if self._file is None:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if self._file is not None:
            try:
                fcntl.flock(self._file, how | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            except OSError:
                return True
        return True

    def let_go(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def read(self, size: int) -> bytes:
        return b"" if self._file is None else os.pread(self._file, size, 0)

    def write(self, what: bytes) -> None:
        if self._file is not None:
            with suppress(OSError):
                os.pwrite(self._file, what, 0)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
