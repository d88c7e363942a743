"""What falls due: each row of the plan is claimed, looked at again, and acted on in a turn of its own.

A row that raises is tried again an hour later and after `ROW_TRIES` goes to the desk. A handler may return
something to do after the commit, where the network is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.messages import FollowUp
from mutualaid.service.duties import HANDLERS, LOOKS, Afterwards, Handler
from mutualaid.service.incoming import inbound
from mutualaid.service.kit import Kit
from mutualaid.service.rounds import asking, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.store import messages, plan
from mutualaid.store.codec import from_text, to_text

log = logging.getLogger(__name__)


ROUND = 1_000
"""So many needs are one round at the most, and so many waves are put in order together."""

AT_ONCE = 100
"""So many rows are worked on before it is looked what else is due."""

ALARMS = ("alarm_walk", "alarm_next", "alarm_honest", "alarm_out")
"""The rows that alarms live by."""

ROW_TRIES = 5
AFTER_ERROR = timedelta(hours=1)


def run(kit: Kit) -> int:
    """The texts that wait for their turn, then everything due now; says how many there were."""
    return inbound.again(kit) + rows(kit)


def rows(kit: Kit) -> int:
    """What is due now, of each kind of row some; says how many were worked on. Waves and rounds come last, and what
    else falls due waits for `AT_ONCE` waves at the most."""
    if not _due(kit, 1):
        return 0
    done = _others(kit)
    for at, row in enumerate(_waves(kit) if done < AT_ONCE else (), start=1):
        _one(kit, row)
        done += 1 if at % AT_ONCE else 1 + _others(kit)
    # what was done may have planned rounds, and those that are due together are one
    rounds = _due(kit, ROUND, ("round",))
    if rounds:
        _rounds(kit, rounds)
    return done + len(rounds)


def _others(kit: Kit) -> int:
    """What is due beside waves and rounds, the oldest first; says how many rows that were."""
    due = _due(kit, AT_ONCE, but=("wave", "round"))
    for row in due:
        _one(kit, row)
    return len(due)


def _waves(kit: Kit) -> list[FollowUp]:
    """The waves that are due, the most promising first."""
    waves = _due(kit, ROUND, ("wave",))
    if len(waves) < 2:
        return waves
    with kit.store.reading() as tx:
        return asking.foremost_first(tx, waves, kit.clock.now(), kit.config.group.zone)


def alarms(kit: Kit) -> None:
    """Only what is due of alarms."""
    for row in _due(kit, kinds=ALARMS):
        _one(kit, row)


def _due(kit: Kit, limit: int = AT_ONCE, kinds: Sequence[str] = (), but: Sequence[str] = ()) -> list[FollowUp]:
    with kit.store.reading() as tx:
        return plan.due(tx, kit.clock.now(), limit, kinds, but)


def mark(kit: Kit) -> None:
    """Notes that the cranks turn, for whoever watches."""
    with kit.store.transaction() as tx:
        plan.set_mark(tx, "tick_at", to_text(kit.clock.now()))


def next_due(kit: Kit) -> datetime | None:
    """When the next thing is due after now: a row of the plan or a text that waits; None for nothing."""
    with kit.store.reading() as tx:
        found = [
            t for t in (plan.next_due(tx, kit.clock.now()), messages.next_send_after(tx, kit.clock.now())) if t
        ]
    return from_text(min(found)) if found else None


def idle(kit: Kit) -> bool:
    """Nothing is left to handle or to send now."""
    now, monotonic = kit.clock.now(), kit.ticks()
    with kit.store.reading() as tx:
        return not (
            plan.due(tx, now, limit=1)
            or messages.sendable(tx, now, monotonic, limit=1)
            or [m for m in messages.unhandled(tx) if m.attempts == 0]
            or [m for m in messages.waiting(tx) if m.state == "sending"]
        )


def _one(kit: Kit, row: FollowUp) -> None:
    def work(turn: Turn, act: Handler) -> Afterwards | None:
        return act(turn, row) if plan.finish(turn.tx, row.id, turn.now, "done") == 1 else None

    try:
        act = LOOKS[row.kind](kit, row) if row.kind in LOOKS else HANDLERS[row.kind]
        afterwards = kit.turn(lambda turn: work(turn, act))
        if afterwards is not None:
            afterwards(kit)
    except Exception:
        log.exception("follow-up %s (%s) failed", row.kind, row.id)
        kit.turn(lambda turn: _poison(turn, row))


def _rounds(kit: Kit, rows: list[FollowUp]) -> None:
    try:
        matchmaking.run_round(kit, rows)
    except Exception:
        log.exception("a round over %d needs failed", len(rows))
        for row in rows:
            kit.turn(lambda turn, r=row: _poison(turn, r))  # type: ignore[misc]


def _poison(turn: Turn, row: FollowUp) -> None:
    last = row.attempts + 1 >= ROW_TRIES
    if plan.finish(turn.tx, row.id, turn.now, "given to a person" if last else "failed") != 1:
        return
    if last:
        turn.case("failed_plan", 0, neighbour_id=row.neighbour_id, need_id=row.need_id, note=row.kind)
        return
    again = replace(row, id=turn.kit.ids.new(), due_at=turn.now + AFTER_ERROR, attempts=row.attempts + 1)
    plan.schedule(turn.tx, again)
