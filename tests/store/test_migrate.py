"""The schema comes up once, whole or not at all, on either engine."""

from __future__ import annotations

import pytest

from mutualaid.store import migrate as migrating
from mutualaid.store.engine import StoreError, open_store
from mutualaid.store.migrate import applied, migrate, pending, scripts
from mutualaid.store.tables import FIRST, TABLES
from tests.at_once import at_once


def begin(url: str) -> list[str]:
    store = open_store(url)
    try:
        return migrate(store)
    finally:
        store.close()


def test_processes_that_start_together_bring_the_store_up_once(new_url: str) -> None:
    said = at_once(*[lambda: begin(new_url)] * 4)
    store = open_store(new_url)
    every = applied(store)
    assert (every[0], pending(store)) == ("0001_foundation", [])
    assert every == list(scripts())
    assert sorted(len(s) for s in said if isinstance(s, list)) == [0, 0, 0, len(every)], said
    store.close()


def test_to_look_changes_nothing(new_url: str) -> None:
    store = open_store(new_url)
    assert applied(store) == []
    assert pending(store) == list(scripts())
    with pytest.raises(StoreError), store.reading() as tx:
        tx.columns("marks")
    store.close()


def test_a_migration_that_fails_leaves_no_trace(new_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(new_url)
    broken = {"0001_first": ["create table shelf (id text primary key)"], "0002_second": ["drop table attic"]}
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "scripts", lambda: broken)
        with pytest.raises(StoreError):
            migrate(store)
        assert applied(store) == []
    with pytest.raises(StoreError), store.reading() as tx:
        tx.columns("shelf")
    assert migrate(store) == list(scripts())
    store.close()


def test_what_was_applied_is_kept_when_more_comes(new_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(new_url)
    migrate(store)
    new = ["alter table marks add column note text", "create index shelf on marks (note)"]
    more = {**scripts(), "9999_more": new}
    with store.transaction() as tx:
        tx.run("insert into marks (name, value) values ('a', '1')")
    monkeypatch.setattr(migrating, "scripts", lambda: more)
    assert migrate(store) == ["9999_more"]
    with store.reading() as tx:
        assert [list(row) for row in tx.all("select * from marks")] == [["a", "1", None]]
    assert migrate(store) == []
    store.close()


def test_the_tables_are_those_of_the_migrations() -> None:
    made = [s.split()[2] for script in scripts().values() for s in script if s.startswith("create table")]
    assert sorted(TABLES) == sorted(made)
    assert set(FIRST) <= set(TABLES)
