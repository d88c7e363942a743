"""Selects asked together: where the store is a server, none waits for the rows of another on its way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from mutualaid.store.codec import decode_all, stored
from mutualaid.store.engine import Row, Tx

T = TypeVar("T")


class Query(Generic[T]):
    """One select of the store, what it binds, and what becomes of its rows."""

    found: T
    """What became of them, once it was asked."""

    def __init__(self, of: Callable[[list[Row]], T], sql: str, **values: Any) -> None:
        self._of, self.sql, self.values = of, sql, stored(values.items())

    def take(self, rows: list[Row]) -> None:
        self.found = self._of(rows)

    def read(self, tx: Tx) -> T:
        """Asks it alone."""
        together(tx, self)
        return self.found


def keyed(cls: type[T], column: str, table: str, where: str, **values: Any) -> Query[dict[str, T]]:
    """Rows of one table, each by what stands in the column, which no two of them have in common."""

    def of(rows: list[Row]) -> dict[str, T]:
        return {getattr(one, column): one for one in decode_all(cls, rows)}

    return Query(of, f"select * from {table} where {where}", **values)


def grouped(cls: type[T], column: str, table: str, where: str, **values: Any) -> Query[dict[str, list[T]]]:
    """The same where several may have it in common, in the order in which `where` gives them."""

    def of(rows: list[Row]) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for one in decode_all(cls, rows):
            found.setdefault(getattr(one, column), []).append(one)
        return found

    return Query(of, f"select * from {table} where {where}", **values)


def together(tx: Tx, *queries: Query[Any]) -> None:
    """Asks all of them; each has then what it `found`."""
    found = tx.together((query.sql, query.values) for query in queries)
    for query, rows in zip(queries, found, strict=True):
        query.take(rows)
