"""Two at once: the last place of a need, one shortlist, one outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from mutualaid.clock import Dice
from mutualaid.config import OwnAnswer, Review
from mutualaid.domain.places import Place
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.service import tick
from mutualaid.service.incoming import inbound
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import outbox
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.store import leases, messages, needs, people, plan
from mutualaid.store.engine import LostRace, open_store
from mutualaid.transport.base import InboundText
from mutualaid.transport.handset import made_id
from mutualaid.wiring import build
from tests.at_once import at_once
from tests.postgres import server
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


@pytest.fixture(params=["sqlite", "postgresql"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    settings = config(review=Review(policy="none"))
    where = tmp_path / "race.db" if request.param == "sqlite" else server().emptied()
    here = World(where, START, replace(settings, asks=replace(settings.asks, chance=0.99)))
    yield here
    check(here)
    here.close()


def text(world: World, name: str, body: str) -> Callable[[], object]:
    given = InboundText(provider_id=made_id(f"{name}{body}"), from_=world.phone(name), to="+14155550100", body=body)
    return lambda: inbound.receive(world.kit, given)


def asked_two(world: World) -> str:
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("cora", "i can bring groceries, 26th and mission, any day. my name is Cora")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    with world.kit.store.reading() as tx:
        need = needs.needs_of(tx, world_id(tx, world, "ana"))[0]
        assert [m.state for m in needs.matches_of_need(tx, need.id)] == [MatchState.ASKED] * 2
    return need.id


def world_id(tx: object, world: World, name: str) -> str:
    found = people.by_phone(tx, world.phone(name))  # type: ignore[arg-type]
    assert found is not None
    return found.id


def test_two_yeses_at_once_for_the_last_place(world: World) -> None:
    need_id = asked_two(world)
    at_once(text(world, "ben", "1"), text(world, "cora", "1"))
    world.demo.settle()
    with world.kit.store.reading() as tx:
        found = needs.matches_of_need(tx, need_id)
    assert sorted(m.state.value for m in found) == ["accepted", "covered"]
    assert [m.standby for m in found if m.state is MatchState.COVERED] == [True]


def test_a_yes_and_a_withdrawal_at_once(world: World) -> None:
    need_id = asked_two(world)
    at_once(text(world, "ben", "1"), text(world, "ana", "found someone already thx"))
    world.demo.settle()
    with world.kit.store.reading() as tx:
        assert needs.need(tx, need_id).state is NeedState.FULFILLED
        assert all(m.state is not MatchState.ACCEPTED for m in needs.matches_of_need(tx, need_id))


def test_stop_and_a_text_of_ours_at_once(world: World) -> None:
    asked_two(world)
    at_once(text(world, "ben", "STOP"), lambda: outbox.pump(world.kit), text(world, "ana", "status"))
    world.demo.settle()
    with world.kit.store.reading() as tx:
        assert people.need(tx, world_id(tx, world, "ben")).standing == "opted_out"


def test_two_approve_at_once(tmp_path: Path) -> None:
    world = World(tmp_path / "two.db", START, config())
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    with world.kit.store.reading() as tx:
        need = needs.needs_of(tx, world_id(tx, world, "ana"))[0]

    def approve() -> None:
        world.kit.turn(lambda turn: asking.approve(turn, need.id, "Dana"))

    at_once(approve, approve)
    world.demo.settle()
    asked = [t for t in world.new_texts() if t.text.startswith("Can you help")]
    assert len(asked) == 1
    check(world)
    world.close()


def test_a_round_whose_process_dies_is_made_by_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    receive = text(world, "ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    receive()

    class Died(BaseException):
        """What no handler catches, as nothing catches a kill."""

    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patched, pytest.raises(Died):
        patched.setattr(matchmaking, "best_first", die)
        tick.run(world.kit)
    world.demo.settle()
    assert len([t for t in world.new_texts() if t.text.startswith("Can you help")]) == 1


def test_two_workers_make_one_round_once(world: World) -> None:
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    text(world, "ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")()
    assert at_once(*[lambda: tick.run(world.kit)] * 2) != [0, 0]
    world.demo.settle()
    assert len([t for t in world.new_texts() if t.text.startswith("Can you help")]) == 1


def test_only_one_sender_holds_the_lease(world: World) -> None:
    with world.kit.store.transaction() as tx:
        assert leases.take(tx, "send", "one", 100.0, 20.0)
        assert not leases.take(tx, "send", "two", 110.0, 20.0)
        assert leases.take(tx, "send", "one", 119.0, 20.0)
        assert leases.take(tx, "send", "two", 139.5, 20.0)


def test_a_lease_from_before_a_reboot_holds_nobody_off(world: World) -> None:
    with world.kit.store.transaction() as tx:
        assert leases.take(tx, "send", "one", 900_000.0, 20.0)
        assert leases.take(tx, "send", "two", 12.0, 20.0)


def test_a_row_that_changed_is_not_changed_again(world: World) -> None:
    need_id = asked_two(world)
    with world.kit.store.reading() as tx:
        seen = needs.need(tx, need_id)
    with world.kit.store.transaction() as tx:
        needs.guard(tx, seen)
    with pytest.raises(LostRace), world.kit.store.transaction() as tx:
        needs.guard(tx, seen)


def test_the_groups_own_answer_is_given_in_the_writers_language(tmp_path: Path) -> None:
    pantry = OwnAnswer(
        text={"en": "The food pantry is open Tue 9am to noon, 300 Main St.", "es": "La despensa abre mar 9 a 12."},
        words=("pantry", "despensa"),
    )
    world = World(tmp_path / "own.db", START, config(answers=(pantry,)))
    world.text("ana", "when is the food pantry open?")
    world.text("rosa", "cuando abre la despensa de comida?")
    said = [t.text for t in world.new_texts()]
    assert "The food pantry is open Tue 9am to noon, 300 Main St." in said
    assert "La despensa abre mar 9 a 12." in said
    check(world)
    world.close()


def test_a_place_taught_in_another_process_is_known_here(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.kit.gazetteer
    assert here.resolve("the blue gate laundromat") is None
    with world.kit.store.transaction() as tx:
        plan.put_place(tx, Place("p1", "Blue Gate Laundromat", 37.75, -122.41, ("the blue gate laundromat",)))
    later = world.kit.clock.monotonic() + 60
    monkeypatch.setattr(world.kit.clock, "monotonic", lambda: later)
    found = here.resolve("the blue gate laundromat")
    assert found is not None
    assert found.latitude == 37.75


def _second(world: World) -> Kit:
    """Another machine's service on the same store, with the same phones."""
    kit = world.kit
    other = open_store(kit.config.env.database_url)
    return build(kit.config, clock=kit.clock, dice=Dice(8), transport=kit.transport, store=other)


