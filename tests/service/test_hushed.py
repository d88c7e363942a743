"""A helper whose phone somebody may read along is told nothing: a yes to them waits for a coordinator, who settles
it by hand once texts may go there again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mutualaid.service import deskmatches, deskpeople
from mutualaid.service.refused import Refused
from mutualaid.store import needs, people, plan
from tests.world import PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    base = config()
    made = World(tmp_path / "world.db", START, config(review=type(base.review)(policy="none")))
    for who, text in (
        ("ben", "i can bring groceries, 24th and mission, any day. my name is Ben"),
        ("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana"),
        ("ben", "1"),
        ("ben", "my husband hits me and he reads my phone"),
        ("ana", "1"),
    ):
        made.text(who, text)
    yield made
    made.close()


def reasons(world: World) -> set[str]:
    with world.kit.store.reading() as tx:
        return {case.reason for case in plan.open_cases(tx)}


def by_hand(world: World, what: str) -> None:
    ana = world.neighbour("ana").id
    with world.kit.store.reading() as tx:
        (need,) = needs.needs_of(tx, ana)
        (match,) = needs.matches_of_need(tx, need.id)
        dana = people.coordinator_named(tx, "Dana")
    assert dana is not None
    if what == "yes":
        world.kit.turn(lambda turn: deskmatches.confirmed(turn, match.id, dana), who="Dana")
    else:
        world.kit.turn(lambda turn: deskmatches.turned_down(turn, match.id), who="Dana")
    world.settle()


def test_a_kept_back_yes_is_settled_by_hand_and_its_card_with_it(world: World) -> None:
    assert "kept_back" in reasons(world)
    with pytest.raises(Refused, match="may read along"):
        by_hand(world, "yes")
    ben = world.neighbour("ben").id
    world.kit.turn(lambda turn: deskpeople.restart_texts(turn, ben), who="Dana")
    world.new_texts()
    by_hand(world, "yes")
    assert {text.to for text in world.new_texts()} == {PHONES["ana"], PHONES["ben"]}
    assert "kept_back" not in reasons(world)


def test_a_kept_back_yes_that_comes_to_nothing_leaves_no_card(world: World) -> None:
    world.new_texts()
    by_hand(world, "no")
    assert PHONES["ben"] not in {text.to for text in world.new_texts()}, "he is told nothing still"
    assert "kept_back" not in reasons(world)
