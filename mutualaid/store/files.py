"""The store as files: a copy of it, and the library that keeps it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from mutualaid.store.engine import Store
from mutualaid.store.sqlite import Sqlite


class NoFile(Exception):
    """The store is no file of ours to copy; says what copies it instead."""


def library_version() -> tuple[int, int, int]:
    """The version of the SQLite library in use."""
    major, minor, patch = sqlite3.sqlite_version_info
    return major, minor, patch


def backup(store: Store, to: Path) -> None:
    """A consistent copy of the store in a new file that only we can read, also while others write. Raises
    FileExistsError, and NoFile where the store is a server's."""
    if not isinstance(store, Sqlite):
        raise NoFile(
            "DATABASE_URL names a PostgreSQL database, and its own tool makes the copy:"
            f' pg_dump --format=custom --file={to} "$DATABASE_URL"'
        )
    try:
        to.touch(mode=0o600, exist_ok=False)  # an empty file is one that "vacuum into" fills
    except FileExistsError as reason:
        raise FileExistsError(errno.EEXIST, "it is there already", str(to)) from reason
    try:
        with store.said():
            store.connection().execute("vacuum into :file", {"file": str(to)})
    except BaseException:
        to.unlink()
        raise
