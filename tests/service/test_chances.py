"""Honest odds: what the group's own history says of a need that waits, and nothing from too little of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mutualaid.domain.needs import Match, Need
from mutualaid.domain.odds import LEAST, Odds, odds
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.store import needs, people
from mutualaid.store.ended import ended
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "odds.db", START, config())
    yield made
    made.close()


def history(world: World, met: int, unmet: int) -> None:
    """Needs for food of last week: those met were agreed on after 1, 2, 3 … hours."""
    now = world.kit.clock.now() - timedelta(days=7)
    with world.kit.store.transaction() as tx:
        for who in ("old", "helper"):
            people.insert(tx, Neighbour(id=who, phone=f"+1415555017{len(who)}", created_at=now))
        for number in range(met + unmet):
            state = NeedState.FULFILLED if number < met else NeedState.UNMET
            times = {"created_at": now, "posted_at": now}
            need = Need(id=f"n{number}", neighbour_id="old", kinds=("food",), state=state, **times)
            needs.put_need(tx, need)
            if number < met:
                agreed = now + timedelta(hours=number + 1)
                match = Match(id=f"m{number}", need_id=need.id, helper_id="helper", created_at=now)
                needs.insert_match(tx, match)
                needs.change_match(tx, match, state=MatchState.FULFILLED, confirmed_at=agreed, asked_at=now)


def test_how_such_needs_went_is_told_under_status_and_in_the_first_news(world: World) -> None:
    history(world, met=8, unmet=4)
    world.text("ana", "need groceries, 24th and mission, any day. my name is Ana")
    world.new_texts()
    world.text("ana", "any news?")
    said = [t.text for t in world.new_texts() if t.to == world.phone("ana")]
    assert said == [
        "We look for a neighbor: food. 8 of 12 such asks found help here, half of them within 5 hours."
        " A person looks too."
    ]
    world.advance(world.kit.clock.now() + timedelta(days=2))
    news = [t.text for t in world.new_texts() if t.to == world.phone("ana")]
    assert any("8 of 12 such asks found help here" in text for text in news), news


def test_nothing_is_claimed_from_fewer_than_ten_cases(world: World) -> None:
    history(world, met=8, unmet=1)
    world.text("ana", "need groceries, 24th and mission, any day. my name is Ana")
    world.advance(world.kit.clock.now() + timedelta(days=2))
    world.text("ana", "any news?")
    assert not any("such asks" in t.text for t in world.new_texts())
    assert odds([(True, 1.0)] * (LEAST - 1)) is None


def test_only_needs_first_of_all_of_that_kind_count(world: World) -> None:
    history(world, met=8, unmet=4)
    since = world.kit.clock.now() - timedelta(days=30)
    with world.kit.store.reading() as tx:
        assert len(ended(tx, "food", since)) == 12
        assert ended(tx, "ride", since) == ended(tx, "foo", since) == []
        assert ended(tx, "food", world.kit.clock.now()) == []
    assert odds([(True, None)] * 5 + [(False, None)] * 5) == Odds(10, 5, None)
