"""Neighbours, their talks, coordinators and their sign-in links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from mutualaid.domain.conversation.talk import Talk
from mutualaid.domain.lifecycle import STANDING, after
from mutualaid.domain.people import Coordinator, Neighbour, Stranger
from mutualaid.store import nearby, rows
from mutualaid.store.codec import encode, stored, to_text
from mutualaid.store.engine import LostRace, Tx


def get(tx: Tx, id: str | None) -> Neighbour | None:
    return rows.get(tx, "neighbours", Neighbour, id)


def need(tx: Tx, id: str) -> Neighbour:
    """The neighbour, who must exist."""
    found = get(tx, id)
    if found is None:
        raise LookupError(f"no neighbour {id}")
    return found


def by_phone(tx: Tx, phone: str) -> Neighbour | None:
    return rows.first(tx, "neighbours", Neighbour, "phone = :phone", phone=phone)


def insert(tx: Tx, neighbour: Neighbour) -> Neighbour:
    rows.insert(tx, "neighbours", neighbour)
    rows_talk = Talk(neighbour_id=neighbour.id)
    values = encode(rows_talk)
    tx.run(
        f"insert into talks ({', '.join(values)}) values ({', '.join(':' + c for c in values)})"
        " on conflict (neighbour_id) do nothing",
        **values,
    )
    return neighbour


def change(tx: Tx, neighbour: Neighbour, **fields: Any) -> Neighbour:
    rows.change(tx, "neighbours", neighbour.id, **fields)
    if "latitude" in fields or "longitude" in fields:
        nearby.enter(tx, neighbour.id)
    return replace(neighbour, **fields)


def bump(tx: Tx, neighbour: Neighbour) -> None:
    """Takes the phone's guard row: LostRace where someone else has changed what concerns it since."""
    changed = tx.run(
        "update neighbours set version = version + 1 where id = :id and version = :version",
        id=neighbour.id,
        version=neighbour.version,
    )
    if changed != 1:
        raise LostRace(f"neighbour {neighbour.id} changed meanwhile")


def move(tx: Tx, neighbour: Neighbour, event: str) -> Neighbour:
    state = after(STANDING, neighbour.standing, event)
    changed = tx.run(
        "update neighbours set standing = :new where id = :id and standing = :seen",
        new=state.value,
        id=neighbour.id,
        seen=neighbour.standing.value,
    )
    if changed != 1:
        raise LostRace(f"neighbour {neighbour.id} is no longer {neighbour.standing}")
    return replace(neighbour, standing=state)


def everyone(tx: Tx) -> list[Neighbour]:
    return rows.select(tx, "neighbours", Neighbour, "1 = 1 order by name nulls first, phone")


def search(tx: Tx, words: str) -> list[Neighbour]:
    """Neighbours whose name or number holds the words."""
    like = f"%{rows.literal(words.lower())}%"
    return rows.select(
        tx, "neighbours", Neighbour,
        "lower(coalesce(name, '')) like :like escape '!' or phone like :like escape '!'"
        " order by name nulls first, phone limit 50",
        like=like,
    )  # fmt: skip


def talk(tx: Tx, neighbour_id: str) -> Talk:
    found = rows.first(tx, "talks", Talk, "neighbour_id = :id", id=neighbour_id)
    if found is None:
        raise LookupError(f"no talk of {neighbour_id}")
    return found


def note(tx: Tx, neighbour_id: str, **fields: Any) -> None:
    """Changes fields of the stored talk."""
    sets = ", ".join(f"{c} = :{c}" for c in fields)
    tx.run(
        f"update talks set {sets} where neighbour_id = :id",
        id=neighbour_id,
        **stored(fields.items()),
    )


def next_counter(tx: Tx, neighbour_id: str) -> int:
    row = tx.one(
        "update talks set counter = counter + 1 where neighbour_id = :id returning counter", id=neighbour_id
    )
    assert row is not None
    return int(row["counter"])


def held(tx: Tx) -> list[Talk]:
    return rows.select(tx, "talks", Talk, "held_by is not null or hushed = 1 order by neighbour_id")


# --- strangers -------------------------------------------------------------------------------------------------


def put_by(tx: Tx, stranger: Stranger) -> None:
    rows.insert(tx, "strangers", stranger)


def stranger(tx: Tx, neighbour_id: str) -> Stranger | None:
    return rows.get(tx, "strangers", Stranger, neighbour_id)


def strange_since(tx: Tx, neighbour_id: str) -> datetime | None:
    """Since when nobody knows who holds this phone; None where it is known."""
    found = stranger(tx, neighbour_id)
    return None if found is None else found.since


def forget_stranger(tx: Tx, neighbour_id: str) -> None:
    tx.run("delete from strangers where id = :id", id=neighbour_id)


# --- coordinators ----------------------------------------------------------------------------------------------


def coordinators(tx: Tx) -> list[Coordinator]:
    return rows.select(tx, "coordinators", Coordinator, "1 = 1 order by created_at, id")


def coordinator(tx: Tx, id: str | None) -> Coordinator | None:
    return rows.get(tx, "coordinators", Coordinator, id)


def coordinator_named(tx: Tx, name: str) -> Coordinator | None:
    return rows.first(tx, "coordinators", Coordinator, "lower(name) = lower(:name)", name=name)


def coordinator_by_phone(tx: Tx, phone: str) -> Coordinator | None:
    return next((one for one in coordinators(tx) if one.phone == phone), None)


def insert_coordinator(tx: Tx, coordinator: Coordinator) -> None:
    rows.insert(tx, "coordinators", coordinator)


def change_coordinator(tx: Tx, id: str, **fields: Any) -> None:
    rows.change(tx, "coordinators", id, **fields)


def remove_coordinator(tx: Tx, id: str) -> None:
    tx.run("delete from coordinators where id = :id", id=id)


def put_link(tx: Tx, digest: str, coordinator_id: str, expires_at: datetime) -> None:
    tx.run(
        "insert into sign_in_links (digest, coordinator_id, expires_at) values (:digest, :id, :expires_at)",
        digest=digest,
        id=coordinator_id,
        expires_at=to_text(expires_at),
    )


def use_link(tx: Tx, digest: str, now: datetime) -> str | None:
    """Uses a sign-in link up and says whose it was; None if unknown, used or too old."""
    row = tx.one(
        "update sign_in_links set used_at = :now where digest = :digest and used_at is null"
        " and expires_at > :now returning coordinator_id",
        now=to_text(now),
        digest=digest,
    )
    return None if row is None else str(row["coordinator_id"])


def link_holds(tx: Tx, digest: str, now: datetime) -> bool:
    """Whether a sign-in link could be used now."""
    row = tx.one(
        "select 1 as yes from sign_in_links where digest = :digest and used_at is null and expires_at > :now",
        now=to_text(now),
        digest=digest,
    )
    return row is not None


def at_place(tx: Tx, words: str) -> list[Neighbour]:
    """Neighbours who live at these words and have no coordinates."""
    return rows.select(
        tx, "neighbours", Neighbour, "latitude is null and lower(place_text) = :words order by id",
        words=words.lower(),
    )  # fmt: skip


def names(tx: Tx) -> dict[str, Neighbour]:
    """Everyone by id."""
    return {one.id: one for one in everyone(tx)}
