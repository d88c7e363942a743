"""An invented town: what people call its places, and what is no place at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.places import Place
from mutualaid.domain.reading import Spot
from mutualaid.gazetteer import Gazetteer

TOWN = (
    Place("corner", "24th & Marigold", 37.101, -122.101, ("24th street station",)),
    Place("church", "St. Brendan's Church", 37.102, -122.102, ("st brendans",)),
    Place("grocer", "Old Peabody's", 37.103, -122.103, ("the old grocer", "peabodys")),
    Place("mission", "Misión Alondra", 37.104, -122.104),
    Place("hospital", "Ferris General Hospital", 37.105, -122.105, ("ferris general", "general hospital")),
    Place("block", "Larkspur Towers", 37.106, -122.106, ("the towers",)),
    Place("casa", "Casa Violeta", 37.107, -122.107),
    Place("clinic", "Quimby Medical Center", 37.108, -122.108, ("quimby",)),
    Place("library", "Main Library", 37.109, -122.109, ("the library",)),
    Place("corner2", "Hollis and 5th", 37.110, -122.110),
    Place("district", "Marigold", 37.111, -122.111, precision="area"),
    Place("hall", "Grange Hall", None, None),
)
POSTCODES = {"90001": (37.2, -122.2)}


@pytest.fixture(scope="module")
def town() -> Gazetteer:
    return Gazetteer(TOWN, POSTCODES, "US")


def best(found: tuple[Spot, ...]) -> tuple[str, str] | None:
    return (found[0].text, found[0].name) if found else None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("need groceries for 2, 24th and marigold, before fri", "24th and marigold", "24th & Marigold"),
        ("24 y marigold", "24 y marigold", "24th & Marigold"),
        ("carmen lopez 24 i marigold edifisio asul apto 3", "24 i marigold", "24th & Marigold"),
        ("24 i marigold", "24 i marigold", "24th & Marigold"),
        ("24 & marigold st", "24 & marigold st", "24th & Marigold"),
        ("corner of 24 and marygold st", "24 and marygold st", "24th & Marigold"),
        ("esquina de 24 y marigold", "24 y marigold", "24th & Marigold"),
        ("marigold and 24th", "marigold and 24th", "24th & Marigold"),
        ("kwen ri 24 ak marigold", "ri 24 ak marigold", "24th & Marigold"),
        ("m nan 24 ak marigold", "24 ak marigold", "24th & Marigold"),
        ("ant 5th ak 6th sou hollis", "ant 5th ak 6th sou hollis", "Hollis and 5th"),
        ("bò kote old peabodys la", "old peabodys", "Old Peabody's"),
        ("m toupre St Brendans tanpri", "St Brendans", "St. Brendan's Church"),
        ("im by teh old peabodys", "old peabodys", "Old Peabody's"),
        ("across from St Brendans", "St Brendans", "St. Brendan's Church"),
        ("near saint brendan's church pls", "saint brendan's church", "St. Brendan's Church"),
        ("at st brendens", "st brendens", "St. Brendan's Church"),
        ("estoy en Mision Alondra", "Mision Alondra", "Misión Alondra"),
        ("casavioleta", "casavioleta", "Casa Violeta"),
        ("ferris genral has no beds", "ferris genral", "Ferris General Hospital"),
        ("btwn 5th n 6th on hollis", "btwn 5th n 6th on hollis", "Hollis and 5th"),
        ("the corner of fifth & hollis", "fifth & hollis", "Hollis and 5th"),
        ("meet at grange hall", "grange hall", "Grange Hall"),
    ],
)
def test_the_groups_own_places(town: Gazetteer, text: str, words: str, name: str) -> None:
    found = town.find(text)
    place = next(p for p in TOWN if p.name == name)
    assert best(found) == (words, name)
    assert (found[0].latitude, found[0].longitude) == (place.latitude, place.longitude)
    assert found[0].precision in ("corner", "place")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("near 16th and valencia", "16th and valencia"),
        ("214 Andover St apt 3", "214 Andover St apt 3"),
        ("im at 214 andover st, need food", "214 andover st"),
        ("I live at 214 andover", "214 andover"),
        ("1500 Old Miller Avenue, Springtown, TX 99998", "1500 Old Miller Avenue, Springtown, TX 99998"),
        ("calle 5 #12", "calle 5 #12"),
        ("vivo en avenida Juarez 210", "avenida Juarez 210"),
        ("need a ride from 26th st", "26th st"),
        ("my mom lives on 26th", "26th"),
        ("the house on Andover", "Andover"),
        ("flooding on Old Quarry Rd", "Old Quarry Rd"),
        ("stuck at Highway 90 & Pin Oak Road", "Highway 90 & Pin Oak Road"),
        ("Yarrow St @ I-10", "Yarrow St @ I-10"),
        ("Yarrow St & IH10", "Yarrow St & IH10"),
        ("I-610 east loop @ Yarrow St", "I-610 east loop @ Yarrow St"),
        ("Yarrow Drive @ Yarrow Mews St", "Yarrow Drive @ Yarrow Mews St"),
        ("Alder Creek at Yarrow Rd", "Alder Creek at Yarrow Rd"),
        ("behind the old mill", "the old mill"),
        ("cerca de la iglesia", "la iglesia"),
        ("vivo cerca de la 24", "la 24"),
        ("pick up meds from the shop on marigold st", "marigold st"),
        ("main and 2nd", "main and 2nd"),
        ("we are at Lincoln High", "Lincoln High"),
        ("food for 5 at Eagle Apartments bldg 4", "Eagle Apartments bldg 4"),
        ("St. Luke's hospital is full", "St. Luke's hospital"),
        ("entre la 5 y la 6 en calle Robles", "entre la 5 y la 6 en calle Robles"),
        ("legliz Notre Dame", "legliz Notre Dame"),
        ("dèyè lekòl Jefferson la", "lekòl Jefferson"),
        ("m rete nan ri Panama", "ri Panama"),
        ("anfas Walmart la", "Walmart"),
        ("nan kwen Flatbush ak Church", "Flatbush ak Church"),
    ],
)
def test_what_is_not_known_is_found_and_stays_unknown(town: Gazetteer, text: str, words: str) -> None:
    found = town.find(text)
    assert [s.text for s in found] == [words]
    assert (found[0].latitude, found[0].longitude, found[0].precision) == (None, None, "none")
    assert found[0].name == words


@pytest.mark.parametrize(
    "text",
    [
        "need groceries for 2", "I can drive weekends", "on the 24 i can help", "before fri", "thanks so much",
        "I have a truck and a trailer", "the 14th and 15th", "bring 24 and water", "by the way thanks",
        "at the moment no", "I can drive 20 miles", "we need 200 Blankets please", "i am on my way",
        "call me at 415 555 0123", "ok see you at 5", "on Friday", "near me", "at my house",
        "need 12345 dollars", "by 5pm on Tuesday", "Coffee & Tea please", "Soup and Bread",
        "I speak Mandarin and Cantonese", "food drive on saturday", "I run a kitchen", "send YES to 86688",
        "impacted by Mary", "need help moving a bed", "dr appt at 230", "the 2nd time",
        "necesito comida para 2", "puedo manejar los fines de semana", "gracias por todo", "$24 and change",
        "My name is Rosa Park", "Rosa and Ben need food", "on Medicaid", "hit by the storm",
        "m mouri ri lol", "mwen ak pitit mwen", "manje ak dlo pou 4 moun", "devan pòt la",
        "m bezwen 5 sak diri ak pwa",
        "", "?!",
    ],
)  # fmt: skip
def test_no_place_is_found_where_none_is_said(town: Gazetteer, text: str) -> None:
    assert town.find(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("the towers", "the towers", "Larkspur Towers"),
        ("im at the towers", "the towers", "Larkspur Towers"),
        ("marigold", "marigold", "Marigold"),
        ("casa violeta", "casa violeta", "Casa Violeta"),
        ("estoy en casa violeta", "casa violeta", "Casa Violeta"),
        ("its 24th", "24th", "24th"),
        ("24 and marigold", "24 and marigold", "24th & Marigold"),
        ("214 andover", "214 andover", "214 andover"),
        ("andover", "andover", "andover"),
        ("elm and third pls", "elm and third", "elm and third"),
        ("the blue mill", "the blue mill", "the blue mill"),
        ("near shotwell", "shotwell", "shotwell"),
    ],
)
def test_answers_to_where(town: Gazetteer, text: str, words: str, name: str) -> None:
    assert best(town.find(text, bare=True)) == (words, name)


@pytest.mark.parametrize(
    "text",
    [
        "i dont know", "why?", "yes", "no", "no se", "idk", "not sure", "ok thanks", "home",
        "what do you mean", "everywhere", "at my moms", "1", "porque", "no quiero decir", "is that needed?",
        "gracias",
    ],
)  # fmt: skip
def test_what_is_no_answer_to_where(town: Gazetteer, text: str) -> None:
    assert town.find(text, bare=True) == ()


def test_only_the_answer_to_where_needs_no_word_of_place(town: Gazetteer) -> None:
    assert town.find("andover") == ()
    assert best(town.find("andover", bare=True)) == ("andover", "andover")


def test_postcodes(town: Gazetteer) -> None:
    known, unknown = town.find("I can drive 90001"), town.find("I can drive 99999")
    assert (known[0].latitude, known[0].precision) == (37.2, "postcode")
    assert (unknown[0].text, unknown[0].latitude, unknown[0].precision) == ("99999", None, "postcode")
    assert town.find("90001-1234")[0].latitude == 37.2
    assert town.find("I can drive 94110")[0].latitude == pytest.approx(37.75, abs=0.05)


def test_an_unknown_address_lies_in_the_postcode_it_names(town: Gazetteer) -> None:
    (spot,) = town.find("215 Old Miller Rd 90001")
    assert (spot.text, spot.latitude, spot.precision) == ("215 Old Miller Rd 90001", 37.2, "postcode")


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [("GB", "food please, se1 9sg", "SE1 9SG"), ("CA", "at k1a 0b1", "K1A 0B1"), ("MX", "vivo en 06700", "06700")],
)
def test_postcodes_elsewhere(country: str, text: str, code: str) -> None:
    town = Gazetteer((), {code: (1.0, 2.0)}, country)
    (spot,) = town.find(text)
    assert (spot.name, spot.latitude, spot.precision) == (code, 1.0, "postcode")


def test_the_best_comes_first(town: Gazetteer) -> None:
    found = town.find("from oak st, 99999, but really at 24th and marigold")
    assert found[0].text == "24th and marigold"
    assert {"oak st", "99999"} <= {s.text for s in found}


def test_two_places_of_one_name_are_not_guessed_between() -> None:
    twins = Gazetteer([Place("a", "Rose Park", 1, 1), Place("b", "Rose Park", 2, 2)])
    assert all(s.latitude is None for s in twins.find("at Rose Park"))
    assert twins.resolve("rose park") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("st brendans", "St. Brendan's Church"),
        ("St. Brendan's", "St. Brendan's Church"),
        ("teh old peabodys", "Old Peabody's"),
        ("24 and marygold", "24th & Marigold"),
        ("marigold & 24th st", "24th & Marigold"),
        ("90001", "90001"),
        ("37.75, -122.41", "37.75, -122.41"),
        ("grange hall", "Grange Hall"),
    ],
)
def test_resolve(town: Gazetteer, words: str, name: str) -> None:
    place = town.resolve(words)
    assert place is not None and place.name == name


@pytest.mark.parametrize(
    "words",
    ["nowhere", "99999", "137.75, -122.41", "25th and marigold", "24th and hollis", "", "st", "a b c", "casa"],
)
def test_what_cannot_be_resolved(town: Gazetteer, words: str) -> None:
    assert town.resolve(words) is None


def test_coordinates_are_read_as_they_stand(town: Gazetteer) -> None:
    place = town.resolve("(37.75 -122.41)")
    assert place is not None and (place.latitude, place.longitude) == (37.75, -122.41)


def test_many_places_are_all_found() -> None:
    """The index reaches each of some thousand names, through a typo too."""
    syllables = ["bar", "den", "fol", "gim", "hos", "jul", "kar", "lem", "mon", "nid", "pol", "ras", "sut"]
    names = [a + b + c + " hall" for a in syllables for b in syllables for c in syllables[:9]]
    town = Gazetteer([Place(n, n, 1.0, float(i % 90)) for i, n in enumerate(names)])
    for name in names[::97]:
        assert best(town.find(f"I am at {name} now")) == (name, name)
        assert town.resolve(name.replace("hall", "hal").replace(" hal", " hall")) is not None
    assert town.resolve("barbardne hall") == town.resolve("barbarden hall") is not None


bits = st.sampled_from(
    [
        "24th", "&", "and", "marigold", "St.", "st", "214", "Andover", "apt", "3", "near", "the",
        "corner of", "btwn", "5th", "on", "Hollis", "I-10", "@", "calle", "#", ",", "TX", "90001", "from",
        "to", "al", "hospital", "by", "library", ".", "\n", "ñ", "🙂", "'", "’s",
    ],
)  # fmt: skip


@settings(max_examples=200)
@given(st.text(max_size=120) | st.lists(bits, max_size=14).map(" ".join), st.booleans())
def test_offsets_always_slice_right(text: str, bare: bool) -> None:
    town = Gazetteer(TOWN, POSTCODES)
    found = town.find(text, bare=bare)
    for spot in found:
        assert spot.text == text[spot.start : spot.end] != ""
        assert (spot.latitude is None) == (spot.longitude is None)
        assert (
            spot.precision == "postcode"
            or spot.latitude is not None
            or spot.precision == "none"
            or spot.name == "Grange Hall"
        )
    ends = sorted((s.start, s.end) for s in found)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    place = town.resolve(text)
    assert place is None or place.name


@pytest.mark.parametrize("digits", ["٩٤١١٠", "９４１１０", "९४११०"])
def test_postcodes_in_the_digits_of_other_scripts(town: Gazetteer, digits: str) -> None:
    found = town.find(f"I am at {digits}")
    assert found and found[0].precision == "postcode" and found[0].latitude == pytest.approx(37.75, abs=0.05)
