"""Who may be asked for a need, by which rules, and how well they fit: the values matching works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import NamedTuple

from mutualaid.domain.cues import Hear, deaf
from mutualaid.domain.matching.promises import Promise
from mutualaid.domain.matching.weights import WEIGHTS
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.places import band


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper and one of their offers, as seen for one need."""

    neighbour: Neighbour
    offer: Offer | None
    history: AnswerHistory = field(default_factory=AnswerHistory)
    free: bool = True
    """They are not helping somebody right now and wait for nobody's answer."""
    promised: tuple[Promise, ...] = ()
    """What they promised, whenever it is, and where they helped this week."""
    ruled_out: bool = False
    """A coordinator or either neighbour said: not these two."""
    looked_at: bool = False
    """A problem with them waits for a coordinator."""
    said_no: bool = False
    """To this need."""
    already_on: bool = False
    """Of this need's shortlist or matches."""

    @property
    def point(self) -> tuple[float, float] | None:
        """Where they set out from: the offer's place, else their own. Degrees."""
        return (self.offer.point if self.offer else None) or self.neighbour.point


@dataclass(frozen=True, slots=True)
class Pool:
    """Who comes into question for a need: those who may be asked, and those whom a rule keeps away. Where somebody
    may be asked, who is out of reach is not among the latter."""

    able: tuple[Candidate, ...]
    kept_away: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The group's rules of matching; `weights` go over `matching.WEIGHTS`, `zone` is the group's."""

    sensitive: frozenset[str]
    radius_km: float
    weights: Mapping[str, float]
    asks_per_week: int
    helps_per_week: int
    zone: tzinfo
    rest_days: float = 0
    """For how long after an ask others are asked first."""
    hear: Hear = deaf
    """The cues of any text in the group's languages."""


class Scored(NamedTuple):
    """How well a candidate fits a need: `score` 0–1. A round makes many for each it lists, so that what only a list
    says is worked out when it is asked for."""

    candidate: Candidate
    need: Need
    score: float
    measured: tuple[float, ...]
    """Each part 0–1, in the order of WEIGHTS."""
    distance_km: float | None
    overlap: float | None = None
    """How much of the need's window their stated times cover, 0–1; None unknown."""
    rested: bool = True
    """Not asked lately, or the need is urgent."""

    @property
    def parts(self) -> dict[str, float]:
        """What was measured, by name."""
        return dict(zip(WEIGHTS, self.measured, strict=True))

    @property
    def fit(self) -> float:
        """How far kind and distance let a yes be hoped for, 0-1."""
        return self.parts["kind"] * self.near

    @property
    def near(self) -> float:
        """How far distance alone does; one that is not known takes nothing from it."""
        return 1.0 if self.distance_km is None else self.parts["distance"]

    @property
    def band(self) -> str:
        """How far it is, as a word of BANDS."""
        return "unknown" if self.distance_km is None else band(self.candidate.point, self.need.point)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Why nobody is found for a need. `code` is the main reason, `counts` how many helpers of a fitting kind
    each reason keeps away, `text` a sentence a coordinator can act on."""

    code: str
    text: str
    counts: Mapping[str, int] = field(default_factory=dict)
