"""What a helper writes once their offer stands: what changes nothing of it ("im free today", "happy to help"), adds
to it ("i can do rides too", "i have a car now"), takes days off it, or leaves some of it only. All that stands then
is told back. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import Effect, EndOffers, PutOffer, Say
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Offer
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Intent, OfferState, QuestionKind


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    return _found(c, r, now) is not None


def hear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return _found(c, r, now) or []


def _found(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    offers = _posted(c, now)
    if not offers or r.digit is not None or r.command is not None or r.complaint or r.danger is not None:
        return None
    if _takes_off(r):
        return limits.wish(c, r, now)
    if r.place is not None or r.to is not None or r.repeat is not None or limits.says_need(r):
        return None
    c = replace(c, question=None)
    if r.means is not None and r.cues.only("carless.has", "pieces.pleads"):
        held = [replace(o, means=r.means) for o in offers]
        return [*map(PutOffer, held), Say("status_offer", {"offer": held[-1]})]
    if only := _only(r):
        left = replace(offers[0], kinds=only, text=intake.joined(offers[0].text, r.text))
        return [*(EndOffers(o.id) for o in offers[1:]), *intake.take_offer(c, left, now)]
    if _adds(offers, r):
        return intake.take_offer(c, intake.fill_offer(offers[-1], r), now)
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and not (r.kinds or r.thanks or r.cannot or r.pause)
    drives = r.cues.says("carless.none", "carless.never")  # which is of rides only
    if plain and not drives and ((r.when is None and limits.bounds(r)) or r.cues.says("again.leaves")):
        return limits.wish(c, r, now)
    return _as_it_is(c, offers, r, now)


def _posted(c: Conversation, now: datetime) -> list[Offer]:
    """What stands, of somebody who needs nothing and is in touch with nobody; nothing while they are asked for more
    of it than a name."""
    asked = c.question is not None and c.question.kind is not QuestionKind.NAME
    drafted = any(o.state is OfferState.DRAFTED for o in c.offers)
    return [] if asked or drafted or c.needs or c.connected(now) else list(c.offers)


def _takes_off(r: Reading) -> bool:
    """Whether a time stands right behind a word that takes it off: "minus saturdays"."""
    at = r.spans.get("when")
    if at is None or r.kinds or r.cues.says("parts.only"):
        return False
    before = r.text[: at[0]].rstrip()
    return before[-1:].isalnum() and r.hear(before).closes("limits.takes_off")  # "no, saturdays" takes none off


def _only(r: Reading) -> tuple[str, ...]:
    """The kinds that are left, where a text says so and no time: "no more food only rides", "only rides now"."""
    timed = r.when is not None and r.when.dated and not limits.from_now(r)
    if timed or not r.cues.says("parts.only") or not saidno.nothing_else(r):
        return ()
    return tuple(kind for kind in r.kinds if kind in saidno.kept(r))


def _adds(offers: list[Offer], r: Reading) -> bool:
    """Whether something else is offered too, at no time of its own."""
    new = set(r.kinds) - {"general", *(k for o in offers for k in o.kinds)}
    own = r.when is not None or r.correction or r.negated_kinds or r.cues.says("parts.only")
    return r.intent is Intent.OFFER and "gives" in r.spans and bool(new) and not own


def _as_it_is(c: Conversation, offers: list[Offer], r: Reading, now: datetime) -> list[Effect] | None:
    """What stands, told back, where a text says nothing new of it; a day on which they do not help otherwise a
    person sets."""
    its = r.intent is Intent.OTHER and "due" in r.spans  # "its fixed" offers no repairs
    more = set() if its else set(r.kinds) - {"general", *(k for o in offers for k in o.kinds)}
    told = more or r.conditions or r.per_week or r.radius_km or r.means or r.nights is not None or r.people
    if told or r.correction or r.cannot or r.off or r.thanks or r.covered or r.pause:
        return None
    dated = r.when is not None and bool({"only_time", "gives"} & r.spans.keys())
    said = its or dated or set(r.kinds) == {"general"}
    offered = r.intent is Intent.OFFER or (r.intent in (Intent.OTHER, Intent.ANSWER) and said)
    if r.cues.says("parts.only", "answers.refuses", "fewer.no_more"):
        return None
    if not offered or "?" in r.text or {"busy", "shift", "left"} & r.spans.keys():
        return None
    if r.when is None:
        return [Say("status_offer", {"offer": offers[-1]})]
    lasts = [o for o in offers if o.from_at is None and o.to_at is None]
    if not r.when.dated or r.when.start is None or not lasts or any(t.helping for t in c.ties):
        return None  # it may answer an ask, late
    if any(_on(o, r.when) for o in lasts):
        return [Say("status_offer", {"offer": lasts[-1]})]
    return limits.wish(c, r, now)


def _on(offer: Offer, when: When) -> bool:
    """Whether an offer that comes again holds on some day of a time."""
    assert when.start is not None
    days = max(1, ((when.end or when.start) - when.start).days)
    each = (when.start + timedelta(n) for n in range(min(days, 7)))
    return not offer.days or any(str(day.isoweekday()) in offer.days for day in each)
