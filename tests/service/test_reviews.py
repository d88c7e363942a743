"""A shortlist is put before those on duty by text: who is busy is tried again, and nobody else is texted for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from mutualaid.service.desk.signin import add_coordinator
from tests.world import PHONES, World, config

START = datetime.fromisoformat("2026-10-05T09:00")


def test_a_busy_coordinator_is_tried_again_without_texting_the_other_one_again(tmp_path: Path) -> None:
    world = World(tmp_path / "t.db", START, config())
    add_coordinator(world.kit, "Eva", PHONES["eva"], on_duty=True)
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("eva", "need a ride to sf general")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    world.new_texts()
    world.advance(world.kit.clock.now() + timedelta(hours=3))
    got = [(t.to, t.text) for t in world.new_texts() if t.text.startswith(("Look over", "As before: Look over"))]
    assert [to for to, _ in got].count(PHONES["dana"]) == 1
    world.text("eva", "24th and mission, tomorrow at 9")
    world.advance(world.kit.clock.now() + timedelta(hours=1))
    asked = [t.to for t in world.new_texts() if t.text.startswith("Look over")]
    assert asked == [PHONES["eva"]]
    world.close()
