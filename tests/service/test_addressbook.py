"""The address book in the store: kept, replaced, and looked up with a typo and inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mutualaid.domain.places import Address
from mutualaid.gazetteer.houses import spellings
from mutualaid.service.sheets import placing
from mutualaid.store import addresses
from mutualaid.store.addresses import StoredBook
from tests.world import World


def houses(street: str, count: int) -> list[Address]:
    return [Address(street, "st", "", n, "", "", "94110", 37.7 + n / 1e5, -122.4) for n in range(100, 100 + count)]


def test_a_file_of_the_same_source_replaces_the_one_before(world: World) -> None:
    kit = world.kit
    assert placing.bring_in_addresses(kit, [*houses("andover", 40), *houses("andover", 3)], "town") == 40
    assert placing.bring_in_addresses(kit, houses("bryant", 10), "county") == 10
    (spot,) = kit.gazetteer.find("im at 120 andovr st")
    assert (spot.precision, spot.latitude) == ("address", 37.7 + 120 / 1e5)
    assert placing.bring_in_addresses(kit, houses("capp", 5), "town") == 5
    with kit.store.reading() as tx:
        assert addresses.files(tx) == [("county", 10), ("town", 5)]
        kept = tx.one("select count(*) as n from addresses")
        assert kept is not None
        assert kept["n"] == 15
    (spot,) = kit.gazetteer.find("im at 120 andover st")
    assert spot.precision == "none"


def test_an_import_that_breaks_off_changes_nothing(world: World) -> None:
    kit = world.kit
    placing.bring_in_addresses(kit, houses("andover", 40), "town")

    def broken() -> Iterator[Address]:
        yield from houses("bryant", 5000)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        placing.bring_in_addresses(kit, broken(), "town")
    book = StoredBook(kit.store)
    assert len(book.on_street("andover")) == 40
    assert not book.on_street("bryant")
    placing.bring_in_addresses(kit, houses("capp", 5), "town")
    with kit.store.reading() as tx:
        assert addresses.left_over(tx, "town") == []


def test_the_book_is_read_inside_a_transaction_too(world: World) -> None:
    kit = world.kit
    placing.bring_in_addresses(kit, houses("andover", 4), "town")
    book = StoredBook(kit.store)
    with kit.store.transaction():
        assert len(book.on_street("andover")) == 4
        assert book.spelled(spellings("andver")) == ["andover"]
