"""What one transaction has read and nobody has written since.

Within a transaction the same rows are asked for again and again: who wrote, what waits for them, what was asked.
A select is answered from here until the transaction itself writes a row that may be among those it reads.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

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


class Memory:
    """The rows of earlier selects, by statement and values."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._of: dict[str, dict[str, dict[Any, set[Hashable]]]] = {}
        """Table -> a column that selects hold to a value -> the value -> the selects."""

    def get(self, key: Hashable) -> Any:
        """What was kept under this key and still holds, else None."""
        return self._found.get(key)

    def keep(self, key: Hashable, sql: str, found: Any, values: Mapping[str, Any]) -> None:
        self._found[key] = found
        column, name = next(((c, n) for c, n in held(sql) if type(values[n]) is str), (OPEN, OPEN))
        for table in tables(sql):
            self._of.setdefault(table, {}).setdefault(column, {}).setdefault(values.get(name), set()).add(key)

    def wrote(self, sql: str, values: Mapping[str, Any] | None = None) -> None:
        """Forgets what a statement may have changed; all of it where one undoes others. `values` are those it
        bound; None where it ran with many."""
        if sql.startswith("rollback"):
            self._found.clear()
            self._of.clear()
            return
        known = {c: values[n] for c, n in held(sql) if type(values[n]) is str} if values is not None else {}
        for table in tables(sql):
            for column, selects in self._of.get(table, {}).items():
                for value in (known[column],) if column in known else tuple(selects):
                    for key in selects.pop(value, ()):
                        self._found.pop(key, None)
