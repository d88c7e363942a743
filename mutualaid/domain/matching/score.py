"""Who can meet a need: hard rules first, then a score of named parts. A higher score is a better fit.

What a part measures stands in `fit`; the sentences about it in `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from operator import mul

from mutualaid.domain.matching import fit
from mutualaid.domain.matching.candidates import Candidate, Leftover, Rules, Scored
from mutualaid.domain.matching.explain import KIND_WORDS, leftover
from mutualaid.domain.matching.promises import leaves_no_time, visits_a_week, visits_beside
from mutualaid.domain.matching.rest import is_rested
from mutualaid.domain.matching.weights import WEIGHTS
from mutualaid.domain.matching.windows import overlap
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.places import distance_km
from mutualaid.domain.vocabulary import BY_HAND_KINDS, OfferState, Standing

__all__ = [
    "WEIGHTS",
    "Candidate",
    "Leftover",
    "Rules",
    "Scored",
    "bars",
    "best_first",
    "is_over",
    "is_sensitive",
    "leftover_reason",
    "may_be_asked",
    "measuring",
    "rank",
    "reaching",
    "score",
    "suiting",
    "takes_asks",
    "weights_of",
]

DIGITS = 4
"""Scores are rounded to this: what differs by less is a tie, and fairness decides."""

NEVER = datetime.min.replace(tzinfo=UTC)


def weights_of(own: Mapping[str, float]) -> dict[str, float]:
    """`WEIGHTS` with a group's own over them. Raises ValueError for an unknown part, a negative weight, or
    weights that are all 0."""
    return dict(_merged(tuple(own.items())))


@lru_cache
def _merged(given: tuple[tuple[str, float], ...]) -> Mapping[str, float]:
    own = dict(given)
    unknown = sorted(set(own) - set(WEIGHTS))
    if unknown:
        raise ValueError(f"no such weight: {', '.join(unknown)}; there are {', '.join(WEIGHTS)}")
    merged = {**WEIGHTS, **own}
    below = sorted(name for name, weight in merged.items() if weight < 0)
    if below:
        raise ValueError(f"a weight is 0 or more: {', '.join(below)}")
    if not sum(merged.values()):
        raise ValueError("at least one weight is above 0")
    return merged


@lru_cache
def _weighed(given: tuple[tuple[str, float], ...]) -> tuple[tuple[float, ...], float]:
    """The weight of each part in the order of WEIGHTS, and their sum."""
    merged = _merged(given)
    return tuple(merged.values()), sum(merged.values())


def bars(need: Need, requester: Neighbour, candidate: Candidate, rules: Rules, now: datetime) -> list[str]:
    """Why this helper must not be asked automatically, the gravest first; [] means they may be.

    same_phone, blocked, opted_out, no_consent, ruled_out, looked_at, said_no, already_on, by_hand_kind, wrong_kind,
    refused_kind, not_known, offer_closed, paused, no_shared_language, out_of_reach, no_time, weekly_limit, busy.
    """
    mine = {name for name, holds in _OF_HELPER.items() if holds(candidate, rules, now)}
    pair = {name for name, holds in _of_pair(need, requester, rules, now).items() if holds(candidate)}
    far = {"out_of_reach"} if reaching(need, rules)(candidate.point, candidate.offer) else set()
    return [name for name in GRAVEST_FIRST if name in mine | pair | far]


def is_over(need: Need, offer: Offer, now: datetime, zone: tzinfo) -> bool:
    """Whether an offer that was listed for this need answers it no more: it was taken back or put off, or its
    helper said no to this kind since."""
    at = now if need.from_at is None else max(now, need.from_at)
    put_off = offer.from_at is not None and offer.from_at > at and overlap(need, offer, now, zone) == 0
    return offer.state is OfferState.WITHDRAWN or put_off or offer.refuses(need.kinds, at)


def may_be_asked(need: Need, requester: Neighbour, candidate: Candidate, rules: Rules, now: datetime) -> bool:
    """Whether no rule stands in the way."""
    return (
        takes_asks(candidate, rules, now)
        and suiting(need, requester, rules, now)(candidate)
        and not reaching(need, rules)(candidate.point, candidate.offer)
    )


def takes_asks(candidate: Candidate, rules: Rules, now: datetime) -> bool:
    """Whether no rule stands in the way that is of the helper and their offer alone, whoever needs what."""
    for holds in _OF_HELPER.values():  # noqa: SIM110 - asked of hundreds for each need
        if holds(candidate, rules, now):
            return False
    return True


def suiting(need: Need, requester: Neighbour, rules: Rules, now: datetime) -> Callable[[Candidate], bool]:
    """Of this need: whether no rule stands in the way that is of it and a helper together, save how far they go."""
    rules_of_pair = tuple(_of_pair(need, requester, rules, now).values())

    def suits(candidate: Candidate) -> bool:
        for holds in rules_of_pair:  # noqa: SIM110 - asked of hundreds for each need
            if holds(candidate):
                return False
        return True

    return suits


def measuring(need: Need, requester: Neighbour, rules: Rules, now: datetime) -> Callable[[Candidate], Scored]:
    """Of this need: how well a helper fits, whether or not a rule bars them: 0–1 with its parts.

    Raises ValueError for unusable weights.
    """
    weights, whole = _weighed(tuple(rules.weights.items()))
    phone, here, asks = fit.by_phone(need), need.point, requester.languages

    def measure(candidate: Candidate) -> Scored:
        helper, offer, history = candidate.neighbour, candidate.offer, candidate.history
        there = None if phone or here is None else candidate.point
        km = None if there is None else distance_km(there, here)  # type: ignore[arg-type]
        covered = overlap(need, offer, now, rules.zone) if offer else None
        measured = (
            fit.kind_fit(need.kinds, offer.kinds) if offer else 0.0,
            fit.words_fit(need.text, offer.text if offer else "", rules.hear),
            1.0 if phone else fit.distance_fit(km, offer.means if offer else None),
            fit.NEUTRAL if covered is None else covered,
            fit.in_common(asks, helper.languages),
            fit.rest_fit(history, now),
            fit.continuity_fit(history),
            fit.reliability_fit(candidate),
        )
        total = min(1.0, max(0.0, sum(map(mul, measured, weights)) / whole))
        rested = need.urgent or is_rested(history, offer, rules.rest_days, now)
        return Scored(candidate, need, round(total, DIGITS), measured, km, covered, rested)

    return measure


def score(need: Need, requester: Neighbour, candidate: Candidate, rules: Rules, now: datetime) -> Scored:
    """How well this one helper fits. Raises ValueError for unusable weights."""
    return measuring(need, requester, rules, now)(candidate)


def rank(
    need: Need, requester: Neighbour, candidates: Iterable[Candidate], rules: Rules, now: datetime
) -> list[Scored]:
    """Everyone who may be asked, the rested first and then the best; of equals the least recently asked, then by
    id. The order of `candidates` makes no difference. Raises ValueError for unusable weights."""
    able = (one for one in candidates if may_be_asked(need, requester, one, rules, now))
    return best_first(need, requester, able, rules, now)


def best_first(
    need: Need, requester: Neighbour, able: Iterable[Candidate], rules: Rules, now: datetime
) -> list[Scored]:
    """`rank` for those of whom it is known that they may be asked."""
    return sorted(map(measuring(need, requester, rules, now), able), key=_order)


def leftover_reason(
    need: Need,
    requester: Neighbour,
    candidates: Iterable[Candidate],
    rules: Rules,
    now: datetime,
    kind_words: Mapping[str, str] = KIND_WORDS,
) -> Leftover:
    """Why nobody is found for this need, in words a coordinator can act on.

    Of all candidates, those whose offer is of a fitting kind are counted by the gravest rule that keeps them
    away ("needed_elsewhere" for those who may be asked but serve another need). A helper with several offers
    counts once, with the offer that came nearest to being asked.
    """
    kept: dict[str, tuple[list[str], float | None]] = {}
    for one in candidates:
        reasons = bars(need, requester, one, rules, now)
        if "wrong_kind" in reasons or "same_phone" in reasons:
            continue
        reasons = [r for r in reasons if r != "by_hand_kind"]
        before = kept.get(one.neighbour.id)
        if before is None or (len(reasons), reasons) < (len(before[0]), before[0]):
            kept[one.neighbour.id] = (reasons, _distance(need, one))
    return leftover(need, list(kept.values()), kind_words)


def _order(one: Scored) -> tuple[bool, float, datetime, str, str]:
    helper, offer = one.candidate.neighbour, one.candidate.offer
    asked = one.candidate.history.last_asked_at or NEVER
    return (not one.rested, -one.score, asked, helper.id, offer.id if offer else "")


def is_sensitive(need: Need, sensitive: Iterable[str]) -> bool:
    """Whether only helpers the group knows may be asked; company counts only in person."""
    kinds = set(need.kinds) & set(sensitive)
    return bool(kinds - {"company"} if fit.by_phone(need) else kinds)


def _distance(need: Need, candidate: Candidate) -> float | None:
    here, there = candidate.point, need.point
    return None if here is None or there is None else distance_km(here, there)


Point = tuple[float, float]


def reaching(need: Need, rules: Rules) -> Callable[[Point | None, fit.Stated | None], bool]:
    """Of this need: whether it is farther than a helper goes, by where they set out from and what they said of how
    far they go; False where that is not known."""
    here = None if fit.by_phone(need) else need.point

    def out_of_reach(point: Point | None, stated: fit.Stated | None) -> bool:
        if point is None or here is None:
            return False
        return distance_km(point, here) > fit.reach_km(stated, rules.radius_km)

    return out_of_reach


def _paused(candidate: Candidate, now: datetime) -> bool:
    until, offer = candidate.neighbour.paused_until, candidate.offer
    return (until is not None and until > now) or (offer is not None and offer.state == OfferState.PAUSED)


def _closed(candidate: Candidate) -> bool:
    return candidate.offer is not None and candidate.offer.state in (OfferState.DRAFTED, OfferState.WITHDRAWN)


def _asked_enough(candidate: Candidate, rules: Rules) -> bool:
    helper, offer, history = candidate.neighbour, candidate.offer, candidate.history
    own = offer.per_week if offer is not None else None
    asks = max(rules.asks_per_week, own or 0) if helper.asks_per_week is None else helper.asks_per_week
    return history.asked_this_week >= asks


def _helps_enough(candidate: Candidate, need: Need, rules: Rules, now: datetime) -> bool:
    """Whether they help as often already as they may in the week in which they would help with this need."""
    most = visits_a_week(candidate.offer, rules.helps_per_week)
    return visits_beside(candidate.promised, need, now, rules.zone) >= most


_OF_HELPER: Mapping[str, Callable[[Candidate, Rules, datetime], bool]] = {
    "blocked": lambda c, rules, now: c.neighbour.standing is Standing.BLOCKED,
    "opted_out": lambda c, rules, now: c.neighbour.standing is Standing.OPTED_OUT,
    "no_consent": lambda c, rules, now: c.neighbour.consent_how is None,
    "looked_at": lambda c, rules, now: c.looked_at,
    "offer_closed": lambda c, rules, now: _closed(c),
    "paused": lambda c, rules, now: _paused(c, now),
    "weekly_limit": lambda c, rules, now: _asked_enough(c, rules),
    "busy": lambda c, rules, now: not c.free,
}
"""The hard rules that are of a helper and their offer alone: whether each stands in the way."""


def _of_pair(need: Need, asks: Neighbour, rules: Rules, now: datetime) -> Mapping[str, Callable[[Candidate], bool]]:
    """The hard rules that can hold of this need and a helper together: whether each stands in the way. How far the
    helper goes is looked at by itself."""
    kinds, spoken, zone = need.kinds, asks.languages, rules.zone
    when = max(now, need.from_at) if need.from_at is not None else now
    found: dict[str, Callable[[Candidate], bool]] = {
        "already_on": lambda c: c.already_on,
        "said_no": lambda c: c.said_no,
        "ruled_out": lambda c: c.ruled_out,
        "same_phone": lambda c: c.neighbour.id == asks.id or c.neighbour.phone == asks.phone,
        "wrong_kind": lambda c: c.offer is None or fit.best_kind(kinds, c.offer.kinds) < fit.ABLE,
        "refused_kind": lambda c: c.offer is not None and c.offer.refuses(kinds, when),
        "busy": lambda c: leaves_no_time(c.promised, need, now, c.offer, zone),
        "weekly_limit": lambda c: _helps_enough(c, need, rules, now),
        "no_time": lambda c: c.offer is not None and overlap(need, c.offer, now, zone) == 0,
    }
    if not BY_HAND_KINDS.isdisjoint(kinds):
        found["by_hand_kind"] = lambda c: True
    if is_sensitive(need, rules.sensitive):
        found["not_known"] = lambda c: not c.neighbour.known
    if "translation" not in kinds:
        found["no_shared_language"] = lambda c: fit.in_common(spoken, c.neighbour.languages) == 0
    return found


GRAVEST_FIRST = (
    "same_phone", "blocked", "opted_out", "no_consent", "ruled_out", "looked_at", "said_no", "already_on",
    "by_hand_kind", "wrong_kind", "refused_kind", "not_known", "offer_closed", "paused", "no_shared_language",
    "out_of_reach", "no_time", "weekly_limit", "busy",
)  # fmt: skip
"""The order in which the rules are named."""
