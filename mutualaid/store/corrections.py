"""Corrections: what coordinators taught about kinds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mutualaid.domain.corrections import Correction
from mutualaid.store import plan, rows
from mutualaid.store.codec import to_text
from mutualaid.store.engine import Tx

TAUGHT = "corrections_taught"


def corrections(tx: Tx) -> list[Correction]:
    """All of them, the newest first."""
    return rows.select(tx, "corrections", Correction, "1 = 1 order by taught_at desc, id desc")


def taught(tx: Tx) -> str:
    """Changes whenever a correction was added, replaced or taken back, so that every process reads them anew."""
    return plan.mark(tx, TAUGHT) or ""


def _changed(tx: Tx) -> None:
    plan.set_mark(tx, TAUGHT, str(int(taught(tx) or 0) + 1))


def put(tx: Tx, correction: Correction) -> Correction | None:
    """Keeps a correction in the place of the one for the same words; gives that one."""
    found = rows.select(tx, "corrections", Correction, "words = :words", words=correction.words)
    for old in found:
        rows.delete(tx, "corrections", old.id)
    rows.insert(tx, "corrections", correction)
    _changed(tx)
    return found[0] if found else None


def remove(tx: Tx, id: str) -> Correction | None:
    """Takes one away and gives it; None where it is gone already."""
    found = rows.get(tx, "corrections", Correction, id)
    if found is not None:
        rows.delete(tx, "corrections", id)
        _changed(tx)
    return found


def note_used(tx: Tx, phrases: Iterable[str], now: datetime) -> None:
    """Counts a text that was read with these."""
    for phrase in phrases:
        tx.run(
            "update corrections set used = used + 1, used_at = :now where phrase = :phrase",
            phrase=phrase, now=to_text(now),
        )  # fmt: skip
