"""All rows from one store into another, whatever their engines. Ids are ours and travel along; there are no
counters in the schema that a copy would have to set right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mutualaid.store.engine import Tx
from mutualaid.store.tables import FIRST, TABLES

AT_ONCE = 1000
"""Rows that are written at once."""


def sizes(tx: Tx) -> dict[str, int]:
    """Table -> how many rows it has."""
    found = {}
    for table in TABLES:
        row = tx.one(f"select count(*) as n from {table}")
        assert row is not None
        found[table] = int(row["n"])
    return found


def touched(tx: Tx) -> str:
    """Changes whenever a service works on the store, for its worker leaves a mark every few seconds."""
    marks = tx.all("select name, value from marks order by name")
    return ";".join(f"{row['name']} {row['value']}" for row in marks)


def take(source: Tx, target: Tx) -> Iterator[int]:
    """Copies everything and says, again and again, how many rows there are now that were not before. Both have the
    newest schema, and `target` has no rows."""
    for table in TABLES:
        columns = source.columns(table)
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join(f":{column}" for column in columns)
        order = f" order by {FIRST[table]}" if table in FIRST else ""
        rows = source.stream(f"select {listed} from {table}{order}")
        while some := list(islice(rows, AT_ONCE)):
            target.many(
                f"insert into {table} ({listed}) values ({places})",
                (dict(zip(columns, row, strict=True)) for row in some),
            )
            yield len(some)
