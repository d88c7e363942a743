"""The worker's cranks: what wakes them, and that none waits for another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualaid.service import tick
from mutualaid.service.rounds import matchmaking
from mutualaid.worker import Worker
from tests.test_races import START, text
from tests.world import World, config

LONG = 30.0
"""Seconds after which a test gives up waiting."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "worker.db", START, config())
    yield made
    made.close()


def test_texts_go_out_while_a_round_takes_its_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.new_texts()
    in_round, go_on = threading.Event(), threading.Event()

    def slowly(*of: object) -> list[object]:
        in_round.set()
        assert go_on.wait(LONG)
        return []

    monkeypatch.setattr(matchmaking, "best_first", slowly)
    worker = Worker(world.kit, beat=False)
    worker.start()
    try:
        text(world, "ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")()
        assert in_round.wait(LONG)
        text(world, "cora", "hi who is this")()
        said = until_texted(world, "cora")
        assert not go_on.is_set()
        assert "Mission Neighbors" in said
    finally:
        go_on.set()
        worker.stop()


def test_it_ticks_within_a_pass_that_takes_its_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[int] = []
    done: list[int] = []
    mark = tick.mark
    monkeypatch.setattr("mutualaid.worker.TICK_SECONDS", 0.0)
    monkeypatch.setattr(tick, "mark", lambda kit: (ticks.append(len(done)), mark(kit)))
    monkeypatch.setitem(tick.HANDLERS, "hand_back", lambda turn, row: done.append(1))
    for _ in range(3):
        world.kit.turn(lambda turn: turn.schedule("hand_back", turn.now, anew=False))
    worker = Worker(world.kit, beat=False)
    worker.start()
    try:
        waiting = threading.Event()
        for _ in range(int(LONG * 20)):
            if len(done) == 3 and ticks and ticks[-1] == 3:
                break
            waiting.wait(0.05)
        assert {1, 2, 3} <= set(ticks)
    finally:
        worker.stop()


def until_texted(world: World, name: str) -> str:
    waiting = threading.Event()
    for _ in range(int(LONG * 20)):
        found = [t.text for t in world.demo.phones.texts(0) if t.to == world.phone(name)]
        if found:
            return found[-1]
        waiting.wait(0.05)
    raise AssertionError(f"{name} was texted nothing")


def test_it_stops_while_one_of_its_jobs_wakes_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(world.kit, beat=False)
    wakes, never = threading.Event(), threading.Event()
    wake = worker._scheduler.modify_job

    def slowly(*of: object, **more: object) -> object:
        wakes.set()
        never.wait(0.3)  # long enough for whoever stops it to get as far as it can
        return wake(*of, **more)

    monkeypatch.setattr(worker._scheduler, "modify_job", slowly)
    worker.start()
    assert wakes.wait(LONG)
    stopped = threading.Thread(target=worker.stop, daemon=True)
    stopped.start()
    stopped.join(LONG)
    assert not stopped.is_alive()
