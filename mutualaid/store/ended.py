"""Needs that ended, for what they tell of those that wait."""

from __future__ import annotations

from datetime import datetime

from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import Tx

MOST = 99
"""So many of the newest are read."""

_ENDED = (
    "select n.state, n.posted_at,"
    " (select min(m.confirmed_at) from matches m where m.need_id = n.id and m.state = 'fulfilled') as agreed_at"
    " from needs n where n.state in ('fulfilled', 'unmet', 'expired') and n.posted_at >= :since"
    " and (n.kinds = :kind or n.kinds like :first) order by n.posted_at desc, n.id limit :most"
)


def ended(tx: Tx, kind: str, since: datetime) -> list[tuple[bool, float | None]]:
    """Of each need posted since then, first of all for this kind, and not taken back: whether it was met, and after
    how many hours both sides had said yes."""
    found = tx.all(_ENDED, since=to_text(since), kind=kind, first=f"{kind};%", most=MOST)
    return [(row["state"] == "fulfilled", _hours(row["posted_at"], row["agreed_at"])) for row in found]


def _hours(posted: str, agreed: str | None) -> float | None:
    if agreed is None:
        return None
    return max(0.0, (from_text(agreed) - from_text(posted)).total_seconds() / 3600)
