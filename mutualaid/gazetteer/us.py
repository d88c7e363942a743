"""Where a US ZIP code is: its centre, from the table the zipcodes package carries (GPS coordinates under CC BY)."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mutualaid import kept

_LEADING = tuple(f"{n:02}" for n in range(100))
"""The first two digits of all ZIPs: the package is asked for so many at a time, for it gives much beside."""


def zip_point(code: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of a five-digit ZIP; None for one that does not exist. The table is read
    with the first look-up; where nothing is kept of it yet, it is made (half a second)."""
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        return None
    codes, latitudes, longitudes = _table()
    at = bisect_left(codes, int(code))
    return (latitudes[at], longitudes[at]) if at < len(codes) and codes[at] == int(code) else None


@cache
def _table() -> tuple[array[int], array[float], array[float]]:
    """The ZIPs as numbers, rising, and where each is."""
    found = kept.of("zip", _made, _files(), Path(__file__).read_bytes())
    return array("I", found["codes"]), array("d", found["latitudes"]), array("d", found["longitudes"])


def _made() -> dict[str, Any]:
    points = sorted(_points().items())
    return {
        "codes": array("I", [int(code) for code, _ in points]).tobytes(),
        "latitudes": array("d", [latitude for _, (latitude, _) in points]).tobytes(),
        "longitudes": array("d", [longitude for _, (_, longitude) in points]).tobytes(),
    }


def _points() -> dict[str, tuple[float, float]]:
    import zipcodes

    points: dict[str, tuple[float, float]] = {}
    for digits in _LEADING:
        for found in zipcodes.similar_to(digits):
            points.setdefault(found["zip_code"], (float(found["lat"]), float(found["long"])))
    return points


def _files() -> Iterator[Path]:
    """What the package is made of, its table within."""
    spec = find_spec("zipcodes")
    for folder in spec.submodule_search_locations or () if spec else ():
        yield from sorted(file for file in Path(folder).iterdir() if file.is_file())
