"""Honest words to whoever still waits, and the end of a need nobody says is still one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mutualaid.domain.brake import Brake
from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.followups import NEWS
from mutualaid.domain.lifecycle import MATCH_ON, MATCH_YES
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.vocabulary import BrakePosition, MatchState, MessageClass, NeedState, QuestionKind
from mutualaid.service import brake, ownanswers
from mutualaid.service.needs import posting
from mutualaid.service.rounds import chances
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan

DAY = timedelta(days=1)
ASK_AGAIN = timedelta(hours=3)
"""How soon it is looked again whether a phone is free for a question."""


def _news(turn: Turn, row: FollowUp) -> None:
    """An honest word at 24 h, 3 and 7 days; from then on "still needed?" as soon as the phone has no other
    question open."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state is not NeedState.OPEN:
        return
    who = people.need(turn.tx, need.neighbour_id)
    found = needs.matches_of_need(turn.tx, need.id)
    stage = need.news + 1
    if intake.missing(need) is not None or any(m.state in MATCH_YES for m in found):
        turn.schedule("news", turn.now + DAY, neighbour_id=who.id, need_id=need.id)
        return
    kept = stage >= len(NEWS) and left_to_person(turn, need)
    if kept and stage > len(NEWS):
        turn.schedule("news", turn.now + DAY, neighbour_id=who.id, need_id=need.id)
        return
    if stage >= len(NEWS) and not kept:
        ask = Ask(QuestionKind.STILL_NEEDED, need_id=need.id)
        if not turn.busy(who.id, ask):
            turn.tell(who, "still_needed", {"kinds": need.kinds}, MessageClass.FOLLOW_UP, ask=ask, need_id=need.id)
            turn.schedule("expire", turn.now + timedelta(days=3), neighbour_id=who.id, need_id=need.id)
            return
        if stage > len(NEWS):
            turn.schedule("news", turn.now + ASK_AGAIN, neighbour_id=who.id, need_id=need.id)
            return
    stopped = brake.now_in_force(turn.tx, turn.now) if brake.stops(turn.tx, need, turn.now) else None
    waited = _waited_for_her(turn, need, found)
    line, values = waited or chances.told(turn, *_said(need, found, stopped))
    ownanswers.tell(turn, who, line, values, MessageClass.FOLLOW_UP, need)
    needs.change_need(turn.tx, need, news=stage)
    due = turn.now + ASK_AGAIN
    if stage < len(NEWS):
        due = max((need.posted_at or turn.now) + NEWS[stage], turn.now + DAY)
    turn.schedule("news", due, neighbour_id=who.id, need_id=need.id)


def left_to_person(turn: Turn, need: Need) -> bool:
    """Whether a need is held back for danger: nobody was asked for it, so we neither ask after it nor end it.
    It lies before a person until one lets it go on or closes it."""
    if not need.held or need.danger is None:
        return False
    turn.case("held", 0, neighbour_id=need.neighbour_id, need_id=need.id)
    return True


def _waited_for_her(turn: Turn, need: Need, found: list[Match]) -> tuple[str, Mapping[str, Any]] | None:
    """What to say where somebody was found, and was freed since she did not answer."""
    for match in found:
        if plan.find_open(turn.tx, "no_answer", need.neighbour_id, need.id, match.id) is not None:
            name = people.need(turn.tx, match.helper_id).first_name
            return "news_unanswered", {"name": name, "kinds": need.kinds}
    return None


def _said(need: Need, found: list[Match], stopped: Brake | None) -> tuple[str, Mapping[str, Any]]:
    """The line that is true of a need just now, with its values. `stopped`: the brake that holds it back."""
    if any(m.state is MatchState.ASKED for m in found):
        return "news_asking", {"kinds": need.kinds}
    if stopped is not None and stopped.position is BrakePosition.CLOSED:
        return "news_closed", {"kinds": need.kinds, "until": stopped.until_at}
    if stopped is not None:
        return "news_slow", {"kinds": need.kinds}
    return "news_looking" if need.reviewed_at is None else "news_nobody", {"kinds": need.kinds}


def _expire(turn: Turn, row: FollowUp) -> None:
    """Nobody answered "still needed?": the need closes, and its person is told the truth."""
    need = needs.find_need(turn.tx, row.need_id)
    if need is None or need.state is not NeedState.OPEN:
        return
    if left_to_person(turn, need) or any(m.state in MATCH_ON for m in needs.matches_of_need(turn.tx, need.id)):
        turn.schedule("expire", turn.now + DAY, neighbour_id=need.neighbour_id, need_id=need.id)
        return
    turn.case("closed_unmet", 2, neighbour_id=need.neighbour_id, note=", ".join(need.kinds))
    posting.end_need(turn, need.id, "expire", "closed_expired")


DUTIES = {"news": _news, "expire": _expire}
