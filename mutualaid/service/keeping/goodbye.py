"""Forgetting somebody who asked for it by text: what is open ends at once, one last text goes out, and when it has
left, what names them is erased here and at the provider.

Where danger is open, or they asked for something again meanwhile, a coordinator does it instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mutualaid.domain.messages import FollowUp
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageState
from mutualaid.service import phones
from mutualaid.service.keeping import forgetting
from mutualaid.service.kit import Kit
from mutualaid.service.turn import Turn
from mutualaid.store import erasing, messages, needs, people, plan

ROW = "goodbye"

SOON = timedelta(minutes=1)
"""When it is looked whether the last text has left; and again, while it has not."""

PROVIDER_AGAIN = timedelta(days=1)
PROVIDER_TRIES = 7
"""How often the provider is asked to delete what it could not at once."""

LEAVING = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.UNSURE})


def begin(turn: Turn, who: Neighbour) -> None:
    """Ends what is open with them, the other side hearing one honest line, and plans the erasing."""
    answered = turn.inbound.id if turn.inbound is not None else None
    for message in messages.queued_for(turn.tx, who.id):
        if message.reply_to != answered:
            messages.move(turn.tx, message, "drop", reason="forgotten")
    phones.end_all(turn, who)
    for case in plan.open_cases(turn.tx):
        if case.neighbour_id == who.id:
            plan.settle_case(turn.tx, case.id, turn.who, turn.now, "forgotten")
    turn.schedule(ROW, turn.now + SOON, neighbour_id=who.id)
    turn.log("forget asked", neighbour_id=who.id)


def _goodbye(turn: Turn, row: FollowUp) -> Callable[[Kit], None] | None:
    who = people.need(turn.tx, row.neighbour_id or "")
    if not who.phone.startswith(erasing.GONE):
        if needs.needs_of(turn.tx, who.id) or needs.offers_of(turn.tx, who.id):
            turn.case("forget", 1, neighbour_id=who.id)
            return None
        if any(m.state in LEAVING for m in messages.of_neighbour(turn.tx, who.id)):
            turn.schedule(ROW, turn.now + SOON, neighbour_id=who.id)
            return None
        forgetting.erase(turn, who)
    tries = int(row.subject or 1)
    return lambda kit: _gone(kit, who.id, tries)


def _gone(kit: Kit, neighbour_id: str, tries: int) -> None:
    """What was emptied goes off the disk, and their texts at the provider; what is left there is tried again the
    next day, and in the end shown on the desk."""
    kit.store.sweep()
    if not forgetting.delete_at_provider(kit, [neighbour_id]).left:
        return

    def later(turn: Turn) -> None:
        if tries >= PROVIDER_TRIES:
            turn.case("failed_plan", 1, note="deleting a forgotten neighbor's texts at the provider")
            return
        turn.schedule(ROW, turn.now + PROVIDER_AGAIN, neighbour_id=neighbour_id, subject=str(tries + 1))

    kit.turn(later)


DUTIES = {ROW: _goodbye}
