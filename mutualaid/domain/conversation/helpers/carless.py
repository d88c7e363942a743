"""A helper whose car is out ("no rides today my car broke", "cant drive this week"): a no to the rides they give,
for the day where they do not say how long. What else they do stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import Effect, PutOffer, Say
from mutualaid.domain.conversation.helpers.limits import SURE
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.needs.waiting import said_to_wait
from mutualaid.domain.conversation.questions import free_to_ask
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.lifecycle import MATCH_YES
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Intent

DRIVEN = "ride"
"""The kind that nobody does without a car; what is brought or done is also done on foot."""


def as_meant(c: Conversation, r: Reading, now: datetime) -> Reading:
    """The reading as a no to rides, where it says that and nothing else; any other as it is. With a visit to come,
    a car alone may be why they cannot, so then rides are named."""
    out = r.cues.span("carless.broke") or r.cues.span("carless.never") or r.cues.span("carless.none")
    busy = not _gives_rides(c) or c.needs or c.question is not None
    if out is None or busy or r.danger or r.command or r.urgent or r.place or r.repeat:
        return r
    within = {k for k in r.kinds if (at := r.spans.get(f"kind:{k}")) is not None and out[0] <= at[0] < out[1]}
    kinds = [k for k in r.kinds if k not in within - {DRIVEN}]  # "flat tire" is no repair that they want
    if DRIVEN not in kinds and (c.connected(now) or set(kinds) - {"general"}):
        return r
    spans = {key: span for key, span in r.spans.items() if key.removeprefix("kind:") not in within | {"general"}}
    said = replace(
        r, intent=Intent.OTHER, answer=None, cannot=False, needs=(), confidence=1.0,
        kinds=tuple(dict.fromkeys((DRIVEN, *kinds))), spans={f"kind:{DRIVEN}": out, **spans},
    )  # fmt: skip
    ever = r.when is None and r.cues.says("fewer.ever", "carless.never")
    if r.when is None and not ever and r.cues.says("carless.broke"):
        said = replace(said, when=_today(c, now))
    lasts = ever or said.when is not None  # a time that is not now, "i dont drive at night", a person sets
    return said if lasts and saidno.says_no_more(said) else r


def on_foot(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper whose help needs no car only says that there is none, or is out: what they do stands."""
    posted = bool(c.posted_offers) and c.question is None
    return posted and not (c.live_needs or _gives_rides(c) or c.connected(now)) and _says_only(r)


def get_around(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    first, *others = c.posted_offers
    if r.means in (None, "car"):
        gone = r.cues.says("carless.none", "carless.never")
        rest = [replace(o, means=None) for o in (first, *others) if gone and o.means == "car"]
        return [*map(PutOffer, rest), Say("status_offer", {"offer": first})]
    told = intake.take_offer(c, replace(first, means=r.means), now)
    return [*(PutOffer(replace(o, means=r.means)) for o in others), *told]


def bounds_driving(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a helper with no visit to come says that they do not drive, and more beside ("i dont drive in the
    dark"), or when: those hours are none that they offer."""
    wants = (r.intent is Intent.NEED and r.confidence >= SURE) or r.intent in (Intent.OFFER, Intent.BOTH)
    if wants or r.intent is Intent.QUESTION or r.complaint or r.place is not None or not free_to_ask(c):
        return False
    if c.live_needs or any(t.helping for t in c.ties) or not r.cues.says("carless.none", "carless.never"):
        return False
    return _gives_rides(c) or (bool(c.offers) and r.when is not None)


def tells_why(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody who asked for a ride, with nobody coming yet, says that they have no car: it is why they
    asked, and calls nothing off."""
    coming = any(t.match.state in MATCH_YES for t in c.ties)
    asked = any(DRIVEN in n.kinds for n in c.live_needs) and c.question is None and not coming
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.command is None and r.digit is None
    more = r.complaint or r.urgent or r.danger or r.when or r.place or r.covered or set(r.kinds) - {DRIVEN}
    return asked and plain and not more and r.cues.says("carless.none", "carless.never", "carless.broke")


def hear_why(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [said_to_wait(c, c.live_needs) or Say("keep_looking")]


def _says_only(r: Reading) -> bool:
    plain = r.command is None and r.digit is None and not (r.complaint or r.urgent)
    said = r.cues.says("carless.none", "carless.never", "carless.broke")
    beside = ("carless.none", "carless.never", "carless.broke", "pieces.pleads", "fewer.beside")
    return plain and said and r.when is None and r.cues.count(*beside) == len(r.cues.words)


def _gives_rides(c: Conversation) -> bool:
    return any(DRIVEN in o.kinds for o in c.posted_offers)


def _today(c: Conversation, now: datetime) -> When:
    start = now.astimezone(c.facts.zone)
    return When("", start, (start + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0))
