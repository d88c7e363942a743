"""A helper whose phone somebody may read along is told nothing: a yes to them waits for a coordinator, who settles
it by hand once texts may go there again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mutualaid.service.desk import matches as deskmatches
from mutualaid.service.desk import people as deskpeople
from mutualaid.service.refused import Refused
from mutualaid.store import needs, people, plan
from tests.world import PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


HUSHED = ("ben", "my husband hits me and he reads my phone")


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[World]:
    """Ana is asked whether Ben may come."""
    base = config()
    made = World(tmp_path / "world.db", START, config(review=type(base.review)(policy="none")))
    for who, text in (
        ("ben", "i can bring groceries, 24th and mission, any day. my name is Ben"),
        ("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana"),
        ("ben", "1"),
    ):
        made.text(who, text)
    yield made
    made.close()


@pytest.fixture
def world(asked: World) -> World:
    """Ana said yes to Ben, who may be told nothing by then."""
    for who, text in (HUSHED, ("ana", "1")):
        asked.text(who, text)
    return asked


def said_to(world: World, name: str) -> list[str]:
    return [text.text for text in world.new_texts() if text.to == PHONES[name]]


def start_again(world: World) -> None:
    ben = world.neighbour("ben").id
    world.kit.turn(lambda turn: deskpeople.restart_texts(turn, ben), who="Dana")
    world.settle()


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
    start_again(world)
    world.new_texts()
    by_hand(world, "yes")
    assert {text.to for text in world.new_texts()} == {PHONES["ana"], PHONES["ben"]}
    assert "kept_back" not in reasons(world)


def test_a_kept_back_yes_that_comes_to_nothing_leaves_no_card(world: World) -> None:
    world.new_texts()
    by_hand(world, "no")
    assert PHONES["ben"] not in {text.to for text in world.new_texts()}, "he is told nothing still"
    assert "kept_back" not in reasons(world)


def test_a_yes_at_another_time_waits_for_a_person_too(asked: World) -> None:
    asked.text(*HUSHED)
    asked.new_texts()
    asked.text("ana", "yes but at 4pm")
    (said,) = said_to(asked, "ana")
    assert "A person reads your text" in said, "Ben is not asked"
    assert "kept_back" in reasons(asked)


@pytest.mark.parametrize("words", ["cancel my groceries", "i dont want ben to come", "STOP"])
def test_a_person_hears_of_a_visit_that_is_off_where_the_helper_does_not(asked: World, words: str) -> None:
    for who, text in (("ana", "1"), ("ana", "214 Andover St"), HUSHED):
        asked.text(who, text)
    asked.new_texts()
    asked.text("ana", words)
    assert said_to(asked, "ben") == []
    with asked.kit.store.reading() as tx:
        (card,) = [case for case in plan.open_cases(tx) if case.reason == "off_kept_back"]
    assert card.neighbour_id == asked.neighbour("ben").id and card.urgency == 0


@pytest.mark.parametrize(("hours", "told"), [(1, True), (30, False)])
def test_a_street_follows_when_texts_start_again_while_the_visit_is_to_come(
    asked: World, hours: int, told: bool
) -> None:
    for who, text in (("ana", "1"), HUSHED, ("ana", "214 Andover St, blue door")):
        asked.text(who, text)
    asked.advance(asked.demo.clock.now() + timedelta(hours=hours))
    assert not any("Andover" in text for text in said_to(asked, "ben"))
    start_again(asked)
    assert any("Andover" in text for text in said_to(asked, "ben")) is told


def test_a_street_told_anew_while_it_is_kept_back_is_left_to_a_person(asked: World) -> None:
    for who, text in (("ana", "1"), HUSHED, ("ana", "214 Andover St, blue door"), ("ana", "sorry its 216 not 214")):
        asked.text(who, text)
    start_again(asked)
    assert not any("Andover" in text for text in said_to(asked, "ben")), "the first one would be the wrong door"
    assert "door_kept_back" in reasons(asked)


def test_a_street_given_with_a_yes_that_waits_for_a_person_is_not_asked_for_again(asked: World) -> None:
    for who, text in (HUSHED, ("ana", "1 214 Andover St")):
        asked.text(who, text)
    start_again(asked)
    asked.new_texts()
    by_hand(asked, "yes")
    got = asked.new_texts()
    assert any(text.to == PHONES["ben"] and "214 Andover" in text.text for text in got)
    assert not any(text.to == PHONES["ana"] and text.text.endswith("Only Ben gets it.") for text in got)
    asked.text("ana", "cancel my groceries")
    with asked.kit.store.reading() as tx:
        assert tx.all("select id from messages where body like '%Andover%'") == [], "it goes with the visit"


def test_who_said_yes_hears_that_a_person_has_it_and_is_not_asked_again(world: World) -> None:
    world.new_texts()
    world.text("ana", "status")
    (said,) = said_to(world, "ana")
    assert "person" in said and "1 yes" not in said
