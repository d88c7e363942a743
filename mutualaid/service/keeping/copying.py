"""Moving a group from one store to another: from SQLite to PostgreSQL when it has grown, or back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mutualaid.service.refused import Refused
from mutualaid.store import copying
from mutualaid.store.engine import Store
from mutualaid.store.migrate import migrate, pending


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did."""

    rows: dict[str, int]
    """Table -> its rows, counted alike on both sides."""
    moved_on: bool
    """Whether the source was written to meanwhile: then the copy lacks what came since it began."""


def copy(source: Store, target: Store, told: Callable[[int, int], None] = lambda done, total: None) -> Copied:
    """Everything there is, as of one moment, all of it or nothing. `told` hears now and then how many rows
    of how many are copied.

    The target gets the newest schema. Raises Refused where it has rows already, where the source lacks a migration,
    and where the counts of both sides differ in the end; StoreError."""
    lacking = pending(source)
    if lacking:
        raise Refused(f"The database to copy lacks {', '.join(lacking)}; run `mutualaid migrate` first.")
    migrate(target)
    with source.reading() as old, target.transaction() as new:
        _refuse_full(copying.sizes(new))
        there, seen = copying.sizes(old), copying.touched(old)
        total, done = sum(there.values()), 0
        for count in copying.take(old, new):
            done += count
            told(done, total)
        _compare(there, copying.sizes(new))
    with source.reading() as old:
        moved_on = (copying.sizes(old), copying.touched(old)) != (there, seen)
    return Copied(there, moved_on)


def _refuse_full(rows: dict[str, int]) -> None:
    full = [f"{count} {table}" for table, count in rows.items() if count]
    if full:
        raise Refused(f"The database to copy to is not empty: it has {', '.join(full)}. Name an empty one.")


def _compare(there: dict[str, int], here: dict[str, int]) -> None:
    wrong = [f"{table} {there[table]} and {here[table]}" for table in there if there[table] != here[table]]
    if wrong:
        raise Refused(f"The rows of both sides differ, so nothing was copied: {', '.join(wrong)}.")
