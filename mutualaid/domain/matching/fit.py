"""The single measures of fit that matching adds up; each answers with a number 0–1.

Figures without a source are assumed and stand here as named values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from mutualaid.domain.cues import Hear
from mutualaid.domain.matching.candidates import Candidate
from mutualaid.domain.matching.wordfit import words
from mutualaid.domain.needs import Need
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.vocabulary import KINDS, WITHOUT_DISTANCE_KINDS, Means

RELATED: Mapping[str, Mapping[str, float]] = {
    "food": {"delivery": 0.7, "supplies": 0.4, "ride": 0.4, "water": 0.3},
    "water": {"delivery": 0.6, "supplies": 0.5, "food": 0.4},
    "supplies": {"delivery": 0.6, "clothing": 0.3, "bedding": 0.3, "food": 0.3},
    "medicine": {"delivery": 0.7, "ride": 0.5, "care": 0.4, "supplies": 0.3},
    "care": {"medicine": 0.4, "company": 0.4},
    "ride": {"delivery": 0.35},
    "delivery": {"ride": 0.7, "food": 0.4, "supplies": 0.4, "repair": 0.3},
    "shelter": {"bedding": 0.3, "supplies": 0.3},
    "clothing": {"supplies": 0.5, "bedding": 0.3},
    "bedding": {"supplies": 0.5, "clothing": 0.4, "shelter": 0.4},
    "childcare": {"company": 0.3},
    "company": {"care": 0.4},
    "repair": {"power": 0.3},
    "power": {"repair": 0.4, "supplies": 0.4},
    "translation": {"advice": 0.3},
    "advice": {"translation": 0.3},
    "pets": {"delivery": 0.5, "supplies": 0.4},
    "rescue": {"repair": 0.3},
}
"""How far an offer of the inner kind answers a need of the outer one. A kind answers itself in full."""

GENERAL_FIT = 0.5
"""An offer of "anything" against any kind, and any offer against a need that names no kind."""

ABLE = 0.4
"""The least kind fit at which somebody is asked."""

HALF_KM: Mapping[str | None, float] = {Means.FOOT: 0.8, Means.BIKE: 2.5, Means.CAR: 5.0, None: 2.0}
"""The distance that halves the fit, by means: ten minutes each."""

REACH_KM: Mapping[str | None, float] = {Means.FOOT: 2.0, Means.BIKE: 6.0, Means.CAR: 15.0}
"""How far they go who told how they get around but not how far: some half an hour."""

NEUTRAL = 0.5
CANCELLED = 0.25
"""How much a word taken back counts of a visit that nobody came to."""
REST_DAYS = 7
"""Days since the last ask that make rest one half."""


def kind_relation(needed: str, offered: str) -> float:
    """How far an offer of one kind answers a need of one kind, 0–1."""
    if needed == offered:
        return 1.0
    if "general" in (needed, offered):
        return GENERAL_FIT
    return RELATED.get(needed, {}).get(offered, 0.0)


def kind_fit(needed: Iterable[str], offered: Iterable[str]) -> float:
    """How much of what is needed is offered: over the needed kinds, the mean of each one's best answer."""
    best = _best(tuple(needed), tuple(offered))
    return sum(best) / len(best)


def best_kind(needed: Iterable[str], offered: Iterable[str]) -> float:
    """The best answer to any one of the needed kinds."""
    return max(_best(tuple(needed), tuple(offered)))


@lru_cache(maxsize=20_000)
def _best(needed: tuple[str, ...], offered: tuple[str, ...]) -> tuple[float, ...]:
    """Each needed kind's best answer. Kept, for a town offers and needs the same few kinds again and again."""
    offered = offered or ("general",)
    return tuple(max(kind_relation(n, o) for o in offered) for n in needed or ("general",))


def fitting_kinds(needed: Iterable[str], offered: Iterable[str], least: float = ABLE) -> tuple[str, ...]:
    """The offered kinds that answer any of the needed ones, best first."""
    return _fitting(tuple(needed), tuple(offered), least)


