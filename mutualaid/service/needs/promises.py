"""What becomes of "a person reads this by 1pm" where nobody did: one honest word, for silence is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutualaid.domain.messages import FollowUp
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.store import looks, messages, people
from mutualaid.store.engine import Tx

if TYPE_CHECKING:
    from mutualaid.service.turn import Turn

WAITED_FOR = frozenset(
    {
        "after_danger", "answers_coordinator", "asked_for_a_person", "complaint", "door_kept_back", "for_us",
        "ill", "intake_stuck", "kept_back", "language", "many_texts", "not_understood", "picture", "price_named",
        "problem", "question", "tells_more", "terms_to_read", "unwanted", "wrote_while_held",
    }
)  # fmt: skip
"""Reasons on the desk for which the one who wrote waits to hear from a person."""


def due(turn: Turn, row: FollowUp) -> None:
    """The hour we named is past: said once, where what they wrote is open and no coordinator wrote to them."""
    who = people.need(turn.tx, row.neighbour_id or "")
    held = people.talk(turn.tx, who.id).held_by is not None
    if not held and not messages.person_wrote_since(turn.tx, who.id, row.created_at):
        tell_if_open(turn, who)


def tell_if_open(turn: Turn, who: Neighbour) -> None:
    if waits(turn.tx, who.id):
        turn.tell(who, "not_read_yet", {}, MessageClass.FOLLOW_UP)


def waits(tx: Tx, neighbour_id: str, but: str = "") -> bool:
    """Whether something this phone wrote lies before a coordinator, for another reason than `but`."""
    return looks.had_case(tx, neighbour_id, sorted(WAITED_FOR - {but}), still_open=True)


DUTIES = {"promised": due}
