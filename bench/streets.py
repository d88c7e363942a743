"""Makes up a town: its houses as an OpenAddresses file, and where its streets truly meet.

    python bench/streets.py town.csv corners.csv --blocks 24

No real file may be had where this was written, so the town imitates what makes real ones hard: a turned grid with
blocks of uneven length, curved streets and their cross streets at its edge, roads from the middle outwards that cut
the grid at all angles, streets that end early, blocks without houses, houses on one side only, flats with many
addresses at one point, front yards of 8 to 25 m, and points that are off by 10 to 20 m (standard deviation 12 m on
each axis). Corners are where the middle lines of two streets cross or one ends at the other.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, hypot, pi, radians, sin
from pathlib import Path

Point = tuple[float, float]
MIDDLE = (38.2, -121.7)
METRES = 111_195.0
NOISE = 12.0
COLUMNS = ("LON", "LAT", "NUMBER", "STREET", "UNIT", "CITY", "DISTRICT", "REGION", "POSTCODE", "ID", "HASH")
NAMES = """
Andover Bryant Capp Dolores Elsie Folsom Guerrero Hampshire Illinois Jessie Kansas Lucky Mission Noe
Osage Potrero Quintara Rhode Shotwell Treat Utah Valencia Wisconsin York Zoe Alabama Bartlett Church
Diamond Eureka Florida Harrison Indiana Kentucky Lexington Missouri Natoma Orange Poplar Rondel
Sanchez Tennessee Vermont Alder Birch Cedar Dogwood Elm Fir Ginkgo Hickory Juniper Linden Magnolia
Oak Pine Redwood Spruce Tamarack Walnut Willow Aspen Beech Cypress Hazel Holly Laurel Locust Maple
Mulberry Olive Sequoia Sycamore
""".split()  # noqa: SIM905


@dataclass
class Street:
    name: str
    line: list[Point]
    skipped: list[tuple[float, float]] = field(default_factory=list)
    sides: tuple[int, ...] = (1, -1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("houses", type=Path, help="the address file to write")
    parser.add_argument("corners", type=Path, help="the file of true corners to write")
    parser.add_argument("--blocks", type=int, default=24, help="streets each way of the main grid (default 24)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    streets = town(dice, asked.blocks)
    with asked.houses.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for street in streets:
            writer.writerows(houses(street, dice))
    with asked.corners.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("one", "other", "latitude", "longitude"))
        for at, one in enumerate(streets):
            for other in streets[at + 1 :]:
                for point in meetings(one.line, other.line):
                    writer.writerow((one.name, other.name, *(f"{d:.6f}" for d in degrees(point))))


# ---- streets


def town(dice: random.Random, blocks: int) -> list[Street]:
    size = blocks * 130.0
    names = iter(dice.sample(NAMES, len(NAMES)))
    streets = _grid(dice, blocks, (0.0, 0.0), radians(9), names)
    streets += _hills(dice, size, names)
    for at in range(max(3, blocks // 4)):
        streets.append(_radial(dice, size, at, max(3, blocks // 4), names))
    return streets


def _grid(dice: random.Random, blocks: int, middle: Point, turn: float, names: Iterator[str]) -> list[Street]:
    across, along = _offsets(dice, blocks, 90, 200), _offsets(dice, blocks, 85, 170)
    streets: list[Street] = []
    for at, x in enumerate(across):
        name = f"{next(names, f'Avenue {at}')} {dice.choice(('St', 'St', 'St', 'Ave', 'Way'))}"
        streets += _cut(dice, name, [(x, along[0]), (x, along[-1])], bend=0)
    for at, y in enumerate(along):
        name = f"{_ordinal(at + 2)} {'St' if at % 7 else 'Ave'}"
        streets += _cut(dice, name, [(across[0], y), (across[-1], y)], bend=0)
    for street in streets:
        street.line = [_turned(p, middle, turn) for p in street.line]
    return streets


def _offsets(dice: random.Random, count: int, least: float, most: float) -> list[float]:
    out = [0.0]
    for _ in range(count - 1):
        out.append(out[-1] + dice.uniform(least, most))
    return [x - out[-1] / 2 for x in out]


def _cut(dice: random.Random, name: str, ends: list[Point], bend: float) -> list[Street]:
    """A street from end to end, or only part of it, with blocks that have no houses."""
    (x1, y1), (x2, y2) = ends
    start, stop = (0.0, 1.0) if dice.random() < 0.6 else sorted((dice.uniform(0, 0.4), dice.uniform(0.6, 1.0)))
    line = [
        (x1 + (x2 - x1) * t + bend * sin(pi * t), y1 + (y2 - y1) * t)
        for k in range(41)
        for t in (start + (stop - start) * k / 40,)
    ]
    street = Street(name, line)
    _holes(dice, street)
    return [street]


def _holes(dice: random.Random, street: Street) -> None:
    whole = length(street.line)
    for _ in range(int(whole / 700)):
        if dice.random() < 0.5:
            at = dice.uniform(0, whole)
            street.skipped.append((at, at + dice.uniform(60, 160)))
    if dice.random() < 0.12:
        street.sides = (dice.choice((1, -1)),)


def _hills(dice: random.Random, size: float, names: Iterator[str]) -> list[Street]:
    """Curved streets beyond the grid's edge, and cross streets between them."""
    out: list[Street] = []
    rings = [size * (0.62 + 0.05 * k) for k in range(6)]
    for radius in rings:
        start, stop = dice.uniform(0.1, 0.4), dice.uniform(1.1, 1.5)
        line = [
            (radius * cos(t) * 1.05, radius * sin(t) * 0.9 + 40 * sin(6 * t))
            for k in range(81)
            for t in (start + (stop - start) * k / 80,)
        ]
        street = Street(f"{next(names, f'Ring {radius:.0f}')} {dice.choice(('Dr', 'Ct', 'Ter', 'Ln'))}", line)
        _holes(dice, street)
        out.append(street)
    for k in range(7):
        angle = 0.3 + k * 0.15
        inner, outer = rings[0] * 0.97, rings[-1] * dice.uniform(0.9, 1.05)
        line = [
            ((r * cos(angle + 0.03 * sin(r / 130))) * 1.05, r * sin(angle + 0.03 * sin(r / 130)) * 0.9)
            for j in range(31)
            for r in (inner + (outer - inner) * j / 30,)
        ]
        street = Street(f"{next(names, f'Hill {k}')} {dice.choice(('Rd', 'Ln', 'Pl'))}", line)
        _holes(dice, street)
        out.append(street)
    return out


