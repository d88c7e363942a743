"""Where two streets meet, from nothing but the points of their houses.

Near each place where houses of the two come close, a straight line is laid through the nearby houses of either
street, which takes out the depth of front yards and the noise of the file; the corner is where the lines cross.
Lines that hardly cross (streets side by side) and crossings out of reach of the houses are none. Metres, on a plane
laid where the first street was asked for: a town is small enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import atan2, cos, hypot, pi, radians, sin

Point = tuple[float, float]

REACH = 180.0
"""How close houses of the two streets must come, and how far from them a corner may lie."""
NEARBY = 130.0
"""Houses so near decide how a street runs at a corner."""
FEW = 5
"""Where fewer are nearby, these many nearest ones do, within FAR."""
FAR = 400.0
LEAST_ANGLE = radians(20)
"""Streets that run closer to parallel than this do not meet for us."""
THIN = 25.0
"""Houses are put together by cells of this side."""
SEED = 220.0
ONE_CORNER = 150.0
"""Crossings nearer than this to each other are one corner."""
MOST_SEEDS = 24
GAP = 500.0
"""Houses of one street farther apart than this are of two streets of the same name."""

METRES_A_DEGREE = 111_195.0


class Plane:
    """Degrees to metres around a middle, and back."""

    def __init__(self, latitude: float, longitude: float) -> None:
        self._middle = (latitude, longitude)
        self._wide = METRES_A_DEGREE * cos(radians(latitude))

    def to(self, latitude: float, longitude: float) -> Point:
        return (longitude - self._middle[1]) * self._wide, (latitude - self._middle[0]) * METRES_A_DEGREE

    def back(self, point: Point) -> tuple[float, float]:
        return self._middle[0] + point[1] / METRES_A_DEGREE, self._middle[1] + point[0] / self._wide


def crossings(a: Grid, b: Grid) -> list[Point]:
    """Every corner of two streets, given their (thinned) houses; [] where they do not meet."""
    if not a.touches(b):
        return []
    found: list[tuple[float, Point]] = []
    for seed in _seeds(a, b):
        point = _settle(a, b, seed)
        if point is not None:
            found.append((max(a.nearest(point, REACH), b.nearest(point, REACH)), point))
    corners: list[Point] = []
    for _, point in sorted(found):
        if all(_apart(point, kept) > ONE_CORNER for kept in corners):
            corners.append(point)
    return corners


def thinned(points: Iterable[Point]) -> list[Point]:
    """One point for the houses of each small cell: a block of flats counts no more than a house."""
    cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for x, y in points:
        cells[int(x // THIN), int(y // THIN)].append((x, y))
    return [(sum(p[0] for p in c) / len(c), sum(p[1] for p in c) / len(c)) for c in cells.values()]


def parted(points: Sequence[Point], gap: float = GAP) -> list[list[int]]:
    """The points as groups of indexes with gaps between them: streets of one name in several towns."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (x, y) in enumerate(points):
        cells[int(x // gap), int(y // gap)].append(at)
    groups: list[list[int]] = []
    while cells:
        open_cells = [next(iter(cells))]
        group = cells.pop(open_cells[0])
        while open_cells:
            x, y = open_cells.pop()
            for near in _around(x, y):
                if near in cells:
                    group += cells.pop(near)
                    open_cells.append(near)
        groups.append(group)
    return groups


def _around(x: int, y: int) -> Iterator[tuple[int, int]]:
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            yield x + dx, y + dy


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


class Grid:
    """Points, one at least, by cells, so that those near a place are found without looking at all."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self._box = min(xs), min(ys), max(xs), max(ys)
        self._cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for x, y in points:
            self._cells[int(x // REACH), int(y // REACH)].append((x, y))

    def touches(self, other: Grid) -> bool:
        """Whether the two come within reach of each other, as far as their corners tell."""
        a, b = self._box, other._box
        return (
            a[0] <= b[2] + REACH and b[0] <= a[2] + REACH and a[1] <= b[3] + REACH and b[1] <= a[3] + REACH
        )  # fmt: skip

    def within(self, at: Point, reach: float) -> list[tuple[float, Point]]:
        """(distance, point) of all within reach, unsorted."""
        rings = int(reach // REACH) + 1
        x, y = int(at[0] // REACH), int(at[1] // REACH)
        return [
            (far, p)
            for dx in range(-rings, rings + 1)
            for dy in range(-rings, rings + 1)
            for p in self._cells.get((x + dx, y + dy), ())
            if (far := _apart(at, p)) <= reach
        ]

    def nearest(self, at: Point, reach: float) -> float:
        """How far the nearest point is; more than `reach` where none is within it."""
        return min((far for far, _ in self.within(at, reach)), default=reach + 1)


def _seeds(a: Grid, b: Grid) -> list[Point]:
    """Where the streets come close: the middle of the closest two houses of each stretch, the closest first."""
    best: dict[tuple[int, int], tuple[float, Point]] = {}
    fewer, more = (a, b) if len(a.points) <= len(b.points) else (b, a)
    for p in fewer.points:
        for far, q in more.within(p, REACH):
            middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
            cell = int(middle[0] // SEED), int(middle[1] // SEED)
            if cell not in best or far < best[cell][0]:
                best[cell] = (far, middle)
    return [middle for _, middle in sorted(best.values())[:MOST_SEEDS]]


def _settle(a: Grid, b: Grid, seed: Point) -> Point | None:
    """The crossing of the lines near a seed; laid anew around what was found until it stays."""
    at = seed
    for _ in range(4):
        crossed = _cross(_line(a, at), _line(b, at))
        if crossed is None or _apart(crossed, seed) > 2 * REACH:
            return None
        moved, at = _apart(crossed, at), crossed
        if moved < 5:
            break
    return at if max(a.nearest(at, REACH), b.nearest(at, REACH)) <= REACH else None


Line = tuple[Point, float]
"""A point it goes through, and its angle."""


def _line(street: Grid, at: Point) -> Line | None:
    """The straight line through a street's houses near a place (total least squares); None for too few."""
    near = [p for _, p in street.within(at, NEARBY)]
    if len(near) < FEW:
        near = [p for _, p in sorted(street.within(at, FAR))[:FEW]]
    if len(near) < 2:
        return None
    mx, my = sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near)
    xx = sum((p[0] - mx) ** 2 for p in near)
    yy = sum((p[1] - my) ** 2 for p in near)
    xy = sum((p[0] - mx) * (p[1] - my) for p in near)
    return (mx, my), atan2(2 * xy, xx - yy) / 2


def _cross(one: Line | None, other: Line | None) -> Point | None:
    if one is None or other is None:
        return None
    (x1, y1), angle1 = one
    (x2, y2), angle2 = other
    between = abs(angle1 - angle2) % pi
    if min(between, pi - between) < LEAST_ANGLE:
        return None
    along = ((x2 - x1) * sin(angle2) - (y2 - y1) * cos(angle2)) / sin(angle2 - angle1)
    return x1 + along * cos(angle1), y1 + along * sin(angle1)
