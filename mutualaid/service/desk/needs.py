"""What a coordinator does with a need and its matches, by hand. Each verb runs in her turn and raises Refused with
a sentence where it cannot be done. Nobody decides on a match they are part of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.lifecycle import MATCH_ON, NEED_LIVE
from mutualaid.domain.needs import BY_HAND, Match, Need, Offer
from mutualaid.domain.people import Coordinator, Neighbour
from mutualaid.domain.refusing import refused_in
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState, Pays, QuestionKind
from mutualaid.service import alarms
from mutualaid.service.needs import offering, posting
from mutualaid.service.phones import is_reachable
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.rounds import asking, engaged, matchmaking
from mutualaid.service.turn import Turn
from mutualaid.service.visits import holds, outcomes
from mutualaid.store import looks, messages, needs, people, plan
from mutualaid.store.engine import Tx

PART = "You are part of this yourself, so another coordinator has to decide."

ENDS = {"fulfil": "need_found", "withdraw": "need_dropped", "give_up": "closed_unmet"}
"""How a need is closed by hand, and what its person is told."""


PAYERS = {"fund": Pays.FUND, "nobody": Pays.NOBODY}
"""Who pays the store where the one in need cannot, by what the button says."""


def has_number(phone: str) -> bool:
    """Whether this is a number still; forgetting leaves something else in its place."""
    return phone.startswith("+")


def number(phone: str) -> str:
    """A phone number as people write it: "(415) 555-0111" for North America, else as it is. Of somebody who was
    forgotten there is none."""
    if not has_number(phone):
        return "a forgotten neighbor"
    if len(phone) == 12 and phone.startswith("+1") and phone[1:].isdigit():
        return f"({phone[2:5]}) {phone[5:8]}-{phone[8:]}"
    return phone


def called(who: Neighbour) -> str:
    """A name for a coordinator's eyes: what they are called, else their number."""
    return who.name or number(who.phone)


def part_of(tx: Tx, by: Coordinator, need: Need, helper_ids: set[str]) -> bool:
    """Whether this coordinator's own phone asks for the need or is one of these helpers."""
    mine = people.by_phone(tx, by.phone) if by.phone else None
    return mine is not None and (mine.id == need.neighbour_id or mine.id in helper_ids)


def waits_for_fund(need: Need) -> bool:
    """Whether it is held back until somebody knows who pays the store."""
    return need.held and need.pays is Pays.CANNOT and need.state in NEED_LIVE


def not_held(need: Need) -> None:
    if waits_for_fund(need):
        raise Refused("They cannot pay the store. Say first who pays.")
    if need.held:
        raise Refused("This need is held back because of danger. Release it first.")


def the_need(turn: Turn, need_id: str) -> Need:
    found = needs.find_need(turn.tx, need_id)
    if found is None:
        raise NotThere("There is no such need.")
    return found


def the_match(turn: Turn, match_id: str) -> tuple[Match, Need, Neighbour]:
    """The match, its need and its helper."""
    found = needs.find_match(turn.tx, match_id)
    if found is None:
        raise NotThere("This helper is no longer on the list.")
    return found, the_need(turn, found.need_id), people.need(turn.tx, found.helper_id)


def not_mine(turn: Turn, by: Coordinator, need: Need, *helper_ids: str) -> None:
    if part_of(turn.tx, by, need, set(helper_ids)):
        raise Refused(PART)


def suggested(turn: Turn, need_id: str) -> list[Match]:
    return [m for m in needs.matches_of_need(turn.tx, need_id) if m.state is MatchState.SUGGESTED]


# --- the shortlist ---------------------------------------------------------------------------------------------


