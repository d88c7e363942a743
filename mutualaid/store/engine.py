"""The small engine under the store: connections, transactions and plain SQL.

SQLite: WAL, foreign keys, synchronous FULL (what was answered 200 is on disk), a connection per thread, writes
under `begin immediate` so that a reader never turns into a writer too late.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

Row = sqlite3.Row

StoreError = sqlite3.Error
"""What any statement may raise when the store cannot be reached, is full, locked or damaged."""

BUSY_SECONDS = 2.5
"""How long a writer waits for another; then the web answers 503 and the provider asks again."""

WAL_TRIES = 10

KEPT_STATEMENTS = 512
"""Prepared statements a connection keeps; the store has some 250, Python's own default is 128."""


class StoreUrlError(ValueError):
    """The database URL names no engine we have."""


class LostRace(Exception):
    """A row was no longer as it was seen; the use case runs again from fresh reads."""


class Tx:
    """One open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._savepoints = 0

    def all(self, sql: str, **values: Any) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, **values: Any) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def run(self, sql: str, **values: Any) -> int:
        """Changes rows and says how many."""
        return self._connection.execute(sql, values).rowcount

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when it raises, and only that."""
        self._savepoints += 1
        name = f"step_{self._savepoints}"
        self._connection.execute(f"savepoint {name}")
        try:
            yield
        except BaseException:
            self._connection.execute(f"rollback to {name}")
            self._connection.execute(f"release {name}")
            raise
        self._connection.execute(f"release {name}")


class Sqlite:
    """A store in one file (or ":memory:" for a single thread's tests)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._use_wal()

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
        for _ in range(WAL_TRIES):
            try:
                connection.execute("pragma journal_mode = wal")
                return
            except sqlite3.OperationalError:
                connection.execute("begin immediate")
                connection.execute("rollback")
        connection.execute("pragma journal_mode = wal")

    def busy(self) -> bool:
        """Whether this thread has a transaction open."""
        return self.connection().in_transaction

    def database(self) -> Database:
        """This thread's connection as sqlite-utils sees it: for migrations, bulk work and administration."""
        return Database(self.connection())

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """A writing transaction: all of it or nothing."""
        connection = self.connection()
        connection.execute("begin immediate")
        try:
            yield Tx(connection)
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A snapshot to read from; changes nothing."""
        connection = self.connection()
        connection.execute("begin")
        try:
            yield Tx(connection)
        finally:
            connection.execute("rollback")

    def close(self) -> None:
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()


def open_store(url: str) -> Sqlite:
    """The engine for a DATABASE_URL: `sqlite:///relative.db`, `sqlite:////absolute.db`.

    Raises StoreUrlError for anything else."""
    if url.startswith("sqlite:///"):
        return Sqlite(url.removeprefix("sqlite:///") or ":memory:")
    raise StoreUrlError(f"DATABASE_URL is {url.split('://')[0]}://…; allowed is sqlite:///path/to/file.db")
