"""Haitian Creole as it is typed: times, joined words, letters that were dropped, and English left alone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command
from mutualaid.language.reader import Reader
from mutualaid.language.times.rhythms import find_repeat
from mutualaid.language.times.when import find_when, say_when
from mutualaid.language.words.lexicon import Lexicon, prepare

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ZONE)
"""A Monday."""

READER = Reader(("en", "es", "ht"))


def read(text: str, question: str | None = None) -> Reading:
    return READER.understand(text, Context(now=NOW, question=question))


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("demen maten", at(6, 8), at(6, 12)),
        ("apredemen a 3è", at(7, 15), at(7, 15)),
        ("vandredi apre 5è", at(9, 17), at(10)),
        ("mèkredi twazè nan apremidi", at(7, 15), at(7, 15)),
        ("a 3 zè nan apremidi", at(5, 15), at(5, 15)),
        ("a 3 zè", at(5, 15), at(5, 15)),
        ("3 zè", at(5, 15), at(5, 15)),
        ("demen a 9vè", at(6, 9), at(6, 9)),
        ("samdi 8 zè diswa", at(10, 20), at(10, 20)),
        ("demen 3zè edmi", at(6, 15, 30), at(6, 15, 30)),
        ("anvan midi", at(5, 9), at(5, 12)),
        ("nan 2 zè d tan", at(5, 11), at(5, 11)),
        ("nan inèdtan", at(5, 10), at(5, 10)),
        ("le 14 a 2h30", at(14, 14, 30), at(14, 14, 30)),
        ("14 oktòb", at(14), at(15)),
        ("semèn pwochèn", at(12), at(19)),
        ("semèn sa a", at(5, 9), at(12)),
        ("vandredi k ap vini an", at(9), at(10)),
        ("wikenn sa a", at(10), at(12)),
        ("soti 2è rive 4è madi", at(6, 14), at(6, 16)),
        ("ant 9vè ak midi jedi", at(8, 9), at(8, 12)),
        ("demen aswè 7è", at(6, 19), at(6, 19)),
    ],
)
def test_times(text: str, start: datetime, end: datetime) -> None:
    found = find_when(text, NOW, "ht")
    assert found is not None
    assert (found[0].start, found[0].end) == (start, end)


@pytest.mark.parametrize("text", ["lè w kapab", "pita", "nenpòt lè"])
def test_vague_times_stay_vague(text: str) -> None:
    found = find_when(text, NOW, "ht")
    assert found is not None
    assert (found[0].start, found[0].end) == (None, None)


@pytest.mark.parametrize("text", ["m bezwen 5 moun", "bonjou", "fen mwa a", "sak pase", "2 ze ak 1 pen"])
def test_what_is_no_time(text: str) -> None:
    found = read(text).when
    assert found is None or found.start is None


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("chak lendi 10zè", (1,), (10.0, None)),
        ("lendi a vandredi apre 6è", (1, 2, 3, 4, 5), (18.0, None)),
        ("chak madi ak jedi maten", (2, 4), (8.0, 12.0)),
        ("chak wikenn", (6, 7), (None, None)),
    ],
)
def test_what_comes_again(text: str, days: tuple[int, ...], hours: tuple[float | None, float | None]) -> None:
    found = find_repeat(text, "ht")
    assert found is not None
    assert found[0].days == days
    assert (found[0].from_hour, found[0].to_hour) == hours


def test_times_are_said() -> None:
    assert say_when(at(5, 17), at(5, 17), NOW, "ht") == "jodi a 5pm"
    assert say_when(NOW, at(10), NOW, "ht") == "anvan van 9 okt"


@pytest.mark.parametrize(
    "text",
    [
        "mwen bezwen manje pou timoun yo",
        "m bezwen manje pou timoun yo",
        "m'bezwen manje pou timoun yo",
        "mbzwen mange poum bay timoun yo",
        "nou besoin manje tampri",
        "NOUBEZWEN MANJE SOUPLE",
        "n ap chache manje svp",
    ],
)
def test_one_wish_in_many_spellings(text: str) -> None:
    reading = read(text)
    assert (reading.intent.value, reading.kinds, reading.language) == ("need", ("food",), "ht")


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("l pa ka respire", "medical"),
        ("L'AP MOURI TANPRI", "medical"),
        ("m vle touye tt mwen", "self_harm"),
        ("lap bat mwen", "home"),
        ("kay la pran dife", "fire"),
        ("m santi gaz", "fire"),
        ("chalè a ap touye m lol", None),
        ("m mouri ri", None),
        ("grann mwen mouri ane pase", None),
        ("bezwen batri pou alam lafimen an", None),
        ("eske l ap koute m anyen", None),
        ("yo fek koute m", "violence"),
    ],
)
def test_danger_and_its_false_friends(text: str, danger: str | None) -> None:
    assert (read(text).danger.value if read(text).danger else None) == danger  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["bis la rete kote", "m pa ka sispann dlo a koule", "fen mwa a", "m rete nan ri Panama", "rete la"]
)
def test_no_false_wish_to_stop(text: str) -> None:
    assert read(text).command is not Command.STOP


@pytest.mark.parametrize(
    "text", ["let me know when you can", "map of the area", "take a nap", "i need a lift", "pan"]
)
def test_english_words_that_look_creole_stay_english(text: str) -> None:
    assert read(text).language != "ht"
    assert read(text).kinds in ((), ("ride",), ("food",))


def test_letters_that_were_dropped_are_put_back_unless_a_word_is_left() -> None:
    words = {"phrases": {"kind.care": ["enfimyè", "mè"]}, "messages": {}, "common": "enf", "lost": "è"}
    lexicon = Lexicon("xx", prepare(words))
    assert lexicon.read("enfimy") == ("enfimye",)
    assert lexicon.read("m") == ("m",)
    assert Lexicon("xx", prepare({**words, "lost": ""})).read("enfimy") != ("enf",)
