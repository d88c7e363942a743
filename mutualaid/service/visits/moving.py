"""The time of a visit after both said yes: what one side proposes is kept, and the other's yes moves it."""

from __future__ import annotations

from dataclasses import replace

from mutualaid.domain.conversation.effects import MoveTime, ProposeTime
from mutualaid.domain.conversation.visits.agreeing import TALKED_OF
from mutualaid.domain.needs import Match
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.vocabulary import MatchState, MessageClass
from mutualaid.service.needs.offering import look_again_at_open_needs
from mutualaid.service.rounds import engaged
from mutualaid.service.turn import Turn
from mutualaid.service.visits.matches import look_at_hour, plan_after, sides
from mutualaid.service.visits.visittime import as_utc, over_by
from mutualaid.store import needs, people


def propose(turn: Turn, writer: Neighbour, e: ProposeTime) -> None:
    match = needs.match(turn.tx, e.match_id)
    if match.state not in TALKED_OF:
        return
    start, end = (as_utc(e.when.start), as_utc(e.when.end)) if e.when is not None else (None, None)
    match = needs.change_match(turn.tx, match, moved_from=start, moved_to=end, moved_by=e.by, moved_at=turn.now)
    if start is not None and writer.id != match.helper_id:
        _warn_helper(turn, replace(match, terms_from=start, terms_to=end or start))


def _warn_helper(turn: Turn, match: Match) -> None:
    """The person in need named a time that their helper promised to somebody else: the helper hears it before they
    answer, and whose it is where that one said yes too."""
    need, _, helper = sides(turn, match)
    other = engaged.elsewhere(turn, match, need)
    if other is not None:
        name = asker_name(other.need, people.need(turn.tx, other.need.neighbour_id)) if other.mutual else None
        line = "move_taken" if other.mutual else "move_offered"
        values = {"at": other.time, **({"name": name} if other.mutual else {})}
        turn.tell(helper, line, values, MessageClass.CONNECTION, match_id=match.id)


def agree(turn: Turn, writer: Neighbour, e: MoveTime) -> None:
    """Both named the same time: reminders and "did it happen?" follow it, and what stood on the desk is settled."""
    match = needs.match(turn.tx, e.match_id)
    start, end = match.moved_from, match.moved_to
    if match.state is not MatchState.CONFIRMED or start is None:
        return
    agreed = over_by(replace(match, terms_from=start), end or start)
    match = needs.change_match(
        turn.tx, match, terms_from=start, terms_to=end, agreed_at=agreed,
        moved_from=None, moved_to=None, moved_by=None, moved_at=None,
    )  # fmt: skip
    turn.unplan("remind", "happened", match_id=match.id)
    plan_after(turn, match, start, agreed)
    look_again_at_open_needs(turn, match.helper_id)  # the time it was at is free
    look_at_hour(turn, match, needs.need(turn.tx, match.need_id))
    if e.told:
        need = needs.need(turn.tx, match.need_id)
        other = people.need(turn.tx, need.neighbour_id if writer.id == match.helper_id else match.helper_id)
        turn.tell(other, "moved_noted", {"at": (start, end)}, MessageClass.CONNECTION, match_id=match.id)
    for reason in ("maybe_new_time", "not_moved"):
        turn.settle(reason, "they agreed", match_id=match.id)
    turn.log("move time", neighbour_id=writer.id, need_id=match.need_id, match_id=match.id)
