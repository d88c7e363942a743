"""A helper's break: begun, told of by its end, over; and what "pause" means from who helps nobody. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mutualaid.domain.conversation.effects import Ask, Close, Effect, OpenCase, Pause, Resume, Say
from mutualaid.domain.conversation.needs import again, intake
from mutualaid.domain.conversation.questions import free_to_ask
from mutualaid.domain.conversation.status import status
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Command, Intent, MatchState, QuestionKind

DEFAULT_PAUSE = timedelta(days=14)


def pauses(c: Conversation, r: Reading, now: datetime) -> bool:
    """A break asked for, or an absence told of by somebody who helps or asked for something. What may as well be
    meant for the other side of a connection is none."""
    if "skip_week" in r.spans and r.command is None:
        return _skips(c, r, now)
    if r.command is not Command.PAUSE or again.skips_series(c, r, now):
        return False
    asked_for = "absence" not in r.spans
    if c.connected(now):
        return asked_for and ("leave_me" in r.spans or len(r.text.split()) <= again.SHORT_WORDS)
    return asked_for or bool(c.offers or c.needs or _offers(c, r))


def not_until(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper who is asked nothing says from which day on they can, and nothing else: "cant until next week"."""
    free = bool(c.offers) and not (c.needs or c.ties or c.question)
    first = _first_day(r, now)
    return free and r.answer is Answer.COUNTER and "only_time" in r.spans and first is not None and not r.kinds


def rest_until(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return pause(c, replace(r, pause=When(r.text, now, _first_day(r, now))), now)


def _first_day(r: Reading, now: datetime) -> datetime | None:
    """The beginning of a time without an end that begins on another day."""
    if r.when is None or r.when.start is None or r.when.end is not None:
        return None
    return r.when.start if r.when.start.date() > now.astimezone(r.when.start.tzinfo).date() else None


def _skips(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper takes a week out, with nobody to come to and nothing asked that this may answer."""
    free = c.question is None or c.question.kind in TAKING_IN
    own = {"general", *(k for o in c.offers for k in o.kinds)}
    mine = _offers(c, r) or (bool(c.offers) and not c.needs and not set(r.kinds) - own)
    return free and mine and not any(t.helping for t in c.connected(now)) and not again.takes_off_series(c, r, now)


TAKING_IN = frozenset({QuestionKind.OFFER_WHEN, QuestionKind.OFFER_WHERE, QuestionKind.NAME})
"""Questions beside which a week may be taken out."""


def pause(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if c.needs and not _helps(c):
        return _of_a_need(c, r)
    if not (_helps(c) or _offers(c, r)):
        return [status(c, now)]
    until = r.pause.end.astimezone(UTC) if r.pause and r.pause.end else not_before(c, now + DEFAULT_PAUSE)
    if _offers(c, r):
        return [Pause(until), *_with_offer(c, r, until, now)]
    agreed = [t for t in c.ties if t.helping and t.match.state in (MatchState.ACCEPTED, MatchState.CONFIRMED)]
    if agreed:
        cases = [OpenCase("for_us", 0, match_id=t.match.id, note=r.text) for t in agreed]
        return [Pause(until), *cases, Say("paused_but", {"until": until})]
    if any(t.helping and t.match.state is MatchState.ASKED for t in c.ties):
        return [Pause(until), Say("paused_ask", {"until": until})]
    q = c.question
    offer = next((o for o in c.offers if q is not None and o.id == q.offer_id), None)
    if q is not None and offer is not None and q.kind is QuestionKind.OFFER_WHEN and r.repeat is not None:
        taken = intake.take_offer(c, intake.fill_offer(offer, replace(r, when=None), anew=True), now)
        first = r.when.start if r.when is not None and r.repeat.last is not None else None
        if first is not None and first < until:
            return [Close(q.id, "told"), *taken]  # "off til sun, fri sat 10-2": off work, and free for this then
        whole = not any(isinstance(e, Say) and e.ask is not None for e in taken)
        rest = [e for e in taken if not (whole and isinstance(e, Say))]
        told: list[Effect] = [Say("paused", {"until": until})] if whole else []
        return [Close(q.id, "told"), Pause(until), *rest, *told]
    if q is not None and q.kind is QuestionKind.OFFER_WHEN:
        ask = Ask(QuestionKind.OFFER_WHEN, offer_id=q.offer_id)
        return [Close(q.id, "told"), Pause(until), Say("paused_when", {"until": until}, ask)]
    over = r.pause is not None and r.pause.end is None
    return [Pause(until), Say("paused_past" if over else "paused", {"until": until})]


def _helps(c: Conversation) -> bool:
    return bool(c.offers) or any(t.helping for t in c.ties)


def not_before(c: Conversation, until: datetime) -> datetime:
    """A break without an end does not shorten one that lasts longer."""
    return max(until, c.neighbour.paused_until) if c.neighbour.paused_until is not None else until


def _of_a_need(c: Conversation, r: Reading) -> list[Effect]:
    """Whoever only asked for something is asked whether it is still needed; where they tell of an absence or a day,
    a person sees what that means for it."""
    if c.live_needs and free_to_ask(c) and r.pause is None and "absence" not in r.spans:
        need = c.live_needs[-1]
        return [Say("pause_need", {"kinds": need.kinds}, Ask(QuestionKind.STILL_NEEDED, need_id=need.id))]
    match_id = c.question.match_id if c.question is not None else None
    case = OpenCase("for_us", 1 if match_id is None else 0, match_id=match_id, note=r.text)
    return [case, Say("person_reads", {"by": c.facts.person_by})]


def _offers(c: Conversation, r: Reading) -> bool:
    """Whether the text makes the first offer as well: "i can drive weekends but im away till monday"."""
    return not c.offers and "gives" in r.spans and bool(set(r.kinds) - {"general"})


def _with_offer(c: Conversation, r: Reading, until: datetime, now: datetime) -> list[Effect]:
    """The offer without the break's day among its hours, and one reply to both where nothing else is missing."""
    taken = intake.take_offer(c, intake.offer_from(c, replace(r, when=None), now), now, r.name, r.nights)
    said = next(e for e in taken if isinstance(e, Say))
    rest = [e for e in taken if e is not said]
    if said.ask is None:
        return [*rest, Say("paused", {"until": until})]
    when = said.ask.kind is QuestionKind.OFFER_WHEN
    return [*rest, Say("paused_when", {"until": until}, said.ask) if when else said]


def is_back(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper on a break says that it is over, or is not; to somebody connected, "i'm back" may be said to the
    other side."""
    until = c.neighbour.paused_until
    on_break = until is not None and until > now
    helps = bool(c.posted_offers)
    nothing_else = r.command is None and r.intent not in (Intent.NEED, Intent.BOTH)
    if "away" in r.spans and "back" not in r.spans:
        return on_break and nothing_else
    return "back" in r.spans and nothing_else and (on_break or (helps and not c.connected(now)))


def come_back(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    if not ("back" in r.spans or r.covered) or not c.neighbour.rests(now):
        return [status(c, now)]
    return [Resume(), Say("resumed")]
