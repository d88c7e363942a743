"""Needs, offers and matches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from mutualaid.domain.lifecycle import MATCH, NEED, OFFER, after
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState
from mutualaid.store import nearby, rows
from mutualaid.store.codec import to_text
from mutualaid.store.engine import LostRace, Tx

# --- needs -----------------------------------------------------------------------------------------------------


def need(tx: Tx, id: str) -> Need:
    """The need, which must exist."""
    found = find_need(tx, id)
    if found is None:
        raise LookupError(f"no need {id}")
    return found


def find_need(tx: Tx, id: str | None) -> Need | None:
    return rows.get(tx, "needs", Need, id)


def put_need(tx: Tx, new: Need) -> None:
    """Keeps a need's particulars; its state, review and guard are changed by their own verbs only."""
    if find_need(tx, new.id) is None:
        rows.insert(tx, "needs", new)
        return
    fields = {
        name: getattr(new, name)
        for name in (
            "kinds", "text", "place_text", "latitude", "longitude", "precision", "to_text", "to_latitude",
            "to_longitude", "when_text", "from_at", "to_at", "repeat_every", "repeat_days", "repeat_from",
            "repeat_to", "people", "helpers_wanted", "on_behalf", "for_name",
            "knows", "conditions", "at_door", "practical", "round_trip", "pays", "urgent", "danger", "held",
        )
    }  # fmt: skip
    rows.change(tx, "needs", new.id, **fields)


def change_need(tx: Tx, need: Need, **fields: Any) -> Need:
    rows.change(tx, "needs", need.id, **fields)
    return replace(need, **fields)


def move_need(tx: Tx, need: Need, event: str, **fields: Any) -> Need:
    """The need after `event`; LostRace if it is no longer as seen."""
    state = after(NEED, need.state, event)
    rows.change_seen(tx, "needs", need.id, need.state.value, state=state, **fields)
    return replace(need, state=state, **fields)


def guard(tx: Tx, need: Need) -> Need:
    """Takes the guard row of the need's places."""
    changed = tx.run(
        "update needs set version = version + 1 where id = :id and version = :version",
        id=need.id,
        version=need.version,
    )
    if changed != 1:
        raise LostRace(f"need {need.id} changed meanwhile")
    return replace(need, version=need.version + 1)


def needs_of(tx: Tx, neighbour_id: str) -> list[Need]:
    """Drafted, open and matched needs of a phone, oldest first."""
    return rows.select(
        tx, "needs", Need, "neighbour_id = :id and state in ('drafted', 'open', 'matched') order by created_at, id",
        id=neighbour_id,
    )  # fmt: skip


def all_needs_of(tx: Tx, neighbour_id: str) -> list[Need]:
    return rows.select(tx, "needs", Need, "neighbour_id = :id order by created_at desc, id desc", id=neighbour_id)


def last_of_series(tx: Tx, series_id: str) -> Need | None:
    """The newest occurrence of what comes again."""
    return rows.first(
        tx, "needs", Need, "series_id = :id order by coalesce(from_at, created_at) desc, id desc limit 1",
        id=series_id,
    )  # fmt: skip


def listed_of_series(tx: Tx, series_id: str, helper_id: str) -> list[Need]:
    """The occurrences that are open and have this helper on their list, asked or not, without an answer."""
    some = "select need_id from matches where helper_id = :helper and state in ('suggested', 'approved', 'asked')"
    where = f"series_id = :id and state = 'open' and id in ({some}) order by id"
    return rows.select(tx, "needs", Need, where, id=series_id, helper=helper_id)


def needs_with(tx: Tx, ids: Iterable[str]) -> list[Need]:
    of, named = rows.among("id", ids)
    return rows.select(tx, "needs", Need, f"{of} order by id", **named) if named else []


def stood_by(tx: Tx, helper_id: str) -> list[Need]:
    """The needs for which one helper's yes came late."""
    some = "select need_id from matches where helper_id = :id and state = 'covered' and standby = 1"
    return rows.select(tx, "needs", Need, f"id in ({some}) order by id", id=helper_id)


def needs_in(tx: Tx, states: Iterable[NeedState]) -> list[Need]:
    some = f"state in {rows.listed(*states)}"
    return rows.select(tx, "needs", Need, f"{some} order by urgent desc, posted_at nulls first, id")


# --- offers ----------------------------------------------------------------------------------------------------


def find_offer(tx: Tx, id: str | None) -> Offer | None:
    return rows.get(tx, "offers", Offer, id)


def put_offer(tx: Tx, new: Offer) -> None:
    if find_offer(tx, new.id) is None:
        rows.insert(tx, "offers", new)
        nearby.enter(tx, new.neighbour_id)
        return
    fields = {
        name: getattr(new, name)
        for name in (
            "kinds", "text", "place_text", "latitude", "longitude", "precision", "radius_km", "means", "when_text",
            "from_at", "to_at", "days", "from_hour", "to_hour", "by_day", "per_week", "capacity", "refused",
        )
    }  # fmt: skip
    rows.change(tx, "offers", new.id, **fields)
    nearby.enter(tx, new.neighbour_id)


