"""The lifecycles as tables `{(state, event): next}`, and an examination of each drawing.

Nothing else decides what a row may become. `after` raises WrongEvent where the drawing has no arrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from mutualaid.domain.vocabulary import (
    MatchState,
    MessageState,
    NeedState,
    OfferState,
    QuestionState,
    Standing,
)

S = TypeVar("S", bound=StrEnum)
Table = Mapping[tuple[S, str], S]

N, F, M, Q, P, T = NeedState, OfferState, MatchState, QuestionState, MessageState, Standing

NEED: Table[NeedState] = {
    (N.DRAFTED, "post"): N.OPEN,
    (N.DRAFTED, "withdraw"): N.WITHDRAWN,
    (N.DRAFTED, "expire"): N.EXPIRED,
    (N.OPEN, "match"): N.MATCHED,
    (N.OPEN, "fulfil"): N.FULFILLED,
    (N.OPEN, "withdraw"): N.WITHDRAWN,
    (N.OPEN, "expire"): N.EXPIRED,
    (N.OPEN, "give_up"): N.UNMET,
    (N.MATCHED, "reopen"): N.OPEN,
    (N.MATCHED, "fulfil"): N.FULFILLED,
    (N.MATCHED, "withdraw"): N.WITHDRAWN,
}

OFFER: Table[OfferState] = {
    (F.DRAFTED, "post"): F.AVAILABLE,
    (F.DRAFTED, "withdraw"): F.WITHDRAWN,
    (F.AVAILABLE, "pause"): F.PAUSED,
    (F.AVAILABLE, "withdraw"): F.WITHDRAWN,
    (F.PAUSED, "resume"): F.AVAILABLE,
    (F.PAUSED, "withdraw"): F.WITHDRAWN,
}

MATCH: Table[MatchState] = {
    (M.SUGGESTED, "approve"): M.APPROVED,
    (M.SUGGESTED, "withdraw"): M.WITHDRAWN,
    (M.APPROVED, "ask"): M.ASKED,
    (M.APPROVED, "withdraw"): M.WITHDRAWN,
    (M.APPROVED, "cover"): M.COVERED,
    (M.ASKED, "accept"): M.ACCEPTED,
    (M.ASKED, "counter"): M.COUNTERED,
    (M.ASKED, "decline"): M.DECLINED,
    (M.ASKED, "lapse"): M.LAPSED,
    (M.ASKED, "withdraw"): M.WITHDRAWN,
    (M.ASKED, "cover"): M.COVERED,
    (M.COUNTERED, "accept"): M.ACCEPTED,
    (M.COUNTERED, "counter"): M.COUNTERED,
    (M.COUNTERED, "decline"): M.DECLINED,
    (M.COUNTERED, "turn_down"): M.TURNED_DOWN,
    (M.COUNTERED, "lapse"): M.LAPSED,
    (M.COUNTERED, "withdraw"): M.WITHDRAWN,
    (M.COUNTERED, "fall_through"): M.FELL_THROUGH,
    (M.COUNTERED, "cover"): M.COVERED,
    (M.ACCEPTED, "confirm"): M.CONFIRMED,
    (M.ACCEPTED, "counter"): M.COUNTERED,
    (M.ACCEPTED, "turn_down"): M.TURNED_DOWN,
    (M.ACCEPTED, "lapse"): M.LAPSED,
    (M.ACCEPTED, "withdraw"): M.WITHDRAWN,
    (M.ACCEPTED, "fall_through"): M.FELL_THROUGH,
    (M.ACCEPTED, "cover"): M.COVERED,
    (M.CONFIRMED, "fulfil"): M.FULFILLED,
    (M.CONFIRMED, "fall_through"): M.FELL_THROUGH,
    (M.CONFIRMED, "withdraw"): M.WITHDRAWN,
    (M.DECLINED, "ask"): M.ASKED,
    (M.FELL_THROUGH, "ask"): M.ASKED,
    (M.LAPSED, "accept"): M.ACCEPTED,
    (M.LAPSED, "ask"): M.ASKED,
    (M.COVERED, "ask"): M.ASKED,
    (M.COVERED, "withdraw"): M.WITHDRAWN,
}

QUESTION: Table[QuestionState] = {
    (Q.RESERVED, "open"): Q.OPEN,
    (Q.RESERVED, "drop"): Q.DROPPED,
    (Q.OPEN, "answer"): Q.ANSWERED,
    (Q.OPEN, "put_back"): Q.RESERVED,
    (Q.OPEN, "lapse"): Q.LAPSED,
    (Q.OPEN, "drop"): Q.DROPPED,
}

MESSAGE: Table[MessageState] = {
    (P.RECEIVED, "handle"): P.HANDLED,
    (P.QUEUED, "claim"): P.SENDING,
    (P.QUEUED, "drop"): P.DROPPED,
    (P.SENDING, "send"): P.SENT,
    (P.SENDING, "put_back"): P.QUEUED,
    (P.SENDING, "drop"): P.DROPPED,
    (P.SENDING, "fail"): P.FAILED,
    (P.SENDING, "lose_sight"): P.UNSURE,
    (P.SENDING, "deliver"): P.DELIVERED,
    (P.SENDING, "bounce"): P.UNDELIVERED,
    (P.UNSURE, "send"): P.SENT,
    (P.UNSURE, "deliver"): P.DELIVERED,
    (P.UNSURE, "bounce"): P.UNDELIVERED,
    (P.UNSURE, "fail"): P.FAILED,
    (P.SENT, "deliver"): P.DELIVERED,
    (P.SENT, "bounce"): P.UNDELIVERED,
    (P.SENT, "fail"): P.FAILED,
}

STANDING: Table[Standing] = {
    (T.ACTIVE, "opt_out"): T.OPTED_OUT,
    (T.ACTIVE, "block"): T.BLOCKED,
    (T.OPTED_OUT, "opt_in"): T.ACTIVE,
    (T.OPTED_OUT, "block"): T.BLOCKED,
    (T.BLOCKED, "unblock"): T.ACTIVE,
}

MATCH_ON = frozenset({M.ASKED, M.COUNTERED, M.ACCEPTED, M.CONFIRMED})
"""Matches in which someone has been spoken to and the end is not told yet."""

MATCH_YES = frozenset({M.COUNTERED, M.ACCEPTED, M.CONFIRMED})
"""Matches in which the helper said yes, with or without terms."""

NEED_LIVE = frozenset({N.OPEN, N.MATCHED})


class WrongEvent(ValueError):
    """The drawing has no arrow for this event from this state."""


def after(table: Table[S], state: S, event: str) -> S:
    """The state that follows, or WrongEvent."""
    try:
        return table[(state, event)]
    except KeyError:
        raise WrongEvent(f"{type(state).__name__} {state} knows no {event}") from None


def allows(table: Table[S], state: S, event: str) -> bool:
    return (state, event) in table
