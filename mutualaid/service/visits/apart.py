"""Two people who are never to be put together again, by the word of one of them: nobody hears why."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.followups import HAPPENED_AFTER
from mutualaid.domain.needs import Match
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import MatchState
from mutualaid.service.needs import seriesbook
from mutualaid.service.needs.posting import release_helper
from mutualaid.service.rounds.rulings import called
from mutualaid.service.turn import Turn
from mutualaid.service.visits import holds, outcomes
from mutualaid.store import needs, people


def named(turn: Turn, who: Neighbour, reading: Reading) -> tuple[Neighbour, ...]:
    """Everyone but `who` whose first name the wish says."""
    return called(turn.tx, who.id, reading.barred)


def rule_out(turn: Turn, who: Neighbour, other_id: str) -> None:
    """`who` wants no match with the other any more. What is on between the two ends, and the other side hears only
    that it will not work this time; of a visit that is held until a coordinator looks it hears nothing now."""
    other = people.need(turn.tx, other_id)
    needs.rule_out(turn.tx, who.id, other.id, turn.who, turn.now)
    turn.log("rule out", neighbour_id=who.id, detail=other.name)
    for match in needs.between(turn.tx, who.id, other.id):
        if seriesbook.is_kept(turn, needs.need(turn.tx, match.need_id), match.helper_id):
            seriesbook.let_helper_go(turn, match.need_id)
        _part(turn, match, by_helper=match.helper_id == who.id)


def strike(turn: Turn, one: str, two: str) -> None:
    """Takes what nobody was told of off the lists."""
    for match in needs.between(turn.tx, one, two):
        if match.state in (MatchState.SUGGESTED, MatchState.APPROVED):
            needs.move_match(turn.tx, match, "withdraw", closed_at=turn.now)


def _asked_of(turn: Turn, agreed_at: datetime) -> bool:
    """Whether a visit agreed for then is so long past that it is asked how it went."""
    return agreed_at + HAPPENED_AFTER <= turn.now


def _part(turn: Turn, match: Match, by_helper: bool) -> None:
    if match.state in (MatchState.SUGGESTED, MatchState.APPROVED, MatchState.COVERED):
        needs.move_match(turn.tx, match, "withdraw", closed_at=turn.now)
    elif match.state is MatchState.ASKED:
        release_helper(turn, match, "withdraw", None if by_helper else "ask_changed")
        turn.schedule("wave", turn.now, need_id=match.need_id)
    elif match.state in (MatchState.COUNTERED, MatchState.ACCEPTED) and not by_helper:
        release_helper(turn, match, "turn_down", "turned_down")
        turn.schedule("wave", turn.now, need_id=match.need_id)
    elif match.state is MatchState.CONFIRMED and (
        match.outcome == "problem" or needs.need(turn.tx, match.need_id).held
    ):
        return  # a line now, right after her fear, would tell whose it is
    elif match.state is MatchState.CONFIRMED and match.agreed_at is not None and _asked_of(turn, match.agreed_at):
        holds.hold(turn, match.id)  # a visit that is past is called off for nobody
    elif match.state in (MatchState.COUNTERED, MatchState.ACCEPTED, MatchState.CONFIRMED):
        outcomes.let_go(turn, match, by_helper)
        outcomes.reopen(turn, match.need_id)
    elif match.relay_until is not None and match.relay_until > turn.now:
        needs.change_match(turn.tx, match, relay_until=turn.now)
