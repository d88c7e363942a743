"""A helper's own limits by text: the hours that are good, how often, whether at night. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake
from mutualaid.domain.conversation.effects import (
    Effect,
    Know,
    OpenCase,
    PutOffer,
    Say,
)
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, OfferState


def wish(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """ "Do not text me in the mornings" is no opt-out; a person sets the hours."""
    return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]


_LASTS = re.compile(
    r"\b(?:only|usually|always|from now|now|just|solo|solamente|siempre|ahora|normalmente)\b", re.IGNORECASE
)
"""Words with which a time without a day is a helper's from now on; else it may be a late answer."""


def sets_hours(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper names the days or hours that are good from now on ("i can only do wednesdays now"), or are not."""
    posted = any(o.state is not OfferState.DRAFTED for o in c.offers)
    hours = r.repeat is not None or (r.when is not None and not r.when.dated and _LASTS.search(r.text) is not None)
    nothing_else = r.intent in (Intent.OTHER, Intent.ANSWER) and not (r.kinds or r.place)
    return posted and not c.needs and nothing_else and (hours or "busy" in r.spans)


def set_hours(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Said back, so that a mistake shows; days that are no good a person sets."""
    posted = [o for o in c.offers if o.state is not OfferState.DRAFTED]
    if "busy" in r.spans or len(posted) > 1:
        return wish(c, r, now)
    return intake.take_offer(c, intake.fill_offer(posted[0], r, anew=True), now)


def sets_limits(c: Conversation, r: Reading, now: datetime) -> bool:
    """A helper says how often, or whether at night."""
    said = r.per_week is not None or r.nights is not None
    posted = any(o.state is not OfferState.DRAFTED for o in c.offers)
    plain = r.intent in (Intent.OTHER, Intent.ANSWER, Intent.OFFER) and r.place is None
    return posted and said and plain and set(r.kinds) <= {"general"}


def set_limits(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    effects: list[Effect] = []
    if r.per_week is not None:
        posted = [o for o in c.offers if o.state is not OfferState.DRAFTED]
        effects += [PutOffer(replace(o, per_week=r.per_week)) for o in posted]
        effects.append(Say("limit_set", {"n": r.per_week}))
    if r.nights is not None:
        effects.append(Know({"nights": r.nights}))
        if r.per_week is None:
            effects.append(Say("nights_on" if r.nights else "nights_off"))
    return effects
