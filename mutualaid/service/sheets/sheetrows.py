"""Rows of a needs or an offers spreadsheet, checked and read; what a column leaves out is read from the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from math import isfinite

from mutualaid.domain.conversation.needs.rhythm import by_day
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import KINDS

Understand = Callable[[str], Reading]

COLUMNS = (
    "id", "text", "kinds", "latitude", "longitude", "place", "when", "people", "radius_km", "capacity",
)  # fmt: skip

_RANGE = re.compile(r"\s*(?:/|\.\.|–|\bto\b)\s*")
_ISO = re.compile(r"\d{4}-\d")


@dataclass(frozen=True, slots=True)
class Times:
    """When, as a row or its text says: a stretch, a weekly rhythm, both or neither."""

    start: datetime | None = None
    end: datetime | None = None
    days: tuple[str, ...] = ()
    from_hour: float | None = None
    to_hour: float | None = None
    by_day: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of either sheet. `stated` names the columns that were filled in."""

    id: str
    text: str = ""
    kinds: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    place: str | None = None
    times: Times = field(default_factory=Times)
    radius_km: float | None = None
    means: str | None = None
    count: int = 1
    """Helpers wanted, or needs that can be taken on."""
    stated: frozenset[str] = frozenset()
    extra: Mapping[str, str] = field(default_factory=dict)
    """The columns that mean nothing to us."""

    def need(self, now: datetime) -> Need:
        """The row as a need."""
        latitude, longitude = self.point or (None, None)
        return Need(
            id=self.id,
            neighbour_id=self.id,
            created_at=now,
            kinds=self.kinds,
            text=self.text,
            place_text=self.place,
            latitude=latitude,
            longitude=longitude,
            from_at=self.times.start,
            to_at=self.times.end,
            helpers_wanted=self.count,
        )

    def offer(self, now: datetime) -> Offer:
        """The row as an offer."""
        latitude, longitude = self.point or (None, None)
        return Offer(
            id=self.id,
            neighbour_id=self.id,
            created_at=now,
            kinds=self.kinds,
            text=self.text,
            latitude=latitude,
            longitude=longitude,
            radius_km=self.radius_km,
            means=self.means,
            from_at=self.times.start,
            to_at=self.times.end,
            days=self.times.days,
            from_hour=self.times.from_hour,
            to_hour=self.times.to_hour,
            by_day=self.times.by_day,
            capacity=self.count,
        )


def read_rows(
    rows: Sequence[Mapping[str, str]], sheet: str, counting: str, understand: Understand, zone: tzinfo
) -> list[Row]:
    """All rows of a sheet. `sheet` is what it is called in errors, `counting` its column of numbers (people
    or capacity), `zone` where its times are. Raises ValueError with one sentence for each bad cell: the row
    as a spreadsheet counts it (the header is row 1), the column, the value and what is allowed."""
    problems: list[str] = []
    found: list[Row] = []
    lines: dict[str, int] = {}
    for line, cells in enumerate(rows, start=2):
        reader = _RowReader(cells, f"{sheet} row {line}", counting, understand, zone, problems)
        row = reader.read()
        if row.id in lines:
            reader.wrong("id", row.id, f"an id that row {lines[row.id]} does not have already")
        elif row.id:
            lines[row.id] = line
        found.append(row)
    if problems:
        raise ValueError("\n".join(problems))
    return found