def _worked(kit: Kit) -> Callable[[], object]:
    def work() -> None:
        while tick.run(kit) + outbox.pump(kit):
            pass

    return work


def test_two_workers_at_once_do_everything_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where both believe that they hold the sender's lease."""
    other = _second(world)
    monkeypatch.setattr(leases, "take", lambda *_: True)
    try:
        for name in ("ben", "cora", "dan", "eva"):
            world.text(name, f"i can bring groceries, 24th and mission, any day. my name is {name.capitalize()}")
        for name in ("ana", "fay", "gus", "hana"):
            given = InboundText(
                provider_id=made_id(name), from_=world.phone(name), to="+14155550100",
                body=f"need groceries, 24th and mission, tomorrow 10am. my name is {name.capitalize()}",
            )  # fmt: skip
            twice = [partial(inbound.receive, kit, given) for kit in (world.kit, other)]
            said = at_once(*twice)
            assert [one for one in said if one is not None] == [said[0] or said[1]], said
        for _ in range(8):
            assert at_once(*[_worked(world.kit), _worked(other)] * 2) == [None] * 4
            due = tick.next_due(world.kit)
            assert due is not None
            world.demo.clock.move_to(due)
    finally:
        other.store.close()
    world.settle()
    with world.kit.store.reading() as tx:
        every = [m for one in people.everyone(tx) for m in messages.of_neighbour(tx, one.id)]
        taken = [needs.matches_of_need(tx, need.id) for need in needs.needs_in(tx, list(NeedState))]
    out = [m for m in every if m.direction == "out" and m.handed_at is not None]
    assert len(out) > 16
    assert len({m.provider_id for m in out}) == len(out) == sum(not t.inbound for t in world.demo.phones.texts(0))
    asked = [m.helper_id for found in taken for m in found if m.state is MatchState.ASKED]
    assert len(set(asked)) == len(asked) > 0
