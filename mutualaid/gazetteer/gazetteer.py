"""The Gazetteer: what a text names, looked up among what the group knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mutualaid.domain.places import Place
from mutualaid.domain.reading import Spot
from mutualaid.gazetteer.addresses import Streets
from mutualaid.gazetteer.houses import Book, Houses
from mutualaid.gazetteer.index import Index, Known
from mutualaid.gazetteer.landmarks import Landmarks
from mutualaid.gazetteer.postcodes import Postcodes
from mutualaid.gazetteer.spelling import NearWords, near, same
from mutualaid.gazetteer.streets import Named
from mutualaid.gazetteer.words import Words, words

_RANK = {"address": 5, "corner": 4, "landmark": 3, "postcode": 2, "street": 2, "area": 1}
_POINT = re.compile(r"\s*\(?\s*(-?\d{1,2}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)\s*\)?\s*")

MOST_AROUND = 8

_Candidate = tuple[tuple[int, int, int, int, int], int, int, Spot]


class Gazetteer:
    """Places by what people call them.

    `places` the group's own, imported and taught; `postcodes` from a postcode as people write it to its
    (latitude, longitude) in degrees; `country` ISO 3166 alpha-2, which decides how a postcode looks; `book` the
    imported addresses, looked up where a text names a house or a corner that the group's own places do not know."""

    def __init__(
        self,
        places: Iterable[Place],
        postcodes: Mapping[str, tuple[float, float]] | None = None,
        country: str = "US",
        book: Book | None = None,
    ) -> None:
        self.places = tuple(places)
        self._index = Index(self.places)
        self._postcodes = Postcodes(postcodes or {}, country)
        self._houses = Houses(book, _middle(self.places)) if book is not None else None
        self._corners: dict[frozenset[str], list[Place]] = {}
        for place in self.places:
            for name in (place.name, *place.aliases):
                for corner in _corner_keys(name):
                    entry = self._corners.setdefault(corner, [])
                    if place not in entry:
                        entry.append(place)
        self._streets = NearWords(s for key in self._corners for s in key if not s.isdigit())
        self._by_street: dict[str, list[frozenset[str]]] = {}
        for key in self._corners:
            for street in key:
                self._by_street.setdefault(street, []).append(key)

    def find(self, text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]:
        """The places a text mentions, best first; no two overlap. `start` and `end` slice to `Spot.text`.

        `bare`: the text answers "where?", so what it names counts without any word of place. `language` is
        taken for symmetry with the other readers; both languages are always read."""
        ws = words(text)
        found = self._candidates(text, ws, bare)
        if bare and not found:
            whole = Landmarks(ws).whole()
            if whole:
                found = [self._candidate(text, ws, whole)]
        return tuple([c[3] for c in _apart(found)]) if found else ()

    def resolve(self, words_of_place: str) -> Place | None:
        """A place by name, alias, corner, postcode or "latitude, longitude"; None where unknown or unsure."""
        point = _POINT.fullmatch(words_of_place)
        if point:
            latitude, longitude = float(point.group(1)), float(point.group(2))
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                name = words_of_place.strip()
                return Place(name, name, latitude, longitude, precision="address", source="text")
            return None
        known = self._index.resolve(words_of_place)
        if known:
            return known
        for corner in _corner_keys(words_of_place):
            place = self._corner(corner)
            if place:
                return place
        house = self._house_or_corner(words_of_place)
        if house:
            return house
        code = self._postcodes.resolve(words_of_place)
        if code:
            return Place(code[0], code[0], *code[1], precision="postcode", source="postcode")
        return None

    # ---- candidates

    def _candidates(self, text: str, ws: Words, bare: bool) -> list[_Candidate]:
        named = Streets(ws, self._streets, bare).all()
        out = [
            self._ranked(text, ws, k.start, k.end, "landmark", k.place, 2 - k.typos)
            for k in self._index.find(ws)
            if not any(_names_street(n, k) for n in named)
        ]
        out += [self._candidate(text, ws, n) for n in named]
        out += [self._candidate(text, ws, n) for n in Landmarks(ws).all()]
        for start, end, code in self._postcodes.find(text):
            point = self._postcodes.point(code)
            latitude, longitude = point if point else (None, None)
            spot = Spot(text[start:end], start, end, latitude, longitude, "postcode", code)
            inside = any(n.kind == "address" and ws.starts[n.start] == start for n in named)
            if not inside:
                out.append(((1 if point else 0, _RANK["postcode"], 1, end - start, -start), start, end, spot))
        return out

    def _candidate(self, text: str, ws: Words, named: Named) -> _Candidate:
        place = None
        if named.kind == "corner" and len(named.names) >= 2:
            place = self._corner(frozenset(named.names[:2]))
            if place is None and len(named.names) > 2:
                place = self._corner(frozenset((named.names[0], named.names[2])))
        point = None if place else self._in_book(text, ws, named)
        return self._ranked(text, ws, named.start, named.end, named.kind, place, 1 if named.sure else 0, point)

    def _in_book(self, text: str, ws: Words, named: Named) -> tuple[float, float] | None:
        """Where the address file has a house or a corner."""
        if self._houses is None or not named.streets:
            return None
        if named.kind == "address":
            return self._houses.house(named.number, named.streets[0], _around(text, ws, named.after))
        if named.kind == "corner":
            return self._houses.corner(named.streets, _around(text, ws, named.end))
        return None

    def _house_or_corner(self, words_of_place: str) -> Place | None:
        """A house or a corner of the address file that the whole text names."""
        ws = words(words_of_place)
        if self._houses is None or not ws:
            return None
        for named in Streets(ws, None, bare=True).all():
            whole = named.start == 0 and named.end >= len(ws) - 1
            point = self._in_book(words_of_place, ws, named) if whole else None
            if point:
                name = words_of_place.strip()
                return Place(name, name, *point, precision=named.kind, source="addresses")
        return None

    def _ranked(
        self,
        text: str,
        ws: Words,
        first: int,
        last: int,
        kind: str,
        place: Place | None,
        sure: int,
        point: tuple[float, float] | None = None,
    ) -> _Candidate:
        start, end = ws.starts[first], ws.ends[last - 1]
        spot = _spot(text[start:end], start, end, place)
        if point is not None:
            spot = Spot(spot.text, start, end, *point, kind, spot.text)
        elif place is None and kind == "address":
            spot = self._by_postcode(spot)
        known = 3 if place is not None else 2 if point is not None else int(spot.latitude is not None)
        return (known, _RANK[kind], sure, end - start, -start), start, end, spot

    def _by_postcode(self, spot: Spot) -> Spot:
        """An unknown address that holds a postcode we know lies in that postcode."""
        for start, _, code in self._postcodes.find(spot.text):
            point = self._postcodes.point(code)
            if point and start > 0:
                return Spot(spot.text, spot.start, spot.end, *point, "postcode", spot.text)
        return spot

    # ---- corners

    def _corner(self, names: frozenset[str]) -> Place | None:
        """The one place at this corner; the named side may hold typos, numbers must agree."""
        exact = self._corners.get(names)
        if exact:
            return exact[0] if len(exact) == 1 else None
        close: dict[str, Place] = {}
        for street in names:
            for known in [street] if street.isdigit() else self._streets.of(street):
                for key in self._by_street.get(known, ()):
                    if len(key) == len(names) and all(any(_alike(n, k) for k in key) for n in names):
                        close.update({p.id: p for p in self._corners[key]})
        return next(iter(close.values())) if len(close) == 1 else None


