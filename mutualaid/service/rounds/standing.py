"""The standing offers as a round looks at them: asked of the store need by need, or read once into a grid where a
round has so many needs that it would read them all anyway. Both answer alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import floor, sqrt
from typing import NamedTuple, Protocol

from mutualaid.domain.places import Box, box_around
from mutualaid.store import nearby
from mutualaid.store.engine import Tx
from mutualaid.store.nearby import Entry

CELL = 0.005
"""The side of a cell, in degrees: about half a kilometre."""

CLOSE_KM = 0.2
"""How far is looked first: enough where offers stand as thick as in a city."""

FARTHER = 2.0
"""How much farther each look goes than one that held many."""

FARTHEST = 5.0
"""How much farther than one that held no more than the one before."""

AMPLE = 1.5
"""After one that held some, the next goes as far as holds so many times enough if they stand as thick there."""

FAR_KM = 20_040.0
"""Half around the earth: farther nobody lives."""


class Standing(Protocol):
    """What is asked of the standing offers; the words of `store.nearby`."""

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]: ...

    def within(self, kinds: Iterable[str], box: Box) -> list[Entry]: ...

    def rested(self, kinds: Sequence[str], most: int, after: Entry | None, *, nowhere: bool) -> list[Entry]: ...

    def of_helpers(self, helper_ids: Iterable[str], kinds: Iterable[str]) -> list[Entry]: ...


class Look(NamedTuple):
    """Who sets out from within so many km around."""

    km: float
    held: list[Entry]


def looks_around(there: Standing, near: tuple[float, float], kinds: Sequence[str], enough: int) -> Iterator[Look]:
    """Offers of these kinds from ever farther around, in the end from anywhere. How far each look goes is told by
    how many the one before held, and whether those were more than before."""
    km, before = CLOSE_KM, 0
    while True:
        look = Look(km, there.within(kinds, box_around(near, km)))
        yield look
        held = len(look.held)
        if km >= FAR_KM:
            return
        if held == before:
            farther = FARTHEST
        elif held < enough:
            farther = min(FARTHEST, sqrt(AMPLE * enough / held))
        else:
            farther = FARTHER
        km, before = min(km * farther, FAR_KM), held


class Asked:
    """The store is asked each time."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]:
        return nearby.first(self._tx, kinds, most)

    def within(self, kinds: Iterable[str], box: Box) -> list[Entry]:
        return nearby.within(self._tx, kinds, box)

    def rested(self, kinds: Sequence[str], most: int, after: Entry | None, *, nowhere: bool) -> list[Entry]:
        return nearby.rested(self._tx, kinds, most, after, nowhere=nowhere)

    def of_helpers(self, helper_ids: Iterable[str], kinds: Iterable[str]) -> list[Entry]:
        return nearby.of_helpers(self._tx, helper_ids, kinds)


class Grid:
    """All of them, read once, by kind and cell."""

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        self._of_kind: dict[str, list[Entry]] = {}
        self._cells: dict[str, dict[tuple[int, int], list[Entry]]] = {}
        self._of_helper: dict[str, list[tuple[str, Entry]]] = {}
        self._rested: dict[tuple[tuple[str, ...], bool], list[Entry]] = {}
        for kind, entry in entries:
            self._of_kind.setdefault(kind, []).append(entry)
            self._of_helper.setdefault(entry.helper_id, []).append((kind, entry))
            if entry.latitude is None or entry.longitude is None:
                continue
            cell = floor(entry.latitude / CELL), floor(entry.longitude / CELL)
            self._cells.setdefault(kind, {}).setdefault(cell, []).append(entry)

    @property
    def offers(self) -> dict[str, str]:
        """Offer -> its helper."""
        return {e.offer_id: e.helper_id for those in self._of_kind.values() for e in those}

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]:
        return list(islice((entry for kind in kinds for entry in self._of_kind.get(kind, ())), most))

    def within(self, kinds: Iterable[str], box: Box) -> list[Entry]:
        runs = [run for kind in kinds for run in self._runs(self._cells.get(kind, {}), box)]
        south, north, west, east = box.south, box.north, box.west, box.east
        return [
            entry
            for run in runs
            for entry in run
            if south <= entry[2] <= north and west <= entry[3] <= east  # type: ignore[operator]
        ]

    def _runs(self, cells: dict[tuple[int, int], list[Entry]], box: Box) -> Iterable[list[Entry]]:
        """The cells that a box touches; all of them where it touches more than there are."""
        south, north = floor(box.south / CELL), floor(box.north / CELL)
        west, east = floor(box.west / CELL), floor(box.east / CELL)
        if (north - south + 1) * (east - west + 1) >= len(cells):
            return cells.values()
        return self._touched(cells, range(south, north + 1), range(west, east + 1))

    def _touched(
        self, cells: dict[tuple[int, int], list[Entry]], up: range, across: range
    ) -> Iterator[list[Entry]]:
        for row in up:
            for column in across:
                run = cells.get((row, column))
                if run is not None:
                    yield run

    def rested(self, kinds: Sequence[str], most: int, after: Entry | None, *, nowhere: bool) -> list[Entry]:
        key = (tuple(kinds), nowhere)
        if key not in self._rested:
            those = {e for kind in kinds for e in self._of_kind.get(kind, ()) if not nowhere or e.latitude is None}
            self._rested[key] = sorted(those, key=_rest)
        ordered = self._rested[key]
        start = bisect_right(ordered, _rest(after), key=_rest) if after is not None else 0
        return ordered[start : start + most]

    def of_helpers(self, helper_ids: Iterable[str], kinds: Iterable[str]) -> list[Entry]:
        wanted = set(kinds)
        return [e for who in helper_ids for kind, e in self._of_helper.get(who, ()) if kind in wanted]


def _rest(entry: Entry) -> tuple[str, str]:
    return entry.asked_at, entry.offer_id