def strike(turn: Turn, match_id: str) -> None:
    """Takes one helper off the list before anybody was asked; they are not suggested for this need again."""
    match, need, helper = the_match(turn, match_id)
    if match.state not in (MatchState.SUGGESTED, MatchState.APPROVED):
        raise Refused(f"{called(helper)} was asked already.")
    needs.move_match(turn.tx, match, "withdraw", closed_at=turn.now)
    turn.log("strike", neighbour_id=helper.id, need_id=need.id, match_id=match.id, detail=called(helper))
    left = [m for m in needs.matches_of_need(turn.tx, need.id) if m.state in (MatchState.SUGGESTED, *MATCH_ON)]
    if not left and need.state is NeedState.OPEN:
        turn.settle("shortlist", "all struck", need_id=need.id)
        turn.schedule("round", turn.now, need_id=need.id)


def reorder(turn: Turn, match_id: str, step: int) -> None:
    """Moves one helper up (-1) or down (+1) on the list."""
    match, need, helper = the_match(turn, match_id)
    listed = suggested(turn, need.id)
    here = next((i for i, m in enumerate(listed) if m.id == match.id), None)
    if here is None:
        raise Refused(f"{called(helper)} is not waiting on the list any more.")
    there = min(len(listed) - 1, max(0, here + step))
    listed.insert(there, listed.pop(here))
    for place, one in enumerate(listed, start=1):
        if one.rank != place:
            needs.change_match(turn.tx, one, rank=place)
    turn.log("reorder", neighbour_id=helper.id, need_id=need.id, match_id=match.id, detail=f"now {there + 1}")


def approve(turn: Turn, need_id: str, by: Coordinator) -> int:
    """Lets the listed helpers be asked, in their order; says how many are listed."""
    need = the_need(turn, need_id)
    listed = suggested(turn, need.id)
    if need.state is not NeedState.OPEN:
        raise Refused("This need is not open any more.")
    not_held(need)
    if not listed:
        raise Refused("The list was settled meanwhile, or nobody stands on it.")
    not_mine(turn, by, need, *(m.helper_id for m in listed))
    asking.approve(turn, need.id, by.name)
    return len(listed)


def ask_by_hand(turn: Turn, need_id: str, helper_id: str, by: Coordinator) -> str:
    """Asks a helper whom no round suggested; says in a sentence what happens."""
    need = the_need(turn, need_id)
    helper = people.get(turn.tx, helper_id)
    if helper is None:
        raise Refused("Choose whom to ask.")
    not_mine(turn, by, need, helper.id)
    _may_be_asked(turn, need, helper)
    match = _on_the_list(turn, need, helper)
    for reason in ("nobody", "outside"):
        turn.settle(reason, "asked by hand", need_id=need.id)
    if not suggested(turn, need.id):
        needs.change_need(turn.tx, need, reviewed_at=turn.now, reviewed_by=by.name)
        turn.settle("shortlist", "asked by hand", need_id=need.id)
    its_ask = Ask(QuestionKind.ASK, match_id=match.id)
    though = _though(turn, helper, match, need)
    if turn.busy(helper.id, its_ask) or messages.question_of(turn.tx, helper.id) is not None:
        if though == NO_TIME:
            raise Refused(f"{called(helper)} is answering something else, and {NO_TIME}. Choose another, or wait.")
        turn.schedule("wave", turn.now, need_id=need.id)
        return f"{called(helper)} is answering something else, and is asked as soon as that is done."
    if not asking.ask(turn, need, match):
        return f"{called(helper)} was silent for long and is first asked whether they still want our texts."
    return f"{called(helper)} is being asked" + (f", though {though}." if though else ".")


NO_TIME = "they promised that time to somebody"
NO_TO_IT = "they said that they do not do this"
WAITS = "they wait for an answer, or are with somebody"
ENOUGH = "they help as often that week as they may be asked to"
"""Of whom a coordinator asks by hand and a round would not ask."""


def _though(turn: Turn, helper: Neighbour, match: Match, need: Need) -> str | None:
    if engaged.no_time_for(turn, helper.id, match.offer_id, need):
        return NO_TIME
    if does_not_do(needs.offers_of(turn.tx, helper.id), need, turn.now):
        return NO_TO_IT
    if engaged.waits(turn, helper.id):
        return WAITS
    return ENOUGH if engaged.enough_for(turn, helper.id, match.offer_id, need) else None


