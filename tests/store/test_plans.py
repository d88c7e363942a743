"""No statement of a conversation goes through a whole table that grows with the years."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mutualaid.store.engine import Listed
from mutualaid.store.sqlite import SqliteTx, worded
from tests.script import Played
from tests.world import new_store

TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"

PLAYED = (
    "again_every_monday", "after_nobody_came_twice", "after_never_again", "danger_out_of_here", "apart_block_him",
)  # fmt: skip

GROW = {"messages", "matches", "needs", "offers", "questions", "follow_ups", "log", "neighbours", "talks"}

WHOLE = re.compile(r"where 1 = |where handed_at is not null order|where state in \('queued', 'sending', 'unsure'\)")
"""How these conversations are watched: whole tables, held against the rules after each line."""


@pytest.mark.parametrize("script", PLAYED)
def test_each_statement_has_an_index(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()

    def heard(statement: Callable[..., Any]) -> Callable[..., Any]:
        def run(self: SqliteTx, sql: str, /, *more: Any, **values: Any) -> Any:
            said.add(sql)
            return statement(self, sql, *more, **values)

        return run

    for name in ("all", "one", "run", "many"):
        monkeypatch.setattr(SqliteTx, name, heard(getattr(SqliteTx, name)))
    Played(TRANSCRIPTS / f"{script}.txt", tmp_path).play()
    assert len(said) > 100
    with sqlite3.connect(new_store()) as db:
        slow = {sql for sql in said if not WHOLE.search(sql) and GROW & _gone_through(db, sql)}
    assert slow == set()


def _gone_through(db: sqlite3.Connection, sql: str) -> set[str]:
    """The tables of which a statement reads every row."""
    if not sql.startswith(("select", "update", "delete", "with", "insert")):
        return set()
    lists = dict.fromkeys(re.findall(r"\bin :(\w+)", sql), Listed(("",)))
    placed, values = worded(sql, {**dict.fromkeys(re.findall(r":(\w+)", sql)), **lists})
    steps = [str(row[3]) for row in db.execute(f"explain query plan {placed}", values)]
    return {found[1] for step in steps if (found := re.fullmatch(r"SCAN (\w+)", step))}
