"""A helper takes a part of what they were asked for: "pharmacy yes, groceries no", "for two not for five". Pure."""

from __future__ import annotations

import re

from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent

LONGEST = 10
"""Words of a text that only says yes to one thing and no to the other."""

SHAPES = frozenset({"KVKV", "VKVK", "VKKV", "KVVK"})
"""How two things (K) and two verdicts (V) may follow each other: the first verdict is of the first thing."""


def verdicts(kinds: tuple[str, ...], r: Reading) -> dict[str, bool]:
    """What a text says of two of these kinds, a yes to one and a no to the other; empty where it says anything
    else. "Only" is a yes."""
    spans = sorted((span[0], kind) for kind in kinds if (span := r.spans.get(f"kind:{kind}")) is not None)
    agreed = [(start, True) for start, _ in r.cues.each("parts.yes", "parts.only")]
    said = sorted(agreed + [(start, False) for start, _ in r.cues.each("parts.no")])
    if len(spans) != 2 or len(said) != 2 or len(r.text.split()) > LONGEST:
        return {}
    order = sorted([(at, "K") for at, _ in spans] + [(at, "V") for at, _ in said])
    if "".join(what for _, what in order) not in SHAPES or said[0][1] == said[1][1]:
        return {}
    return {kind: yes for (_, kind), (_, yes) in zip(spans, said, strict=True)}


def taken(need: Need, r: Reading) -> tuple[str, ...]:
    """The kinds a text says yes to while it says no to the other, or the one it names with "only" or "i can";
    empty where it says neither."""
    said = verdicts(need.kinds, r)
    if said:
        return tuple(kind for kind, yes in said.items() if yes)
    named = tuple(kind for kind in need.kinds if f"kind:{kind}" in r.spans)
    rest = set(need.kinds) - set(named) - _NOT_APART
    sole = r.cues.says("parts.only") or (bool(rest) and _can(r))
    sole = sole and not refuses(r) and r.when is None and not r.conditions
    plain = r.intent is not Intent.QUESTION and len(r.text.split()) <= SHORT and not re.search(r"\d", r.text)
    return named if sole and plain and len(named) == 1 < len(need.kinds) and set(r.kinds) == set(named) else ()


def _can(r: Reading) -> bool:
    """Whether a text says first, or right behind a yes, what its writer can do."""
    return r.hear(r.text[r.cues.behind("parts.yes") or 0 :]).opens("parts.can")


_NOT_APART = frozenset({"general", "delivery", "ride"})
"""Kinds that are how the other thing is done: who can "bring the food" takes no part of it."""

SHORT = 6
"""Words of a text at most that only says with what a helper can help."""


def refuses(r: Reading) -> bool:
    """Whether a word of refusal stands anywhere in a text."""
    return r.cues.says("parts.no", "parts.refuses")


def only_limits(r: Reading) -> bool:
    """Whether a text beside the ask sets limits and refuses nothing: what is named among them ("no dogs") is no
    wish of the helper's own."""
    among = [r.spans[name] for name in ("bounds", "conditions") if name in r.spans]
    if not among or r.says_no or r.cannot or r.complaint or r.command is not None or r.urgent or r.covered:
        return False
    first, last = min(a for a, _ in among), max(b for _, b in among)
    named = [span for name, span in r.spans.items() if name.startswith("kind:")]
    within = all(first <= a and b <= last for a, b in named)
    plain = r.intent is Intent.OTHER or r.says_yes or (r.intent in (Intent.NEED, Intent.OFFER) and bool(named))
    return plain and within and "about_us" not in r.spans and len(r.text.split()) <= LONGEST_LIMITS


LONGEST_LIMITS = 14
"""Words a text has at most that only sets limits."""


def limits(need: Need, r: Reading) -> bool:
    """Whether a short text limits what its writer would do in words no proposal can hold: "only 1 bag", "no
    groceries" of two things, "no food only the meds" where no medicine was asked for."""
    if r.digit is not None or r.complaint or r.command is not None or len(r.text.split()) > LONGEST:
        return False
    if r.says_no or r.cannot:
        said = set(r.kinds) & set(need.kinds)
        return bool(said) and said < set(need.kinds)
    if r.answer is Answer.UNSURE or r.intent is Intent.QUESTION:
        return False
    sole = r.cues.says("parts.only")
    return sole and bool(r.kinds or r.intent is Intent.OTHER) if not refuses(r) else bool(r.kinds) and sole


_HOUR = re.compile(r"\d(?:[:h]|[ap]m?\b|\s?[ap]\.m)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w$])\d+\b")
MOST = 10
"""Up to so many people are read as a number, in digits as in words."""


def _numbers(r: Reading) -> list[int]:
    """The numbers of a text; a "4" before another number is "for"."""
    said = r.cues
    words = (
        said.each("parts.one"), said.each("parts.two"), said.each("parts.three"), said.each("parts.four"),
        said.each("parts.five"), said.each("parts.six"), said.each("parts.seven"), said.each("parts.eight"),
        said.each("parts.nine"), said.each("parts.ten"),
    )  # fmt: skip
    found = {end: number for number, places in enumerate(words, 1) for _, end in places}
    fors = {start for start, _ in said.each("parts.for_so_many")}
    digits = [one for one in _DIGITS.finditer(r.text) if one.start() not in fors and 0 < int(one[0]) <= MOST]
    return [*found.values(), *(int(one[0]) for one in digits)]


def fewer(need: Need, r: Reading) -> int | None:
    """For how many people a helper would do it, where they say that they cannot for all; 0 where the numbers may
    as well be hours; None where no such thing is said."""
    if need.people is None or r.digit is not None or len(r.text.split()) > LONGEST or _is_an_hour(r):
        return None
    numbers = _numbers(r)
    some = {n for n in numbers if n != need.people}
    if len(some) != 1 or max(some) > need.people:
        return None
    told = r.cues.says("parts.for_so_many", "parts.persons")
    if len(numbers) > len(some):
        if not r.cues.says("parts.no", "parts.refuses", "parts.only", "parts.rather"):
            return None
        return 0 if not told and _at_that_hour(need, r) else some.pop()
    sole = told or r.cues.says("parts.only")
    plain = r.cues.only("parts.number", "parts.for_so_many", "parts.persons", "parts.yes", "parts.only")
    return some.pop() if sole and plain else None


def _is_an_hour(r: Reading) -> bool:
    return _HOUR.search(r.text) is not None or r.cues.says("parts.hourly")


def _at_that_hour(need: Need, r: Reading) -> bool:
    """Whether a need for so many people begins at the hour of that number, and a text reads as an hour."""
    when = r.when or (r.counter.when if r.counter is not None else None) or r.hour
    if when is None or when.start is None or need.from_at is None or need.people is None:
        return False
    return need.from_at.astimezone(when.start.tzinfo).hour % 12 == need.people % 12
