"""What a coordinator has to look at first, and what she had to look at before, about a neighbour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter

from mutualaid.store import rows
from mutualaid.store.codec import from_text
from mutualaid.store.engine import Tx

LOOKED_AT = (
    "select case when m.helper_id = c.neighbour_id then n.neighbour_id else m.helper_id end as id"
    " from cases c join matches m on m.id = c.match_id join needs n on n.id = m.need_id"
    " where c.settled_at is null and c.reason in ('problem', 'complaint')"
    " union all select neighbour_id as id from cases where settled_at is null and reason in ('lure', 'no_shows')"
    " union all select neighbour_id as id from talks where hushed = 1"
)


def had_case(tx: Tx, neighbour_id: str, reasons: Iterable[str], *, still_open: bool = False) -> bool:
    """Whether a case of one of these reasons was ever opened about a neighbour, or is open still."""
    some = rows.listed(*reasons)
    still = " and settled_at is null" if still_open else ""
    row = tx.one(
        f"select 1 as yes from cases where neighbour_id = :id and reason in {some}{still} limit 1",
        id=neighbour_id,
    )
    return row is not None


def waits_since(tx: Tx, need_id: str) -> datetime | None:
    """Since when a need lies before a coordinator: as a case that is open, of its own or of a match of it, or as a
    shortlist; None where it does not."""
    row = tx.one(
        "select min(created_at) as at from ("
        " select c.created_at from cases c where c.settled_at is null and (c.need_id = :id"
        " or c.match_id in (select id from matches where need_id = :id))"
        " union all select m.created_at from matches m where m.need_id = :id and m.state = 'suggested'"
        ") waiting",
        id=need_id,
    )
    return from_text(row["at"]) if row is not None and row["at"] is not None else None


def was_seen(tx: Tx, need_id: str) -> bool:
    """Whether a coordinator saw something about a need and put it away."""
    row = tx.one("select 1 as yes from log where need_id = :id and verb = 'settle' limit 1", id=need_id)
    return row is not None


def looked_at(tx: Tx) -> set[str]:
    """Who is asked nothing until a coordinator has looked: the other side of a problem or complaint, who wrote of
    money or threats, helpers who did not come twice, and phones that somebody else may be reading."""
    return set(filter(None, rows.read(tx, itemgetter("id"), LOOKED_AT)))
