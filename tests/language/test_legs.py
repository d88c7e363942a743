"""The way back of a ride: a need of its own where it has an hour, and what only goes home."""

from __future__ import annotations

import pytest

from mutualaid.domain.conversation.needs.homeward import named
from mutualaid.domain.conversation.needs.shares import parts_of
from tests.language.reading_help import read_in_all

LEGS = [
    "a ride fri 9am and a ride home fri 2pm",
    "need a ride fri 9am to sf general and a ride home at 2pm",
    "need a ride to sf general fri 9am and back at 2pm",
    "need a ride to sf general fri 9am and pick me up at 2pm",
    "need a ride to sf general fri at 9 and home again at 2",
    "necesito un viaje el viernes a las 9 a sf general y un viaje a casa a las 2",
    "necesito viaje a sf general el viernes a las 9 y de regreso a las 2",
    "besoin d'un trajet vendredi 9h vers sf general et un retour à 14h",
    "mwen bezwen yon woulib vandredi 9e pou sf general ak yon woulib lakay a 2e",
]


@pytest.mark.parametrize("text", LEGS)
def test_a_way_back_at_its_own_hour_is_a_ride_of_its_own(text: str) -> None:
    there, back = parts_of(read_in_all(text))
    starts = [leg.when and leg.when.start for leg in (there, back)]
    assert [f"{at:%a %H}" for at in starts] == ["Fri 09", "Fri 14"]
    assert there.round_trip is None and back.to is not None and back.place == there.to


@pytest.mark.parametrize(
    "text",
    ["need a ride to sf general fri 9am and back", "need a ride to sf general fri 9am and a ride home after",
     "need a ride to church sun 9am and back pain pills", "need a ride fri 9am and groceries at 2pm"],
)  # fmt: skip
def test_nothing_else_is_a_way_back_of_its_own(text: str) -> None:
    assert not any(need.back for need in read_in_all(text).needs)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("get me home from the hospital at 5", "home"), ("bring me home from dialysis friday at 2", "home"),
        ("llevame a casa del hospital a las 5", "home"), ("ramenez moi de l'hopital à 17h", "home"),
        ("mennen m lakay mwen sot lopital a 5e", "home"),
        ("llevame a casa de mi hermana a las 5", "casa de mi hermana"),
        ("rentrer à la maison depuis la clinique", "home"),
        ("need a ride fri 9am and bring me home after", None),
        ("need a ride from home to sf general fri", "sf general"),
    ],
)  # fmt: skip
def test_a_ride_that_only_goes_home(text: str, home: str | None) -> None:
    (ride,) = parts_of(read_in_all(text))
    assert ride.kinds == ("ride",) and (named(ride.to, ride.hear) if ride.to else None) == home
