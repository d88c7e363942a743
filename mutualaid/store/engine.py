"""What the store asks of its engines: transactions and plain SQL, the same for SQLite and PostgreSQL.

SQL is written once, with `:name` for values, in what both understand. Where the two differ in more than words, the
difference stands in the engine (`sqlite`, `postgres`) and nowhere else.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from mutualaid.store.memory import Memory

BUSY_SECONDS = 2.5
"""How long a writer waits for another, and anybody for a server; then the web answers 503 and the provider asks
again."""

START_SECONDS = 60
"""How long a process that starts waits for another that is bringing the store up."""

ALLOWED = "sqlite:///path/to/file.db, postgresql://… or postgres://…"


class StoreError(Exception):
    """What any statement may raise when the store cannot be reached, is full, locked or damaged."""


class StoreUrlError(ValueError):
    """The database URL names no engine we have."""


class LostRace(Exception):
    """A row was no longer as it was seen; the use case runs again from fresh reads."""


NAME = "[a-z_][a-z0-9_]*"
"""How a value is named in a statement, behind a colon; in a pattern."""

QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*"""
"""What is quoted in a statement or said beside it, where a colon names nothing; in a pattern."""


class Listed(tuple[Any, ...]):
    """Values that are bound as one, behind "in :name"; at least one of them."""

    __slots__ = ()


class Row(Protocol):
    """A row that was read: by the name of a column or its position, and as many values as there are columns."""

    def __getitem__(self, key: int | str, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...

    def keys(self) -> Iterable[str]:
        """The names of the columns, in their order."""


class Tx(Protocol):
    """One open transaction. Everything here raises StoreError; who wants to go on after that has the statement in a
    savepoint of its own, or nothing is kept."""

    @property
    def memory(self) -> Memory:
        """What was read here and still holds."""

    def all(self, sql: str, /, **values: Any) -> list[Row]: ...

    def together(self, asked: Iterable[tuple[str, Mapping[str, Any]]], /) -> list[list[Row]]:
        """The rows of several selects, each with its values, in their order. None waits for the rows of another on
        its way to a server."""

    def one(self, sql: str, /, **values: Any) -> Row | None:
        """The first row, None where there is none; of a select, or of a change that says what it changed."""

    def run(self, sql: str, /, **values: Any) -> int:
        """Changes rows and says how many."""

    def many(self, sql: str, each: Iterable[Mapping[str, Any]], /) -> None:
        """The same statement for each of many sets of values."""

    def stream(self, sql: str, /) -> Iterator[Row]:
        """Rows one after the other, without holding all of them."""

    def columns(self, table: str, /) -> list[str]:
        """The names of a table's columns, in their order."""

    def savepoint(self) -> AbstractContextManager[None]:
        """What happens inside is undone when it raises, and only that."""


class Savepoints(ABC):
    """Savepoints within one transaction, in the words both engines share."""

    _savepoints = 0

    def __init__(self) -> None:
        self.memory = Memory()

    @abstractmethod
    def run(self, sql: str, /, **values: Any) -> int: ...

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        self._savepoints += 1
        name = f"step_{self._savepoints}"
        self.run(f"savepoint {name}")
        try:
            yield
        except BaseException:
            self.run(f"rollback to savepoint {name}")
            self.run(f"release savepoint {name}")
            raise
        self.run(f"release savepoint {name}")


class Store(Protocol):
    """Where everything is kept. Everything here raises StoreError, save `current`, `busy` and `close`."""

    def transaction(self) -> AbstractContextManager[Tx]:
        """A writing transaction: all of it or nothing, and no other one meanwhile, in whatever process. Who cannot
        begin within `BUSY_SECONDS` gets StoreError."""

    def hurried(self) -> AbstractContextManager[None]:
        """What this thread writes meanwhile goes before what others write, in whatever process, where one waits for
        another; for what cannot wait, such as a text that a provider hands in."""

    def reading(self) -> AbstractContextManager[Tx]:
        """A snapshot to read from; changes nothing, and waits for no writer."""

    def current(self) -> Tx | None:
        """The transaction this thread has open, if any; there is never more than one."""

    def busy(self) -> bool:
        """Whether this thread has a transaction open."""

    def ticks(self, monotonic: float) -> float:
        """The clock of leases and claims, in seconds: the same for all who share the store, whatever machine they
        are on. `monotonic` is that of this machine."""

    def sweep(self) -> None:
        """Takes what was emptied off the disk too, as far as that is to be done by hand."""

    def close(self) -> None:
        """Ends all connections; the store may be used again and opens new ones."""


def open_store(url: str) -> Store:
    """The engine for a DATABASE_URL: `sqlite:///relative.db`, `sqlite:////absolute.db`, `postgresql://…` or
    `postgres://…`.

    Raises StoreUrlError for anything else, and where the library for PostgreSQL is not installed."""
    if url.startswith("sqlite:///"):
        from mutualaid.store.sqlite import Sqlite

        return Sqlite(url.removeprefix("sqlite:///") or ":memory:")
    if url.startswith(("postgresql://", "postgres://")):
        try:
            from mutualaid.store.postgres import Postgres
        except ModuleNotFoundError as reason:
            raise StoreUrlError(
                "DATABASE_URL names PostgreSQL, whose library is not installed: pip install 'mutualaid[postgres]'."
            ) from reason
        return Postgres(url)
    raise StoreUrlError(f"DATABASE_URL is {url.split('://')[0]}://…; allowed is {ALLOWED}")
