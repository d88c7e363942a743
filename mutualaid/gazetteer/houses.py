"""House addresses and corners from an imported address file: a house's own point, or one between its neighbours on
the same side; a corner from where the houses of two streets meet. Two answers far apart are none."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from mutualaid.domain.places import Address, distance_km
from mutualaid.gazetteer.crossings import Grid, Plane, crossings, parted, thinned
from mutualaid.gazetteer.spelling import near, shorter
from mutualaid.gazetteer.streetnames import StreetName

Degrees = tuple[float, float]
K = TypeVar("K")
T = TypeVar("T")

ONE_PLACE_KM = 0.3
"""Answers so close together are one."""
CLEARLY_NEARER_KM = 3.0
"""By so much, and half as far, one of several answers must be nearer to the group than the next."""
MOST_NUMBERS = 120
"""Numbers at most between two houses that a third is taken to lie between."""
LONGEST_BLOCK_KM = 0.5
MOST_STREETS, MOST_NAMES, MOST_CORNERS = 200, 5_000, 5_000
"""How many answers are kept in mind: streets hold all their houses."""
LEAST_LETTERS = 4
"""Shorter names of streets are taken as written."""


class Book(Protocol):
    """What is looked up in the address file."""

    def on_street(self, street: str) -> Sequence[Address]:
        """All houses on streets of this bare name."""

    def spelled(self, spellings: Collection[str]) -> Collection[str]:
        """The bare names of streets that were entered under any of these spellings (see `spellings`)."""


def spellings(street: str) -> frozenset[str]:
    """What a street's name is entered under, so that a typo finds it: written together, whole and less a letter."""
    joined = street.replace(" ", "")
    if len(joined) < LEAST_LETTERS or not joined.isalpha():
        return frozenset({joined})
    return frozenset(shorter(joined, 1))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One street: houses of the same name and kind with no great gap between them."""

    kind: str
    houses: tuple[Address, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class Corner:
    """Where two streets meet, what they are, and the nearest house of each: its postcode and city are the
    corner's."""

    at: Degrees
    kinds: frozenset[str]
    houses: tuple[Address, Address]


class Houses:
    """Answers from a book. `middle`: degrees of the middle of the group's places, None where unknown."""

    def __init__(self, book: Book, middle: Degrees | None = None) -> None:
        self._book = book
        self._middle = middle
        self._plane: Plane | None = None
        self._streets: OrderedDict[str, tuple[Stretch, ...]] = OrderedDict()
        self._names: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._corners: OrderedDict[tuple[str, str], tuple[Corner, ...]] = OrderedDict()

    # ---- a house

    def house(self, number: str, street: StreetName, around: str = "") -> Degrees | None:
        """Where a house is; None where unknown or unsure. `around` the words it is said with: a city or postcode
        among them chooses between streets of the same name."""
        digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
        if not digits.isdigit():
            return None
        wanted, letter = int(digits), number[len(digits) :]
        found: list[tuple[Degrees, Sequence[Address]]] = []
        for stretch in self._stretches(street):
            houses = _that_way(stretch.houses, street.direction)
            found += _houses(houses, wanted, letter)
        return self._choose(found, around)

    # ---- a corner

    def corner(self, streets: Sequence[StreetName], around: str = "") -> Degrees | None:
        """Where two streets meet, or the middle of the block of the first between the two others; None where
        unknown or unsure."""
        if len(streets) == 2:
            return self._meet(streets[0], streets[1], around)
        if len(streets) != 3:
            return None
        ends = [self._meet(streets[0], other, around) for other in streets[1:]]
        known = [end for end in ends if end is not None]
        if len(known) == 2 and distance_km(known[0], known[1]) <= 2 * LONGEST_BLOCK_KM:
            return (known[0][0] + known[1][0]) / 2, (known[0][1] + known[1][1]) / 2
        return known[0] if len(known) == 1 else None

    def _meet(self, one: StreetName, other: StreetName, around: str) -> Degrees | None:
        met: list[Corner] = []
        for first in self._spelled(one.name):
            for second in self._spelled(other.name):
                if first != second:
                    met += self._corners_of(min(first, second), max(first, second))
        wanted = {one.kind, other.kind} - {""}
        exact = [m for m in met if wanted <= m.kinds]
        return self._choose([(m.at, m.houses) for m in exact or met], around)

    def _corners_of(self, one: str, other: str) -> tuple[Corner, ...]:
        return _remember(self._corners, (one, other), lambda: self._compute(one, other), MOST_CORNERS)

    def _compute(self, one: str, other: str) -> tuple[Corner, ...]:
        out: list[Corner] = []
        for a in self._street(one):
            for b in self._street(other):
                for point in crossings(a.grid, b.grid):
                    at = self._to_plane(a.houses[0]).back(point)
                    out.append(Corner(at, frozenset({a.kind, b.kind}), (_nearest(a, at), _nearest(b, at))))
        return tuple(out)

    # ---- streets

    def _stretches(self, street: StreetName) -> list[Stretch]:
        """The streets that may be meant: of the kind said where one is of that kind."""
        found = [s for name in self._spelled(street.name) for s in self._street(name)]
        exact = [s for s in found if street.kind and s.kind == street.kind]
        return exact or found

    def _street(self, name: str) -> tuple[Stretch, ...]:
        return _remember(self._streets, name, lambda: self._read(name), MOST_STREETS)

    def _read(self, name: str) -> tuple[Stretch, ...]:
        houses = self._book.on_street(name)
        out: list[Stretch] = []
        for kind in sorted({h.kind for h in houses}):
            ours = [h for h in houses if h.kind == kind]
            plane = self._to_plane(ours[0])
            points = [plane.to(h.latitude, h.longitude) for h in ours]
            for group in parted(points):
                grid = Grid(thinned(points[i] for i in group))
                out.append(Stretch(kind, tuple(ours[i] for i in group), grid))
        return tuple(out)

    def _to_plane(self, house: Address) -> Plane:
        """One plane for all streets, laid where the first was asked for."""
        if self._plane is None:
            self._plane = Plane(house.latitude, house.longitude)
        return self._plane

    def _spelled(self, name: str) -> tuple[str, ...]:
        """The streets of the book whose name this is: as written, else those a typo away."""
        return _remember(self._names, name, lambda: self._look(name), MOST_NAMES)

    def _look(self, name: str) -> tuple[str, ...]:
        if self._street(name):
            return (name,)
        joined = name.replace(" ", "")
        close: dict[str, int] = {}
        for street in self._book.spelled(spellings(name)):
            plain = street.replace(" ", "")
            slips = near(joined, plain)
            if slips is not None:
                close[street] = slips
        least = min(close.values(), default=0)
        return tuple(sorted(s for s, slips in close.items() if slips == least))

    # ---- one of several

    def _choose(self, found: Sequence[tuple[Degrees, Sequence[Address]]], around: str) -> Degrees | None:
        """The one answer; of several far apart the one whose postcode or city is said, else the one clearly nearer
        to the group's own places."""
        for named in (_in_postcode, _in_city):
            there = [f for f in found if any(named(h, f" {around} ") for h in f[1])]
            if there:
                found = there
        places: list[Degrees] = []
        for at, _ in found:
            if all(distance_km(at, kept) > ONE_PLACE_KM for kept in places):
                places.append(at)
        if len(places) <= 1 or self._middle is None:
            return places[0] if len(places) == 1 else None
        far = sorted((distance_km(self._middle, at), at) for at in places)
        nearest, next_one = far[0][0], far[1][0]
        clear = next_one - nearest >= CLEARLY_NEARER_KM and next_one >= 2 * nearest
        return far[0][1] if clear else None


