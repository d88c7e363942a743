"""A group that lives on SQLite moves to PostgreSQL and back, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mutualaid.cli import main
from mutualaid.service.keeping import copying
from mutualaid.service.refused import Refused
from mutualaid.store import copying as rows
from mutualaid.store import plan
from mutualaid.store.engine import Row, Store, Tx, open_store
from mutualaid.store.migrate import migrate
from mutualaid.store.tables import TABLES
from tests.postgres import server
from tests.rules import check
from tests.world import World, config

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group


def everything(store: Store) -> dict[str, list[list[object]]]:
    """Table -> its rows, in an order that says nothing."""
    with store.reading() as tx:
        names = {table: tx.columns(table) for table in TABLES}
        found = {table: [[row[n] for n in sorted(names[table])] for row in _rows(tx, table)] for table in TABLES}
    return {table: sorted(each, key=repr) for table, each in found.items()}


def _rows(tx: Tx, table: str) -> list[Row]:
    return tx.all(f"select * from {table}")


def lived(where: Path | str) -> World:
    """Some people who asked, offered and were brought together."""
    world = World(where, START, config())
    world.text("ben", "i can bring groceries, 24th and mission, any day. my name is Ben")
    world.text("ana", "need groceries, 24th and mission, tomorrow 10am. my name is Ana")
    world.text("rosa", "necesito ir al doctor mañana, soy Rosa ñ 50%")
    return world


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    world = lived(tmp_path / "small.db")
    yield world
    world.close()


def run(*words: str, **env: str) -> Result:
    return CliRunner().invoke(main, list(words), env=env)


def test_there_and_back_again_it_is_the_same(small: World, tmp_path: Path) -> None:
    url = server().emptied()
    there = run("copy", "--to", url, DATABASE_URL=small.kit.config.env.database_url)
    assert there.exit_code == 0, there.output
    assert "neighbours\t4" in there.stdout.splitlines()
    back = run("copy", "--to", f"sqlite:///{tmp_path}/back.db", DATABASE_URL=url)
    assert (back.exit_code, back.stdout) == (0, there.stdout)
    for other in (url, f"sqlite:///{tmp_path}/back.db"):
        store = open_store(other)
        assert everything(store) == everything(small.kit.store)
        store.close()


def test_the_group_goes_on_where_it_was_moved(small: World) -> None:
    url = server().emptied()
    target = open_store(url)
    copying.copy(small.kit.store, target)
    target.close()
    now = small.demo.clock.now()
    moved = World(url, now, config())
    moved.kit.turn(lambda turn: plan.set_mark(turn.tx, "moved", "1"))
    assert moved.conversation("ana") == small.conversation("ana")
    moved.text("ana", "status")
    small.text("ana", "status")
    assert moved.conversation("ana") == small.conversation("ana")
    check(moved)
    moved.close()


def test_a_database_that_is_not_empty_is_left_alone(small: World) -> None:
    url = server().emptied()
    target = open_store(url)
    with target.transaction() as tx:
        plan.set_mark(tx, "a", "1")
    before = everything(target)
    refused = run("copy", "--to", url, DATABASE_URL=small.kit.config.env.database_url)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "not empty: it has 1 marks" in refused.stderr
    assert everything(target) == before
    target.close()


def test_what_is_counted_otherwise_is_not_copied(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(source: object, target: object) -> Iterator[int]:
        yield from list(take(source, target))[:-1]  # type: ignore[arg-type]
        target.run("delete from log where id = (select max(id) from log)")  # type: ignore[attr-defined]

    take = rows.take
    monkeypatch.setattr(rows, "take", short)
    target = open_store(server().emptied())
    with pytest.raises(Refused, match="differ, so nothing was copied: log"):
        copying.copy(small.kit.store, target)
    with target.reading() as tx:
        assert set(rows.sizes(tx).values()) == {0}
    target.close()


def test_it_says_when_the_service_wrote_meanwhile(small: World, tmp_path: Path) -> None:
    target, other = open_store(f"sqlite:///{tmp_path}/other.db"), open_store(small.kit.config.env.database_url)

    def write(done: int, total: int) -> None:
        with other.transaction() as tx:
            plan.set_mark(tx, "tick_at", f"{done} of {total}")

    assert copying.copy(small.kit.store, target, write).moved_on
    with target.reading() as tx:
        assert "of" not in (plan.mark(tx, "tick_at") or "")
    target.close()
    other.close()


def test_many_rows_are_copied_in_parts(engine: str, url: str, tmp_path: Path) -> None:
    source, target = open_store(f"sqlite:///{tmp_path}/many.db"), open_store(url)
    migrate(source)
    with source.transaction() as tx:
        put = "insert into marks (name, value) values (:name, 'x')"
        tx.many(put, ({"name": str(n)} for n in range(2 * rows.AT_ONCE + 1)))
    heard: list[tuple[int, int]] = []
    done = copying.copy(source, target, lambda *told: heard.append(told))
    assert done.rows["marks"] == 2 * rows.AT_ONCE + 1
    assert heard == [(1000, 2001), (2000, 2001), (2001, 2001)]
    source.close()
    target.close()


def test_a_source_that_lacks_a_migration_is_refused(tmp_path: Path) -> None:
    bare = open_store(f"sqlite:///{tmp_path}/bare.db")
    target = open_store(f"sqlite:///{tmp_path}/target.db")
    with pytest.raises(Refused, match="lacks 0001_foundation"):
        copying.copy(bare, target)
    bare.close()
    target.close()


def test_an_address_that_cannot_be_used_is_said(small: World) -> None:
    url = small.kit.config.env.database_url
    assert run("copy", "--to", "mysql://aid@db/aid", DATABASE_URL=url).exit_code == 2
    away = run("copy", "--to", "postgresql://aid:hidden@127.0.0.1:1/aid", DATABASE_URL=url)
    assert away.exit_code == 1
    assert "The database cannot be used: connection" in away.stderr
    assert "hidden" not in away.stderr
