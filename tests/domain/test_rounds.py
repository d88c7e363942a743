"""The assignment, shortlists, chances, waves and review."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching.candidates import Candidate, Scored
from mutualaid.domain.matching.rounds import (
    assign,
    chance_of_places,
    chance_of_yes,
    least_gain,
    needs_review,
    shortlists,
    wave,
)
from mutualaid.domain.needs import Need
from mutualaid.domain.people import AnswerHistory, Neighbour

Edges = dict[tuple[str, str], float]

worths = st.one_of(st.floats(0.01, 1), st.sampled_from([0.25, 0.5, 1.0]))
graphs = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["h1", "h2", "h3", "h4", "h5"])), worths, max_size=20
)
places_of = st.fixed_dictionaries({need: st.integers(0, 3) for need in "abcd"})


def total(edges: Edges, chosen: dict[str, list[str]]) -> float:
    return sum(edges[need, helper] for need, helpers in chosen.items() for helper in helpers)


def best_total(edges: Edges, places: dict[str, int]) -> float:
    """The best sum by trying everything."""
    helpers = sorted({helper for _, helper in edges})
    needs = sorted(places)

    @cache
    def go(index: int, left: tuple[int, ...]) -> float:
        if index == len(helpers):
            return 0.0
        best = go(index + 1, left)
        for i, need in enumerate(needs):
            if left[i] and (need, helpers[index]) in edges:
                fewer = (*left[:i], left[i] - 1, *left[i + 1 :])
                best = max(best, edges[need, helpers[index]] + go(index + 1, fewer))
        return best

    return go(0, tuple(places[need] for need in needs))


@settings(max_examples=150, deadline=None)
@given(edges=graphs, places=places_of)
def test_the_assignment_is_allowed_and_within_a_thousandth_of_the_best(
    edges: Edges, places: dict[str, int]
) -> None:
    chosen = assign(edges, places)
    assert set(chosen) == set(places)
    assert all(len(helpers) <= places[need] for need, helpers in chosen.items())
    taken = [helper for helpers in chosen.values() for helper in helpers]
    assert len(taken) == len(set(taken))
    assert total(edges, chosen) >= 0.999 * best_total(edges, places)


@settings(max_examples=40, deadline=None)
@given(edges=graphs, places=places_of, data=st.data())
def test_the_order_of_edges_does_not_matter(edges: Edges, places: dict[str, int], data: st.DataObject) -> None:
    other = dict(data.draw(st.permutations(list(edges.items()))))
    assert assign(other, places) == assign(edges, places)


def test_all_together_beats_need_by_need() -> None:
    edges = {("a", "h1"): 0.9, ("a", "h2"): 0.8, ("b", "h1"): 0.85}
    assert assign(edges, {"a": 1, "b": 1}) == {"a": ["h2"], "b": ["h1"]}


def test_a_need_of_several_places_takes_its_best_first() -> None:
    edges = {("a", "h1"): 0.3, ("a", "h2"): 0.8, ("a", "h3"): 0.5}
    assert assign(edges, {"a": 2}) == {"a": ["h2", "h3"]}


def test_worthless_pairs_and_needs_unknown_are_left_alone() -> None:
    edges = {("a", "h1"): 0.0, ("a", "h2"): -1.0, ("b", "h1"): 0.5}
    assert assign(edges, {"a": 2}) == {"a": []}


def test_equals_in_short_supply_end_soon() -> None:
    edges = {(f"n{i:02}", f"h{j:02}"): 0.7 for i, j in product(range(40), range(30))}
    chosen = assign(edges, {f"n{i:02}": 1 for i in range(40)})
    assert sum(len(helpers) for helpers in chosen.values()) == 30


def test_a_larger_round_beats_taking_the_best_pair_first() -> None:
    dice = Random(3)
    edges = {(f"n{i}", f"h{j}"): dice.random() for i in range(200) for j in dice.sample(range(200), 6)}
    busy: set[str] = set()
    greedy = 0.0
    for (need, helper), worth in sorted(edges.items(), key=lambda e: -e[1]):
        if need not in busy and helper not in busy:
            busy |= {need, helper}
            greedy += worth
    chosen = assign(edges, {f"n{i}": 1 for i in range(200)})
    assert total(edges, chosen) > 1.01 * greedy


# Shortlists


def scored(helper: str, score: float) -> Scored:
    who = Neighbour(id=helper, phone="+14155550101", created_at=datetime(2026, 10, 5, tzinfo=UTC))
    need = Need(id="a", neighbour_id="r", created_at=who.created_at)
    return Scored(Candidate(who, None), need, score, (), None)


def names(found: list[Scored]) -> list[str]:
    return [one.candidate.neighbour.id for one in found]


def test_a_shortlist_starts_with_the_assigned_then_the_next_best() -> None:
    ranked = {"a": [scored(h, s) for h, s in [("h1", 0.9), ("h2", 0.8), ("h3", 0.7), ("h4", 0.6)]]}
    assert names(shortlists(ranked, 3, {"a": ["h3"]})["a"]) == ["h3", "h1", "h2"]
    assert names(shortlists(ranked, 3)["a"]) == ["h1", "h2", "h3"]
    assert names(shortlists(ranked, 1, {"a": ["h4", "h3"]})["a"]) == ["h4", "h3"]


def test_a_helper_with_two_offers_stands_once_with_the_better() -> None:
    ranked = {"a": [scored("h1", 0.9), scored("h2", 0.8), scored("h1", 0.7)], "b": []}
    found = shortlists(ranked, 5, {})
    assert [one.score for one in found["a"]] == [0.9, 0.8]
    assert found["b"] == []


# Chances and waves


def test_the_chance_of_a_yes_starts_even_and_follows_the_answers() -> None:
    assert chance_of_yes(AnswerHistory()) == 0.5
    assert chance_of_yes(AnswerHistory(asked=4, yes=4)) == 0.75
    assert chance_of_yes(AnswerHistory(asked=4, yes=0)) == 0.25
    assert chance_of_yes(AnswerHistory(), prior=(1.0, 3.0)) == 0.25
    assert chance_of_yes(AnswerHistory(asked=4, yes=4), fit=0.5) == 0.375


@given(each=st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_the_more_were_asked_lately_the_more_an_ask_must_add(each: list[float]) -> None:
    few, many = each
    assert 0.0 == least_gain(0.0) <= least_gain(few) <= least_gain(many) <= least_gain(1.0) < 0.5


@pytest.mark.parametrize("prior", [(0.0, 1.0), (1.0, -1.0)])
def test_a_prior_without_doubt_is_refused(prior: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="prior"):
        chance_of_yes(AnswerHistory(), prior)


chances = st.lists(st.floats(0.05, 0.95), max_size=7)


@settings(max_examples=60, deadline=None)
@given(each=chances, places=st.integers(1, 4))
def test_the_chance_of_places_is_the_sum_over_all_outcomes(each: list[float], places: int) -> None:
    exact = 0.0
    for outcome in product((True, False), repeat=len(each)):
        if sum(outcome) >= places:
            weight = 1.0
            for chance, yes in zip(each, outcome, strict=True):
                weight *= chance if yes else 1 - chance
            exact += weight
    assert chance_of_places(each, places) == pytest.approx(exact)


@settings(max_examples=100, deadline=None)
@given(
    ready=chances, out=chances, wanted=st.floats(0.1, 0.99), places=st.integers(1, 3), least=st.floats(0, 0.3)
)
def test_a_wave_is_as_small_as_it_can_be(
    ready: list[float], out: list[float], wanted: float, places: int, least: float
) -> None:
    def reached(more: int) -> float:
        return chance_of_places([*out, *ready[:more]], places)

    more = wave(ready, wanted, places, out, least)
    most = min(len(ready), max(0, 5 - len(out)))
    assert 0 <= more <= most
    fewest = min(most, max(0, places - len(out)))
    assert more >= fewest
    if more < most:
        assert reached(more) >= wanted or reached(more + 1) - reached(more) < least
    if more > fewest:
        assert reached(more - 1) < wanted
        assert reached(more) - reached(more - 1) >= least


@pytest.mark.parametrize(
    ("ready", "wanted", "places", "out", "more"),
    [
        ([0.9, 0.9], 0.8, 1, [], 1),
        ([0.5] * 5, 0.8, 1, [], 3),
        ([0.5] * 5, 0.95, 1, [], 5),
        ([0.1] * 9, 0.95, 1, [], 5),
        ([0.5] * 5, 0.8, 1, [0.5, 0.5], 1),
        ([0.5] * 5, 0.7, 1, [0.5, 0.5], 0),
        ([0.9] * 5, 0.8, 2, [], 2),
        ([], 0.8, 1, [], 0),
        ([0.9], 0.8, 0, [], 0),
        ([0.9], 0.0, 1, [], 1),
    ],
)
def test_waves(ready: list[float], wanted: float, places: int, out: list[float], more: int) -> None:
    assert wave(ready, wanted, places, out) == more


@pytest.mark.parametrize(
    ("ready", "places", "out", "least", "more"),
    [
        ([0.3, 0.3, 0.3], 1, [], 0.3, 1),
        ([0.3, 0.3, 0.3], 1, [], 0.2, 2),
        ([0.3, 0.3, 0.3], 1, [], 0.0, 3),
        ([0.1, 0.1], 1, [], 0.3, 1),
        ([0.1, 0.1], 1, [0.1], 0.3, 0),
        ([0.1, 0.1, 0.1], 2, [], 0.3, 2),
        ([0.1, 0.1, 0.1], 3, [0.1], 0.3, 2),
        ([0.5, 0.5, 0.5], 2, [], 0.1, 3),
    ],
)
def test_where_many_were_asked_lately_a_wave_is_smaller(
    ready: list[float], places: int, out: list[float], least: float, more: int
) -> None:
    assert wave(ready, 0.95, places, out, least) == more


# Review

SURE = {
    "first": False,
    "best_score": 0.9,
    "sensitive": False,
    "on_behalf": False,
    "conditions": False,
    "place_unknown": False,
}
UNSURE = [
    {"best_score": 0.4},
    {"sensitive": True},
    {"on_behalf": True},
    {"conditions": True},
    {"place_unknown": True},
]


@pytest.mark.parametrize("policy", ["every", "first", "unsure", "none"])
@pytest.mark.parametrize("doubt", UNSURE)
def test_what_is_unsure_is_reviewed_under_every_policy(policy: str, doubt: dict[str, float]) -> None:
    assert needs_review(policy, **{**SURE, **doubt})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "first", "reviewed"),
    [
        ("every", False, True),
        ("first", True, True),
        ("first", False, False),
        ("unsure", True, False),
        ("none", True, False),
    ],
)
def test_what_is_sure_is_reviewed_by_policy(policy: str, first: bool, reviewed: bool) -> None:
    assert needs_review(policy, **{**SURE, "first": first}) is reviewed  # type: ignore[arg-type]


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        needs_review("sometimes", **SURE)  # type: ignore[arg-type]
