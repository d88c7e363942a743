"""Brings a store to the newest schema: the numbered .sql files, each with its record, once and in order.

The files are the same for both engines. For SQLite sqlite-utils applies and records them; for PostgreSQL a few
lines here do, under the lock that all writers take, with the same record in a table of its own.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from mutualaid.store.engine import START_SECONDS, Store
from mutualaid.store.sqlite import Sqlite

if TYPE_CHECKING:
    from mutualaid.store.postgres import Postgres

_TEXT = re.compile(r"(?im)^(\s+\w+|alter table \w+ add column \w+) text\b")


@cache
def scripts() -> dict[str, list[str]]:
    """Name of a migration -> its statements, in the order in which they are applied."""
    entries = sorted(files("migrations").iterdir(), key=lambda f: f.name)
    return {
        entry.name.removesuffix(".sql"): statements(entry.read_text(encoding="utf-8"))
        for entry in entries
        if entry.name.endswith(".sql")
    }


def statements(sql: str) -> list[str]:
    """The statements of a migration file. Ours hold no `;` inside strings, which a test checks."""
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return [s.strip() for s in "\n".join(lines).split(";") if s.strip()]


def migrate(store: Store) -> list[str]:
    """Applies what is missing and names it. Safe when several processes start at once. Raises StoreError."""
    return _of(store).migrate()


def applied(store: Store) -> list[str]:
    """The names of the migrations that were applied, in their order; changes nothing. Raises StoreError."""
    return _of(store).applied()


def pending(store: Store) -> list[str]:
    """The names of those that are missing; changes nothing. Raises StoreError."""
    there = set(applied(store))
    return [name for name in scripts() if name not in there]


def _of(store: Store) -> _ForSqlite | _ForPostgres:
    return _ForSqlite(store) if isinstance(store, Sqlite) else _ForPostgres(store)  # type: ignore[arg-type]


class _ForSqlite:
    def __init__(self, store: Sqlite) -> None:
        self._store = store

    def migrate(self) -> list[str]:
        with self._store.said():
            database = self._store.database()
            with self._store.transaction(START_SECONDS):
                before = set(self.applied())
                _registered().apply(database)
        return [name for name in self.applied() if name not in before]

    def applied(self) -> list[str]:
        with self._store.said():
            return [m.name for m in _registered().applied(self._store.database())]


def _registered() -> Migrations:
    ours = Migrations("mutualaid")
    for name, script in scripts().items():

        def apply(db: Database, script: list[str] = script) -> None:
            for statement in script:
                db.execute(statement)

        ours(name=name)(apply)
    return ours


class _ForPostgres:
    """Text is compared by its characters' numbers, as SQLite does it, whatever the server's own language: so times
    and ids sort as written, and a name is found by the same letters."""

    def __init__(self, store: Postgres) -> None:
        self._store = store

    def migrate(self) -> list[str]:
        with self._store.transaction(seconds=START_SECONDS) as tx:
            tx.run(
                "create table if not exists applied_migrations"
                " (name text primary key, applied_at timestamp with time zone not null default now())"
            )
            there = {row["name"] for row in tx.all("select name from applied_migrations")}
            missing = {name: script for name, script in scripts().items() if name not in there}
            for name, script in missing.items():
                for statement in script:
                    tx.run(_TEXT.sub(r'\1 text collate "C"', statement))
                tx.run("insert into applied_migrations (name) values (:name)", name=name)
        return list(missing)

    def applied(self) -> list[str]:
        with self._store.reading() as tx:
            known = tx.one("select to_regclass('applied_migrations') as there")
            if known is None or known["there"] is None:
                return []
            return [row["name"] for row in tx.all("select name from applied_migrations order by name")]
