"""What one transaction has read and nobody has written since.

Within a transaction the same rows are asked for again and again: who wrote, what waits for them, what was asked.
A select is answered from here until the transaction itself writes a row that may be among those it reads.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_TABLE = re.compile(r'\b(?:from|join|into|update)\s+"?([a-z_]+)', re.IGNORECASE)
_PLAIN = re.compile(r'select \* from ([a-z_]+) where (.*)|(?:update|delete from) "?([a-z_]+)"?.* where (.*)')
_EQUAL = re.compile(r'"?([a-z_]+)"? = :(\w+)')
_SET = re.compile(r'"?([a-z_]+)"? = ')
_INSERT = re.compile(r"insert into \w+ \(([^()]*)\) values \(([^()]*)\)")

OPEN = ""
"""Stands for a column where a select holds none to a value: any row may be among those it reads."""


@lru_cache(maxsize=4096)
def tables(sql: str) -> frozenset[str]:
    """The tables that a statement names."""
    return frozenset(name.lower() for name in _TABLE.findall(sql))


@lru_cache(maxsize=4096)
def held(sql: str) -> tuple[tuple[str, str], ...]:
    """The columns that each row has one value in that a statement reads or writes, and the name under which the
    value is bound. Empty for whatever is not plain enough to say."""
    insert = _INSERT.fullmatch(sql)
    if insert:
        columns, names = (part.split(", ") for part in insert.groups())
        return tuple((c.strip('"'), n[1:]) for c, n in zip(columns, names, strict=True) if n.startswith(":"))
    plain = _PLAIN.fullmatch(sql)
    if plain is None or " or " in sql or "(select" in sql or len(tables(sql)) > 1:
        return ()
    where = (plain[2] or plain[4]).split(" order by ")[0].split(" returning ")[0]
    changed = set(_SET.findall(sql.split(" where ")[0])) if plain[3] else set()
    parts = (_EQUAL.fullmatch(part) for part in where.split(" and "))
    return tuple((part[1], part[2]) for part in parts if part and part[1] not in changed)


class Said(NamedTuple):
    """What a statement says, looked up once."""

    tables: frozenset[str]
    held: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def said(sql: str) -> Said:
    return Said(tables(sql), held(sql))


Selects = dict[Any, set[Hashable]]


class Memory:
    """The rows of earlier selects, by statement and values."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self.get = self._found.get
        """What was kept under a key and still holds, else None."""
        self._of: dict[str, dict[str, Selects]] = {}
        """Table -> a column that selects hold to a value -> the value -> the selects."""

    def keep(self, key: Hashable, sql: str, found: Any, values: Mapping[str, Any]) -> None:
        self._found[key] = found
        column, value = OPEN, None
        reads = said(sql)
        for held_column, name in reads.held:
            if type(values[name]) is str:
                column, value = held_column, values[name]
                break
        for table in reads.tables:
            self._of.setdefault(table, {}).setdefault(column, {}).setdefault(value, set()).add(key)

    def wrote(self, sql: str, values: Mapping[str, Any] | None = None) -> None:
        """Forgets what a statement may have changed; all of it where one undoes others. `values` are those it
        bound; None where it ran with many."""
        if sql.startswith("rollback"):
            self._found.clear()
            self._of.clear()
            return
        writes = said(sql)
        for table in writes.tables:
            if table not in self._of:
                continue
            known = {} if values is None else {c: values[n] for c, n in writes.held if type(values[n]) is str}
            for column, selects in self._of[table].items():
                for value in (known[column],) if column in known else tuple(selects):
                    for key in selects.pop(value, ()):
                        self._found.pop(key, None)
