"""Half a corner, read with the place of the need just read back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mutualaid.domain.places import Place
from mutualaid.domain.reading import Context
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language.reader import Reader

PLACES = [
    Place("24th & Mission", "24th & Mission", 37.7522, -122.4184, ("24th and mission", "24 y mission")),
    Place("26th & Mission", "26th & Mission", 37.7490, -122.4181, ("26th and mission",)),
]
READER = Reader(("en", "es"), Gazetteer(PLACES, country="US").find)


@pytest.mark.parametrize(
    ("text", "near", "corner"),
    [
        ("and mission", "24th st", "24th & Mission"),
        ("y mission", "calle 24", "24th & Mission"),
        ("sorry i meant 26th", "24th & Mission", "26th & Mission"),
        ("perdon quise decir 26", "24th & Mission", "26th & Mission"),
        ("sorry i meant 25th", "24th & Mission", None),
        ("and milk", "24th st", None),
        ("and mission", None, None),
    ],
)
def test_only_a_known_corner_is_completed(text: str, near: str | None, corner: str | None) -> None:
    found = READER.understand(text, Context(now=datetime(2026, 10, 5, 16, tzinfo=UTC), near=near))
    known = found.place is not None and found.place.latitude is not None
    assert (found.place.name if found.place and known else None) == corner
