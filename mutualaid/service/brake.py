"""The brake: setting it, what it stops, and opening it again by itself."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.brake import Brake, holds_back, in_force, under_way
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import BY_HAND_KINDS, BrakePosition, MatchState, NeedState
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.store import group, needs
from mutualaid.store.engine import Tx

OPENS = "brake_opens"


def now_in_force(tx: Tx, now: datetime) -> Brake | None:
    """The brake as it stands; None is open."""
    return in_force(group.brake(tx), now)


def stops(tx: Tx, need: Need, now: datetime) -> bool:
    """Whether nobody is looked for or asked for this need just now."""
    held_back = holds_back(now_in_force(tx, now), need)
    return held_back and not under_way(needs.matches_of_need(tx, need.id))


def said(turn: Turn, need_id: str, otherwise: str) -> str:
    """What a coordinator hears of a need she let go on: `otherwise`, or that the brake holds it back."""
    need = needs.find_need(turn.tx, need_id)
    if need is not None and need.state is NeedState.OPEN and stops(turn.tx, need, turn.now):
        return "Done, and it waits: the brake is on, so nobody is asked for it yet."
    return otherwise


def put(turn: Turn, position: BrakePosition, until: datetime | None = None) -> None:
    """Sets the brake. Raises Refused for a day that is past, or where closing names none."""
    if position is BrakePosition.OPEN:
        until = None
    elif until is not None and until <= turn.now:
        raise Refused("Choose a day that is still to come.")
    elif position is BrakePosition.CLOSED and until is None:
        raise Refused("Say until which day, so that people can be told and it opens by itself.")
    setting = Brake(turn.kit.ids.new(), position, turn.now, turn.who, until)
    group.set_brake(turn.tx, setting)
    day = f" until {until.astimezone(turn.kit.config.group.zone).date().isoformat()}" if until else ""
    turn.log("set brake", detail=position.value + day)
    turn.unplan(OPENS)
    if position is BrakePosition.OPEN:
        _go_on(turn)
    elif until is not None:
        turn.schedule(OPENS, until, subject=setting.id)


def _open(turn: Turn, row: FollowUp) -> None:
    """Its day has come: what waited is looked through, unless the brake was set anew since."""
    last = group.brake(turn.tx)
    if last is not None and last.id == row.subject:
        put(turn, BrakePosition.OPEN)


def _go_on(turn: Turn) -> None:
    """Plans for each open need what would have been next."""
    for need in needs.needs_in(turn.tx, (NeedState.OPEN,)):
        if need.held or intake.missing(need) is not None or set(need.kinds) & BY_HAND_KINDS:
            continue
        if need.to_at is not None and need.to_at <= turn.now:
            continue
        states = {m.state for m in needs.matches_of_need(turn.tx, need.id)}
        if MatchState.SUGGESTED in states:
            turn.schedule("review_wait", turn.now, need_id=need.id)
        elif MatchState.APPROVED in states:
            turn.schedule("wave", turn.now, need_id=need.id)
        elif not states & MATCH_ON:
            turn.schedule("round", turn.now, need_id=need.id)


DUTIES = {OPENS: _open}
