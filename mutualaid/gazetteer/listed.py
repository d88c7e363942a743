"""An address book in memory: for tests, benches and small files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from mutualaid.domain.places import Address
from mutualaid.gazetteer.houses import spellings


class Listed:
    """The addresses by street."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self._streets: dict[str, list[Address]] = defaultdict(list)
        for address in addresses:
            self._streets[address.street].append(address)
        self._spelled: dict[str, set[str]] = defaultdict(set)
        for street in self._streets:
            for spelling in spellings(street):
                self._spelled[spelling].add(street)

    def on_street(self, street: str) -> Sequence[Address]:
        return self._streets.get(street, ())

    def spelled(self, spellings: Collection[str]) -> Collection[str]:
        return {street for spelling in spellings for street in self._spelled.get(spelling, ())}