def move_offer(tx: Tx, offer: Offer, event: str) -> Offer:
    state = after(OFFER, offer.state, event)
    rows.change_seen(tx, "offers", offer.id, offer.state.value, state=state)
    nearby.enter(tx, offer.neighbour_id)
    return replace(offer, state=state)


def offers_of(tx: Tx, neighbour_id: str) -> list[Offer]:
    return rows.select(
        tx, "offers", Offer, "neighbour_id = :id and state != 'withdrawn' order by created_at, id", id=neighbour_id
    )


def available_offers(tx: Tx) -> list[Offer]:
    return rows.select(tx, "offers", Offer, "state = :state order by id", state=OfferState.AVAILABLE)


def offered_by_others(tx: Tx, neighbour_id: str) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """The kinds of what others who may be texted offer, and what they speak, each pair of these once."""
    found = tx.all(
        "select distinct o.kinds, n.language, n.speaks from offers o join neighbours n on n.id = o.neighbour_id"
        " where o.state = 'available' and n.standing = 'active' and n.consent_how is not null and n.id != :id",
        id=neighbour_id,
    )
    spoken = ((row["kinds"], (row["language"], *row["speaks"].split(";"))) for row in found)
    return [(tuple(filter(None, kinds.split(";"))), frozenset(filter(None, all_of))) for kinds, all_of in spoken]


# --- matches ---------------------------------------------------------------------------------------------------


def match(tx: Tx, id: str) -> Match:
    """The match, which must exist."""
    found = find_match(tx, id)
    if found is None:
        raise LookupError(f"no match {id}")
    return found


def find_match(tx: Tx, id: str | None) -> Match | None:
    return rows.get(tx, "matches", Match, id)


def insert_match(tx: Tx, new: Match) -> None:
    rows.insert(tx, "matches", new)


def insert_matches(tx: Tx, new: Sequence[Match]) -> None:
    rows.insert_all(tx, "matches", new)


def approve_suggested(tx: Tx, need_id: str) -> None:
    """Everyone suggested for a need may be asked."""
    approved = after(MATCH, MatchState.SUGGESTED, "approve")
    tx.run(
        "update matches set state = :approved where need_id = :id and state = :seen",
        id=need_id, approved=approved.value, seen=MatchState.SUGGESTED.value,
    )  # fmt: skip


def change_match(tx: Tx, match: Match, **fields: Any) -> Match:
    rows.change(tx, "matches", match.id, **fields)
    return replace(match, **fields)


def move_match(tx: Tx, match: Match, event: str, **fields: Any) -> Match:
    """The match after `event`; LostRace if it is no longer as seen."""
    state = after(MATCH, match.state, event)
    rows.change_seen(tx, "matches", match.id, match.state.value, state=state, **fields)
    if fields.get("asked_at") is not None:
        nearby.asked(tx, match.helper_id, fields["asked_at"])
    return replace(match, state=state, **fields)


def matches_of_need(tx: Tx, need_id: str) -> list[Match]:
    return rows.select(tx, "matches", Match, "need_id = :id order by rank, id", id=need_id)


def matches_in(tx: Tx, need_ids: Iterable[str], states: Iterable[MatchState]) -> dict[str, list[Match]]:
    """Need -> its matches in these states, in the order of its list."""
    of, named = rows.among("need_id", need_ids)
    found: dict[str, list[Match]] = {}
    where = f"{of} and state in {rows.listed(*states)} order by rank, id"
    for match in rows.select(tx, "matches", Match, where, **named):
        found.setdefault(match.need_id, []).append(match)
    return found


def matches_of_helper(tx: Tx, helper_id: str) -> list[Match]:
    return rows.select(tx, "matches", Match, "helper_id = :id order by id", id=helper_id)


def matches_between(tx: Tx, helper_id: str, need_ids: Iterable[str]) -> list[Match]:
    """The matches of these needs with one helper."""
    of, named = rows.among("need_id", need_ids)
    return rows.select(tx, "matches", Match, f"helper_id = :id and {of} order by rank, id", id=helper_id, **named)


def forget_suggestions(tx: Tx, need_id: str) -> None:
    """Takes back what nobody was told of: a suggestion reserves nobody and leaves no trace."""
    tx.run("delete from matches where need_id = :id and state in ('suggested', 'approved')", id=need_id)


def drop_suggestion(tx: Tx, match_id: str) -> int:
    return tx.run("delete from matches where id = :id and state in ('suggested', 'approved')", id=match_id)


def touching(tx: Tx, neighbour_id: str, since: datetime) -> list[Match]:
    """Matches that concern a phone: on, or lapsed, covered, declined or with an open relay since `since`."""
    return rows.select(
        tx,
        "matches",
        Match,
        "(helper_id = :id or need_id in (select id from needs where neighbour_id = :id)) and (state in"
        " ('asked', 'countered', 'accepted', 'confirmed') or (state in ('lapsed', 'covered', 'declined') and"
        " coalesce(closed_at, asked_at) >= :since) or relay_until >= :since)"
        " order by coalesce(asked_at, created_at), id",
        id=neighbour_id,
        since=since,
    )


