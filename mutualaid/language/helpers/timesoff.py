"""Times a text says no to: "not next monday", "i cant do mondays anymore". The other readers keep only the times
that are wanted; these are asked for where help comes again."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.reading import TimesOff
from mutualaid.language.places.spots import without
from mutualaid.language.times.rhythms import find_repeat
from mutualaid.language.times.when import find_when
from mutualaid.language.words.parsing import Parsed

LONGEST = 10
"""Words a text has at most that only takes times off."""

BESIDE = 3
"""Words beside the time and its refusal that such a text has at most ("to my house")."""


def read_times_off(parsed: Parsed, now: datetime) -> TimesOff | None:
    """The days a short text refuses, or None: one stretch of days, or a weekday in general; `ever` where it is for
    good."""
    if "times_off" not in parsed.families:
        return None
    hits = [h for h in parsed.best("times_off") if h.name != "none"]
    if not hits or any(h.name == "keeps" for h in hits) or len(parsed.words) > LONGEST:
        return None
    if any(t.word == "?" for t in parsed.tokens):
        return None
    spans = [parsed.span(h.start, h.end) for h in hits]
    rest = without(parsed.text, spans)
    found = find_when(rest, now, parsed.language) or find_when(rest, now)
    if found is None or not found[0].dated:
        return None
    when, first, last = found
    taken = [*spans, (first, last)]
    other = [
        t for t in parsed.tokens
        if not t.mark and not parsed.polite(t.word) and not parsed.is_a(t.word, "filler")
        and not any(a <= t.start < b for a, b in taken)
    ]  # fmt: skip
    if len(other) > BESIDE:
        return None
    rhythm = find_repeat(rest, parsed.language) or find_repeat(rest)
    done = any(h.name == "done" for h in hits)
    ever = done or any(h.name == "ever" for h in hits)
    if rhythm is not None:
        return TimesOff(days=tuple(map(str, rhythm[0].days)), ever=ever)
    return None if when.start is None or when.end is None else TimesOff(when=when, ever=done)
