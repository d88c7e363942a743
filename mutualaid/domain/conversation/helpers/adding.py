"""What a helper adds to what they just offered, without saying again that they give it: "also groceries", "up to 4
meals", "wheelchair ok". It is no need of theirs. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain import saidno
from mutualaid.domain.conversation.effects import Effect
from mutualaid.domain.conversation.helpers import limits
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Offer
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

BRIEF = 5
"""Words at most of such a text."""


def adds(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a few words that name a kind, and do not say who wants it, come right after an offer of somebody who
    needs nothing."""
    sure = limits.says_need(r) or r.urgent or r.on_behalf or r.danger is not None or r.command is not None
    more = r.place or r.to or r.when or r.repeat or r.people or r.complaint or r.covered
    more = more or r.cues.says("fewer.lacks") or saidno.refuses(r)
    brief = r.intent is Intent.NEED and len(r.text.split()) <= BRIEF and "?" not in r.text
    named = bool(set(r.kinds) - {"general"})
    return brief and named and not (sure or more) and _offered(c, now) is not None


def take(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Another kind is offered too, where it is said to be another; anything else a person reads."""
    offer = _offered(c, now)
    assert offer is not None
    kinds = tuple(kind for kind in r.kinds if kind not in (*offer.kinds, "general"))
    if not (kinds and r.cues.says("more.says")):
        return limits.wish(c, r, now)
    added = replace(offer, kinds=(*offer.kinds, *kinds), text=intake.joined(offer.text, r.text))
    return intake.take_offer(replace(c, question=None), added, now)


def _offered(c: Conversation, now: datetime) -> Offer | None:
    """What was just offered, while nothing else is open but their first name."""
    fresh = c.talk.focus_until is not None and c.talk.focus_until > now
    asked = c.question is not None and c.question.kind is not QuestionKind.NAME
    if not fresh or asked or c.needs or c.ties:
        return None
    return next((o for o in c.posted_offers if o.id == c.talk.focus_offer_id), None)
