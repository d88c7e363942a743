"""Everything as spreadsheets, safe to open: no cell can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mutualaid.service.refused import Refused
from mutualaid.store import dump
from mutualaid.store.engine import Store

ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, "CSV injection")."""


def safe(value: Any) -> Any:
    """A value as a cell: text that a spreadsheet would run gets an apostrophe in front, also a phone number."""
    if isinstance(value, str) and value.startswith(ACTIVE):
        return "'" + value
    return value


def export(store: Store, folder: Path) -> list[tuple[Path, int]]:
    """Writes a CSV file for each table into a folder, made if need be: (file, rows). All files are of the same
    moment. Raises Refused where one of them is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.csv" for name in dump.TABLES}
    there = [str(file) for file in files.values() if file.exists()]
    if there:
        raise Refused(f"{', '.join(there)}: there already; choose another folder.")
    with store.reading() as tx:
        return [(file, _write(file, *dump.table(tx, name))) for name, file in files.items()]


def _write(file: Path, columns: list[str], rows: Iterable[list[Any]]) -> int:
    count = 0
    file.touch(mode=0o600)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([safe(value) for value in row])
            count += 1
    return count
