"""A match that is held: after fear, a complaint or a problem nothing goes between the two, and the other side is
asked for nothing, until a coordinator has looked. Nobody hears why."""

from __future__ import annotations

from mutualaid.domain.conversation.choices import LACKS, OFF, REST, choices_of, waiting_words
from mutualaid.domain.conversation.visits.visits import off_again, was_asked_twice
from mutualaid.domain.followups import HAPPENED_AFTER, SOON
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match, Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import WITHOUT_DISTANCE_KINDS, MatchState, MessageClass, QuestionKind
from mutualaid.service.needs.offering import look_again_at_open_needs
from mutualaid.service.needs.posting import call_off, release_helper
from mutualaid.service.turn import Turn
from mutualaid.service.visits import doors, matches
from mutualaid.service.visits.matches import REMINDERS, kinds_of, plan_reminders, sides
from mutualaid.store import messages, needs, people, plan

PRICE_NAMED = "price_named"
"""The case of a helper who puts a price on their help: no yes connects them to anybody before a person looked."""


def confirm(turn: Turn, match_id: str, door: str | None = None) -> None:
    """The person's yes to this helper. While it is not sure that the helper comes after all it is kept, with the
    street given beside it."""
    match = needs.match(turn.tx, match_id)
    need, requester, helper = sides(turn, match)
    if match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED) or not doubted(turn, match) or need.held:
        matches.confirm(turn, match_id, door)
        return
    if match.state is MatchState.COUNTERED:
        match = needs.move_match(turn.tx, match, "accept")
    needs.change_match(turn.tx, match, agreed_first=True)
    if door is not None and not need.on_behalf:
        needs.change_need(turn.tx, need, door=doors.given(turn, match, helper, door)[0])
    turn.unplan("confirm_nudge", match_id=match.id)
    turn.tell(requester, "yes_kept", {"name": helper.first_name}, MessageClass.CONNECTION, match_id=match.id)
    turn.log("keep yes", neighbour_id=requester.id, need_id=need.id, match_id=match.id)


def doubted(turn: Turn, match: Match) -> bool:
    """Whether the helper is asked if they can come, or if it is off, or did not say and a person reads it; or wants
    money for it."""
    unsaid = plan.find_open(turn.tx, "unsent", match.helper_id, match.need_id, match.id)
    if unsaid is not None or plan.find_open(turn.tx, PRICE_NAMED, match.helper_id, None, match.id) is not None:
        return True
    asked = messages.question_of(turn.tx, match.helper_id)
    if asked is None or asked.kind is not QuestionKind.SEND_WHERE:
        return False
    return any(choice.does == OFF and match.id in choice.ids for choice in choices_of(asked.text))


TOLD_TO_WAIT = ("visit_waits", "visit_unsure")
"""The lines that stop a visit which is held: to the helper, and to the person in need."""

LOOKED_AT = ("complaint", "problem", "lure")
"""Cases while which the other side gets no asks, and nothing goes between the two."""


def hold(turn: Turn, match_id: str, *, both: bool = False) -> None:
    """Fear or complaint: nothing goes across and nothing is announced until a coordinator looked. Close to the
    agreed time the other side is told, without a reason, to wait; with `both` who wrote as well, who does not know
    that the visit waits."""
    match = needs.match(turn.tx, match_id)
    if match.state is MatchState.CONFIRMED and match.outcome != "problem":
        needs.change_match(turn.tx, match, outcome="problem")
        turn.unplan("remind", "happened", "door", match_id=match.id)
        _drop_reminders(turn, match)
        _stop_on_the_way(turn, match, both)
        _ask_no_more_where(turn, match)
    elif match.relay_until is not None:
        needs.change_match(turn.tx, match, relay_until=turn.now)
    turn.log("hold match", need_id=match.need_id, match_id=match.id)


def _ask_no_more_where(turn: Turn, match: Match) -> None:
    """Words that wait for a "1 send" would go across once it is held."""
    _, requester, helper = sides(turn, match)
    for who in (requester, helper):
        asked = messages.question_of(turn.tx, who.id)
        if asked is not None and asked.kind is QuestionKind.SEND_WHERE:
            turn.drop_question(asked)


def _drop_reminders(turn: Turn, match: Match) -> None:
    """A reminder that still waits to leave would send somebody to the door."""
    _, requester, helper = sides(turn, match)
    for who in (requester, helper):
        for message in messages.queued_for(turn.tx, who.id):
            if message.match_id == match.id and message.line in REMINDERS:
                messages.move(turn.tx, message, "drop", reason="held until somebody has looked")


def _stop_on_the_way(turn: Turn, match: Match, both: bool) -> None:
    need, requester, helper = sides(turn, match)
    writer, other = (helper, requester) if turn.answers(helper.id) else (requester, helper)
    start = match.terms_from or need.from_at or match.agreed_at
    if start is None or set(kinds_of(match, need)) <= WITHOUT_DISTANCE_KINDS:
        return
    turn.unplan("stop_visit", "wait_word", match_id=match.id)
    for side in (other, writer) if both else (other,):
        if turn.now < start - SOON:
            turn.schedule("stop_visit", start - SOON, match_id=match.id, subject=side.id, anew=False)
        else:
            stop_visit(turn, match, side)


def stop_visit(turn: Turn, match: Match, to: Neighbour) -> None:
    """Tells one side of a visit that is held to wait; nothing where it should be over."""
    if match.agreed_at is not None and not match.is_over(turn.now):
        line = "visit_waits" if to.id == match.helper_id else "visit_unsure"
        call_off(turn, match, to, line, {"by": turn.person_by})
        turn.schedule("wait_word", turn.person_by, match_id=match.id, subject=to.id, anew=False)


