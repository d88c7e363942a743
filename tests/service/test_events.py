"""What whoever runs the service reads in its log: one line an event, with ids and without people's words."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import pytest

from mutualaid.config import Review
from mutualaid.store import needs, people
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


def test_each_event_is_a_line_with_ids_and_without_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="mutualaid.events")
    world = World(tmp_path / "events.db", START, config(review=Review(policy="none")))
    said = {
        "ben": ["i can bring groceries, 24th and mission, any day. my name is Ben", "1"],
        "ana": ["need groceries, 24th and mission, tomorrow 10am. my name is Ana", "1", "Ana Lopez, 3288 24th St"],
    }
    world.text("ben", said["ben"][0])
    world.text("ana", said["ana"][0])
    world.text("ben", said["ben"][1])
    world.text("ana", said["ana"][1])
    world.text("ana", said["ana"][2])
    lines = [record.getMessage() for record in caplog.records if record.name == "mutualaid.events"]
    with world.kit.store.reading() as tx:
        ana = people.by_phone(tx, world.phone("ana"))
        assert ana is not None
        need = needs.needs_of(tx, ana.id)[0]
        match = needs.matches_of_need(tx, need.id)[0]
    ids = f"neighbour={ana.id} need={need.id}"
    assert f"event=connect {ids} match={match.id}" in "\n".join(lines)
    assert any(line.startswith(f"event=post {ids} message=") for line in lines)
    assert any(line.startswith('event="text delivered"') and f"match={match.id}" in line for line in lines)
    every = "\n".join(lines)
    private = {word for words in said.values() for text in words for word in text.split() if len(word) > 3}
    private |= {"Ben", "Ana", world.phone("ana"), world.phone("ben")}
    assert not [word for word in private - {"need"} if word in every]
    world.close()
