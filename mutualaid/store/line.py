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
        self._path = path
        self._file: int | None = None
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
            if self._file is None:
                self._file = _opened(self._path)
            file = self._file
            while file is not None and not _locked(file, fcntl.LOCK_EX):
                if self._clock.monotonic() >= until:
                    raise TooLong
                self._clock.sleep(POLL_SECONDS)
            try:
                yield max(0.0, until - self._clock.monotonic())
            finally:
                if file is not None:
                    _let_go(file)
        finally:
            self._mine.release()

    def close(self) -> None:
        with self._mine:
            if self._file is not None:
                os.close(self._file)
                self._file = None
        self._hurry.close()


_MOMENT = struct.Struct("d")


class _Hurry:
    """Whether anybody of any process hurries, or just did. Each process where somebody does holds a file together
    with the others, and it is free where nobody does; in it stands when the last one was through, on the clock that
    all processes of a machine share."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None
        self._guard = threading.Lock()
        self._here = 0
        self._clock = SystemClock()

    @contextmanager
    def here(self) -> Iterator[None]:
        with self._guard:
            self._here += 1
            if self._here == 1 and (file := self._known()) is not None:
                _locked(file, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with self._guard:
                self._here -= 1
                if self._here == 0 and self._file is not None:
                    with suppress(OSError):
                        os.pwrite(self._file, _MOMENT.pack(self._clock.monotonic()), 0)
                    _let_go(self._file)

    def anywhere(self) -> bool:
        with self._guard:
            if self._here:
                return True
            file = self._known()
            if file is None:
                return False
            if not _locked(file, fcntl.LOCK_EX):
                return True
            last = os.pread(file, _MOMENT.size, 0)
            _let_go(file)
        # after a new start of the machine its clock is behind what stands there
        return len(last) == _MOMENT.size and 0 <= self._clock.monotonic() - _MOMENT.unpack(last)[0] < CALM_SECONDS

    def _known(self) -> int | None:
        if self._file is None:
            self._file = _opened(self._path)
        return self._file

    def close(self) -> None:
        with self._guard:
            if self._file is not None:
                os.close(self._file)
                self._file = None


def _opened(path: str) -> int | None:
    with suppress(OSError):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return None


def _let_go(file: int) -> None:
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_UN)


def _locked(file: int, how: int) -> bool:
    """Whether the lock was to be had at once; where the file system knows no locks it always is."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
