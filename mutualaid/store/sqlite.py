"""SQLite: WAL, foreign keys, synchronous FULL (what was answered 200 is on disk), a connection per thread, writes
under `begin immediate` so that a reader never turns into a writer too late.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mutualaid.clock import SystemClock
from mutualaid.store.engine import BUSY_SECONDS, NAME, QUOTED, START_SECONDS, Row, Savepoints, StoreError, Tx
from mutualaid.store.line import POLL_SECONDS, Line, TooLong

log = logging.getLogger(__name__)

LOCKED = "database is locked"

WAL_TRIES = 10

KEPT_STATEMENTS = 512
"""Prepared statements a connection keeps; the store has some 250, Python's own default is 128."""


Take = Callable[[Mapping[str, Any]], tuple[Any, ...]]

_PARTS = re.compile(rf"{QUOTED}|\bin :({NAME})|:({NAME})", re.IGNORECASE)


def worded(sql: str, values: Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    """A statement with places for its values instead of names, and the values in that order: SQLite looks each name
    up among all of a statement's, every time it runs. A list has a place for each of its values and, so that lists
    of about the same length are one statement, some more that hold its last one."""
    if " in :" not in sql:
        placed, take = _placed(sql, ())
        return placed, take(values)
    lengths = tuple((name, 1 << (len(values[name]) - 1).bit_length()) for name in _lists(sql))
    spread = {
        f"{name} {at}": each
        for name, length in lengths
        for at, each in enumerate([*values[name], *values[name][-1:] * (length - len(values[name]))])
    }
    placed, take = _placed(sql, lengths)
    return placed, take({**values, **spread})


@lru_cache(maxsize=256)
def _lists(sql: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[1] for found in _PARTS.finditer(sql) if found[1]))


@lru_cache(maxsize=1024)
def _placed(sql: str, lengths: tuple[tuple[str, int], ...]) -> tuple[str, Take]:
    names: list[str] = []
    of_list = dict(lengths)

    def part(found: re.Match[str]) -> str:
        if found[1]:
            names.extend(f"{found[1]} {at}" for at in range(of_list[found[1]]))
            return f"in ({', '.join('?' * of_list[found[1]])})"
        if found[2] is None:
            return found[0]
        names.append(found[2])
        return "?"

    placed = _PARTS.sub(part, sql)
    if len(names) > 1:
        return placed, itemgetter(*names)
    return placed, lambda values: tuple(values[name] for name in names)


