"""Imported address files: the houses by street, and the streets by what they may be mistyped as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from mutualaid.domain.places import Address
from mutualaid.store import plan
from mutualaid.store.codec import to_text
from mutualaid.store.engine import Row, Store, Tx

STREETS_AT_ONCE = 100
"""Streets taken away in one transaction, so that nobody waits for long."""

_ACTIVE = "file_id in (select id from address_files where active = 1)"


def begin(tx: Tx, id: str, source: str, now: datetime) -> None:
    """A file that nobody looks into yet."""
    tx.run(
        "insert into address_files (id, source, imported_at) values (:id, :source, :at)",
        id=id, source=source, at=to_text(now),
    )  # fmt: skip


def add(tx: Tx, file_id: str, houses: Iterable[Address]) -> None:
    tx.many(
        "insert into addresses"
        " (file_id, street, kind, direction, number, letter, city, postcode, latitude, longitude) values"
        " (:file, :street, :kind, :direction, :number, :letter, :city, :postcode, :latitude, :longitude)",
        (
            {
                "file": file_id, "street": h.street, "kind": h.kind, "direction": h.direction, "number": h.number,
                "letter": h.letter, "city": h.city, "postcode": h.postcode, "latitude": h.latitude,
                "longitude": h.longitude,
            }
            for h in houses
        ),
    )  # fmt: skip


def add_spellings(tx: Tx, file_id: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Spellings of streets, as (spelling, street), each once."""
    tx.many(
        "insert into street_spellings (file_id, spelling, street) values (:file, :spelling, :street)",
        ({"file": file_id, "spelling": spelling, "street": street} for spelling, street in pairs),
    )


def activate(tx: Tx, id: str, source: str, houses: int) -> None:
    """From now on this file is looked into, and no other of its source."""
    tx.run("update address_files set active = 0 where source = :source", source=source)
    tx.run("update address_files set active = 1, houses = :houses where id = :id", id=id, houses=houses)
    plan.teach(tx)


def left_over(tx: Tx, source: str) -> list[str]:
    """Files of a source that nobody looks into: replaced, or broken off."""
    return [
        row["id"]
        for row in tx.all("select id from address_files where source = :source and active = 0", source=source)
    ]


def remove_some(tx: Tx, file_id: str) -> bool:
    """Takes a part of a file away, in the end the file itself; whether there is more."""
    streets = tx.all(
        "select distinct street from addresses where file_id = :id limit :most", id=file_id, most=STREETS_AT_ONCE
    )
    for row in streets:
        tx.run("delete from addresses where file_id = :id and street = :street", id=file_id, street=row["street"])
    if streets:
        return True
    tx.run("delete from street_spellings where file_id = :id", id=file_id)
    tx.run("delete from address_files where id = :id", id=file_id)
    return False


def files(tx: Tx) -> list[tuple[str, int]]:
    """(source, houses) of the files that are looked into."""
    found = tx.all("select source, houses from address_files where active = 1 order by source")
    return [(row["source"], row["houses"]) for row in found]


class StoredBook:
    """The address book of the store, as the gazetteer looks things up in it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def _reading(self) -> Iterator[Tx]:
        """A snapshot; where this thread has a transaction open, that one."""
        under_way = self._store.current()
        if under_way is not None:
            yield under_way
            return
        with self._store.reading() as tx:
            yield tx

    def on_street(self, street: str) -> Sequence[Address]:
        with self._reading() as tx:
            found = tx.all(f"select * from addresses where {_ACTIVE} and street = :street", street=street)
        return [_address(row) for row in found]

    def spelled(self, spellings: Collection[str]) -> Collection[str]:
        names = {f"s{at}": spelling for at, spelling in enumerate(sorted(spellings))}
        listed = ", ".join(f":{name}" for name in names)
        with self._reading() as tx:
            found = tx.all(
                f"select distinct street from street_spellings where {_ACTIVE} and spelling in ({listed})", **names
            )
        return [row["street"] for row in found]


def _address(row: Row) -> Address:
    return Address(
        row["street"], row["kind"], row["direction"], row["number"], row["letter"], row["city"], row["postcode"],
        row["latitude"], row["longitude"],
    )  # fmt: skip
