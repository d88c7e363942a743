"""Taking out what names somebody, in every table that does: forgetting is one place.

What goes by age alone is in `aging`."""

from __future__ import annotations

from mutualaid.store import traces
from mutualaid.store.engine import Tx

GONE = traces.GONE

ERASED = "erased at the provider"
"""The reason of a text that the provider has no more. Its id stays, so that the same text is never kept twice."""

KEPT = "the provider refused to erase it"
"""The reason of a text that the provider would not delete; it is asked again behind all others."""


_WITH_OTHERS = (
    "need_id in (select need_id from matches where helper_id = :id)"
    " or match_id in (select one.id from matches one join matches own on own.need_id = one.need_id"
    "  where own.helper_id = :id)"
    " or neighbour_id in (select m.helper_id from matches m join needs n on n.id = m.need_id"
    "  where n.neighbour_id = :id)"
    " or neighbour_id in (select n.neighbour_id from matches m join needs n on n.id = m.need_id"
    "  where m.helper_id = :id)"
)
"""Rows about others that somebody's own text may have written: the needs they helped with, and those who were asked
beside them or for them."""


def forgotten_ids(tx: Tx, digest: str) -> list[str]:
    """The neighbours with this digest that were forgotten."""
    found = tx.all("select id from neighbours where phone like :like order by id", like=f"{GONE}:{digest}:%")
    return [str(row["id"]) for row in found]


def provider_ids(tx: Tx, neighbour_id: str) -> list[str]:
    """The provider's ids of a forgotten neighbour's texts that it may still have, oldest first."""
    found = tx.all(
        "select provider_id from messages where neighbour_id = :id and provider_id is not null"
        " and coalesce(reason, '') not like :erased order by created_at, id",
        id=neighbour_id,
        erased=f"%{ERASED}",
    )
    return [str(row["provider_id"]) for row in found]


def note_erased(tx: Tx, provider_id: str) -> None:
    """The provider has this text no more; why it did not arrive, where it did not, stays."""
    _note(tx, provider_id, ERASED)


def note_kept(tx: Tx, provider_id: str) -> int:
    """The provider refused to delete this text; 0 where that is known, 1 where it is new."""
    return _note(tx, provider_id, KEPT)


def _note(tx: Tx, provider_id: str, what: str) -> int:
    return tx.run(
        "update messages set reason = case when coalesce(reason, '') = '' then :what"
        " else reason || '; ' || :what end where provider_id = :id and coalesce(reason, '') not like :ends",
        what=what,
        ends=f"%{what}",
        id=provider_id,
    )


def empty_doors(tx: Tx, match_id: str) -> None:
    """Empties the texts that carried the street and door of a match; one still on its way goes by age."""
    doors = "line = 'door' and match_id = :match_id and body != ''"
    tx.run(
        f"update talks set last_body = null where neighbour_id in (select neighbour_id from messages where {doors})"
        f" and last_body in (select body from messages where {doors})",
        match_id=match_id,
    )
    tx.run(
        f"update messages set body = '' where {doors} and state not in ('received', 'queued', 'sending', 'unsure')",
        match_id=match_id,
    )


def erase(
    tx: Tx, neighbour_id: str, phone: str, name: str | None, digest: str, digits: str
) -> dict[str, int]:
    """Takes a neighbour's names, number, words and places out of every row; the rows stay, so that what they count
    still adds up. `digits`: the number as it is dialled in its country. Returns what was erased -> how many
    rows."""
    mark = f"{GONE}:{digest}:{neighbour_id}"
    who = {"id": neighbour_id}
    mine = "select id from needs where neighbour_id = :id"
    matches = f"select id from matches where helper_id = :id or need_id in ({mine})"
    told = traces.told_of(tx, neighbour_id, phone, name, digits)
    said_elsewhere = traces.empty(tx, neighbour_id, told)
    done = {
        "texts": tx.run(
            "update messages set body = '', phone = :mark, reason = null"
            " where neighbour_id = :id or (neighbour_id is null and phone = :phone)",
            mark=mark, phone=phone, **who,
        ),
        "needs": tx.run(
            "update needs set text = '', place_text = null, latitude = null, longitude = null, precision = 'none',"
            " to_text = null, to_latitude = null, to_longitude = null, when_text = null, for_name = null,"
            " conditions = '', at_door = '', practical = '', door = null where neighbour_id = :id",
            **who,
        ),
        "offers": tx.run(
            "update offers set text = '', place_text = null, latitude = null, longitude = null, precision = 'none',"
            " when_text = null where neighbour_id = :id",
            **who,
        ),
    }  # fmt: skip
    tx.run(
        f"update matches set terms = null, conditions = '', word = null, why = '', distance_km = null"
        f" where helper_id = :id or need_id in ({mine})",
        **who,
    )
    tx.run(
        f"update questions set text = null, answer = null where neighbour_id = :id or need_id in ({mine})", **who
    )
    tx.run(f"update alarms set note = null where neighbour_id = :id or need_id in ({mine})", **who)
    names, values = told.called_in()
    ours = f"(neighbour_id = :id or need_id in ({mine}) or match_id in ({matches}))"
    theirs = f"({ours} or {_WITH_OTHERS})"
    tx.run(f"update log set detail = null where {ours} and detail is not null", **who)
    tx.run(f"update cases set note = null where neighbour_id = :id or need_id in ({mine})", **who)
    tx.run(f"update cases set settled_by = '{GONE}' where {theirs} and settled_by in {names}", **values, **who)
    tx.run(f"update log set who = '{GONE}' where {theirs} and who in {names}", **values, **who)
    tx.run("update talks set last_body = null, also = '', taken_off = '' where neighbour_id = :id", **who)
    tx.run("delete from strangers where id = :id", **who)
    tx.run("delete from rulings where neighbour_id = :id or other_id = :id", **who)
    tx.run("update follow_ups set subject = null where neighbour_id = :id and kind = 'unanswered'", **who)
    done["texts to others"] = said_elsewhere
    tx.run(
        "update neighbours set phone = :mark,"
        " standing = case when standing = 'blocked' then standing else 'opted_out' end,"
        " name = null, language = null, speaks = '', consent_how = null, consent_by = null, consent_note = null,"
        " consent_at = null, known = 0,"
        " latitude = null, longitude = null, place_text = null, nights = 0, asks_per_week = null,"
        " paused_until = null where id = :id",
        mark=mark,
        **who,
    )
    return done
