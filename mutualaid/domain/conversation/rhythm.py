"""Whether a rhythm that a text names is one of help that comes again, and at what hour it then is. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from mutualaid.domain.conversation.hours import at_hour
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, When

EVERY = re.compile(
    r"\b(every|each|weekly|daily|cada|tod[oa]s|semanal|chaque|tou(?:s|tes)\b|chak|tout?\b|hebdo)", re.IGNORECASE
)
EVERY_WEEK = re.compile(r"\b((every|each) week|weekly|cada semana|todas las semanas|semanalmente)\b", re.I)
"""Words with which a rhythm is one that comes again; "weekends" alone says when it would suit."""


_ANY_OF = re.compile(
    r"\b(?:or|either|any|whenever|works?|free|best|between|o|cualquiera?|puedo|ou|oswa|nenp[oò]t|swa)\b",
    re.IGNORECASE,
)
"""Words by which several days are a choice."""

_HABIT = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\blos\s+(?:lun|mar|mi[eé]|jue|vie|s[aá]b|dom)|\b(?:lun|mar|mercre|"
    r"jeu|vendre|same)dis\b|\bdimanches\b",
    re.IGNORECASE,
)
"""Days by which it is each of them: "mondays", "los lunes"."""

EACH_TIME = frozenset({"ride", "childcare", "care", "company", "pets"})
"""Kinds that several days named side by side ask for on each of them: "mon wed fri" is dialysis, not a choice."""


def comes_again(kinds: tuple[str, ...], r: Reading) -> bool:
    """Whether the rhythm a text names is one of help of these kinds that comes again."""
    if r.repeat is None:
        return False
    if EVERY.search(r.repeat.text) or EVERY_WEEK.search(r.repeat.text):
        return True
    several = len(r.repeat.days) > (0 if _HABIT.search(r.repeat.text) else 2)
    each = several and len(r.repeat.days) < WEEK and bool(EACH_TIME & set(kinds))
    return each and not _ANY_OF.search(r.text)


WEEK = 7


def hour_before(need: Need, r: Reading) -> float | None:
    """The local hour that was said before, where a text names a rhythm without one ("it is every Friday"), or with
    hours that hold it ("mon wed fri mornings")."""
    exact = need.from_at is not None and need.from_at == need.to_at
    if need.from_at is None or not exact or r.repeat is None or r.when is None or r.when.start is None:
        return None
    local = need.from_at.astimezone(r.when.start.tzinfo)
    hour, start, end = local.hour + local.minute / 60, r.repeat.from_hour, r.repeat.to_hour
    return hour if start is None or (end is not None and start <= hour < end) else None


def first_time(r: Reading, hour: float | None) -> When:
    """The time a text names, at the hour that was said before; where that is over or just now, on the next of its
    days."""
    assert r.when is not None
    when, begins = at_hour(r.when, hour), r.when.start
    if r.repeat is None or hour is None or when.start is None or begins is None or when.start > begins:
        return when
    if when.start == begins and r.repeat.from_hour == hour:
        return when
    later = (when.start + timedelta(days=n) for n in range(1, WEEK + 1))
    at = next(at for at in later if not r.repeat.days or at.isoweekday() in r.repeat.days)
    return replace(when, start=at, end=at)
