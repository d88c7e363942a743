"""What is left of the numbers of those who are forgotten: a digest, by which an import does not bring them back,
and an opt-out or a block is found again.

Its key lies in this store, which keeps lists of different groups apart; but whoever holds the store could try
numbers.
"""

from __future__ import annotations

import hashlib

from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import Standing
from mutualaid.service.turn import Turn
from mutualaid.store import erasing, people, plan
from mutualaid.store.engine import Tx

SALT = "forget_salt"

BY_AGE = "by age"
"""Stands where the digest of a number would, for those who neither asked to be forgotten nor opted out."""

STOPPED = "stopped-"
"""Stands before the digest of a number that had opted out."""

BLOCKED = "blocked-"
"""Stands before the digest of a number that was blocked."""

HELD = {Standing.OPTED_OUT: STOPPED, Standing.BLOCKED: BLOCKED}

BEGIN_AGAIN = "They asked to be forgotten, so only they can begin again: by texting or phoning us."
BLOCKED_HERE = "They were blocked before they were forgotten, and they still are."
START_AGAIN = "They opted out of our texts, so only they can begin again: by texting START."


def digest(turn: Turn, phone: str) -> str:
    """The digest of a number (E.164) with this store's key, which is made when it is first needed."""
    salt = plan.mark(turn.tx, SALT)
    if salt is None:
        salt = turn.kit.dice.token()
        plan.set_mark(turn.tx, SALT, salt)
    return _digest(salt, phone)


def was_forgotten(tx: Tx, phone: str) -> bool:
    """Whether whoever had this number (E.164) asked to be forgotten."""
    return bool(_marked(tx, "", phone))


def stopped(tx: Tx, phone: str) -> Neighbour | None:
    """Who opted out with this number (E.164) and was forgotten since; their row holds its digest alone."""
    return next(iter(_marked(tx, STOPPED, phone)), None)


def blocked(tx: Tx, phone: str) -> Neighbour | None:
    """Who was blocked with this number (E.164) and forgotten since; their row holds its digest alone."""
    return next(iter(_marked(tx, BLOCKED, phone)), None)


def held(tx: Tx, phone: str) -> Neighbour | None:
    """Who was blocked, or opted out, with this number (E.164) and was forgotten since."""
    return blocked(tx, phone) or stopped(tx, phone)


def _marked(tx: Tx, mark: str, phone: str) -> list[Neighbour]:
    salt = plan.mark(tx, SALT)
    found = erasing.forgotten_ids(tx, mark + _digest(salt, phone)) if salt is not None else []
    return [people.need(tx, id) for id in found]


def barred(tx: Tx, phone: str) -> str | None:
    """Why nobody but they themselves can bring this number (E.164) in again, in a sentence; None: others can."""
    if people.by_phone(tx, phone) is not None:
        return None  # they have begun again themselves
    if blocked(tx, phone) is not None:
        return BLOCKED_HERE
    if was_forgotten(tx, phone):
        return BEGIN_AGAIN
    return START_AGAIN if stopped(tx, phone) is not None else None


def known(turn: Turn, phone: str) -> Neighbour | None:
    """The neighbour with this number (E.164). An opt-out or a block of which a digest alone was left has its number
    again."""
    who = people.by_phone(turn.tx, phone)
    if who is not None:
        return who
    who = held(turn.tx, phone)
    return people.change(turn.tx, who, phone=phone) if who is not None else None


def _digest(salt: str, phone: str) -> str:
    return hashlib.sha256(f"{salt}:{phone}".encode()).hexdigest()
