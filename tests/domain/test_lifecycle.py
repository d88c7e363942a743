"""The drawings hold together, and nothing moves where they have no arrow."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import pytest

from mutualaid.domain import lifecycle as life
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageState,
    NeedState,
    OfferState,
    QuestionState,
    Standing,
)

S = TypeVar("S", bound=Enum)
M, N, P = MatchState, NeedState, MessageState

DRAWINGS = {
    "need": (life.NEED, N.DRAFTED, {N.FULFILLED, N.WITHDRAWN, N.EXPIRED, N.UNMET}, set()),
    "offer": (life.OFFER, OfferState.DRAFTED, {OfferState.WITHDRAWN}, set()),
    "match": (
        life.MATCH,
        M.SUGGESTED,
        {M.FULFILLED, M.TURNED_DOWN, M.WITHDRAWN},
        set(),
    ),
    "question": (
        life.QUESTION,
        QuestionState.RESERVED,
        {QuestionState.ANSWERED, QuestionState.LAPSED, QuestionState.DROPPED},
        set(),
    ),
    "message": (
        life.MESSAGE,
        P.QUEUED,
        {P.DELIVERED, P.UNDELIVERED, P.FAILED, P.DROPPED},
        {P.RECEIVED, P.HANDLED},
    ),
    "standing": (life.STANDING, Standing.ACTIVE, set(), set()),
}


def examine(table: life.Table[S], start: S, ends: set[S], apart: set[S]) -> list[str]:
    """Faults of a drawing: states never reached from `start`, states without a way out that are no end.

    `apart` names states that stand for another direction of the same table (an inbound message)."""
    states = set(type(start))
    reached, edge = {start}, [start]
    while edge:
        here = edge.pop()
        for (state, _), there in table.items():
            if state == here and there not in reached:
                reached.add(there)
                edge.append(there)
    faults = [f"{s} is never reached" for s in sorted(states - reached - apart)]
    leaving = {state for state, _ in table}
    faults += [f"{s} has no way out" for s in sorted(reached - leaving - ends)]
    faults += [f"{s} is an end and has a way out" for s in sorted(ends & leaving)]
    return faults


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_state_is_reached_and_only_ends_have_no_way_out(name: str) -> None:
    table, start, ends, apart = DRAWINGS[name]
    assert examine(table, start, ends, apart) == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_pair_has_its_arrow_or_is_refused(name: str) -> None:
    table, start, _, _ = DRAWINGS[name]
    events = {event for _, event in table}
    for state in type(start):
        for event in events:
            if (state, event) in table:
                assert life.after(table, state, event) is table[(state, event)]
            else:
                with pytest.raises(life.WrongEvent):
                    life.after(table, state, event)


def test_the_examination_sees_a_drawing_that_is_wrong() -> None:
    broken = {k: v for k, v in life.NEED.items() if v is not N.MATCHED}
    faults = examine(broken, N.DRAFTED, {N.FULFILLED, N.WITHDRAWN, N.EXPIRED, N.UNMET}, set())
    assert faults == ["matched is never reached"]


def test_a_message_never_leaves_a_final_state() -> None:
    finals = {P.DELIVERED, P.UNDELIVERED, P.FAILED, P.DROPPED, P.HANDLED}
    assert not [state for state, _ in life.MESSAGE if state in finals]