def let_go_on(turn: Turn, match_id: str) -> None:
    """A coordinator looked: words go across again, and it is asked whether it happened. Whoever was told to wait
    hears that it goes on."""
    match = needs.match(turn.tx, match_id)
    needs.change_match(turn.tx, match, outcome=None)
    turn.unplan("stop_visit", "wait_word", match_id=match.id)
    agreed = match.agreed_at or turn.now
    due = turn.kit.hours.next_decent(max(agreed, turn.now) + HAPPENED_AFTER)
    turn.schedule("happened", due, match_id=match.id)
    need, requester, helper = sides(turn, match)
    for line, to, other in zip(TOLD_TO_WAIT, (helper, requester), (requester, helper), strict=True):
        if messages.last_of(turn.tx, match.id, (line,)) is not None:
            values = {"name": other.first_name, "at": match.time_of(need)}
            turn.tell(to, "visit_on", values, MessageClass.CONNECTION, match_id=match.id)
    for reason in LOOKED_AT:
        turn.settle(reason, "looked at", match_id=match.id)
    turn.log("let match go on", need_id=match.need_id, match_id=match.id)
    look_again_at_open_needs(turn)


def let_stand(turn: Turn, who: Neighbour, match_id: str) -> None:
    """A visit of `who` that may have been off is on: both are reminded of it again, and the other side hears so
    where it was told to wait. One that waited for it with a yes that was kept is agreed on."""
    match = needs.match(turn.tx, match_id)
    if match.state is MatchState.ACCEPTED and match.agreed_first:
        turn.settle("unsent", "comes", match_id=match.id)
        matches.confirm(turn, match.id)
        return
    if match.state is not MatchState.CONFIRMED or match.outcome is not None or match.is_over(turn.now):
        return
    need, requester, helper = sides(turn, match)
    plan_reminders(turn, match, match.time_of(need)[0])
    line, to = (TOLD_TO_WAIT[0], helper) if who.id == requester.id else (TOLD_TO_WAIT[1], requester)
    if messages.last_of(turn.tx, match.id, (line,)) is not None:
        values = {"name": who.first_name, "at": match.time_of(need)}
        turn.tell(to, "visit_on", values, MessageClass.CONNECTION, match_id=match.id)
    turn.log("let match go on", need_id=match.need_id, match_id=match.id)


def pause_asks(turn: Turn, match_id: str, writer: Neighbour) -> None:
    """The other side of a problem is asked nothing more until a coordinator has looked."""
    _, requester, helper = sides(turn, needs.match(turn.tx, match_id))
    take_back_asks(turn, requester if writer.id == helper.id else helper)


def take_back_asks(turn: Turn, who: Neighbour) -> None:
    """An ask that is out is taken back, without a reason."""
    for match in needs.matches_of_helper(turn.tx, who.id):
        if match.state is MatchState.ASKED:
            release_helper(turn, match, "withdraw", "ask_changed")
            turn.schedule("wave", turn.now, need_id=match.need_id)


def due(turn: Turn, row: FollowUp) -> None:
    """A visit that is held is near, and nobody has looked: the other side is told to wait."""
    match, to = _still_held(turn, row)
    if match is not None and to is not None:
        stop_visit(turn, match, to)


def word_due(turn: Turn, row: FollowUp) -> None:
    """The hour by which whoever waits was to hear is past, and no coordinator wrote: they need not wait for it."""
    match, to = _still_held(turn, row)
    if match is not None and to is not None and not messages.person_wrote_since(turn.tx, to.id, row.created_at):
        turn.tell(to, "visit_no_word", {}, MessageClass.CONNECTION, match_id=match.id)


def _still_held(turn: Turn, row: FollowUp) -> tuple[Match | None, Neighbour | None]:
    match = needs.find_match(turn.tx, row.match_id)
    held = match is not None and match.state is MatchState.CONFIRMED and match.outcome == "problem"
    return (match if held else None), people.get(turn.tx, row.subject)


def unsent(turn: Turn, question: Question) -> None:
    """Nobody said whom the words that wait with `question` are for, or which visit is off: a coordinator reads it.
    A visit that may be off is announced no more, both sides hear that it may change, and it is asked once more. Of
    a helper who is ill and says no more nothing waits; where they may be hungry their need stands."""
    choices, words = choices_of(question.text), waiting_words(question.text)
    found = [(choice.does, needs.find_match(turn.tx, id)) for choice in choices for id in choice.ids]
    match = next((m for _, m in found if m is not None), None)
    if choices[0].does in (REST, LACKS) or was_asked_twice(choices):
        return
    turn.case(
        "unsent", 0, neighbour_id=question.neighbour_id, note=words,
        need_id=match.need_id if match is not None else None, match_id=match.id if match is not None else None,
    )  # fmt: skip
    doubted = [m for does, m in found if m is not None and does == OFF and m.state is MatchState.CONFIRMED]
    doubted = [m for m in doubted if m.outcome is None and not m.is_over(turn.now)]
    for each in doubted:
        turn.unplan("remind", match_id=each.id)
        _drop_reminders(turn, each)
        _, requester, helper = sides(turn, each)
        other = requester if helper.id == question.neighbour_id else helper
        call_off(turn, each, other, "visit_unsure" if other is requester else "visit_waits", {"by": turn.person_by})
    if doubted:
        writer, first = people.need(turn.tx, question.neighbour_id), doubted[0]
        line = "off_still_unsaid" if len(doubted) == 1 else "off_all_unsaid"
        again = off_again([each.id for each in doubted], words)
        call_off(turn, first, writer, line, {"by": turn.person_by}, again)


DUTIES = {"stop_visit": due, "wait_word": word_due}
