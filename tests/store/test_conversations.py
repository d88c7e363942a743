"""Conversations on PostgreSQL: a few of each sort, line by line as on SQLite. `bench/engines.py` plays all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import server
from tests.script import Played

WHERE = Path(__file__).parent.parent / "transcripts"

CHOSEN = (
    "match_groceries", "match_late_yes", "match_nobody_came", "match_spanish", "after_two_stories",
    "apart_by_her_word", "calls_connected", "commands_forget", "counter_part", "danger_home_complete",
    "desk_review_by_digit", "group_answers", "offer_pieces", "phones_dead_helper", "phones_silent_not_them",
    "relay_fear_holds", "series_skip_ahead",
)  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_it_plays_on_postgresql_as_written(name: str) -> None:
    played = Played(WHERE / f"{name}.txt", server().emptied())
    written = list(played.lines)
    assert played.play() == written
