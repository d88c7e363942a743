"""A helper who wants to help no more, or to be asked for no more, in so many words; and what beside a visit may as
well be a limit of theirs as a word to the other side. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import Effect, EndOffers, OpenCase, Say
from mutualaid.domain.conversation.helpers import limits, refusals
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, naming, visits
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.reading import Reading


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text says that and nothing else. While a visit is on "im done helping" tells that it is over, and
    what may answer the other side is not ours."""
    ties = _promised(c, now)
    if not _helps(c) or c.question is not None or r.complaint or any(_begun(t, now) for t in ties):
        return False
    return r.cues.only("quitting.stops", "pieces.pleads") or (not ties and _no_asks(r))


def hear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Nothing is offered any more. While they have promised a visit it is asked whether that is off, and a person
    reads the wish."""
    ties = _promised(c, now)
    if not ties:
        return [EndOffers(), Say("offers_ended")]
    case = OpenCase("for_us", 1, match_id=ties[0].match.id, note=r.text)
    if any(t not in c.connected(now) for t in ties):
        return [case, across.person_reads(c)]
    return [case, *visits.off_or_stays(ties, r.text)]


def maybe_limits(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper who is connected says what they do not do, or how much, or not to be asked, and to nobody by
    the words: "max 2 a day", "only food no rides", "dont ask me anymore", "only mornings this week"."""
    ties = c.connected(now)
    if not _helps(c) or r.complaint or not ties or not all(t.helping for t in ties) or "second" in r.spans:
        return False
    limited = r.cues.says("quitting.capped") or _no_asks(r) or _only_them(c, r, now) or _no_kind(c, r)
    return limited or (not c.relayed_asks and _hours(c, r, now))


def ask_whose(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Whose words they are is asked where it is clear whom else they may be for; else a person reads them."""
    tie = across.whom(c, r, c.connected(now), now)
    if tie is None or _only_them(c, r, now):  # nobody tells ana "only ana"
        return limits.wish(c, r, now)
    return [Say("send_or_us", {"name": tie.other_name}, across.to_them_or_us(tie, r.text))]


def _only_them(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Only ana this week"."""
    said = r.cues.opens("parts.only") and r.when is not None and "only_time" in r.spans
    return said and naming.named(c.connected(now), r) is not None


def _no_kind(c: Conversation, r: Reading) -> bool:
    """ "No rides"; "no llego hasta las 11" names no kind."""
    return bool(set(r.kinds) - {"general"}) and refusals.refuses(c, r)


def _hours(c: Conversation, r: Reading, now: datetime) -> bool:
    """Only when they help, or when they never do: "rides only mondays", "i never do mornings"."""
    if not r.cues.says("parts.only", "fewer.does_not", "fewer.ever"):
        return False
    often = (r.repeat is not None or r.off is not None) and limits.sets_hours(c, r, now)
    never = r.when is not None and r.cues.says("fewer.does_not", "fewer.ever")
    named = bool(set(r.kinds) - {"general"}) and (never or r.repeat is not None)
    sole = often and (r.off is not None or "only_time" in r.spans)
    return sole or ((often or named) and saidno.nothing_else(r))


def _no_asks(r: Reading) -> bool:
    return r.cues.only("quitting.asks", "pieces.pleads", "quitting.stops_beside")


def _helps(c: Conversation) -> bool:
    return bool(c.posted_offers) and not c.live_needs


def _promised(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """The visits they have said yes to that are not over."""
    return tuple(t for t in c.ties if t.helping and t.match.state in MATCH_YES and not t.over(now))


def _begun(tie: Tie, now: datetime) -> bool:
    start, _ = tie.match.time_of(tie.need)
    return start is not None and start <= now
