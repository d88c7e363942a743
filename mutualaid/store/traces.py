"""What other people's rows say of somebody who is forgotten: their names, their number in any spelling, and the
words that were passed on to them.

Looked for only with those they had to do with and with coordinators: a first name is a common word elsewhere, and a
store holds a million texts. A number is looked for in all notes, needs and offers, and in all that the log says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from mutualaid.store.codec import from_text
from mutualaid.store.engine import Row, Tx

AT_ONCE = timedelta(seconds=5)
"""Within what time words that come in leave for the other side, where nobody has to look at them first."""

ON_THE_WAY = "('received', 'queued', 'sending', 'unsure')"

GONE = "forgotten"
"""What stands before the digest in place of a number, and for whoever acted."""

NOBODY = frozenset({"service", "a neighbor", GONE})
"""Who acted, in the log, where it names nobody."""

SHOWING = frozenset({"relay", "door", "remind_helper", "remind_helper_unsure", "review"})
"""Lines that carry a person's words or place even where they do not name them."""

LOCAL, LONG = 7, 10
"""How many digits are dialled within a town, where a number has so many in all."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column beside the texts where words of others stand."""

    table: str
    column: str
    key: str = "id"
    emptied: str = "null"
    over: str = ""
    """Which rows of those they had to do with go for a name alone: what is asked for now keeps its words."""


WORDS = (
    Words("talks", "last_body", key="neighbour_id"), Words("cases", "note"), Words("log", "detail"),
    Words("follow_ups", "subject"), Words("alarms", "note"), Words("questions", "text"),
    Words("questions", "answer"),
    Words("needs", "text", emptied="''", over=" and state not in ('open', 'matched')"),
    Words("offers", "text", emptied="''", over=" and state not in ('available', 'paused')"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What tells of somebody."""

    called: frozenset[str]
    """Names they go or went by, whole and the first word: what is nothing but one of these names them anywhere."""
    names: re.Pattern[str]
    """First names, also of those they asked for."""
    digits: str
    """Their number as it is dialled in its country."""

    def called_in(self) -> tuple[str, dict[str, str]]:
        """The list behind an `in`, and its values."""
        values = {f"name_{at}": one for at, one in enumerate(sorted(self.called))}
        return f"({', '.join(f':{key}' for key in values)})", values

    @property
    def like(self) -> str:
        """What is like this may hold the number, whatever stands between its digits."""
        return f"%{'%'.join(self.digits[-LOCAL:])}%"

    def numbered(self, words: str) -> bool:
        """Whether the number stands in it, in any spelling, or only its digits within the town."""
        if not self.digits:
            return False
        if self.digits in re.sub(r"\D", "", words):
            return True
        local = r"\D{0,3}".join(self.digits[-LOCAL:])
        return len(self.digits) >= LONG and re.search(rf"(?<!\d){local}(?!\d)", words) is not None

    def by(self, words: str) -> bool:
        return self.names.search(words) is not None or self.numbered(words)


def went_by(tx: Tx, neighbour_id: str, name: str | None) -> frozenset[str]:
    """Their names as the log has them as who acted: the one they have, and those they had before."""
    found = tx.all(
        "select distinct who as name from log where neighbour_id = :id and verb = 'text'"
        " union select detail from log where neighbour_id = :id and verb = 'rename'",
        id=neighbour_id,
    )
    return frozenset({str(row["name"]) for row in found if row["name"]} | ({name} if name else set())) - NOBODY


def told_of(tx: Tx, neighbour_id: str, phone: str, name: str | None, digits: str) -> Told:
    """What tells of this neighbour. To be called while their needs and what the log says of them still stand."""
    names = went_by(tx, neighbour_id, name)
    called = frozenset({phone, *names, *(one.split()[0] for one in names)})
    return Told(called, _names(tx, neighbour_id, names), digits)


def empty(tx: Tx, neighbour_id: str, told: Told) -> int:
    """Empties it, and says of how many texts. To be called while the needs and the texts still stand."""
    others = _others(tx, neighbour_id)
    emptied = [m for m in _texts(tx, others) if told.by(str(m["body"]))]
    emptied += _passed_on_to(tx, neighbour_id, others)
    hung = _hung(tx, neighbour_id)
    emptied += [m for m in hung if m["line"] in SHOWING or m["kind"] == "relay" or told.by(str(m["body"]))]
    for each in {str(m["id"]): m for m in emptied}.values():
        tx.run("update talks set last_body = null where last_body = :body", body=each["body"])
        tx.run("update messages set body = '' where id = :id", id=each["id"])
    for words in WORDS:
        _empty_column(tx, words, told, others)
    return len({m["id"] for m in emptied})


def _names(tx: Tx, neighbour_id: str, called: frozenset[str]) -> re.Pattern[str]:
    """First names they go by here: their own, others' on the same phone, and whom they asked for."""
    asked = tx.all("select for_name from needs where neighbour_id = :id", id=neighbour_id)
    found = [*called, *(row["for_name"] for row in asked)]
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


def _empty_column(tx: Tx, words: Words, told: Told, others: frozenset[str]) -> None:
    table, column, key = words.table, words.column, words.key
    sql = f"select {key} as key, {column} as words from {table} where {column} is not null"
    near = tx.all(f"{sql} and neighbour_id is null")
    for other in sorted(others):
        near += tx.all(f"{sql} and neighbour_id = :other{words.over}", other=other)
    found = [row for row in near if told.by(str(row["words"]))]
    keys, values = told.called_in()
    anybody = tx.all(f"{sql} and ({column} in {keys} or {column} like :like)", like=told.like, **values)
    found += [row for row in anybody if row["words"] in told.called or told.numbered(str(row["words"]))]
    for each in sorted({str(row["key"]) for row in found}):
        tx.run(f"update {table} set {column} = {words.emptied} where {key} = :key", key=each)
