"""Help that comes again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mutualaid.domain.series import Series
from mutualaid.store import queries, rows
from mutualaid.store.engine import Tx
from mutualaid.store.queries import Query


def insert(tx: Tx, new: Series) -> None:
    rows.insert(tx, "series", new)


def get(tx: Tx, id: str | None) -> Series | None:
    return rows.get(tx, "series", Series, id)


def change(tx: Tx, id: str, **fields: Any) -> None:
    rows.change(tx, "series", id, **fields)


def of_neighbour(tx: Tx, neighbour_id: str) -> list[Series]:
    """The series of a phone that go on, oldest first."""
    return rows.select(
        tx, "series", Series, "neighbour_id = :id and ended_at is null order by created_at, id", id=neighbour_id
    )


def helped_by(tx: Tx, helper_id: str) -> list[Series]:
    """The series that go on and keep this helper, or whose present time this helper said yes to; oldest first."""
    return rows.select(
        tx, "series", Series,
        "ended_at is null and neighbour_id <> :id and (helper_id = :id or id in (select n.series_id from needs n "
        "join matches m on m.need_id = n.id where m.helper_id = :id and n.state in ('open', 'matched') "
        "and m.state in ('asked', 'countered', 'accepted', 'confirmed'))) order by created_at, id",
        id=helper_id,
    )  # fmt: skip


_KEEPING = " and ended_at is null order by created_at, id"


def keeping(helper_ids: Iterable[str]) -> Query[dict[str, list[Series]]]:
    """Helper -> the series that go on and keep them; who is kept by none is left out."""
    of, named = rows.among("helper_id", helper_ids)
    return queries.grouped(Series, "helper_id", "series", f"{of}{_KEEPING}", **named)


def keeping_one(tx: Tx, helper_id: str) -> list[Series]:
    """The same of one helper."""
    return rows.select(tx, "series", Series, f"helper_id = :id{_KEEPING}", id=helper_id)


def read_ahead(tx: Tx, helper_ids: Sequence[str]) -> None:
    """Reads at once what `keeping_one` is to be asked of each of these."""
    rows.read_ahead(tx, "series", Series, "helper_id", helper_ids, _KEEPING)


def let_go(tx: Tx, helper_id: str) -> None:
    """No series keeps this helper any more."""
    tx.run("update series set helper_id = null where helper_id = :id", id=helper_id)
