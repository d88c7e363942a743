"""What a transaction remembers is what stands in the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mutualaid.domain.people import Neighbour
from mutualaid.store import people, rows
from mutualaid.store.codec import decode_all, value
from mutualaid.store.engine import Store
from mutualaid.store.memory import held
from tests.script import Played
from tests.store.test_nouns import ANA, BEN

TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"


def test_what_was_read_is_read_anew_once_it_was_written_to(store: Store) -> None:
    with store.transaction() as tx:
        people.insert(tx, ANA)
        people.insert(tx, BEN)
        assert people.talk(tx, ANA.id).counter == 0
        assert people.next_counter(tx, ANA.id) == 1
        assert people.talk(tx, ANA.id).counter == 1
        assert [n.name for n in people.everyone(tx)] == [None, "Ana"]
        people.change(tx, BEN, name="Ben")
        found = people.everyone(tx)
        assert [n.name for n in found] == ["Ana", "Ben"]
        found.clear()
        assert [n.name for n in people.everyone(tx)] == ["Ana", "Ben"]


def test_what_is_undone_is_forgotten(store: Store) -> None:
    with store.transaction() as tx:
        people.insert(tx, ANA)
        with pytest.raises(ZeroDivisionError), tx.savepoint():
            people.change(tx, ANA, name="Anna")
            assert people.need(tx, ANA.id).name == "Anna"
            raise ZeroDivisionError
        assert people.need(tx, ANA.id).name == "Ana"


def test_another_transaction_remembers_nothing_of_this_one(store: Store) -> None:
    with store.transaction() as tx:
        people.insert(tx, ANA)
    with store.reading() as tx:
        assert people.by_phone(tx, BEN.phone) is None
    with store.transaction() as tx:
        people.insert(tx, BEN)
    with store.reading() as tx:
        assert isinstance(people.by_phone(tx, BEN.phone), Neighbour)


CHOSEN = (
    "match_nobody_came", "after_two_stories", "commands_forget", "danger_home_complete", "desk_review_by_digit",
    "match_late_yes", "relay_fear_holds", "series_skip_ahead",
)  # fmt: skip


def test_in_whole_conversations_nothing_remembered_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    select, looked = rows.select, 0

    def compared(tx: Any, table: str, cls: type, where: str, **values: Any) -> list[Any]:
        nonlocal looked
        looked += 1
        bound = {name: value(v) for name, v in values.items()}
        stands = decode_all(cls, tx.all(f"select * from {table} where {where}", **bound))
        assert select(tx, table, cls, where, **values) == stands, where
        return stands

    monkeypatch.setattr(rows, "select", compared)
    for name in CHOSEN:
        (tmp_path / name).mkdir()
        Played(TRANSCRIPTS / f"{name}.txt", tmp_path / name).play()
    assert looked > 1000


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("select * from matches where need_id = :id order by rank, id", {"need_id"}),
        ("select * from questions where neighbour_id = :id and state in ('reserved', 'open')", {"neighbour_id"}),
        ("select * from follow_ups where kind = :kind and (need_id = :a or match_id = :b)", set()),
        ("select * from needs where id in (select id from needs where neighbour_id = :id)", set()),
        ("select count(*) as n from matches where helper_id = :id", set()),
        ('update matches set "state" = :state where id = :id and state = :seen', {"id"}),
        ("update talks set counter = counter + 1 where neighbour_id = :id returning counter", {"neighbour_id"}),
        ("update cases set note = :n where reason = :r and id in (select id from cases where need_id = :d)", set()),
        ("delete from matches where need_id = :id and state in ('suggested')", {"need_id"}),
        ('insert into log ("id", "verb") values (:id, :verb)', {"id", "verb"}),
        ("insert into marks (name) values (:name) on conflict (name) do nothing", set()),
    ],
)
def test_what_a_statement_holds_to_one_value(sql: str, columns: set[str]) -> None:
    assert {column for column, _ in held(sql)} == columns


def test_what_a_write_cannot_touch_is_still_known(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.transaction() as tx:
        people.insert(tx, ANA)
        people.insert(tx, BEN)
        ana, ben = people.need(tx, ANA.id), people.need(tx, BEN.id)
        everyone = people.everyone(tx)
        people.change(tx, ben, name="Ben")
        asked: list[str] = []
        real = tx.all
        monkeypatch.setattr(tx, "all", lambda sql, /, **values: asked.append(sql) or real(sql, **values))
        assert people.need(tx, ANA.id) == ana
        assert not asked
        assert people.need(tx, BEN.id).name == "Ben"
        assert people.everyone(tx) != everyone
        assert len(asked) == 2
