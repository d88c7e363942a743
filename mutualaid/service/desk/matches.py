"""What somebody said on the phone, entered by hand: a yes or a no, a door, what became of it."""

from __future__ import annotations

from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.needs import Match
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.reading import When
from mutualaid.domain.vocabulary import MatchState, NeedState, QuestionKind
from mutualaid.service.desk.needs import called, not_mine, suggested, the_match
from mutualaid.service.refused import Refused
from mutualaid.service.turn import Turn
from mutualaid.service.visits import doors, holds, matches, outcomes
from mutualaid.store import messages, needs, people

LONGEST_DOOR = 100
"""Characters of a street and door."""

OUTCOMES = ("well", "nobody_came", "problem")


def said_yes(turn: Turn, match_id: str, when: When | None, by: Coordinator) -> str:
    """The helper's yes, told by phone; with a time if they named one. Says in a sentence what happens."""
    match, need, helper = the_match(turn, match_id)
    not_mine(turn, by, need, helper.id)
    if need.state is not NeedState.OPEN or need.held:
        raise Refused("This need is not open for a yes now.")
    turn.drop_questions_about(match_id=match.id)
    if match.state is MatchState.SUGGESTED:
        match = needs.move_match(turn.tx, match, "approve")
    if match.state is MatchState.APPROVED:
        match = needs.move_match(turn.tx, match, "ask", asked_at=turn.now)
    if match.state not in (MatchState.ASKED, MatchState.LAPSED, MatchState.COVERED):
        raise Refused(f"{called(helper)} said yes or no already.")
    matches.accept(turn, match.id, when)
    now = needs.match(turn.tx, match.id)
    if now.state is MatchState.ACCEPTED:
        _settle_terms(turn, match, "accepted")
        for reason in ("no_answer", "nobody"):
            turn.settle(reason, "accepted", need_id=need.id)
        if not suggested(turn, need.id):
            turn.settle("shortlist", "accepted", need_id=need.id)
        return f"{called(helper)} said yes. The person in need is asked now."
    if now.state is MatchState.ASKED:
        return f"{called(helper)} is asked by text at what time."
    return f"Someone else said yes before. {called(helper)} is first in line if that falls through."


def said_no(turn: Turn, match_id: str) -> None:
    """The helper's no, told by phone."""
    match, _, helper = the_match(turn, match_id)
    if match.state is not MatchState.ASKED:
        raise Refused(f"{called(helper)} is not being asked any more.")
    turn.drop_questions_about(match_id=match.id)
    _settle_terms(turn, match, "declined")
    matches.decline(turn, match.id)


def confirmed(turn: Turn, match_id: str, by: Coordinator) -> None:
    """The yes of the person in need, told by phone: the two are connected."""
    match, need, helper = the_match(turn, match_id)
    not_mine(turn, by, need, helper.id)
    if match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED) or need.state is not NeedState.OPEN:
        raise Refused(f"There is no yes of {called(helper)} to confirm any more.")
    _hears(turn, helper)
    turn.drop_questions_about(match_id=match.id)
    _settle_match(turn, match, "confirmed")
    turn.settle(matches.KEPT_BACK, "confirmed", match_id=match.id)
    matches.confirm(turn, match.id)


def _hears(turn: Turn, helper: Neighbour) -> None:
    """Raises Refused where somebody may read along on the helper's phone, so that they would be told nothing."""
    if people.talk(turn.tx, helper.id).hushed:
        raise Refused(
            f"Texts to {called(helper)} are stopped, for somebody may read along. Start them again on their page,"
            " or ask someone else."
        )


def give_door(turn: Turn, match_id: str, text: str) -> None:
    """Street and door, told by phone: they go to this helper alone."""
    match, need, helper = the_match(turn, match_id)
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_DOOR:
        raise Refused(f"Write the street and door, in at most {LONGEST_DOOR} characters.")
    if match.state is not MatchState.CONFIRMED:
        raise Refused(f"{called(helper)} is not connected, so the door is not passed on.")
    _hears(turn, helper)
    for question in messages.questions_about(turn.tx, match_id=match.id):
        if question.kind is QuestionKind.DOOR:
            turn.drop_question(question)
    turn.settle("no_door", "given", need_id=need.id)
    doors.give_door(turn, match.id, words)


def turned_down(turn: Turn, match_id: str) -> None:
    """The person in need would rather wait for another."""
    match, _, helper = the_match(turn, match_id)
    if match.state not in (MatchState.ACCEPTED, MatchState.COUNTERED):
        raise Refused(f"There is no yes of {called(helper)} to turn down any more.")
    _settle_match(turn, match, "turned down")
    turn.settle(matches.KEPT_BACK, "turned down", match_id=match.id)
    matches.turn_down(turn, match.id)


def fell_through(turn: Turn, match_id: str) -> None:
    """The helper cannot keep it after all."""
    match, need, helper = the_match(turn, match_id)
    if match.state not in MATCH_YES:
        raise Refused(f"{called(helper)} is not on this any more.")
    _settle_match(turn, match, "fell through")
    turn.settle("changed_after_yes", "fell through", need_id=need.id)
    outcomes.fall_through(turn, match.id)


def go_on(turn: Turn, match_id: str) -> None:
    """After a problem or a complaint: words may go across again."""
    match, _, helper = the_match(turn, match_id)
    if match.state is not MatchState.CONFIRMED or match.outcome != "problem":
        raise Refused(f"Nothing is held back with {called(helper)}.")
    holds.let_go_on(turn, match.id)


def report(turn: Turn, match_id: str, outcome: str) -> None:
    """What became of it, told by phone: one of OUTCOMES."""
    match, _, _ = the_match(turn, match_id)
    if outcome not in OUTCOMES or match.state is not MatchState.CONFIRMED:
        raise Refused("What became of this was told already.")
    _settle_match(turn, match, outcome)
    turn.drop_questions_about(match_id=match.id)
    outcomes.report(turn, match.id, outcome)


def _settle_match(turn: Turn, match: Match, outcome: str) -> None:
    _settle_terms(turn, match, outcome)
    for reason in (
        "cannot_ask",
        "not_reached",
        "did_it_happen",
        "problem",
        "two_stories",
        "no_door",
    ):
        turn.settle(reason, outcome, match_id=match.id)


def _settle_terms(turn: Turn, match: Match, outcome: str) -> None:
    for reason in ("terms_to_read", holds.PRICE_NAMED):
        turn.settle(reason, outcome, match_id=match.id)