class SqliteTx(Savepoints):
    """One open transaction on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        try:
            return self._connection.execute(*worded(sql, values)).fetchall()
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def together(self, asked: Iterable[tuple[str, Mapping[str, Any]]], /) -> list[list[Row]]:
        return [self.all(sql, **values) for sql, values in asked]

    def one(self, sql: str, /, **values: Any) -> Row | None:
        if not sql.startswith("select"):
            self.memory.wrote(sql, values)
        try:
            row: Row | None = self._connection.execute(*worded(sql, values)).fetchone()
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason
        return row

    def run(self, sql: str, /, **values: Any) -> int:
        self.memory.wrote(sql, values)
        try:
            return self._connection.execute(*worded(sql, values)).rowcount
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def many(self, sql: str, each: Iterable[Mapping[str, Any]], /) -> None:
        self.memory.wrote(sql)
        placed, take = _placed(sql, ())
        try:
            self._connection.executemany(placed, map(take, each))
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def stream(self, sql: str, /) -> Iterator[Row]:
        try:
            yield from self._connection.execute(sql)
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def columns(self, table: str, /) -> list[str]:
        try:
            found = self._connection.execute(f"select * from {table} limit 0").description
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason
        return [column[0] for column in found]


class Sqlite:
    """A store in one file (or ":memory:" for a single thread's tests)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._line = Line("" if path == ":memory:" else f"{path}-line")
        self._clock = SystemClock()
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # one that is there keeps its mode; its neighbours get that of the file
                Path(path).touch(mode=0o600, exist_ok=False)
        try:
            self._use_wal()
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=KEPT_STATEMENTS,
            )
            connection.row_factory = sqlite3.Row
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma synchronous = full")
            connection.execute("pragma secure_delete = on")
            self._local.connection = connection
            with self._guard:
                self._opened.append(connection)
        return connection

    def _use_wal(self) -> None:
        """Write-ahead logging. SQLite does not wait for others when it changes the journal of a new file, so
        between tries it is made to wait for a lock."""
        connection = self.connection()
        connection.execute(f"pragma busy_timeout = {START_SECONDS * 1000}")
        for _ in range(WAL_TRIES):
            try:
                connection.execute("pragma journal_mode = wal")
                break
            except sqlite3.OperationalError:
                connection.execute("begin immediate")
                connection.execute("rollback")
        connection.execute("pragma journal_mode = wal")
        connection.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")

    @contextmanager
    def said(self) -> Iterator[None]:
        """What the library raises where its connection is used as it is, as everybody here knows it."""
        try:
            yield
        except sqlite3.Error as reason:
            raise StoreError(str(reason)) from reason

    def database(self) -> Database:
        """This thread's connection as sqlite-utils sees it: for migrations, bulk work and administration."""
        return Database(self.connection())

    @contextmanager
    def hurried(self) -> Iterator[None]:
        self._local.hurries = True
        try:
            with self._line.hurried():
                yield
        finally:
            self._local.hurries = False

    @contextmanager
    def transaction(self, seconds: float = BUSY_SECONDS) -> Iterator[Tx]:
        """`seconds`: how long to wait for others."""
        if self.busy():
            raise StoreError("this thread has a transaction open")
        if not getattr(self._local, "hurries", False):
            self._line.let_pass()
        try:
            with self.said(), self._line.head(seconds) as left:
                tx = self._begin_writing(left)
        except TooLong:
            raise StoreError(LOCKED) from None
        try:
            yield tx
            tx.run("commit")
        except BaseException:
            self._undo()
            raise
        finally:
            self._local.tx = None

    def _begin_writing(self, seconds: float) -> SqliteTx:
        """Who is at the head of the line is the only one that waits, and may look often."""
        connection, until = self.connection(), self._clock.monotonic() + seconds
        connection.execute("pragma busy_timeout = 0")
        try:
            while True:
                try:
                    connection.execute("begin immediate")
                    break
                except sqlite3.OperationalError as reason:
                    if reason.sqlite_errorcode != sqlite3.SQLITE_BUSY or self._clock.monotonic() >= until:
                        raise
                self._clock.sleep(POLL_SECONDS)
        finally:
            connection.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")
        tx = self._local.tx = SqliteTx(connection)
        return tx

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        tx = self._begin()
        try:
            yield tx
        finally:
            self._undo()
            self._local.tx = None

    def _begin(self) -> SqliteTx:
        with self.said():
            tx = SqliteTx(self.connection())
        tx.run("begin")
        self._local.tx = tx
        return tx

    def _undo(self) -> None:
        """SQLite undoes by itself what a full disk or a damaged file stopped."""
        connection = self.connection()
        if connection.in_transaction:
            connection.execute("rollback")

    def current(self) -> Tx | None:
        tx: Tx | None = getattr(self._local, "tx", None)
        return tx

    def busy(self) -> bool:
        return self.current() is not None

    def ticks(self, monotonic: float) -> float:
        """All who share a file are on one machine."""
        return monotonic

    def sweep(self) -> None:
        """`secure_delete` overwrites what is emptied, but in the log of writes: it is taken over into the file and
        cut to nothing, as soon as nobody reads."""
        with suppress(StoreError), self.said():
            until = self._clock.monotonic() + BUSY_SECONDS
            while self.connection().execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
                if self._clock.monotonic() >= until:
                    log.warning("what was erased stays in the log of writes for now: somebody reads")
                    break
                self._clock.sleep(POLL_SECONDS)

    def close(self) -> None:
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._line.close()
        self._local = threading.local()
