"""What is known of many helpers at once: how they answered, whom they help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mutualaid.domain.conversation.talk import Talk
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Match, Offer, Question
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.vocabulary import MatchState
from mutualaid.store import looks, queries, rows
from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import Row, Tx
from mutualaid.store.messages import QUESTION_OF
from mutualaid.store.queries import Query

_UNSAID = rows.listed(MatchState.ASKED, MatchState.COVERED, MatchState.WITHDRAWN)
"""Who was let go before they answered, or may still answer, said neither yes nor no."""

_PROMISED = (
    f" and state in {rows.listed(*MATCH_YES, MatchState.FULFILLED)}"
    f" and case when state = '{MatchState.FULFILLED}' then agreed_at else :since end >= :since order by id"
)
"""Without an `or`, so that what was read of one helper holds while something is written of another."""


def neighbours(ids: Iterable[str]) -> Query[dict[str, Neighbour]]:
    of, named = rows.among("id", ids)
    return queries.keyed(Neighbour, "id", "neighbours", of, **named)


def offers(ids: Iterable[str]) -> Query[dict[str, Offer]]:
    of, named = rows.among("id", ids)
    return queries.keyed(Offer, "id", "offers", of, **named)


@dataclass(frozen=True, slots=True)
class Spared:
    """Who is asked nothing, or not for what they offered long ago, whoever needs it."""

    unreached: frozenset[str]
    """Nothing goes to them until they write."""
    in_doubt: frozenset[str]
    """They were asked whether it is still them and have not answered."""
    looked_at: frozenset[str]
    """A coordinator has to look first."""
    strangers: Mapping[str, datetime]
    """They write from a phone that was silent for long: since when."""


def spared(tx: Tx) -> Spared:
    found = tx.all(
        "select 'unreached' as why, neighbour_id as id, '' as since from talks where unreached is not null"
        " union all select 'in_doubt', neighbour_id, '' from follow_ups"
        "  where done_at is null and kind = 'still_texts'"
        " union all select 'stranger', id, since from strangers"
        f" union all select 'looked_at', id, '' from ({looks.LOOKED_AT}) as looked"
    )
    who = {
        why: frozenset(row["id"] for row in found if row["why"] == why)
        for why in ("unreached", "in_doubt", "looked_at")
    }
    return Spared(**who, strangers={r["id"]: from_text(r["since"]) for r in found if r["why"] == "stranger"})


def promised(helper_ids: Iterable[str], since: datetime) -> Query[dict[str, list[Match]]]:
    """Helper -> the matches to which they said yes and that are not over, and where they helped since then."""
    of, named = rows.among("helper_id", helper_ids)
    return queries.grouped(Match, "helper_id", "matches", f"{of}{_PROMISED}", since=since, **named)


def promised_by(tx: Tx, helper_id: str, since: datetime) -> list[Match]:
    """The same of one helper."""
    return rows.select(tx, "matches", Match, f"helper_id = :id{_PROMISED}", id=helper_id, since=since)


def read_ahead(tx: Tx, helper_ids: Sequence[str], since: datetime) -> None:
    """Reads at once what is asked of each of these before they are asked to help; `since` as of `promised_by`."""
    rows.read_ahead(tx, "neighbours", Neighbour, "id", helper_ids)
    rows.read_ahead(tx, "talks", Talk, "neighbour_id", helper_ids)
    rows.read_ahead(tx, "questions", Question, "neighbour_id", helper_ids, QUESTION_OF)
    rows.read_ahead(tx, "matches", Match, "helper_id", helper_ids, _PROMISED, since=since)


def histories(
    helper_ids: Iterable[str], week: datetime, half_year: datetime
) -> Query[dict[str, AnswerHistory]]:
    """Helper -> how they answered since `half_year`, and how often they were asked since `week`; whoever was asked
    nothing since then is left out."""
    of, named = rows.among("helper_id", helper_ids)
    return Query(
        lambda found: {row["helper_id"]: _history(row) for row in found},
        "select helper_id,"
        f" sum(case when asked_at is not null and (standby = 1 or state not in {_UNSAID})"
        "     then 1 else 0 end) as asked,"
        " sum(case when state in ('countered', 'accepted', 'confirmed', 'fulfilled', 'turned_down', 'fell_through')"
        "     or standby = 1 then 1 else 0 end) as yes,"
        " sum(case when asked_at >= :week then 1 else 0 end) as asked_week,"
        " max(asked_at) as last_asked,"
        " sum(case when outcome = 'nobody_came' then 1 else 0 end) as no_shows,"
        " sum(case when called_off_by = 'helper' then 1 else 0 end) as cancelled"
        f" from matches where {of} and coalesce(asked_at, created_at) >= :since group by helper_id",
        week=week,
        since=half_year,
        **named,
    )


def helped_by(tx: Tx, requester_id: str, since: datetime) -> dict[str, int]:
    """Helper -> how often they helped this requester since then."""
    found = tx.all(
        "select helper_id, count(*) as n from matches where state = 'fulfilled'"
        " and need_id in (select id from needs where neighbour_id = :id)"
        " and coalesce(asked_at, created_at) >= :since group by helper_id",
        id=requester_id,
        since=to_text(since),
    )
    return {row["helper_id"]: int(row["n"]) for row in found}


def helps_of(tx: Tx, helper_id: str, since: datetime) -> dict[str, int]:
    """Requester -> how often this helper helped them since then."""
    found = tx.all(
        "select n.neighbour_id as id, count(*) as n from matches m join needs n on n.id = m.need_id"
        " where m.helper_id = :id and m.state = 'fulfilled'"
        " and coalesce(m.asked_at, m.created_at) >= :since group by n.neighbour_id",
        id=helper_id,
        since=to_text(since),
    )
    return {row["id"]: int(row["n"]) for row in found}


def _history(row: Row) -> AnswerHistory:
    return AnswerHistory(
        asked=row["asked"] or 0,
        yes=row["yes"] or 0,
        asked_this_week=row["asked_week"] or 0,
        last_asked_at=from_text(row["last_asked"]) if row["last_asked"] else None,
        no_shows=row["no_shows"] or 0,
        cancelled=row["cancelled"] or 0,
    )
