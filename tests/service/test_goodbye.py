"""Forgetting by text: one last text, and only when it has left is anything erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from service.test_forgetting import ANA, asked, everything

from mutualaid.domain.vocabulary import MessageState
from mutualaid.service import tick
from mutualaid.service.outgoing import outbox
from mutualaid.store import messages, people, plan
from mutualaid.transport.base import Outcome, SendProblem, StatusUpdate
from tests.world import PHONES, World


def later(world: World, **parts: float) -> None:
    world.advance(world.demo.clock.now() + timedelta(**parts))


def test_nothing_that_names_them_is_left(world: World) -> None:
    asked(world)
    world.text("ana", "delete my data")
    world.text("ana", "1")
    assert ANA in everything(world)
    later(world, minutes=5)
    left = everything(world)
    for trace in (ANA, "Rosamund", "oatmeal", "24th"):
        assert trace not in left
    with world.kit.store.reading() as tx:
        assert "forget asked" in {entry.verb for entry in plan.recent_log(tx)}


def test_it_waits_for_the_last_text_to_leave(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(world)
    world.text("ana", "delete my data")

    def refuse(*given: object, **named: object) -> None:
        raise SendProblem(Outcome.RETRY, "The provider is down.")

    send = world.kit.transport.send
    monkeypatch.setattr(world.kit.transport, "send", refuse)
    world.text("ana", "1")
    later(world, minutes=5)
    assert ANA in everything(world)
    monkeypatch.setattr(world.kit.transport, "send", send)
    later(world, hours=2)
    assert any("our last text" in text.text for text in world.new_texts() if text.to == ANA)
    assert ANA not in everything(world)


def test_the_provider_is_asked_again_each_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(world)
    ana = world.neighbour("ana")
    world.text("ana", "delete my data")
    world.text("ana", "1")
    tried: list[str] = []

    def stuck(provider_id: str) -> None:
        tried.append(provider_id)
        raise SendProblem(Outcome.LATER, "It is still on its way.")

    monkeypatch.setattr(world.kit.transport, "forget", stuck)
    later(world, minutes=5)
    first = len(tried)
    assert first > 0
    later(world, days=1)
    assert len(tried) == 2 * first
    later(world, days=8)
    with world.kit.store.reading() as tx:
        assert "failed_plan" in {case.reason for case in plan.open_cases(tx)}
        assert not plan.planned(tx, "goodbye", neighbour_id=ana.id)


def test_a_late_failure_of_the_last_text_puts_nobody_on_the_desk(world: World) -> None:
    asked(world)
    ana = world.neighbour("ana")
    world.text("ana", "delete my data")
    world.text("ana", "1")
    later(world, minutes=5)
    with world.kit.store.reading() as tx:
        last = messages.of_neighbour(tx, ana.id)[-1]
        assert last.provider_id is not None and last.body == ""
        sent = last.state
    outbox.status(world.kit, last.id, StatusUpdate(last.provider_id, MessageState.UNDELIVERED, 30003))
    with world.kit.store.reading() as tx:
        assert sent is MessageState.DELIVERED or messages.get(tx, last.id).state == "undelivered"  # type: ignore[union-attr]
        assert "phone_them" not in {case.reason for case in plan.open_cases(tx)}


def test_stop_in_between_changes_nothing(world: World) -> None:
    world.text("eva", "need help")
    world.text("eva", "forget me")
    world.text("eva", "1")
    world.text("eva", "STOP")
    later(world, minutes=5)
    assert PHONES["eva"] not in everything(world)
    with world.kit.store.reading() as tx:
        assert people.by_phone(tx, PHONES["eva"]) is None
    assert tick.idle(world.kit)
