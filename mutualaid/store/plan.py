"""The plan's rows, cases, alarms, the log, places and marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from mutualaid.domain.messages import Alarm, Case, Entry, FollowUp
from mutualaid.domain.places import Place
from mutualaid.store import rows
from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import Tx
from mutualaid.store.rows import listed

# --- follow-ups ------------------------------------------------------------------------------------------------


def schedule(tx: Tx, row: FollowUp) -> None:
    rows.insert(tx, "follow_ups", row)


def due(tx: Tx, now: datetime, limit: int, kinds: Iterable[str] = (), but: Iterable[str] = ()) -> list[FollowUp]:
    """What is due, oldest first; with `kinds` only rows of these, and none of those `but`."""
    of_kinds = f" and kind in {listed(*kinds)}" if kinds else ""
    of_kinds += f" and kind not in {listed(*but)}" if but else ""
    where = f"done_at is null and due_at <= :now{of_kinds} order by due_at, id limit :limit"
    return rows.select(tx, "follow_ups", FollowUp, where, now=now, limit=limit)


def next_due(tx: Tx, now: datetime) -> str | None:
    row = tx.one(
        "select min(due_at) as at from follow_ups where done_at is null and due_at > :now", now=to_text(now)
    )
    return None if row is None or row["at"] is None else str(row["at"])


def finish(tx: Tx, id: str, now: datetime, outcome: str) -> int:
    """Marks a row done unless someone else did; the count says which."""
    return tx.run(
        "update follow_ups set done_at = :now, outcome = :outcome where id = :id and done_at is null",
        now=to_text(now),
        outcome=outcome,
        id=id,
    )


def put_off(tx: Tx, id: str, due_at: datetime, attempts: int) -> None:
    rows.change(tx, "follow_ups", id, due_at=due_at, attempts=attempts)


def drop(
    tx: Tx,
    now: datetime,
    *,
    kind: str | None = None,
    need_id: str | None = None,
    match_id: str | None = None,
    neighbour_id: str | None = None,
    subject: str | None = None,
) -> None:
    """Takes rows off the plan: of a kind, a need, a match, a phone or a subject, all that are named together."""
    names = ("kind", "need_id", "match_id", "neighbour_id", "subject")
    named = zip(names, (kind, need_id, match_id, neighbour_id, subject), strict=True)
    values = {name: value for name, value in named if value is not None}
    if not values:
        raise ValueError("name what to drop: kind, need_id, match_id, neighbour_id or subject")
    wheres = " and ".join(f"{name} = :{name}" for name in values)
    sql = f"update follow_ups set done_at = :now, outcome = 'dropped' where done_at is null and {wheres}"
    tx.run(sql, now=to_text(now), **values)


def drop_all(tx: Tx, now: datetime, neighbour_id: str, but: tuple[str, ...]) -> None:
    """Takes all rows of a phone off the plan, save the kinds in `but`."""
    tx.run(
        "update follow_ups set done_at = :now, outcome = 'dropped'"
        f" where done_at is null and neighbour_id = :id and kind not in {rows.listed(*but)}",
        now=to_text(now),
        id=neighbour_id,
    )


def planned(
    tx: Tx, kind: str, *, need_id: str | None = None, match_id: str | None = None, neighbour_id: str | None = None
) -> list[FollowUp]:
    return rows.select(
        tx,
        "follow_ups",
        FollowUp,
        "done_at is null and kind = :kind"
        " and (need_id = :need_id or match_id = :match_id or neighbour_id = :neighbour_id) order by due_at, id",
        kind=kind,
        need_id=need_id or "-",
        match_id=match_id or "-",
        neighbour_id=neighbour_id or "-",
    )


# --- cases -----------------------------------------------------------------------------------------------------


def find_open(
    tx: Tx, reason: str, neighbour_id: str | None, need_id: str | None, match_id: str | None
) -> Case | None:
    """The open case of this reason and subject."""
    return rows.first(
        tx,
        "cases",
        Case,
        "settled_at is null and reason = :reason and coalesce(neighbour_id, '') = :n and coalesce(need_id, '') = :d"
        " and coalesce(match_id, '') = :m",
        reason=reason,
        n=neighbour_id or "",
        d=need_id or "",
        m=match_id or "",
    )


def open_case(tx: Tx, case: Case) -> Case:
    """Puts a case on the desk; one that is open already for the same reason and subject is kept instead, with the
    newer words and the greater urgency."""
    same = find_open(tx, case.reason, case.neighbour_id, case.need_id, case.match_id)
    if same is None:
        rows.insert(tx, "cases", case)
        return case
    newer = {
        "message_id": case.message_id or same.message_id,
        "note": _also(same.note, case.note),
        "urgency": min(case.urgency, same.urgency),
    }
    rows.change(tx, "cases", same.id, **newer)
    return replace(same, **newer)  # type: ignore[arg-type]


LONGEST_NOTE = 2000
"""How many characters of people's words a case shows; the conversation has them all."""


