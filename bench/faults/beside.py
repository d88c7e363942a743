"""The store of a service, read beside it and without its code: a file, or a database of a PostgreSQL server that is
thrown away at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row

from tests.postgres import server

Row = Mapping[str, Any] | sqlite3.Row


class Beside(Protocol):
    """`url` is what the service is told."""

    url: str

    def rows(self, sql: str, values: tuple[Any, ...]) -> list[Any]: ...

    def change(self, sql: str, values: tuple[Any, ...]) -> None: ...

    def sound(self) -> bool:
        """Whether it holds together."""


class InFile:
    """SQLite."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "aid.db"
        self.url = f"sqlite:///{self.path}"

    def rows(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        beside = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        beside.row_factory = sqlite3.Row
        try:
            return beside.execute(sql, values).fetchall()
        finally:
            beside.close()

    def change(self, sql: str, values: tuple[Any, ...]) -> None:
        beside = sqlite3.connect(self.path, timeout=30)
        with beside:
            beside.execute(sql, values)
        beside.close()

    def sound(self) -> bool:
        """Opened as after a crash, so that its log is read in too."""
        beside = sqlite3.connect(self.path, timeout=30)
        try:
            return bool(beside.execute("pragma integrity_check").fetchone()[0] == "ok")
        finally:
            beside.close()


class InServer:
    """PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.url = server().new()

    def rows(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        with psycopg.connect(self.url, row_factory=dict_row) as beside:
            return beside.execute(_worded(sql), values).fetchall()

    def change(self, sql: str, values: tuple[Any, ...]) -> None:
        with psycopg.connect(self.url) as beside:
            beside.execute(_worded(sql), values)

    def sound(self) -> bool:
        """The server has not crashed: only that its rows refer to rows that are there."""
        lost = "select count(*) as n from messages where neighbour_id not in (select id from neighbours)"
        return bool(self.rows(lost, ())[0]["n"] == 0)


def _worded(sql: str) -> Any:
    return sql.replace("%", "%%").replace("?", "%s")
