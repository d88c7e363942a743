"""Conversations on PostgreSQL: a few of each sort, line by line as on SQLite. `bench/engines.py` plays all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import server
from tests.script import Played

WHERE = Path(__file__).parent.parent / "transcripts"

CHOSEN = (
    "match_groceries", "match_three_helpers", "match_late_yes", "match_nobody_came", "match_spanish",
    "after_two_stories", "again_every_monday", "answers_crossed", "apart_by_her_word", "ask_two_needs",
    "calls_connected", "commands_forget", "commands_stop_start", "counter_part", "danger_home_complete",
    "danger_self_harm", "desk_review_by_digit", "group_brake_closed", "offer_pieces", "phones_dead_helper",
    "phones_silent_not_them", "pieces_in_panic", "relay_fear_holds", "series_skip_ahead", "time_honest_news",
)  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_it_plays_on_postgresql_as_written(name: str) -> None:
    played = Played(WHERE / f"{name}.txt", server().emptied())
    written = list(played.lines)
    assert played.play() == written