def _also(note: str | None, more: str | None) -> str | None:
    """Words and what was written after them, a line each and each once; of too much the newest."""
    before = [line for line in (note or "").split("\n") if line and line != more]
    return "\n".join([*before, more or ""]).strip("\n")[-LONGEST_NOTE:] or None


def case(tx: Tx, id: str) -> Case | None:
    return rows.get(tx, "cases", Case, id)


def notes_of(tx: Tx, reason: str) -> list[tuple[str, str]]:
    """(neighbour, words) of every case for this reason, settled ones too."""
    found = tx.all(
        "select neighbour_id as id, note from cases where reason = :reason and neighbour_id is not null"
        " and note is not null order by id",
        reason=reason,
    )
    return [(str(row["id"]), str(row["note"])) for row in found]


def open_cases(tx: Tx) -> list[Case]:
    return rows.select(tx, "cases", Case, "settled_at is null order by urgency, created_at, id")


def case_open(tx: Tx, reason: str, need_id: str) -> bool:
    """Whether a need stands before a coordinator for this reason."""
    return any(case.reason == reason for case in _open_of_need(tx, need_id))


def case_of_match(tx: Tx, reason: str, match_id: str) -> bool:
    """Whether a match stands before a coordinator for this reason."""
    found = rows.select(tx, "cases", Case, "match_id = :id and settled_at is null order by id", id=match_id)
    return any(case.reason == reason for case in found)


def _open_of_need(tx: Tx, need_id: str) -> list[Case]:
    return rows.select(tx, "cases", Case, "need_id = :id and settled_at is null order by id", id=need_id)


def settle_case(tx: Tx, id: str, by: str, now: datetime, outcome: str) -> int:
    return tx.run(
        "update cases set settled_at = :now, settled_by = :by, outcome = :outcome"
        " where id = :id and settled_at is null",
        now=to_text(now), by=by, outcome=outcome, id=id,
    )  # fmt: skip


def settle_need(tx: Tx, need_id: str, by: str, now: datetime, outcome: str, but: tuple[str, ...]) -> None:
    """Settles what is open about a need, save the reasons in `but`."""
    tx.run(
        "update cases set settled_at = :now, settled_by = :by, outcome = :outcome where settled_at is null"
        f" and need_id = :id and reason not in {rows.listed(*but)}",
        now=to_text(now),
        by=by,
        outcome=outcome,
        id=need_id,
    )


def settle_about(
    tx: Tx,
    reason: str,
    by: str,
    now: datetime,
    outcome: str,
    *,
    need_id: str | None = None,
    match_id: str | None = None,
    neighbour_id: str | None = None,
) -> int:
    """Settles open cases of a reason about a need, a match or a neighbour."""
    if need_id is not None and match_id is None and neighbour_id is None and not case_open(tx, reason, need_id):
        return 0
    return tx.run(
        "update cases set settled_at = :now, settled_by = :by, outcome = :outcome where reason = :reason"
        " and id in (select id from cases where settled_at is null and need_id = :d"
        " union select id from cases where settled_at is null and match_id = :m"
        " union select id from cases where settled_at is null and neighbour_id = :n)",
        now=to_text(now),
        by=by,
        outcome=outcome,
        reason=reason,
        d=need_id or "-",
        m=match_id or "-",
        n=neighbour_id or "-",
    )


# --- alarms ----------------------------------------------------------------------------------------------------


def insert_alarm(tx: Tx, alarm: Alarm) -> None:
    rows.insert(tx, "alarms", alarm)


def alarm(tx: Tx, id: str | None) -> Alarm | None:
    return rows.get(tx, "alarms", Alarm, id)


def open_alarms(tx: Tx) -> list[Alarm]:
    return rows.select(tx, "alarms", Alarm, "acknowledged_at is null order by created_at, id")


def open_alarm_of(tx: Tx, neighbour_id: str) -> Alarm | None:
    where = "acknowledged_at is null and neighbour_id = :id order by id"
    return rows.first(tx, "alarms", Alarm, where, id=neighbour_id)


def alarmed_since(tx: Tx, neighbour_id: str, since: datetime) -> bool:
    """Whether an alarm of this phone is open or was raised at or after `since`."""
    where = "neighbour_id = :id and (acknowledged_at is null or coalesce(heard_at, created_at) >= :since)"
    return rows.first(tx, "alarms", Alarm, where, id=neighbour_id, since=since) is not None


