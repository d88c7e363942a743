"""How often a week somebody helps: never more than they said, or the group has it, in any week of theirs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from mutualaid.config import Review
from mutualaid.domain.vocabulary import MatchState
from mutualaid.service.desk import needs as desk
from mutualaid.store import messages, needs, people
from tests.world import World, config

THURSDAY = datetime(2026, 10, 8, 9)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Ben helps once a week, and promised Ana to come on Monday."""
    made = World(tmp_path / "week.db", THURSDAY, config(review=Review(policy="none")))
    made.text("ben", "i can bring groceries, 24th and mission, any day, max 1 a week. im Ben")
    made.text("ana", "need groceries, 24th and mission, monday 10am. im Ana")
    for who, said in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st")):
        made.text(who, said)
    return made


def is_asked(world: World, who: str) -> bool:
    requester = world.neighbour(who)
    with world.kit.store.reading() as tx:
        found = needs.in_states(tx, (MatchState.ASKED,))
        return any(needs.need(tx, m.need_id).neighbour_id == requester.id for m in found)


def last_line(world: World, who: str) -> str | None:
    neighbour = world.neighbour(who)
    with world.kit.store.reading() as tx:
        last = messages.last_out(tx, neighbour.id)
    return last.line if last is not None else None


def test_a_visit_promised_for_next_week_leaves_this_one_free(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission, tomorrow 10am. im Rosa")
    assert is_asked(world, "rosa")


def test_but_not_that_one_whenever_it_is_asked_for(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission, wednesday 10am. im Rosa")
    assert not is_asked(world, "rosa")


def test_whoever_helped_this_week_is_asked_for_the_next(tmp_path: Path) -> None:
    made = World(tmp_path / "week.db", THURSDAY, config(review=Review(policy="none")))
    made.text("ben", "i can bring groceries, 24th and mission, any day, max 1 a week. im Ben")
    made.text("ana", "need groceries, 24th and mission, today 11am. im Ana")
    for who, said in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st"), ("ana", "he was here, all good")):
        made.text(who, said)
    made.advance(datetime(2026, 10, 8, 14, tzinfo=made.kit.config.group.zone))
    made.text("ana", "1")
    made.text("rosa", "need groceries, 24th and mission, saturday 10am. im Rosa")
    assert not is_asked(made, "rosa")
    made.text("eva", "need groceries, 24th and mission, monday 10am. im Eva")
    assert is_asked(made, "eva")


def test_a_yes_for_a_full_week_is_not_taken_and_another_week_is(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission. im Rosa")
    world.text("ben", "tuesday 3pm")
    assert last_line(world, "ben") == "helps_enough"
    world.text("ben", "saturday 3pm")
    assert last_line(world, "ben") == "helper_yes"


def test_who_waits_on_a_list_is_not_asked_once_the_week_is_full(tmp_path: Path) -> None:
    """Both lists were approved while Ben had no visit; his yes to one makes the other think anew."""
    made = World(tmp_path / "week.db", THURSDAY, config(review=Review(policy="every")))
    made.text("ben", "i can bring groceries, 24th and mission, any day, max 1 a week. im Ben")
    for name, day in (("ana", "monday"), ("rosa", "wednesday")):
        made.text(name, f"need groceries, 24th and mission, {day} 10am. im {name.title()}")
    neighbours = [made.neighbour(name) for name in ("ana", "rosa")]
    with made.kit.store.reading() as tx:
        dana, *_ = people.coordinators(tx)
        wanted = [need for one in neighbours for need in needs.needs_of(tx, one.id)]
    for need in wanted:
        made.kit.turn(lambda turn, id=need.id: desk.approve(turn, id, dana), who=dana.name)  # type: ignore[misc]
    for who, said in (("ben", "1"), ("ana", "1"), ("ana", "3001 mission st")):
        made.text(who, said)
    made.advance(datetime(2026, 10, 8, 12, tzinfo=made.kit.config.group.zone))
    assert not is_asked(made, "rosa")


def test_a_coordinator_may_ask_for_more_and_hears_that_it_is(world: World) -> None:
    world.text("rosa", "need groceries, 24th and mission, wednesday 10am. im Rosa")
    ben, rosa = world.neighbour("ben"), world.neighbour("rosa")
    with world.kit.store.reading() as tx:
        dana, *_ = people.coordinators(tx)
        (need,) = needs.needs_of(tx, rosa.id)
    said = world.kit.turn(lambda turn: desk.ask_by_hand(turn, need.id, ben.id, dana), who=dana.name)
    assert said == f"Ben is being asked, though {desk.ENOUGH}."
    world.settle()
    world.text("ben", "1")
    assert last_line(world, "ben") == "helper_yes"
