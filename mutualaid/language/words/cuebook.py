"""The cues of the languages, looked for in any text: `cues.toml` of each, and what a group's own files add.

A table of the file is the part of the conversation that listens, a key the cue, its value phrases (patterns.py).
No slang is spelled out. A word that none of the languages knows is heard as the one it may be a typo of
(`Lexicon.read`). Marks within a sentence do not count; a `.` in a phrase is where a sentence begins or ends.
Nothing is loaded before a cue is asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import Any

from mutualaid.domain.cues import Cues, Hear, Span
from mutualaid.language.words import prepared
from mutualaid.language.words.growing import grow
from mutualaid.language.words.lexicon import Lexicon, load
from mutualaid.language.words.merging import table_of
from mutualaid.language.words.patterns import endings_of
from mutualaid.language.words.tokens import STOPS, Token, tokenize
from mutualaid.language.words.trie import Trie
from mutualaid.languages import files

FILE = "cues.toml"

AS_TYPED = "lures.payment"
"""Names of ways to pay, towards which nothing is guessed: "my aunt zella" is none."""

REMEMBERED = 64
"""Texts whose cues are remembered: a turn asks for those of few, again and again."""


class CueBook:
    """Hears the cues of some languages: `book(text)` gives all that stand in a text."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons
        self._heard = lru_cache(REMEMBERED)(self._hear)

    def __call__(self, text: str) -> Cues:
        return self._heard(text)

    @cached_property
    def _tries(self) -> list[Trie]:
        return [_trie(lexicon) for lexicon in self._lexicons]

    def _hear(self, text: str) -> Cues:
        tokens = [EDGE, *[t for t in tokenize(text) if not t.mark or _ends_sentence(t)], EDGE]
        before = [0, *accumulate(not token.mark for token in tokens)]
        found: dict[str, dict[Span, None]] = defaultdict(dict)
        for lexicon, trie in zip(self._lexicons, self._tries, strict=True):
            mended = [self._mended(token, lexicon) for token in tokens]
            guesses = trie.find(mended) if mended != tokens else []
            for hit in [*trie.find(tokens), *(one for one in guesses if not one.group.startswith(AS_TYPED))]:
                found[hit.group][before[hit.start], before[hit.end]] = None
        words = tuple((token.start, token.end) for token in tokens if not token.mark)
        inside = (at for at, token in zip(before, tokens, strict=False) if token.mark)
        edges = tuple(at for at in inside if 0 < at < len(words))
        return Cues(words, {name: tuple(spans) for name, spans in found.items()}, edges)

    def _mended(self, token: Token, lexicon: Lexicon) -> Token:
        """A word that nobody knows as the one of this language that it was meant to be."""
        if token.mark or any(trie.knows(token.word) for trie in self._tries):
            return token
        if any(token.word in one.known or one.binds(token.raw, token.word) for one in self._lexicons):
            return token
        if any(token.word in one.names for one in self._lexicons):
            return token
        read = lexicon.read(token.word)
        return replace(token, word=read[0]) if len(read) == 1 else token


def hearing(codes: Sequence[str]) -> Hear:
    """The cues of these languages, which are loaded when the first text is asked about."""

    @cache
    def book() -> CueBook:
        return CueBook([load(code) for code in codes])

    return lambda text: book()(text)


EDGE = Token(".", ".", 0, 0, True)
"""Where a text begins and ends, a sentence does."""


def _ends_sentence(token: Token) -> bool:
    """Whether a mark parts what is said; three dots are a pause."""
    return token.word in STOPS and token.raw != "…" and not token.raw.startswith("..")


def parted(text: str, joints: Iterable[Span], signs: re.Pattern[str]) -> list[str]:
    """The pieces of a text before, between and behind words and signs that join them."""
    spans = sorted({*joints, *(found.span() for found in signs.finditer(text))})
    begins, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    return [text[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]


def groups(said: dict[str, Any]) -> dict[str, list[str]]:
    """The phrases of a file of cues by the name of each: "purse.half"."""
    return {f"{table}.{cue}": phrases for table, cues in said.items() for cue, phrases in cues.items()}


@cache
def _trie(lexicon: Lexicon) -> Trie:
    code = lexicon.code
    made_of = [*files(code, FILE), *files(code, "words.toml")]
    data = prepared.of(f"{code}_cues", lambda: _prepare(code), made_of)
    return lexicon.phrases.beside(data["phrases"], data["labels"])


def _prepare(code: str) -> dict[str, Any]:
    phrases = grow(groups(table_of(code, FILE)), endings_of(prepared.tables(code).get("endings", {})))
    return {"phrases": phrases, "labels": frozenset(phrases["labels"])}