def does_not_do(offers: Iterable[Offer], need: Need, now: datetime) -> bool:
    """Whether a helper with these offers said no to what is needed, at its time."""
    at = now if need.from_at is None else max(now, need.from_at)
    return not refused_in(offers, at).keys().isdisjoint(need.kinds)


def _may_be_asked(turn: Turn, need: Need, helper: Neighbour) -> None:
    name = called(helper)
    if need.state is not NeedState.OPEN:
        raise Refused("This need is not open, so nobody can be asked.")
    not_held(need)
    if helper.id == need.neighbour_id:
        raise Refused(f"{name} is the one who needs help.")
    if not is_reachable(helper):
        raise Refused(f"We may not text {name}. Phone them, and enter what they say.")
    if helper.id in needs.ruled_out(turn.tx, need.neighbour_id):
        raise Refused(f"{name} is never to be matched with this neighbor, as someone decided.")
    looked_at = looks.looked_at(turn.tx)
    if helper.id in looked_at or need.neighbour_id in looked_at:
        raise Refused("A problem with one of the two waits on the desk. Look at it first, then ask.")


def _on_the_list(turn: Turn, need: Need, helper: Neighbour) -> Match:
    """This helper's approved (or covered) match for the need, made now where there is none."""
    found = [m for m in needs.matches_of_need(turn.tx, need.id) if m.helper_id == helper.id]
    on = next((m for m in found if m.state in MATCH_ON), None)
    if on is not None:
        raise Refused(f"{called(helper)} was asked already.")
    if any(m.state is MatchState.LAPSED for m in found):
        raise Refused(
            f"{called(helper)} was asked and did not answer. Phone them, and enter a yes beside their name."
        )
    match = next(
        (m for m in found if m.state in (MatchState.SUGGESTED, MatchState.APPROVED, MatchState.COVERED)), None
    )
    if match is None:
        offers = [o for o in needs.offers_of(turn.tx, helper.id) if o.state is OfferState.AVAILABLE]
        fits = [o for o in offers if set(o.kinds) & set(need.kinds)] or offers
        one = matchmaking.score_by_hand(turn, need, helper, fits[0] if fits else None)
        match = matchmaking.suggest(turn, need, one, BY_HAND)
    if match.state is MatchState.SUGGESTED:
        match = needs.move_match(turn.tx, match, "approve")
    return needs.change_match(turn.tx, match, rank=BY_HAND)


# --- the need --------------------------------------------------------------------------------------------------


def release(turn: Turn, need_id: str) -> None:
    """Lets a held need go on."""
    need = the_need(turn, need_id)
    if not need.held:
        raise Refused("This need is not held back any more.")
    if waits_for_fund(need):
        not_held(need)
    if people.talk(turn.tx, need.neighbour_id).hushed:
        raise Refused("Texts to this phone are stopped, so they could not be asked. Start the helping texts first.")
    if need.state is NeedState.DRAFTED and intake.missing(need) is not None:
        needs.change_need(turn.tx, need, held=False)
        turn.settle("held", "released", need_id=need.id)
        turn.log("release", neighbour_id=need.neighbour_id, need_id=need.id)
        turn.case("intake_stuck", 0, neighbour_id=need.neighbour_id, need_id=need.id)
        return
    posting.release_hold(turn, need.id)


def settle_pay(turn: Turn, need_id: str, how: str) -> None:
    """Says who pays the store for someone who cannot: "fund" (the group) or "nobody" (it costs nothing)."""
    need = the_need(turn, need_id)
    if how not in PAYERS or not waits_for_fund(need):
        raise Refused("That was settled meanwhile.")
    posting.fund(turn, need.id, PAYERS[how])


def post(turn: Turn, need_id: str) -> None:
    """Opens an unfinished need as it stands."""
    need = the_need(turn, need_id)
    if need.state is not NeedState.DRAFTED:
        raise Refused("This need is open already.")
    if not need.kinds:
        raise Refused("Say first what it is about.")
    turn.drop_questions_about(need_id=need.id)
    turn.settle("intake_stuck", "posted", need_id=need.id)
    posting.post_need(turn, need.id)


