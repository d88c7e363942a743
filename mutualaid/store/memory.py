"""What one transaction has read and nobody has written since.

Within a transaction the same rows are asked for again and again: who wrote, what waits for them, what was asked.
A select is answered from here until the transaction itself writes to one of the tables it read.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

_TABLE = re.compile(r'\b(?:from|join|into|update)\s+"?([a-z_]+)', re.IGNORECASE)


@lru_cache(maxsize=4096)
def tables(sql: str) -> frozenset[str]:
    """The tables that a statement names."""
    return frozenset(name.lower() for name in _TABLE.findall(sql))


class Memory:
    """The rows of earlier selects, by statement and values."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._of: dict[str, set[Hashable]] = {}

    def get(self, key: Hashable) -> Any:
        """What was kept under this key and still holds, else None."""
        return self._found.get(key)

    def keep(self, key: Hashable, sql: str, found: Any) -> None:
        self._found[key] = found
        for table in tables(sql):
            self._of.setdefault(table, set()).add(key)

    def wrote(self, sql: str) -> None:
        """Forgets what a statement may have changed; all of it where one undoes others."""
        if sql.startswith("rollback"):
            self._found.clear()
            self._of.clear()
        for table in tables(sql):
            for key in self._of.pop(table, ()):
                self._found.pop(key, None)
