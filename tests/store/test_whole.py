"""The service's work on the store as a whole, the same on either engine: forgetting, ageing, looking, exporting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mutualaid.cli import main
from mutualaid.config import Config
from mutualaid.service import checking
from mutualaid.service.keeping import forgetting, retention
from mutualaid.service.keeping.exporting import export
from mutualaid.service.outgoing import digests
from mutualaid.store.engine import open_store
from mutualaid.store.migrate import migrate
from mutualaid.store.tables import TABLES
from tests.postgres import server
from tests.world import PHONES, World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


@pytest.fixture
def world(url: str) -> Iterator[World]:
    made = World(url, START, config())
    yield made
    made.close()


def brought_together(world: World) -> None:
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Quentin")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Anastasia")
    world.text("ana", "my helper should know it is by the Marigold shop")


def held(world: World) -> str:
    """All that stands in the store, as text."""
    with world.kit.store.reading() as tx:
        return "\n".join(repr(list(row)) for table in TABLES for row in tx.all(f"select * from {table}"))


def test_who_is_forgotten_stands_nowhere(world: World) -> None:
    brought_together(world)
    assert all(trace in held(world) for trace in ("Anastasia", "Marigold", PHONES["ana"]))
    forgetting.forget(world.kit, PHONES["ana"])
    left = held(world)
    assert not [trace for trace in ("Anastasia", "Marigold", PHONES["ana"]) if trace in left]
    assert "Quentin" in left
    with world.kit.store.reading() as tx:
        assert digests.was_forgotten(tx, PHONES["ana"])


def test_what_is_old_enough_goes(world: World) -> None:
    brought_together(world)
    world.text("ana", "cancel my groceries")
    world.text("ben", "STOP")
    with world.kit.store.transaction() as tx:
        tx.run("update cases set settled_at = created_at where settled_at is null")
    world.demo.clock.move_to(world.demo.clock.now() + timedelta(days=2000))
    done = retention.run(world.kit)
    assert (done.numbers, done.more) == (2, False)
    left = held(world)
    assert not [t for t in ("Anastasia", "Quentin", "Marigold", PHONES["ana"], PHONES["ben"]) if t in left]
    with world.kit.store.reading() as tx:
        assert digests.stopped(tx, PHONES["ben"]) is not None, "an opt-out outlives everything, by a digest"
    again = retention.run(world.kit)
    assert (again.words, again.places, again.numbers) == (0, 0, 0)


def test_the_export_is_the_same(world: World, tmp_path: Path) -> None:
    brought_together(world)
    files = export(world.kit.store, tmp_path / "out")
    assert {file.stem: count for file, count in files}["neighbours"] == 3
    lines = (tmp_path / "out" / "needs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("id,neighbour_id,created_at,state,kinds,text,place_text,latitude")
    assert "24th & Mission,37.7522,-122.4184" in lines[1]


def named(url: str) -> Config:
    return replace(config(), env=replace(config().env, database_url=url))


def about_the_store(url: str) -> list[str]:
    return [said for said in checking.found(named(url), None).problems if "database" in said]


def test_check_looks_without_changing_anything(new_url: str, engine: str) -> None:
    if engine == "postgresql":
        assert "lacks 0001_foundation" in about_the_store(new_url)[0]
    else:
        assert "no database yet" in about_the_store(new_url)[0]
    store = open_store(new_url)
    migrate(store)
    store.close()
    assert about_the_store(new_url) == []


def test_check_says_why_a_server_cannot_be_used() -> None:
    (said,) = about_the_store("postgresql://aid:hidden@127.0.0.1:1/aid")
    assert "cannot be used" in said
    assert "refused" in said
    assert "hidden" not in said


def run(*words: str, **env: str) -> Result:
    return CliRunner().invoke(main, list(words), env=env)


def test_a_server_s_own_tool_makes_its_backup(tmp_path: Path) -> None:
    found = run("backup", str(tmp_path / "copy.db"), DATABASE_URL=server().emptied())
    assert found.exit_code == 1
    assert "pg_dump --format=custom" in found.stderr
    assert list(tmp_path.iterdir()) == []
