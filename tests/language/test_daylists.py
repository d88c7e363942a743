"""Weekdays side by side of what is needed: none of them is dropped, whether each is meant or one."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

ROWS = [
    ("need groceries mon wed fri", (1, 3, 5), "Mon 05 09:00", "Sat 10 00:00"),
    ("need groceries tue and thu", (2, 4), "Tue 06 00:00", "Fri 09 00:00"),
    ("need groceries on monday, wednesday or friday", (1, 3, 5), "Mon 05 09:00", "Sat 10 00:00"),
    ("need food sat or sun", (6, 7), "Sat 10 00:00", "Mon 12 00:00"),
    ("need food this tue and thu", (2, 4), "Tue 06 00:00", "Fri 09 00:00"),
    ("need food tue and thu next week", (2, 4), "Tue 13 00:00", "Fri 16 00:00"),
    ("need a ride mon wed fri next week 9am to sf general", (1, 3, 5), "Mon 12 09:00", "Fri 16 09:00"),
    ("need food tue thu at 9, 24th and mission", (2, 4), "Tue 06 09:00", "Thu 08 09:00"),
    ("need food mon thu mornings", (1, 4), "Mon 05 09:00", "Thu 08 12:00"),
    ("necesito comida el lunes o el miercoles", (1, 3), "Mon 05 09:00", "Thu 08 00:00"),
    ("necesito comida los lunes y los jueves", (1, 4), "Mon 05 09:00", "Fri 09 00:00"),
    ("besoin de courses le mardi ou le jeudi", (2, 4), "Tue 06 00:00", "Fri 09 00:00"),
    ("mwen bezwen manje lendi mekredi vandredi", (1, 3, 5), "Mon 05 09:00", "Sat 10 00:00"),
]


@pytest.mark.parametrize(("text", "days", "first", "last"), ROWS, ids=[row[0] for row in ROWS])
def test_each_day_is_kept(text: str, days: tuple[int, ...], first: str, last: str) -> None:
    found = read_in_all(text).among
    assert found is not None and found.first is not None and found.last is not None
    assert (found.days, f"{found.first:%a %d %H:%M}", f"{found.last:%a %d %H:%M}") == (days, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "need food mon-fri", "need food monday to wednesday", "need food weekends", "need food tue",
        "i can drive tue and thu", "groceries tuesday and a ride thursday",
    ],
)  # fmt: skip
def test_days_from_to_and_days_offered_are_no_row(text: str) -> None:
    assert read_in_all(text).among is None


BY_DAY = [
    ("evenings and sat", [((), 17, 21), ((6,), None, None)]),
    ("saturday mornings and tue evenings", [((6,), 8, 12), ((2,), 17, 21)]),
    ("weekdays after 5, weekends anytime", [((1, 2, 3, 4, 5), 17, None), ((6, 7), None, None)]),
    ("after 5 weekdays, all day sat", [((1, 2, 3, 4, 5), 17, None), ((6,), None, None)]),
    ("mon-fri 9-5, sat morning", [((1, 2, 3, 4, 5), 9, 17), ((6,), 8, 12)]),
    ("tues 9-12 thurs 1-5", [((2,), 9, 12), ((4,), 13, 17)]),
    ("mon and wed mornings, fri after 3", [((1, 3), 8, 12), ((5,), 15, None)]),
    ("mornings mon wed, evenings tue", [((1, 3), 8, 12), ((2,), 17, 21)]),
    ("noches y sabados", [((), 17, 24), ((6,), None, None)]),
    ("martes de 9 a 12 y jueves por la tarde", [((2,), 9, 12), ((4,), 12, 17)]),
    ("le soir et le samedi", [((), 17, 21), ((6,), None, None)]),
    ("samdi maten ak madi aswe", [((6,), 8, 12), ((2,), 17, 24)]),
    ("sat and sun mornings", []),
    ("tue and thu at 9", []),
    ("8 to 3 mon wed", []),
    ("mon wed 8-3, evenings fri", [((1, 3), 8, 15), ((5,), 17, 21)]),
    ("weekends after 5", []),
]


@pytest.mark.parametrize(("text", "parts"), BY_DAY, ids=[row[0] for row in BY_DAY])
def test_each_day_of_an_offer_has_its_own_hours(
    text: str, parts: list[tuple[tuple[int, ...], float | None, float | None]]
) -> None:
    repeat = read_in_all(text, "when").repeat
    assert repeat is not None
    assert [(part.days, part.from_hour, part.to_hour) for part in repeat.parts] == parts


@pytest.mark.parametrize("text", ["i can drive tue 9-5", "i can help this sat morning and sunday after 2"])
def test_one_day_is_no_rhythm(text: str) -> None:
    assert read_in_all(text).repeat is None


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("need food tomorrow and friday", ["Tue 00", "Fri 00"]),
        ("need a ride tomorrow 9am and friday 10am to sf general", ["Tue 09", "Fri 10"]),
        ("necesito comida mañana y el viernes", ["Tue 00", "Fri 00"]),
        ("besoin de courses demain et vendredi", ["Tue 00", "Fri 00"]),
        ("mwen bezwen manje demen ak vandredi", ["Tue 00", "Fri 00"]),
        ("need food tue 9am or thu 2pm", ["Tue 09"]),
        ("need food tue and thu", ["Tue 00"]),
    ],
)  # fmt: skip
def test_days_of_their_own_with_an_and_are_one_need_each(text: str, starts: list[str]) -> None:
    found = [need.when.start for need in read_in_all(text).needs if need.when is not None]
    assert [f"{at:%a %H}" for at in found if at is not None] == starts
