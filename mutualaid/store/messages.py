"""Messages in both directions and the one open question of each phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.lifecycle import MESSAGE, QUESTION, after, allows
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.store import rows
from mutualaid.store.codec import encode, from_text, to_text
from mutualaid.store.engine import Tx
from mutualaid.store.erasing import ERASED

LONGEST_CLAIM = 600.0
"""No claim lasts longer, in seconds; one that seems to was made before a reboot."""


def insert(tx: Tx, message: Message) -> Message:
    rows.insert(tx, "messages", message)
    return message


def insert_inbound(tx: Tx, message: Message) -> bool:
    """Keeps an inbound text; False if one with this provider id is kept already."""
    values = encode(message)
    columns = ", ".join(f'"{c}"' for c in values)
    return (
        tx.run(
            f"insert into messages ({columns}) values ({', '.join(':' + c for c in values)})"
            " on conflict (provider_id) do nothing",
            **values,
        )
        == 1
    )


def get(tx: Tx, id: str | None) -> Message | None:
    return rows.get(tx, "messages", Message, id)


def by_provider_id(tx: Tx, provider_id: str) -> Message | None:
    return rows.first(tx, "messages", Message, "provider_id = :id", id=provider_id)


def change(tx: Tx, message: Message, **fields: Any) -> Message:
    rows.change(tx, "messages", message.id, **fields)
    return replace(message, **fields)


def move(tx: Tx, message: Message, event: str, **fields: Any) -> Message:
    state = after(MESSAGE, message.state, event)
    rows.change_seen(tx, "messages", message.id, message.state.value, state=state, **fields)
    return replace(message, state=state, **fields)


def may(message: Message, event: str) -> bool:
    return allows(MESSAGE, message.state, event)


def person_wrote_since(tx: Tx, neighbour_id: str, since: datetime) -> bool:
    """Whether a coordinator wrote to this phone at or after `since`."""
    row = tx.one(
        'select 1 as yes from messages where neighbour_id = :id and "by" is not null and created_at >= :since'
        " limit 1",
        id=neighbour_id,
        since=to_text(since),
    )
    return row is not None


def of_neighbour(tx: Tx, neighbour_id: str, limit: int = 200) -> list[Message]:
    """The conversation, oldest first; of a long one the newest `limit`."""
    where = "neighbour_id = :id order by counter desc limit :limit"
    return rows.select(tx, "messages", Message, where, id=neighbour_id, limit=limit)[::-1]


def bodies_since(tx: Tx, neighbour_id: str, since: datetime, but: str = "") -> list[str]:
    """What this phone texted since then, oldest first, without the text of the id `but`."""
    found = tx.all(
        "select body from messages where neighbour_id = :id and direction = 'in' and created_at >= :since"
        " and id <> :but order by counter",
        id=neighbour_id, since=to_text(since), but=but,
    )  # fmt: skip
    return [str(row["body"]) for row in found]


def answered_since(tx: Tx, neighbour_id: str, since: datetime, but: str) -> list[tuple[str, str | None, bool]]:
    """What this phone texted since then without the text of the id `but`, oldest first: its words, the line that
    answered it (None where none went out), and whether any answer was written."""
    found = tx.all(
        "select id, direction, body, line, state, reply_to from messages where neighbour_id = :id"
        " and created_at >= :since and id <> :but order by counter",
        id=neighbour_id,
        since=to_text(since),
        but=but,
    )
    replies = [row for row in found if row["direction"] == "out" and row["line"] != "welcome"]
    wrote = {row["reply_to"] for row in replies}
    said = {row["reply_to"]: row["line"] or "" for row in replies if row["state"] != "dropped"}
    return [(str(m["body"]), said.get(m["id"]), m["id"] in wrote) for m in found if m["direction"] == "in"]


def came_after_line(tx: Tx, neighbour_id: str, lines: tuple[str, ...], since: datetime) -> int:
    """How many texts came from this phone after the first of ours since then that said one of these lines; 0 where
    none did."""
    row = tx.one(
        "select count(*) as n from messages where neighbour_id = :id and direction = 'in' and counter > ("
        "select min(counter) from messages where neighbour_id = :id and direction = 'out' and created_at > :since"
        f" and line in {rows.listed(*lines)})",
        id=neighbour_id,
        since=to_text(since),
    )
    assert row is not None
    return int(row["n"])


def last_out(tx: Tx, neighbour_id: str, but: str = "") -> Message | None:
    """The last text to this phone that left or is to leave, other than of the line `but`."""
    where = "neighbour_id = :id and direction = 'out' and state not in ('dropped', 'failed')"
    where += " and coalesce(line, '') <> :but" if but else ""
    return rows.first(
        tx, "messages", Message, f"{where} order by counter desc limit 1",
        id=neighbour_id, **({"but": but} if but else {}),
    )  # fmt: skip


def relayed_since(tx: Tx, neighbour_id: str, since: datetime) -> list[Message]:
    """The words of other sides that went to this phone since then, the last ones first."""
    where = "neighbour_id = :id and direction = 'out' and state not in ('dropped', 'failed') and line = 'relay'"
    return rows.select(
        tx, "messages", Message, f"{where} and created_at > :since order by counter desc",
        id=neighbour_id, since=to_text(since),
    )  # fmt: skip


def came_unasked(tx: Tx, message: Message) -> bool:
    """Whether a later text to the same phone answers none of its own; the welcome aside."""
    where = "neighbour_id = :id and direction = 'out' and counter > :counter and reply_to is null"
    where += " and state not in ('dropped', 'failed') and coalesce(line, '') <> 'welcome'"
    later = rows.first(tx, "messages", Message, where, id=message.neighbour_id, counter=message.counter)
    return later is not None


def came_in(tx: Tx, neighbour_id: str, since: datetime, now: datetime) -> int:
    """How many texts came from this phone since then; none that a clock which was ahead noted to be after `now`."""
    row = tx.one(
        "select count(*) as n from messages where neighbour_id = :id and direction = 'in' and created_at > :since"
        " and created_at <= :now",
        id=neighbour_id,
        since=to_text(since),
        now=to_text(now),
    )
    assert row is not None
    return int(row["n"])


def last_of(tx: Tx, match_id: str, lines: tuple[str, ...]) -> Message | None:
    """The newest text about a match that says one of these lines and was not held back."""
    return rows.first(
        tx, "messages", Message,
        f"match_id = :id and line in {rows.listed(*lines)} and state not in ('dropped', 'failed')"
        " order by created_at desc, id desc limit 1",
        id=match_id,
    )  # fmt: skip


def unhandled(tx: Tx) -> list[Message]:
    return rows.select(tx, "messages", Message, "state = 'received' order by created_at, id limit 100")


def any_waits(tx: Tx) -> bool:
    """Whether any text waits for its turn."""
    return tx.one("select 1 from messages where state = 'received' limit 1") is not None


def waits_before(tx: Tx, message: Message) -> bool:
    """Whether an earlier text of the same phone still waits for its first turn."""
    return tx.one(
        "select 1 from messages where state = 'received' and attempts = 0 and phone = :phone and id != :id"
        " and (created_at < :at or created_at = :at and id < :id)",
        phone=message.phone, id=message.id, at=to_text(message.created_at),
    ) is not None  # fmt: skip


def sendable(tx: Tx, now: datetime, monotonic: float, limit: int = 50) -> list[Message]:
    """Queued messages whose time has come, most important class first, then in order. A phone's later text of
    the same class never overtakes an earlier one: the counter decides."""
    return rows.select(
        tx,
        "messages",
        Message,
        "state = 'queued' and (send_after is null or send_after <= :now)"
        " and (claimed_until is null or claimed_until <= :monotonic or claimed_until > :monotonic + :longest)"
        " order by rank, created_at, counter, id limit :limit",
        now=now,
        monotonic=monotonic,
        longest=LONGEST_CLAIM,
        limit=limit,
    )


def tried_before(tx: Tx, message: Message) -> Message | None:
    """The earlier text to the same phone, of the same class, that was tried and is to be tried again."""
    return rows.first(
        tx,
        "messages",
        Message,
        "neighbour_id = :id and counter < :counter and state = 'queued' and rank = :rank and attempts > 0"
        " order by counter desc",
        id=message.neighbour_id,
        counter=message.counter,
        rank=message.rank,
    )


def next_send_after(tx: Tx, now: datetime) -> str | None:
    row = tx.one(
        "select min(send_after) as at from messages where state = 'queued' and send_after > :now", now=to_text(now)
    )
    return None if row is None or row["at"] is None else str(row["at"])


def oldest_due(tx: Tx, now: datetime) -> datetime | None:
    """Since when the text that waits longest might have left; None where none waits."""
    row = tx.one(
        "select min(coalesce(send_after, created_at)) as at from messages where state = 'queued'"
        " and (send_after is null or send_after <= :now)",
        now=to_text(now),
    )
    return None if row is None or row["at"] is None else from_text(str(row["at"]))


def waiting(tx: Tx) -> list[Message]:
    return rows.select(tx, "messages", Message, "state in ('queued', 'sending', 'unsure') order by created_at, id")


def stuck_sending(tx: Tx, monotonic: float) -> list[Message]:
    """Messages whose sender died between claiming and recording."""
    return rows.select(
        tx,
        "messages",
        Message,
        "state = 'sending' and (claimed_until is null or claimed_until <= :m or claimed_until > :m + :longest)"
        " order by created_at, id",
        m=monotonic,
        longest=LONGEST_CLAIM,
    )


def unsure(tx: Tx) -> list[Message]:
    return rows.select(tx, "messages", Message, "state = 'unsure' order by created_at, id")


def undecided(tx: Tx, since: datetime, before: datetime) -> list[Message]:
    """Sent messages without a final state that the provider may know, handed over between `since` and `before` and
    not asked about since then."""
    return rows.select(
        tx,
        "messages",
        Message,
        "state = 'sent' and handed_at >= :since and handed_at < :before and coalesce(asked_at, handed_at) < :before"
        " and coalesce(reason, '') not like :erased order by handed_at, id limit 100",
        since=since,
        before=before,
        erased=f"%{ERASED}",
    )


def queued_for(tx: Tx, neighbour_id: str) -> list[Message]:
    """The texts that wait to leave for this phone, in their order."""
    return rows.select(
        tx, "messages", Message, "neighbour_id = :id and state = 'queued' order by counter", id=neighbour_id
    )


def queued_line(tx: Tx, neighbour_id: str, line: str) -> Message | None:
    """A text of this line that still waits to leave for this phone."""
    return next((m for m in queued_for(tx, neighbour_id) if m.line == line), None)


def held_back(tx: Tx, neighbour_id: str) -> list[Message]:
    """Replies to this phone that wait for the next piece of an unfinished text, oldest first."""
    return [m for m in queued_for(tx, neighbour_id) if _gathers(m)]


def _gathers(m: Message) -> bool:
    later = m.send_after is not None and m.send_after > m.created_at
    return later and m.reply_to is not None and m.attempts == 0 and m.line not in (None, "welcome")


def next_held_back(tx: Tx, before: datetime) -> datetime | None:
    """When the first reply that waits for a next piece leaves, where that is before `before`."""
    row = tx.one(
        "select min(send_after) as at from messages where state = 'queued' and reply_to is not null"
        " and attempts = 0 and send_after > created_at and send_after <= :before",
        before=to_text(before),
    )
    return None if row is None or row["at"] is None else from_text(str(row["at"]))


def doors_queued(tx: Tx, match_id: str) -> list[Message]:
    """Texts with the street and door of a match that have not left."""
    return rows.select(
        tx, "messages", Message, "line = 'door' and match_id = :id and state = 'queued' order by id", id=match_id
    )


def handed(tx: Tx) -> list[Message]:
    return rows.select(tx, "messages", Message, "handed_at is not null order by handed_at, id")


def segments_since(tx: Tx, since: datetime) -> int:
    row = tx.one(
        "select coalesce(sum(segments), 0) as n from messages where direction = 'out' and handed_at >= :since",
        since=to_text(since),
    )
    assert row is not None
    return int(row["n"])


# --- questions -------------------------------------------------------------------------------------------------


QUESTION_OF = " and state in ('reserved', 'open')"


def question_of(tx: Tx, neighbour_id: str) -> Question | None:
    """The reserved or open question of a phone."""
    return rows.first(tx, "questions", Question, f"neighbour_id = :id{QUESTION_OF}", id=neighbour_id)


def questions_open(tx: Tx, neighbour_ids: Iterable[str]) -> list[Question]:
    """The reserved or open questions of these phones."""
    of, named = rows.among("neighbour_id", neighbour_ids)
    return rows.select(tx, "questions", Question, f"{of}{QUESTION_OF} order by id", **named)


def question_before(tx: Tx, question: Question) -> Question | None:
    """The question this phone had before this one, a day before at most."""
    return rows.first(
        tx,
        "questions",
        Question,
        "neighbour_id = :id and id < :this and created_at > :since order by id desc limit 1",
        id=question.neighbour_id,
        this=question.id,
        since=question.created_at - timedelta(days=1),
    )


def questions_of(tx: Tx, neighbour_id: str, limit: int = 200) -> list[Question]:
    """The questions this phone was asked, the newest first."""
    return rows.select(
        tx, "questions", Question, "neighbour_id = :id order by id desc limit :limit",
        id=neighbour_id, limit=limit,
    )  # fmt: skip


def question(tx: Tx, id: str | None) -> Question | None:
    return rows.get(tx, "questions", Question, id)


def reserve(tx: Tx, question: Question) -> None:
    rows.insert(tx, "questions", question)


def move_question(tx: Tx, question: Question, event: str, **fields: Any) -> Question:
    state = after(QUESTION, question.state, event)
    rows.change_seen(tx, "questions", question.id, question.state.value, state=state, **fields)
    return replace(question, state=state, **fields)


def change_question(tx: Tx, id: str, **fields: Any) -> None:
    rows.change(tx, "questions", id, **fields)


def alarms_passed(tx: Tx, neighbour_id: str) -> set[str]:
    """The ids of the alarms this phone was asked about and passed on."""
    found = rows.select(
        tx, "questions", Question, "neighbour_id = :id and kind = 'alarm' and answer = 'no'", id=neighbour_id
    )
    return {q.alarm_id for q in found if q.alarm_id is not None}


def questions_about(
    tx: Tx, *, match_id: str | None = None, need_id: str | None = None, alarm_id: str | None = None
) -> list[Question]:
    """Reserved or open questions about a match, a need or an alarm, one of which is named."""
    about = (("match_id", match_id), ("need_id", need_id), ("alarm_id", alarm_id))
    ((column, id),) = ((column, id) for column, id in about if id is not None)
    return rows.select(tx, "questions", Question, f"{column} = :id{QUESTION_OF} order by id", id=id)


def message_of_question(tx: Tx, question_id: str) -> Message | None:
    return rows.first(tx, "messages", Message, "question_id = :id order by counter desc limit 1", id=question_id)
