"""Where a ride goes and where it starts: a medical place or an appointment beside a ride is where it goes."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context, Spot
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW
from tests.language.reading_help import read_in_all as read


@pytest.mark.parametrize(
    ("text", "start", "goal"),
    [
        ("I NEED RIDE DENTIST FRIDAY 9AM, 24TH AND MISSION", "24th and mission", "DENTIST"),
        ("need a ride dialysis tomorrow 8am 24th and mission", "24th and mission", "dialysis"),
        ("have appt at sf general fri 10am, need a ride, 24th and mission", "24th and mission", "sf general"),
        ("need ride to my doctor appt at 24th and mission friday 9am", None, "24th and mission"),
        ("need a ride for my dr appointment friday 9am 24th and mission", "24th and mission", "dr appointment"),
        ("tengo cita en sf general el viernes a las 10 necesito ride", None, "sf general"),
        ("ocupo raite clinica manana 9am estoy en 24th and mission", "24th and mission", "clinica"),
        ("besoin transport dialyse demain 9h", None, "dialyse"),
        ("mwen bezwen woulib dokte demen", None, "dokte"),
        ("need ride clinica friday", None, "clinica"),
        ("im at sf general need a ride to 24th and mission", "sf general", "24th and mission"),
        ("need a ride from sf general to 24th and mission at 3", "sf general", "24th and mission"),
        ("i just had surgery need a ride to church sunday 9am", None, "church"),
        ("need a ride 24th and mission friday 9am", "24th and mission", None),
    ],
)  # fmt: skip
def test_a_ride_goes_to_the_appointment(text: str, start: str | None, goal: str | None) -> None:
    found = read(text)
    assert (found.place.name if found.place else None) == start
    assert (found.to.name if found.to else None) == goal
    assert found.kinds == ("ride",)


@pytest.mark.parametrize("text", ["need a doctor and a ride", "need a ride and a doctor", "need a nurse and ride"])
def test_a_doctor_asked_for_beside_a_ride_is_a_need_of_its_own(text: str) -> None:
    assert set(read(text).kinds) == {"ride", "care"}


@pytest.mark.parametrize("text", ["need a ride home from the hospital", "im at the clinic need a ride home"])
def test_where_somebody_is_picked_up_is_no_goal(text: str) -> None:
    assert read(text).to is None


@pytest.mark.parametrize("text", ["aight bet", "chain"])
def test_talk_is_no_answer_to_where(text: str) -> None:
    def anything(text: str, language: str | None = None, bare: bool = False) -> tuple[Spot, ...]:
        return (Spot(text, 0, len(text)),) if bare else ()

    every = Reader(("en", "es"), anything)
    assert every.understand(text, Context(NOW, question="place")).place is None
    assert every.understand("bayview", Context(NOW, question="place")).place is not None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("could somebody pick me up a few things milk bread", {"delivery", "food"}),
        ("can you pick me up some milk", {"delivery", "food"}),
        ("pick me up my meds please", {"delivery", "medicine"}),
        ("can someone pick me up a prescription", {"delivery", "medicine"}),
        ("pick me up at 5 from the clinic", {"ride"}),
        ("can someone pick me up a few minutes early", {"ride"}),
        ("could you pick me up a little after 5", {"ride"}),
        ("please pick me up some time thursday", {"ride"}),
    ],
)
def test_things_that_are_picked_up_for_somebody_are_no_ride(text: str, kinds: set[str]) -> None:
    assert set(read(text).kinds) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "i need a ride to the clinic tomorrow at 10, it's at 24th and mission. im at 26th st",
        "i need a ride to my eye doctor on thursday at nine he is over at 24th and mission, i live at 26th st",
        "necesito un raite a mi doctor el jueves a las 9 que esta en 24th and mission, vivo en 26th st",
        "j'ai besoin d'un trajet à la clinique jeudi à 9h, elle est au 24th and mission, j'habite 26th st",
        "mwen bezwen yon woulib pou klinik la jedi 9è, li chita nan 24th and mission, mwen rete 26th st",
    ],
)
def test_where_somebody_goes_is_where_it_is_said_to_be(text: str) -> None:
    r = read(text)
    assert r.to is not None and r.place is not None
    assert (r.to.text, r.place.text) == ("24th and mission", "26th st")
