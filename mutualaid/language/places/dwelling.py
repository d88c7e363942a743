"""Where its writer lives and where an appointment is, told by themselves: "I live on Bryant. The doctor is on
Valencia"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from mutualaid.domain.reading import Spot
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed


@cache
def _is_at(said: frozenset[str], at: frozenset[str], the: frozenset[str]) -> re.Pattern[str]:
    """What leads from an appointment to where it is."""
    there = rf"(?P<at>{one_of(at)}\s+(?:{one_of(the)} )?)"
    return re.compile(rf"\s*(?:'?{one_of(said)}\s+)+{there}", re.IGNORECASE)


def lived(parsed: Parsed, spots: tuple[Spot, ...]) -> Spot | None:
    """The place that a text says its writer lives at, or None."""
    for hit in parsed.best("dwells"):
        end = parsed.span(hit.start, hit.end)[1]
        for spot in spots:
            if spot.start >= end and all(
                parsed.is_a(t.word, "article") for t in parsed.tokens if end <= t.start < spot.start
            ):
                return spot
    return None


def kept_at(parsed: Parsed, spots: tuple[Spot, ...], errand: Spot | None) -> Spot | None:
    """The appointment with the place that a text says it is at, the place itself where that is known, or None."""
    if errand is None:
        return None
    text, small = parsed.text, parsed.small
    is_at = _is_at(small["is_at"], small["at_place"], small["at_place_the"])
    for spot in spots:
        said = is_at.fullmatch(text[errand.end : spot.start]) if spot.start > errand.end else None
        if said is not None and spot.latitude is not None:
            return spot
        if said is not None:
            words = f"{text[errand.start : errand.end]} {said['at']}{text[spot.start : spot.end]}"
            return replace(spot, name=words, start=errand.start, text=text[errand.start : spot.end])
    return None