def end(turn: Turn, need_id: str, how: str) -> None:
    """Closes a need: "fulfil", "withdraw" or "give_up". Confirmed helpers of a fulfilled one are thanked."""
    need = the_need(turn, need_id)
    if how not in ENDS or (need.state not in NEED_LIVE and need.state is not NeedState.DRAFTED):
        raise Refused("This need is closed already.")
    if how == "give_up" and need.state is NeedState.MATCHED:
        raise Refused("A helper is coming. Say first that it fell through.")
    if how == "fulfil":
        for match in needs.matches_of_need(turn.tx, need.id):
            if match.state is MatchState.CONFIRMED:
                outcomes.report(turn, match.id, "well")
        need = the_need(turn, need_id)
        if need.state is NeedState.FULFILLED:
            return
    posting.end_need(turn, need.id, how, ENDS[how])


def change(turn: Turn, need_id: str, changed: Need) -> None:
    """Puts the particulars of `changed` in the place of the need's."""
    need = the_need(turn, need_id)
    if need.state not in NEED_LIVE and need.state is not NeedState.DRAFTED:
        raise Refused("This need is closed, so it cannot be changed.")
    same = replace(
        need, kinds=changed.kinds, when_text=changed.when_text, from_at=changed.from_at, to_at=changed.to_at,
        people=changed.people, helpers_wanted=changed.helpers_wanted, conditions=changed.conditions,
        at_door=changed.at_door, practical=changed.practical, on_behalf=changed.on_behalf,
        round_trip=changed.round_trip, urgent=changed.urgent, for_name=changed.for_name,
        place_text=changed.place_text,
        latitude=changed.latitude, longitude=changed.longitude, precision=changed.precision,
    )  # fmt: skip
    if same == need:
        raise Refused("Nothing was changed.")
    posting.change_need(turn, same)


def look_on(turn: Turn, need_id: str) -> None:
    """Goes on looking: those left on the list are asked, or a new list is made."""
    need = the_need(turn, need_id)
    if need.state is not NeedState.OPEN:
        raise Refused("This need is not open.")
    for reason in ("no_answer", "nobody", "requester_cannot", "nobody_came", "outside"):
        turn.settle(reason, "looking on", need_id=need.id)
    turn.log("look on", neighbour_id=need.neighbour_id, need_id=need.id)
    asking.ask_wave(turn, need.id)


# --- cases and alarms ------------------------------------------------------------------------------------------


def settle(turn: Turn, case_id: str) -> None:
    """A person looked at it and it can go. Where it kept somebody from being asked, they may be asked again."""
    case = plan.case(turn.tx, case_id)
    if case is None or plan.settle_case(turn.tx, case_id, turn.who, turn.now, "seen") != 1:
        raise Refused("Someone settled that already.")
    turn.log(
        "settle", neighbour_id=case.neighbour_id, need_id=case.need_id, match_id=case.match_id, detail=case.reason
    )
    if case.reason in alarms.CASES.values():
        alarms.settle_service(turn, case.reason, turn.who)
    if case.reason in (*holds.LOOKED_AT, "no_shows"):
        offering.look_again_at_open_needs(turn)


def acknowledge(turn: Turn, alarm_id: str, by: Coordinator) -> None:
    """Takes an alarm on."""
    alarm = plan.alarm(turn.tx, alarm_id)
    if alarm is None:
        raise NotThere("There is no such alarm.")
    if alarm.acknowledged_at is not None:
        raise Refused(f"{alarm.acknowledged_by} has taken this already.")
    alarms.acknowledge(turn, alarm.id, by.name)


def set_duty(turn: Turn, by: Coordinator, on_duty: bool, wake: bool) -> None:
    """Whether this coordinator gets texts about what waits, and whether danger may wake her."""
    people.change_coordinator(turn.tx, by.id, on_duty=on_duty, wake=wake)
    turn.log("set duty", detail="on" if on_duty else "off")
