"""How often a helper may be asked, and whether at night: "up to 5 times a week", "nights are fine".

These words tell when to ask and not when to help, so no time is read in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutualaid.domain.reading import Reading
from mutualaid.language.words.parsing import Parsed

MOST_A_WEEK = 14
"""More than this a week is no limit."""

_TIMES = re.compile(r"(\d{1,2})x?")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a text says of how often and of nights. `per_week` is 0 for "no asks at all". `seldom` is where it says
    less than once a week ("once a month", `per_week` is 1 then), `asks` where it counts asks and not helps.
    `too_often` is where so many a week are too many, or where nothing is said but "not so often"; `how_often` where
    it does not say of what so many are the most ("max 1"). `per_week` is None for both. `capped`: it says that so
    many are the most. `spans` are the character offsets of all these words."""

    per_week: int | None = None
    seldom: Span | None = None
    asks: Span | None = None
    nights: bool | None = None
    too_often: Span | None = None
    how_often: Span | None = None
    capped: bool = False
    spans: tuple[Span, ...] = ()

    def without(self, text: str) -> str:
        """The text with these words blanked."""
        for start, end in self.spans:
            text = text[:start] + " " * (end - start) + text[end:]
        return text


NO_LIMITS = Limits()


OFTEN = "often"
"""The open question that asks how many times a week."""


def read_limits(parsed: Parsed, *, need: bool = False, asked: str | None = None) -> Limits:
    """The limits that a helper's text names; in one that reads as a need only a cap. `asked`: what the open
    question wants, which a bare "max 2" answers."""
    told = _number_alone(parsed) if asked == OFTEN else None
    if told is not None:
        return told
    found = _read(parsed)
    return NO_LIMITS if (need and not found.capped) or (asked and found.how_often) else found


def _number_alone(parsed: Parsed) -> Limits | None:
    """So many times a week, where that was asked: "2", "twice", "max 3 times please"."""
    said = [t for t in parsed.tokens if not t.mark]
    counts = {t.word: n for t in said if (n := _times(parsed, parsed.tokens.index(t))) is not None}
    beside = [t.word for t in said if t.word not in counts]
    plain = all(any(parsed.is_a(word, name) for name in ("limiting", "occasions")) for word in beside)
    value = next(iter(counts.values())) if len(counts) == 1 else 0
    if not plain or len(said) > LONGEST_MOST or not 0 < value <= MOST_A_WEEK:
        return None
    return Limits(value, spans=(parsed.span(0, len(parsed.tokens)),))


def _read(parsed: Parsed) -> Limits:
    most = _most_alone(parsed)
    if most is not None:
        return Limits(how_often=most, spans=(most,))
    if parsed.families.keys().isdisjoint(("nights", "seldom")) and not parsed.places("weekly"):
        return NO_LIMITS
    nights = parsed.best("nights")
    spans = [parsed.span(h.start, h.end) for h in nights]
    rarer = _rarer(parsed)
    if rarer is not None:
        return Limits(too_often=rarer, spans=(rarer,))
    seldom = next((parsed.span(h.start, h.end) for h in parsed.best("seldom") if h.name != "less"), None)
    weekly = _per_week(parsed)
    if weekly:
        spans.append(weekly[1])
    if seldom:
        spans.append(seldom)
    if not spans:
        return NO_LIMITS
    often = weekly[0] if weekly else 1 if seldom else None
    fine = None if not nights else all(h.name != "no" for h in nights)
    too_often = weekly[1] if weekly and _too_many(parsed, weekly[1][1]) else None
    if too_often:
        return Limits(nights=fine, too_often=too_often, spans=tuple(spans))
    asking = parsed.places("asking") if often is not None else ()
    asks = parsed.span(asking[0], asking[0] + 1) if asking else None
    capped = weekly is not None and weekly[2]
    return Limits(often, seldom if weekly is None else None, asks, fine, capped=capped, spans=tuple(spans))


LONGEST_MOST = 5
"""Words at most of a text that is but a number and that it is the most."""

TOO_MANY = 4
"""Words behind so many a week among which one says that they are too many."""


def _most_alone(parsed: Parsed) -> Span | None:
    """A text that is but a number and that it is the most: "max 1", "no more than 2"."""
    said = [t.word for t in parsed.tokens if not t.mark]
    numbers = [word for word in said if parsed.number(word) is not None]
    rest = [word for word in said if parsed.number(word) is None]
    if len(numbers) != 1 or len(said) > LONGEST_MOST or parsed.small["caps"].isdisjoint(rest):
        return None
    return parsed.span(0, len(parsed.tokens)) if all(parsed.is_a(word, "limiting") for word in rest) else None


def _rarer(parsed: Parsed) -> Span | None:
    """A text that says to ask less often, and nothing else: "not so often please", "too many texts"."""
    less = [hit for hit in parsed.best("seldom") if hit.name == "less"]
    within = {at for hit in less for at in range(hit.start, hit.end)}
    left = (t.word for at, t in enumerate(parsed.tokens) if at not in within and not t.mark)
    plain = all(parsed.polite(word) or parsed.is_a(word, "limiting") for word in left)
    return parsed.span(0, len(parsed.tokens)) if less and plain else None


def _too_many(parsed: Parsed, end: int) -> bool:
    """Whether what stands behind so many a week says that they are too many: "5 a week is too much"."""
    behind = [t.word for t in parsed.tokens if t.start >= end][:TOO_MANY]
    return not parsed.small["too_many"].isdisjoint(behind)


def _per_week(parsed: Parsed) -> tuple[int, Span, bool] | None:
    """How often a week, where, and whether that is said to be the most: "once a week", "max 2 rides per week",
    "3/week", "dos veces por semana", "only 2 this week"."""
    tokens = parsed.tokens
    for week in parsed.places("weekly"):
        at, this = week - 1, parsed.small["this_week"]
        before = at >= 0 and tokens[at].word in this
        each = at >= 0 and parsed.is_a(tokens[at].word, "each")  # "5 por semana esta bien" is of no one week
        this_one = before or (not each and week + 1 < len(tokens) and tokens[week + 1].word in this)
        at -= before
        while at >= 0 and week - at <= 2 and (parsed.is_a(tokens[at].word, "each") or tokens[at].raw == "/"):
            at -= 1
        if at == week - 1 and not this_one:
            continue
        for _ in range(2):
            if at > 0 and not tokens[at].mark and parsed.is_a(tokens[at].word, "occasions"):
                at -= 1
        value = _times(parsed, at) if at >= 0 else None
        if value is None or value > MOST_A_WEEK:
            continue
        start, end = _limited_from(parsed, at), _limited_to(parsed, week + 1)
        capped = any(t.word in parsed.small["caps"] for t in (*tokens[start:at], *tokens[week + 1 : end]))
        if this_one and not capped:
            continue
        return value, parsed.span(start, end), capped
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


def of_help(reading: Reading) -> bool:
    """Whether a text tells of how its writer helps, and no name: "solo mujeres", "max 5 miles", "old toyota"."""
    told = reading.conditions or reading.radius_km or reading.means or "bounds" in reading.spans
    return bool(told) or reading.cues.says("parts.only", "carless.makes")
