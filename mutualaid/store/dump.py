"""Everything there is, table by table, for an export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mutualaid.store.engine import Tx

TABLES = ("neighbours", "needs", "offers", "matches", "messages", "log")
"""What is exported; the plan, questions and sign-in links mean nothing outside."""


def table(tx: Tx, name: str) -> tuple[list[str], Iterator[list[Any]]]:
    """The columns of one of `TABLES` and its rows, oldest first."""
    if name not in TABLES:
        raise ValueError(f"{name} is not exported")
    found = tx.all(f"select * from {name} order by id")
    return tx.columns(name), (list(row) for row in found)
