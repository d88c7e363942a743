"""Needs from draft to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.followups import AFTER_WINDOW, DRAFT_AGAIN, NEWS
from mutualaid.domain.lifecycle import MATCH_ON, MATCH_YES, NEED_LIVE
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import (
    BY_HAND_KINDS,
    PAYABLE_KINDS,
    Danger,
    MatchState,
    MessageClass,
    NeedState,
    Pays,
)
from mutualaid.service import ownanswers
from mutualaid.service.needs import offering, seriesbook
from mutualaid.service.turn import NEAR, Turn
from mutualaid.service.visits import doors
from mutualaid.store import erasing, messages, needs, people, plan

OUTLIVE = (
    "problem", "complaint", "unwanted", "lure", "kept_back", "off_kept_back", "never_together", "two_stories",
    "nobody_came", "danger", "despair",
)  # fmt: skip
"""Cases a person still has to look at when their need is over."""


def put_need(turn: Turn, need: Need) -> None:
    """Keeps a draft; it is asked about again if nothing comes."""
    needs.put_need(turn.tx, need)
    _hold_in_danger(turn, need)
    turn.schedule("draft", turn.now + DRAFT_AGAIN, neighbour_id=need.neighbour_id, need_id=need.id)


def post_need(turn: Turn, need_id: str) -> Need:
    """Opens a need: from here on it never lies unattended."""
    need = needs.need(turn.tx, need_id)
    turn.unplan("draft", need_id=need.id)
    need = needs.move_need(turn.tx, need, "post", posted_at=turn.now)
    turn.log("post", neighbour_id=need.neighbour_id, need_id=need.id, detail=", ".join(need.kinds))
    who = people.need(turn.tx, need.neighbour_id)
    _keep_place(turn, who, need)
    turn.schedule("news", turn.now + NEWS[0], neighbour_id=who.id, need_id=need.id)
    _plan_window(turn, need)
    seriesbook.begin(turn, need)
    _look(turn, need)
    return needs.need(turn.tx, need.id)


def _look(turn: Turn, need: Need) -> None:
    """Who looks for help now: a person, for what only a person can arrange or nobody can pay, else a round."""
    if _hold_in_danger(turn, need):
        return
    if set(need.kinds) & BY_HAND_KINDS:
        turn.case("by_hand", 0 if need.urgent else 1, neighbour_id=need.neighbour_id, need_id=need.id)
    elif _needs_fund(turn, need):
        hold_for_fund(turn, need)
    else:
        turn.schedule("round", turn.now, need_id=need.id)


def _hold_in_danger(turn: Turn, need: Need) -> bool:
    """Nobody is sent while no coordinator has taken the alarm of this phone; nor to whoever gets no texts because
    somebody may read along, until a coordinator starts their texts again. She releases what they need."""
    alarm = plan.open_alarm_of(turn.tx, need.neighbour_id)
    if alarm is None and not people.talk(turn.tx, need.neighbour_id).hushed:
        return False
    danger = alarm.kind if alarm is not None else Danger.HOME.value
    held = needs.need(turn.tx, need.id)
    if not held.held or held.danger is None:
        needs.change_need(turn.tx, held, held=True, danger=held.danger or danger)
        turn.log("hold", neighbour_id=need.neighbour_id, need_id=need.id, detail=danger)
    turn.case("held", 0, neighbour_id=need.neighbour_id, need_id=need.id)
    return True


def _needs_fund(turn: Turn, need: Need) -> bool:
    costs = PAYABLE_KINDS | set(turn.kit.config.money.ask)
    return need.pays is Pays.CANNOT and bool(costs & set(need.kinds))


def hold_for_fund(turn: Turn, need: Need) -> None:
    """They cannot pay the store: nobody is asked to until a coordinator said who does."""
    urgency = 0 if need.urgent else 1
    case = turn.case("needs_fund", urgency, neighbour_id=need.neighbour_id, need_id=need.id)
    if need.urgent:
        turn.schedule("case_due", turn.now, subject=case.id, anew=False)
    if need.state is NeedState.MATCHED:
        return
    _stop_asking(turn, need)
    needs.change_need(turn.tx, need, held=True, reviewed_at=None, reviewed_by=None)
    turn.log("hold", neighbour_id=need.neighbour_id, need_id=need.id, detail="nobody pays yet")


def _stop_asking(turn: Turn, need: Need) -> None:
    """Nobody is asked any more for now: those who were are told, and the list is thought over again later."""
    release_asked(turn, need)
    needs.forget_suggestions(turn.tx, need.id)
    for reason in ("shortlist", "nobody", "outside"):
        turn.settle(reason, "changed", need_id=need.id)
    turn.unplan("review_wait", "round", "wave", need_id=need.id)
    turn.drop_reviews(need.id)


def release_asked(turn: Turn, need: Need) -> None:
    """The asks of a need that are out are taken back, without a reason."""
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state is MatchState.ASKED:
            release_helper(turn, match, "withdraw", "ask_changed")


def fill_need(turn: Turn, told: Need) -> None:
    """Keeps what was answered about a posted need. Who cannot pay waits for a coordinator, who can no longer."""
    needs.put_need(turn.tx, told)
    need = needs.need(turn.tx, told.id)
    if told.door is not None and need.door is None:
        who = people.need(turn.tx, told.neighbour_id)
        need = needs.change_need(turn.tx, need, door=doors.without_contacts(turn, who, told.door)[0])
    turn.log("fill in", neighbour_id=need.neighbour_id, need_id=need.id)
    if need.state in NEED_LIVE and _needs_fund(turn, need):
        hold_for_fund(turn, need)


def fund(turn: Turn, need_id: str, pays: Pays) -> None:
    """A coordinator settled who pays the store: helpers are looked for, and they who asked are told."""
    need = needs.change_need(turn.tx, needs.need(turn.tx, need_id), pays=pays, held=False)
    turn.settle("needs_fund", pays.value, need_id=need.id)
    turn.log("settle who pays", neighbour_id=need.neighbour_id, need_id=need.id, detail=pays.value)
    who = people.need(turn.tx, need.neighbour_id)
    turn.tell(who, "fund_found", {"kinds": need.kinds}, MessageClass.CONNECTION, need_id=need.id)
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state in (MatchState.ACCEPTED, MatchState.COUNTERED):
            turn.schedule("ask_later", turn.now, neighbour_id=who.id, match_id=match.id)
    if need.state is NeedState.OPEN:
        turn.schedule("round", turn.now, need_id=need.id)


def split_off(turn: Turn, need: Need, **rest: Any) -> Need:
    """Opens what is left of a need as one of its own, with what differs in `rest`: same words,
    place and time."""
    left = replace(
        need, id=turn.kit.ids.new(), created_at=turn.now, state=NeedState.DRAFTED, door=None, reviewed_at=None,
        reviewed_by=None, version=0, promised=True, **rest,
    )  # fmt: skip
    needs.put_need(turn.tx, left)
    turn.log("split", neighbour_id=need.neighbour_id, need_id=left.id)
    return post_need(turn, left.id)


def _keep_place(turn: Turn, who: Neighbour, need: Need) -> bool:
    """Remembers the place as the writer's own, unless a ride leads home from there; True where it is not on the map
    and a coordinator has to look."""
    goes_home = need.goes_home or (need.to_text is not None and need.to_text == who.place_text)
    if need.place_text and not (need.on_behalf or need.for_name or goes_home):
        people.change(turn.tx, who, place_text=need.place_text, latitude=need.latitude, longitude=need.longitude)
    unknown = bool(need.place_text) and need.point is None
    if unknown:
        turn.case("unknown_place", 1, neighbour_id=who.id, need_id=need.id, note=need.place_text)
    return unknown


def _plan_window(turn: Turn, need: Need) -> None:
    """When the time it is needed by has passed, somebody asks."""
    turn.unplan("window_over", need_id=need.id)
    if need.to_at is not None and need.to_at > turn.now:
        due = turn.kit.hours.next_decent(need.to_at + AFTER_WINDOW)
        turn.schedule("window_over", due, neighbour_id=need.neighbour_id, need_id=need.id)


def change_need(turn: Turn, changed: Need) -> None:
    """Corrects an open need: suggestions are thought over again, those being asked are told, and who already
    said yes is left to a coordinator."""
    needs.put_need(turn.tx, changed)
    need = needs.need(turn.tx, changed.id)
    turn.log("change", neighbour_id=need.neighbour_id, need_id=need.id)
    if need.state not in NEED_LIVE:
        return
    _plan_window(turn, need)
    if need.series_id is None:
        seriesbook.begin(turn, need)
        need = needs.need(turn.tx, need.id)
    who = people.need(turn.tx, need.neighbour_id)
    if not _keep_place(turn, who, need):
        turn.settle("unknown_place", "corrected", need_id=need.id)
    if any(m.state in MATCH_YES for m in needs.matches_of_need(turn.tx, need.id)):
        release_asked(turn, need)
        turn.case("changed_after_yes", 0, neighbour_id=who.id, need_id=need.id)
        return
    _stop_asking(turn, need)
    need = needs.change_need(turn.tx, need, reviewed_at=None, reviewed_by=None, held=_still_held(turn, need))
    if intake.missing(need) is not None and not set(need.kinds) & BY_HAND_KINDS:
        turn.schedule("draft", turn.now + DRAFT_AGAIN, neighbour_id=who.id, need_id=need.id)
        return
    turn.unplan("draft", need_id=need.id)
    _look(turn, need)


def _still_held(turn: Turn, need: Need) -> bool:
    """Whether a hold outlives a correction: for danger it does, for want of money until they can pay."""
    if need.held and not _needs_fund(turn, need) and need.danger is None:
        turn.settle("needs_fund", "changed", need_id=need.id)
        return False
    return need.held


def _call_off_at(turn: Turn, match: Match) -> datetime | None:
    """When a call-off leaves that comes in the night: before somebody sets out, else in the morning."""
    morning = turn.kit.hours.next_decent(turn.now)
    if match.agreed_at is None or match.agreed_at - NEAR >= morning or morning == turn.now:
        return None
    return max(turn.now, match.agreed_at - NEAR)


def call_off(
    turn: Turn, match: Match, to: Neighbour, line: str, values: Mapping[str, Any], ask: Ask | None = None
) -> None:
    """Tells one side that what was agreed is off; near the agreed time also at night. Where somebody may read along
    on that phone, a person has to."""
    at = _call_off_at(turn, match)
    kind = MessageClass.CONNECTION if at is None else MessageClass.RELAY
    told = turn.tell(to, line, values, kind, ask=ask, match_id=match.id, not_before=at)
    if told is None and people.talk(turn.tx, to.id).hushed:
        turn.case("off_kept_back", 0, neighbour_id=to.id, need_id=match.need_id, match_id=match.id)


def release_helper(turn: Turn, match: Match, event: str, line: str | None) -> None:
    """Ends a match that is on by `event` and tells the helper with `line`."""
    ended = needs.move_match(turn.tx, match, event, closed_at=turn.now)
    turn.drop_questions_about(match_id=match.id)
    turn.unplan(
        "nudge", "lapse", "confirm_nudge", "confirm_lapse", "remind", "happened", "door", "ask_later",
        "stop_visit", "wait_word", "visit_over",
        match_id=match.id,
    )  # fmt: skip
    turn.log(event, neighbour_id=match.helper_id, need_id=match.need_id, match_id=match.id)
    if match.state in MATCH_YES:
        erase_door(turn, ended)
        if event != "fall_through":
            offering.look_again_at_open_needs(turn, match.helper_id)  # their time is free again
    if line is not None and match.state is not MatchState.SUGGESTED:
        need = needs.need(turn.tx, match.need_id)
        helper = people.need(turn.tx, ended.helper_id)
        if match.state is MatchState.CONFIRMED:
            call_off(turn, match, helper, line, {"kinds": need.kinds})
        else:
            turn.tell(helper, line, {"kinds": need.kinds}, MessageClass.CONNECTION, match_id=match.id)


def erase_door(turn: Turn, match: Match) -> None:
    """A match that was connected is over: the street and door leave our record, unless another helper is still
    coming, and so do the texts that carried them for this match."""
    found = needs.matches_of_need(turn.tx, match.need_id)
    if not any(m.state is MatchState.CONFIRMED for m in found):
        needs.change_need(turn.tx, needs.need(turn.tx, match.need_id), door=None)
    for message in messages.doors_queued(turn.tx, match.id):
        messages.move(turn.tx, message, "drop", reason="the visit is off")
    erasing.empty_doors(turn.tx, match.id)


def end_need(turn: Turn, need_id: str, event: str, line: str | None = None) -> None:
    """Closes a need by `event` (withdraw, fulfil, expire, give_up): everyone being asked or coming hears one
    honest line, and the person in need `line`."""
    need = needs.need(turn.tx, need_id)
    who = people.need(turn.tx, need.neighbour_id)
    if need.state is NeedState.DRAFTED:
        event = "expire" if event == "expire" else "withdraw"
    elif need.state not in NEED_LIVE:
        turn.tell(who, "nothing_to_drop", {}, MessageClass.REPLY)
        return
    needs.forget_suggestions(turn.tx, need.id)
    for match in needs.matches_of_need(turn.tx, need.id):
        if match.state in MATCH_ON:
            quiet = match.state is MatchState.ASKED
            release_helper(turn, match, "withdraw", "need_gone_asked" if quiet else "need_gone")
    turn.drop_questions_about(need_id=need.id)
    needs.move_need(turn.tx, need, event, closed_at=turn.now, door=None)
    plan.drop(turn.tx, turn.now, need_id=need.id)
    plan.settle_need(turn.tx, need.id, turn.who, turn.now, event, OUTLIVE)
    turn.log(event, neighbour_id=who.id, need_id=need.id)
    if line is not None:
        ownanswers.tell(turn, who, line, {"kinds": need.kinds}, MessageClass.FOLLOW_UP, need)


def forget_passed_window(turn: Turn, need: Need) -> None:
    """A need that goes on after the time it was wanted by is wanted at any time."""
    if need.to_at is not None and need.to_at <= turn.now:
        free = need.timed(None, None, None)
        needs.change_need(turn.tx, need, when_text=None, from_at=None, to_at=None, repeat_days=free.repeat_days)


def keep_need(turn: Turn, need_id: str) -> None:
    """Still needed: news starts anew and the helpers are looked through again."""
    need = needs.need(turn.tx, need_id)
    needs.change_need(turn.tx, need, news=1)
    forget_passed_window(turn, need)
    turn.unplan("expire", need_id=need.id)
    turn.schedule("news", turn.now + NEWS[1], neighbour_id=need.neighbour_id, need_id=need.id)
    turn.schedule("round", turn.now, need_id=need.id)


def release_hold(turn: Turn, need_id: str) -> None:
    """A coordinator lets matching go on."""
    need = needs.need(turn.tx, need_id)
    needs.change_need(turn.tx, need, held=False)
    turn.settle("held", "released", need_id=need.id)
    turn.log("release", neighbour_id=need.neighbour_id, need_id=need.id)
    if need.state is NeedState.DRAFTED:
        if intake.missing(need) is None:
            post_need(turn, need.id)
        else:
            turn.schedule("draft", turn.now, neighbour_id=need.neighbour_id, need_id=need.id)
    elif need.state is NeedState.OPEN:
        _look(turn, need)


# --- offers ----------------------------------------------------------------------------------------------------
