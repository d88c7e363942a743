"""Offers from draft to end, and a helper's breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from mutualaid.domain import refusing
from mutualaid.domain.followups import DRAFT_AGAIN
from mutualaid.domain.needs import Offer
from mutualaid.domain.vocabulary import OfferState, QuestionKind
from mutualaid.service.turn import Turn
from mutualaid.store import messages, needs, people, plan

OFFER_QUESTIONS = frozenset({QuestionKind.OFFER_WHAT, QuestionKind.OFFER_WHERE, QuestionKind.OFFER_WHEN})


def put_offer(turn: Turn, offer: Offer) -> None:
    needs.put_offer(turn.tx, offer)
    turn.schedule("draft_offer", turn.now + DRAFT_AGAIN, neighbour_id=offer.neighbour_id, subject=offer.id)


def post_offer(turn: Turn, offer_id: str) -> None:
    """Makes an offer available, and looks again at needs nobody was found for."""
    offer = needs.find_offer(turn.tx, offer_id)
    assert offer is not None
    if offer.state is OfferState.DRAFTED:
        needs.move_offer(turn.tx, offer, "post")
        turn.log("offer", neighbour_id=offer.neighbour_id, detail=", ".join(offer.kinds))
    plan.drop(turn.tx, turn.now, kind="draft_offer", neighbour_id=offer.neighbour_id)
    who = people.need(turn.tx, offer.neighbour_id)
    if offer.place_text and who.place_text is None:
        people.change(turn.tx, who, place_text=offer.place_text, latitude=offer.latitude, longitude=offer.longitude)
    if offer.place_text and offer.point is None:
        turn.case("unknown_place", 2, neighbour_id=who.id, note=offer.place_text)
    look_again_at_open_needs(turn, who.id)


def look_again_at_open_needs(turn: Turn, phone: str | None = None) -> None:
    """Someone may be free now, whoever has this phone, or anybody: the needs that still want people get another
    round. Which those are is found out when it is due, by the worker: there may be many, and a text waits for its
    turn to end."""
    turn.schedule("rounds", turn.now, neighbour_id=phone)


def end_offer(turn: Turn, offer: Offer) -> None:
    """One offer is taken back; what its phone was asked to complete it is not asked any more."""
    needs.move_offer(turn.tx, offer, "withdraw")
    if offer.state is OfferState.DRAFTED:
        plan.drop(turn.tx, turn.now, kind="draft_offer", neighbour_id=offer.neighbour_id)
        question = messages.question_of(turn.tx, offer.neighbour_id)
        if question is not None and question.kind in OFFER_QUESTIONS:
            turn.drop_question(question)
    turn.log("take back offer", neighbour_id=offer.neighbour_id, detail=", ".join(offer.kinds))


def end_offers(turn: Turn, neighbour_id: str) -> None:
    for offer in needs.offers_of(turn.tx, neighbour_id):
        needs.move_offer(turn.tx, offer, "withdraw")
    plan.drop(turn.tx, turn.now, kind="draft_offer", neighbour_id=neighbour_id)
    turn.log("take back offers", neighbour_id=neighbour_id)


def pause(turn: Turn, neighbour_id: str, until: datetime) -> None:
    """No asks until then; offers wait."""
    people.change(turn.tx, people.need(turn.tx, neighbour_id), paused_until=until)
    for offer in needs.offers_of(turn.tx, neighbour_id):
        if offer.state is OfferState.AVAILABLE:
            needs.move_offer(turn.tx, offer, "pause")
    turn.schedule("resume", until, neighbour_id=neighbour_id)
    turn.log("pause", neighbour_id=neighbour_id, detail=until.date().isoformat())


def resume(turn: Turn, neighbour_id: str) -> None:
    who = people.need(turn.tx, neighbour_id)
    people.change(turn.tx, who, paused_until=None)
    back = False
    for offer in needs.offers_of(turn.tx, neighbour_id):
        back = back or (who.paused_until is not None and offer.state is OfferState.AVAILABLE)
        if offer.state is OfferState.PAUSED:
            needs.move_offer(turn.tx, offer, "resume")
            back = True
    plan.drop(turn.tx, turn.now, kind="resume", neighbour_id=neighbour_id)
    if back:
        turn.log("resume", neighbour_id=neighbour_id)
        look_again_at_open_needs(turn, neighbour_id)


def refuse(turn: Turn, neighbour_id: str, kind: str, until: datetime | None) -> None:
    """No asks for this kind until then, for good where `until` is None; whatever else they offer goes on."""
    posted, gone = _posted(turn, neighbour_id), frozenset((kind,))
    if until is None:
        _put_all(turn, refusing.taken_out(posted, gone, turn.now))
    else:
        _put_all(turn, refusing.put_off(posted, gone, until, _fresh(turn), turn.now))
    turn.log("refuse", neighbour_id=neighbour_id, detail=_no(turn, kind, until))


def want_again(turn: Turn, neighbour_id: str, kind: str) -> None:
    """The no to this kind is over: what was put off with it begins now."""
    posted = _posted(turn, neighbour_id)
    until = refusing.refused_in(posted, turn.now).get(kind)
    _put_all(turn, refusing.wanted_again(posted, kind, _fresh(turn), turn.now))
    turn.log("want again", neighbour_id=neighbour_id, detail=_no(turn, kind, until))
    look_again_at_open_needs(turn, neighbour_id)


def _posted(turn: Turn, neighbour_id: str) -> list[Offer]:
    return [o for o in needs.offers_of(turn.tx, neighbour_id) if o.state is not OfferState.DRAFTED]


def _fresh(turn: Turn) -> Iterator[str]:
    while True:
        yield turn.kit.ids.new()


def _put_all(turn: Turn, offers: Iterable[Offer]) -> None:
    """Keeps offers as they are now; what became one of its own is posted, and one of nothing is taken back."""
    for offer in offers:
        if not offer.kinds:
            before = needs.find_offer(turn.tx, offer.id)
            assert before is not None
            end_offer(turn, before)
            continue
        needs.put_offer(turn.tx, offer)
        if offer.state is OfferState.DRAFTED:
            needs.move_offer(turn.tx, offer, "post")


def _no(turn: Turn, kind: str, until: datetime | None) -> str:
    day = until.astimezone(turn.kit.config.group.zone).date().isoformat() if until is not None else None
    return f"{kind} until {day}" if day is not None else kind
