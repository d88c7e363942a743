"""The store as files: a copy of it, and the library that keeps it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from mutualaid.store.engine import Sqlite


def library_version() -> tuple[int, int, int]:
    """The version of the SQLite library in use."""
    major, minor, patch = sqlite3.sqlite_version_info
    return major, minor, patch


def backup(store: Sqlite, to: Path) -> None:
    """A consistent copy of the store in a new file, also while others write. Raises FileExistsError."""
    if to.exists():
        raise FileExistsError(errno.EEXIST, "it is there already", str(to))
    store.connection().execute("vacuum into :file", {"file": str(to)})
