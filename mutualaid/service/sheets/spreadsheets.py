"""Two spreadsheets, needs and offers, matched without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from mutualaid.domain.matching import fit
from mutualaid.domain.matching.auction import assign
from mutualaid.domain.matching.candidates import Rules
from mutualaid.domain.matching.explain import KIND_WORDS, leftover
from mutualaid.domain.matching.score import is_sensitive
from mutualaid.domain.matching.windows import overlap
from mutualaid.domain.matching.wordfit import WordFit
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.places import distance_km
from mutualaid.domain.vocabulary import BY_HAND_KINDS
from mutualaid.service.sheets.sheetrows import Row, Times, Understand, read_rows

WEIGHTS: Mapping[str, float] = {"kind": 0.2, "words": 0.4, "distance": 0.3, "time": 0.1}
"""How much each part counts where kinds were read from words, so that the words themselves tell most."""

STATED_WEIGHTS: Mapping[str, float] = {"kind": 0.4, "words": 0.2, "distance": 0.3, "time": 0.1}
"""The same where both rows state their kinds."""

DIGITS = 4

MOST_PAIRS = 100
"""How many of a need's best offers take part in the assignment."""

MOST_COPIES = 8
"""How many needs one offer takes on in one pass of the assignment."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A row of either sheet beside what it is to the domain."""

    row: Row
    need: Need
    offer: Offer
    by_phone: bool
    by_hand: bool


class _Pair(NamedTuple):
    """An offer for a need: what it scores, which it is (counted from 0), how far, how much of the time."""

    score: float
    offer_id: str
    number: int
    km: float | None
    covered: float | None


