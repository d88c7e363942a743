"""Half a corner: the second street of a place that was one street, or another street for one of a corner's two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mutualaid.domain.cues import Hear
from mutualaid.domain.reading import Spot
from mutualaid.language.words.cuebook import parted
from mutualaid.language.words.parsing import Parsed

Find = Callable[..., tuple[Spot, ...]]

MOST_WORDS = 4
"""Words at most that the other half of a corner has ("and mission st")."""

_SIGN = re.compile(r"[&+/]")
"""Signs between the streets of a corner."""
_NUMBERED = re.compile(r"(?<!\S)(?:\d{1,3}(?:st|nd|rd|th|e|ème)|1[3-9]|[2-9]\d)$", re.IGNORECASE)
"""A street called by its number; a bare number up to 12 may be an hour."""
_NAMED = re.compile(r"(?<!\S)[a-z]+$", re.IGNORECASE)
MARKS = " .!"

MOST_BEFORE = 5
"""Words at most before it in a text that only names the other street."""


def completed(parsed: Parsed, near: str | None, find: Find, hear: Hear) -> Spot | None:
    """The corner that a text completes or mends, `near` being the place of what its writer just asked for: "and
    mission" behind "24th st", "i meant 25th" behind "24th & Mission". Only a corner we know; None else."""
    if near is None or not parsed.words:
        return None
    streets = [s for s in parted(near, hear(near).each("halves.joins"), _SIGN) if s]
    text = parsed.text
    start = _added(text, hear)
    if len(streets) == 1 and start is not None and 0 < len(text[start:].split()) <= MOST_WORDS:
        return _known(find, f"{near} & {text[start:]}", text, start)
    said = half_meant(parsed, hear)
    if len(streets) != 2 or said is None:
        return None
    start, word = said
    numbered = [any(ch.isdigit() for ch in s) for s in streets]
    other = [s for s, has in zip(streets, numbered, strict=True) if has is not any(ch.isdigit() for ch in word)]
    tried = (_known(find, f"{word} & {s}", text, start) for s in (other if len(other) == 1 else streets))
    found = [spot for spot in tried if spot is not None]
    return found[0] if len(found) == 1 else None


def _added(text: str, hear: Hear) -> int | None:
    """Where the second street begins in a text that joins it to a first."""
    sign = _SIGN.match(text.lstrip())
    behind = len(text) - len(text.lstrip()) + 1 if sign else hear(text).behind("halves.joins")
    return None if behind is None else len(text) - len(text[behind:].lstrip())


def half_meant(parsed: Parsed, hear: Hear) -> tuple[int, str] | None:
    """The one street that a correction names, with its offset ("sorry i meant 25th"); None where it says more."""
    text = parsed.text.rstrip(MARKS)
    cues = hear(text)
    street = cues.each("halves.street")[-1] if cues.closes("halves.street") else None
    rest = text[: street[0]].rstrip() if street else text
    found = _NUMBERED.search(rest) or (_NAMED.search(rest) if street else None)
    if found is None or not parsed.best("correction"):
        return None
    before = hear(text[: found.start()])
    start = before.each("halves.led")[-1][0] if before.closes("halves.led") else found.start()
    return None if len(text[:start].split()) > MOST_BEFORE else (start, text[start:])


def _known(find: Find, corner: str, text: str, start: int) -> Spot | None:
    spot = next((s for s in find(corner, bare=True) if s.latitude is not None and s.precision == "corner"), None)
    return replace(spot, text=text[start:].strip(), start=start, end=len(text.rstrip())) if spot else None
