"""Words across a connection, without a number: what one side texts reaches the other as from us."""

from __future__ import annotations

from datetime import timedelta

from mutualaid.domain.followups import may_leave
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.language.lures import lures
from mutualaid.service import outcomes
from mutualaid.service.turn import NEAR, Turn
from mutualaid.store import messages, needs, people
from mutualaid.transport.contacts import strip_contacts


def relay(turn: Turn, match_id: str, text: str) -> None:
    """Sends the writer's words to the other side; numbers and links are left out and the writer told. In quiet
    hours the words wait unless the other side is awake or the agreed time is near."""
    match = needs.match(turn.tx, match_id)
    need = needs.need(turn.tx, match.need_id)
    requester, helper = people.need(turn.tx, need.neighbour_id), people.need(turn.tx, match.helper_id)
    writer, other = (helper, requester) if turn.answers(helper.id) else (requester, helper)
    country = turn.kit.config.group.country
    language = other.language or turn.kit.config.group.languages[0]
    if lures(text):
        outcomes.hold(turn, match.id)
        turn.case("lure", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
        turn.tell(writer, "person_reads", {"by": turn.person_by})
        return
    words, stripped = strip_contacts(text, country, language, _passed_on(turn, match_id, other))
    if people.talk(turn.tx, other.id).hushed:
        turn.case("relay_closed", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
        turn.tell(writer, "person_reads", {"by": turn.person_by})
        return
    if other.standing != "active":
        turn.tell(writer, "relay_closed", {"name": other.first_name}, MessageClass.REPLY)
        turn.case("relay_closed", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
        return
    near = match.agreed_at is not None and abs(match.agreed_at - turn.now) <= NEAR
    waits = not may_leave(MessageClass.RELAY, turn.now, turn.kit.hours, wrote_at=other.last_in_at, near=near)
    values = {"name": writer.first_name, "text": words}
    turn.tell(other, "relay", values, MessageClass.RELAY, match_id=match.id, need_id=need.id)
    turn.log("relay", neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    if stripped:
        turn.tell(writer, "contact_removed", {"name": other.first_name}, MessageClass.REPLY)
    elif waits:
        turn.tell(writer, "relay_waits", {"name": other.first_name}, MessageClass.REPLY)


IN_PIECES = timedelta(hours=1)
"""Within this time a number may come in several texts."""


def _passed_on(turn: Turn, match_id: str, to: Neighbour) -> str:
    """The words that went this way last: a number may have begun there."""
    said = [
        m.body.partition(": ")[2]
        for m in messages.of_neighbour(turn.tx, to.id, limit=12)
        if m.line == "relay" and m.match_id == match_id and turn.now - m.created_at <= IN_PIECES
    ]
    return " ".join(said[-4:])
