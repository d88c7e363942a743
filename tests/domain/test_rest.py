"""Rest between asks: the rested come first, nobody is left out for it, and what is urgent minds none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualaid.domain.matching.candidates import Candidate
from mutualaid.domain.matching.explain import explain
from mutualaid.domain.matching.rest import is_rested, strain, waits_until, whose_turn
from mutualaid.domain.matching.rounds import Together
from mutualaid.domain.matching.score import may_be_asked, rank
from mutualaid.domain.people import AnswerHistory
from mutualaid.domain.vocabulary import Standing
from tests.domain.test_matching import ABLE, NEED, NOW, OFFER, ROSA, RULES, candidates

DAYS = replace(RULES, rest_days=2.0)
LAPSE = timedelta(hours=12)


def asked(ago: float | None) -> AnswerHistory:
    return AnswerHistory(asked=1, last_asked_at=None if ago is None else NOW - timedelta(days=ago))


@pytest.mark.parametrize(
    ("ago", "days", "offered", "rested"),
    [
        (None, 2, 5, True),
        (0, 2, 5, False),
        (1.9, 2, 5, False),
        (2, 2, 5, True),
        (0, 0, 5, True),
        (1, 2, 0.5, True),
    ],
)
def test_who_is_rested(ago: float | None, days: float, offered: float, rested: bool) -> None:
    offer = replace(OFFER, created_at=NOW - timedelta(days=offered))
    assert is_rested(asked(ago), offer, days, NOW) is rested


def test_until_when_a_need_waits_for_the_rested() -> None:
    end = NOW + timedelta(hours=24)
    assert waits_until(NEED, LAPSE, NOW) is None
    assert waits_until(replace(NEED, to_at=end), LAPSE, NOW) == end - timedelta(hours=6)
    assert waits_until(replace(NEED, to_at=end, urgent=True), LAPSE, NOW) == NOW


@settings(max_examples=50, deadline=None)
@given(found=candidates, days=st.integers(0, 9))
def test_strain_is_the_share_of_those_asked_lately(found: list[Candidate], days: int) -> None:
    texted = [one for one in found if one.neighbour.standing is Standing.ACTIVE]
    lately = [one for one in texted if not is_rested(one.history, one.offer, days, NOW)]
    assert strain(found, days, NOW) == (len(lately) / len(texted) if texted else 0)
    assert strain(found, 0, NOW) == 0


# Order


@settings(max_examples=100, deadline=None)
@given(found=candidates, urgent=st.booleans(), data=st.data())
def test_the_same_helpers_may_be_asked_the_rested_first_and_in_any_order_of_input(
    found: list[Candidate], urgent: bool, data: st.DataObject
) -> None:
    need = replace(NEED, urgent=urgent)
    before = NOW - timedelta(days=9)
    found = [replace(one, offer=replace(one.offer, created_at=before)) for one in found if one.offer]
    ranked = rank(need, ROSA, found, DAYS, NOW)
    plain = rank(need, ROSA, found, RULES, NOW)
    assert rank(need, ROSA, data.draw(st.permutations(found)), DAYS, NOW) == ranked
    assert all(may_be_asked(need, ROSA, one.candidate, DAYS, NOW) for one in ranked)
    if urgent:
        assert ranked == plain
        return
    assert sorted(one.candidate.neighbour.id for one in ranked) == sorted(o.candidate.neighbour.id for o in plain)
    assert [one.rested for one in ranked] == sorted((one.rested for one in ranked), reverse=True)
    for rested in (True, False):
        scores = [one.score for one in ranked if one.rested is rested]
        assert scores == sorted(scores, reverse=True)


@settings(max_examples=60, deadline=None)
@given(found=st.lists(candidates, min_size=2, max_size=3))
def test_a_round_gives_no_need_someone_tired_while_it_could_give_someone_rested(
    found: list[list[Candidate]]
) -> None:
    ranked = {str(at): rank(NEED, ROSA, those, DAYS, NOW) for at, those in enumerate(found)}
    lists = Together().lists(ranked, dict.fromkeys(ranked, 1), 5)
    given = {one.candidate.neighbour.id for first in lists.values() for one in first[:1]}
    for need, listed in lists.items():
        assert bool(listed) is bool(ranked[need])
        if listed and not listed[0].rested:
            assert {one.candidate.neighbour.id for one in ranked[need] if one.rested} <= given


# Waves

flags = st.lists(st.booleans(), max_size=7)


@settings(max_examples=200, deadline=None)
@given(rested=flags, out=st.integers(0, 3), as_listed=st.booleans())
def test_whose_turn_it_is(rested: list[bool], out: int, as_listed: bool) -> None:
    turns = whose_turn(rested, out, as_listed=as_listed)
    assert turns == sorted(set(turns)) and set(turns) <= set(range(len(rested)))
    tired = [at for at in turns if not rested[at]]
    if rested and not out:
        assert turns, "a list is never left waiting for nobody"
    if tired:
        assert len(turns) == 1 and not out
        assert as_listed or not any(rested)
    if all(rested):
        assert turns == list(range(len(rested)))
    if as_listed:
        assert turns == list(range(len(turns)))


# Words


def test_the_coordinator_reads_who_was_asked_lately() -> None:
    offered = replace(ABLE, offer=replace(OFFER, created_at=NOW - timedelta(days=9)))

    def said(ago: float) -> str:
        found = rank(NEED, ROSA, [replace(offered, history=asked(ago))], DAYS, NOW)
        return explain(found[0], NEED, NOW, "Ben")

    assert "asked within a day" in said(0.2)
    assert "asked 1 day ago" in said(1.5)
    assert "not asked for 3 days" in said(3)
    assert "not asked before" in explain(rank(NEED, ROSA, [ABLE], DAYS, NOW)[0], NEED, NOW, "Ben")