def match_rows(
    needs: Sequence[Mapping[str, str]],
    offers: Sequence[Mapping[str, str]],
    *,
    understand: Understand,
    rank: int | None,
    now: datetime,
    zone: tzinfo,
    rules: Rules,
) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Who could help whom, and which needs are left over.

    `needs` and `offers` are rows as csv.DictReader gives them. Without `rank` the pairs that are best for all
    together, each need with up to `people` offers, each offer with up to `capacity` needs, by all rules that
    rows can tell of. With it, each need's so many best offers by falling score, ties by id, by no rules but
    those the columns themselves state. Returns rows of need_id, offer_id, score (0–1), distance_km (empty
    where unknown), why, then whatever other columns either row has as need_… and offer_…; and (need id, why)
    for each need that got too few. `rules.weights` go over the weights here. Raises ValueError for bad cells,
    all of them in one, and for a rank below 1.
    """
    if rank is not None and rank < 1:
        raise ValueError(f"rank is 1 or more, not {rank}")
    asked = [_side(r, now) for r in read_rows(needs, "needs", "people", understand, zone)]
    given = [_side(r, now) for r in read_rows(offers, "offers", "capacity", understand, zone)]
    sheets = _Sheets(asked, given, rules, now)
    if rank is not None:
        return sheets.ranked(rank)
    return sheets.assigned()


def _side(row: Row, now: datetime) -> _Side:
    need = row.need(now)
    return _Side(row, need, row.offer(now), fit.by_phone(need), not BY_HAND_KINDS.isdisjoint(row.kinds))


class _Sheets:
    """One matching of two sheets."""

    def __init__(self, needs: list[_Side], offers: list[_Side], rules: Rules, now: datetime) -> None:
        self.needs, self.offers, self.rules, self.now = needs, offers, rules, now
        self.words = WordFit([side.row.text for side in offers], rules.hear)
        self.kinds = lru_cache(maxsize=None)(_kind_part)
        self.times: dict[tuple[Times, Times], float | None] = {}
        own = {name: weight for name, weight in rules.weights.items() if name in WEIGHTS}
        self.weights = {False: {**WEIGHTS, **own}, True: {**STATED_WEIGHTS, **own}}

    def ranked(self, most: int) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
        """The best offers of each need, whoever else wants them."""
        found: list[dict[str, str]] = []
        left: list[tuple[str, str]] = []
        for need in self.needs:
            best = nsmallest(most, self._pairs(need, stated_only=True), key=_order)
            found.extend(self._shown(need, pair) for pair in best)
            if not best:
                left.append((need.row.id, self._why_not(need, stated_only=True)))
        return found, left

    def assigned(self) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
        """The pairs that are best for all together."""
        best = {n.row.id: nsmallest(MOST_PAIRS, self._pairs(n), key=_order) for n in self.needs}
        chosen = assign_all(
            {(need, pair.offer_id): pair.score for need, some in best.items() for pair in some},
            {n.row.id: n.row.count for n in self.needs},
            {o.row.id: o.row.count for o in self.offers},
        )
        found: list[dict[str, str]] = []
        left: list[tuple[str, str]] = []
        for need in self.needs:
            taken = [pair for pair in best[need.row.id] if pair.offer_id in chosen[need.row.id]]
            found.extend(self._shown(need, pair) for pair in taken)
            if len(taken) < need.row.count:
                why = self._why_not(need, frozenset(pair.number for pair in taken))
                some = f"{len(taken)} of {need.row.count} found; for the rest: " if taken else ""
                left.append((need.row.id, some + why))
        return found, left

    def _pairs(self, need: _Side, stated_only: bool = False) -> list[_Pair]:
        """The offers that no rule keeps from this need, scored."""
        words = self.words.scores(need.row.text)
        return [
            self._pair(need, number, words[number])
            for number in range(len(self.offers))
            if self._barred(need, number, words[number], stated_only) is None
        ]

    def _pair(self, need: _Side, number: int, words: float) -> _Pair:
        offer = self.offers[number]
        km, covered = _km(need, offer), self._covered(need, offer)
        kind = self.kinds(need.row.kinds, offer.row.kinds)[0]
        weights = self.weights["kinds" in need.row.stated and "kinds" in offer.row.stated]
        total = (
            weights["kind"] * kind
            + weights["words"] * (words if need.row.text and offer.row.text else fit.NEUTRAL)
            + weights["distance"] * (1.0 if need.by_phone else fit.distance_fit(km, offer.row.means))
            + weights["time"] * (fit.NEUTRAL if covered is None else covered)
        )
        score = round(total / (sum(weights.values()) or 1.0), DIGITS)
        return _Pair(score, offer.row.id, number, km, covered)

    def _covered(self, need: _Side, offer: _Side) -> float | None:
        """How much of the need's window the offer covers; many rows share their times."""
        both = (need.row.times, offer.row.times)
        if both not in self.times:
            self.times[both] = overlap(need.need, offer.offer, self.now, self.rules.zone)
        return self.times[both]

    def _barred(self, need: _Side, number: int, words: float, stated_only: bool) -> str | None:
        """The rule that keeps an offer from a need, or None; `stated_only` looks at filled-in columns alone."""
        offer = self.offers[number]
        if stated_only:
            return self._barred_as_stated(need, offer)
        if need.by_hand:
            return "by_hand_kind"
        kind = self.kinds(need.row.kinds, offer.row.kinds)[1]
        if (kind is None and not words) or (kind is not None and kind < fit.ABLE):
            return "wrong_kind"
        if not offer.row.count:
            return "offer_closed"
        if not need.by_phone:
            km, reach = _km(need, offer), fit.reach_km(offer.offer, self.rules.radius_km)
            if need.row.radius_km is not None:
                reach = min(reach, need.row.radius_km)
            if km is not None and km > reach:
                return "out_of_reach"
        return "no_time" if self._covered(need, offer) == 0 else None

    def _barred_as_stated(self, need: _Side, offer: _Side) -> str | None:
        both = need.row.stated & offer.row.stated
        if "kinds" in both and not self.kinds(need.row.kinds, offer.row.kinds)[1]:
            return "wrong_kind"
        reaches = [
            side.row.radius_km
            for side in (need, offer)
            if "radius_km" in side.row.stated and side.row.radius_km is not None
        ]
        if reaches and not need.by_phone:
            km = _km(need, offer)
            if km is not None and km > min(reaches):
                return "out_of_reach"
        return "no_time" if "when" in both and self._covered(need, offer) == 0 else None

    def _why_not(self, need: _Side, taken: frozenset[int] = frozenset(), stated_only: bool = False) -> str:
        """Why no (more) offer is left for a need."""
        words = self.words.scores(need.row.text)
        kept: list[tuple[list[str], float | None]] = []
        for number, offer in enumerate(self.offers):
            reason = self._barred(need, number, words[number], stated_only)
            if number not in taken and reason != "wrong_kind":
                kept.append(([reason] if reason else [], _km(need, offer)))
        return leftover(need.need, kept).text

    def _shown(self, need: _Side, pair: _Pair) -> dict[str, str]:
        offer = self.offers[pair.number]
        row = {
            "need_id": need.row.id,
            "offer_id": offer.row.id,
            "score": f"{pair.score:.{DIGITS}f}",
            "distance_km": "" if pair.km is None else f"{pair.km:.2f}",
            "why": self._why(need, pair),
        }
        row.update({f"need_{name}": value for name, value in need.row.extra.items()})
        row.update({f"offer_{name}": value for name, value in offer.row.extra.items()})
        return row

    def _why(self, need: _Side, pair: _Pair) -> str:
        kinds = fit.fitting_kinds(need.row.kinds, self.offers[pair.number].row.kinds)
        phrases = [" and ".join(KIND_WORDS[kind] for kind in kinds) if kinds else "kind unsure"]
        if need.by_phone:
            phrases.append("by phone")
        else:
            phrases.append("distance unknown" if pair.km is None else f"{pair.km:.1f} km")
        if pair.covered is not None:
            phrases.append(_free(pair.covered))
        shared = self.words.shared(need.row.text, pair.number)[:4]
        if shared:
            phrases.append("both say " + ", ".join(shared))
        if is_sensitive(need.need, self.rules.sensitive):
            phrases.append("only with someone the group knows")
        return "; ".join(phrases)


