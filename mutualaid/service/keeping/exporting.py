"""Everything as spreadsheets, safe to open: no cell can act as a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

from mutualaid.service.refused import Refused
from mutualaid.store import dump
from mutualaid.store.engine import Store

ACTIVE = frozenset("=+-@＝＋－＠")
"""With what a formula begins (OWASP, "CSV injection"), also as a full-width letter."""


_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
"""What begins like a formula and is only a number, such as a longitude."""


def _runs(value: str) -> bool:
    """Whether a spreadsheet may run it. Blanks and control characters in front are dropped by some of them, so what
    comes behind counts; and a control character alone may start a new row or cell."""
    if _NUMBER.fullmatch(value):
        return False
    seen = next((sign for sign in value if unicodedata.category(sign)[0] not in "CZ"), "")
    return seen in ACTIVE or unicodedata.category(value[0]) == "Cc"


def safe(value: Any) -> Any:
    """A value as a cell: text that a spreadsheet would run gets an apostrophe in front, also a phone number."""
    return "'" + value if isinstance(value, str) and value and _runs(value) else value


def plain(cell: str) -> str:
    """What `safe` made a cell of: to bring a file of ours in again."""
    return cell[1:] if cell[:1] == "'" and cell[1:] and _runs(cell[1:]) else cell


def sheet(out: TextIO, ends: str = "\n") -> Callable[[Iterable[Any]], None]:
    """What writes a row of a CSV file, safe to open. All CSV that leaves us is written by this."""
    writer = csv.writer(out, lineterminator=ends)
    return lambda row: writer.writerow([safe(value) for value in row])


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
        write = sheet(out, "\r\n")
        write(columns)
        for row in rows:
            write(row)
            count += 1
    return count
