"""A helper whose car is out ("no rides today my car broke", "cant drive this week"): a no to the rides they give,
for the day where they do not say how long. What else they do stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mutualaid.domain import saidno
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Intent, OfferState

DRIVEN = "ride"
"""The kind that nobody does without a car; what is brought or done is also done on foot."""


def as_meant(c: Conversation, r: Reading, now: datetime) -> Reading:
    """The reading as a no to rides, where it says that and nothing else; any other as it is. With a visit to come,
    a car alone may be why they cannot, so then rides are named."""
    out = r.cues.span("carless.broke") or r.cues.span("carless.none")
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
    ever = r.when is None and r.cues.says("fewer.ever")
    if r.when is None and not ever and r.cues.says("carless.broke"):
        said = replace(said, when=_today(c, now))
    return said if (ever or saidno.for_now(said, now)) and saidno.says_no_more(said) else r


def _gives_rides(c: Conversation) -> bool:
    return any(DRIVEN in o.kinds and o.state is not OfferState.DRAFTED for o in c.offers)


def _today(c: Conversation, now: datetime) -> When:
    start = now.astimezone(c.facts.zone)
    return When("", start, (start + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0))
