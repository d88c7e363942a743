"""PostgreSQL, through psycopg and its pool.

One writer at a time, as SQLite's `begin immediate` has it: a writing transaction first takes one advisory lock and
holds it to its end, so that what it reads stays true until it has written. Use cases read, think and write (is
there an open case? a question? a place left?), and this is the plainest way in which all of that is right at once:
under `serializable` each of them would fail now and then and have to be run again, and not all can be. It costs
little, for a turn takes some milliseconds. Under the lock `read committed` sees all that was committed before. Who
only reads gets a snapshot and waits for nobody.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import lru_cache
from typing import Any, cast

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolTimeout

from mutualaid.clock import SystemClock
from mutualaid.store.engine import (
    BUSY_SECONDS,
    NAME,
    QUOTED,
    Listed,
    Row,
    Savepoints,
    StoreError,
    StoreUrlError,
    Tx,
)
from mutualaid.store.tables import TABLES

log = logging.getLogger(__name__)

logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it names every try; `log` whoever waited in vain

CONNECTIONS = 5
"""How many a process has at most: writers follow one another anyway, and small servers allow some twenty in all."""

WRITING = 7_301_944
"""The advisory lock of whoever writes; any number nobody else takes in this database."""

SETTINGS: dict[str, str | int] = {
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 2000,
    "application_name": "mutualaid",
}
"""A server that is gone is noticed within `BUSY_SECONDS`, whatever the network does with what is sent to it. In
seconds, the last one in milliseconds; what the URL says itself wins."""

FRESH = "set idle_in_transaction_session_timeout = '15s'; set client_encoding = 'utf8'"
"""What each new connection is told: a process that died while it wrote, on a machine that did not say so, keeps
nobody waiting for long."""

TRUSTED_SECONDS = 1.0
"""For how long after its last use a connection is taken for sound without a look, which is a way to the server."""

FETCHED = 1000
"""Rows that are fetched at once where there may be too many to hold."""

_PARTS = re.compile(rf"{QUOTED}|::|(?<!not )\bin :({NAME})|:({NAME})|%", re.IGNORECASE)


@lru_cache(maxsize=1024)
def worded(sql: str) -> str:
    """`:name` as psycopg wants it, outside of what is quoted, and every `%` kept from meaning anything to it. A
    list is bound as one, so that the server prepares the same statement for each length of it."""

    def part(found: re.Match[str]) -> str:
        if found[1]:
            return f"= any(%({found[1]})s)"
        return f"%({found[2]})s" if found[2] else found[0].replace("%", "%%")

    return _PARTS.sub(part, sql)


def _bound(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: bound(value) for name, value in values.items()}


def bound(value: Any) -> Any:
    """A value as PostgreSQL takes it: flags are numbers in our tables, and texts cannot hold the character 0."""
    if isinstance(value, Listed):
        return _array(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and "\0" in value:
        return value.replace("\0", "")
    return value


def _array(those: Listed) -> str:
    """A list as the server writes one, of whatever sort it finds beside it; psycopg's own way with lists takes each
    element by itself (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO)."""
    return "{" + ",".join(map(_element, those)) + "}"


def _element(value: Any) -> str:
    value = bound(value)
    if not isinstance(value, str):
        return "null" if value is None else str(value)
    if "\\" in value or '"' in value:
        value = value.replace("\\", r"\\").replace('"', r"\"")
    return f'"{value}"'


class PostgresRow(tuple[Any, ...]):
    """A row by position and by name, as SQLite's are."""

    __slots__ = ()
    names: Mapping[str, int] = {}

    def __getitem__(self, key: Any, /) -> Any:
        return tuple.__getitem__(self, self.names[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return sorted(self.names, key=self.names.__getitem__)


@lru_cache(maxsize=1024)
def _row_class(names: tuple[str, ...]) -> type[PostgresRow]:
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    return type("PostgresRow", (PostgresRow,), {"__slots__": (), "names": places})


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    result = cursor.pgresult
    names = () if result is None else tuple((result.fname(at) or b"").decode() for at in range(result.nfields))
    made = _row_class(names)
    return cast("Callable[[Sequence[Any]], Row]", made)


def _known(reason: psycopg.Error) -> StoreError:
    """What the driver raises, as everybody here knows it, without the values that were refused. To be raised from
    None: the driver's own error holds them (`DETAIL: Failing row contains …`), and a traceback would print it."""
    primary = reason.diag.message_primary
    if isinstance(reason, psycopg.DataError):  # its one line may quote what was no number or no time
        return StoreError(re.sub(r'"[^"]*(?:"|$)', '"…"', primary or type(reason).__name__))
    if isinstance(reason, psycopg.OperationalError) and primary is None:
        return StoreError(" ".join(str(reason).split()) or type(reason).__name__)
    return StoreError(primary or type(reason).__name__)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as reason:
        raise _known(reason) from None


Connection = psycopg.Connection[Any]


class _Kept(psycopg.Connection[Any]):
    """A connection as the pool keeps it."""

    used_at = 0.0
    """When it was last given back unbroken, by this machine's clock."""


class PostgresTx(Savepoints):
    """One open transaction on one connection."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._streams = 0

    def _execute(self, sql: str, values: Mapping[str, Any]) -> psycopg.Cursor[Any]:
        try:
            return self._connection.execute(worded(sql), _bound(values), binary=True)
        except psycopg.Error as reason:
            raise _known(reason) from None

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        return self._execute(sql, values).fetchall()

    def together(self, asked: Iterable[tuple[str, Mapping[str, Any]]], /) -> list[list[Row]]:
        with _said(), self._connection.pipeline():
            on_their_way = [self._execute(sql, values) for sql, values in asked]
            return [cursor.fetchall() for cursor in on_their_way]

    def one(self, sql: str, /, **values: Any) -> Row | None:
        if not sql.startswith("select"):
            self.memory.wrote(sql, values)
        row: Row | None = self._execute(sql, values).fetchone()
        return row

    def run(self, sql: str, /, **values: Any) -> int:
        self.memory.wrote(sql, values)
        return self._execute(sql, values).rowcount

    def many(self, sql: str, each: Iterable[Mapping[str, Any]], /) -> None:
        self.memory.wrote(sql)
        values = [_bound(one) for one in each]
        with _said(), self._connection.cursor() as cursor:
            cursor.executemany(worded(sql), values)

    def stream(self, sql: str, /) -> Iterator[Row]:
        self._streams += 1
        name = f"stream_{self._streams}"
        self.run(f"declare {name} no scroll cursor for {sql}")
        while found := self.all(f"fetch {FETCHED} from {name}"):
            yield from found
        self.run(f"close {name}")

    def columns(self, table: str, /) -> list[str]:
        found = self._execute(f"select * from {table} limit 0", {}).description
        return [column.name for column in found or ()]


class Postgres:
    """A store in a database of a server. Raises StoreUrlError for an address that cannot be read; connects when it
    is first used."""

    def __init__(self, url: str) -> None:
        try:
            given = conninfo_to_dict(url)
            self._conninfo = make_conninfo(url, **{k: v for k, v in SETTINGS.items() if k not in given})
        except psycopg.Error:
            raise StoreUrlError("DATABASE_URL cannot be read as the address of a PostgreSQL database.") from None
        self.name = str(given.get("dbname") or given.get("user") or "")
        self._clock = SystemClock()
        self._ahead = 0.0
        self._local = threading.local()
        self._guard = threading.Lock()
        self._pool: ConnectionPool[_Kept] | None = None
        self._why = ""

    def _connections(self) -> ConnectionPool[_Kept]:
        """The pool; opened when it is first needed, so after a server of web pages has forked."""
        with self._guard:
            if self._pool is None:
                self._pool = ConnectionPool(
                    self._conninfo,
                    connection_class=self._noting_why(),
                    kwargs={"autocommit": True, "row_factory": _rows},
                    min_size=1,
                    max_size=CONNECTIONS,
                    timeout=BUSY_SECONDS,
                    reconnect_timeout=BUSY_SECONDS,
                    configure=self._begin_with,
                    check=self._look,
                    open=True,
                )
            return self._pool

    def _noting_why(self) -> type[_Kept]:
        """The pool tells nobody why it cannot connect, so its connections do."""
        engine = self

        class Noting(_Kept):
            @classmethod
            def connect(cls, *args: Any, **more: Any) -> Any:
                try:
                    return super().connect(*args, **more)
                except psycopg.Error as reason:
                    engine._why = str(_known(reason))
                    raise

        return Noting

    def _begin_with(self, connection: Connection) -> None:
        connection.execute(FRESH, prepare=False)
        before = self._clock.monotonic()
        row = connection.execute("select extract(epoch from clock_timestamp())::double precision").fetchone()
        assert row is not None
        self._ahead = float(row[0]) - (before + self._clock.monotonic()) / 2
        self._why = ""

    def _look(self, connection: _Kept) -> None:
        """Whether a connection still stands. Where one does not, all that wait in the pool are made anew: they
        stood to the same server."""
        if self._clock.monotonic() - connection.used_at < TRUSTED_SECONDS:
            return
        try:
            ConnectionPool.check_connection(connection)
        except psycopg.Error:
            if self._pool is not None:
                self._pool.drain()
            raise

    def hurried(self) -> AbstractContextManager[None]:
        """The server lets writers in in the order in which they came, which is soon enough."""
        return nullcontext()

    @contextmanager
    def transaction(self, seconds: float = BUSY_SECONDS) -> Iterator[Tx]:
        """`seconds`: how long to wait for whoever writes now."""
        wait = f"set local lock_timeout = {int(seconds * 1000)}"
        with self._open(f"begin; {wait}; select pg_advisory_xact_lock({WRITING})") as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        with self._open("begin isolation level repeatable read read only") as tx:
            yield tx

    @contextmanager
    def _open(self, begin: str) -> Iterator[PostgresTx]:
        if self.busy():
            raise StoreError("this thread has a transaction open")
        with self._borrowed() as connection:
            try:
                with _said():
                    connection.execute(begin, prepare=False)
                tx = PostgresTx(connection)
                self._local.tx = tx
                yield tx
                if connection.info.transaction_status is TransactionStatus.INERROR:
                    # what was passed over would make the commit an undoing that says nothing
                    raise StoreError("a statement failed, so nothing was kept")
                with _said():
                    connection.execute("commit", prepare=False)
            finally:
                self._local.tx = None

    @contextmanager
    def _borrowed(self) -> Iterator[_Kept]:
        """A connection of the pool, which goes back as it was found: what is open on it then is undone."""
        pool = self._connections()
        try:
            connection = pool.getconn()
        except PoolTimeout as reason:
            why = self._why or "all connections are in use"
            log.warning("the database server gave no connection: %s", why)
            raise StoreError(why) from reason
        except psycopg.Error as reason:
            raise _known(reason) from None
        try:
            yield connection
        finally:
            if connection.info.transaction_status is not TransactionStatus.IDLE:
                with suppress(psycopg.Error):
                    connection.execute("rollback", prepare=False)
            if connection.info.transaction_status is TransactionStatus.IDLE:
                connection.used_at = self._clock.monotonic()
            else:
                connection.close()
                pool.drain()
            pool.putconn(connection)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A connection outside of transactions, for what PostgreSQL does only there."""
        with self._borrowed() as connection, _said():
            yield connection

    def current(self) -> Tx | None:
        tx: Tx | None = getattr(self._local, "tx", None)
        return tx

    def busy(self) -> bool:
        return self.current() is not None

    def ticks(self, monotonic: float) -> float:
        """The server's time of day as this machine's clock has counted on since it was last asked: it never goes
        back while a connection lasts, and all machines have the same."""
        return monotonic + self._ahead

    def sweep(self) -> None:
        """Frees what rows held before they were emptied. PostgreSQL does so by itself in the end, so it is no fault
        where it cannot be done now."""
        with suppress(StoreError), self.alone() as connection:
            connection.execute(f"vacuum {', '.join(TABLES)}", prepare=False)

    def close(self) -> None:
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        self._local = threading.local()
