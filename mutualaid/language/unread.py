"""Words of a text that no reader knew what to do with."""

from __future__ import annotations

from mutualaid.language.parsing import Parsed

Span = tuple[int, int]

LITTLE = ("filler", "proposing", "article", "joiner", "halt", "quantity", "unit", "fam", "wanting", "may_ask")
"""Classes of words that say little by themselves."""

SHORTEST = 3
"""Letters of a word that may say something by itself."""


def read_unread(parsed: Parsed, spans: dict[str, Span]) -> Span | None:
    """From the first to the last word that stands in no phrase we know, is no small word, and lies outside all
    that was found (`spans`); None where there is none."""
    known = {at for hits in parsed.families.values() for hit in hits for at in range(hit.start, hit.end)}
    left = [
        token
        for at, token in enumerate(parsed.tokens)
        if at not in known and not token.mark and len(token.raw) >= SHORTEST and token.raw.isalpha()
        if not _small(parsed, token.word) and not any(a <= token.start < b for a, b in spans.values())
    ]
    return (left[0].start, left[-1].end) if left else None


def _small(parsed: Parsed, word: str) -> bool:
    little = any(parsed.is_a(word, name) for name in LITTLE) or parsed.number(word) is not None
    return little or parsed.polite(word) or any(word in lexicon.function for lexicon in parsed.lexicons)