def last_service_alarm(tx: Tx, kind: str, now: datetime) -> Alarm | None:
    """The alarm of this kind about the service itself that is open, else the newest; what a clock that was ahead
    noted to have been after `now` and somebody took is none."""
    where = "neighbour_id is null and kind = :kind and (acknowledged_at is null or created_at <= :now)"
    order = "order by case when acknowledged_at is null then 0 else 1 end, created_at desc, id desc"
    return rows.first(tx, "alarms", Alarm, f"{where} {order}", kind=kind, now=now)


def change_alarm(tx: Tx, id: str, **fields: Any) -> None:
    rows.change(tx, "alarms", id, **fields)


def acknowledge(tx: Tx, id: str, by: str, now: datetime) -> bool:
    """True for the first who takes it."""
    changed = tx.run(
        "update alarms set acknowledged_at = :now, acknowledged_by = :by"
        " where id = :id and acknowledged_at is null",
        now=to_text(now),
        by=by,
        id=id,
    )
    return changed == 1


# --- the log, marks, leases ------------------------------------------------------------------------------------


def write(tx: Tx, entries: Sequence[Entry]) -> None:
    rows.insert_all(tx, "log", entries)


def log_of(tx: Tx, *, need_id: str | None = None, neighbour_id: str | None = None, limit: int = 200) -> list[Entry]:
    return rows.select(
        tx,
        "log",
        Entry,
        "need_id = :need_id or neighbour_id = :neighbour_id order by id desc limit :limit",
        need_id=need_id or "-",
        neighbour_id=neighbour_id or "-",
        limit=limit,
    )


def last_verb(tx: Tx, neighbour_id: str, verbs: Collection[str]) -> str | None:
    """Which of these stands last in the log of a neighbour; None for none."""
    which = f"neighbour_id = :id and verb in {listed(*verbs)} order by id desc limit 1"
    row = tx.one(f"select verb from log where {which}", id=neighbour_id)
    return str(row["verb"]) if row is not None else None


def recent_log(tx: Tx, limit: int = 200) -> list[Entry]:
    return rows.select(tx, "log", Entry, "1 = 1 order by id desc limit :limit", limit=limit)


def mark(tx: Tx, name: str) -> str | None:
    row = tx.one("select value from marks where name = :name", name=name)
    return None if row is None else str(row["value"])


def set_mark(tx: Tx, name: str, value: str) -> None:
    tx.run(
        "insert into marks (name, value) values (:name, :value) on conflict (name) do update set value = :value",
        name=name,
        value=value,
    )


# --- places ----------------------------------------------------------------------------------------------------


PLACES_TAUGHT = "places_taught"


def places(tx: Tx) -> list[Place]:
    return rows.select(tx, "places", Place, "1 = 1 order by name")


def places_taught(tx: Tx) -> str:
    """Changes whenever a place is added or changed."""
    return mark(tx, PLACES_TAUGHT) or ""


def teach(tx: Tx) -> None:
    """Notes that a place was added or changed, so that every process reads them anew."""
    set_mark(tx, PLACES_TAUGHT, str(int(places_taught(tx) or 0) + 1))


def put_place(tx: Tx, place: Place) -> None:
    """Adds a place or, by its name, changes it; aliases are kept and added to."""
    teach(tx)
    found = rows.select(tx, "places", Place, "lower(name) = lower(:name)", name=place.name)
    if not found:
        rows.insert(tx, "places", place)
        return
    old = found[0]
    aliases = old.aliases + tuple(a for a in place.aliases if a not in old.aliases)
    rows.change(
        tx,
        "places",
        old.id,
        latitude=place.latitude,
        longitude=place.longitude,
        aliases=aliases,
        source=place.source,
    )


def last_entry_at(tx: Tx) -> datetime | None:
    """When the log was last written; None for an empty one."""
    row = tx.one("select max(at) as at from log")
    return None if row is None or row["at"] is None else from_text(row["at"])


def put_places(tx: Tx, given: Iterable[Place]) -> None:
    """As `put_place` for many: those there are read once."""
    teach(tx)
    known = {place.name.lower(): place for place in places(tx)}
    for place in given:
        old = known.get(place.name.lower())
        if old is None:
            rows.insert(tx, "places", place)
            known[place.name.lower()] = place
            continue
        aliases = old.aliases + tuple(a for a in place.aliases if a not in old.aliases)
        point = (place.latitude, place.longitude) if place.latitude is not None else (old.latitude, old.longitude)
        rows.change(
            tx, "places", old.id, latitude=point[0], longitude=point[1], aliases=aliases, source=place.source
        )  # fmt: skip


def log_before(tx: Tx, before: str, limit: int) -> list[Entry]:
    """The log's lines older than the one with the id `before`, newest first."""
    return rows.select(tx, "log", Entry, "id < :before order by id desc limit :limit", before=before, limit=limit)
