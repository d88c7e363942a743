"""Who is never to be put together with whom when a list is made, by their own words or a coordinator's."""

from __future__ import annotations

from mutualaid.domain.conversation.visits.naming import words_of
from mutualaid.domain.people import Neighbour
from mutualaid.store import needs, people, plan
from mutualaid.store.engine import Tx


def called(tx: Tx, but: str, words: frozenset[str]) -> tuple[Neighbour, ...]:
    """Everyone but this one whose first name is among the words."""
    everyone = (one for one in people.everyone(tx) if one.first_name is not None and one.id != but)
    return tuple(one for one in everyone if one.first_name and one.first_name.lower() in words)


def ruled_out(tx: Tx, one: str) -> set[str]:
    """Who is never to be matched with this phone. A wish that named nobody we knew then counts for everyone who is
    called so, and came later; a coordinator may still put two of them together by hand."""
    found = needs.ruled_out(tx, one)
    wishes = plan.notes_of(tx, "never_together")
    mine = frozenset[str]().union(*(words_of(note) for who, note in wishes if who == one))
    if mine:
        found |= {other.id for other in called(tx, one, mine)}
    name = people.need(tx, one).first_name
    return found | {who for who, note in wishes if name and who != one and name.lower() in words_of(note)}