def no_shows(tx: Tx, helper_id: str, since: datetime) -> int:
    """How often nobody came although this helper was to, since then."""
    row = tx.one(
        "select count(*) as n from matches"
        " where helper_id = :id and outcome = 'nobody_came' and closed_at >= :since",
        id=helper_id,
        since=to_text(since),
    )
    assert row is not None
    return int(row["n"])


def helping(tx: Tx, helper_id: str) -> bool:
    """Whether this phone was ever on the way to somebody."""
    row = tx.one(
        "select 1 as yes from matches where helper_id = :id and confirmed_at is not null limit 1", id=helper_id
    )
    return row is not None


def last_helped(tx: Tx, requester_id: str, since: datetime) -> Match | None:
    """The last match in which this phone was helped."""
    return rows.first(
        tx, "matches", Match,
        "need_id in (select id from needs where neighbour_id = :id) and state = 'fulfilled' and closed_at >= :since"
        " order by closed_at desc nulls last, id desc limit 1",
        id=requester_id, since=since,
    )  # fmt: skip


def last_off(tx: Tx, helper_id: str, since: datetime, now: datetime) -> Match | None:
    """The last match that was confirmed and came to nothing since `since`, or whose time is after `now`."""
    return rows.first(
        tx, "matches", Match,
        "helper_id = :id and confirmed_at is not null and state in ('fell_through', 'withdrawn', 'turned_down')"
        " and (closed_at >= :since or agreed_at >= :now) order by closed_at desc nulls last, id desc limit 1",
        id=helper_id, since=since, now=now,
    )  # fmt: skip


def between(tx: Tx, one: str, two: str) -> list[Match]:
    """All matches of these two, whoever of them helps."""
    return rows.select(
        tx, "matches", Match,
        "(helper_id = :one and need_id in (select id from needs where neighbour_id = :two))"
        " or (helper_id = :two and need_id in (select id from needs where neighbour_id = :one)) order by id",
        one=one, two=two,
    )  # fmt: skip


def met(tx: Tx, neighbour_id: str) -> list[str]:
    """Everyone whose name this phone was told: helpers who said yes, and people it was connected with."""
    found = tx.all(
        "select helper_id as id from matches where answered_at is not null"
        " and need_id in (select id from needs where neighbour_id = :id)"
        " union select neighbour_id as id from needs where id in"
        " (select need_id from matches where helper_id = :id and confirmed_at is not null) order by id",
        id=neighbour_id,
    )
    return [row["id"] for row in found]


def ruled_out(tx: Tx, one: str) -> set[str]:
    """Who is never to be matched with this phone, whoever said so."""
    found: list[str] = rows.read(
        tx, itemgetter("id"),
        "select other_id as id from rulings where neighbour_id = :id"
        " union all select neighbour_id as id from rulings where other_id = :id",
        id=one,
    )  # fmt: skip
    return set(found)


def rule_out(tx: Tx, neighbour_id: str, other_id: str, by: str, now: datetime) -> None:
    tx.run(
        "insert into rulings (neighbour_id, other_id, by, created_at) values (:id, :other, :by, :now)"
        " on conflict (neighbour_id, other_id) do nothing",
        id=neighbour_id,
        other=other_id,
        by=by,
        now=to_text(now),
    )


def in_states(tx: Tx, states: Iterable[MatchState]) -> list[Match]:
    return rows.select(tx, "matches", Match, f"state in {rows.listed(*states)} order by id")


def needs_at_place(tx: Tx, words: str) -> list[Need]:
    """Drafted, open and matched needs at these words that have no coordinates."""
    return rows.select(
        tx, "needs", Need,
        "latitude is null and lower(place_text) = :words and state in ('drafted', 'open', 'matched') order by id",
        words=words.lower(),
    )  # fmt: skip


def offers_at_place(tx: Tx, words: str) -> list[Offer]:
    """Offers at these words that have no coordinates and are not taken back."""
    return rows.select(
        tx, "offers", Offer, "latitude is null and lower(place_text) = :words and state != 'withdrawn' order by id",
        words=words.lower(),
    )  # fmt: skip


def change_offer(tx: Tx, offer: Offer, **fields: Any) -> Offer:
    rows.change(tx, "offers", offer.id, **fields)
    nearby.enter(tx, offer.neighbour_id)
    return replace(offer, **fields)


def helpers_available(tx: Tx) -> int:
    """How many phones have an offer that stands."""
    row = tx.one("select count(distinct neighbour_id) as n from offers where state = 'available'")
    assert row is not None
    return int(row["n"])


def ruled_out_by(tx: Tx, one: str) -> list[tuple[str, str]]:
    """(other, who said so) for each pair with this phone that is never to be matched."""
    found = tx.all(
        "select other_id as id, by from rulings where neighbour_id = :id"
        " union select neighbour_id as id, by from rulings where other_id = :id order by id",
        id=one,
    )
    return [(row["id"], row["by"]) for row in found]


def allow_again(tx: Tx, one: str, other: str) -> int:
    return tx.run(
        "delete from rulings where (neighbour_id = :one and other_id = :other)"
        " or (neighbour_id = :other and other_id = :one)",
        one=one,
        other=other,
    )
