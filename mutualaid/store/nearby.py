"""Standing offers by kind and place: whom a round looks at, the nearest or the longest rested first.

An offer stands in the index once for each of its kinds, at its own place or else its helper's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from math import ceil, floor
from typing import NamedTuple

from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.needs import Need
from mutualaid.domain.places import Box
from mutualaid.store import rows
from mutualaid.store.codec import to_text
from mutualaid.store.engine import Row, Tx


class Entry(NamedTuple):
    """One standing offer; `asked_at` says when its helper was last asked, "" for never."""

    offer_id: str
    helper_id: str
    latitude: float | None
    longitude: float | None
    asked_at: str
    radius_km: float | None
    """How far its helper goes, as they said, and by what means."""
    means: str | None

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


STRIPS = 200
"""Strips in a degree of latitude: each some 0.55 km wide."""

MOST_STRIPS = 32
"""A box of more strips is read without them."""

NAMED = "general"
"""The kind under which an offer stands that names none."""

_ON = rows.listed(*MATCH_ON)
_SHORT = (
    "state = 'open' and helpers_wanted >"
    f" (select count(*) from matches m where m.need_id = needs.id and m.state in {_ON})"
)
_IN_BOX = "latitude between :south and :north and longitude between :west and :east"

_FIELDS = ", ".join(Entry._fields)
_COLUMNS = f"select {_FIELDS} from offers_near where "

_OF = (
    "select o.id, o.kinds, o.latitude, o.longitude, o.radius_km, o.means,"
    " n.latitude as home_latitude, n.longitude as home_longitude"
    " from offers o join neighbours n on n.id = o.neighbour_id where o.neighbour_id = :id and o.state = 'available'"
)


def enter(tx: Tx, helper_id: str) -> None:
    """Brings the index up to date with the offers of one phone."""
    tx.run("delete from offers_near where helper_id = :id", id=helper_id)
    standing = tx.all(_OF, id=helper_id)
    if not standing:
        return
    last = tx.one("select max(asked_at) as at from matches where helper_id = :id", id=helper_id)
    asked_at = (last["at"] if last is not None else None) or ""
    for offer in standing:
        own = offer["latitude"] is not None and offer["longitude"] is not None
        point = ("latitude", "longitude") if own else ("home_latitude", "home_longitude")
        for kind in dict.fromkeys(filter(None, offer["kinds"].split(";"))) or (NAMED,):
            tx.run(
                "insert into offers_near"
                " (kind, offer_id, helper_id, strip, latitude, longitude, asked_at, radius_km, means)"
                " values (:kind, :offer, :helper, :strip, :latitude, :longitude, :asked_at, :radius_km, :means)",
                kind=kind,
                offer=offer["id"],
                helper=helper_id,
                strip=strip(offer[point[0]]),
                latitude=offer[point[0]],
                longitude=offer[point[1]],
                asked_at=asked_at,
                radius_km=offer["radius_km"],
                means=offer["means"],
            )


def strip(latitude: float | None) -> int | None:
    """The strip in which a point stands, given in degrees."""
    return None if latitude is None else round((latitude + 90) * STRIPS)


def asked(tx: Tx, helper_id: str, at: datetime) -> None:
    tx.run("update offers_near set asked_at = :at where helper_id = :id", at=to_text(at), id=helper_id)


def first(tx: Tx, kinds: Iterable[str], most: int) -> list[Entry]:
    """Offers of these kinds, `most` rows at the most, in no order."""
    of, named = rows.among("kind", kinds)
    return _entries(tx.all(f"{_COLUMNS}{of} limit :most", most=most, **named))


def standing(tx: Tx, most: int) -> int:
    """How many rows there are, counted up to `most`."""
    row = tx.one("select count(*) as n from (select 1 from offers_near limit :most) as counted", most=most)
    assert row is not None
    return int(row["n"])


def everything(tx: Tx) -> Iterator[tuple[str, Entry]]:
    """All of them, with the kind each stands under."""
    for row in tx.all(f"select kind, {_FIELDS} from offers_near"):
        kind, *rest = row
        yield kind, Entry._make(rest)


def within(tx: Tx, kinds: Iterable[str], box: Box) -> list[Entry]:
    """Offers of these kinds whose helper sets out from within the box."""
    of, named = rows.among("kind", kinds)
    first, last = floor((box.south + 90) * STRIPS), ceil((box.north + 90) * STRIPS)  # however it was rounded
    if last - first < MOST_STRIPS:
        across, strips = rows.among("strip", range(first, last + 1))
        of, named = f"{of} and {across}", {**named, **strips}
    return _entries(tx.all(f"{_COLUMNS}{of} and {_IN_BOX}", **_bounds(box), **named))


def rested(tx: Tx, kinds: Sequence[str], most: int, after: Entry | None, *, nowhere: bool) -> list[Entry]:
    """The next `most` offers of these kinds after `after`, those first whose helper was not asked for longest; with
    `nowhere` only of helpers whose place is not known."""
    where = ("latitude is null and " if nowhere else "") + "(asked_at, offer_id) > (:at, :offer)"
    at, offer = (after.asked_at, after.offer_id) if after else ("", "")
    runs = [
        _entries(
            tx.all(
                f"{_COLUMNS}kind = :kind and {where} order by asked_at, offer_id limit :most",
                kind=kind, at=at, offer=offer, most=most,
            )
        )
        for kind in kinds
    ]  # fmt: skip
    return list(islice(dict.fromkeys(merge(*runs, key=lambda e: (e.asked_at, e.offer_id))), most))


def of_helpers(tx: Tx, helper_ids: Iterable[str], kinds: Iterable[str]) -> list[Entry]:
    of, named = rows.among("helper_id", helper_ids)
    fit, kind = rows.among("kind", kinds)
    return _entries(tx.all(f"{_COLUMNS}{of} and {fit}", **named, **kind))


class Short(NamedTuple):
    """An open need with fewer people asked or coming than it wants."""

    id: str
    kinds: tuple[str, ...]
    urgent: bool
    latitude: float | None
    longitude: float | None


def short_of_helpers(tx: Tx) -> list[Need]:
    """The open needs with fewer people asked or coming than they want."""
    return rows.select(tx, "needs", Need, f"{_SHORT} order by urgent desc, posted_at nulls first, id")


def short(tx: Tx, box: Box | None = None, *, nowhere: bool = False) -> list[Short]:
    """The same, all or those within a box, or with `nowhere` those whose place is not known."""
    where = f" and {_IN_BOX}" if box is not None else " and latitude is null" if nowhere else ""
    found = tx.all(
        f"select id, kinds, urgent, latitude, longitude from needs where {_SHORT}{where} order by id",
        **(_bounds(box) if box is not None else {}),
    )
    return [Short(id, tuple(filter(None, kinds.split(";"))), bool(urgent), *at) for id, kinds, urgent, *at in found]


def _bounds(box: Box) -> dict[str, float]:
    return {"south": box.south, "north": box.north, "west": box.west, "east": box.east}


def _entries(found: Iterable[Row]) -> list[Entry]:
    return [Entry._make(row) for row in found]
