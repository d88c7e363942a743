"""A helper's time that hangs on their work, days listed side by side, and a week taken out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 9, tzinfo=ZONE)
READER = Reader(("en", "es", "fr", "ht"))


def read(text: str, question: str | None = None) -> Reading:
    return READER.understand(text, Context(now=NOW, question=question))


@pytest.mark.parametrize(
    "text",
    [
        "I can drive. After 5 on my off days",
        "can give rides when im off work",
        "puedo llevar gente despues de las 5 en mis dias libres",
        "je peux conduire apres 17h mes jours de repos",
        "mwen ka bay woulib jou konje mwen",
    ],
)
def test_days_off_that_are_not_named_stay_unsaid(text: str) -> None:
    found = read(text)
    assert found.when is not None and found.when.start is None and found.when.end is None
    assert "shift" in found.spans and (found.repeat is None or not found.repeat.days)


@pytest.mark.parametrize(
    "text",
    [
        "Nurse, nights on the ward. I can give rides",
        "i work nights downtown but i can give rides",
        "soy enfermera, noches en el hospital. puedo llevar gente",
        "je travaille de nuit mais je peux conduire",
        "mwen travay lannuit men mwen ka bay woulib",
    ],
)
def test_hours_at_work_are_no_hours_of_help(text: str) -> None:
    found = read(text)
    assert (found.when, found.repeat, found.place) == (None, None, None)


def test_hours_of_help_beside_those_at_work() -> None:
    found = read("i work nights at the hospital, i can drive weekends")
    assert found.repeat is not None and found.repeat.days == (6, 7)


@pytest.mark.parametrize(
    ("text", "days", "first"),
    [
        ("off days change. this week wed + sat", (3, 6), 5),
        ("Off days are Tue and Thu this week", (2, 4), 5),
        ("Off Tue Fri next wk", (2, 5), 12),
        ("esta semana miercoles y sabado", (3, 6), 5),
        ("cette semaine mercredi et samedi", (3, 6), 5),
        ("semen sa a mekredi ak samdi", (3, 6), 5),
        ("Fri + Sun only", (5, 7), None),
    ],
)
def test_days_side_by_side_and_their_week(text: str, days: tuple[int, ...], first: int | None) -> None:
    found = read(text, "when").repeat
    assert found is not None and found.days == days
    assert (found.first.day if found.first else None) == first


@pytest.mark.parametrize(
    "text", ["Not this week after all", "esta semana no", "pas cette semaine"]
)
def test_a_week_taken_out_ends_with_it(text: str) -> None:
    found = read(text)
    assert "skip_week" in found.spans or found.command is Command.PAUSE
    assert found.pause is not None and found.pause.end == datetime(2026, 10, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("they moved it to monday", "12 00:00"), ("they moved it to monday morning", "12 08:00"),
        ("they moved it to today", "05 09:00"), ("they moved it from monday to friday", "09 00:00"),
        ("cambiaron mi cita para el lunes a las 3", "12 15:00"), ("lo movieron del lunes al viernes", "09 00:00"),
        ("mon rdv est reporté à lundi", "12 00:00"), ("mon rdv est déplacé de lundi à vendredi", "09 00:00"),
        ("yo chanje randevou a soti lendi pou vandredi", "09 00:00"), ("need a ride monday", "05 09:00"),
    ],
)  # fmt: skip
def test_what_was_moved_to_a_monday_on_one_was_moved_to_the_next(text: str, start: str) -> None:
    r = read(text)
    assert r.when is not None and r.when.start is not None
    assert f"{r.when.start:%d %H:%M}" == start and r.command is None


@pytest.mark.parametrize(
    "text",
    [
        "i take my pills at nine",
        "i took my meds at noon already",
        "tomo mis pastillas a las nueve",
        "je prends mes cachets a 9h",
        "mwen pran grenn mwen a 9è",
    ],
)
def test_when_pills_are_taken_is_no_time_to_come(text: str) -> None:
    found = read(text)
    assert (found.when, found.kinds) == (None, ())


def test_pills_that_are_out_are_needed() -> None:
    assert read("i need to take my meds at 9 but have none").kinds == ("medicine",)


@pytest.mark.parametrize(
    ("text", "while_"),
    [
        ("only weekends this month", True),
        ("mondays until november", True),
        ("solo fines de semana este mes", True),
        ("les lundis jusqu'a novembre", True),
        ("weekends only", False),
        ("mon til fri", False),
        ("once a week mornings", False),
        ("de lunes a viernes hasta las 5", False),
    ],
)
def test_a_rhythm_for_a_while_is_told_from_one_that_lasts(text: str, while_: bool) -> None:
    assert ("while" in read(text).spans) is while_
