"""Where a ride begins and where it goes, in a town that knows some of the places."""

from __future__ import annotations

import pytest

from mutualaid.domain.places import Place
from mutualaid.domain.reading import Context
from mutualaid.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

TOWN = Gazetteer(
    (
        Place("corner", "24th & Marigold", 37.101, -122.101),
        Place("church", "St. Brendan's Church", 37.102, -122.102, ("st brendans",)),
        Place("hospital", "Ferris General Hospital", 37.105, -122.105, ("ferris general", "general hospital")),
        Place("casa", "Casa Violeta", 37.107, -122.107),
        Place("clinic", "Quimby Medical Center", 37.108, -122.108, ("quimby",)),
        Place("library", "Main Library", 37.109, -122.109, ("the library",)),
    ),
    country="US",
)
READER = Reader(("en", "es", "fr", "ht"), TOWN.find)


@pytest.mark.parametrize(
    ("text", "start", "goal"),
    [
        ("ride from 24th and marigold to ferris general", "24th & Marigold", "Ferris General Hospital"),
        ("ride from 24th and marigold to dialysis at Quimby", "24th & Marigold", "Quimby Medical Center"),
        ("necesito un viaje al hospital", None, "hospital"),
        ("desde la 24 y marigold hasta el hospital general", "24th & Marigold", "Ferris General Hospital"),
        ("need a ride to the store from casa violeta", "Casa Violeta", "store"),
        ("ride to the doctor mon 9am", None, "doctor"),
        ("llevar a mi mama al hospital", None, "hospital"),
        ("ride to 214 Andover St", None, "214 Andover St"),
        ("need food to feed my kids", None, None),
        ("I want to help", None, None),
        ("can give rides to seniors", None, None),
        ("ride home from quimby", "Quimby Medical Center", "home"),
        ("take my mom to dialysis 16th and valencia", "16th and valencia", "dialysis"),
        ("transport à l'hôpital Saint-Luc mardi", None, "hôpital Saint-Luc"),
        # where somebody is dropped
        ("drop me at st brendans pls", None, "St. Brendan's Church"),
        ("can someone drop me off at the clinic tuesday", None, "the clinic"),
        ("drop me off at the corner of 24th and marigold", None, "24th & Marigold"),
        ("pick me up at the library and drop me at home", "Main Library", "home"),
        ("deposez-moi à la gare", None, "gare"),
        ("drop it off at the church", "the church", None),
        # there and back
        ("ride to and from church sunday", None, "church"),
        ("i need a ride to and from dialysis friday 9am", None, "dialysis"),
        ("ride to and from quimby fri", None, "Quimby Medical Center"),
        # from home
        ("un lift de chez moi à la dialyse", None, "dialyse"),
    ],
)
def test_both_ends(text: str, start: str | None, goal: str | None) -> None:
    read = READER.understand(text, Context(NOW))
    assert (read.place and read.place.name, read.to and read.to.name) == (start, goal)
    for spot in (read.place, read.to):
        assert spot is None or text[spot.start : spot.end] == spot.text
