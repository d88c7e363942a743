"""A phone that writes after a long silence: it is answered, and nothing of its record is used or told until its
holder says that they texted before (rule 16)."""

from __future__ import annotations

from datetime import timedelta

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.conversation.people.voices import first_of, same_name
from mutualaid.domain.followups import ASK_BEFORE
from mutualaid.domain.people import Neighbour, Stranger
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import MessageClass, OfferState, QuestionKind
from mutualaid.service import phones
from mutualaid.service.needs import offering, posting, seriesbook
from mutualaid.service.outgoing import reach
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan, series

BUSY_WAIT = timedelta(minutes=10)
"""How long another open question is given before it is looked again."""

FORGOTTEN_TALK = {
    "misses": 0, "focus_need_id": None, "focus_offer_id": None, "focus_until": None, "last_body": None,
    "peer_match_id": None, "peer_until": None, "also": (), "taken_off": (),
}  # fmt: skip


def notice(turn: Turn, who: Neighbour, reading: Reading) -> Neighbour:
    """Puts the record by where the writer may be somebody new; the neighbour as far as they are known now."""
    if reading.automatic:
        return who
    if people.strange_since(turn.tx, who.id) is not None:
        _plan(turn, who)
        return who
    if not reach.long_silent(turn, who):
        return who
    question = messages.question_of(turn.tx, who.id)
    if question is not None and question.kind is QuestionKind.STILL_TEXTS and (reading.digit or reading.answer):
        return who
    return _put_by(turn, who)


def not_theirs(turn: Turn, who: Neighbour, silent: bool = True) -> None:
    """Whoever reads there is somebody we do not know, and where `silent` is left alone until they write."""
    if silent:
        phones.fall_silent(turn, who, "wrong_number", "the wrong number")
        turn.log("wrong number", neighbour_id=who.id)
    if people.strange_since(turn.tx, who.id) is None:
        _put_by(turn, who)
        plan.drop(turn.tx, turn.now, kind="before", neighbour_id=who.id)


def _plan(turn: Turn, who: Neighbour) -> None:
    question = messages.question_of(turn.tx, who.id)
    asked = question is not None and question.kind is QuestionKind.BEFORE
    if not asked and not plan.planned(turn.tx, "before", neighbour_id=who.id):
        turn.schedule("before", turn.now + ASK_BEFORE, neighbour_id=who.id)


def _put_by(turn: Turn, who: Neighbour) -> Neighbour:
    if not _has_record(turn, who):
        return who
    question = messages.question_of(turn.tx, who.id)
    if question is not None:
        turn.drop_question(question)
    people.put_by(
        turn.tx,
        Stranger(
            id=who.id, since=turn.now, name=who.name, known=who.known, helped=who.helped, latitude=who.latitude,
            longitude=who.longitude, place_text=who.place_text,
        ),
    )  # fmt: skip
    people.note(turn.tx, who.id, **FORGOTTEN_TALK)
    _plan(turn, who)
    turn.log("put by", neighbour_id=who.id)
    return people.change(
        turn.tx, who, name=None, known=False, helped=0, latitude=None, longitude=None, place_text=None
    )


def _has_record(turn: Turn, who: Neighbour) -> bool:
    asked_or_offered = needs.all_needs_of(turn.tx, who.id) or needs.offers_of(turn.tx, who.id)
    return bool(who.name or who.place_text or asked_or_offered)


def ask_before(turn: Turn, neighbour_id: str) -> None:
    """Asks, once nothing else is open, whether they texted before."""
    who = people.need(turn.tx, neighbour_id)
    if people.strange_since(turn.tx, who.id) is None:
        return
    open_one = messages.question_of(turn.tx, who.id)
    if open_one is not None:
        if open_one.kind is not QuestionKind.BEFORE:
            turn.schedule("before", turn.now + BUSY_WAIT, neighbour_id=who.id)
        return
    turn.tell(who, "before", {}, MessageClass.FOLLOW_UP, ask=Ask(QuestionKind.BEFORE))


def know_again(turn: Turn, who: Neighbour) -> None:
    """The old holder: the record comes back, and what waited for them leaves."""
    old = people.stranger(turn.tx, who.id)
    if old is None:
        return
    if who.name and old.name and not same_name(first_of(who.name), first_of(old.name)):
        people.note(turn.tx, who.id, also=(first_of(who.name),))
    place = {} if who.place_text else {
        "place_text": old.place_text, "latitude": old.latitude, "longitude": old.longitude
    }  # fmt: skip
    name, helped = old.name or who.name, old.helped + who.helped
    people.change(turn.tx, who, name=name, known=old.known or who.known, helped=helped, **place)
    _met(turn, who, "know again")
    reach.release(turn, who)
    offering.look_again_at_open_needs(turn, who.id)


def begin_anew(turn: Turn, who: Neighbour) -> None:
    """A new holder: what the old one had open ends, with one honest line to each other side, and the phone begins
    with its own text as consent."""
    old = people.stranger(turn.tx, who.id)
    if old is None:
        return
    for message in reach.waiting(turn, who):
        messages.move(turn.tx, message, "drop", reason="the phone changed hands")
    for need in needs.needs_of(turn.tx, who.id):
        if need.created_at < old.since:
            posting.end_need(turn, need.id, "withdraw")
    for one in series.of_neighbour(turn.tx, who.id):
        if one.created_at < old.since:
            seriesbook.end(turn, one.id)
    phones.release_as_helper(turn, who, "helper_unreached", before=old.since)
    for offer in needs.offers_of(turn.tx, who.id):
        if offer.created_at < old.since and offer.state is not OfferState.WITHDRAWN:
            needs.move_offer(turn.tx, offer, "withdraw")
    people.change(
        turn.tx, who, nights=False, asks_per_week=None, paused_until=None, welcomed_at=None, consent_how="text",
        consent_by=who.phone, consent_at=turn.now,
    )  # fmt: skip
    turn.settle("silent_phone", "the phone changed hands", neighbour_id=who.id)
    _met(turn, who, "begin anew")


def _met(turn: Turn, who: Neighbour, verb: str) -> None:
    people.forget_stranger(turn.tx, who.id)
    plan.drop(turn.tx, turn.now, kind="before", neighbour_id=who.id)
    turn.log(verb, neighbour_id=who.id)
