"""How often a helper may be asked, and whether at night: "up to 5 times a week", "nights are fine".

These words tell when to ask and not when to help, so no time is read in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutualaid.language.parsing import Parsed

MOST_A_WEEK = 14
"""More than this a week is no limit."""

_TIMES = re.compile(r"(\d{1,2})x?")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a text says of how often and of nights. `per_week` is 0 for "no asks at all". `seldom` is where it says
    less than once a week ("once a month", `per_week` is 1 then), `asks` where it counts asks and not helps. `spans`
    are the character offsets of all these words."""

    per_week: int | None = None
    seldom: Span | None = None
    asks: Span | None = None
    nights: bool | None = None
    spans: tuple[Span, ...] = ()

    def without(self, text: str) -> str:
        """The text with these words blanked."""
        for start, end in self.spans:
            text = text[:start] + " " * (end - start) + text[end:]
        return text


NO_LIMITS = Limits()


def read_limits(parsed: Parsed) -> Limits:
    """The limits that a helper's text names."""
    if parsed.families.keys().isdisjoint(("nights", "seldom")) and not parsed.places("weekly"):
        return NO_LIMITS
    nights = parsed.best("nights")
    spans = [parsed.span(h.start, h.end) for h in nights]
    seldom = next((parsed.span(h.start, h.end) for h in parsed.best("seldom")), None)
    weekly = _per_week(parsed)
    if weekly:
        spans.append(weekly[1])
    if seldom:
        spans.append(seldom)
    if not spans:
        return NO_LIMITS
    often = weekly[0] if weekly else 1 if seldom else None
    fine = None if not nights else all(h.name != "no" for h in nights)
    asking = parsed.places("asking") if often is not None else ()
    asks = parsed.span(asking[0], asking[0] + 1) if asking else None
    return Limits(often, seldom if weekly is None else None, asks, fine, tuple(spans))


def _per_week(parsed: Parsed) -> tuple[int, Span] | None:
    """How often a week, and where: "once a week", "max 2 rides per week", "3/week", "dos veces por semana"."""
    tokens = parsed.tokens
    for week in parsed.places("weekly"):
        at = week - 1
        while at >= 0 and week - at <= 2 and (parsed.is_a(tokens[at].word, "each") or tokens[at].raw == "/"):
            at -= 1
        if at == week - 1:
            continue
        for _ in range(2):
            if at > 0 and not tokens[at].mark and parsed.is_a(tokens[at].word, "occasions"):
                at -= 1
        value = _times(parsed, at) if at >= 0 else None
        if value is None or value > MOST_A_WEEK:
            continue
        return value, parsed.span(_limited_from(parsed, at), _limited_to(parsed, week + 1))
    return None


def _times(parsed: Parsed, at: int) -> int | None:
    word = parsed.tokens[at].word
    for name, value in (("once", 1), ("twice", 2)):
        if parsed.is_a(word, name):
            return value
    found = _TIMES.fullmatch(word)
    return int(found[1]) if found else parsed.number(word)


def _limited_from(parsed: Parsed, at: int) -> int:
    """Where "no more than", "up to" before the number begin."""
    while at > 0 and not parsed.tokens[at - 1].mark and parsed.is_a(parsed.tokens[at - 1].word, "limiting"):
        at -= 1
    return at


def _limited_to(parsed: Parsed, end: int) -> int:
    """Where "max", "at most" after the week end."""
    tokens = parsed.tokens
    while end < len(tokens) and not tokens[end].mark and parsed.is_a(tokens[end].word, "limiting"):
        end += 1
    return end
