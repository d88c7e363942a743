"""The street and door of a visit, and the texts that carried them, are gone from the store's file when the visit is
over, by whatever road it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mutualaid.service.keeping import forgetting, retention
from mutualaid.service.outgoing import outbox
from mutualaid.store import needs, people
from tests.rules import check
from tests.world import PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
STREET = "Andover"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    base = config()
    made = World(tmp_path / "world.db", START, config(review=type(base.review)(policy="none")))
    yield made
    made.close()


def connected(world: World) -> None:
    """Ben brings Ana groceries tomorrow at ten, and knows the street."""
    for who, text in (
        ("ben", "i can bring groceries, 24th and mission, any day. my name is Ben"),
        ("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana"),
        ("ben", "1"),
        ("ana", "1"),
        ("ana", f"214 {STREET} St, blue door"),
    ):
        world.text(who, text)


def rows_with_street(world: World) -> list[str]:
    """Which tables of the file hold the street, as somebody with the file alone would look."""
    found = []
    with sqlite3.connect(world.kit.store.path) as file:
        tables = [name for (name,) in file.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in file.execute(f"select * from {table}"):
                found += [table] if any(STREET in str(value) for value in row) else []
    return found


def test_while_they_are_connected_it_is_there(world: World) -> None:
    connected(world)
    assert "needs" in rows_with_street(world)
    assert rows_with_street(world).count("messages") == 2


def well(world: World) -> None:
    world.advance(world.demo.clock.now() + timedelta(days=1, hours=6))
    world.text("ana", "1")


def nobody_came(world: World) -> None:
    world.advance(world.demo.clock.now() + timedelta(days=1, hours=6))
    world.text("ana", "2")


ROADS: dict[str, Callable[[World], object]] = {
    "it went well": well,
    "nobody came": nobody_came,
    "the helper cannot": lambda w: w.text("ben", "can't make it sorry"),
    "she takes it back": lambda w: w.text("ana", "cancel my groceries"),
    "the helper opts out": lambda w: w.text("ben", "STOP"),
    "she opts out": lambda w: w.text("ana", "STOP"),
    "the helper is forgotten": lambda w: forgetting.forget(w.kit, PHONES["ben"]),
    "she is forgotten": lambda w: forgetting.forget(w.kit, PHONES["ana"]),
}


@pytest.mark.parametrize("road", ROADS)
def test_it_is_gone_when_the_visit_is_over(world: World, road: str) -> None:
    connected(world)
    ROADS[road](world)
    world.demo.settle()
    assert rows_with_street(world) == []
    if "forgotten" not in road:  # of the forgotten no consent is left to hold the texts before against
        check(world)


def test_of_two_helpers_the_one_who_still_comes_keeps_it(world: World) -> None:
    world.text("ben", "i can help moving furniture, 24th and mission, any day. my name is Ben")
    world.text("cora", "i can help moving furniture, 24th and mission, any day. my name is Cora")
    world.text("ana", "need 2 people to help me move a couch, 24th and mission, tomorrow 10am. my name is Ana")
    for who, text in (
        ("ben", "1"), ("ana", "1"), ("ana", f"214 {STREET} St"), ("cora", "1"), ("ana", "1"),
        ("ben", "can't make it"),
    ):  # fmt: skip
        world.text(who, text)
    with world.kit.store.reading() as tx:
        (need,) = needs.all_needs_of(tx, people.by_phone(tx, PHONES["ana"]).id)  # type: ignore[union-attr]
    assert need.door == f"214 {STREET} St"
    world.text("cora", "can't make it sorry")
    assert rows_with_street(world) == []


def test_a_door_text_that_has_not_left_is_not_sent(world: World) -> None:
    connected(world)
    with world.kit.store.transaction() as tx:
        tx.run("update messages set state = 'queued', handed_at = null, provider_id = null where line = 'door'"
               " and direction = 'out'")  # fmt: skip
    world.text("ana", "cancel my groceries")
    outbox.pump(world.kit)
    with world.kit.store.reading() as tx:
        found = tx.all("select state from messages where line = 'door' and direction = 'out'")
    assert [row["state"] for row in found] == ["dropped"]
    assert rows_with_street(world) == []


def test_one_that_was_on_its_way_is_emptied_by_the_next_pass(world: World) -> None:
    connected(world)
    with world.kit.store.transaction() as tx:
        tx.run("update messages set state = 'unsure' where line = 'door' and direction = 'out'")
    world.text("ana", "cancel my groceries")
    assert rows_with_street(world) == ["messages"]
    with world.kit.store.transaction() as tx:
        tx.run("update messages set state = 'delivered' where line = 'door' and direction = 'out'")
    world.advance(world.demo.clock.now() + timedelta(minutes=1))
    retention.run(world.kit)
    assert rows_with_street(world) == []


ENDS = [("ana", "2"), ("ana", "cancel my groceries"), ("ben", "cant make it sorry")]


@pytest.mark.parametrize(("who", "text"), ENDS)
def test_a_street_given_before_a_yes_that_never_comes_is_gone(world: World, who: str, text: str) -> None:
    for writer, said in (
        ("ben", "i can bring groceries, 24th and mission, any day. my name is Ben"),
        ("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana"),
        ("ben", "1"),
        ("ana", f"214 {STREET} St, blue door"),
    ):
        world.text(writer, said)
    assert "needs" in rows_with_street(world)
    world.text(who, text)
    assert rows_with_street(world) == []
    check(world)
