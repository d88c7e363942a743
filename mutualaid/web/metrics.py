"""What /metrics says, in the Prometheus text format. Content-free: no number, name or word of anybody."""

from __future__ import annotations

from datetime import datetime

from mutualaid.service.kit import Kit
from mutualaid.store import counts, messages, plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import Tx

TABLES = {
    "needs": "Needs by state",
    "offers": "Offers by state",
    "matches": "Matches by state",
    "messages": "Texts in both directions by state",
}


def measured(kit: Kit, tx: Tx) -> list[str]:
    """The lines of the page, as the store has it now."""
    lines: list[str] = []
    for table, says in TABLES.items():
        lines += _head(table, says, "gauge")
        lines += [f'mutualaid_{table}{{state="{s}"}} {n}' for s, n in counts.by_state(tx, table).items()]
    for name, says, total in _totals(tx):
        lines += [*_head(name, says, "counter"), f"mutualaid_{name} {total}"]
    for name, says, value in _present(tx, kit.clock.now()):
        lines += [*_head(name, says, "gauge"), f"mutualaid_{name} {value:g}"]
    return lines


def _head(name: str, says: str, kind: str) -> list[str]:
    return [f"# HELP mutualaid_{name} {says}.", f"# TYPE mutualaid_{name} {kind}"]


def _totals(tx: Tx) -> list[tuple[str, str, int]]:
    return [
        ("received_total", "Texts that came in", counts.received(tx)),
        ("understood_total", "Texts worked off and not answered that we did not get them", counts.understood(tx)),
        ("rounds_total", "Rounds of matching", counts.done(tx, "round")),
        ("alarms_total", "Alarms raised", counts.alarms(tx)),
    ]


def _present(tx: Tx, now: datetime) -> list[tuple[str, str, float]]:
    oldest, tick = messages.oldest_due(tx, now), plan.mark(tx, "tick_at")
    found: list[tuple[str, str, float]] = [
        ("open_cases", "Cases before a coordinator", counts.open_cases(tx)),
        ("open_alarms", "Alarms nobody has taken", counts.open_alarms(tx)),
        ("neighbors", "Phones on record", counts.neighbours(tx)),
        ("overdue", "Rows of the plan whose time is past", counts.overdue(tx, to_text(now))),
        ("unsure", "Texts of which we do not know whether the provider took them", counts.unsure(tx)),
        ("queue_age_seconds", "How long the oldest text that may leave has waited", _age(oldest, now)),
    ]
    if tick is not None:
        found.append(("last_tick_age_seconds", "Seconds since the worker last ticked", _age(from_text(tick), now)))
    return found


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
