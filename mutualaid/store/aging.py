"""What goes by age: words, places and numbers that are old enough. Rows, times, states and counts stay.

What is old enough is looked for first (`stale`) and emptied then (`empty`), so that nobody who writes waits for a
look through the years. What is still open keeps what is needed for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mutualaid.domain.lifecycle import MATCH_ON, NEED_LIVE
from mutualaid.domain.vocabulary import MatchState, MessageState, NeedState, OfferState, QuestionState
from mutualaid.store.codec import to_text
from mutualaid.store.engine import Tx
from mutualaid.store.erasing import ERASED, GONE, KEPT
from mutualaid.store.rows import listed

_SETTLED = listed(
    *(MessageState.HANDLED, MessageState.SENT, MessageState.DELIVERED, MessageState.UNDELIVERED),
    *(MessageState.FAILED, MessageState.DROPPED),
)
_NEED_OPEN = listed(NeedState.DRAFTED, *NEED_LIVE)
_OFFER_STANDS = listed(OfferState.AVAILABLE, OfferState.PAUSED)
_MATCH_OPEN = listed(MatchState.SUGGESTED, MatchState.APPROVED, *MATCH_ON)
_MATCH_ON = listed(*MATCH_ON)
_QUESTION_OPEN = listed(QuestionState.RESERVED, QuestionState.OPEN)

_NEED_CLOSED = f"state not in {_NEED_OPEN} and coalesce(closed_at, created_at) < :before"
_OFFER_OLD = f"state not in {_OFFER_STANDS} and created_at < :before"



@dataclass(frozen=True, slots=True)
class Stale:
    """Rows of a table that hold what is to go by age."""

    table: str
    emptied: str
    """What is set where they are emptied."""
    rows: str
    """Which rows, by `:before`."""
    key: str = "id"


WORDS: tuple[Stale, ...] = (
    Stale(
        "messages",
        "body = ''",
        f"body != '' and created_at < :before and state in {_SETTLED} and not exists"
        " (select 1 from cases where cases.message_id = messages.id and cases.settled_at is null)",
    ),
    Stale(
        "needs",
        "text = '', when_text = null, for_name = null, conditions = '', at_door = '', practical = '', door = null",
        f"{_NEED_CLOSED} and (text != '' or when_text is not null or for_name is not null or conditions != ''"
        " or at_door != '' or practical != '' or door is not null)",
    ),
    Stale("offers", "text = '', when_text = null", f"{_OFFER_OLD} and (text != '' or when_text is not null)"),
    Stale(
        "matches",
        "terms = null, conditions = '', word = null, why = ''",
        f"state not in {_MATCH_OPEN} and coalesce(closed_at, answered_at, asked_at, created_at) < :before"
        " and (terms is not null or conditions != '' or word is not null or why != '')",
    ),
    Stale(
        "questions",
        "text = null, answer = null",
        f"state not in {_QUESTION_OPEN} and created_at < :before and (text is not null or answer is not null)",
    ),
    Stale("cases", "note = null", "settled_at < :before and note is not null"),
    Stale("alarms", "note = null", "acknowledged_at < :before and note is not null"),
    Stale("log", "detail = null", "at < :before and verb in ('counter', 'place need') and detail is not null"),
    Stale("follow_ups", "subject = null", "done_at < :before and subject is not null"),
    Stale(
        "talks",
        "last_body = null",
        "last_body is not null and not exists (select 1 from messages"
        " where messages.neighbour_id = talks.neighbour_id and messages.created_at >= :before)",
        key="neighbour_id",
    ),
)
"""People's own words: in texts, closed needs, offers no longer standing, ended matches and questions, settled cases
and alarms. A text that a coordinator has still to look at keeps its words."""

DOORS = Stale(
    "messages",
    "body = ''",
    f"line = 'door' and body != '' and created_at < :before and state in {_SETTLED} and match_id in"
    f" (select id from matches where state not in {_MATCH_OPEN})",
)
"""Texts that carried the street and door of a visit that is over and that were still on their way when it ended,
whatever their age."""

NUMBERS = Stale(
    "messages",
    f"phone = '{GONE}:'",
    f"neighbour_id is null and created_at < :before and phone not like '{GONE}:%' and state in {_SETTLED}",
)
"""The numbers of texts that belong to no neighbour (short codes, senders' names)."""


_NO_PLACE = "place_text = null, latitude = null, longitude = null"
_HAS_PLACE = "place_text is not null or latitude is not null or longitude is not null"

_QUIET = (
    "coalesce(last_in_at, created_at) < :before and created_at < :before"
    " and coalesce(consent_at, created_at) < :before"
    " and not exists (select 1 from needs where needs.neighbour_id = neighbours.id"
    f" and (needs.state in {_NEED_OPEN} or coalesce(needs.closed_at, needs.created_at) >= :before))"
    " and not exists (select 1 from offers where offers.neighbour_id = neighbours.id"
    " and offers.created_at >= :before)"
    " and not exists (select 1 from matches where matches.helper_id = neighbours.id"
    f" and (matches.state in {_MATCH_ON} or matches.confirmed_at >= :before or matches.relay_until >= :before))"
    " and not exists (select 1 from cases where cases.neighbour_id = neighbours.id and cases.settled_at is null)"
    " and not exists (select 1 from alarms where alarms.neighbour_id = neighbours.id"
    " and alarms.acknowledged_at is null)"
)
"""A neighbour nothing was heard of since, no text, need, offer or visit, with nothing open now."""

PLACES: tuple[Stale, ...] = (
    Stale(
        "neighbours",
        _NO_PLACE,
        f"({_HAS_PLACE}) and {_QUIET} and not exists (select 1 from offers"
        f" where offers.neighbour_id = neighbours.id and offers.state in {_OFFER_STANDS})",
    ),
    Stale(
        "needs",
        f"{_NO_PLACE}, precision = 'none', to_text = null, to_latitude = null, to_longitude = null",
        f"{_NEED_CLOSED} and ({_HAS_PLACE} or to_text is not null or to_latitude is not null)",
    ),
    Stale("offers", f"{_NO_PLACE}, precision = 'none'", f"{_OFFER_OLD} and ({_HAS_PLACE})"),
    Stale("strangers", _NO_PLACE, f"({_HAS_PLACE}) and since < :before"),
    Stale("log", "detail = null", "at < :before and verb = 'place need' and detail is not null"),
)
"""Places of neighbours long silent with nothing open and no offer that stands, of closed needs, and of offers that
stand no more."""

_TO_FORGET = (
    f"{_QUIET} and phone not like '{GONE}:%'"
    " and not exists (select 1 from coordinators where coordinators.phone = neighbours.phone)"
    " and standing in ('active', 'opted_out')"
)


def stale(tx: Tx, what: Stale, before: datetime, limit: int) -> list[str]:
    """The keys of so many rows older than `before` that are to be emptied."""
    found = tx.all(
        f"select {what.key} as id from {what.table} where {what.rows} limit :limit",
        before=to_text(before),
        limit=limit,
    )
    return [str(row["id"]) for row in found]


def empty(tx: Tx, what: Stale, keys: Iterable[str], before: datetime) -> None:
    """Empties those of these rows that are still to be emptied."""
    tx.many(
        f"update {what.table} set {what.emptied} where {what.key} = :key and {what.rows}",
        ({"key": key, "before": to_text(before)} for key in keys),
    )


def to_forget(tx: Tx, before: datetime, limit: int) -> list[str]:
    """The ids of neighbours silent since `before` with nothing open, who are no coordinators and not blocked."""
    sql = f"select id from neighbours where {_TO_FORGET} order by id limit :limit"
    found = tx.all(sql, before=to_text(before), limit=limit)
    return [str(row["id"]) for row in found]


def is_to_forget(tx: Tx, id: str, before: datetime) -> bool:
    """Whether this neighbour is one of them still."""
    sql = f"select 1 from neighbours where id = :id and {_TO_FORGET}"
    return tx.one(sql, id=id, before=to_text(before)) is not None


def at_provider(tx: Tx, before: datetime | None, limit: int) -> list[str]:
    """The provider's ids of texts it may still have though their words are erased here, oldest first: those older
    than `before` (None: no text is too old), those of the forgotten, lines of ours that named them, and those that
    carried a street and door. Those it refused to delete come last."""
    found = tx.all(
        f"select provider_id from messages where provider_id is not null and state in {_SETTLED} and body = ''"
        f" and coalesce(reason, '') not like :erased and (created_at < :before or phone like '{GONE}:%'"
        " or direction = 'out' or line = 'door')"
        " order by case when coalesce(reason, '') like :kept then 1 else 0 end, created_at, id limit :limit",
        erased=f"%{ERASED}",
        kept=f"%{KEPT}",
        before=to_text(before) if before else "",
        limit=limit,
    )
    return [str(row["provider_id"]) for row in found]
