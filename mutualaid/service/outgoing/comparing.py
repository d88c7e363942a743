"""Once a day what we know to have left is held against the provider's own list, and a coordinator hears of what is
on one side only: texts that somebody else sent in our name, and texts of ours that the provider does not know.

What came in and we missed is fetched all day long (`recovery`).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import handed, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.transport.base import Outcome, SendProblem

log = logging.getLogger(__name__)

COMPARED = "compared_until"
EVERY = timedelta(days=1)
SETTLED = timedelta(hours=2)
"""What was handed over less than so long ago may still wait at the provider, or be looked for by us."""
MOST = timedelta(days=7)
"""After an absence no more than so much is compared."""
ASKED = 100
"""How many texts of ours that are not on the list are asked after, one by one."""


def compare(kit: Kit) -> int:
    """Compares what left since the last time, if that is a day ago; says how many texts are on one side only. The
    first look only begins, and a provider that cannot be read is asked again next time."""
    until = kit.clock.now() - SETTLED
    with kit.store.reading() as tx:
        noted = plan.mark(tx, COMPARED)
    since = from_text(noted) if noted else None
    if since is None or since > until:
        with kit.store.transaction() as tx:
            plan.set_mark(tx, COMPARED, to_text(until))
        return 0
    if until - since < EVERY or _in_doubt(kit, until):
        return 0
    since = max(since, until - MOST)
    try:
        theirs = kit.transport.list_handed(since, until)
        with kit.store.reading() as tx:
            strange = len(theirs) - len(handed.known(tx, theirs))
            missing = handed.between(tx, since, until).difference(theirs)
        lost = _lost(kit, sorted(missing))
    except SendProblem as problem:
        log.warning("the provider's list could not be read: %s", problem)
        return 0

    def work(turn: Turn) -> None:
        plan.set_mark(turn.tx, COMPARED, to_text(until))
        if strange or lost:
            turn.case("provider_differs", 0, note=_note(strange, lost))

    kit.turn(work)
    return strange + lost


def _in_doubt(kit: Kit, until: datetime) -> bool:
    """Whether the provider may have a text of ours, from before `until`, whose id there we have yet to learn."""
    with kit.store.reading() as tx:
        return handed.in_doubt(tx, until)


def _lost(kit: Kit, missing: list[str]) -> int:
    """How many of these ids the provider does not know when asked after them. Its list has not all it knows: a text
    may wait there still, or have left from a number of ours that was changed since; and what it took just before
    the day began we may have noted just after. Of more than are asked after, the rest count where any is lost."""
    lost = sum(not _knows(kit, id) for id in missing[:ASKED])
    return lost + len(missing[ASKED:]) if lost else 0


def _knows(kit: Kit, provider_id: str) -> bool:
    try:
        kit.transport.state_of(provider_id)
    except SendProblem as unknown:
        if unknown.outcome is not Outcome.PERMANENT:
            raise
        return False
    return True


def _note(strange: int, lost: int) -> str:
    said = []
    if strange:
        said.append(f"sent in our name and not by us: {strange}")
    if lost:
        said.append(f"sent by us and not known there: {lost}")
    return "; ".join(said)
