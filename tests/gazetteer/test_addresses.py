"""Houses and corners from an address file: small towns drawn by hand, and a larger made one."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Iterable
from math import cos, pi, radians, sin
from pathlib import Path
from types import ModuleType

import pytest

from mutualaid.domain.places import Address, Place, distance_km
from mutualaid.gazetteer import Gazetteer
from mutualaid.gazetteer.addressfile import (
    ColumnsError,
    RowReader,
    find_columns,
    given_columns,
    house_number,
    lacking,
)
from mutualaid.gazetteer.houses import Houses
from mutualaid.gazetteer.listed import Listed
from mutualaid.gazetteer.streetnames import StreetName, street_name

MIDDLE = (38.0, -121.0)
METRES = 111_195.0
Point = tuple[float, float]


def degrees(x: float, y: float, middle: Point = MIDDLE) -> Point:
    return middle[0] + y / METRES, middle[1] + x / (METRES * cos(radians(middle[0])))


def drawn(
    name: str, line: Iterable[Point], first: int = 100, city: str = "", postcode: str = "", middle: Point = MIDDLE
) -> list[Address]:
    """Houses left and right of a row of points, odd and even, 15 m off."""
    street = street_name(name)
    assert street is not None
    out = []
    for at, (x, y) in enumerate(line):
        for side in (0, 1):
            where = degrees(x + (15 if side else -15), y + (15 if side else -15), middle)
            number = first + 2 * at + side
            out.append(Address(street.name, street.kind, street.direction, number, "", city, postcode, *where))
    return out


def row(start: Point, end: Point, count: int = 40) -> list[Point]:
    return [
        (start[0] + (end[0] - start[0]) * k / (count - 1), start[1] + (end[1] - start[1]) * k / (count - 1))
        for k in range(count)
    ]


MISSION = drawn("Mission St", row((0, -800), (0, 800)))
TWENTY_FOURTH = drawn("24th St", row((-600, 100), (600, 100)), first=2000)
TOWN = Houses(Listed([*MISSION, *TWENTY_FOURTH, *drawn("Capp St", row((90, -800), (90, 800)))]))


def said(written: str) -> StreetName:
    name = street_name(written)
    assert name is not None
    return name


def off(at: Point | None, x: float, y: float) -> float:
    """How many metres a point lies from where it should."""
    assert at is not None
    return 1000 * distance_km(at, degrees(x, y))


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("24th St", "24 street"), ("24TH ST", "twenty-fourth street"), ("N Main St", "North Main Street"),
        ("Saint Charles Ave", "ST CHARLES AVENUE"), ("MLK Jr Blvd", "Martin Luther King Jr. Boulevard"),
        ("US Highway 90", "Hwy 90"), ("I-10", "Interstate 10"), ("Fifth Ave", "5th avenue"),
        ("Peñón Rd", "penon road"),
    ],
)  # fmt: skip
def test_one_spelling_for_a_street(one: str, same: str) -> None:
    assert said(one) == said(same)


@pytest.mark.parametrize(
    ("one", "other"), [("Park Ave", "Park Place Ave"), ("North St", "South St"), ("E St", "F St")]
)
def test_other_streets_stay_others(one: str, other: str) -> None:
    assert said(one).name != said(other).name


def test_a_corner_is_where_the_houses_meet() -> None:
    for pair in (("24th St", "Mission St"), ("mission", "24"), ("Mision", "24th")):
        assert off(TOWN.corner([said(name) for name in pair]), 0, 100) < 10


def test_streets_side_by_side_have_no_corner() -> None:
    assert TOWN.corner([said("Mission"), said("Capp")]) is None


def test_streets_that_end_far_from_each_other_have_no_corner() -> None:
    short = drawn("Elm St", row((400, -900), (400, -300)))
    assert Houses(Listed([*TWENTY_FOURTH, *short])).corner([said("24th"), said("Elm")]) is None


def test_streets_that_meet_twice_are_unsure() -> None:
    bow = drawn("Crescent Dr", [(700 * cos(t), 100 + 700 * sin(t)) for t in (pi * k / 60 for k in range(-60, 60))])
    houses = Houses(Listed([*drawn("Long St", row((-900, 100), (900, 100), 80)), *bow]))
    assert houses.corner([said("Long"), said("Crescent")]) is None


def test_between_two_streets_is_the_middle_of_the_block() -> None:
    fifth = drawn("5th St", row((-600, 200), (600, 200)))
    houses = Houses(Listed([*MISSION, *TWENTY_FOURTH, *fifth]))
    assert off(houses.corner([said("Mission"), said("5th"), said("24th")]), 0, 150) < 15


def test_a_house_its_letter_and_one_between_its_neighbours() -> None:
    assert TOWN.house("120", said("Mission St")) == (MISSION[20].latitude, MISSION[20].longitude)
    assert TOWN.house("120b", said("mission")) == (MISSION[20].latitude, MISSION[20].longitude)
    gone = [h for h in MISSION if h.number not in (120, 121, 122, 124)]
    at = Houses(Listed(gone)).house("122", said("Mission St"))
    assert at is not None
    assert 1000 * distance_km(at, (MISSION[22].latitude, MISSION[22].longitude)) < 5


@pytest.mark.parametrize("number", ["9999", "2", "0", "x"])
def test_a_number_beyond_the_street_stays_unknown(number: str) -> None:
    assert TOWN.house(number, said("Mission St")) is None


def test_what_is_no_street_of_the_file_stays_unknown() -> None:
    assert TOWN.house("120", said("Nowhere St")) is None
    assert TOWN.corner([said("24th"), said("Nowhere")]) is None


FAR = (38.5, -121.5)
TWO_TOWNS = Listed(
    [
        *drawn("Main St", row((0, -400), (0, 400)), city="ashby", postcode="90001"),
        *drawn("Main St", row((0, -400), (0, 400)), city="birch hill", postcode="90002", middle=FAR),
    ]
)


def test_a_street_in_two_towns_is_unsure_until_something_tells() -> None:
    houses = Houses(TWO_TOWNS)
    assert houses.house("120", said("Main St")) is None
    for around, middle in (("90002", FAR), ("birch hill ca", FAR), ("ashby", MIDDLE)):
        at = houses.house("120", said("Main St"), around)
        assert at is not None
        assert distance_km(at, middle) < 1
    near_home = Houses(TWO_TOWNS, MIDDLE).house("120", said("Main St"))
    assert near_home is not None
    assert distance_km(near_home, MIDDLE) < 1


def test_north_and_south_of_a_street_are_told_apart() -> None:
    both = [*drawn("N Main St", row((0, 0), (0, 800))), *drawn("S Main St", row((0, -30), (0, -800)))]
    houses = Houses(Listed(both))
    assert off(houses.house("160", said("N Main St")), -15, 30 * 800 / 39 - 15) < 5
    assert houses.house("160", said("Main St")) is None


# ---- in texts


PLACES = (Place("hall", "Vega Hall", *MIDDLE, ("24th & mission",)), Place("x", "Capp Garden", *degrees(5, 5)))
GAZETTEER = Gazetteer(PLACES[1:], {"94110": (38.1, -121.1)}, "US", Listed([*MISSION, *TWENTY_FOURTH]))


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("need food at 120 Mission St apt 3", "120 Mission St apt 3", "address"),
        ("im at 120 misson st, 94110", "120 misson st, 94110", "address"),
        ("24th & mission pls", "24th & mission", "corner"),
        ("esquina de 24 y mision", "24 y mision", "corner"),
        ("corner of mission st and 24th", "mission st and 24th", "corner"),
        ("9999 Mission St 94110", "9999 Mission St 94110", "postcode"),
        ("12 Nowhere St", "12 Nowhere St", "none"),
        ("nowhere and 24th", "nowhere and 24th", "none"),
    ],
)
def test_texts(text: str, words: str, precision: str) -> None:
    (spot,) = GAZETTEER.find(text)
    assert (spot.text, spot.precision) == (words, precision)
    assert (spot.latitude is None) == (precision == "none")
    if precision == "corner":
        assert off((spot.latitude or 0, spot.longitude or 0), 0, 100) < 10


def test_the_groups_own_places_come_first() -> None:
    ours = Gazetteer(PLACES, {}, "US", Listed([*MISSION, *TWENTY_FOURTH]))
    (spot,) = ours.find("24th & mission")
    assert (spot.name, spot.latitude) == ("Vega Hall", MIDDLE[0])


def test_resolve_knows_houses_and_corners() -> None:
    house, corner = GAZETTEER.resolve("120 Mission St"), GAZETTEER.resolve("24th and Mission")
    assert house is not None
    assert house.precision == "address"
    assert corner is not None
    assert corner.precision == "corner"
    assert GAZETTEER.resolve("120 Nowhere St") is None


# ---- the file


def test_columns_by_their_usual_names_and_as_told() -> None:
    open_addresses = ["LON", "LAT", "NUMBER", "STREET", "UNIT", "CITY", "REGION", "POSTCODE", "ID", "HASH"]
    assert find_columns(open_addresses, {}) == {
        "number": "NUMBER", "street": "STREET", "postcode": "POSTCODE", "city": "CITY", "latitude": "LAT",
        "longitude": "LON",
    }  # fmt: skip
    assert not lacking(find_columns(["House Number", "addr:street", "Zip", "y", "x"], {}))
    assert lacking(find_columns(["name", "latitude", "longitude"], {})) == ["number", "street"]
    told = given_columns("number=Hausnr, street=Strasse,latitude=B,longitude=L")
    assert not lacking(find_columns(["HAUSNR", "Strasse", "B", "L"], told))
    with pytest.raises(ColumnsError, match="the file has A"):
        find_columns(["A"], {"number": "B"})
    for wrong in ("nr=A", "number", "number="):
        with pytest.raises(ColumnsError, match="allowed is NAME=COLUMN"):
            given_columns(wrong)


@pytest.mark.parametrize(
    ("written", "number"),
    [("214", (214, "")), ("214B", (214, "b")), ("214 1/2", (214, "")), ("12-16", (12, "")), ("", None), ("0", None),
     ("x", None), ("123456", None), ("٣", None)],
)  # fmt: skip
def test_house_numbers(written: str, number: tuple[int, str] | None) -> None:
    assert house_number(written) == number


@pytest.mark.parametrize("lat", ["", "x", "nan", "91", "inf"])
def test_a_row_without_a_point_is_left_out_and_says_why(lat: str) -> None:
    reader = RowReader(find_columns(["lat", "lon", "number", "street"], {}))
    found = reader.read({"lat": lat, "lon": "1", "number": "1", "street": "A St"}, {})
    assert found == "latitude or longitude is missing or no degrees"


# ---- a made town


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = Path(__file__).parents[2] / "bench" / "streets.py"
    spec = importlib.util.spec_from_file_location("made_town", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_town"] = module
    spec.loader.exec_module(module)
    return module


def test_corners_of_a_made_town(made: ModuleType) -> None:
    dice = random.Random(7)
    streets = made.town(dice, 8)
    reader = RowReader(find_columns(made.COLUMNS, {}))
    rows = [dict(zip(made.COLUMNS, r, strict=True)) for s in streets for r in made.houses(s, dice)]
    found = [reader.read({k: str(v) for k, v in r.items()}, {}) for r in rows]
    houses = Houses(Listed([a for a in found if isinstance(a, Address)]))
    errors = []
    for at, one in enumerate(streets):
        for other in streets[at + 1 :]:
            points = made.meetings(one.line, other.line)
            if len(points) == 1:
                corner = houses.corner([said(one.name), said(other.name)])
                errors.append(1000 * distance_km(corner, made.degrees(points[0])) if corner else 9999)
    assert len(errors) > 60
    assert sum(e <= 150 for e in errors) >= 0.95 * len(errors)
