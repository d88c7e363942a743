"""How often a week and whether at night, as helpers say it."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("i can help once a week", 1), ("i can drive, max 2 a week", 2), ("no more than 2 times a week", 2),
        ("twice per week is fine", 2), ("puedo ayudar dos veces por semana", 2), ("una vez a la semana", 1),
        ("3x a week", 3), ("i can drive any day of the week", None), ("a week from monday", None),
        ("every week", None), ("i can bring food next week", None),
    ],
)  # fmt: skip
def test_how_often_a_week(text: str, often: int | None) -> None:
    assert read(text).per_week == often


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("nights are fine", True), ("day or night", True), ("not at night please", False), ("nights no", False),
        ("de noche tambien", True), ("de noche no", False), ("i can drive weekends", None),
        ("i work nights", None),
    ],
)  # fmt: skip
def test_nights(text: str, nights: bool | None) -> None:
    assert read(text).nights is nights


def test_words_on_nights_leave_the_hours_as_they_are() -> None:
    repeat = read("i can drive weekdays after 5, nights no").repeat
    assert repeat is not None and repeat.days == (1, 2, 3, 4, 5) and repeat.from_hour == 17
