"""The parts of a text that each say one thing, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token
from mutualaid.language.words.trie import Hit

LEADING = 4
"""Words at most from the pause before a need to its word of needing: ", and also i need"."""


HAVING = 0.75
"""How sure an offer is that only says what somebody has."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its label (need, offer, both, question, list or "") and how sure that is, 0–1."""

    start: int
    end: int
    label: str
    kinds: tuple[Hit, ...]
    sure: float = 0.0


def real(kinds: tuple[Hit, ...] | list[Hit]) -> list[Hit]:
    """The kinds that name something."""
    return [k for k in kinds if k.name not in ("general", "any")]


def within(hits: list[Hit], start: int, end: int) -> list[Hit]:
    return [hit for hit in hits if start <= hit.start < end] if hits else []


def clauses(parsed: Parsed, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence around "but"."""
    buts = parsed.places("but")
    if not buts:
        return [(start, end)]
    edges = [start, *(i for i in buts if start < i < end), end]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def pauses_before_needs(parsed: Parsed, start: int, end: int, signs: list[Hit]) -> list[int]:
    """Where a comma or "and" stands in a sentence a few words before a word of needing."""
    out = []
    for hit in (h for h in within(signs, start + 1, end) if h.name == "need"):
        before = range(hit.start - 1, max(start, hit.start - LEADING - 1), -1)
        pause = next((i for i in before if _pause(parsed, parsed.tokens[i])), None)
        if pause is not None and not any(_asks(parsed, t.word) for t in parsed.tokens[pause : hit.end]):
            out.append(pause)
    return out


def _asks(parsed: Parsed, word: str) -> bool:
    return any(parsed.is_a(word, name) for name in ("inverted", "auxiliary", "modal", "wh"))


def _pause(parsed: Parsed, token: Token) -> bool:
    return token.word == "," if token.mark else parsed.is_a(token.word, "joiner")


def asked_beside(parts: list[Sentence]) -> tuple[int, int] | None:
    """The tokens of a question that stands beside a need, in a part of its own."""
    if not any(p.label == "need" for p in parts):
        return None
    return next(((p.start, p.end) for p in parts if p.label == "question"), None)


def contrasted(parsed: Parsed, parts: list[Sentence]) -> list[Sentence]:
    """The sentences, without what is had as an offer where "but" brings a stated need: "we have water but we need
    food". More than enough of it ("plenty of water but ...") stays one."""
    out = list(parts)
    for at, (had, need) in enumerate(pairwise(parts)):
        if had.label != "offer" or need.label != "need" or had.end != need.start or need.sure <= HAVING:
            continue
        if had.sure > HAVING or not parsed.is_a(parsed.tokens[need.start].word, "but"):
            continue
        if not parsed.among("quantity", had.start, had.end):
            out[at] = replace(had, label="", kinds=(), sure=0.3)
    return out
