"""Street and door: kept with the need until its match closes, told to the helper who comes and to nobody else."""

from __future__ import annotations

from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.lures import without_secrets
from mutualaid.domain.messages import FollowUp
from mutualaid.domain.needs import Match, Need
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MatchState, MessageClass
from mutualaid.service.needs import promises
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan
from mutualaid.transport.contacts import strip_contacts

KEPT_BACK = "door_kept_back"
"""The case of a street whose helper may be told nothing now."""


def asking_line(turn: Turn, need: Need) -> str:
    """The line that asks for street and door: for somebody else also who opens, unless that was said."""
    if not need.on_behalf:
        return "connected_door"
    said = any(turn.kit.hear(wish).says("doors.opens") for wish in need.at_door)
    return "connected_door_opens" if said else "connected_door_for"


def told_before(turn: Turn, need: Need) -> str | None:
    """The street and door this person gave for another need at the same place; what was given is not asked
    again."""
    if need.on_behalf:
        return None
    for other in needs.needs_of(turn.tx, need.neighbour_id):
        same = other.place_text == need.place_text and other.for_name == need.for_name
        if other.door is not None and same and not other.on_behalf:
            return other.door
    return None


def given(turn: Turn, match: Match, helper: Neighbour, text: str) -> tuple[str, bool]:
    """Street and door without numbers, links and PINs, and whether there were any; the text that carries them is
    erased with the door."""
    if turn.inbound is not None and not turn.answers(helper.id):
        messages.change(turn.tx, turn.inbound, line="door", match_id=match.id)
    return without_contacts(turn, helper, text)


def without_contacts(turn: Turn, reader: Neighbour, text: str) -> tuple[str, bool]:
    """A text without numbers, links and the PIN of a card, with what stands for them to this reader; and whether
    there were any."""
    group = turn.kit.config.group
    removed = turn.kit.catalogue.removed(reader.language or group.languages[0])
    words, secret = without_secrets(turn.kit.hear_any(text), text, removed[0])
    words, stripped = strip_contacts(words, group.country, removed)
    return words, secret or stripped


def tell_door(turn: Turn, match: Match, need: Need) -> bool:
    """Street and door go to this helper, with the door word. False where nothing may go to that phone: then a
    coordinator finds them with the need."""
    helper = people.need(turn.tx, match.helper_id)
    requester = people.need(turn.tx, need.neighbour_id)
    values = {"name": met(need, requester), "door": need.door, "word": match.word, "need": need}
    if turn.tell(helper, "door", values, MessageClass.CONNECTION, match_id=match.id) is not None:
        return True
    turn.case(KEPT_BACK, 0, neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    return False


def street_next(turn: Turn, match: Match, need: Need) -> None:
    """Tells the helper the street that is known already; whoever is being answered in this turn gets it behind the
    answer, in a turn of its own."""
    if turn.answers(match.helper_id):
        turn.schedule("street", turn.now, match_id=match.id)
    else:
        tell_door(turn, match, need)


def _street(turn: Turn, row: FollowUp) -> None:
    match = needs.match(turn.tx, row.match_id or "")
    need = needs.need(turn.tx, match.need_id)
    if match.state is MatchState.CONFIRMED and need.door is not None:
        tell_door(turn, match, need)


DUTIES = {"street": _street}


def met(need: Need, requester: Neighbour) -> str | None:
    """The first name of the one a helper comes to, who need not be the one who asks."""
    return need.for_first_name or requester.first_name


def give_door(turn: Turn, match_id: str, text: str) -> None:
    """Keeps street and door and tells them to this helper only, once both said yes. Where the helper may be told
    nothing, the giver hears that a person reads it."""
    match = needs.match(turn.tx, match_id)
    need, helper = needs.need(turn.tx, match.need_id), people.need(turn.tx, match.helper_id)
    requester = people.need(turn.tx, need.neighbour_id)
    if match.state not in MATCH_YES:
        turn.tell(requester, "door_too_late", {}, MessageClass.REST)
        return
    words, stripped = given(turn, match, helper, text)
    need = needs.change_need(turn.tx, need, door=words)
    turn.log("give door", neighbour_id=requester.id, need_id=need.id, match_id=match.id)
    if match.state is not MatchState.CONFIRMED:
        turn.tell(requester, "door_confirm", {"name": helper.first_name}, MessageClass.REPLY, match_id=match.id)
        return
    if not tell_door(turn, match, need):
        turn.tell(requester, "person_reads", {"by": turn.person_by}, MessageClass.CONNECTION)
        return
    line = "contact_removed" if stripped else "door_given"
    turn.tell(requester, line, {"name": helper.first_name}, MessageClass.CONNECTION, match_id=match.id)


def tell_kept_back(turn: Turn, helper: Neighbour) -> None:
    """The streets kept back from a helper who may be texted again, of visits that are still to come; who gave one
    was promised to hear. Where they wrote more since, which may be another street, a person reads both first."""
    for match in needs.matches_of_helper(turn.tx, helper.id):
        need = needs.need(turn.tx, match.need_id)
        if match.state is not MatchState.CONFIRMED or need.door is None or match.is_over(turn.now):
            continue
        kept = plan.find_open(turn.tx, KEPT_BACK, need.neighbour_id, need.id, match.id)
        more = promises.waits(turn.tx, need.neighbour_id, but=KEPT_BACK)
        if kept is not None and not more and tell_door(turn, match, need):
            turn.settle(KEPT_BACK, "told", match_id=match.id)
            requester, values = people.need(turn.tx, need.neighbour_id), {"name": helper.first_name}
            turn.tell(requester, "door_given", values, MessageClass.CONNECTION, match_id=match.id)