def _remember(memory: OrderedDict[K, T], key: K, make: Callable[[], T], most: int) -> T:
    if key in memory:
        memory.move_to_end(key)
        return memory[key]
    made = memory[key] = make()
    if len(memory) > most:
        memory.popitem(last=False)
    return made


def _that_way(houses: Sequence[Address], direction: str) -> Sequence[Address]:
    """Those of the part that is said ("N Main"), where the file tells the parts apart."""
    ours = [h for h in houses if h.direction == direction]
    return ours if direction and ours else houses


def _houses(houses: Sequence[Address], number: int, letter: str) -> list[tuple[Degrees, Sequence[Address]]]:
    """The house, its twins elsewhere, or a point between its neighbours of the same side."""
    exact = [h for h in houses if h.number == number]
    lettered = [h for h in exact if h.letter == letter]
    if exact:
        return [((h.latitude, h.longitude), (h,)) for h in lettered or exact]
    out: list[tuple[Degrees, Sequence[Address]]] = []
    for direction in sorted({h.direction for h in houses}):
        side = [h for h in houses if h.number % 2 == number % 2 and h.direction == direction]
        below = max((h for h in side if h.number < number), key=lambda h: h.number, default=None)
        above = min((h for h in side if h.number > number), key=lambda h: h.number, default=None)
        if below is None or above is None or above.number - below.number > MOST_NUMBERS:
            continue
        low, high = (below.latitude, below.longitude), (above.latitude, above.longitude)
        if distance_km(low, high) <= LONGEST_BLOCK_KM:
            share = (number - below.number) / (above.number - below.number)
            at = (low[0] + share * (high[0] - low[0]), low[1] + share * (high[1] - low[1]))
            out.append((at, (below, above)))
    return out


def _in_postcode(house: Address, said: str) -> bool:
    return bool(house.postcode) and f" {house.postcode} " in said


def _in_city(house: Address, said: str) -> bool:
    return bool(house.city) and f" {house.city} " in said


def _nearest(stretch: Stretch, at: Degrees) -> Address:
    return min(stretch.houses, key=lambda h: (h.latitude - at[0]) ** 2 + (h.longitude - at[1]) ** 2)
