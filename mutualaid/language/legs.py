"""The way back of a ride as a need of its own, where it has its own hour: "a ride fri 9am and a ride home at 2"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.reading import NeedRead, When
from mutualaid.language.parsing import Parsed

FindWhen = Callable[[str], tuple[When, int, int] | None]

_HOMEWARD = re.compile(
    r"\b(?:home|back|casa|regres\w*|vuelta|retour|maison|chez moi|lakay|tounen|retounen|"
    r"pick (?:me|us|him|her|them) up|(?:me|nos|lo|la) recoj\w+|me (?:re)?chercher|vin chache (?:m|mwen))\b",
    re.IGNORECASE,
)
"""Words of the way back."""
_HOME_AT = re.compile(
    r"(?:(?:back|then|to|a|al?|pa|para|de|luego|otra vez|à|retour|pou|tounen|retounen)\s+)*"
    r"(?:home|back|casa|regres\w*|vuelta|maison|retour|chez moi|lakay|tounen|retounen)\s+(?:\w+\s+){0,2}\d",
    re.IGNORECASE,
)
"""The way back told by its hour alone: "n home at 11"."""
_JOINT = re.compile(r"(?:(?:[,;&+]|\b(?:and|n|then|y|luego|et|puis|ak|epi)\b)\s*)+", re.IGNORECASE)


def with_way_back(parsed: Parsed, needs: tuple[NeedRead, ...], find_when: FindWhen) -> tuple[NeedRead, ...]:
    """The needs of a text, the way back of a ride marked as such; it is cut off its ride where each has an hour."""
    rides = [at for at, need in enumerate(needs) if "ride" in need.kinds]
    if len(rides) == 1:
        return tuple(leg for need in needs for leg in _cut(parsed, need, find_when))
    first = needs[rides[0]] if rides else None
    return tuple(
        _as_back(need, first) if at in rides[1:] and first and _homeward(need, first) else need
        for at, need in enumerate(needs)
    )


def _as_back(need: NeedRead, first: NeedRead) -> NeedRead:
    when = need.when
    if when is not None and when.start is not None and not when.dated and first.when is not None:
        when = _same_day(first.when, when) if first.when.dated and first.when.start is not None else when
    return replace(need, back=True, place=None, when=when)


def _homeward(need: NeedRead, first: NeedRead) -> bool:
    return need.place == first.place and _HOMEWARD.search(need.text) is not None


def _cut(parsed: Parsed, need: NeedRead, find_when: FindWhen) -> tuple[NeedRead, ...]:
    if "ride" not in need.kinds:
        return (need,)
    both = any(h.name == "both" for h in parsed.best("way"))
    for joint in _JOINT.finditer(need.text):
        head, tail = need.text[: joint.start()], need.text[joint.start() :]
        word = _HOMEWARD.search(tail)
        if word is None or len(tail[: word.start()].split()) > MOST_BEFORE:
            continue
        if not both and _HOME_AT.match(tail, joint.end() - joint.start()) is None:
            continue
        if _JOINT.search(need.text[joint.end() : joint.end() - len(joint[0]) + word.start()]):
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