@lru_cache(maxsize=20_000)
def _fitting(needed: tuple[str, ...], offered: tuple[str, ...], least: float) -> tuple[str, ...]:
    fits = {o: max(kind_relation(n, o) for n in needed or ("general",)) for o in offered}
    return tuple(sorted((o for o, f in fits.items() if f >= least), key=lambda o: (-fits[o], o)))


def answering_kinds(needed: Iterable[str], least: float = ABLE) -> tuple[str, ...]:
    """All kinds of which an offer answers any of the needed ones; "general" stands for an offer that names none."""
    return _answering(tuple(needed), least)


@lru_cache(maxsize=1000)
def _answering(needed: tuple[str, ...], least: float) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if best_kind(needed, (kind,)) >= least)


def by_phone(need: Need) -> bool:
    """Whether the need can be met without going anywhere: only such kinds, and for company no place named."""
    if not need.kinds or not set(need.kinds) <= WITHOUT_DISTANCE_KINDS:
        return False
    return "company" not in need.kinds or not has_place(need)


def has_place(need: Need) -> bool:
    """Whether a place was named, known or not."""
    return need.point is not None or bool(need.place_text)


class Stated(Protocol):
    """What a helper said of how far they go."""

    @property
    def radius_km(self) -> float | None: ...

    @property
    def means(self) -> str | None: ...


def reach_km(offer: Stated | None, radius_km: float) -> float:
    """How far this helper goes: as they said, else by their means, else the group's `radius_km`. A car goes
    at least the group's radius."""
    if offer is None:
        return radius_km
    if offer.radius_km is not None:
        return offer.radius_km
    if offer.means == Means.CAR:
        return max(REACH_KM[Means.CAR], radius_km)
    return REACH_KM.get(offer.means, radius_km)


def distance_fit(km: float | None, means: str | None) -> float:
    """Falls with distance, by half each `HALF_KM` of the means; an unknown distance is neutral."""
    if km is None:
        return NEUTRAL
    return float(0.5 ** (km / HALF_KM.get(means, HALF_KM[None])))


def words_fit(asked: str, offered: str, hear: Hear) -> float:
    """How alike the telling words of two texts are, 0–1, typos forgiven; neutral where either has none."""
    a, b = _sorted_words(asked, hear), _sorted_words(offered, hear)
    if not a or not b:
        return NEUTRAL
    return fuzz.token_set_ratio(a, b) / 100


@lru_cache(maxsize=20_000)
def _sorted_words(text: str, hear: Hear) -> str:
    return " ".join(sorted(set(words(text, hear))))


def language_fit(requester: Neighbour, helper: Neighbour) -> float:
    """1 for a shared language, 0 for none that both speak, neutral where one is not known."""
    return in_common(requester.languages, helper.languages)


@lru_cache(maxsize=1000)
def in_common(asks: tuple[str, ...], helps: tuple[str, ...]) -> float:
    """`language_fit` of the languages that the two speak."""
    if not asks or not helps:
        return NEUTRAL
    return 0.0 if set(asks).isdisjoint(helps) else 1.0


def days_since_asked(history: AnswerHistory, now: datetime) -> float | None:
    """Days since this helper was last asked anything; None for never."""
    if history.last_asked_at is None:
        return None
    return max(0.0, (now - history.last_asked_at).total_seconds() / 86_400)


def rest_fit(history: AnswerHistory, now: datetime) -> float:
    """0 for asked this moment, one half after `REST_DAYS`, 1 for never asked."""
    days = days_since_asked(history, now)
    return 1.0 if days is None else float(1 - 0.5 ** (days / REST_DAYS))


def continuity_fit(history: AnswerHistory) -> float:
    """0 for strangers, one half after one help between these two, rising to 1."""
    return float(1 - 0.5**history.helped_this_person)


def reliability_fit(candidate: Candidate) -> float:
    """The share of promised helps that came about, from a start of three in four."""
    kept = candidate.neighbour.helped
    broken = candidate.history.no_shows + CANCELLED * candidate.history.cancelled
    return (kept + 3) / (kept + broken + 4)
