"""A helper's no for a while to what they did not offer ("no pharmacy runs this week"), or to a time in which they
are to come to somebody ("nothing this week"). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import (
    Close,
    Decline,
    Effect,
    EndOffers,
    Pause,
    PostOffer,
    PutOffer,
    Say,
)
from mutualaid.domain.conversation.helpers import breaks, carless, fewer, limits
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import visits
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.refusing import put_off
from mutualaid.domain.vocabulary import Command, Intent, MatchState, QuestionKind

LIMITING = frozenset({"bounds", "skip_week", "busy"})
"""Marks of which one tells a limit ("no rides") from a want ("no food")."""

def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether nothing is said but what they do not do, and none of it is what they offer or promised; beside visits
    it must say for how long."""
    if not refuses(c, r):
        return False
    if c.connected(now):
        return all(t.helping for t in c.connected(now)) and _lasts(r, now)
    return bool(saidno.refused(r)) or "conditions" in r.spans


def refuses(c: Conversation, r: Reading) -> bool:
    """Whether nothing is said but what they do not do, and none of it is what they offer or promised."""
    if not _helps_only(c, r) or "urgent" in r.spans:
        return False
    limits_it = bool(LIMITING & r.spans.keys()) or bool(saidno.kept(r) & _offered(c)) or _never_does(r)
    promised = {k for t in c.ties if t.match.state is MatchState.CONFIRMED for k in t.need.kinds}
    ours = saidno.refused(r) & {*_offered(c), *promised}
    return limits_it and not (ours or saidno.wanted(r)) and saidno.says_no_more(r)


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kinds that are refused, for a while or for good, are kept with what they offer; any other limit a person
    sets."""
    if _never_does(r):
        return fewer.give_up(c, c.posted_offers, saidno.refused(r), now)
    if not _lasts(r, now):
        return limits.wish(c, r, now)
    assert r.when is not None and r.when.end is not None
    until, refused = r.when.end, saidno.refused(r)
    kept: list[Effect] = [PutOffer(o.refusing(refused, until, now)) for o in c.posted_offers]
    kinds = tuple(dict.fromkeys(k for o in c.posted_offers for k in o.kinds))
    return [*kept, Say("fewer_until", {"kinds": kinds, "until": until})]


def takes_all_out(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper with no visit to come says no to all they offer, or that they cannot, for a time or for
    good: "no rides today"; or to some of it for days that a person sets: "no rides on mondays". What somebody may
    be without is none of it, unless it speaks of doing."""
    dated = r.repeat is not None or (r.when is not None and r.when.dated and r.when.end is not None)
    ever = saidno.for_good(r) and r.cues.says("fewer.ever", "fewer.does_not", "fewer.no_more", "carless.never")
    ever = ever and not r.cues.says("fewer.asks")  # how often, or by whom, may be what they mind
    if not _helps_only(c, r) or not (dated or ever):
        return False
    if "skip_week" in r.spans or ("urgent" in r.spans and not saidno.of_doing(r)):
        return False  # a whole week is a break (breaks), and who may lack it is asked (hunger)
    wants = limits.says_need(r) or r.intent in (Intent.OFFER, Intent.BOTH, Intent.QUESTION)
    if any(t.helping for t in c.ties) or wants or r.place is not None:
        return False
    busy = r.cannot and not r.kinds and "only_time" in r.spans
    gone, offered = saidno.refused(r), _offered(c)
    later = bool(gone & offered) and saidno.is_of_them(r) and not saidno.for_now(r, now)
    return busy or ((gone >= offered or later) and not saidno.lacked(r) and saidno.says_no_more(r))


