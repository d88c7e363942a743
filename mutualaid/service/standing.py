"""The standing offers as a round looks at them: asked of the store need by need, or read once into a grid where a
round has so many needs that it would read them all anyway. Both answer alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import floor
from typing import Protocol

from mutualaid.domain.places import Box
from mutualaid.store import nearby
from mutualaid.store.engine import Tx
from mutualaid.store.nearby import Entry

CELL = 0.005
"""The side of a cell, in degrees: about half a kilometre."""


class Standing(Protocol):
    """What is asked of the standing offers; the words of `store.nearby`."""

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]: ...

    def placed(self, kinds: Iterable[str], most: int) -> int: ...

    def within(self, kinds: Iterable[str], box: Box, least: int) -> list[Entry]:
        """Fewer than `least` need not be told."""

    def rested(self, kinds: Sequence[str], most: int, after: Entry | None, *, nowhere: bool) -> list[Entry]: ...

    def of_helpers(self, helper_ids: Iterable[str], kinds: Iterable[str]) -> list[Entry]: ...


class Asked:
    """The store is asked each time."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]:
        return nearby.first(self._tx, kinds, most)

    def placed(self, kinds: Iterable[str], most: int) -> int:
        return nearby.placed(self._tx, kinds, most)

    def within(self, kinds: Iterable[str], box: Box, least: int) -> list[Entry]:
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
        self._placed: dict[str, int] = {}
        self._of_helper: dict[str, list[tuple[str, Entry]]] = {}
        self._rested: dict[tuple[tuple[str, ...], bool], list[Entry]] = {}
        for kind, entry in entries:
            self._of_kind.setdefault(kind, []).append(entry)
            self._of_helper.setdefault(entry.helper_id, []).append((kind, entry))
            if entry.latitude is None or entry.longitude is None:
                continue
            self._placed[kind] = self._placed.get(kind, 0) + 1
            cell = floor(entry.latitude / CELL), floor(entry.longitude / CELL)
            self._cells.setdefault(kind, {}).setdefault(cell, []).append(entry)

    @property
    def offers(self) -> dict[str, str]:
        """Offer -> its helper."""
        return {e.offer_id: e.helper_id for those in self._of_kind.values() for e in those}

    def first(self, kinds: Iterable[str], most: int) -> list[Entry]:
        return list(islice((entry for kind in kinds for entry in self._of_kind.get(kind, ())), most))

    def placed(self, kinds: Iterable[str], most: int) -> int:
        return min(most, sum(self._placed.get(kind, 0) for kind in kinds))

    def within(self, kinds: Iterable[str], box: Box, least: int) -> list[Entry]:
        runs = [run for kind in kinds for run in self._runs(self._cells.get(kind, {}), box)]
        if sum(map(len, runs)) < least:
            return []
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
