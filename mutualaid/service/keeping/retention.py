"""What goes by age, as the privacy page promises: the words of texts, places, then numbers and names.

A pass is safe to run again, or twice at once: every verb looks for itself at what is left to do. What is erased
here is deleted at the provider too, with no transaction open; what fails is tried in the next pass.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from mutualaid.service.keeping import forgetting
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import aging, erasing, people
from mutualaid.store.aging import Stale
from mutualaid.transport.base import Outcome, SendProblem

log = logging.getLogger(__name__)

LOOK = 10_000
"""How many rows are looked for at once."""

ROWS = 200
"""How many rows of a table are emptied in one transaction, so that a text coming in never waits long."""

TEXTS = 200
"""How many texts are deleted at the provider in one pass, so that the worker can stop within half a minute."""

PEOPLE = 50
"""How many neighbours are forgotten in one pass."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What one pass erased."""

    words: int
    """Rows emptied of words."""
    places: int
    """Rows emptied of places."""
    numbers: int
    """Neighbours forgotten; of those who opted out a digest of the number stays."""
    at_provider: int
    """Texts deleted at the provider."""
    more: bool
    """Whether there is more to do that another pass could do now."""

    def __str__(self) -> str:
        return (
            f"{self.words} with words, {self.places} with places, {self.numbers} numbers,"
            f" {self.at_provider} texts at the provider"
        )


def run(kit: Kit) -> Erased:
    """One pass over all that is too old by `[retention]`, where 0 days mean never; writes to the log what it did.

    A provider that does not answer is no error: what it may still have is asked for in the next pass."""
    keeps, now = kit.config.retention, kit.clock.now()
    people_before = _before(now, keeps.numbers_days)
    forgotten, more_people = _forget(kit, people_before) if people_before else (0, False)
    words = _emptied(kit, aging.WORDS, _before(now, keeps.bodies_days))
    words += _emptied(kit, (aging.DOORS,), now)
    places = _emptied(kit, aging.PLACES, _before(now, keeps.places_days))
    _emptied(kit, (aging.NUMBERS,), people_before)
    deleted, more_texts = _delete(kit, _before(now, keeps.bodies_days))
    done = Erased(words, places, forgotten, deleted, more_people or more_texts)
    if done.words or done.places or done.numbers or done.at_provider:
        kit.turn(lambda turn: turn.log("erase by age", detail=str(done)))
    if not done.more:  # what earlier passes emptied, and doors of visits that are over, are still to be swept
        kit.store.sweep()
    return done


def _before(now: datetime, days: int) -> datetime | None:
    return now - timedelta(days=days) if days else None


def _emptied(kit: Kit, kinds: Iterable[Stale], before: datetime | None) -> int:
    """How many rows were emptied. They are looked for while others may write: in a store of years that takes a
    while."""
    return 0 if before is None else sum(_empty(kit, one, before) for one in kinds)


def _empty(kit: Kit, what: Stale, before: datetime) -> int:
    total = 0
    while True:
        with kit.store.reading() as tx:
            found = aging.stale(tx, what, before, LOOK)
        for piece in (found[i : i + ROWS] for i in range(0, len(found), ROWS)):
            with kit.store.transaction() as tx:
                aging.empty(tx, what, piece, before)
        total += len(found)
        if len(found) < LOOK:
            return total


def _forget(kit: Kit, before: datetime) -> tuple[int, bool]:
    """How many were forgotten, and whether there may be more."""
    with kit.store.reading() as tx:
        found = aging.to_forget(tx, before, PEOPLE)
    done = sum(kit.turn(partial(_let_go, id=id, before=before)) for id in found)
    return done, len(found) == PEOPLE and done > 0


def _let_go(turn: Turn, id: str, before: datetime) -> bool:
    """Forgets one of them, unless something was heard of them meanwhile."""
    if not aging.is_to_forget(turn.tx, id, before):
        return False
    forgetting.forget_by_age(turn, people.need(turn.tx, id))
    return True


def _delete(kit: Kit, before: datetime | None) -> tuple[int, bool]:
    """How many texts the provider deleted, and whether there may be more."""
    with kit.store.reading() as tx:
        found = aging.at_provider(tx, before, TEXTS)
    gone = refused = 0
    for provider_id in found:
        try:
            kit.transport.forget(provider_id)
        except SendProblem as problem:
            log.warning("a text could not be deleted at the provider: %s", problem)
            if problem.outcome in (Outcome.RETRY, Outcome.CONFIGURATION):
                return gone, False
            if problem.outcome is Outcome.PERMANENT:
                with kit.store.transaction() as tx:
                    refused += erasing.note_kept(tx, provider_id)
            continue
        gone += 1
        with kit.store.transaction() as tx:
            erasing.note_erased(tx, provider_id)
    return gone, len(found) == TEXTS and gone + refused > 0
