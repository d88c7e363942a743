"""Whom to ask, once, whether there is something they like doing for others."""

from __future__ import annotations

from datetime import timedelta

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MatchState, MessageClass, QuestionKind, Standing
from mutualaid.service.turn import Turn
from mutualaid.store import looks, messages, needs, people

PRIVATE_KINDS = frozenset({"medicine", "money", "care", "shelter"})
"""After help with these nobody is asked for anything."""

AGAIN = timedelta(days=1)
"""When it is looked at again where something else was open."""

GIVEN_UP = timedelta(days=7)
"""How long after the help the question may wait for a quiet moment."""


def fits(turn: Turn, match: Match) -> bool:
    """Whether this help is one after which it may be asked: plain, their own, and without any trouble."""
    need = needs.need(turn.tx, match.need_id)
    who = people.need(turn.tx, need.neighbour_id)
    private = PRIVATE_KINDS & set(need.kinds) or need.on_behalf or need.for_name or need.danger
    well = match.state is MatchState.FULFILLED and match.outcome == "well"
    return well and not private and who.invited_at is None and not _troubled(turn, who)


def _troubled(turn: Turn, who: Neighbour) -> bool:
    """Whether a complaint, a problem or danger was ever on the desk about them."""
    return looks.had_case(turn.tx, who.id, ("complaint", "problem", "two_stories", "danger", "never_together"))


def is_free(turn: Turn, who: Neighbour) -> bool:
    """Whether nothing else is open with them, and they do not help already."""
    talk = people.talk(turn.tx, who.id)
    settled = who.standing is Standing.ACTIVE and talk.held_by is None and not talk.hushed
    idle = not needs.needs_of(turn.tx, who.id) and messages.question_of(turn.tx, who.id) is None
    return settled and idle and not needs.offers_of(turn.tx, who.id) and not needs.helping(turn.tx, who.id)


def due(turn: Turn, row: FollowUp) -> None:
    """Once in the lifetime of a phone, after help went well: is there something they like doing for others?"""
    match = needs.find_match(turn.tx, row.match_id)
    if match is None or not fits(turn, match):
        return
    who = people.need(turn.tx, needs.need(turn.tx, match.need_id).neighbour_id)
    if not is_free(turn, who):
        if match.closed_at is not None and turn.now - match.closed_at < GIVEN_UP:
            turn.schedule("invite", turn.now + AGAIN, match_id=match.id)
        return
    people.change(turn.tx, who, invited_at=turn.now)
    turn.tell(who, "invite", {}, MessageClass.REST, ask=Ask(QuestionKind.INVITE))
    turn.log("invite", neighbour_id=who.id)