def _radial(dice: random.Random, size: float, at: int, of: int, names: Iterator[str]) -> Street:
    angle = 0.5 + 2 * pi * at / of + dice.uniform(-0.15, 0.15)
    line = [
        (r * cos(angle + 0.0001 * r), r * sin(angle + 0.0001 * r))
        for k in range(61)
        for r in (60 + size * 0.75 * k / 60,)
    ]
    street = Street(f"{next(names, f'Old {_ordinal(at + 40)}')} {dice.choice(('Blvd', 'Rd', 'Ave'))}", line)
    _holes(dice, street)
    return street


def _turned(p: Point, middle: Point, turn: float) -> Point:
    x, y = p
    return middle[0] + x * cos(turn) - y * sin(turn), middle[1] + x * sin(turn) + y * cos(turn)


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


# ---- houses


def houses(street: Street, dice: random.Random) -> list[tuple[object, ...]]:
    """A street's rows: odd numbers left, even ones right, a hundred a block or so, lots of uneven width."""
    rows: list[tuple[object, ...]] = []
    whole = length(street.line)
    for side in street.sides:
        at = dice.uniform(12, 35)
        while at < whole - 8:
            if not any(a <= at <= b for a, b in street.skipped):
                number = 100 + 2 * int(at / 2.4) + (1 if side > 0 else 0)
                (x, y), angle = along(street.line, at)
                away = side * dice.uniform(8, 25)
                x += away * cos(angle + pi / 2) + dice.gauss(0, NOISE)
                y += away * sin(angle + pi / 2) + dice.gauss(0, NOISE)
                units = ("",) if dice.random() < 0.9 else tuple(f"APT {k}" for k in range(1, dice.randint(3, 12)))
                lat, lon = degrees((x, y))
                for unit in units:
                    rows.append(
                        (f"{lon:.7f}", f"{lat:.7f}", number, street.name.upper(), unit, "", "", "", "95600", "", "")
                    )  # fmt: skip
            at += dice.choice((8, 9, 12, 15, 15, 18, 22, 30)) * dice.uniform(0.8, 1.2)
    return rows


def length(line: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


def along(line: list[Point], at: float) -> tuple[Point, float]:
    """The point so many metres along a line, and which way the line runs there."""
    for a, b in pairwise(line):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if at <= step and step > 0:
            return (a[0] + (b[0] - a[0]) * at / step, a[1] + (b[1] - a[1]) * at / step), atan2(
                b[1] - a[1], b[0] - a[0]
            )
        at -= step
    a, b = line[-2], line[-1]
    return b, atan2(b[1] - a[1], b[0] - a[0])


def degrees(point: Point) -> tuple[float, float]:
    return MIDDLE[0] + point[1] / METRES, MIDDLE[1] + point[0] / (METRES * cos(radians(MIDDLE[0])))


# ---- corners


def meetings(one: list[Point], other: list[Point]) -> list[Point]:
    """Where two middle lines cross, or an end of one lies within 15 m of the other."""
    out: list[Point] = []
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            found = _crossed(a, b, c, d)
            if found and all(hypot(found[0] - p[0], found[1] - p[1]) > 60 for p in out):
                out.append(found)
    return out


def _crossed(a: Point, b: Point, c: Point, d: Point, more: float = 15.0) -> Point | None:
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = ux * vy - uy * vx
    long_u, long_v = hypot(ux, uy), hypot(vx, vy)
    if not long_u or not long_v or abs(cross) < 0.15 * long_u * long_v:
        return None
    s = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross
    t = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / cross
    if not (-more / long_u <= s <= 1 + more / long_u and -more / long_v <= t <= 1 + more / long_v):
        return None
    return a[0] + s * ux, a[1] + s * uy


if __name__ == "__main__":
    main()
