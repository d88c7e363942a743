"""Brings a store to the newest schema: the numbered .sql files, each with its record, once and in order."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database, Migrations

from mutualaid.store.engine import BUSY_SECONDS, Sqlite

START_SECONDS = 60
"""How long a process that starts waits for another that is bringing the store up."""


def _migrations() -> Migrations:
    ours = Migrations("mutualaid")
    for entry in sorted(files("migrations").iterdir(), key=lambda f: f.name):
        if entry.name.endswith(".sql"):
            _register(ours, entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
    return ours


def _register(ours: Migrations, name: str, sql: str) -> None:
    def apply(db: Database) -> None:
        for statement in statements(sql):
            db.execute(statement)

    ours(name=name)(apply)


def statements(sql: str) -> list[str]:
    """The statements of a migration file. Ours hold no `;` inside strings, which a test checks."""
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return [s.strip() for s in "\n".join(lines).split(";") if s.strip()]


def migrate(store: Sqlite) -> list[str]:
    """Applies what is missing and names it. Safe when several processes start at once."""
    database = store.database()
    database.execute(f"pragma busy_timeout = {START_SECONDS * 1000}")
    try:
        with store.transaction():
            before = set(applied(store))
            _migrations().apply(database)
    finally:
        database.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")
    return [name for name in applied(store) if name not in before]


def applied(store: Sqlite) -> list[str]:
    return [m.name for m in _migrations().applied(store.database())]


def pending(store: Sqlite) -> list[str]:
    return [m.name for m in _migrations().pending(store.database())]
