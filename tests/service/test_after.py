"""After the help: what a hold, a ruling and a missed visit do to further asks, and what the desk shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mutualaid.config import Review
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import views as deskviews
from mutualaid.service.refused import Refused
from mutualaid.service.rounds.around import history
from mutualaid.service.visits import holds
from mutualaid.store import looks, needs, people, plan
from tests.world import World, config

START = datetime.fromisoformat("2026-10-05T09:00")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "after.db", START, replace(config(), review=Review(policy="none")))
    yield made
    made.close()


def agree(world: World, time: str) -> None:
    """Ben comes to Ana at this time."""
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", f"need groceries, 24th and mission, {time}. my name is Ana")
    world.text("ben", "1")
    world.text("ana", "1")
    world.text("ana", "3001 mission st")


def later(world: World, **parts: int) -> None:
    world.advance(world.kit.clock.now() + timedelta(**parts))


def ask_ben(world: World, asker: str) -> str:
    """A coordinator asks Ben by hand for what somebody needs."""
    need_id, ben = need_of(world, asker), world.neighbour("ben").id
    with world.kit.store.reading() as tx:
        dana = people.coordinators(tx)[0]
    return world.kit.turn(lambda turn: desk.ask_by_hand(turn, need_id, ben, dana), who="Dana")


def need_of(world: World, name: str) -> str:
    who = world.neighbour(name).id
    with world.kit.store.reading() as tx:
        return needs.needs_of(tx, who)[-1].id


def test_who_asks_by_hand_hears_of_a_promise_for_that_time(world: World) -> None:
    agree(world, "friday 4pm")
    for who, hour in (("eva", "5pm"), ("rosa", "3pm")):
        world.text(who, f"need groceries, 24th and mission, friday {hour}. my name is {who.title()}")
    told = ask_ben(world, "eva")
    assert told == "Ben is being asked, though they promised that time to somebody."
    with pytest.raises(Refused, match="answering something else, and they promised that time"):
        ask_ben(world, "rosa")
    rosa = need_of(world, "rosa")
    with world.kit.store.reading() as tx:
        assert not needs.matches_of_need(tx, rosa)


def test_the_other_side_of_a_complaint_is_asked_nothing_until_somebody_looked(world: World) -> None:
    agree(world, "tomorrow 10am")
    world.text("ana", "he scares me")
    ana, ben = world.neighbour("ana").id, world.neighbour("ben").id
    with world.kit.store.reading() as tx:
        assert looks.looked_at(tx) == {ben}
        match = needs.between(tx, ana, ben)[-1]
    world.text("eva", "need groceries, 24th and mission, friday 10am. my name is Eva")
    with pytest.raises(Refused, match="waits on the desk"):
        ask_ben(world, "eva")
    world.kit.turn(lambda turn: holds.let_go_on(turn, match.id), who="Dana")
    with world.kit.store.reading() as tx:
        assert looks.looked_at(tx) == set()


def test_the_desk_says_what_the_other_side_heard(world: World) -> None:
    agree(world, "today 11am")
    world.text("ana", "he scares me")
    (card,) = [c for c in deskviews.desk(world.kit).cards if c.told]
    assert card.told == "Ben was told to wait and not to set out. No reason was given."
    assert "go_on" in card.reason.acts


def test_a_hold_long_before_tells_nobody_yet(world: World) -> None:
    agree(world, "friday 11am")
    world.text("ana", "he scares me")
    (card,) = [c for c in deskviews.desk(world.kit).cards if c.told]
    assert card.told == "Ben was told nothing."


def test_her_word_keeps_them_apart_in_both_directions(world: World) -> None:
    agree(world, "tomorrow 10am")
    world.text("ana", "never send me Ben again")
    ana, ben = world.neighbour("ana").id, world.neighbour("ben").id
    with world.kit.store.reading() as tx:
        assert needs.ruled_out(tx, ana) == {ben} and needs.ruled_out(tx, ben) == {ana}
        assert needs.ruled_out_by(tx, ben) == [(ana, "Ana")]
    with pytest.raises(Refused, match="never to be matched"):
        ask_ben(world, "ana")


def test_her_own_calling_off_does_not_count_against_the_helper(world: World) -> None:
    agree(world, "tomorrow 10am")
    world.text("ana", "sorry i can't make it tomorrow")
    later(world, minutes=1)
    assert record(world) == (0, 0)


def test_a_helper_who_cannot_come_counts_less_than_one_who_does_not(world: World) -> None:
    agree(world, "tomorrow 10am")
    world.text("ben", "sorry i cant make it")
    assert record(world) == (0, 1)


def test_nobody_came_counts_in_full(world: World) -> None:
    agree(world, "today 5pm")
    later(world, hours=10)
    world.text("ana", "2")
    assert record(world) == (1, 0)


def record(world: World) -> tuple[int, int]:
    """Ben's visits nobody came to, and those he called off."""
    now = world.kit.clock.now()
    ben, ana = world.neighbour("ben").id, world.neighbour("ana").id
    with world.kit.store.reading() as tx:
        found = history(tx, ben, ana, now)
    return found.no_shows, found.cancelled


def test_violence_at_home_drops_what_waits_and_stops_what_follows(world: World) -> None:
    agree(world, "tomorrow 9am")
    later(world, hours=8)
    world.text("ana", "he is hitting me")
    before = len(world.conversation("ana"))
    later(world, hours=20)
    assert len(world.conversation("ana")) == before
    ana = world.neighbour("ana").id
    with world.kit.store.reading() as tx:
        assert people.talk(tx, ana).hushed


def test_danger_that_names_whom_to_keep_away_rules_him_out_too(world: World) -> None:
    agree(world, "tomorrow 9am")
    world.text("ana", "never send me Ben again he pulled a knife on me")
    ana, ben = world.neighbour("ana").id, world.neighbour("ben").id
    with world.kit.store.reading() as tx:
        assert needs.ruled_out(tx, ana) == {ben}
        assert plan.open_alarm_of(tx, ana) is not None
