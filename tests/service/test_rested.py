"""Who was asked lately is asked only where nobody else could be, or where it cannot wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mutualaid.config import Matching, Review
from mutualaid.domain.vocabulary import MatchState
from mutualaid.store import needs
from tests.world import World, config

START = datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("America/Los_Angeles"))
OFFER = "I can bring groceries, any day. 24th and Mission. im {name}"


def after_an_ask(path: Path, *others: str, rest_days: float = 2) -> World:
    """Ben was asked and said no; an hour later `others` have offered the same as he."""
    world = World(path, START, config(review=Review(policy="none"), matching=Matching(rest_days=rest_days)))
    world.text("ben", OFFER.format(name="Ben"))
    world.text("rosa", "I need groceries thursday 2pm, 24th and Mission. im Rosa")
    world.text("ben", "2")
    world.text("rosa", "never mind, i dont need it any more")
    world.advance(START + timedelta(hours=1))
    for name in others:
        world.text(name, OFFER.format(name=name.title()))
    return world


def asked(world: World, *names: str) -> list[str]:
    """Which of these are being asked."""
    with world.kit.store.reading() as tx:
        found = {one.helper_id for one in needs.in_states(tx, (MatchState.ASKED,))}
    return [name for name in names if world.neighbour(name).id in found]


@pytest.mark.parametrize(
    ("rest_days", "words", "whom"),
    [
        (2, "I need groceries thursday 4pm", ["cora"]),
        (0, "I need groceries thursday 4pm", ["ben", "cora"]),
        (2, "I need groceries today at noon", ["ben", "cora"]),
        (2, "Urgent, I need groceries thursday 4pm", ["ben", "cora"]),
    ],
)
def test_the_rested_are_asked_first_where_there_is_time(
    tmp_path: Path, rest_days: float, words: str, whom: list[str]
) -> None:
    world = after_an_ask(tmp_path / "rest.db", "cora", rest_days=rest_days)
    world.text("ana", f"{words}, 26th and Mission. im Ana")
    assert asked(world, "ben", "cora") == whom


def test_after_a_no_of_the_rested_the_one_asked_lately_is_asked(tmp_path: Path) -> None:
    world = after_an_ask(tmp_path / "rest.db", "cora")
    world.text("ana", "I need groceries thursday 4pm, 26th and Mission. im Ana")
    world.text("cora", "2")
    assert asked(world, "ben", "cora") == ["ben"]


def test_where_time_gets_short_the_others_are_asked_beside_the_rested(tmp_path: Path) -> None:
    world = after_an_ask(tmp_path / "rest.db", "cora")
    world.text("ana", "I need groceries today at 6pm, 26th and Mission. im Ana")
    assert asked(world, "ben", "cora") == ["cora"]
    world.advance(START + timedelta(hours=2, minutes=50))
    assert asked(world, "ben", "cora") == ["cora"]
    world.advance(START + timedelta(hours=3, minutes=10))
    assert asked(world, "ben", "cora") == ["ben", "cora"]


def test_for_a_morning_the_others_are_asked_the_evening_before(tmp_path: Path) -> None:
    world = after_an_ask(tmp_path / "rest.db", "cora")
    world.text("ana", "I need groceries tomorrow at 9am, 26th and Mission. im Ana")
    assert asked(world, "ben", "cora") == ["cora"]
    world.advance(datetime(2026, 10, 5, 18, 50, tzinfo=START.tzinfo))
    assert asked(world, "ben", "cora") == ["cora"]
    world.advance(datetime(2026, 10, 5, 19, 10, tzinfo=START.tzinfo))
    assert asked(world, "ben", "cora") == ["ben", "cora"]


def test_where_nobody_is_rested_one_is_asked_at_once(tmp_path: Path) -> None:
    world = after_an_ask(tmp_path / "rest.db")
    world.text("ana", "I need groceries thursday 4pm, 26th and Mission. im Ana")
    assert asked(world, "ben") == ["ben"]


def test_who_offers_anew_is_rested(tmp_path: Path) -> None:
    world = after_an_ask(tmp_path / "rest.db", "cora")
    world.text("ben", "STOP")
    world.text("ben", "START")
    world.text("ben", OFFER.format(name="Ben"))
    world.text("ana", "I need groceries thursday 4pm, 26th and Mission. im Ana")
    assert asked(world, "ben", "cora") == ["ben", "cora"]
