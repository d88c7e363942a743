"""What a transaction promises, on either engine."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pytest

from mutualaid.store import plan
from mutualaid.store.engine import Store, StoreError, StoreUrlError, Tx, open_store
from mutualaid.store.migrate import migrate
from tests.at_once import at_once

PUT = "insert into marks (name, value) values (:name, :value)"
EVERY = "select name, value from marks order by name"


def put(tx: Tx, name: str, value: str = "x") -> None:
    tx.run(PUT, name=name, value=value)


def names(store: Store) -> list[str]:
    with store.reading() as tx:
        return [row["name"] for row in tx.all(EVERY)]


def test_a_row_reads_by_name_and_by_position(store: Store) -> None:
    with store.transaction() as tx:
        put(tx, "a", "1")
        row = tx.one(EVERY)
        assert row is not None
        assert (row["name"], row["value"], row[0], row[1]) == ("a", "1", "a", "1")
        assert (list(row), len(row)) == (["a", "1"], 2)
        assert tx.one("select name from marks where name = :name", name="b") is None
        assert [list(each) for each in tx.all(EVERY)] == [["a", "1"]]


@pytest.mark.parametrize(
    "words", ["", "ñ é ç œ Ж 中 😀", "100% of :name, it's \"so\" \\ {x} -- ; $1 ? %s", "two\nlines\tand a tab", "'"]
)
def test_words_come_back_as_they_were(store: Store, words: str) -> None:
    with store.transaction() as tx:
        put(tx, "words", words)
    with store.reading() as tx:
        assert plan.mark(tx, "words") == words


def test_what_is_quoted_is_no_value(store: Store) -> None:
    with store.reading() as tx:
        row = tx.one("select ':name' as \"a:b\", '50%' as part, 'it''s :x' as said, :name as given", name="Ben")
    assert row is not None
    assert list(row) == [":name", "50%", "it's :x", "Ben"]
    assert row["a:b"] == ":name"


def test_a_value_may_be_named_twice_and_more_may_be_given_than_is_named(store: Store) -> None:
    with store.transaction() as tx:
        tx.run(PUT + " on conflict (name) do update set value = :value", name="a", value="1", other="2")
        assert tx.run("update marks set value = :v || :v where name in (:a, :b)", a="a", b="b", v="z") == 1
        assert plan.mark(tx, "a") == "zz"


def test_flags_are_numbers(store: Store) -> None:
    with store.transaction() as tx:
        put_dana = "insert into coordinators (id, name, created_at, on_duty) values ('1', 'Dana', '2026', :duty)"
        tx.run(put_dana, duty=False)
        row = tx.one("select on_duty from coordinators where on_duty = :duty", duty=False)
    assert row is not None
    assert row["on_duty"] == 0


def test_what_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(KeyError), store.transaction() as tx:
        put(tx, "a")
        raise KeyError
    assert names(store) == []
    assert not store.busy()


def test_a_savepoint_takes_back_its_own_and_no_more(store: Store) -> None:
    with store.transaction() as tx:
        put(tx, "before")
        with pytest.raises(StoreError), tx.savepoint():
            put(tx, "inside")
            put(tx, "before")
        with tx.savepoint():
            put(tx, "kept")
            with pytest.raises(KeyError), tx.savepoint():
                put(tx, "deeper")
                raise KeyError
        put(tx, "after")
    assert names(store) == ["after", "before", "kept"]


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into marks (name, value) values ('a', null)",
        "insert into talks (neighbour_id) values ('nobody')",
        "insert into brakes (id, position, set_at, set_by) values ('1', 'ajar', '2026', 'Dana')",
        "select nothing from nowhere",
    ],
)
def test_what_the_store_refuses_is_one_error(store: Store, wrong: str) -> None:
    with pytest.raises(StoreError), store.transaction() as tx:
        put(tx, "a")
        tx.run(wrong)
    assert names(store) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into neighbours (id, phone, created_at, standing) values ('1', :phone, :words, 'odd')",
        "insert into neighbours (id, phone, created_at, name, known) values ('1', :phone, '2026', :words, null)",
        "insert into talks (neighbour_id, held_by) values (:words, :phone)",
        "select cast(:words as bigint) + json('{' || :phone)",
    ],
)
def test_nothing_that_was_refused_stands_in_what_is_logged_of_it(
    store: Store, engine: str, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    values = {name: v for name, v in (("phone", "+14155550111"), ("words", "quilliosis")) if f":{name}" in wrong}
    if engine == "postgresql":
        wrong = wrong.replace("json(", "length(")
    for run in ("run", "all", "one", "many"):
        try:
            with store.transaction() as tx:
                getattr(tx, run)(wrong, [values]) if run == "many" else getattr(tx, run)(wrong, **values)
        except StoreError:
            logging.getLogger("mutualaid").exception("that failed")
    assert caplog.text.count("that failed") >= 3
    assert not [one for one in values.values() if one in caplog.text]


def test_a_reader_sees_one_moment_and_no_half_of_a_writer(store: Store) -> None:
    with store.transaction() as tx:
        put(tx, "a")

    def write() -> None:
        with store.transaction() as tx:
            put(tx, "b")

    with store.reading() as tx:
        before = tx.all(EVERY)
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert len(tx.all(EVERY)) == len(before) == 1
    assert names(store) == ["a", "b"]


def test_a_reader_waits_for_no_writer(store: Store) -> None:
    found: list[list[str]] = []
    with store.transaction() as tx:
        put(tx, "a")
        reader = threading.Thread(target=lambda: found.append(names(store)))
        reader.start()
        reader.join()
    assert found == [[]]


def test_writers_follow_one_another(store: Store) -> None:
    """Each reads, then writes what it read and one more: nothing is lost, though nothing but the transaction
    guards it."""

    def add() -> None:
        for _ in range(5):
            with store.transaction() as tx:
                plan.set_mark(tx, "sum", str(int(plan.mark(tx, "sum") or 0) + 1))

    assert at_once(*[add] * 6) == [None] * 6
    with store.reading() as tx:
        assert plan.mark(tx, "sum") == "30"


def test_a_writer_that_waits_too_long_is_told(store: Store) -> None:
    said: list[object] = []

    def write() -> None:
        try:
            with store.transaction() as tx:
                put(tx, "b")
        except StoreError as problem:
            said.append(problem)

    with store.transaction() as tx:
        put(tx, "a")
        waiting = threading.Thread(target=write)
        waiting.start()
        waiting.join()
    assert len(said) == 1
    assert names(store) == ["a"]


def test_who_writes_in_a_row_leaves_others_their_turn(store: Store, url: str) -> None:
    """Another process has a store of its own on the same data."""
    other = open_store(url)
    enough, written = threading.Event(), [0]

    def write_on() -> None:
        while not enough.is_set():
            with store.transaction() as tx:
                plan.set_mark(tx, "on", str(written[0]))
                threading.Event().wait(0.01)
            written[0] += 1

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        waited = []
        for number in range(10):
            before = written[0]
            with other.transaction() as tx:
                put(tx, f"{number}")
                waited.append(written[0] - before)
    finally:
        enough.set()
        writer.join()
        other.close()
    assert max(waited) < 50, waited


def test_who_hurries_keeps_nobody_from_writing(store: Store, url: str) -> None:
    other = open_store(url)
    with store.hurried(), other.hurried():
        with store.transaction() as tx:
            put(tx, "a")
        assert at_once(lambda: put_by_itself(store, "b"), lambda: put_by_itself(other, "c")) == [None, None]
        with other.transaction() as tx:
            put(tx, "d")
    other.close()
    assert names(store) == ["a", "b", "c", "d"]


def put_by_itself(store: Store, name: str) -> None:
    with store.transaction() as tx:
        put(tx, name)


def test_a_thread_has_one_transaction_and_may_ask_for_it(store: Store) -> None:
    assert store.current() is None
    with store.transaction() as tx:
        assert store.current() is tx
        with pytest.raises(StoreError), store.reading():
            pass
        assert store.busy()
        put(tx, "a")
        assert at_once(store.busy) == [False]
    assert names(store) == ["a"]


def test_rows_one_after_the_other(store: Store) -> None:
    with store.transaction() as tx:
        tx.many(PUT, ({"name": f"{n:05d}", "value": str(n)} for n in range(2500)))
    with store.reading() as tx:
        assert [row["value"] for row in tx.stream(EVERY)] == [str(n) for n in range(2500)]
        assert tx.columns("marks") == ["name", "value"]


def test_selects_asked_together_answer_in_their_order(store: Store) -> None:
    with store.transaction() as tx:
        put(tx, "a", "1")
        put(tx, "b", "2")
        one = "select value from marks where name = :name"
        found = tx.together([(one, {"name": "b"}), (EVERY, {}), (one, {"name": "c"}), (one, {"name": "a"})])
        assert [[row[0] for row in rows] for rows in found] == [["2"], ["a", "b"], [], ["1"]]
        assert tx.together([]) == []
        put(tx, "c")
    assert names(store) == ["a", "b", "c"]


def test_of_selects_asked_together_one_that_fails_is_the_one_error(store: Store) -> None:
    with pytest.raises(StoreError) as raised, store.transaction() as tx:
        put(tx, "a")
        tx.together([(EVERY, {}), ("select nothing from marks", {}), (EVERY, {})])
    assert "nothing" in str(raised.value)
    assert names(store) == []


def test_text_sorts_by_its_characters(store: Store) -> None:
    given = ["a", "B", "Z", "é", "_", "2026-10-05T16:00:00.000Z", "2026-10-05T16:00:00.001Z", ""]
    with store.transaction() as tx:
        for name in given:
            put(tx, name)
    assert names(store) == sorted(given)


def test_the_store_can_be_closed_and_used_again(store: Store) -> None:
    with store.transaction() as tx:
        put(tx, "a")
    store.close()
    assert names(store) == ["a"]
    store.sweep()
    assert names(store) == ["a"]


def test_the_clock_of_leases_goes_on_with_the_machines(store: Store) -> None:
    assert store.ticks(70.0) - store.ticks(10.0) == pytest.approx(60.0)


@pytest.mark.parametrize("wrong", ["mysql://aid@db/aid", "aid.db", "postgresql://aid@db/aid?colour=blue"])
def test_an_address_that_names_no_engine_is_refused(wrong: str) -> None:
    with pytest.raises(StoreUrlError):
        open_store(wrong)


@pytest.mark.parametrize("others_may", [0o022, 0])
def test_a_new_file_is_its_owners_alone_and_an_old_one_keeps_its_mode(tmp_path: Path, others_may: int) -> None:
    before = os.umask(others_may)
    try:
        path = tmp_path / "aid.db"
        for mode in (0o600, 0o640):
            store = open_store(f"sqlite:///{path}")
            migrate(store)
            modes = {f.name: f.stat().st_mode & 0o777 for f in tmp_path.glob("aid.db*") if "line" not in f.name}
            assert set(modes.values()) == {mode} and {"aid.db", "aid.db-wal"} <= set(modes), modes
            store.close()
            path.chmod(0o640)
    finally:
        os.umask(before)
