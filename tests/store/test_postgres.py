"""What only PostgreSQL's engine has to see to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from mutualaid.clock import SystemClock
from mutualaid.service.outgoing import outbox
from mutualaid.store import leases, people, plan, rows
from mutualaid.store.engine import Store, StoreError, open_store
from mutualaid.store.postgres import bound, worded
from tests.postgres import server


@pytest.fixture
def url() -> str:
    return server().emptied()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("x = :name and y = :name_2", "x = %(name)s and y = %(name_2)s"),
        ("x like '50%' and y = ':name'", "x like '50%%' and y = ':name'"),
        ("'it''s :x' || :x", "'it''s :x' || %(x)s"),
        ('"a:b" = :a::text', '"a:b" = %(a)s::text'),
        ("a % b -- :never\n+ :c", "a %% b -- :never\n+ %(c)s"),
    ],
)
def test_values_are_named_as_the_driver_wants_it(ours: str, theirs: str) -> None:
    assert worded(ours) == theirs


def test_a_list_is_bound_as_one() -> None:
    of, named = rows.among("kind", ["food", "ride", "tech"])
    assert worded(f"select 1 from offers where {of} and id = :id") == (
        "select 1 from offers where kind = any(%(kind_all)s) and id = %(id)s"
    )
    assert bound(named["kind_all"]) == '{"food","ride","tech"}'


def test_many_are_found_by_a_list(store: Store) -> None:
    with store.transaction() as tx:
        for number in range(80):
            plan.set_mark(tx, f"mark {number}", "1")
        of, named = rows.among("name", [f"mark {number}" for number in range(70)])
        assert len(tx.all(f"select 1 from marks where {of}", **named)) == 70


def test_whatever_stands_in_a_list_is_found(store: Store) -> None:
    names = ["", " ", "null", "a,b", "{a}", 'the "old" Kroger', r"a\b", '\\"', "l'été", "ma\nñana", "日本", "{}"]
    with store.transaction() as tx:
        for name in names:
            plan.set_mark(tx, name, "1")
        of, named = rows.among("name", names)
        found = tx.all(f"select name from marks where {of}", **named)
        assert sorted(row["name"] for row in found) == sorted(names)
        of, named = rows.among("version", range(3))
        assert tx.all(f"select 1 from (select 2 as version) as one where {of}", **named)


def test_connections_that_were_cut_are_made_anew(store: Store, url: str) -> None:
    with store.transaction() as tx:
        plan.set_mark(tx, "a", "1")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid != pg_backend_pid()"
        )
    with suppress(StoreError), store.reading() as tx:
        plan.mark(tx, "a")
    with store.transaction() as tx:
        assert plan.mark(tx, "a") == "1"


def test_a_failure_that_was_passed_over_is_not_kept_in_silence(store: Store) -> None:
    with pytest.raises(StoreError, match="nothing was kept"), store.transaction() as tx:
        plan.set_mark(tx, "a", "1")
        with suppress(StoreError):
            tx.run("select nothing from nowhere")
    with store.reading() as tx:
        assert plan.mark(tx, "a") is None


def test_what_was_refused_does_not_tell_of_anybody(store: Store) -> None:
    put = "insert into neighbours (id, phone, created_at) values (:id, '+15555550111', '2026')"
    with pytest.raises(StoreError) as raised, store.transaction() as tx:
        tx.run(put, id="1")
        tx.run(put, id="2")
    assert "neighbours_phone_key" in str(raised.value)
    assert "0111" not in str(raised.value)


def test_a_reader_can_change_nothing(store: Store) -> None:
    with pytest.raises(StoreError), store.reading() as tx:
        plan.set_mark(tx, "a", "1")


def test_two_machines_have_one_clock(store: Store, url: str) -> None:
    """Whenever they were started: the machines' own clocks count from there."""
    other = open_store(url)
    for each in (store, other):
        with each.reading() as tx:
            people.everyone(tx)
    now = SystemClock()
    assert other.ticks(now.monotonic()) == pytest.approx(store.ticks(now.monotonic()), abs=5)
    assert store.ticks(now.monotonic()) == pytest.approx(now.now().timestamp(), abs=5)
    with store.transaction() as tx:
        assert leases.take(tx, outbox.LEASE, "one", store.ticks(now.monotonic()), 60.0)
    with other.transaction() as tx:
        assert not leases.take(tx, outbox.LEASE, "two", other.ticks(now.monotonic()), 60.0)
    other.close()
