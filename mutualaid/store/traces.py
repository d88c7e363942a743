"""What other people's rows say of somebody who is forgotten: their name, and the words that were passed on to them.

Looked for only with those they had to do with and with coordinators: a first name is a common word elsewhere.
"""

from __future__ import annotations

import re
from datetime import timedelta

from mutualaid.store.codec import from_text
from mutualaid.store.engine import Row, Tx

AT_ONCE = timedelta(seconds=5)
"""Within what time words that come in leave for the other side, where nobody has to look at them first."""

ON_THE_WAY = "('received', 'queued', 'sending', 'unsure')"

SHOWING = frozenset({"relay", "door", "remind_helper", "review"})
"""Lines that carry a person's words or place even where they do not name them."""


def empty(tx: Tx, neighbour_id: str, name: str | None) -> int:
    """Empties it, and says of how many texts. To be called while the name and the texts still stand."""
    names = _names(tx, neighbour_id, name)
    others = _others(tx, neighbour_id)
    emptied = [m for m in _texts(tx, others) if _tells(m, names)]
    emptied += _passed_on_to(tx, neighbour_id, others)
    hung = _hung(tx, neighbour_id)
    emptied += [m for m in hung if m["line"] in SHOWING or m["kind"] == "relay" or names.search(str(m["body"]))]
    for each in {str(m["id"]): m for m in emptied}.values():
        tx.run("update talks set last_body = null where last_body = :body", body=each["body"])
        tx.run("update messages set body = '' where id = :id", id=each["id"])
    for table, column, key in (
        ("talks", "last_body", "neighbour_id"), ("cases", "note", "id"), ("log", "detail", "id"),
        ("follow_ups", "subject", "id"), ("alarms", "note", "id"),
    ):  # fmt: skip
        _empty_column(tx, table, column, key, names, others)
    return len({m["id"] for m in emptied})


def _names(tx: Tx, neighbour_id: str, name: str | None) -> re.Pattern[str]:
    """First names they go by here: their own, others' on the same phone, and whom they asked for."""
    asked = tx.all("select for_name from needs where neighbour_id = :id", id=neighbour_id)
    found = [name, *(row["for_name"] for row in asked)]
    talk = tx.one("select also from talks where neighbour_id = :id", id=neighbour_id)
    found += str(talk["also"] or "").split(";") if talk is not None else []
    firsts = {str(one).split()[0] for one in found if one and str(one).strip()}
    if not firsts:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(firsts))})\b", re.IGNORECASE)


def _others(tx: Tx, neighbour_id: str) -> frozenset[str]:
    """Those they had a match with, and the coordinators' phones."""
    found = tx.all(
        "select m.helper_id as other from matches m join needs n on n.id = m.need_id where n.neighbour_id = :id"
        " union select n.neighbour_id from matches m join needs n on n.id = m.need_id where m.helper_id = :id"
        " union select p.id from neighbours p join coordinators c on c.phone = p.phone",
        id=neighbour_id,
    )
    return frozenset(str(row["other"]) for row in found) - {neighbour_id}


def _texts(tx: Tx, others: frozenset[str]) -> list[Row]:
    return [
        row
        for other in sorted(others)
        for row in tx.all(
            "select id, body, kind, line, direction, created_at, neighbour_id from messages"
            f" where neighbour_id = :other and body != '' and state not in {ON_THE_WAY}",
            other=other,
        )
    ]


def _tells(message: Row, names: re.Pattern[str]) -> bool:
    return names.search(str(message["body"])) is not None


def _passed_on_to(tx: Tx, neighbour_id: str, others: frozenset[str]) -> list[Row]:
    """What the other side wrote for them: as it was passed on, or just before."""
    sent = tx.all(
        "select body, created_at from messages where neighbour_id = :id and kind = 'relay' and direction = 'out'",
        id=neighbour_id,
    )
    words = {" ".join(str(row["body"]).partition(": ")[2].split()) for row in sent}
    times = [from_text(str(row["created_at"])) for row in sent]
    return [
        m
        for m in _texts(tx, others)
        if m["direction"] == "in"
        and (
            " ".join(str(m["body"]).split()) in words
            or any(timedelta(0) <= at - from_text(str(m["created_at"])) <= AT_ONCE for at in times)
        )
    ]


def _hung(tx: Tx, neighbour_id: str) -> list[Row]:
    """What others were sent about their matches and the needs they were part of."""
    return tx.all(
        "select id, body, kind, line from messages where direction = 'out' and neighbour_id != :id and body != ''"
        f" and state not in {ON_THE_WAY}"
        " and (match_id in (select m.id from matches m join needs n on n.id = m.need_id"
        "  where m.helper_id = :id or n.neighbour_id = :id)"
        " or need_id in (select id from needs where neighbour_id = :id)"
        " or need_id in (select need_id from matches where helper_id = :id))",
        id=neighbour_id,
    )


def _empty_column(
    tx: Tx, table: str, column: str, key: str, names: re.Pattern[str], others: frozenset[str]
) -> None:
    sql = f"select {key} as key, {column} as words from {table} where {column} is not null and neighbour_id"
    found = tx.all(f"{sql} is null")
    for other in sorted(others):
        found += tx.all(f"{sql} = :other", other=other)
    for row in found:
        if names.search(str(row["words"])):
            tx.run(f"update {table} set {column} = null where {key} = :key", key=row["key"])