class _RowReader:
    """Reads the cells of one row; what is wrong goes to `problems`."""

    def __init__(
        self,
        cells: Mapping[str, str],
        where: str,
        counting: str,
        understand: Understand,
        zone: tzinfo,
        problems: list[str],
    ) -> None:
        self.where, self.counting, self.understand, self.zone = where, counting, understand, zone
        self.problems = problems
        if None in cells:
            problems.append(f"{where}: more cells than the header has columns; quote cells that hold commas")
        self.cells = {
            name.strip().lower(): (value or "").strip() for name, value in cells.items() if isinstance(name, str)
        }
        self.extra = {
            name.strip(): value or ""
            for name, value in cells.items()
            if isinstance(name, str) and name.strip() and name.strip().lower() not in COLUMNS
        }

    def wrong(self, column: str, value: str, allowed: str) -> None:
        self.problems.append(f"{self.where}, column {column}: {value!r} is not {allowed}")

    def read(self) -> Row:
        identity = self.cells.get("id", "")
        if not identity:
            self.wrong("id", identity, "an id; every row has one of its own")
        text = self.cells.get("text", "")
        read = self.understand(text) if text else Reading("")
        kinds, point, times = self._kinds(), self._point(), self._times()
        radius, count = self._number("radius_km", 0.0, None), self._count()
        place = self.cells.get("place") or None
        if point is None and place:
            point = _spot(self.understand(place)) or _spot(read)
        elif point is None:
            point = _spot(read)
        return Row(
            id=identity,
            text=text,
            kinds=kinds or read.kinds,
            point=point,
            place=place or (read.place.name or read.place.text if read.place else None),
            times=times or _times_of(read),
            radius_km=read.radius_km if radius is None else radius,
            means=read.means,
            count=self._said(read) if count is None else count,
            stated=frozenset(name for name in COLUMNS if self.cells.get(name)),
            extra=self.extra,
        )

    def _said(self, read: Reading) -> int:
        """How many helpers the text wants; an offer's text does not tell how many needs it takes on."""
        return max(1, read.helpers_wanted or 1) if self.counting == "people" else 1

    def _kinds(self) -> tuple[str, ...]:
        named = [k for k in re.split(r"[;,\s]+", self.cells.get("kinds", "").lower()) if k]
        for kind in named:
            if kind not in KINDS:
                self.wrong("kinds", kind, f"one of {', '.join(KINDS)}")
        return tuple(dict.fromkeys(k for k in named if k in KINDS))

    def _point(self) -> tuple[float, float] | None:
        latitude = self._number("latitude", -90.0, 90.0)
        longitude = self._number("longitude", -180.0, 180.0)
        for column, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if self.cells.get(other) and not self.cells.get(column):
                self.wrong(column, "", f"a number; {other} alone is no place")
        return None if latitude is None or longitude is None else (latitude, longitude)

    def _number(self, column: str, least: float, most: float | None) -> float | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        allowed = f"a number from {least:g}" + (f" to {most:g}" if most is not None else " up")
        try:
            number = float(value)
        except ValueError:
            self.wrong(column, value, allowed)
            return None
        if not isfinite(number) or number < least or (most is not None and number > most):
            self.wrong(column, value, allowed)
            return None
        return number

    def _count(self) -> int | None:
        value = self.cells.get(self.counting, "")
        if not value:
            return None
        least = 1 if self.counting == "people" else 0
        if not re.fullmatch(r"\d{1,6}(\.0*)?", value, re.ASCII) or int(float(value)) < least:
            self.wrong(self.counting, value, f"a whole number from {least} up")
            return None
        return int(float(value))

    def _times(self) -> Times | None:
        """The `when` column: ISO dates or times, a range of them, or words; words that name no time are
        none."""
        value = self.cells.get("when", "")
        if not value:
            return None
        if not _ISO.match(value):
            return _times_of(self.understand(value))
        ends = _RANGE.split(value)
        try:
            first, last = datetime.fromisoformat(ends[0]), datetime.fromisoformat(ends[-1])
        except ValueError:
            self.wrong("when", value, "a date like 2026-10-05, a time like 2026-10-05T09:00, or two with a /")
            return None
        start = first if first.tzinfo else first.replace(tzinfo=self.zone)
        end = last if last.tzinfo else last.replace(tzinfo=self.zone)
        whole_day = len(ends[-1].strip()) == len("2026-10-05")
        if whole_day:
            end += timedelta(days=1)
        if len(ends) > 2 or end < start or (whole_day and end == start):
            self.wrong("when", value, "a stretch that ends after it begins")
            return None
        return Times(start, end)


def _spot(read: Reading) -> tuple[float, float] | None:
    spot = read.place
    if spot is None or spot.latitude is None or spot.longitude is None:
        return None
    return (spot.latitude, spot.longitude)


def _times_of(read: Reading) -> Times:
    when, repeat = read.when, read.repeat
    return Times(
        start=when.start if when else None,
        end=when.end if when else None,
        days=tuple(str(day) for day in repeat.days) if repeat else (),
        from_hour=repeat.from_hour if repeat else None,
        to_hour=repeat.to_hour if repeat else None,
        by_day=by_day(repeat) if repeat else (),
    )
