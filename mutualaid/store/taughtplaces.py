"""Who taught which place, and when; and the taking back of it."""

from __future__ import annotations

from mutualaid.domain.places import Place, TaughtPlace
from mutualaid.store import plan, rows
from mutualaid.store.engine import Tx


def taught_places(tx: Tx) -> list[tuple[TaughtPlace, Place]]:
    """What was taught with the place it names, the newest first."""
    known = {place.id: place for place in plan.places(tx)}
    found = rows.select(tx, "taught_places", TaughtPlace, "1 = 1 order by coalesce(taught_at, '') desc, id desc")
    return [(one, known[one.place_id]) for one in found if one.place_id in known]


def note(tx: Tx, taught: TaughtPlace) -> None:
    """Keeps who taught it, in the place of what was taught of the same words before."""
    tx.run("delete from taught_places where lower(words) = :words", words=taught.words.lower())
    rows.insert(tx, "taught_places", taught)


def take_back(tx: Tx, id: str) -> TaughtPlace | None:
    """Makes words unknown again: the place itself goes, or only its other name. None where that is done already."""
    taught = rows.get(tx, "taught_places", TaughtPlace, id)
    if taught is None:
        return None
    rows.delete(tx, "taught_places", id)
    place = rows.get(tx, "places", Place, taught.place_id)
    if place is not None and place.name.lower() == taught.words.lower():
        tx.run("delete from taught_places where place_id = :id", id=place.id)
        rows.delete(tx, "places", place.id)
    elif place is not None:
        left = tuple(alias for alias in place.aliases if alias.lower() != taught.words.lower())
        rows.change(tx, "places", place.id, aliases=left)
    plan.teach(tx)
    return taught
