"""An address file read row by row, however large; what cannot be used is counted by its reason."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from mutualaid.commands.shared import Fault
from mutualaid.domain.places import Address
from mutualaid.gazetteer.addressfile import RowReader
from mutualaid.gazetteer.streetnames import StreetName

SHOWN_EVERY = 1_000


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _rows(file: TextIO) -> csv.DictReader[str]:
    header = file.readline()
    file.seek(0)
    return csv.DictReader(file, delimiter=max(",;\t|", key=header.count))


def header_of(path: Path) -> list[str]:
    """The names of a file's columns. Raises Fault (2) where it has none."""
    with _open(path) as file:
        try:
            names = _rows(file).fieldnames
        except csv.Error as reason:
            raise Fault(f"{path} is not a CSV file: {reason}.", 2) from reason
    if not names:
        raise Fault(f"{path} is empty; its first row must name the columns.", 2)
    return [name for name in names if name]


class AddressRows:
    """The rows of one file, with the columns that were found."""

    def __init__(self, file: Path, columns: Mapping[str, str]) -> None:
        self.file = file
        self._columns = columns
        self.read = 0
        self.left_out: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        """Reason -> the first row left out for it; the header is row 1."""

    def explained(self) -> str:
        return ", ".join(f"{column} in {name}" for column, name in self._columns.items())

    @contextmanager
    def progress(self) -> Iterator[Iterator[Address]]:
        """The addresses, with a progress bar on stderr where that is a terminal."""
        if not sys.stderr.isatty():
            yield self._addresses(lambda _: None)
            return
        with click.progressbar(length=self.file.stat().st_size, label="Bringing in", file=sys.stderr) as bar:
            yield self._addresses(lambda at: bar.update(at - bar.pos))

    def _addresses(self, show: Callable[[int], None]) -> Iterator[Address]:
        names: dict[str, StreetName | None] = {}
        reader = RowReader(self._columns)
        with _open(self.file) as file:
            rows = _rows(file)
            while True:
                try:
                    row = next(rows)
                except StopIteration:
                    break
                except csv.Error:
                    self._leave_out("it is no row of a CSV file")
                    continue
                found = reader.read(row, names)
                if isinstance(found, Address):
                    self.read += 1
                    yield found
                else:
                    self._leave_out(found)
                if self.read % SHOWN_EVERY == 0:
                    show(file.buffer.tell())
        show(self.file.stat().st_size)

    def _leave_out(self, why: str) -> None:
        self.read += 1
        self.left_out[why] += 1
        self.first.setdefault(why, self.read + 1)
