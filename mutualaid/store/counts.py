"""How many there are of what, for /metrics, the desk, and who answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mutualaid.store.codec import to_text
from mutualaid.store.engine import Tx


def by_state(tx: Tx, table: str) -> dict[str, int]:
    """State -> rows; `table` is one of needs, offers, matches, messages."""
    if table not in ("needs", "offers", "matches", "messages"):
        raise ValueError(f"{table} has no states to count")
    found = tx.all(f"select state, count(*) as n from {table} group by state order by state")
    return {row["state"]: int(row["n"]) for row in found}


def open_cases(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from cases where settled_at is null")


def open_alarms(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from alarms where acknowledged_at is null")


def neighbours(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from neighbours")


def without_consent(tx: Tx) -> int:
    """Phones that are not opted out or blocked and whose consent is not on record."""
    return _one(
        tx,
        "select count(*) as n from neighbours where consent_how is null and standing = 'active'"
        " and phone like '+%'",
    )


def overdue(tx: Tx, now: str) -> int:
    """Rows of the plan whose time is past."""
    return _one(tx, "select count(*) as n from follow_ups where done_at is null and due_at <= :now", now=now)


def received(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from messages where direction = 'in'")


def understood(tx: Tx) -> int:
    """Texts in that were worked off, less those whose answer said that we did not get them."""
    return _one(
        tx,
        "select (select count(*) from messages where direction = 'in' and state = 'handled')"
        " - (select count(*) from messages where direction = 'out' and line = 'not_understood') as n",
    )


def answered(tx: Tx, neighbour_id: str, since: datetime, now: datetime) -> int:
    """How many texts that this phone wrote since then were answered, or are about to be; none that a clock which
    was ahead noted to be after `now`."""
    return _one(
        tx,
        "select count(*) as n from messages said join messages asked on asked.id = said.reply_to"
        " where said.neighbour_id = :id and said.direction = 'out'"
        " and said.created_at > :since and said.created_at <= :now"
        " and said.state <> 'dropped' and coalesce(said.line, '') <> 'welcome'"
        " and coalesce(asked.handed_at, asked.created_at) > :since",
        id=neighbour_id,
        since=to_text(since),
        now=to_text(now),
    )


def passed_on(tx: Tx, neighbour_id: str, since: datetime, now: datetime) -> int:
    """How many texts of this phone were passed on to others since then, as `answered`."""
    return _one(
        tx,
        "select count(*) as n from log where neighbour_id = :id and verb = 'relay' and at > :since and at <= :now",
        id=neighbour_id,
        since=to_text(since),
        now=to_text(now),
    )


def done(tx: Tx, kind: str) -> int:
    """Rows of the plan of this kind that were done."""
    return _one(tx, "select count(*) as n from follow_ups where kind = :kind and outcome = 'done'", kind=kind)


def alarms(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from alarms")


def unsure(tx: Tx) -> int:
    return _one(tx, "select count(*) as n from messages where state = 'unsure'")


def _one(tx: Tx, sql: str, **values: Any) -> int:
    row = tx.one(sql, **values)
    assert row is not None
    return int(row["n"])
