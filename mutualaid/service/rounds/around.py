"""Who comes into question for the needs of a round: those who offer something that fits, the nearest first, as far
as enough of them may be asked. What a round knows of a helper is read once, for all its needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from math import cos, radians

from mutualaid.domain import series as rhythm
from mutualaid.domain.matching import fit
from mutualaid.domain.matching.candidates import Candidate, Pool, Rules
from mutualaid.domain.matching.promises import Promise, taken_up
from mutualaid.domain.matching.rest import is_rested
from mutualaid.domain.matching.score import rank, reaching, suiting, takes_asks
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.people import AnswerHistory, Neighbour
from mutualaid.domain.places import box_around
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import WITHOUT_DISTANCE_KINDS, MatchState, OfferState
from mutualaid.service.rounds import engaged, rulings
from mutualaid.service.rounds.standing import FAR_KM, FARTHER, Asked, Grid, Standing, looks_around
from mutualaid.store import helpers, nearby, needs, series
from mutualaid.store.engine import Tx
from mutualaid.store.nearby import Entry
from mutualaid.store.queries import together

SAID_NO = frozenset({MatchState.DECLINED})

WEEK = timedelta(days=7)
HALF_YEAR = timedelta(days=182)

A_NIGHT = timedelta(days=1)
"""So long before they are silent for too long they may be asked if it is still them: texts wait till morning."""

ENOUGH = 32
"""So many who may be asked are compared for a need; farther ones come in only where there are fewer."""

RESTED = 8
"""So many of them are rested where it is not urgent: farther ones come in for those asked lately."""

THICK = 2 * ENOUGH + 1
"""Where so many stand, the nearest of them are mostly enough; where there are fewer in all, all are looked at."""

MOST = 2048
"""So many are looked at for a need before it is given up for today."""

NEAR_KM = 0.5
"""How far is looked first for needs that an offer answers."""

LOOKED_AT = 48
"""For each need of a round, so many offers cost as much to read beforehand as to look for one by one: measured."""

AT_ONCE = 48
"""So many of the nearest are looked at together: mostly they hold `ENOUGH` who may be asked; with 40 too often not,
and more are read for nothing: measured."""

BLOCK = 1024
"""So many are read at a time where all are."""


@dataclass(frozen=True, slots=True)
class _Helper:
    """What a round knows of somebody, whoever asks."""

    neighbour: Neighbour
    history: AnswerHistory
    promised: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """What a round knows of who asks, and of this need."""

    ruled_out: set[str]
    helped: dict[str, int]
    """Helper -> how often they helped this requester."""
    matches: dict[str, Match]
    again: Series | None


class Around:
    """The helpers of one round, read from the snapshot of its transaction."""

    def __init__(self, tx: Tx, rules: Rules, now: datetime, needs: int = 1) -> None:
        """`needs`: for how many helpers are looked for. Where they would look at more than there are, all are read
        at once."""
        self._tx, self._rules, self._now = tx, rules, now
        self._spared = helpers.spared(tx)
        self._helpers: dict[str, _Helper] = {}
        self._offers: dict[str, Offer] = {}
        self._known: dict[str, Candidate | None] = {}
        self._asks: dict[str, bool] = {}
        most = needs * LOOKED_AT
        self._all_known = needs > 1 and nearby.standing(tx, most + 1) <= most
        if self._all_known:
            grid = Grid(nearby.everything(tx))
            self._standing: Standing = grid
            self._learn_all(grid)
        else:
            self._standing = Asked(tx)

    def of(self, need: Need, requester: Neighbour) -> Pool:
        """Who offers something that fits, until `ENOUGH` of them may be asked and `RESTED` are rested."""
        side = self._side(need, requester)
        able: list[Candidate] = []
        rested = 0
        kept_away: list[Candidate] = []
        too_far: list[Entry] = []
        seen: set[str] = set()
        suits = suiting(need, requester, self._rules, self._now)
        out_of_reach = reaching(need, self._rules)

        def near(piece: Iterable[Entry]) -> Iterator[Entry]:
            for entry in piece:
                if out_of_reach(entry.point, entry):
                    too_far.append(entry)
                else:
                    yield entry

        def enough(piece: Iterable[Entry], *, in_turn: bool) -> bool:
            """Sorts these out; whether that is enough: where they come `in_turn`, before the last of them."""
            nonlocal rested
            for one in self._candidates(need, piece, side):
                if not (self._takes_asks(one) and suits(one)):
                    kept_away.append(one)
                    continue
                able.append(one)
                rested += need.urgent or is_rested(one.history, one.offer, self._rules.rest_days, self._now)
                if in_turn and len(able) >= ENOUGH and rested >= RESTED:
                    return True
            return len(able) + len(kept_away) >= MOST or (len(able) >= ENOUGH and rested >= RESTED)

        for run, by_nearness in self._runs(need, side.helped):
            new = {e.offer_id: e for e in run if e.offer_id not in seen}
            seen |= new.keys()
            reached = near(_nearest_first(need, new.values()) if by_nearness else new.values())
            pieces = _pieces(reached, AT_ONCE if by_nearness else MOST)
            if any(enough(piece, in_turn=by_nearness) for piece in pieces) or len(seen) >= MOST:
                break
        if not able:
            kept_away += self._candidates(need, too_far, side)
        return Pool(tuple(able), tuple(kept_away))

    def _takes_asks(self, one: Candidate) -> bool:
        """The rules that are of a helper and an offer alone, looked at once."""
        assert one.offer is not None
        known = self._asks.get(one.offer.id)
        if known is None:
            known = self._asks[one.offer.id] = takes_asks(one, self._rules, self._now)
        return known

    def fillable(self, helper_id: str, most: int) -> list[Need]:
        """The needs short of helpers that this one may be asked for, `most` at the most: the urgent first, the
        nearer ones looked at before those farther away, and of the ones looked at together the best fit first."""
        offers = [o for o in needs.offers_of(self._tx, helper_id) if o.state is OfferState.AVAILABLE]
        self._learn_these({o.id for o in offers}, {helper_id})
        own = [one for o in offers if (one := self._candidate(o.id, helper_id)) is not None]
        short = self._short_near(own)
        found: list[Need] = []
        while short and len(found) < most:
            found += self._fitting(helper_id, own, short[:AT_ONCE])
            del short[:AT_ONCE]
        return found[:most]

    def _fitting(self, helper_id: str, own: list[Candidate], need_ids: list[str]) -> list[Need]:
        """Those of these needs that a helper may be asked for, the urgent and then the best fit first."""
        ranked: list[tuple[bool, float, str, Need]] = []
        near = needs.needs_with(self._tx, need_ids)
        requesters = helpers.neighbours({need.neighbour_id for need in near}).read(self._tx)
        side_of = self._seen_from(helper_id, near)
        for need in near:
            beside = [self._beside(need, one, side_of(need)) for one in own if _answers(need.kinds, one)]
            best = rank(need, requesters[need.neighbour_id], beside, self._rules, self._now)
            if best:
                ranked.append((not need.urgent, -best[0].score, need.id, need))
        return [need for *_, need in sorted(ranked, key=lambda r: r[:3])]

    def _seen_from(self, helper_id: str, near: list[Need]) -> Callable[[Need], _Side]:
        """What is between one helper and each of these needs: who is ruled out is so from either side."""
        ruled_out = rulings.ruled_out(self._tx, helper_id)
        helped = helpers.helps_of(self._tx, helper_id, self._now - HALF_YEAR)
        between = needs.matches_between(self._tx, helper_id, [need.id for need in near])
        matches = {m.need_id: m for m in sorted(between, key=_tells_more)}

        def side(need: Need) -> _Side:
            often, match = helped.get(need.neighbour_id), matches.get(need.id)
            return _Side(
                ruled_out={helper_id} if need.neighbour_id in ruled_out else set(),
                helped={helper_id: often} if often else {},
                matches={helper_id: match} if match else {},
                again=series.get(self._tx, need.series_id),
            )

        return side

    def _short_near(self, own: list[Candidate]) -> list[str]:
        """The needs short of helpers that one helper's offers answer, the urgent and then the nearest first; where
        many that an offer answers are within a short way, none from farther away."""
        found: dict[str, tuple[bool, float, str]] = {}

        def add(one: Candidate, more: Iterable[nearby.Short]) -> int:
            """Keeps those that this offer answers; says how many."""
            far = _farness(*(_start(one) or (0.0, 0.0)))
            answered = [need for need in more if _answers(need.kinds, one)]
            for need in answered:
                key = (not need.urgent, far(need.latitude, need.longitude), need.id)
                found[need.id] = min(key, found.get(need.id, key))
            return len(answered)

        for one in own:
            assert one.offer is not None
            start, km = _start(one), NEAR_KM
            if start is None or not WITHOUT_DISTANCE_KINDS.isdisjoint(one.offer.kinds):
                add(one, nearby.short(self._tx))
                continue
            nowhere, near = add(one, nearby.short(self._tx, nowhere=True)), 0
            while nowhere + near < ENOUGH and km < FAR_KM:
                near = add(one, nearby.short(self._tx, box_around(start, km)))
                km = FAR_KM if km >= fit.reach_km(one.offer, self._rules.radius_km) else km * FARTHER
        return [id for *_, id in sorted(found.values())]

    def _runs(self, need: Need, known: Collection[str]) -> Iterator[tuple[list[Entry], bool]]:
        """Offers of fitting kinds, run after run, and whether the nearest of the run come first: all where they are
        few, else those of who helped before, then ever farther ones; where distance does not count, or theirs is
        not known, the longest rested first. One offer may come more than once."""
        kinds, there = fit.answering_kinds(need.kinds), self._standing
        near = None if fit.by_phone(need) else need.point
        looks = looks_around(there, near, kinds, THICK) if near is not None else iter(())
        first = next((look for look in islice(looks, 2) if len(look.held) >= THICK), None)
        if first is None:
            few = there.first(kinds, THICK)
            if len(few) < THICK:
                yield few, False
                return
        if known:
            yield there.of_helpers(known, kinds), False
        for look in chain([first] if first else [], looks):
            if len(look.held) >= THICK or look.km >= FAR_KM:
                yield look.held, True
        last: Entry | None = None
        while run := there.rested(kinds, ENOUGH, last, nowhere=near is not None):
            yield run, False
            last = run[-1]

    def _side(self, need: Need, requester: Neighbour) -> _Side:
        return _Side(
            ruled_out=rulings.ruled_out(self._tx, requester.id),
            helped=helpers.helped_by(self._tx, requester.id, self._now - HALF_YEAR),
            matches={m.helper_id: m for m in sorted(needs.matches_of_need(self._tx, need.id), key=_tells_more)},
            again=series.get(self._tx, need.series_id),
        )

    def _candidates(self, need: Need, entries: Iterable[Entry], side: _Side) -> Iterator[Candidate]:
        if not self._all_known:
            entries = list(entries)
            self._learn(entries)
        for entry in entries:
            one = self._candidate(entry.offer_id, entry.helper_id)
            if one is not None:
                yield self._beside(need, one, side)

    def _candidate(self, offer_id: str, helper_id: str) -> Candidate | None:
        """Somebody with one of their offers, whoever asks; None for who cannot be reached or is another by now."""
        if offer_id in self._known:
            return self._known[offer_id]
        helper, offer = self._helpers[helper_id], self._offers[offer_id]
        who, spared = helper.neighbour, self._spared
        gone = who.id in spared.unreached or offer.created_at < spared.strangers.get(who.id, offer.created_at)
        gone = gone or (who.id in spared.in_doubt and who.long_silent(self._now + A_NIGHT))
        free = not taken_up(helper.promised, self._now)
        looked_at = who.id in spared.looked_at
        one = Candidate(who, offer, helper.history, free, promised=helper.promised, looked_at=looked_at)
        self._known[offer_id] = None if gone else one
        return self._known[offer_id]

    def _beside(self, need: Need, one: Candidate, side: _Side) -> Candidate:
        """What is between these two and this need."""
        id = one.neighbour.id
        match = side.matches.get(id)
        away = side.again is not None and rhythm.cannot(side.again, id, need.from_at)
        if match is None and not away and id not in side.helped and id not in side.ruled_out:
            return one
        return replace(
            one,
            history=_with_helped(one.history, side.helped.get(id, 0)),
            ruled_out=id in side.ruled_out,
            said_no=away or (match is not None and match.state in SAID_NO),
            already_on=match is not None and match.state not in (*SAID_NO, MatchState.WITHDRAWN),
        )

    def _learn_all(self, grid: Grid) -> None:
        """Reads everybody who offers something, some at a time."""
        offers = list(grid.offers.items())
        for start in range(0, len(offers), BLOCK):
            self._learn_these(*(set(ids) for ids in zip(*offers[start : start + BLOCK], strict=True)))

    def _learn(self, entries: Iterable[Entry]) -> None:
        """Reads who is not known to this round yet."""
        self._learn_these({e.offer_id for e in entries}, {e.helper_id for e in entries})

    def _learn_these(self, offers: set[str], who: set[str]) -> None:
        offers = {id for id in offers if id not in self._offers}
        who = {id for id in who if id not in self._helpers}
        if not offers and not who:
            return
        new, ids, now = helpers.offers(sorted(offers)), sorted(who), self._now
        whose, answered = helpers.neighbours(ids), helpers.histories(ids, now - WEEK, now - HALF_YEAR)
        engagements = engaged.Asked(ids, now, self._rules.zone)
        together(self._tx, new, whose, answered, *engagements.queries)
        self._offers |= new.found
        promised = engagements.promised(self._tx)
        for id, neighbour in whose.found.items():
            history = answered.found.get(id, AnswerHistory())
            self._helpers[id] = _Helper(neighbour, history, promised.get(id, ()))


def _tells_more(match: Match) -> int:
    """Of two matches of the same two the one that keeps them from another: what was taken back hides none."""
    return 0 if match.state is MatchState.WITHDRAWN else 1 if match.state in SAID_NO else 2


def _pieces(those: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    those = iter(those)
    while piece := list(islice(those, size)):
        yield piece


def _nearest_first(need: Need, run: Iterable[Entry]) -> list[Entry]:
    assert need.point is not None
    far = _farness(*need.point)
    return sorted(run, key=lambda entry: (far(entry.latitude, entry.longitude), entry.offer_id))


def _farness(lat: float, lon: float) -> Callable[[float | None, float | None], float]:
    """How far from here a point is, in squared degrees of latitude, 0 where it is not known: near enough to a
    sphere for what lies within one box."""
    wide = cos(radians(lat))

    def far(up: float | None, across: float | None) -> float:
        if up is None or across is None:
            return 0.0
        across = abs(across - lon)
        across = min(across, 360.0 - across) * wide
        return across * across + (up - lat) ** 2

    return far


def _start(one: Candidate) -> tuple[float, float] | None:
    """Where a helper sets out from for this offer."""
    return (one.offer.point if one.offer is not None else None) or one.neighbour.point


def _answers(needed: tuple[str, ...], one: Candidate) -> bool:
    return one.offer is not None and fit.best_kind(needed, one.offer.kinds) >= fit.ABLE


def _with_helped(known: AnswerHistory, often: int) -> AnswerHistory:
    return replace(known, helped_this_person=often) if often else known


def histories(tx: Tx, helper_ids: Iterable[str], now: datetime) -> dict[str, AnswerHistory]:
    """How each of these answered, whoever asked."""
    ids = list(helper_ids)
    found = helpers.histories(ids, now - WEEK, now - HALF_YEAR).read(tx)
    return {id: found.get(id, AnswerHistory()) for id in ids}


def history(tx: Tx, helper_id: str, requester_id: str, now: datetime) -> AnswerHistory:
    """How one helper answered, and how often they helped this requester."""
    found = histories(tx, (helper_id,), now)[helper_id]
    return replace(found, helped_this_person=helpers.helped_by(tx, requester_id, now - HALF_YEAR).get(helper_id, 0))
