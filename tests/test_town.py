"""The simulated town of bench/town: its books balance, and every way of matching meets the same people."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from bench.town.figures import MEASURES, OURS, gather, gini, interval, markdown, table, whole
from bench.town.life import Lived, live
from bench.town.made import PARAMETERS, Town, make
from bench.town.oracle import oracle
from bench.town.rivals import POLICIES
from mutualaid.domain.matching.rounds import Way
from mutualaid.domain.vocabulary import MatchState, NeedState
from mutualaid.store import needs
from mutualaid.store.engine import open_store

WAYS = (OURS, "broadcast")


def small(seed: int = 3) -> Town:
    return make("scarce", seed, 24, 1)


@cache
def lived(policy: str, where: Path | None = None) -> Lived:
    return live(small(), policy, where=where)


def test_a_town_is_the_same_each_time_it_is_made() -> None:
    one, two = small(), small()
    assert one == two
    assert small(4) != one
    helper, need = one.helpers[0], one.needs[0]
    assert one.draw("yes", helper.phone, need.number) == two.draw("yes", helper.phone, need.number)
    assert 0 < one.draw("anything") < 1


@pytest.mark.parametrize("name", PARAMETERS["towns"])
def test_no_more_needs_can_be_filled_than_there_are(name: str) -> None:
    town = make(name, 1, 60, 2)
    assert 0 < oracle(town) <= len(town.needs)


@pytest.mark.parametrize("policy", WAYS)
def test_the_books_balance(policy: str, tmp_path: Path) -> None:
    found = live(small(), policy, where=tmp_path / "town.db")
    assert found.misread == 0
    assert len(found.hours) == len(found.km) == found.filled <= found.oracle <= found.needs == len(small().needs)
    assert found.asks
    assert sum(found.asks) == found.answered.get("ask", 0)
    store = open_store(f"sqlite:///{tmp_path / 'town.db'}")
    with store.reading() as tx:
        put = needs.in_states(tx, MatchState)
        kept = needs.needs_in(tx, NeedState)
    store.close()
    assert sum(m.asked_at is not None for m in put) >= sum(found.asks)
    assert len(kept) == found.needs
    assert sum(n.state is NeedState.FULFILLED for n in kept) <= found.filled
    assert asdict(live(small(), policy)) | {"seconds": 0} == asdict(found) | {"seconds": 0}


def test_every_way_meets_the_same_people() -> None:
    ours, other = (lived(policy) for policy in WAYS)
    assert (ours.needs, ours.oracle, len(ours.asks)) == (other.needs, other.oracle, len(other.asks))
    shown = "\n".join(table(gather([ours, other]), "scarce", WAYS))
    assert all(measure.name in shown for measure in MEASURES)


def test_each_policy_is_a_way() -> None:
    for policy in POLICIES.values():
        way: Way = policy.way(lambda one: True)
        assert way.lists({"need": []}, {"need": 1}, 5) == {"need": []}
        assert way.how_many([], 0.8, 1, [], 0.0) == 0
        assert 1 <= way.how_many([0.5] * 10, 0.8, 1, [], 0.0) <= 10


def test_gini() -> None:
    assert gini([0, 0]) == gini([2, 2]) == 0
    assert gini([0, 0, 0, 4]) == pytest.approx(0.75)


def test_an_interval_is_of_differences_on_the_same_luck() -> None:
    def run(seed: int, filled: int) -> Lived:
        return Lived("scarce", seed, OURS, 1.0, needs=10, filled=filled)

    ours, other = {s: run(s, s) for s in range(8)}, {s: run(s, s + 1) for s in range(8)}
    low, high = interval(ours, other, MEASURES[0])
    assert low == pytest.approx(10)
    assert high == pytest.approx(10)


def test_of_a_run_cut_short_the_seeds_that_all_ways_have_are_shown() -> None:
    def run(seed: int, policy: str) -> Lived:
        return Lived("scarce", seed, policy, 1.0, needs=10, filled=seed, oracle=10, asks=[1])

    runs = whole(gather([run(1, OURS), run(2, OURS), run(3, OURS), run(3, "broadcast"), run(1, "broadcast")]))
    assert {tuple(found) for found in runs.values()} == {(1, 3)}
    shown = "\n".join(markdown(runs, ["scarce"], WAYS))
    assert "| scarce | 1 | 10 | 2 | 100% |" in shown
    assert shown.count("| scarce | broadcast |") == 2
