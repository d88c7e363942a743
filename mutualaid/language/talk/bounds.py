"""Limits a helper sets on what is asked: "2 bags max", "half of it", "no wheelchairs"."""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

Span = tuple[int, int]


def read_bounds(parsed: Parsed) -> tuple[Span, bool] | None:
    """Where limits and conditions are said, from the first to the last, and whether one of them is no condition
    we know; None where no limit is said."""
    if "bounds" not in parsed.families:
        return None
    bounds = [h for h in parsed.best("bounds") if h.name != "without" or _names(parsed, h)]
    if not bounds:
        return None
    known = parsed.best("condition")
    every = [*bounds, *known]
    span = parsed.span(min(h.start for h in every), max(h.end for h in every))
    return span, not all(any(k.start <= b.start and b.end <= k.end for k in known) for b in bounds)


def _names(parsed: Parsed, lack: Hit) -> bool:
    """Whether "no <word>" names a thing: "no wheelchairs", and not "no today", "no im busy"."""
    word = parsed.tokens[lack.end - 1].word
    if parsed.polite(word) or parsed.number(word) is not None or not word.isalpha():
        return False
    small = parsed.binds(word) or parsed.is_a(word, "filler")
    answers = any(h.start == lack.end - 1 for h in parsed.families.get("lead", ()))
    return not small and not answers
