"""What becomes of a match after the yes: reminders, somebody cannot, did it happen, and the end."""

from __future__ import annotations

from mutualaid.domain.followups import (
    HAPPENED_AFTER,
    RELAY_OPEN,
)
from mutualaid.domain.lifecycle import MATCH_ON, MATCH_YES
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageClass,
    NeedState,
)
from mutualaid.service import matchmaking, seriesbook
from mutualaid.service.matches import kinds_of, met, questions_of, sides
from mutualaid.service.posting import OUTLIVE, call_off, erase_door, forget_passed_window, release_helper
from mutualaid.service.turn import Turn
from mutualaid.store import needs, people, plan


def fall_through(turn: Turn, match_id: str) -> None:
    """One side cannot: no blame, the other hears it at once, the need goes back and the late yeses go first."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    by_helper = not turn.answers(requester.id)
    if match.state not in MATCH_YES:
        turn.tell(helper if by_helper else requester, "nothing_open", {}, MessageClass.REST)
        return
    told = match.state is MatchState.CONFIRMED or bool(questions_of(turn, match))
    release_helper(
        turn,
        match,
        "fall_through" if by_helper else "turn_down" if match.state is not MatchState.CONFIRMED else "fall_through",
        None,
    )
    needs.change_match(turn.tx, needs.match(turn.tx, match.id), word=None)
    if by_helper:
        turn.tell(helper, "cannot_noted", {}, MessageClass.CONNECTION)
        if told:
            call_off(turn, match, requester, "helper_cannot", {"name": helper.first_name})
    else:
        turn.tell(requester, "requester_cannot_noted", {}, MessageClass.CONNECTION)
        call_off(turn, match, helper, "requester_cannot", {"name": asker_name(need, requester)})
        turn.case("requester_cannot", 1, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    reopen(turn, need.id)


def hold(turn: Turn, match_id: str) -> None:
    """Fear or complaint: nothing goes across and nothing is announced until a coordinator looked."""
    match = needs.match(turn.tx, match_id)
    if match.state is MatchState.CONFIRMED:
        needs.change_match(turn.tx, match, outcome="problem")
        turn.unplan("remind", "happened", "door", match_id=match.id)
    elif match.relay_until is not None:
        needs.change_match(turn.tx, match, relay_until=turn.now)
    turn.log("hold match", need_id=match.need_id, match_id=match.id)


def let_go_on(turn: Turn, match_id: str) -> None:
    """A coordinator looked: words go across again, and it is asked whether it happened."""
    match = needs.match(turn.tx, match_id)
    needs.change_match(turn.tx, match, outcome=None)
    agreed = match.agreed_at or turn.now
    due = turn.kit.hours.next_decent(max(agreed, turn.now) + HAPPENED_AFTER)
    turn.schedule("happened", due, match_id=match.id)
    turn.settle("complaint", "looked at", match_id=match.id)
    turn.settle("problem", "looked at", match_id=match.id)
    turn.log("let match go on", need_id=match.need_id, match_id=match.id)


def reopen(turn: Turn, need_id: str) -> None:
    """Puts a need back: those whose yes came late are asked first, else the list goes on."""
    need = needs.need(turn.tx, need_id)
    if need.state is NeedState.MATCHED:
        need = needs.move_need(turn.tx, need, "reopen")
        turn.log("reopen", neighbour_id=need.neighbour_id, need_id=need.id)
    if need.state is NeedState.OPEN:
        forget_passed_window(turn, need)
        matchmaking.ask_wave(turn, need.id)


def report(turn: Turn, match_id: str, outcome: str) -> None:
    """What the writer says of what became of it."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    by_helper = turn.answers(helper.id)
    writer, other = (helper, requester) if by_helper else (requester, helper)
    turn.settle("no_door", outcome, match_id=match.id)
    turn.settle("did_it_happen", outcome, match_id=match.id)
    turn.log(f"says {outcome}", neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    if outcome == "problem":
        needs.change_match(turn.tx, match, outcome="problem")
        turn.case("problem", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id)
        turn.drop_questions_about(match_id=match.id)
        for side in (requester, helper):
            turn.log("pause relay", neighbour_id=side.id, match_id=match.id)
        turn.unplan("happened", match_id=match.id)
        turn.tell(
            writer,
            "problem_noted",
            {"by": turn.person_by},
            MessageClass.FOLLOW_UP,
        )
        return
    if outcome == "well":
        _went_well(turn, match, need, writer, other, by_helper)
        return
    if match.state is MatchState.FULFILLED:
        turn.case("two_stories", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id)
        turn.tell(
            writer,
            "problem_noted",
            {"by": turn.person_by},
            MessageClass.FOLLOW_UP,
        )
        return
    if match.state is MatchState.CONFIRMED:
        release_helper(turn, match, "fall_through", None)
        needs.change_match(turn.tx, needs.match(turn.tx, match.id), outcome="nobody_came", relay_until=None)
    turn.tell(writer, "nobody_came_helper" if by_helper else "nobody_came", {}, MessageClass.FOLLOW_UP)
    if by_helper:
        turn.tell(requester, "helper_cannot", {"name": helper.first_name}, MessageClass.CONNECTION)
    else:
        turn.tell(helper, "they_waited", {"name": asker_name(need, requester)}, MessageClass.FOLLOW_UP)
    turn.case("nobody_came", 1, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    reopen(turn, need.id)


def _went_well(turn: Turn, match: Match, need: Need, writer: Neighbour, other: Neighbour, by_helper: bool) -> None:
    if match.state is MatchState.FULFILLED:
        turn.tell(writer, "glad", {}, MessageClass.FOLLOW_UP)
        return
    if match.state is not MatchState.CONFIRMED:
        turn.case("two_stories", 1, neighbour_id=writer.id, need_id=need.id, match_id=match.id)
        turn.tell(writer, "glad", {}, MessageClass.FOLLOW_UP)
        return
    fulfil(turn, match, need)
    turn.tell(writer, "went_well_helper" if by_helper else "went_well", {}, MessageClass.FOLLOW_UP)
    if not by_helper:
        name = asker_name(need, writer)
        turn.tell(other, "thanks_passed", {"name": name}, MessageClass.FOLLOW_UP, match_id=match.id)


def fulfil(turn: Turn, match: Match, need: Need) -> None:
    """Help came: the match closes, what was only for the door is erased, the relay stays open for a day."""
    needs.move_match(
        turn.tx, match, "fulfil", closed_at=turn.now, outcome="well", relay_until=turn.now + RELAY_OPEN, word=None
    )
    turn.drop_questions_about(match_id=match.id)
    turn.unplan("happened", "remind", match_id=match.id)
    helper = people.need(turn.tx, match.helper_id)
    people.change(turn.tx, helper, helped=helper.helped + 1)
    erase_door(turn, match)
    seriesbook.keep(turn, match, need)
    turn.settle("nobody_came", "well", match_id=match.id)
    turn.log("fulfil", neighbour_id=need.neighbour_id, need_id=need.id, match_id=match.id)
    need = needs.need(turn.tx, need.id)
    left = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state in MATCH_ON]
    if not left and need.state in (NeedState.MATCHED, NeedState.OPEN):
        close_fulfilled(turn, need)


def close_fulfilled(turn: Turn, need: Need) -> None:
    needs.move_need(turn.tx, need, "fulfil", closed_at=turn.now, door=None)
    needs.forget_suggestions(turn.tx, need.id)
    for kind in ("news", "round", "wave", "expire"):
        turn.unplan(kind, need_id=need.id)
    plan.settle_need(turn.tx, need.id, turn.who, turn.now, "fulfilled", OUTLIVE)


def remind(turn: Turn, match: Match, which: str) -> None:
    """The evening before and two hours before, both sides."""
    need, requester, helper = sides(turn, match)
    start, end = match.terms_from or need.from_at, match.terms_to or need.to_at
    values = {"at": (start, end), "word": match.word, "kinds": kinds_of(match, need)}
    for who, name, line in (
        (requester, helper.first_name, "remind"),
        (helper, met(need, requester), "remind_helper"),
    ):
        turn.tell(
            who, line, {**values, "name": name}, MessageClass.CONNECTION, match_id=match.id,
            valid_until=match.agreed_at,
        )  # fmt: skip
    turn.log("remind", need_id=need.id, match_id=match.id, detail=which)
