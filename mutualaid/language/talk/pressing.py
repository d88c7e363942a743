"""Words of somebody who waits and hears nothing: "still nothing?", "hello?? anybody", "any news"."""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed

SURE = "yes"
"""What says by itself that they wait; the rest ("anybody") says so only as a clause of its own."""


def read_pressing(parsed: Parsed) -> tuple[tuple[int, int], bool] | None:
    """Where such words stand at the head of a clause, and whether nothing but politeness stands beside them; None
    where none do."""
    hits = parsed.best("presses")
    if not hits:
        return None
    inside = {at for hit in hits for at in range(hit.start, hit.end)}
    joins = {at for name in ("joiner", "but") for at in parsed.places(name)}
    core = set(parsed.core) - inside - joins
    said = [
        hit
        for hit in hits
        if _bounded(parsed, core, range(hit.start - 1, -1, -1))
        and (hit.name == SURE or _bounded(parsed, core, range(hit.end, len(parsed.tokens))))
    ]
    if not said:
        return None
    return parsed.span(said[0].start, said[-1].end), not core


def _bounded(parsed: Parsed, core: set[int], towards: range) -> bool:
    """Whether the clause ends that way before anything else is said in it."""
    return next((parsed.tokens[at].mark for at in towards if at in core or parsed.tokens[at].mark), True)