def take_all_out(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A time that has begun is a break until it is over, and for good it ends what they offer; any other a person
    sets."""
    if saidno.for_good(r):
        return [EndOffers(), Say("offers_ended")]
    if not saidno.for_now(r, now):
        return limits.wish(c, r, now)
    assert r.when is not None and r.when.end is not None
    until = breaks.not_before(c, r.when.end)
    return [Pause(until), Say("paused", {"until": until})]


def refuses_asked(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether what a helper says no to for a while or for good is what they are asked for: "i dont do rides any
    more"."""
    return _without_ask(c, r, now) is not None


def keep_and_decline(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """It is a no to that, and kept; one for a while that is over by then ("i dont do groceries today") is kept, and
    the ask stands."""
    found = _without_ask(c, r, now)
    assert found is not None and c.question is not None and c.question.match_id is not None
    before, meant = found
    tie = c.tie(c.question.match_id)
    if tie is not None and _over_by_then(tie, meant):
        return [*_put_off(before, meant, now), _asked_still(tie)]
    kept = fewer.keep_some if fewer.says(before, meant, now) else take_all_out
    declined = [Close(c.question.id, "no"), Decline(c.question.match_id, told=False)]
    return [*declined, *kept(before, meant, now)]


def days_off(c: Conversation, tie: Tie, q: Question, r: Reading) -> list[Effect]:
    """Weekdays that somebody who is asked does not do ("i dont do sundays"): a person sets them, and it is a no to
    the ask where that is for such a day; nothing where no such day is said."""
    if r.off is None or not r.off.days or r.complaint or r.command is not None:
        return []
    instead = r.counter.when.start if r.counter is not None and r.counter.when is not None else None
    if instead is not None and str(instead.isoweekday()) not in r.off.days:
        return []
    start, _ = tie.match.time_of(tie.need)
    if start is None:
        return []
    start = start.astimezone(c.facts.zone)
    case = limits.hours_case(r)
    if str(start.isoweekday()) in r.off.days:
        return [Close(q.id, "no"), Decline(tie.match.id), case]
    return [case, _asked_still(tie)]


def _over_by_then(tie: Tie, r: Reading) -> bool:
    """Whether what is refused for a while is not refused any more when they are asked to come."""
    start, _ = tie.match.time_of(tie.need)
    return start is not None and r.when is not None and r.when.end is not None and r.when.end <= start


def _put_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What is refused for a while, put off until that is over."""
    assert r.when is not None and r.when.end is not None
    offers = put_off(c.posted_offers, saidno.refused(r), r.when.end, iter(c.fresh), now)
    return [effect for o in offers for effect in (PutOffer(o), PostOffer(o.id))]


def _asked_still(tie: Tie) -> Say:
    return Say("time_ask", {"kinds": tie.need.kinds, "at": tie.match.time_of(tie.need)})


def _without_ask(c: Conversation, r: Reading, now: datetime) -> tuple[Conversation, Reading] | None:
    """The conversation as if the open ask were answered, and what the text then means; None where it refuses
    nothing of what is asked, or only this: "i cant do rides" and "no rides" are an answer."""
    q = c.question
    tie = c.tie(q.match_id) if q is not None and q.kind is QuestionKind.ASK else None
    if tie is None or not tie.helping or r.intent is Intent.QUESTION or r.command is not None:
        return None
    before = replace(c, question=None, ties=tuple(t for t in c.ties if t is not tie))
    meant = carless.as_meant(before, r, now)
    ever = r.cues.says("fewer.ever") or (r.answer is None and r.cues.says("fewer.does_not"))
    lasts = saidno.for_now(meant, now) or (saidno.for_good(meant) and ever)
    of_it = lasts and bool(saidno.refused(meant) & set(tie.need.kinds)) and saidno.says_no_more(meant)
    kept = of_it and (fewer.says(before, meant, now) or takes_all_out(before, meant, now))
    return (before, meant) if kept else None


def bounds_it(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper with no visit to come says no to what they offer and more beside: "no rides after 8", "i
    dont give rides to men". A person sets it. What somebody may be without, or says to be without, is a want."""
    wants = limits.says_need(r) or r.intent in (Intent.OFFER, Intent.BOTH, Intent.QUESTION) or r.to is not None
    if not _helps_only(c, r) or wants or r.cues.says("fewer.lacks") or any(t.helping for t in c.ties):
        return False
    return saidno.is_of_them(r) and bool(saidno.refused(r) & _offered(c)) and not saidno.lacked(r)


def takes_visit_off(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper is out for a time, with a visit still to come, by the words that take it out. What somebody
    may be without, at another time than a visit's, is said to the one they come to: "no milk today"."""
    if not _helps_only(c, r) or r.when is None:
        return False
    if "skip_week" not in r.spans and not (saidno.refused(r) and saidno.says_no_more(r)):
        return False
    return bool(_due(c, r, now) if saidno.wanted(r) else _promised(c, r, now))


def ask_whether_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Whether a visit in that time is off is asked; where all they do is taken out, they get a break as well."""
    assert r.when is not None
    due = _due(c, r, now)
    whole, until = saidno.refused(r) >= _offered(c) or not saidno.refused(r), r.when.end
    if not due and r.pause is None and not (whole and saidno.for_now(r, now)):
        return fewer.keep_some(c, r, now) if fewer.what_goes_on(c, r, now) else limits.wish(c, r, now)
    if not due:
        return breaks.pause(c, r if r.pause is not None else replace(r, pause=r.when), now)
    rest: list[Effect] = [Pause(breaks.not_before(c, until))] if whole and until is not None else []
    ask = visits.off_or_send(due[0], r.text) if len(due) == 1 else visits.off_or_stays(due, r.text)
    return [*rest, *ask]


def _due(c: Conversation, r: Reading, now: datetime) -> list[Tie]:
    """Those of them in the time that is named."""
    times = again.days_of(r)
    return [t for t in _promised(c, r, now) if times is None or again.within(t, times)]


def _promised(c: Conversation, r: Reading, now: datetime) -> list[Tie]:
    """The visits still to come that may be meant: those for what is refused, all where nothing is named."""
    on = [t for t in c.connected(now) if t.helping and t.match.state is MatchState.CONFIRMED]
    gone = saidno.refused(r)
    return [t for t in on if not t.match.is_over(now) and (not gone or gone & set(t.need.kinds))]


def _helps_only(c: Conversation, r: Reading) -> bool:
    plain = r.command in (None, Command.CANCEL) and r.digit is None and not r.complaint
    return plain and c.question is None and bool(c.posted_offers) and not c.live_needs


def _offered(c: Conversation) -> frozenset[str]:
    return frozenset(k for o in c.posted_offers for k in o.kinds)


def _never_does(r: Reading) -> bool:
    """Whether it is said that what is not offered is never done; "no kids" may be a wish beside what is."""
    return saidno.for_good(r) and saidno.of_doing(r)


def _lasts(r: Reading, now: datetime) -> bool:
    return bool(saidno.refused(r)) and saidno.for_now(r, now)
