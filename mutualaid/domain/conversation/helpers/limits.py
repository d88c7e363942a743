"""A helper's own limits by text: the hours that are good, how often, whether at night. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import saidno
from mutualaid.domain.conversation.choices import LIMIT, WANTS, Choice, choices_of, counted_out
from mutualaid.domain.conversation.effects import (
    Ask,
    Close,
    Effect,
    Know,
    OpenCase,
    PutOffer,
    Say,
)
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.needs.hours import says_half
from mutualaid.domain.conversation.questions import free_to_ask
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Offer, Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Command, Intent, QuestionKind


def only_hours(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Do not text me 9 to 4": nothing but hours at which no texts are wanted, whatever is open."""
    plain = r.intent in (Intent.OTHER, Intent.QUESTION) or (r.intent is Intent.ANSWER and r.answer is None)
    return "hours" in r.spans and plain and r.digit is None and not (r.complaint or r.cannot or r.covered)


def hear_hours(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [hours_case(r), Say("hours_heard", {"by": c.facts.person_by})]


def hours_case(r: Reading) -> OpenCase:
    """The wish is no opt-out; a person sees to it."""
    return OpenCase("for_us", 1, note=r.text)


def wish(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Days and hours that are no good for an offer, which a person sets."""
    return [hours_case(r), Say("person_reads", {"by": c.facts.person_by})]


def no_name(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    """What is said of how they help where the name is asked for ("solo mujeres", "max 5 miles", "old toyota"): how
    far, and that there is a car, is kept, any other limit a person sets, and the question stays open. None else."""
    posted = c.posted_offers
    named = "lone_name" in r.spans or (r.name is not None and r.cues.says("limits.my_name"))
    more = named or r.thanks or r.complaint or r.when or r.repeat or r.kinds
    if not posted or more or r.intent not in (Intent.OTHER, Intent.ANSWER):
        return None
    means = "car" if r.cues.says("carless.makes") else r.means
    whole = "bounds_unknown" not in r.spans  # "no manejo de noche" is more than on foot
    if r.radius_km is not None or (means is not None and whole):
        told = [replace(o, radius_km=r.radius_km or o.radius_km, means=means or o.means) for o in posted]
        return [*map(PutOffer, told), Say("offer_posted_name", {"offer": told[-1]})]
    return wish(c, r, now) if bounds(r) else None


def bounds(r: Reading) -> bool:
    """Whether a few words limit help that is offered, in whatever they say: "only women", "pas d'escaliers"."""
    bounded = bool(r.conditions) or bool({"bounds", "bounds_unknown"} & r.spans.keys())
    refuses = r.answer is None and r.cues.opens("parts.no", "answers.refuses") and len(r.text.split()) > 1
    return (bounded or refuses or r.cues.says("parts.only")) and len(r.text.split()) <= FEW


FEW = 6
"""Words of such a text at most."""


def off_days(r: Reading) -> Reading | None:
    """The reading where it speaks of days off without naming them, else None."""
    return r if "shift" in r.spans else None


def sets_hours(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper names the days or hours that are good from now on ("i can only do wednesdays now"), or are not."""
    posted = bool(c.posted_offers)
    lasts = r.cues.says("limits.lasts", "parts.only")
    hours = r.repeat is not None
    hours = hours or (lasts and r.when is not None and (not r.when.dated or _part_of_days(r.when, r)))
    nothing_else = r.intent in (Intent.OTHER, Intent.ANSWER) and not (r.kinds or r.place)
    if nothing_else:
        return posted and not c.needs and (hours or _days_off(r) or bool({"busy", "shift"} & r.spans.keys()))
    return posted and not c.needs and _of_what_they_do(c, r)


def from_now(r: Reading) -> bool:
    """Whether all that is said of when is a "now" that means from now on: "only rides now"."""
    return r.spans.get("when") in r.cues.each("limits.lasts")


def _days_off(r: Reading) -> bool:
    """Whether weekdays, or a day, are said to be no good, and none to be good instead: "i dont do sundays"."""
    return r.off is not None and bool(r.off.days or r.off.when) and r.repeat is None


def _of_what_they_do(c: Conversation, r: Reading) -> bool:
    """Whether a text only names what is offered and the time it is limited to ("rides only mondays"): from whoever
    asks for help it would be a list."""
    named, offered = set(r.kinds), {k for o in c.offers for k in o.kinds}
    listed = r.intent is Intent.NEED and r.confidence < SURE and "urgent" not in r.spans
    limited = r.when is not None and r.cues.says("parts.only")
    return listed and limited and bool(named) and named <= offered and saidno.nothing_else(r)


def _part_of_days(when: When, r: Reading) -> bool:
    """Whether a time is a part of each of several days: "this week in the morning"."""
    several = when.start is not None and when.end is not None and when.end - when.start > timedelta(days=1)
    return several and says_half(when, r.hear)


def _for_a_while(r: Reading) -> bool:
    """Whether hours are said of days that end, and none of these is named: "mornings this week", "weekends this
    month"."""
    if r.repeat is not None:
        return not r.repeat.days if r.repeat.last is not None else "while" in r.spans
    return r.when is not None and r.when.dated


def set_hours(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Said back, so that a mistake shows; days that are no good a person sets. What was one offer before some of it
    was put off is one still; of several at other times or places a person finds out which is meant, and sees to
    hours that are only for a while, or for some of what is offered."""
    posted = c.posted_offers
    first, *others = sorted(posted, key=lambda o: o.from_at is not None and o.from_at > now)
    alike = len({(o.when_text, o.hours, o.place_text) for o in posted}) == 1
    some = bool(r.kinds) and not {k for o in posted for k in o.kinds} <= set(r.kinds)
    unset = "busy" in r.spans or _days_off(r) or _for_a_while(r)
    if unset or some or not alike or (others and off_days(r) is not None):
        return wish(c, r, now)
    told = intake.take_offer(c, intake.fill_offer(first, r, anew=True), now, off=off_days(r))
    rest = [PutOffer(replace(intake.fill_offer(o, r, anew=True), from_at=o.from_at)) for o in others]
    return [*kept(r, ()), *rest, *told]


SURE = 0.8
"""From this confidence on "i need max 2 rides a week" may as well be what they need."""


def sets_limits(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper says how often, or whether at night."""
    return _says_limits(c, r) and not says_need(r)


def may_need(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether what reads as a helper's limit says as well that they need it."""
    return _says_limits(c, r) and says_need(r) and r.per_week is not None and c.question is None


def says_need(r: Reading) -> bool:
    """Whether a text says for sure that they need something."""
    return r.intent is Intent.NEED and r.confidence >= SURE and bool(set(r.kinds) - {"general"})


def ask_whether_needed(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    ask = Ask(QuestionKind.SEND_WHERE, text=counted_out((Choice(WANTS), Choice(LIMIT)), r.text))
    return [Say("need_or_limit", {"kinds": r.kinds, "n": r.per_week}, ask)]


def settle_need(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The words that waited are a need, or a limit; None where a text says neither."""
    free, words = replace(c, question=None), c.waiting
    again = r.per_week is not None and r.intent is not Intent.NEED
    if words is None or not (r.digit is not None or r.answer is not None or r.bare_ok or again or says_need(r)):
        return None
    if r.text.strip().lower() == words.text.strip().lower():
        return [Say("which_number")]  # the same words say no more than before
    if r.digit == 1 or (r.digit is None and says_need(r)):
        told = r if r.digit is None else words
        return [Close(q.id, "told"), *intake.take_needs(free, intake.drafts_from(free, told, now), now)]
    if r.digit == 2 or again:
        return [Close(q.id, "told"), *set_limits(free, words if r.digit == 2 else r, now)]
    return [Say("which_number")]


def _says_limits(c: Conversation, r: Reading) -> bool:
    often = r.per_week is not None or bool({"too_often", "how_often"} & r.spans.keys())
    own = c.posted_offers
    left, offered = _beside_limit(r), {"general", *(k for o in own for k in o.kinds)}
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.OFFER) or (r.intent is Intent.NEED and not left)
    said = often or (r.nights is not None and r.repeat is None)
    return bool(own) and said and plain and r.place is None and left <= offered


def _beside_limit(r: Reading) -> set[str]:
    """The kinds that are named beside how often: none in "no more than one visit a week"."""
    start, end = r.spans.get("limits", (0, 0))
    within = {key for key, (a, b) in r.spans.items() if start <= a and b <= end}
    return {kind for kind in r.kinds if f"kind:{kind}" not in within}


def unclear_number(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a bare number comes right after we said back how often they help, and answers nothing that is open:
    it may be how often, or a no to what they said yes to before."""
    return c.limited_last and c.question is None and r.digit not in (None, 0) and any(o.per_week for o in c.offers)


def ask_how_often(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [Say("limit_how_often", {}, Ask(QuestionKind.HOW_OFTEN))]


def beside_visits(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper who is connected says how often they can, and nothing to anybody: "up to 5 rides a week".
    After words of the other side it is to them, unless it is of our asks."""
    return _of_visits(c, r, now) and (not c.relayed_last or "asks" in r.spans)


def maybe_theirs(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether how often they can, said after words that ask nothing, may be for the other side or for us; "max 2"
    after any words."""
    unsure = "how_often" in r.spans
    return _of_visits(c, r, now, unsure=unsure) and (unsure or not c.relayed_asks)


def _of_visits(c: Conversation, r: Reading, now: datetime, *, unsure: bool = False) -> bool:
    often = r.per_week is not None or "too_often" in r.spans or unsure
    said = often and r.when is None and not {"second", "third", "of_them"} & r.spans.keys()
    ties = c.connected(now)
    return said and bool(ties) and all(t.helping for t in ties) and sets_limits(c, r, now)


def says_otherwise(c: Conversation, r: Reading, now: datetime) -> bool:
    """Another number, and nothing else, right after we said back how often they help at most: "actually 2". While
    two are connected a large one is an hour: "make it 11"."""
    most = DAYS_OF_A_WEEK if c.connected(now) else 2 * DAYS_OF_A_WEEK
    value = _number(r) if c.limited_last and c.question is None and r.digit is None else None
    return value is not None and value <= most


def set_otherwise(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return set_limits(c, replace(r, per_week=_number(r)), now)


def _number(r: Reading) -> int | None:
    said = [r.text[start:end] for start, end in r.cues.each("limits.times")]
    alone = len(said) == 1 and r.cues.only("limits.times", "pieces.pleads")
    if not alone or not re.fullmatch("[0-9]{1,2}", said[0]):
        return None  # "two" and "½" are numbers too
    value = int(said[0])
    return value or None


DAYS_OF_A_WEEK = 7


def set_limits(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    posted = c.posted_offers
    return [*kept(r, posted), *_said(c, r)]


def kept(r: Reading, offers: Iterable[Offer]) -> list[Effect]:
    """What a text says of how often and of nights, kept with these offers and their helper."""
    effects: list[Effect] = []
    if r.per_week is not None:
        effects += [PutOffer(replace(o, per_week=r.per_week)) for o in offers]
    if r.per_week is not None and "asks" in r.spans:
        effects.append(Know({"asks_per_week": r.per_week}))
    if r.nights is not None:
        effects.append(Know({"nights": r.nights}))
    return effects


def _said(c: Conversation, r: Reading) -> list[Effect]:
    if "seldom" in r.spans:
        return [OpenCase("for_us", 1, note=r.text), Say("limit_seldom", {"by": c.facts.person_by})]
    if r.per_week is not None:
        return [Say("limit_set", {"n": r.per_week})]
    if {"too_often", "how_often"} & r.spans.keys():
        return [Say("limit_how_often", {}, Ask(QuestionKind.HOW_OFTEN) if free_to_ask(c) else None)]
    return [Say("nights_on" if r.nights else "nights_off")]


def drops(q: Question, r: Reading) -> bool:
    """Whether a text takes back what a limit was asked about, and nothing that is offered: "never mind"."""
    asked = q.kind is QuestionKind.HOW_OFTEN
    asked = asked or (q.kind is QuestionKind.SEND_WHERE and choices_of(q.text)[0].does == WANTS)
    return asked and r.command is Command.CANCEL and not r.kinds


def how_often(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """How many times a week; None where a text says no such thing, or may answer the other side."""
    if c.relayed_last or r.complaint or r.command is not None or r.kinds or r.place is not None:
        return None
    if r.per_week is not None or r.nights is not None:
        return [*([Close(q.id, "told")] if r.per_week is not None else []), *set_limits(c, r, now)]
    unclear = r.digit is not None or r.answer is not None or r.bare_ok or "too_often" in r.spans
    return [Say("limit_how_often")] if unclear else None


def beside(c: Conversation, q: Question, offer: Offer, r: Reading) -> list[Effect] | None:
    """Limits in answer to what an offer still lacks: they are kept, and what was asked for is still wanted. None
    where the text says anything else, or only "no nights", which may be meant as hours."""
    if r.per_week is None and not r.nights:
        return None
    if r.when is not None or r.repeat is not None or r.place is not None or set(r.kinds) - {"general"}:
        return None
    effects = kept(r, (offer,))
    if q.kind is not QuestionKind.OFFER_WHEN or "seldom" in r.spans:
        return [*effects, *_said(c, r)]
    ask = Ask(QuestionKind.OFFER_WHEN, offer_id=offer.id)
    values = {"n": r.per_week} if r.per_week is not None else {}
    return [*effects, Close(q.id, "told"), Say("limit_when" if values else "nights_when", values, ask)]
