"""What concerns a phone as a whole: first contact, opting out and in, a person taking over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain.followups import HOLD
from mutualaid.domain.lifecycle import MATCH_ON, MATCH_YES, NEED_LIVE
from mutualaid.domain.messages import LAST_LINES
from mutualaid.domain.needs import Match
from mutualaid.domain.people import Neighbour, asker_name
from mutualaid.domain.vocabulary import MatchState, MessageClass, NeedState, Standing
from mutualaid.service.needs import offering, posting, promises, seriesbook
from mutualaid.service.outgoing import digests
from mutualaid.service.turn import Turn
from mutualaid.service.visits import outcomes
from mutualaid.store import messages, needs, people, plan


def meet(turn: Turn, phone: str) -> Neighbour:
    """The neighbour behind a phone that wrote; their own text is their consent."""
    known = digests.known(turn, phone)
    if known is None:
        new = Neighbour(
            id=turn.kit.ids.new(),
            phone=phone,
            created_at=turn.now,
            consent_how="text",
            consent_by=phone,
            consent_at=turn.now,
        )
        known = people.insert(turn.tx, new)
        turn.log("first text", neighbour_id=new.id)
    if known.consent_how is None:
        known = people.change(turn.tx, known, consent_how="text", consent_by=phone, consent_at=turn.now)
    return known


def caller(turn: Turn, phone: str) -> Neighbour:
    """The neighbour behind a phone that called. A call is no consent to be texted."""
    known = digests.known(turn, phone)
    if known is not None:
        return known
    return people.insert(turn.tx, Neighbour(id=turn.kit.ids.new(), phone=phone, created_at=turn.now))


def opt_out(turn: Turn, who: Neighbour, told: bool, forgets: bool = False) -> None:
    """Nothing more to this phone but one confirmation (none where the carrier sent it), which says too that a
    person erases them where that was asked. What was open is taken back, the other side hears one honest line, and
    the desk is told. From a blocked phone it is noted, and counts once it is blocked no more."""
    if who.standing is Standing.BLOCKED:
        turn.log(STOP_BLOCKED, neighbour_id=who.id)
        return
    if forgets:
        turn.tell(who, "opted_out_forget", {"by": turn.person_by}, MessageClass.REPLY)
    elif not told:
        turn.tell(who, "opted_out", {}, MessageClass.REPLY)
    for message in messages.queued_for(turn.tx, who.id):
        if message.line not in LAST_LINES:
            messages.move(turn.tx, message, "drop", reason="opted out")
    off = tuple(n.id for n in needs.needs_of(turn.tx, who.id) if n.state in NEED_LIVE and n.danger is None)
    end_all(turn, who)
    people.note(turn.tx, who.id, taken_off=off, unreached=None)
    people.move(turn.tx, people.need(turn.tx, who.id), "opt_out")
    turn.settle("maybe_out", "opted out", neighbour_id=who.id)
    turn.log("opt out", neighbour_id=who.id)


STOP_BLOCKED, START_BLOCKED = "stop while blocked", "start while blocked"

KEPT_ROWS = ("alarm_walk", "alarm_honest", "alarm_out", "goodbye")
"""What goes on although a phone is silent: somebody may be in danger, or was promised to be forgotten."""


def end_all(turn: Turn, who: Neighbour) -> None:
    """Takes back everything that is open with this phone."""
    question = messages.question_of(turn.tx, who.id)
    if question is not None:
        turn.drop_question(question)
    had_needs = [n for n in needs.needs_of(turn.tx, who.id) if n.state is not NeedState.DRAFTED]
    for need in needs.needs_of(turn.tx, who.id):
        posting.end_need(turn, need.id, "withdraw")
    release_as_helper(turn, who, "helper_cannot")
    for offer in needs.offers_of(turn.tx, who.id):
        needs.move_offer(turn.tx, offer, "withdraw")
    seriesbook.end_all(turn, who.id)
    plan.drop_all(turn.tx, turn.now, who.id, KEPT_ROWS)
    if had_needs:
        turn.case(
            "opted_out_with_need", 0, neighbour_id=who.id, note=", ".join(k for n in had_needs for k in n.kinds)
        )


def _she_knows(turn: Turn, match: Match) -> bool:
    """Whether the person in need was told of this helper, and may be about to say yes."""
    told = match.state in MATCH_YES and messages.last_of(turn.tx, match.id, PUT_TO_HER) is not None
    return match.by_requester or told


PUT_TO_HER = ("confirm", "confirm_one_of", "confirm_terms", "confirm_but", "confirm_part")
"""The lines that put a helper to the person in need; their question may have given way to another since."""


def release_as_helper(turn: Turn, who: Neighbour, line: str, before: datetime | None = None) -> None:
    """Lets this phone go as a helper, where `before` is given from what was suggested by then: who counted on it
    hears `line`, and the needs go on."""
    old = people.stranger(turn.tx, who.id)
    name = replace(who, name=old.name).first_name if old is not None else who.first_name
    for match in needs.matches_of_helper(turn.tx, who.id):
        if match.state not in MATCH_ON or (before is not None and match.created_at >= before):
            continue
        need = needs.need(turn.tx, match.need_id)
        asked = match.state is MatchState.ASKED
        told = match.state is MatchState.CONFIRMED or _she_knows(turn, match)
        posting.release_helper(turn, match, "withdraw", None)
        if told:
            requester = people.need(turn.tx, need.neighbour_id)
            turn.tell(requester, line, {"name": name}, MessageClass.CONNECTION, match_id=match.id)
        outcomes.reopen(turn, need.id) if not asked else turn.schedule("wave", turn.now, need_id=need.id)


UNREACHED, TOLD_AGAIN = "requester_unreached", timedelta(days=1)
"""What a helper hears of somebody whom texts do not reach, and how soon again: such a phone may write, fail our
answer and write once more within minutes."""


def lose(turn: Turn, who: Neighbour, says: str) -> None:
    """Texts do not arrive at this phone: a person phones it. What it was asked goes to others, whoever counted on
    it hears one honest line, what it needs is kept, and nothing more goes there until it writes."""
    fall_silent(turn, who, "dead", "texts do not arrive")
    for need in needs.needs_of(turn.tx, who.id):
        for match in needs.matches_of_need(turn.tx, need.id):
            said = messages.last_of(turn.tx, match.id, (UNREACHED,))
            if match.state is MatchState.CONFIRMED and (said is None or turn.now - said.created_at >= TOLD_AGAIN):
                helper, name = people.need(turn.tx, match.helper_id), asker_name(need, who)
                turn.tell(helper, UNREACHED, {"name": name}, MessageClass.CONNECTION, match_id=match.id)
    turn.case("phone_them", 0, neighbour_id=who.id, note=f"{who.phone}. {says}")
    turn.log("texts do not arrive", neighbour_id=who.id)


def fall_silent(turn: Turn, who: Neighbour, why: str, reason: str) -> None:
    """Nothing more to this phone but the answer just given, until it writes; as a helper it is let go."""
    people.note(turn.tx, who.id, unreached=why, last_body=None)
    question = messages.question_of(turn.tx, who.id)
    if question is not None:
        turn.drop_question(question)
    reply = turn.inbound.id if turn.inbound is not None else None
    for message in messages.queued_for(turn.tx, who.id):
        if reply is None or message.reply_to != reply:
            messages.move(turn.tx, message, "drop", reason=reason)
    release_as_helper(turn, who, "helper_unreached")


def reach_again(turn: Turn, who: Neighbour) -> None:
    """It wrote, or a coordinator says so: texts go there again."""
    people.note(turn.tx, who.id, unreached=None)
    turn.settle("phone_them", "texts arrive again", neighbour_id=who.id)
    turn.settle("wrong_number", "texts arrive again", neighbour_id=who.id)
    for need in needs.needs_of(turn.tx, who.id):
        for match in needs.matches_of_need(turn.tx, need.id):
            if match.state in (MatchState.ACCEPTED, MatchState.COUNTERED):
                turn.schedule("ask_later", turn.now, neighbour_id=who.id, match_id=match.id)
    turn.look_again(who.id)
    offering.look_again_at_open_needs(turn, who.id)
    turn.log("texts go again", neighbour_id=who.id)


def opt_in(turn: Turn, who: Neighbour) -> None:
    """Texts go there again; from a blocked phone once it is blocked no more."""
    if who.standing is Standing.BLOCKED:
        turn.log(START_BLOCKED, neighbour_id=who.id)
        return
    people.move(turn.tx, who, "opt_in")
    turn.settle("opted_out_wrote", "opted in", neighbour_id=who.id)
    turn.settle("opted_out_with_need", "opted in", neighbour_id=who.id)
    turn.log("opt in", neighbour_id=who.id)


def block(turn: Turn, who: Neighbour) -> None:
    """A coordinator blocks a phone: what is open ends, and it is answered no more."""
    end_all(turn, who)
    for message in messages.queued_for(turn.tx, who.id):
        messages.move(turn.tx, message, "drop", reason="blocked")
    people.move(turn.tx, people.need(turn.tx, who.id), "block")
    turn.log("block", neighbour_id=who.id)


def unblock(turn: Turn, who: Neighbour) -> None:
    """The block ends; an opt-out from before it, or said meanwhile, does not."""
    people.move(turn.tx, who, "unblock")
    turn.log("unblock", neighbour_id=who.id)
    turn.write_log()
    known = ("opt in", "opt out", START_BLOCKED, STOP_BLOCKED)
    if plan.last_verb(turn.tx, who.id, known) in ("opt out", STOP_BLOCKED):
        opt_out(turn, people.need(turn.tx, who.id), told=True)


def hush(turn: Turn, who: Neighbour) -> None:
    """Violence at home: what waits for this phone is not sent, its question ends, and nothing automatic follows
    until a coordinator restarts it. The answer to the text just in goes out."""
    question = messages.question_of(turn.tx, who.id)
    if question is not None:
        turn.drop_question(question)
    for message in messages.queued_for(turn.tx, who.id):
        if turn.inbound is None or message.reply_to != turn.inbound.id:
            messages.move(turn.tx, message, "drop", reason="someone may read along")
    people.note(turn.tx, who.id, hushed=True)
    turn.log("hush", neighbour_id=who.id)


def take_over(turn: Turn, neighbour_id: str) -> None:
    """A coordinator holds the conversation for two hours from her last word."""
    people.note(turn.tx, neighbour_id, held_by=turn.who, held_until=turn.now + HOLD, told_held=False)
    turn.schedule("hand_back", turn.now + HOLD, neighbour_id=neighbour_id)
    turn.log("take over", neighbour_id=neighbour_id)


def hand_back(turn: Turn, neighbour_id: str, by_hand: bool = True) -> None:
    """The service answers again. Where nobody did it by hand, what was written meanwhile stays on the desk."""
    people.note(turn.tx, neighbour_id, held_by=None, held_until=None, told_held=False)
    plan.drop(turn.tx, turn.now, kind="hand_back", neighbour_id=neighbour_id)
    if by_hand:
        turn.settle("wrote_while_held", "handed back", neighbour_id=neighbour_id)
    else:
        promises.tell_if_open(turn, people.need(turn.tx, neighbour_id))
    turn.log("hand back", neighbour_id=neighbour_id)


def is_reachable(who: Neighbour) -> bool:
    return who.standing is Standing.ACTIVE and who.consent_how is not None
