"""Whom a round looks at: asked need by need or read at once, it is the same, and it is all who may be asked or the
nearest of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualaid.domain.cues import deaf
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.matching import fit
from mutualaid.domain.matching.candidates import Candidate
from mutualaid.domain.matching.score import may_be_asked
from mutualaid.domain.needs import Match, Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState
from mutualaid.service.rounds.around import AT_ONCE, ENOUGH, Around
from mutualaid.service.rounds.matchmaking import rules
from mutualaid.service.rounds.standing import Asked, Grid, looks_around
from mutualaid.store import needs, people
from mutualaid.store.engine import Store, Tx, open_store
from mutualaid.store.migrate import migrate
from mutualaid.store.nearby import Entry
from tests.world import config

NOW = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
KINDS = ("food", "food", "food", "ride", "delivery", "medicine", "company", "translation")
RULES = rules(config(), deaf)


def _point(dice: random.Random, km: float) -> tuple[float | None, float | None]:
    if dice.random() < 0.1:
        return None, None
    return 37.75 + dice.uniform(-km, km) / 111, -122.42 + dice.uniform(-km, km) / 88


def _town(tx: Tx, dice: random.Random, helpers: int, km: float) -> list[Need]:
    """Some have no place, some have two offers, some were asked, said no, helped or are ruled out."""
    asked = []
    for n in range(12):
        lat, lon = _point(dice, km)
        who = Neighbour(f"r{n}", f"+1555010{n:04d}", NOW, name="Ana", language="en", consent_how="text")
        people.insert(tx, who)
        kinds = tuple(dict.fromkeys(dice.choices(KINDS, k=dice.choice((0, 1, 1, 2)))))
        place = None if lat is None else "here"
        need = Need(
            f"n{n}", who.id, NOW, kinds=kinds, text="food please", state=NeedState.OPEN, posted_at=NOW,
            place_text=place, latitude=lat, longitude=lon, from_at=dice.choice((None, NOW + timedelta(hours=5))),
        )  # fmt: skip
        needs.put_need(tx, need)
        asked.append(need)
    for n in range(helpers):
        lat, lon = _point(dice, km)
        who = Neighbour(
            f"h{n:04d}", f"+1555011{n:04d}", NOW, name=f"H {n}", language=dice.choice(("en", "en", "es", None)),
            latitude=lat, longitude=lon, known=dice.random() < 0.8, consent_how=dice.choice(("text", "text", None)),
        )  # fmt: skip
        people.insert(tx, who)
        for k in range(dice.choice((1, 1, 2))):
            away = _point(dice, km) if dice.random() < 0.2 else (None, None)
            offer = Offer(
                f"o{n:04d}{k}", who.id, NOW, state=dice.choice((OfferState.AVAILABLE,) * 4 + (OfferState.PAUSED,)),
                kinds=tuple(dict.fromkeys(dice.choices(KINDS, k=dice.choice((0, 1, 2))))), text="i can help",
                latitude=away[0], longitude=away[1], means=dice.choice((None, "foot", "bike", "car")),
                radius_km=dice.choice((None, None, 1.0)), days=dice.choice(((), ("1",), ("6", "7"))),
            )  # fmt: skip
            needs.put_offer(tx, offer)
        if dice.random() < 0.2:
            state = dice.choice((MatchState.DECLINED, MatchState.FULFILLED, MatchState.ASKED, MatchState.CONFIRMED))
            at = NOW - timedelta(days=dice.uniform(0, 40))
            match = Match(f"m{n}", dice.choice(asked).id, who.id, at, state=state, asked_at=at, confirmed_at=at)
            needs.insert_match(tx, match)
            tx.run("update offers_near set asked_at = :at where helper_id = :id", at=at.isoformat(), id=who.id)
        if dice.random() < 0.05:
            needs.rule_out(tx, who.id, dice.choice(asked).neighbour_id, "dana", NOW)
    return asked


def _new_store(folder: Path) -> Store:
    store = open_store(f"sqlite:///{folder / 'town.db'}")
    migrate(store)
    return store


def _store_of_town(folder: Path, seed: int, helpers: int, km: float) -> tuple[Store, list[Need]]:
    """A store with such a town, and the needs in it."""
    store = _new_store(folder)
    with store.transaction() as tx:
        return store, _town(tx, random.Random(seed), helpers, km)


@pytest.mark.parametrize(
    ("seed", "helpers", "km"), [(1, 10, 3), (2, 70, 3), (3, 300, 0.3), (4, 300, 4), (5, 600, 0.2), (6, 600, 20)]
)
def test_a_round_that_reads_all_at_once_finds_what_needs_find_one_by_one(
    tmp_path: Path, seed: int, helpers: int, km: float
) -> None:
    store, asked = _store_of_town(tmp_path, seed, helpers, km)
    with store.reading() as tx:
        at_once = Around(tx, RULES, NOW, needs=10_000)
        assert isinstance(at_once._standing, Grid)
        for need in asked:
            requester = people.need(tx, need.neighbour_id)
            one_by_one = Around(tx, RULES, NOW)
            assert isinstance(one_by_one._standing, Asked)
            pool, same = one_by_one.of(need, requester), at_once.of(need, requester)
            assert {*pool.able} == {*same.able}
            assert {*pool.kept_away} == {*same.kept_away}
            everyone = _everyone(one_by_one, need, requester, [f"h{h:04d}" for h in range(helpers)])
            able = [c for c in everyone if may_be_asked(need, requester, c, RULES, NOW)]
            assert {*pool.able} <= {*able}
            if len(pool.able) < ENOUGH:
                assert {*pool.able} == {*able}
            if not pool.able:
                assert {*pool.kept_away} == {*everyone}
    store.close()


@given(
    km=st.floats(0.01, 10_000),
    standing=st.integers(0, 200),
    away=st.floats(0, 10_000),
    seed=st.integers(0, 99),
)
def test_each_look_goes_farther_and_the_last_finds_all_after_a_few(
    km: float, standing: int, away: float, seed: int
) -> None:
    dice = random.Random(seed)

    def somewhere(number: int) -> Entry:
        up, across = (dice.uniform(-km, km) / 111 for _ in range(2))
        return Entry(f"o{number}", f"h{number}", max(-90, min(90, up + away / 111)), across, "", None, None)

    everybody = [somewhere(number) for number in range(standing)]
    looks = list(looks_around(Grid(("food", one) for one in everybody), (0.0, 0.0), ("food",), 65))
    assert len(looks) <= 24
    for near, far in pairwise(looks):
        assert near.km < far.km
        assert {*near.held} <= {*far.held}
    assert sorted(looks[-1].held) == sorted(everybody)


def _everyone(around: Around, need: Need, requester: Neighbour, ids: Iterable[str]) -> list[Candidate]:
    """All who offer something that fits, wherever they are."""
    kinds = fit.answering_kinds(need.kinds)
    entries = [entry for id in ids for entry in around._standing.of_helpers((id,), kinds)]
    return list(around._candidates(need, entries, around._side(need, requester)))


@pytest.mark.parametrize(("seed", "helpers", "km"), [(1, 10, 3), (2, 70, 3), (3, 120, 0.3), (6, 120, 20)])
def test_what_a_helper_could_fill_is_what_they_would_be_asked_for(
    tmp_path: Path, seed: int, helpers: int, km: float
) -> None:
    store, asked = _store_of_town(tmp_path, seed, helpers, km)
    with store.reading() as tx:
        some = 0
        for helper in (f"h{h:04d}" for h in range(helpers)):
            around = Around(tx, RULES, NOW)
            wanted = set()
            for need in (n for n in asked if n.state is NeedState.OPEN):
                requester = people.need(tx, need.neighbour_id)
                found = _everyone(around, need, requester, (helper,))
                taken = sum(m.state in MATCH_ON for m in needs.matches_of_need(tx, need.id))
                if taken < need.helpers_wanted and any(may_be_asked(need, requester, c, RULES, NOW) for c in found):
                    wanted.add(need.id)
            fillable = Around(tx, RULES, NOW).fillable(helper, 99)
            assert {need.id for need in fillable} == wanted
            assert Around(tx, RULES, NOW).fillable(helper, 2) == fillable[:2]
            some += len(wanted)
        assert some
    store.close()


def test_of_many_needs_a_helper_could_fill_the_urgent_and_the_nearest_come_first(tmp_path: Path) -> None:
    store = _new_store(tmp_path)
    with store.transaction() as tx:
        for n in range(200):
            who = Neighbour(f"r{n:03d}", f"+1555010{n:04d}", NOW, name="Ana", language="en", consent_how="text")
            people.insert(tx, who)
            need = Need(
                f"n{n:03d}", who.id, NOW, kinds=("food",), state=NeedState.OPEN, urgent=n == 199, place_text="here",
                latitude=37.75 + 0.00002 * n, longitude=-122.42,
            )  # fmt: skip
            needs.put_need(tx, need)
        people.insert(
            tx,
            Neighbour("h", "+15550119999", NOW, name="H", language="en", latitude=37.75, longitude=-122.42,
                      consent_how="text"),
        )  # fmt: skip
        needs.put_offer(tx, Offer("o", "h", NOW, state=OfferState.AVAILABLE, kinds=("food",)))
    with store.reading() as tx:
        found = [need.id for need in Around(tx, RULES, NOW).fillable("h", 5)]
    assert found[0] == "n199"
    assert {*found[1:]} <= {f"n{n:03d}" for n in range(AT_ONCE)}
    with store.transaction() as tx:
        needs.put_need(tx, replace(need, id="dog", kinds=("pets",)))
        needs.put_offer(tx, Offer("p", "h", NOW, state=OfferState.AVAILABLE, kinds=("pets",)))
    with store.reading() as tx:
        found = [need.id for need in Around(tx, RULES, NOW).fillable("h", 5)]
    assert {*found[:2]} == {"n199", "dog"}, "and many of one kind hide none of another"
    store.close()


@pytest.mark.parametrize(("urgent", "far"), [(False, 3), (True, 0)])
def test_rested_helpers_are_looked_for_farther_away_unless_it_is_urgent(
    tmp_path: Path, urgent: bool, far: int
) -> None:
    store = _new_store(tmp_path)
    yesterday, before = NOW - timedelta(days=1), NOW - timedelta(days=30)
    with store.transaction() as tx:
        ana = Neighbour("ana", "+15550109999", NOW, name="Ana", language="en", consent_how="text")
        people.insert(tx, ana)
        need = Need(
            "n", "ana", NOW, kinds=("food",), state=NeedState.OPEN, urgent=urgent, latitude=37.75, longitude=-122.42
        )
        needs.put_need(tx, need)
        old = Need("old", "ana", before, kinds=("food",), state=NeedState.FULFILLED)
        needs.put_need(tx, old)
        for n in range(123):
            km = 3.0 if n >= 120 else 0.001 * n
            who = Neighbour(
                f"h{n:03d}", f"+1555010{n:04d}", before, name="H", language="en", latitude=37.75 + km / 111,
                longitude=-122.42, consent_how="text",
            )  # fmt: skip
            people.insert(tx, who)
            needs.put_offer(tx, Offer(f"o{n:03d}", who.id, before, state=OfferState.AVAILABLE, kinds=("food",)))
            if n < 120:
                match = Match(f"m{n}", "old", who.id, before, state=MatchState.DECLINED, asked_at=yesterday)
                needs.insert_match(tx, match)
    with store.reading() as tx:
        found = Around(tx, RULES, NOW).of(need, ana).able
        assert len(found) >= ENOUGH
        assert sum(c.history.last_asked_at is None for c in found) == far
    store.close()


@pytest.mark.parametrize("fillable", [False, True])
def test_an_ask_that_was_taken_back_hides_none_that_lapsed(tmp_path: Path, fillable: bool) -> None:
    """Whoever let an ask lapse is not listed again, though another of theirs for this need was taken back later."""
    need = Need("n", "ana", NOW, NeedState.OPEN, ("food",), "food")
    ana, ben = (Neighbour(id, f"+1555010000{n}", NOW, consent_how="text") for n, id in enumerate(("ana", "ben")))
    store = _new_store(tmp_path)
    with store.transaction() as tx:
        for who in (ana, ben):
            people.insert(tx, who)
        needs.put_need(tx, need)
        needs.put_offer(tx, Offer("o", "ben", NOW, OfferState.AVAILABLE, ("food",)))
        around = Around(tx, RULES, NOW)
        assert around.fillable("ben", 5) if fillable else around.of(need, ana).able
        for rank, state in enumerate((MatchState.LAPSED, MatchState.WITHDRAWN), start=1):
            needs.insert_match(tx, Match(f"m{rank}", "n", "ben", NOW, state=state, rank=rank))
        around = Around(tx, RULES, NOW)
        assert not (around.fillable("ben", 5) if fillable else around.of(need, ana).able)
