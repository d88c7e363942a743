"""When, where and for whom, as people of many ages and backgrounds write it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW, ZONE

DAY = timedelta(1)


@cache
def _reader() -> Reader:
    return Reader(("en", "es", "fr", "ht"), Gazetteer((), country="US").find)


def _read(text: str) -> Reading:
    return _reader().understand(text, Context(NOW))


def _moment(cell: str) -> datetime | None:
    """ "6 15:30" as a time of October 2026; None for "-"."""
    if cell == "-":
        return None
    day, _, clock = cell.partition(" ")
    hour, minute = clock.split(":")
    return datetime(2026, 10, int(day), tzinfo=ZONE) + timedelta(hours=int(hour), minutes=int(minute))


TIMES = {
    "first thing tomorrow if at all possible, need a ride": "6 6:00 > 6 10:00",
    "late afternoon tomorrow i could use company": "6 15:00 > 6 18:00",
    "mid morning weds would be best for dropping off the food": "7 9:00 > 7 12:00",
    "can somebody bring water befor dark": "5 9:00 > 5 19:00",
    "my appt is tomorrow 9 15 am need ride": "6 9:15 > 6 9:15",
    "pick me up at five thirty tomorrow evening": "6 17:30 > 6 17:30",
    "Tuesday, October 13th, at two-thirty p.m. need a lift": "13 14:30 > 13 14:30",
    "need my son walked to school at 730 tmrw": "6 7:30 > 6 7:30",
    "10/13 at 1130 dentist need a lift": "13 11:30 > 13 11:30",
    "I get off at 7 so after that, need a ride": "5 19:00 > 6 0:00",
    "could u take me to the store tom morning": "6 8:00 > 6 12:00",
    "need a ride in about 45 minutes": "5 9:45 > 5 9:45",
    "need milk around suppertime tonight": "5 17:00 > 5 21:00",
    "en la madrugada del miercoles, como a las 4, necesito raite": "7 4:00 > 7 4:00",
    "pasado mañana temprano necesito que me lleven": "7 6:00 > 7 10:00",
    "hoy en la nochesita necesito leche": "5 17:00 > 5 23:59",
    "besoin de courses demain en fin d'aprem": "6 15:00 > 6 18:00",
    "mwen bezwen woulib ant 9 e 11 e demen maten": "6 9:00 > 6 11:00",
}


@pytest.mark.parametrize(("text", "cell"), TIMES.items(), ids=list(TIMES))
def test_when(text: str, cell: str) -> None:
    when = _read(text).when
    assert when is not None
    first, _, last = cell.partition(" > ")
    assert (when.start, when.end) == (_moment(first), _moment(last))


def test_a_name_is_no_day() -> None:
    assert _read("tom needs a ride").when is None


def test_weeknights_are_every_week() -> None:
    repeat = _read("5 to 7 pm on weeknights i can tutor").repeat
    assert repeat is not None
    assert (repeat.days, repeat.from_hour, repeat.to_hour) == ((1, 2, 3, 4, 5), 17, 19)


PLACES = (
    ("16th x mission need a meal", "16th x mission", None),
    ("mission st near 22nd, need a meal", "mission st near 22nd", None),
    ("24 y mission, necesito comida", "24 y mission", None),
    ("necesito raite de la 24 y Folsom al hospital general", "la 24 y Folsom", "hospital general"),
    ("2200 block of Harrison, tree came down", "2200 block of Harrison", None),
    ("off county road 12 past the grain elevator, need water", "county road 12", None),
    ("next to dollar general. two bags of food please", "dollar general", None),
    ("near the water tower, need food", "the water tower", None),
    ("i'm at the bus stop outside city hall, need a coat", "the bus stop", None),
    ("st lukes hospital er, need someone to pick up my husband", "st lukes hospital", None),
    ("lot 22 whispering pines trailer park need water", "whispering pines trailer park", None),
    ("room 212 at the Motel 6, need food", "the Motel 6", None),
    ("i am in east oakland need formula", "east oakland", None),
    ("5 min from Fred Meyer, need ride to Good Sam", "Fred Meyer", "Good Sam"),
    ("need a ride from the library to kaiser", "the library", "kaiser"),
    ("can someone take me to the walmart on hwy 20", None, "walmart"),
    ("ride to dialysis at DaVita on Fulton st", None, "DaVita"),
    ("my mother lives at 930 Sutter and needs her meds from the Walgreens", "930 Sutter", None),
    ("bring the bed to 12 Hill Ct from 9 Marsh Ln", "9 Marsh Ln", "12 Hill Ct"),
    ("quien me lleva a la clinica de la calle Valencia", None, "clinica de la calle Valencia"),
    ("au coin de la rue Victor Hugo et de la rue Pasteur", "la rue Victor Hugo et de la rue Pasteur", None),
    ("mwen bo legliz Sen Jan, bezwen manje", "legliz Sen Jan", None),
)


@pytest.mark.parametrize(("text", "place", "to"), PLACES, ids=[p[0] for p in PLACES])
def test_where(text: str, place: str | None, to: str | None) -> None:
    reading = _read(text)
    assert (reading.place and reading.place.text) == place
    assert (reading.to and reading.to.text) == to


NO_PLACES = (
    "I have 3 kids and no food",
    "i get food from the church, need diapers",
    "24 and pregnant, need food",
    "need 2 adults and a truck to move a sofa",
    "we need food and water by tonight",
    "apt 4 need food",
    "necesito leche y pañales",
)


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_place(text: str) -> None:
    assert _read(text).places == ()


PEOPLE = {
    "groceries for me and my husband": 2,
    "me, my wife and our baby need a place to stay tonite": 3,
    "its me and my two sons, we need groceries": 3,
    "my wife and I need a lift to the airport": 2,
    "just myself, need a hot meal": 1,
    "for an elderly couple down the street, meals this week": 2,
    "party of four needs a place to sleep": 4,
    "para mi y mi esposo, algo de comer": 2,
    "un repas pour moi et ma fille": 2,
    "mwen ak madanm mwen bezwen manje": 2,
    "food 4 5 kids n me": 6,
    "need a ride for 2 kids and me": 3,
    "comida para 5 niños y yo, 24 y mission": 6,
    "nourriture pour 4 enfants et moi": 5,
    "manje pou 3 timoun ak mwen": 4,
    "need food for 2 kids and i need a ride too": 2,
    "diapers for 2 babies and food for me": 2,
    "a couple of bags for me and my kids, need food": None,
    "call me, my son needs a ride": None,
    "me and my husband use this phone. need groceries": None,
}


@pytest.mark.parametrize(("text", "people"), PEOPLE.items(), ids=list(PEOPLE))
def test_people_told_one_by_one(text: str, people: int | None) -> None:
    assert _read(text).people == people


def test_helpers_before_what_they_are_to_do() -> None:
    assert _read("two people to help me unload a truck sat").helpers_wanted == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("need soup for Mrs. Alvarez in 2B", "Alvarez"),
        ("manman m Yolande bezwen al lopital", "Yolande"),
        ("para mi abuelita Chelo, sus pastillas", "Chelo"),
    ],
)
def test_whom_it_is_for(text: str, name: str) -> None:
    assert _read(text).for_name == name


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rent help and also I need a winter coat for my boy", [("money",), ("clothing",)]),
        ("need food and my sister needs clothes for her kids", [("food",), ("clothing",)]),
        ("groceries plus i need a ride friday", [("food",), ("ride",)]),
        ("my car died and i need a ride", [("ride",)]),
    ],
)
def test_needs_side_by_side(text: str, kinds: list[tuple[str, ...]]) -> None:
    assert [need.kinds for need in _read(text).needs] == kinds


URGENT = (
    "I took my last heart pill this morning and the pharmacy wont deliver",
    "fridge broke and my insulin will spoil",
    "need oxygen tank refill by tonight",
    "no running water here, need help",
)


@pytest.mark.parametrize("text", URGENT)
def test_urgent(text: str) -> None:
    assert _read(text).urgent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("im on the 6th floor, elevator broken, need groceries", "elevator broken"),
        ("mi hijo es alergico al gluten, necesitamos cena", "alergico al gluten"),
        ("call dont text. need a ride 9am", "call dont text"),
    ],
)
def test_conditions(text: str, words: str) -> None:
    assert words in _read(text).conditions
