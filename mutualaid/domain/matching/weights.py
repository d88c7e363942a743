"""What each part of a score counts where a group says nothing else."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "kind": 0.26,
    "words": 0.08,
    "distance": 0.24,
    "time": 0.14,
    "language": 0.08,
    "rest": 0.10,
    "continuity": 0.04,
    "reliability": 0.06,
}
"""How much each part counts, as a share of their sum. Assumed; a group sets its own."""
