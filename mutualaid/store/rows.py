"""What every noun needs: put a row in, read it by id, change some of it. Table and column names come from our
own dataclasses, never from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

from mutualaid.store.codec import decode_all, encode, stored
from mutualaid.store.engine import Listed, LostRace, Row, Tx

T = TypeVar("T")


def insert(tx: Tx, table: str, obj: Any) -> None:
    values = encode(obj)
    tx.run(_insert(table, tuple(values)), **values)


def insert_all(tx: Tx, table: str, objects: Sequence[Any]) -> None:
    """Several of the same sort."""
    values = [encode(each) for each in objects]
    if len(values) == 1:
        tx.run(_insert(table, tuple(values[0])), **values[0])
    elif values:
        tx.many(_insert(table, tuple(values[0])), values)


@lru_cache(maxsize=128)
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{c}"' for c in columns)
    return f"insert into {table} ({names}) values ({', '.join(f':{c}' for c in columns)})"


def get(tx: Tx, table: str, cls: type[T], id: str | None) -> T | None:
    return None if id is None else first(tx, table, cls, "id = :id", id=id)


def first(tx: Tx, table: str, cls: type[T], where: str, **values: Any) -> T | None:
    """The only row there can be, or the first in the order that `where` gives; None where there is none."""
    return next(iter(select(tx, table, cls, where, **values)), None)


def select(tx: Tx, table: str, cls: type[T], where: str, **values: Any) -> list[T]:
    """Rows of one table; `where` is SQL of the calling module, its values bound by name. What the transaction has
    read already, and not written to since, is not read again."""
    return _read(tx, partial(decode_all, cls), _select(table, where), values)


@lru_cache(maxsize=1024)
def _select(table: str, where: str) -> str:
    return f"select * from {table} where {where}"


def read_ahead(
    tx: Tx, table: str, cls: type[Any], column: str, wanted: Iterable[str], also: str = "", **values: Any
) -> None:
    """Reads at once what `select` is to be asked of each of these by itself, with "`column` = :id" and what stands
    `also` in its condition, with the `values` that binds."""
    sql, bound = _select(table, f"{column} = :id{also}"), stored(values.items())
    found: dict[str, list[Any]] = {
        id: [] for id in wanted if tx.memory.get((sql, ("id", id), *bound.items())) is None
    }
    if len(found) < 2:
        return
    of, named = among(column, found)
    for one in decode_all(cls, tx.all(_select(table, of + also), **named, **bound)):
        found[getattr(one, column)].append(one)
    for id, those in found.items():
        tx.memory.keep((sql, ("id", id), *bound.items()), sql, those, {"id": id, **bound})


def read(tx: Tx, of: Callable[[Row], T], sql: str, **values: Any) -> list[T]:
    """What `of` makes of each row that a select gives, remembered in the same way."""
    return _read(tx, lambda found: [of(row) for row in found], sql, values)


def _read(tx: Tx, of: Callable[[list[Row]], list[T]], sql: str, values: Mapping[str, Any]) -> list[T]:
    bound = stored(values.items())
    key = (sql, *bound.items())
    found: list[T] | None = tx.memory.get(key)
    if found is None:
        found = of(tx.all(sql, **bound))
        tx.memory.keep(key, sql, found, bound)
    return found.copy()


def among(column: str, wanted: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """The condition that a column is one of these, and the list it binds."""
    listed = Listed(wanted)
    if not listed:
        return "1 = 0", {}
    return f"{column} in :{column}_all", {f"{column}_all": listed}


def listed(*words: str) -> str:
    """Our own states, lines or reasons as the list behind an `in`."""
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"


def literal(words: str) -> str:
    """Words as a part of a pattern for `like … escape '!'`, in which nothing of theirs stands for anything else."""
    return re.sub(r"([!%_])", r"!\1", words)


def delete(tx: Tx, table: str, id: str) -> int:
    """Says how many rows there were (0 or 1)."""
    return tx.run(f"delete from {table} where id = :id", id=id)


def change(tx: Tx, table: str, id: str, **fields: Any) -> int:
    """Sets fields by id; says how many rows there were (0 or 1)."""
    sets = ", ".join(f'"{c}" = :{c}' for c in fields)
    return tx.run(f"update {table} set {sets} where id = :id", id=id, **stored(fields.items()))


def change_seen(tx: Tx, table: str, id: str, seen: str, **fields: Any) -> None:
    """Sets fields if the row is still in the state it was seen in; LostRace if not."""
    sets = ", ".join(f'"{c}" = :{c}' for c in fields)
    changed = tx.run(
        f"update {table} set {sets} where id = :id and state = :seen",
        id=id,
        seen=seen,
        **stored(fields.items()),
    )
    if changed != 1:
        raise LostRace(f"{table} {id} is no longer {seen}")
