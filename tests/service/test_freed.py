"""Whose promised time comes free is asked at once for whoever found nobody in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from mutualaid.config import Asks, Review
from mutualaid.domain.needs import Match
from mutualaid.domain.vocabulary import MatchState
from mutualaid.service.desk import needs as desk
from mutualaid.store import needs, people
from tests.world import World, config

START = datetime(2026, 10, 5, 9)  # noqa: DTZ001 - local time of the group


def asked_for(world: World, who: str) -> set[str]:
    """Who is being asked for this person, by first name."""
    requester = world.neighbour(who)
    with world.kit.store.reading() as tx:
        found = needs.in_states(tx, (MatchState.ASKED,))
        ours = [m for m in found if needs.need(tx, m.need_id).neighbour_id == requester.id]
        return {people.need(tx, match.helper_id).first_name for match in ours}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Ben said yes to Ana for Friday at four; Rosa wants somebody at five, and nobody else helps."""
    made = World(tmp_path / "freed.db", START, config(review=Review(policy="none")))
    made.text("ben", "i can bring groceries, 24th and mission, any day. im Ben")
    made.text("ana", "need groceries, 24th and mission, friday 4pm. im Ana")
    made.text("ben", "1")
    return made


def visit(world: World) -> None:
    for said in ("1", "3001 mission st"):
        world.text("ana", said)
    rosa(world)


def rosa(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission, friday 5pm. im Rosa")
    assert not asked_for(world, "rosa")


def test_by_a_no_to_this_helper(world: World) -> None:
    rosa(world)
    world.text("ana", "2")
    assert asked_for(world, "rosa") == {"Ben"}


def test_by_her_who_cannot_then(world: World) -> None:
    visit(world)
    world.text("ana", "sorry i cant make it friday")
    assert asked_for(world, "rosa") == {"Ben"}


def test_by_another_time(world: World) -> None:
    visit(world)
    world.text("ana", "can we do thursday 10am instead")
    assert not asked_for(world, "rosa")
    world.text("ben", "yes thursday 10am is good")
    assert asked_for(world, "rosa") == {"Ben"}


def test_for_another_day_by_a_yes_to_this_helper(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission, tomorrow 10am. im Rosa")
    assert not asked_for(world, "rosa")
    world.text("ana", "1")
    assert asked_for(world, "rosa") == {"Ben"}


def test_but_not_by_a_helper_who_cannot_then(world: World) -> None:
    visit(world)
    world.text("ben", "sorry i cant make it friday")
    assert not asked_for(world, "rosa")


def test_for_whom_they_stand_by(tmp_path: Path) -> None:
    ours = config(review=Review(policy="none"), asks=Asks(chance=0.99))
    world = World(tmp_path / "freed.db", START, ours)
    for who in ("ben", "cora"):
        world.text(who, f"i can bring groceries, 24th and mission, any day. im {who.title()}")
    world.text("ana", "need groceries, 24th and mission, friday 4pm. im Ana")
    for who, said in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st"), ("cora", "yes")):
        world.text(who, said)
    rosa_at_three = "need groceries, 24th and mission, friday 3pm. im Rosa"
    for who, said in (("rosa", rosa_at_three), ("cora", "1"), ("cora", "1"), ("rosa", "1")):
        world.text(who, said)
    world.text("ben", "sorry cant make it")
    assert not asked_for(world, "ana")
    for said in ("i found someone, i dont need it anymore", "1"):
        world.text("rosa", said)
    assert asked_for(world, "ana") == {"Cora"}


def test_by_a_visit_that_is_over(world: World) -> None:
    """At four Ben is with Ana, and Eva can wait; she does not wait until tomorrow."""
    world.text("ana", "1")
    world.advance(datetime(2026, 10, 9, 15, 50, tzinfo=world.kit.config.group.zone))
    world.text("eva", "need groceries, 24th and mission, by sunday. im Eva")
    assert not asked_for(world, "eva")
    world.advance(datetime(2026, 10, 9, 18, 5, tzinfo=world.kit.config.group.zone))
    assert asked_for(world, "eva") == {"Ben"}


def test_by_the_word_that_it_went_well(world: World) -> None:
    world.text("ana", "1")
    world.advance(datetime(2026, 10, 9, 16, 20, tzinfo=world.kit.config.group.zone))
    world.text("eva", "need groceries, 24th and mission, by sunday. im Eva")
    assert not asked_for(world, "eva")
    world.text("ana", "it went well")
    assert asked_for(world, "eva") == {"Ben"}


def test_a_list_that_a_coordinator_approved_waits_for_the_answer_to_another_yes(tmp_path: Path) -> None:
    """Ben stands on Rosa's list, and waits for Ana's answer: the list is kept, and he is asked once she gave it."""
    world = World(tmp_path / "freed.db", START, config(review=Review(policy="every")))
    world.text("ben", "i can bring groceries, 24th and mission, any day. im Ben")
    for name, day in (("ana", "friday"), ("rosa", "thursday")):
        world.text(name, f"need groceries, 24th and mission, {day} 4pm. im {name.title()}")
    approve(world, "ana")
    world.text("ben", "1")
    approve(world, "rosa")
    world.advance(datetime(2026, 10, 5, 11, tzinfo=world.kit.config.group.zone))
    assert [match.state for match in listed(world, "rosa")] == [MatchState.APPROVED]
    world.text("ana", "2")
    world.advance(datetime(2026, 10, 5, 11, 31, tzinfo=world.kit.config.group.zone))
    assert asked_for(world, "rosa") == {"Ben"}


def listed(world: World, who: str) -> list[Match]:
    requester = world.neighbour(who)
    with world.kit.store.reading() as tx:
        return [match for need in needs.needs_of(tx, requester.id) for match in needs.matches_of_need(tx, need.id)]


def approve(world: World, who: str) -> None:
    (match,) = listed(world, who)
    with world.kit.store.reading() as tx:
        dana = people.coordinators(tx)[0]
    world.kit.turn(lambda turn: desk.approve(turn, match.need_id, dana), who=dana.name)
    world.settle()


def test_for_what_is_urgent_as_soon_as_a_visit_is_over(world: World) -> None:
    """Nobody says how it went, so nothing else tells that Ben is free again."""
    world.text("ana", "1")
    world.advance(datetime(2026, 10, 9, 15, tzinfo=world.kit.config.group.zone))
    world.text("eva", "urgent no food at all for my kids, 24th and mission. im Eva")
    assert not asked_for(world, "eva")
    world.advance(datetime(2026, 10, 9, 19, 30, tzinfo=world.kit.config.group.zone))
    assert asked_for(world, "eva") == {"Ben"}
