"""What a coordinator has to look at first, and what she had to look at before, about a neighbour."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from mutualaid.store import rows
from mutualaid.store.engine import Tx

LOOKED_AT = (
    "select case when m.helper_id = c.neighbour_id then n.neighbour_id else m.helper_id end as id"
    " from cases c join matches m on m.id = c.match_id join needs n on n.id = m.need_id"
    " where c.settled_at is null and c.reason in ('problem', 'complaint')"
    " union select neighbour_id as id from cases where settled_at is null and reason in ('lure', 'no_shows')"
    " union select neighbour_id as id from talks where hushed = 1"
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


def looked_at(tx: Tx) -> set[str]:
    """Who is asked nothing until a coordinator has looked: the other side of a problem or complaint, who wrote of
    money or threats, helpers who did not come twice, and phones that somebody else may be reading."""
    return set(filter(None, rows.read(tx, itemgetter("id"), LOOKED_AT)))
