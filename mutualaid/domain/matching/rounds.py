"""A round: one pass of matchmaking over all open needs and free helpers, and what becomes of its outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mutualaid.domain.matching.auction import assign
from mutualaid.domain.matching.candidates import Scored
from mutualaid.domain.matching.chances import chance_of_places, chance_of_yes, least_gain, wave

__all__ = [
    "LOW_SCORE",
    "POLICIES",
    "Together",
    "Way",
    "assign",
    "chance_of_places",
    "chance_of_yes",
    "least_gain",
    "needs_review",
    "shortlists",
    "wave",
    "worth",
]

POLICIES = ("every", "first", "unsure", "none")

LOW_SCORE = 0.5
"""A best score below this is unsure. Assumed: what is unknown scores one half."""


class Way(Protocol):
    """How a group goes about it: whom to ask for which need, and how many of them at once."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        """For each need whom to ask, in order. `ranked` holds the candidates of each, best first; `places` how many
        helpers each wants; a list is some `size` long."""

    def how_many(
        self, ready: Sequence[float], wanted: float, places: int, out: Sequence[float], least: float
    ) -> int:
        """How many more of a list to ask now, by the chances of a yes (0-1) of those ready to be asked and of those
        asked and not answered, where `places` are still wanted, `wanted` is the chance aimed at (0-1) and `least`
        what each must add to it."""


class Together:
    """All needs and helpers at once: an assignment of the best sum, then waves as small as make a yes likely."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        edges = {(i, s.candidate.neighbour.id): worth(s) for i, found in ranked.items() for s in reversed(found)}
        return shortlists(ranked, size, assign(edges, places))

    def how_many(
        self, ready: Sequence[float], wanted: float, places: int, out: Sequence[float], least: float
    ) -> int:
        return wave(ready, wanted, places, out, least)


def worth(one: Scored) -> float:
    """What a pair counts in an assignment: its score, and that of any who was asked lately is below that of all who
    were not."""
    return one.score + one.rested


def shortlists(
    scored: Mapping[str, Sequence[Scored]],
    size: int = 5,
    assignment: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, list[Scored]]:
    """Whom to ask for each need, in order: those the round assigned, then the next best of its candidates.

    `scored` holds each need's candidates best first; `assignment` helper ids as `assign` gives them. A list
    is as long as `size`, or as the assignment where that is longer; a helper stands on it once, with the best
    of their offers.
    """
    chosen = assignment or {}
    found: dict[str, list[Scored]] = {}
    for need, candidates in scored.items():
        best: dict[str, Scored] = {}
        for one in candidates:
            best.setdefault(one.candidate.neighbour.id, one)
        first = [best[helper] for helper in chosen.get(need, ()) if helper in best]
        ahead = {one.candidate.neighbour.id for one in first}
        rest = [one for helper, one in best.items() if helper not in ahead]
        found[need] = (first + rest)[: max(size, len(first))]
    return found


def needs_review(
    policy: str,
    *,
    first: bool,
    best_score: float,
    sensitive: bool,
    on_behalf: bool,
    conditions: bool,
    place_unknown: bool,
) -> bool:
    """Whether a coordinator looks at a shortlist before anybody is asked.

    `first`: either side is new. What is unsure (a low score, a sensitive kind, a need on somebody's behalf,
    conditions, an unknown place) is looked at under every policy. Raises ValueError for another policy.
    """
    if policy not in POLICIES:
        raise ValueError(f"review policy {policy!r} is none of {', '.join(POLICIES)}")
    unsure = best_score < LOW_SCORE or sensitive or on_behalf or conditions or place_unknown
    return policy == "every" or unsure or (policy == "first" and first)
