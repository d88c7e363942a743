"""A helper's no for a while to what they did not offer ("no pharmacy runs this week"), or to a time in which they
are to come to somebody ("nothing this week"). Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, Pause, PutOffer, Say
from mutualaid.domain.conversation.helpers import breaks, fewer, limits
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import visits
from mutualaid.domain.needs import Offer
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Command, Intent, MatchState, OfferState

LIMITING = frozenset({"bounds", "skip_week", "busy"})
"""Marks of which one tells a limit ("no rides") from a want ("no food")."""

LACKED = frozenset({"food", "water", "supplies", "medicine", "clothing", "bedding", "shelter", "power", "money"})
"""Kinds that somebody may be without: "no groceries this week" is a want unless it speaks of doing ("no grocery
runs") or of what goes on ("only rides")."""


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether nothing is said but what they do not do, and none of it is what they offer or promised; beside visits
    it must say for how long."""
    if not refuses(c, r):
        return False
    if c.connected(now):
        return all(t.helping for t in c.connected(now)) and _lasts(r, now)
    return bool(_refused(r)) or "conditions" in r.spans


def refuses(c: Conversation, r: Reading) -> bool:
    """Whether nothing is said but what they do not do, and none of it is what they offer or promised."""
    if not _helps_only(c, r) or "urgent" in r.spans:
        return False
    limits_it = bool(LIMITING & r.spans.keys()) or bool(fewer.kept(r) & _offered(c))
    promised = {k for t in c.ties if t.match.state is MatchState.CONFIRMED for k in t.need.kinds}
    ours = _refused(r) & {*_offered(c), *promised}
    wants = bool(_refused(r) & LACKED) and not (r.cues.says("fewer.doing") or fewer.kept(r))
    return limits_it and not (ours or wants) and fewer.says_no_more(r)


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kinds that are refused for a while are kept with what they offer; any other limit a person sets."""
    if not _lasts(r, now):
        return limits.wish(c, r, now)
    assert r.when is not None and r.when.end is not None
    until, refused = r.when.end, _refused(r)
    kept: list[Effect] = [PutOffer(o.refusing(refused, until, now)) for o in _posted(c)]
    kinds = tuple(dict.fromkeys(k for o in _posted(c) for k in o.kinds))
    return [*kept, Say("fewer_until", {"kinds": kinds, "until": until})]


def takes_all_out(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper with no visit to come says no to all they offer, or that they cannot, for a time: "no rides
    today". What somebody may be without is none of it, unless it speaks of doing."""
    if not _helps_only(c, r) or r.when is None or not r.when.dated or r.when.end is None:
        return False
    if {"urgent", "skip_week"} & r.spans.keys():  # a whole week is a break (breaks)
        return False
    wants = limits.says_need(r) or r.intent in (Intent.OFFER, Intent.BOTH, Intent.QUESTION)
    if any(t.helping for t in c.ties) or wants or r.place is not None:
        return False
    busy = r.cannot and not r.kinds and "only_time" in r.spans
    lacked = bool(_refused(r) & LACKED) and not r.cues.says("fewer.doing")
    return busy or (_refused(r) >= _offered(c) and not lacked and fewer.says_no_more(r))


def take_all_out(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A time that has begun is a break until it is over; any other a person sets."""
    if not fewer.for_now(r, now):
        return limits.wish(c, r, now)
    assert r.when is not None and r.when.end is not None
    until = breaks.not_before(c, r.when.end)
    return [Pause(until), Say("paused", {"until": until})]


def takes_visit_off(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper is out for a time in which they are to come, by the words that take it out."""
    if not _helps_only(c, r) or r.when is None:
        return False
    if "skip_week" not in r.spans and not (_refused(r) and fewer.says_no_more(r)):
        return False
    return bool(_promised(c, r, now))


def ask_whether_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Whether a visit in that time is off is asked; where all they do is taken out, they get a break as well."""
    assert r.when is not None
    times, ties = again.days_of(r), _promised(c, r, now)
    due = [t for t in ties if times is None or again.within(t, times)]
    if not due:
        return breaks.pause(c, r, now)
    whole = _refused(r) >= _offered(c) or not _refused(r)
    until = r.when.end
    rest: list[Effect] = [Pause(breaks.not_before(c, until))] if whole and until is not None else []
    return [*rest, *visits.ask_off(due, r.text)]


def _promised(c: Conversation, r: Reading, now: datetime) -> list[Tie]:
    """The visits still to come that may be meant: those for what is refused, all where nothing is named."""
    on = [t for t in c.connected(now) if t.helping and t.match.state is MatchState.CONFIRMED]
    return [t for t in on if not t.match.is_over(now) and (not _refused(r) or _refused(r) & set(t.need.kinds))]


def _helps_only(c: Conversation, r: Reading) -> bool:
    plain = r.command in (None, Command.CANCEL) and r.digit is None and not r.complaint
    return plain and c.question is None and bool(_posted(c)) and not c.live_needs


def _posted(c: Conversation) -> list[Offer]:
    return [o for o in c.offers if o.state is not OfferState.DRAFTED]


def _offered(c: Conversation) -> frozenset[str]:
    return frozenset(k for o in _posted(c) for k in o.kinds)


def _refused(r: Reading) -> frozenset[str]:
    """The kinds that are said not to be done; a wish of ours that is no kind of theirs ("heavy stuff") is none."""
    known = "bounds" not in r.spans or "bounds_unknown" in r.spans
    return frozenset(r.kinds) - {"general"} - fewer.kept(r) if known else frozenset()


def _lasts(r: Reading, now: datetime) -> bool:
    return bool(_refused(r)) and fewer.for_now(r, now)
