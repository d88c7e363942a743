"""Words of a text that no reader knew what to do with."""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.together import BINDING, NUMBERED, POLITE

Span = tuple[int, int]

LITTLE = frozenset(
    {"filler", "proposing", "article", "joiner", "halt", "quantity", "unit", "fam", "wanting", "may_ask"}
    | {POLITE, BINDING, NUMBERED}
)
"""Classes of words that say little by themselves."""

SHORTEST = 3
"""Letters of a word that may say something by itself."""


def read_unread(parsed: Parsed, spans: dict[str, Span]) -> Span | None:
    """From the first to the last word that stands in no phrase we know, is no small word, and lies outside all
    that was found (`spans`); None where there is none."""
    known: set[int] = set()
    for hits in parsed.families.values():
        for hit in hits:
            known.update(range(hit.start, hit.end))
    left = [
        token
        for at, (token, classes) in enumerate(zip(parsed.tokens, parsed.classes, strict=True))
        if at not in known and LITTLE.isdisjoint(classes) and len(token.raw) >= SHORTEST and token.raw.isalpha()
    ]
    for a, b in spans.values() if left else ():
        left = [token for token in left if not a <= token.start < b]
    return (left[0].start, left[-1].end) if left else None
