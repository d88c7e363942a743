"""How it went with needs of a kind: what may honestly be said of one that waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

LEAST = 10
"""From fewer cases nothing is claimed."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Of `cases` needs `filled` found help; `hours` is the time from asking until both sides had said yes, which
    half of these took at most, None where that is not on record."""

    cases: int
    filled: int
    hours: float | None


def odds(ended: Iterable[tuple[bool, float | None]]) -> Odds | None:
    """From needs that ended: whether each found help, and after how many hours both had said yes. None where there
    are fewer than `LEAST`."""
    found = list(ended)
    if len(found) < LEAST:
        return None
    took = [hours for filled, hours in found if filled and hours is not None]
    return Odds(len(found), sum(filled for filled, _ in found), median(took) if took else None)