def _free(covered: float) -> str:
    if covered == 0:
        return "not free then"
    return "free then" if covered == 1 else "free for part of the time"


def _order(pair: _Pair) -> tuple[float, str]:
    return (-pair.score, pair.offer_id)


def _km(need: _Side, offer: _Side) -> float | None:
    here, there = need.row.point, offer.row.point
    return None if here is None or there is None else distance_km(here, there)


def _kind_part(needed: tuple[str, ...], offered: tuple[str, ...]) -> tuple[float, float | None]:
    """The kind fit for the score, and the best single answer for the rule; unknown kinds are neutral and
    None."""
    if not needed or not offered:
        return fit.NEUTRAL, None
    return fit.kind_fit(needed, offered), fit.best_kind(needed, offered)


def assign_all(
    worth: Mapping[tuple[str, str], float], places: Mapping[str, int], capacity: Mapping[str, int]
) -> dict[str, set[str]]:
    """The assignment where an offer may take on several needs, but each need once: passes of `assign` with
    an offer standing there as often as it may still be taken, until nothing more fits."""
    found: dict[str, set[str]] = {need: set() for need in places}
    used: Counter[str] = Counter()
    open_pairs = dict(worth)
    while open_pairs:
        copies = {o: min(capacity[o] - used[o], MOST_COPIES) for _, o in open_pairs}
        wanted = {need: count - len(found[need]) for need, count in places.items()}
        edges = {
            (need, f"{copy}|{offer}"): value
            for (need, offer), value in open_pairs.items()
            for copy in range(copies[offer])
        }
        chosen = assign(edges, wanted)
        new = {(need, one.partition("|")[2]) for need, some in chosen.items() for one in some}
        if not new:
            break
        for need, offer in new:
            found[need].add(offer)
            used[offer] += 1
        open_pairs = {
            (need, offer): value
            for (need, offer), value in open_pairs.items()
            if offer not in found[need] and len(found[need]) < places[need] and used[offer] < capacity[offer]
        }
    return found
