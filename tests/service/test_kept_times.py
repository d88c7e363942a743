"""The times to come of help that keeps a helper are promised: nobody else gets that hour of theirs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from mutualaid.config import Asks, Review
from mutualaid.domain.vocabulary import MatchState
from mutualaid.store import messages, needs
from tests.world import World, config

MONDAY = datetime(2026, 10, 19, 8, 10)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Ben brings Ana groceries every Monday at ten, and was there today."""
    ours = config(review=Review(policy="none"), asks=Asks(asks_per_week=9))
    made = World(tmp_path / "kept.db", MONDAY, ours)
    made.text("ben", "i can bring groceries, 24th and mission, any day, max 3 a week. im Ben")
    made.text("ana", "need groceries every monday at 10, 24th and mission. my name is Ana")
    for who, said in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st")):
        made.text(who, said)
    to(made, 19, 12, 30)
    made.text("ana", "1")
    return made


def to(world: World, day: int, hour: int, minute: int = 0) -> None:
    world.advance(datetime(2026, 10, day, hour, minute, tzinfo=world.kit.config.group.zone))


def is_asked(world: World, who: str) -> bool:
    requester = world.neighbour(who)
    with world.kit.store.reading() as tx:
        found = needs.in_states(tx, (MatchState.ASKED,))
        return any(needs.need(tx, m.need_id).neighbour_id == requester.id for m in found)


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("monday 10am", False),
        ("monday 11am", False),
        ("monday 1pm", True),
        ("tuesday 10am", True),
        ("nov 2 10am", False),
        ("dec 7 10am", False),
    ],
)
def test_nobody_else_is_promised_that_hour(world: World, when: str, asked: bool) -> None:
    world.text("rosa", f"need groceries, 24th and mission, {when}. im Rosa")
    assert is_asked(world, "rosa") is asked


def test_also_while_the_next_time_is_asked_about(world: World) -> None:
    to(world, 23, 12)
    world.text("rosa", "need groceries, 24th and mission, monday 10am. im Rosa")
    assert not is_asked(world, "rosa")
    world.text("ana", "1")
    assert is_asked(world, "ana")


def test_their_own_yes_for_it_is_asked_back(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission. im Rosa")
    world.text("ben", "monday 10am")
    ben = world.neighbour("ben")
    with world.kit.store.reading() as tx:
        last = messages.last_out(tx, ben.id)
    assert last is not None and last.line == "kept_then"


@pytest.mark.parametrize("said", ["no groceries next monday please", "no more groceries please"])
def test_a_time_that_is_not_wanted_is_free(world: World, said: str) -> None:
    world.text("rosa", "need groceries, 24th and mission, monday 10am. im Rosa")
    assert not is_asked(world, "rosa")
    world.text("ana", said)
    assert is_asked(world, "rosa")


def test_a_time_they_cannot_is_not_promised(world: World) -> None:
    world.text("ben", "i cant do groceries next monday")
    world.text("rosa", "need groceries, 24th and mission, nov 2 10am. im Rosa")
    assert not is_asked(world, "rosa")


def test_they_count_for_the_week(world: World) -> None:
    """Three a week, one of which is hers."""
    for name, day in (("rosa", 27), ("eva", 28)):
        world.text(name, f"need groceries, 24th and mission, oct {day} 10am. im {name.title()}")
        for who, said in (("ben", "1"), (name, "1"), (name, "3001 mission st")):
            world.text(who, said)
    world.text("luis", "need groceries, 24th and mission, oct 29 10am. im Luis")
    assert not is_asked(world, "luis")
    world.text("dan", "need groceries, 24th and mission, nov 3 10am. im Dan")
    assert is_asked(world, "dan")