def _names_street(named: Named, known: Known) -> bool:
    """Whether a known name is only part of a street's: of "mission st" the area Mission is not meant."""
    within = (
        named.start <= known.start and known.end <= named.end and named.end - named.start > known.end - known.start
    )
    return within and named.sure


def _alike(a: str, b: str) -> bool:
    """Whether two reduced street names are one, typos in their words forgiven."""
    left, right = a.split(), b.split()
    return a == b or (
        len(left) == len(right)
        and all(near(same(x), same(y)) is not None for x, y in zip(left, right, strict=True))
    )


def _around(text: str, ws: Words, after: int) -> str:
    """The words that follow a street or a corner and may say its city or postcode, folded."""
    return " ".join(w.fold for w in ws[after : after + MOST_AROUND] if not w.mark)


def _middle(places: Iterable[Place]) -> tuple[float, float] | None:
    points = [(p.latitude, p.longitude) for p in places if p.latitude is not None and p.longitude is not None]
    if not points:
        return None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _corner_keys(name: str) -> list[frozenset[str]]:
    ws = words(name)
    grammar = Streets(ws, bare=True)
    found = next((c for i in range(len(ws)) if (c := grammar.corner(i)) and i <= 3), None)
    if found and found.end >= len(ws) - 1 and len(found.names) == 2:
        return [frozenset(found.names)]
    return []


def _spot(text: str, start: int, end: int, place: Place | None) -> Spot:
    if place is None:
        return Spot(text, start, end, name=text)
    precision = "corner" if place.precision == "place" and _corner_keys(place.name) else place.precision
    return Spot(text, start, end, place.latitude, place.longitude, precision, place.name)


def _apart(found: list[_Candidate]) -> list[_Candidate]:
    """The best candidates, none overlapping a better one."""
    out: list[_Candidate] = []
    for candidate in sorted(found, key=lambda c: c[0], reverse=True):
        if all(candidate[2] <= kept[1] or candidate[1] >= kept[2] for kept in out):
            out.append(candidate)
    return out
