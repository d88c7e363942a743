"""Places brought in from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

from mutualaid.domain.places import Place
from mutualaid.service.kit import Kit
from mutualaid.store import plan


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
