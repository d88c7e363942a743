"""What was lost and what was said twice: the provider's books against the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from house import House
from town import Provider, Traffic

IN = "select provider_id from messages where direction = 'in'"
OUT = "select provider_id from messages where direction = 'out' and provider_id is not null"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was tried, how often, how often a promise broke, and what else is to be said."""

    what: str
    tried: int
    broken: int
    says: str = ""


def texts_in(house: House, traffic: Traffic, provider: Provider) -> list[Row]:
    """Every text that got a 200, and every other one that the provider keeps, stands in the store once and was
    worked off."""
    kept = Counter(row["provider_id"] for row in house.rows(IN))
    open_ = house.rows("select count(*) as n from messages where direction = 'in' and state <> 'handled'")[0]["n"]
    given_up = house.rows("select count(*) as n from messages where reason = 'a person reads it'")[0]["n"]
    listed = {message["sid"] for message in provider.came()}
    return [
        Row("answered 200 and lost", len(traffic.answered), len(traffic.answered - set(kept))),
        Row("written while nobody answered, and lost", len(listed - traffic.answered), len(listed - set(kept))),
        Row("kept and never worked off", len(kept), open_),
        Row("turns that failed for good", len(kept), given_up),
    ]


def texts_out(house: House, provider: Provider) -> list[Row]:
    """Every text the provider took is one that the store knows as sent, each once; nobody got two answers to one
    text."""
    sent = [message["sid"] for message in provider.sent()]
    known = {row["provider_id"] for row in house.rows(OUT)}
    twice = sum(times - 1 for oid, times in provider.taken.items() if oid and times > 1)
    answers = house.rows(
        "select count(*) as n from (select reply_to from messages where direction = 'out' and reply_to is not null"
        " and coalesce(line, '') <> 'welcome' and neighbour_id = (select neighbour_id from messages asked"
        " where asked.id = messages.reply_to) and state in ('sent', 'delivered', 'undelivered')"
        " group by reply_to having count(*) > 1) as more"
    )[0]["n"]
    return [
        Row("sent twice", len(sent), twice + len(set(sent) - known)),
        Row("texts with more than one answer", len(sent), answers),
    ]
