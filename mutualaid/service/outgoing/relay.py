"""Words across a connection, without a number: what one side texts reaches the other as from us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mutualaid.domain.followups import may_leave
from mutualaid.domain.lures import lures, tells_secret
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.language.saying.pictures import lost
from mutualaid.service import phones
from mutualaid.service.incoming import flood
from mutualaid.service.outgoing import reach
from mutualaid.service.refused import Refused
from mutualaid.service.turn import NEAR, Turn
from mutualaid.service.visits import holds
from mutualaid.store import messages, needs, people, plan
from mutualaid.transport.contacts import strip_contacts

TO_PASS_ON = "to_pass_on"


def _name(need: Need, who: Neighbour) -> str | None:
    """What the other side calls this one."""
    return asker_name(need, who) if who.id == need.neighbour_id else who.first_name


def _leave_to_person(
    turn: Turn, match: Match, need: Need, writer: Neighbour, other: Neighbour, text: str
) -> None:
    """Where the relay is off: the words wait on the desk behind those that wait there already."""
    turn.case(TO_PASS_ON, 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
    _remark(turn, writer, "relay_by_person", {"name": _name(need, other), "by": turn.person_by})


def _remark(turn: Turn, writer: Neighbour, line: str, values: Mapping[str, Any]) -> None:
    """Tells the writer what became of their words, where nothing else answers the text."""
    if not (turn.replied or turn.answered_anyway):
        turn.tell(writer, line, values, MessageClass.REPLY)


def pass_on(turn: Turn, case_id: str) -> str:
    """A coordinator passes waiting words on as they stand, numbers and links left out; says in a sentence what she
    did. Raises Refused where the case is settled or the other side may not be texted."""
    case = plan.case(turn.tx, case_id)
    if case is None or case.settled_at is not None or case.match_id is None:
        raise Refused("Someone settled that already.")
    match = needs.match(turn.tx, case.match_id)
    if match.outcome == "problem":
        raise Refused("Nothing goes between these two until someone lets it go on, on the need's page.")
    need = needs.need(turn.tx, match.need_id)
    writer_is_helper = case.neighbour_id == match.helper_id
    other = people.need(turn.tx, need.neighbour_id if writer_is_helper else match.helper_id)
    writer = people.need(turn.tx, match.helper_id if writer_is_helper else need.neighbour_id)
    language = other.language or turn.kit.config.group.languages[0]
    country, before = turn.kit.config.group.country, _passed_on(turn, match.id, other)
    removed = turn.kit.catalogue.removed(language)
    words, stripped = strip_contacts(" / ".join((case.note or "").splitlines()), country, removed, before)
    values = {"name": _name(need, writer), "text": words}
    if turn.tell(other, "relay", values, MessageClass.RELAY, match_id=match.id, need_id=need.id) is None:
        raise Refused("We may not text the other side. Phone them.")
    plan.settle_case(turn.tx, case.id, turn.who, turn.now, "passed on")
    turn.log("relay", neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    return "Passed on, without the number or link in it." if stripped else "Passed on."


def _kept_back(turn: Turn, match: Match, other: Neighbour, text: str) -> str | None:
    """Why words go to a person and not across, as a reason on the desk: the connection waits for a coordinator,
    they ask for or tell what nobody should, or somebody may be reading along on the other phone."""
    if match.outcome == "problem":
        return "for_us"
    heard = turn.kit.hear_any(text)
    if lures(heard, helping=other.id != match.helper_id):
        return "lure"
    if tells_secret(heard):
        return "for_us"
    return "kept_back" if people.talk(turn.tx, other.id).hushed else None


def relay(turn: Turn, match_id: str, text: str) -> None:
    """Sends the writer's words to the other side, a flood of them aside; numbers and links are left out and the
    writer told. In quiet hours the words wait unless the other side is awake or the agreed time is near."""
    match = needs.match(turn.tx, match_id)
    need = needs.need(turn.tx, match.need_id)
    requester, helper = people.need(turn.tx, need.neighbour_id), people.need(turn.tx, match.helper_id)
    writer, other = (helper, requester) if turn.answers(helper.id) else (requester, helper)
    if not flood.passes_on(turn, writer):
        return
    mine, theirs = _name(need, writer), _name(need, other)
    country = turn.kit.config.group.country
    language = other.language or turn.kit.config.group.languages[0]
    back = _kept_back(turn, match, other, text)
    if back is not None:
        turn.case(back, 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
        if back == "lure":
            holds.hold(turn, match.id, both=True)
        _remark(turn, writer, "not_sent_on" if back == "lure" else "person_reads", {"by": turn.person_by})
        return
    words, stripped = strip_contacts(
        text, country, turn.kit.catalogue.removed(language), _passed_on(turn, match_id, other)
    )
    if turn.kit.config.group.relay == "off" and phones.is_reachable(other) and not reach.unreached(turn, other):
        _leave_to_person(turn, match, need, writer, other, text)
        return
    near = match.agreed_at is not None and abs(match.agreed_at - turn.now) <= NEAR
    waits = not may_leave(MessageClass.RELAY, turn.now, turn.kit.hours, wrote_at=other.last_in_at, near=near)
    values = {"name": mine, "text": words}
    if turn.tell(other, "relay", values, MessageClass.RELAY, match_id=match.id, need_id=need.id) is None:
        _remark(turn, writer, "relay_closed", {"name": theirs})
        turn.case("relay_closed", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
        return
    turn.log("relay", neighbour_id=writer.id, need_id=need.id, match_id=match.id)
    if lost(text, language) and turn.kit.hear_any(text).says("relay.allergic"):
        turn.case("picture", 0, neighbour_id=writer.id, need_id=need.id, match_id=match.id, note=text)
    if stripped:
        _remark(turn, writer, "contact_removed", {"name": theirs})
    elif waits:
        _remark(turn, writer, "relay_waits", {"name": theirs})


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
