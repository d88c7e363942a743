"""What is wrong with the service itself, in sentences for every page of the desk: a silent worker, a stopped
sender, a used-up day, texts that the provider could not bring to us."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutualaid.service.kit import Kit
from mutualaid.store import counts, plan
from mutualaid.store.codec import from_text, to_text

LATE = timedelta(minutes=1)
"""A worker that did not tick for this long is late."""

NO_WORKER = (
    "Nothing is being sent or worked on: the worker has not run yet. Whoever runs the service must start it."
)
SILENT_WORKER = "Nothing is being sent: the worker is silent. Whoever runs the service must look."

SAYS = {
    "sender_stopped": "Our texts are not being taken by the provider. Whoever runs the service must look.",
    "daily_cap": "The day's limit of texts is reached: only emergencies and replies leave.",
    "webhook_errors": "The provider could not bring us texts just now. Whoever runs the service must look.",
}
"""Open case about the service -> its sentence."""


def troubles(kit: Kit) -> tuple[tuple[str, datetime | None], ...]:
    """Each with since when, where that is known; the worst first."""
    now = kit.clock.now()
    with kit.store.reading() as tx:
        tick = plan.mark(tx, "tick_at")
        overdue = counts.overdue(tx, to_text(now - LATE)) > 0
        cases = {case.reason: case.created_at for case in plan.open_cases(tx) if case.reason in SAYS}
    found: list[tuple[str, datetime | None]] = []
    if tick is None and overdue:
        found.append((NO_WORKER, None))
    elif tick is not None and now - from_text(tick) > LATE:
        found.append((SILENT_WORKER, from_text(tick)))
    return (*found, *((SAYS[reason], cases[reason]) for reason in SAYS if reason in cases))
