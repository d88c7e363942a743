"""The way back of a ride as a need of its own, where it has its own hour: "a ride fri 9am and a ride home at 2"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.cues import Cues, Hear, Span
from mutualaid.domain.reading import NeedRead, When
from mutualaid.language.words.parsing import Parsed

FindWhen = Callable[[str], tuple[When, int, int] | None]

_SIGNS = re.compile(r"[,;&+]")
"""Signs that join the way back to the way there, as words do."""


def with_way_back(
    parsed: Parsed, needs: tuple[NeedRead, ...], find_when: FindWhen, hear: Hear
) -> tuple[NeedRead, ...]:
    """The needs of a text, the way back of a ride marked as such; it is cut off its ride where each has an hour."""
    rides = [at for at, need in enumerate(needs) if "ride" in need.kinds]
    if len(rides) == 1:
        return tuple(leg for need in needs for leg in _cut(parsed, need, find_when, hear))
    first = needs[rides[0]] if rides else None
    return tuple(
        _as_back(need, first) if at in rides[1:] and first and _homeward(need, first, hear) else need
        for at, need in enumerate(needs)
    )


def _as_back(need: NeedRead, first: NeedRead) -> NeedRead:
    when = need.when
    if when is not None and when.start is not None and not when.dated and first.when is not None:
        when = _same_day(first.when, when) if first.when.dated and first.when.start is not None else when
    return replace(need, back=True, place=None, when=when)


def _homeward(need: NeedRead, first: NeedRead, hear: Hear) -> bool:
    return need.place == first.place and _way_back(hear(need.text)) is not None


def _way_back(cues: Cues) -> int | None:
    """Where the first words of the way back begin."""
    spans = (cues.span("homeward.back"), cues.span("legs.fetched"))
    return min((span[0] for span in spans if span is not None), default=None)


def _joints(text: str, hear: Hear) -> list[Span]:
    """Where something is joined to what stands before it, by signs, words or both."""
    out: list[Span] = []
    signs = (found.span() for found in _SIGNS.finditer(text))
    for start, end in sorted([*hear(text).each("homeward.joint"), *signs]):
        if out and not text[out[-1][1] : start].strip():
            start = out.pop()[0]
        out.append((start, end))
    return out


def _cut(parsed: Parsed, need: NeedRead, find_when: FindWhen, hear: Hear) -> tuple[NeedRead, ...]:
    if "ride" not in need.kinds:
        return (need,)
    both = any(h.name == "both" for h in parsed.best("way"))
    joints = _joints(need.text, hear)
    for start, end in joints:
        head, tail = need.text[:start], need.text[start:]
        word = _way_back(hear(tail))
        if word is None or len(tail[:word].split()) > MOST_BEFORE:
            continue
        to_hour = _TO_HOUR.match(need.text, end)
        if not both and (to_hour is None or not hear(to_hour[0]).only("homeward.hour")):
            continue
        if any(end <= other < start + word for other, _ in joints):
            continue  # the "and" of a corner: "from 21st and harrison and back at 1"
        there, back = _hour(head, find_when), _hour(tail, find_when)
        if there is not None and back is not None:
            there = _sooner(head, there, back if back.dated else _same_day(there, back), find_when)
            back = back if back.dated or not there.dated else _same_day(there, back)
            if back.start != there.start:
                kinds = tuple(kind for kind in need.kinds if kind == "ride")
                return (
                    replace(need, text=head.strip(" ,.;"), when=there),
                    NeedRead(kinds, tail.strip(" ,.;"), None, back, back=True),
                )
    return (need,)


_TO_HOUR = re.compile(r"\D+(?=\d)")

MOST_BEFORE = 5
"""Words at most from a joint to the word that says the way back: "and then i need a ride home"."""


def _hour(text: str, find_when: FindWhen) -> When | None:
    """The hour that some words name."""
    found = find_when(text)
    when = found[0] if found is not None else None
    return when if when is not None and when.start is not None and when.start == when.end else None


def _sooner(head: str, there: When, back: When, find_when: FindWhen) -> When:
    """The way there in the morning, where its half of the day was not said and it else were behind the way back."""
    assert there.start is not None and back.start is not None
    if back.start > there.start or there.start.hour < NOON or (found := find_when(head)) is None:
        return there
    early = _hour(f"{head[: found[2]]} am", find_when)
    if early is None or early.start is None or early.start.hour >= NOON:
        return there
    return replace(early, text=there.text)


NOON = 12


def _same_day(there: When, back: When) -> When:
    """An hour that names no day, on the day of the way there."""
    assert there.start is not None and back.start is not None
    at = datetime.combine(there.start.date(), back.start.time(), there.start.tzinfo)
    return replace(back, start=at, end=at, dated=True)
