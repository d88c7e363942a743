"""What a coordinator does with a neighbour: answer, take over, set right, pause, block."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mutualaid.domain.followups import HOLD
from mutualaid.domain.lifecycle import MATCH_ON
from mutualaid.domain.matching.explain import KIND_WORDS
from mutualaid.domain.messages import Message
from mutualaid.domain.people import Neighbour
from mutualaid.domain.refusing import refused_in
from mutualaid.domain.vocabulary import MessageClass, OfferState, Standing
from mutualaid.language.saying.segments import gsm7, spells
from mutualaid.service import phones
from mutualaid.service.desk.needs import called, has_number
from mutualaid.service.needs import offering
from mutualaid.service.outgoing import digests
from mutualaid.service.refused import NotThere, Refused
from mutualaid.service.turn import Turn
from mutualaid.service.visits import apart, doors
from mutualaid.store import messages, needs, people
from mutualaid.transport.numbers import normalise, wrong_with

ANSWERED = (
    "asked_for_a_person", "question", "for_us", "not_understood", "picture", "language", "wrote_while_held",
    "failed_turn", "answers_coordinator", "unsent",
)  # fmt: skip
"""Cases that a word from a coordinator settles."""

LONGEST_REPLY = 1000
"""Characters; a longer text belongs into several."""

SAY_HOW = "Say how they agreed to get texts from us."

TWICE = timedelta(minutes=1)
"""Within this the same words again are a button pressed twice."""

CANNOT = {
    Standing.OPTED_OUT: "{name} opted out: they write and we cannot answer. Phone them.",
    Standing.BLOCKED: "{name} is blocked, so nothing is sent. Unblock them first.",
}


def the_neighbour(turn: Turn, id: str) -> Neighbour:
    found = people.get(turn.tx, id)
    if found is None:
        raise NotThere("There is no such neighbor.")
    return found


def cannot_text(who: Neighbour) -> str | None:
    """Why we may not text this phone, as a sentence; None where we may."""
    if who.standing in CANNOT:
        return CANNOT[who.standing].format(name=called(who))
    if who.consent_how is None:
        return f"Nobody said that {called(who)} agreed to our texts. Add how they agreed first."
    return None


def as_sent(text: str) -> str:
    """The words as they leave: spelled in plain letters where that loses nothing, for it costs half."""
    return gsm7(text) if spells(text) else text


def reply(turn: Turn, neighbour_id: str, text: str) -> Message:
    """Sends her words as the group; the message as it waits. Answers to a question of theirs settle its case."""
    who = the_neighbour(turn, neighbour_id)
    words = as_sent(text.replace("\r\n", "\n").strip())
    if not words:
        raise Refused("Write something first.")
    if len(words) > LONGEST_REPLY:
        raise Refused(f"That is {len(words)} characters; {LONGEST_REPLY} are the most.")
    barred = cannot_text(who)
    if barred is not None:
        raise Refused(barred)
    if people.talk(turn.tx, who.id).unreached is not None:
        raise Refused(f"Texts do not arrive at {called(who)}. Phone them, or start texts again on their page.")
    last = next((m for m in reversed(messages.of_neighbour(turn.tx, who.id, 5)) if m.direction == "out"), None)
    if last is not None and last.body == words and last.by == turn.who and turn.now - last.created_at < TWICE:
        raise Refused("You sent exactly that just now.")
    sent = turn.queue(who, words, MessageClass.REPLY, by=turn.who)
    if sent is None:
        raise Refused(f"We may not text {called(who)}.")
    if people.talk(turn.tx, who.id).held_by is not None:
        people.note(turn.tx, who.id, held_until=turn.now + HOLD)
        turn.schedule("hand_back", turn.now + HOLD, neighbour_id=who.id)
    for reason in ANSWERED:
        turn.settle(reason, "answered", neighbour_id=who.id)
    turn.log("reply", neighbour_id=who.id)
    return sent


def take_over(turn: Turn, neighbour_id: str) -> None:
    who = the_neighbour(turn, neighbour_id)
    held_by = people.talk(turn.tx, who.id).held_by
    if held_by is not None and held_by != turn.who:
        raise Refused(f"{held_by} holds this conversation.")
    phones.take_over(turn, who.id)


def hand_back(turn: Turn, neighbour_id: str) -> None:
    """Gives the conversation back to the service. Whoever must not get helping texts still gets none."""
    who = the_neighbour(turn, neighbour_id)
    hushed = people.talk(turn.tx, who.id).hushed
    phones.hand_back(turn, who.id)
    people.note(turn.tx, who.id, hushed=hushed)


def restart_texts(turn: Turn, neighbour_id: str) -> None:
    """Starts the helping texts again after a report of violence at home; a street kept back meanwhile goes out."""
    who = the_neighbour(turn, neighbour_id)
    people.note(turn.tx, who.id, hushed=False)
    turn.log("restart texts", neighbour_id=who.id)
    doors.tell_kept_back(turn, who)


def reach_again(turn: Turn, neighbour_id: str) -> None:
    """Texts go to this phone again, although an earlier one did not arrive or was for somebody else."""
    who = the_neighbour(turn, neighbour_id)
    if people.talk(turn.tx, who.id).unreached is None:
        raise Refused(f"Texts go to {called(who)} already.")
    phones.reach_again(turn, who)


def change(turn: Turn, neighbour_id: str, **fields: Any) -> None:
    """Sets name, language, speaks, known, nights, place and asks_per_week."""
    who = the_neighbour(turn, neighbour_id)
    changed = {k: v for k, v in fields.items() if getattr(who, k) != v}
    if not changed:
        raise Refused("Nothing was changed.")
    people.change(turn.tx, who, **changed)
    turn.log("change", neighbour_id=who.id, detail=", ".join(sorted(changed)))
    if "name" in changed and who.name:
        turn.log("rename", neighbour_id=who.id, detail=who.name)
    if not {"known", "latitude", "language", "speaks"}.isdisjoint(changed):
        offering.look_again_at_open_needs(turn, who.id)


def pause(turn: Turn, neighbour_id: str, until: datetime) -> None:
    who = the_neighbour(turn, neighbour_id)
    if until <= turn.now:
        raise Refused("Choose a day that is still to come.")
    offering.pause(turn, who.id, until)


def resume(turn: Turn, neighbour_id: str) -> None:
    offering.resume(turn, the_neighbour(turn, neighbour_id).id)


def end_offers(turn: Turn, neighbour_id: str) -> None:
    offering.end_offers(turn, the_neighbour(turn, neighbour_id).id)


def refuse(turn: Turn, neighbour_id: str, kind: str, until: datetime | None) -> None:
    """They are not asked for this kind until then, for good where `until` is None; nobody is texted."""
    who = the_neighbour(turn, neighbour_id)
    offers = [o for o in needs.offers_of(turn.tx, who.id) if o.state is not OfferState.DRAFTED]
    if kind not in turn.kit.config.group.kinds or kind == "general":
        raise Refused("Choose what they do not do.")
    if until is not None and until <= turn.now:
        raise Refused("Choose a day that is still to come.")
    if not offers:
        raise Refused(f"{called(who)} offers nothing, so they are not asked.")
    if {k for o in offers for k in o.kinds} == {kind}:
        raise Refused("That is all they offer: pause them, or take all offers back.")
    if kind in refused_in(offers, turn.now):
        raise Refused(f"{called(who)} is not asked for that already. Take it off first to change it.")
    offering.refuse(turn, who.id, kind, until)


def want_again(turn: Turn, neighbour_id: str, kind: str) -> str:
    """Takes back their no to this kind; says in a sentence what that means."""
    who = the_neighbour(turn, neighbour_id)
    if kind not in refused_in(needs.offers_of(turn.tx, who.id), turn.now):
        raise Refused("That no is over already.")
    offering.want_again(turn, who.id, kind)
    named = KIND_WORDS.get(kind, kind)
    if any(kind in o.kinds for o in needs.offers_of(turn.tx, who.id)):
        return f"{called(who)} is asked for {named} again."
    return f"Taken off. {called(who)} offers no {named} now: if they do that again, add the offer."


def block(turn: Turn, neighbour_id: str) -> None:
    who = the_neighbour(turn, neighbour_id)
    if who.standing is Standing.BLOCKED:
        raise Refused(f"{called(who)} is blocked already.")
    phones.block(turn, who)


def unblock(turn: Turn, neighbour_id: str) -> None:
    who = the_neighbour(turn, neighbour_id)
    if who.standing is not Standing.BLOCKED:
        raise Refused(f"{called(who)} is not blocked.")
    phones.unblock(turn, who)
    turn.settle("blocked_wrote", "unblocked", neighbour_id=who.id)


def named(turn: Turn, words: str) -> Neighbour:
    """The one neighbour these words mean: a name, or a number in any spelling."""
    said = " ".join(words.split())
    number = normalise(said, turn.kit.config.group.country)
    by_number = people.by_phone(turn.tx, number) if number else None
    if by_number is not None:
        return by_number
    found = [one for one in people.search(turn.tx, said) if one.name and has_number(one.phone)] if said else []
    exact = [one for one in found if (one.name or "").lower() == said.lower()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise Refused("Write the name or the number of somebody who is here.")
    raise Refused(f"There are {len(found)} neighbors called so. Write the number instead.")


def rule_out(turn: Turn, neighbour_id: str, words: str) -> str:
    """This neighbour and the one named are never matched; nobody is texted. Says what stands between them still."""
    who, other = the_neighbour(turn, neighbour_id), named(turn, words)
    if other.id == who.id:
        raise Refused(f"{called(who)} and {called(other)} are one phone. Name the other neighbor.")
    needs.rule_out(turn.tx, who.id, other.id, turn.who, turn.now)
    apart.strike(turn, who.id, other.id)
    turn.log("rule out", neighbour_id=who.id, detail=called(other))
    turn.settle("never_together", "ruled out", neighbour_id=who.id)
    said = f"{called(who)} and {called(other)} are never matched. Nobody was told."
    if any(m.state in MATCH_ON for m in needs.between(turn.tx, who.id, other.id)):
        return f"{said} Something is on between them now: end it on the need's page."
    return said


def allow_again(turn: Turn, neighbour_id: str, other_id: str) -> None:
    who = the_neighbour(turn, neighbour_id)
    needs.allow_again(turn.tx, who.id, other_id)
    turn.log("allow again", neighbour_id=who.id)


def add(
    turn: Turn, phone: str, name: str | None, language: str | None, consent: str, welcome: bool, **fields: Any
) -> Neighbour:
    """Adds a neighbour who agreed to our texts; `consent` is how, in her words. Raises Refused for a number that is
    none, or that is here already."""
    number = normalise(phone, turn.kit.config.group.country)
    if number is None:
        raise Refused(wrong_with(phone, turn.kit.config.group.country))
    if people.by_phone(turn.tx, number) is not None:
        raise Refused("A neighbor with this number is here already.")
    gone = digests.barred(turn.tx, number)
    if gone is not None:
        raise Refused(gone)
    if not consent.strip():
        raise Refused(SAY_HOW)
    new = Neighbour(
        id=turn.kit.ids.new(), phone=number, created_at=turn.now, name=name, language=language,
        consent_how="coordinator", consent_by=turn.who, consent_note=consent, consent_at=turn.now, **fields,
    )  # fmt: skip
    people.insert(turn.tx, new)
    turn.log("add neighbor", neighbour_id=new.id, detail=consent)
    if welcome:
        turn.tell(new, "welcome", {}, MessageClass.REST)
        people.change(turn.tx, new, welcomed_at=turn.now)
    return new


def agreed(turn: Turn, neighbour_id: str, consent: str) -> None:
    """Notes how someone without consent on record agreed."""
    who = the_neighbour(turn, neighbour_id)
    if not consent.strip():
        raise Refused(SAY_HOW)
    if who.consent_how is not None:
        raise Refused("Their consent is on record already.")
    people.change(
        turn.tx, who, consent_how="coordinator", consent_by=turn.who, consent_note=consent, consent_at=turn.now
    )
    turn.log("note consent", neighbour_id=who.id, detail=consent)
