"""Taking out what names somebody, in every table that does: forgetting is one place."""

from __future__ import annotations

from mutualaid.store.engine import Tx

GONE = "forgotten"
"""What stands before the digest in place of a number."""


def forgotten(tx: Tx, digest: str) -> bool:
    """Whether someone with this digest was forgotten."""
    found = tx.one("select 1 as yes from neighbours where phone like :like limit 1", like=f"{GONE}:{digest}:%")
    return found is not None


def provider_ids(tx: Tx, neighbour_id: str, phone: str) -> list[str]:
    """The provider's ids of all texts with a phone."""
    found = tx.all(
        "select provider_id from messages where (neighbour_id = :id or phone = :phone) and provider_id is not null"
        " order by created_at",
        id=neighbour_id,
        phone=phone,
    )
    return [str(row["provider_id"]) for row in found]


def erase(tx: Tx, neighbour_id: str, phone: str, name: str | None, digest: str) -> dict[str, int]:
    """Takes a neighbour's name, number, words and places out of every row; the rows stay, so that what they count
    still adds up. What was erased -> how many rows."""
    mark = f"{GONE}:{digest}:{neighbour_id}"
    who = {"id": neighbour_id}
    mine = "select id from needs where neighbour_id = :id"
    done = {
        "texts": tx.run(
            "update messages set body = '', phone = :mark, reason = null, provider_id = null"
            " where neighbour_id = :id or phone = :phone",
            mark=mark, phone=phone, **who,
        ),
        "needs": tx.run(
            "update needs set text = '', place_text = null, latitude = null, longitude = null, precision = 'none',"
            " to_text = null, to_latitude = null, to_longitude = null, when_text = null, for_name = null,"
            " conditions = '', door = null where neighbour_id = :id",
            **who,
        ),
        "offers": tx.run(
            "update offers set text = '', place_text = null, latitude = null, longitude = null, precision = 'none',"
            " when_text = null where neighbour_id = :id",
            **who,
        ),
    }  # fmt: skip
    tx.run(
        f"update matches set terms = null, word = null, why = '', distance_km = null"
        f" where helper_id = :id or need_id in ({mine})",
        **who,
    )
    tx.run(f"update questions set text = null, answer = null where neighbour_id = :id or need_id in ({mine})", **who)
    tx.run(f"update cases set note = null where neighbour_id = :id or need_id in ({mine})", **who)
    tx.run(f"update alarms set note = null where neighbour_id = :id or need_id in ({mine})", **who)
    tx.run(f"update log set detail = null where neighbour_id = :id or need_id in ({mine})", **who)
    tx.run("update talks set last_body = null where neighbour_id = :id", **who)
    tx.run("delete from rulings where neighbour_id = :id or other_id = :id", **who)
    if name:
        # what we told the other side names them; those lines are ours, the other side's own words stay
        done["texts to others that name them"] = tx.run(
            "update messages set body = '' where direction = 'out' and match_id in"
            f" (select id from matches where helper_id = :id or need_id in ({mine})) and body like :like",
            like=f"%{name}%", **who,
        )  # fmt: skip
    tx.run(
        "update neighbours set phone = :mark, name = null, language = null, standing = 'opted_out',"
        " consent_how = null, consent_by = null, consent_at = null, known = 0, latitude = null, longitude = null,"
        " place_text = null, nights = 0, asks_per_week = null, paused_until = null where id = :id",
        mark=mark,
        **who,
    )
    return done
