"""What becomes of a match after the yes: reminders, somebody cannot, did it happen, and the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.followups import (
    INVITE_AFTER,
    NO_SHOWS,
    NO_SHOWS_WITHIN,
    RELAY_OPEN,
)
from mutualaid.domain.lifecycle import MATCH_ON, MATCH_YES
from mutualaid.domain.lures import lures, tells_secret
from mutualaid.domain.needs import Match, Need, Question
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.vocabulary import (
    MatchState,
    MessageClass,
    NeedState,
    QuestionKind,
)
from mutualaid.service.needs import seriesbook
from mutualaid.service.needs.offering import look_again_at_open_needs
from mutualaid.service.needs.posting import (
    OUTLIVE,
    call_off,
    erase_door,
    forget_passed_window,
    release_asked,
    release_helper,
)
from mutualaid.service.rounds import asking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import holds
from mutualaid.service.visits.doors import met
from mutualaid.service.visits.matches import as_held, kinds_of, questions_of, sides
from mutualaid.store import needs, people, plan
from mutualaid.transport.contacts import strip_contacts


def fall_through(turn: Turn, match_id: str, rest_until: datetime | None = None, *, told: bool = True) -> None:
    """One side cannot: no blame, the other hears it at once, the need goes back and the late yeses go first."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    by_helper = not turn.answers(requester.id)
    if match.state not in MATCH_YES:
        if told:
            turn.tell(helper if by_helper else requester, "nothing_open", {}, MessageClass.REST)
        return
    by = "helper" if by_helper else "requester"
    needs.change_match(turn.tx, let_go(turn, match, by_helper), called_off_by=by)
    if by_helper:
        line = "cannot_noted_rest" if rest_until and not need.held else as_held(need, "cannot_noted")
        if told:
            turn.tell(helper, line, {"until": rest_until}, MessageClass.CONNECTION)
        if not need.held and _soon(turn, match, need):
            turn.case("off_soon", 0, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    else:
        if told:
            turn.tell(requester, "requester_cannot_noted", {}, MessageClass.CONNECTION)
        turn.case("requester_cannot", 1, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    reopen(turn, need.id)


SOON = timedelta(hours=3)
"""A visit that is called off less than this before its time is a coordinator's at once."""


def _soon(turn: Turn, match: Match, need: Need) -> bool:
    start = match.agreed_at or match.terms_from or need.from_at
    return start is not None and start - turn.now <= SOON


def let_go(turn: Turn, match: Match, by_helper: bool) -> Match:
    """Ends what was promised: the side that did not ask for it hears, without a reason, that it will not work."""
    need, requester, helper = sides(turn, match)
    connected = match.state is MatchState.CONFIRMED
    told = connected or match.agreed_first or bool(questions_of(turn, match))
    release_helper(turn, match, "fall_through" if by_helper or connected else "turn_down", None)
    ended = needs.change_match(turn.tx, needs.match(turn.tx, match.id), word=None)
    if not by_helper:
        look_again_at_open_needs(turn, helper.id)
        call_off(turn, match, helper, "requester_cannot", {"name": asker_name(need, requester)})
    elif told:
        values = {"name": helper.first_name, "by": turn.person_by}
        call_off(turn, match, requester, as_held(need, "helper_cannot"), values)
    return ended


def reopen(turn: Turn, need_id: str) -> None:
    """Puts a need back: those whose yes came late are asked first, else the list goes on."""
    need = needs.need(turn.tx, need_id)
    if need.state is NeedState.MATCHED:
        need = needs.move_need(turn.tx, need, "reopen")
        turn.log("reopen", neighbour_id=need.neighbour_id, need_id=need.id)
    if need.state is not NeedState.OPEN:
        return
    if time_is_over(turn, need):
        turn.schedule("window_over", turn.now, neighbour_id=need.neighbour_id, need_id=need.id)
        return
    forget_passed_window(turn, need)
    asking.ask_wave(turn, need.id)


AT_ITS_TIME = frozenset({"ride", "childcare", "translation"})
"""Kinds that are worth nothing once their fixed time is over."""

FIXED = timedelta(hours=2)
"""A window no wider than this is a fixed time."""


def time_is_over(turn: Turn, need: Need) -> bool:
    """Whether it was needed at one time only, and that is past: nobody else is asked before its person says so."""
    if need.from_at is None or need.to_at is None or need.to_at - need.from_at > FIXED:
        return False
    return need.to_at <= turn.now and bool(set(need.kinds) & AT_ITS_TIME)


def report(
    turn: Turn, match_id: str, outcome: str, words: str | None = None, quiet: bool = False, *, told: bool = True
) -> None:
    """What the writer says of what became of it; `words` are their thanks, for the other side, which with `quiet`
    hears nothing of a visit that went well. Not `told` where the writer is answered otherwise."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    by_helper = turn.answers(helper.id)
    writer, other = (helper, requester) if by_helper else (requester, helper)
    other_story = _other_story(turn, match, outcome, by_helper)
    turn.settle("no_door", outcome, match_id=match.id)
    turn.settle("did_it_happen", outcome, match_id=match.id)
    turn.log(f"says {outcome}", neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    if outcome == "problem" or other_story:
        needs.change_match(turn.tx, match, outcome="problem")
        reason = "two_stories" if other_story else "problem"
        turn.case(reason, 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id)
        turn.drop_questions_about(match_id=match.id)
        for side in (requester, helper):
            turn.log("pause relay", neighbour_id=side.id, match_id=match.id)
        turn.unplan("happened", "remind", match_id=match.id)
        if match.relay_until is not None:
            needs.change_match(turn.tx, match, relay_until=turn.now)
        holds.pause_asks(turn, match.id, writer)
        if told:
            turn.tell(writer, "problem_noted", {"by": turn.person_by}, MessageClass.FOLLOW_UP)
        return
    if outcome == "well":
        _went_well(turn, match, need, writer, other, words, quiet=quiet, told=told)
        return
    if match.state is MatchState.FULFILLED:
        _two_stories(turn, match, need, writer)
        return
    if told:
        values = {"by": turn.person_by, "name": helper.first_name}
        turn.tell(writer, _missed_line(turn, match, need, by_helper), values, MessageClass.FOLLOW_UP)
    if match.state is MatchState.CONFIRMED:
        _nobody_came(turn, match, need, by_helper)


def _other_story(turn: Turn, match: Match, outcome: str, by_helper: bool) -> bool:
    """Whether the helper of a visit that stands told that nobody opened, and the person in need now tells that
    nobody came; or that all went well, where the helper told it once the visit was over."""
    if by_helper or outcome == "problem" or match.state is not MatchState.CONFIRMED:
        return False
    shut = [c for c in plan.open_cases(turn.tx) if c.reason == "door_shut" and c.match_id == match.id]
    return any(outcome == "nobody_came" or match.is_over(c.created_at) for c in shut)


def _missed_line(turn: Turn, match: Match, need: Need, by_helper: bool) -> str:
    """What is said to "nobody came": where another helper came, or may have, only of the one who did not."""
    another = (m.state for m in needs.matches_of_need(turn.tx, need.id) if m.id != match.id)
    of_one = {MatchState.FULFILLED, MatchState.CONFIRMED}.intersection(another)
    line = "one_missed" if of_one else "nobody_came"
    line = "nobody_came_helper" if by_helper else line
    return f"{line}_held" if time_is_over(turn, need) else as_held(need, line)


def _nobody_came(turn: Turn, match: Match, need: Need, by_helper: bool) -> None:
    """The helper is let go kindly and asked what they know of it; a second time a coordinator looks before more
    asks."""
    _, requester, helper = sides(turn, match)
    release_helper(turn, match, "fall_through", None)
    needs.change_match(turn.tx, needs.match(turn.tx, match.id), outcome="nobody_came", relay_until=None)
    if by_helper:
        values = {"name": helper.first_name, "by": turn.person_by}
        turn.tell(requester, as_held(need, "helper_missed"), values, MessageClass.CONNECTION)
    else:
        ask = Ask(QuestionKind.HELPER_HAPPENED, match_id=match.id)
        line = "missed" if turn.busy(helper.id, ask) else "missed_ask"
        turn.tell(
            helper, line, {"name": met(need, requester)}, MessageClass.FOLLOW_UP,
            ask=None if line == "missed" else ask, match_id=match.id,
        )  # fmt: skip
    turn.case("nobody_came", 1, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    if needs.no_shows(turn.tx, helper.id, turn.now - NO_SHOWS_WITHIN) >= NO_SHOWS:
        turn.case("no_shows", 1, neighbour_id=helper.id)
        holds.take_back_asks(turn, helper)
    reopen(turn, need.id)


def _two_stories(turn: Turn, match: Match, need: Need, writer: Neighbour) -> None:
    """The two sides, or one side twice, tell it differently: a person reads it, neither hears what the other said,
    and nobody else is asked meanwhile."""
    if need.state is NeedState.OPEN:
        turn.unplan("wave", "round", "window_over", need_id=need.id)
        release_asked(turn, need)
    turn.case("two_stories", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    turn.tell(writer, "problem_noted", {"by": turn.person_by}, MessageClass.FOLLOW_UP)


def _went_well(
    turn: Turn, match: Match, need: Need, writer: Neighbour, other: Neighbour, words: str | None, *,
    quiet: bool, told: bool,
) -> None:  # fmt: skip
    by_helper = writer.id == match.helper_id
    if match.outcome == "problem" and turn.inbound is not None:
        _two_stories(turn, match, need, writer)
        return
    if match.state is MatchState.FULFILLED:
        turn.tell(writer, "glad", {}, MessageClass.FOLLOW_UP)
        return
    if match.state is not MatchState.CONFIRMED:
        _two_stories(turn, match, need, writer)
        return
    fulfil(turn, match, need, asked=requester_asked(turn, match) if by_helper else None)
    if match.outcome == "problem":
        return
    if quiet:
        if told:
            turn.tell(writer, "person_reads", {"by": turn.person_by}, MessageClass.FOLLOW_UP)
        return
    if told:
        turn.tell(writer, "went_well_helper" if by_helper else "went_well", {}, MessageClass.FOLLOW_UP)
    if not by_helper:
        thank(turn, match, writer, other, words)
        if turn.inbound is not None:
            turn.schedule("invite", turn.kit.hours.next_decent(turn.now + INVITE_AFTER), match_id=match.id)


def thank(turn: Turn, match: Match, writer: Neighbour, helper: Neighbour, words: str | None) -> None:
    """The helper hears that it went well: in the writer's own words of thanks where there are any that may go
    across."""
    name = asker_name(needs.need(turn.tx, match.need_id), writer)
    group, heard = turn.kit.config.group, turn.kit.hear_any(words or "")
    if words is not None and not (lures(heard) or tells_secret(heard)) and group.relay != "off":
        removed = turn.kit.catalogue.removed(helper.language or group.languages[0])
        said, _ = strip_contacts(words, group.country, removed)
        values = {"name": name, "text": said}
        turn.tell(helper, "relay", values, MessageClass.FOLLOW_UP, match_id=match.id)
    else:
        turn.tell(helper, "thanks_passed", {"name": name}, MessageClass.FOLLOW_UP, match_id=match.id)
    turn.log("thank", neighbour_id=helper.id, need_id=match.need_id, match_id=match.id)


def thank_again(turn: Turn, match_id: str, words: str) -> None:
    match = needs.match(turn.tx, match_id)
    _, requester, helper = sides(turn, match)
    thank(turn, match, requester, helper, words)


def requester_asked(turn: Turn, match: Match) -> Question | None:
    """The question whether help came, where it is still open with the person in need."""
    found = questions_of(turn, match)
    return next((q for q in found if q.kind is QuestionKind.HAPPENED), None)


def fulfil(turn: Turn, match: Match, need: Need, asked: Question | None = None) -> None:
    """Help came: the match closes, what was only for the door is erased, the relay stays open for a day. `asked` is
    a question that may still bring another story, and stays open."""
    needs.move_match(
        turn.tx, match, "fulfil", closed_at=turn.now, outcome="well", relay_until=turn.now + RELAY_OPEN, word=None
    )
    for question in questions_of(turn, match):
        if asked is None or question.id != asked.id:
            turn.drop_question(question)
    turn.unplan("happened", "remind", "visit_over", match_id=match.id)
    look_again_at_open_needs(turn, match.helper_id)  # they are free again
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


def visit_over(turn: Turn, match_id: str) -> None:
    """The time of a visit is past: its helper is free again, though nobody said yet how it went."""
    look_again_at_open_needs(turn, needs.match(turn.tx, match_id).helper_id)


def close_fulfilled(turn: Turn, need: Need) -> None:
    needs.move_need(turn.tx, need, "fulfil", closed_at=turn.now, door=None)
    needs.forget_suggestions(turn.tx, need.id)
    for kind in ("news", "round", "wave", "expire"):
        turn.unplan(kind, need_id=need.id)
    plan.settle_need(turn.tx, need.id, turn.who, turn.now, "fulfilled", OUTLIVE)


def remind(turn: Turn, match: Match, which: str) -> None:
    """The evening before and two hours before, both sides. Who asked for several hears if fewer come. While the two
    may have moved the time and nobody has settled it, both hear that it may change."""
    need, requester, helper = sides(turn, match)
    start, end = match.time_of(need)
    coming = sum(m.state is MatchState.CONFIRMED for m in needs.matches_of_need(turn.tx, need.id))
    values = {
        "at": (start, end), "word": match.word, "kinds": kinds_of(match, need), "n": coming,
        "wanted": need.helpers_wanted, "need": need,
    }  # fmt: skip
    lines = ("remind" if coming >= need.helpers_wanted else "remind_one_of", "remind_helper")
    if plan.case_of_match(turn.tx, "maybe_new_time", match.id):
        lines = (f"{lines[0]}_unsure", "remind_helper_unsure")
    told = ((requester, helper.first_name), (helper, met(need, requester)))
    for (who, name), line in zip(told, lines, strict=True):
        turn.tell(
            who, line, {**values, "name": name}, MessageClass.CONNECTION, match_id=match.id,
            valid_until=match.agreed_at,
        )  # fmt: skip
    turn.log("remind", need_id=need.id, match_id=match.id, detail=which)
