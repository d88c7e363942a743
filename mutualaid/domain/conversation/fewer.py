"""A helper who goes on with some of what they offered only ("no more nursing, only rides"). Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake
from mutualaid.domain.conversation.effects import Effect
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading

_ONLY = re.compile(
    r"\b(?:only|just|keep|s[oó]lo|solamente|nom[aá]s|deje|dejen|seulement|juste|gardez|s[eè]lman|kenbe)\b",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"\b(?:stop|no more|no longer|take off|remove|drop|without|not?|don'?t|quit[ea]n?|saquen?|ya no|sin|plus de|"
    r"enlevez|retire|pa)\b",
    re.IGNORECASE,
)


def _kept(r: Reading) -> frozenset[str]:
    """The kinds said behind "only"."""
    only = _ONLY.search(r.text)
    return frozenset(k for k, (start, _) in _named(r).items() if only is not None and start >= only.end())


def _named(r: Reading) -> dict[str, tuple[int, int]]:
    return {key.removeprefix("kind:"): span for key, span in r.spans.items() if key.startswith("kind:")}


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a kind of the one offer is to be asked for no more, and another still is."""
    if len(c.offers) != 1 or c.needs or c.connected(now) or r.digit is not None or _NO_MORE.search(r.text) is None:
        return False
    kinds, kept = set(c.offers[0].kinds), _kept(r)
    return bool(kept & kinds) and bool((_named(r).keys() - kept) & kinds)


def keep_some(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    offer, kept = c.offers[0], _kept(r)
    kinds = tuple(k for k in offer.kinds if k in kept)
    return intake.take_offer(c, replace(offer, kinds=kinds), now)
