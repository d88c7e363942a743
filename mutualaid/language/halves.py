"""Half a corner: the second street of a place that was one street, or another street for one of a corner's two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mutualaid.domain.reading import Spot
from mutualaid.language.parsing import Parsed

Find = Callable[..., tuple[Spot, ...]]

MOST_WORDS = 4
"""Words at most that the other half of a corner has ("and mission st")."""

_AND = re.compile(r"\s*(?:and|at|&|\+|y|con|esquina(?: con)?|et|ak)\s+(.+)", re.IGNORECASE | re.DOTALL)
_CORNER = re.compile(r"\s+(?:&|and|at|y|et|ak)\s+|\s*[&/]\s*", re.IGNORECASE)

_STREET = re.compile(
    r"(?<!\S)((?:calle |rue |la )?(?:\d{1,3}(?:st|nd|rd|th|e|ème)(?: st| street| ave)?|1[3-9]|[2-9]\d)"
    r"|[a-z]+ (?:st|street|ave))[ .!]*$",
    re.IGNORECASE,
)
"""One street at the end of a text; a bare number up to 12 may be an hour."""

MOST_BEFORE = 5
"""Words at most before it in a text that only names the other street."""


def completed(parsed: Parsed, near: str | None, find: Find) -> Spot | None:
    """The corner that a text completes or mends, `near` being the place of what its writer just asked for: "and
    mission" behind "24th st", "i meant 25th" behind "24th & Mission". Only a corner we know; None else."""
    if near is None or not parsed.words:
        return None
    streets = [s for s in _CORNER.split(near) if s]
    text = parsed.text
    added = _AND.fullmatch(text)
    if len(streets) == 1 and added and len(added[1].split()) <= MOST_WORDS:
        return _known(find, f"{near} & {added[1]}", text, added.start(1))
    said = half_meant(parsed)
    if len(streets) != 2 or said is None:
        return None
    start, word = said
    numbered = [any(ch.isdigit() for ch in s) for s in streets]
    other = [s for s, has in zip(streets, numbered, strict=True) if has is not any(ch.isdigit() for ch in word)]
    tried = (_known(find, f"{word} & {s}", text, start) for s in (other if len(other) == 1 else streets))
    found = [spot for spot in tried if spot is not None]
    return found[0] if len(found) == 1 else None


def half_meant(parsed: Parsed) -> tuple[int, str] | None:
    """The one street that a correction names, with its offset ("sorry i meant 25th"); None where it says more."""
    found = _STREET.search(parsed.text) if parsed.best("correction") else None
    if found is None or len(parsed.text[: found.start()].split()) > MOST_BEFORE:
        return None
    return found.start(1), found[1]


def _known(find: Find, corner: str, text: str, start: int) -> Spot | None:
    spot = next((s for s in find(corner, bare=True) if s.latitude is not None and s.precision == "corner"), None)
    return replace(spot, text=text[start:].strip(), start=start, end=len(text.rstrip())) if spot else None
