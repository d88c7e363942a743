"""Places brought in from a spreadsheet, and houses from an address file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import isfinite
from typing import TypeVar

from mutualaid.domain.places import Address, Place
from mutualaid.gazetteer.houses import spellings
from mutualaid.service.kit import Kit
from mutualaid.store import addresses, plan

T = TypeVar("T")


def read_places(kit: Kit, rows: Sequence[Mapping[str, str]]) -> tuple[list[Place], list[str]]:
    """Places from rows as csv.DictReader gives them (name, aliases separated by ;, latitude, longitude), and what
    is wrong, a sentence each: row (the header is row 1), column, value and what is allowed."""
    problems: list[str] = []
    found: list[Place] = []
    lines: dict[str, int] = {}
    for line, given in enumerate(rows, start=2):
        cells = {
            name.strip().lower(): (value or "").strip() for name, value in given.items() if isinstance(name, str)
        }
        name = " ".join(cells.get("name", "").split())
        if not name:
            problems.append(f"row {line}, column name: empty; every place needs one")
        elif name.lower() in lines:
            problems.append(f"row {line}, column name: {name!r}; row {lines[name.lower()]} has that name already")
        lines.setdefault(name.lower(), line)
        latitude = _degrees(cells, "latitude", 90, line, problems)
        longitude = _degrees(cells, "longitude", 180, line, problems)
        if bool(cells.get("latitude")) != bool(cells.get("longitude")):
            problems.append(f"row {line}: only one of latitude and longitude; give both or neither")
        aliases = tuple(" ".join(one.split()) for one in cells.get("aliases", "").split(";") if one.strip())
        found.append(Place(kit.ids.new(), name, latitude, longitude, aliases, source="import"))
    return found, problems


def _degrees(cells: Mapping[str, str], column: str, most: int, line: int, problems: list[str]) -> float | None:
    value = cells.get(column, "")
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or abs(number) > most:
        problems.append(f"row {line}, column {column}: {value!r}; it must be degrees from -{most} to {most}")
        return None
    return number


def bring_in(kit: Kit, places: Sequence[Place]) -> tuple[int, int]:
    """Keeps all of them or none; says how many are new and how many were there and are brought up to date."""

    with kit.store.transaction() as tx:
        before = len(plan.places(tx))
        plan.put_places(tx, places)
        new = len(plan.places(tx)) - before
    kit.learn()
    return new, len(places) - new


# --- an address file


BATCH = 2_000
"""Houses kept in one transaction: texts that come in meanwhile wait no longer than for that."""


def bring_in_addresses(kit: Kit, houses: Iterable[Address], source: str) -> int:
    """Keeps the houses of an address file in the place of those of the same source before; says how many. Until all
    are kept the old ones stay in use, also where there are none. A house that comes twice (flats) is kept once."""
    _clear(kit, source)
    file_id = kit.ids.new()
    with kit.store.transaction() as tx:
        addresses.begin(tx, file_id, source, kit.clock.now())
    streets: set[str] = set()
    count = 0
    for batch in _batches(_once(houses)):
        with kit.store.transaction() as tx:
            addresses.add(tx, file_id, batch)
        count += len(batch)
        streets.update(house.street for house in batch)
    if not count:
        _clear(kit, source)
        return 0
    spelled = ((spelling, street) for street in sorted(streets) for spelling in sorted(spellings(street)))
    for pairs in _batches(spelled):
        with kit.store.transaction() as tx:
            addresses.add_spellings(tx, file_id, pairs)
    with kit.store.transaction() as tx:
        addresses.activate(tx, file_id, source, count)
    _clear(kit, source)
    kit.learn()
    return count


def _clear(kit: Kit, source: str) -> None:
    """Takes away what an import that was broken off, or the file before, has left."""
    with kit.store.reading() as tx:
        old = addresses.left_over(tx, source)
    for file_id in old:
        more = True
        while more:
            with kit.store.transaction() as tx:
                more = addresses.remove_some(tx, file_id)


def _once(houses: Iterable[Address]) -> Iterator[Address]:
    seen: set[int] = set()
    for house in houses:
        door = (house.direction, house.number, house.letter)
        key = hash((house.street, house.kind, *door, house.city, house.postcode))
        if key not in seen:
            seen.add(key)
            yield house


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
