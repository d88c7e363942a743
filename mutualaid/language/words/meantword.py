"""Which word a misspelt one was meant to be, where the words beside it tell: "kitchen tala" is a table, "loking
for" is looking. The nearest word stays where no phrase of ours holds another; a word of danger is never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mutualaid.language.words.lexicon import Lexicon
from mutualaid.language.words.together import STRANGE, Together
from mutualaid.language.words.tokens import Token

MOST = 3
"""Misspelt words of one text that are looked at."""

BESIDE = 3
"""Words on either side within which a phrase may hold the misspelt one."""

HEEDED = frozenset({"intent", "kind", "correction"})
"""Families whose phrases tell what a word was meant to be."""


def in_their_place(text: str, tokens: list[Token], together: Together, odd: Mapping[int, int]) -> list[Token]:
    """The tokens of a text, misspelt ones as the word that makes the longest phrase with those beside them. `odd`:
    what is unusual of which tokens."""
    strange = [at for at, told in odd.items() if told & STRANGE and _may_be(text, tokens[at], at)]
    for at in strange[:MOST]:
        token = tokens[at]
        for lexicon in together.lexicons:
            near = lexicon.spelling.choices(token.raw)
            others = [word for word in near if word != token.word]
            if others and (token.word == token.raw or len(others) < len(near)):
                words = (token.word, *others)
                least = ITSELF if _names(lexicon, token) else 0
                held = {word: _held(lexicon, tokens, at, word) for word in words}
                held[token.word] = max(held[token.word], least)
                best = max(words, key=held.__getitem__)
                if best != token.word:
                    tokens = [*tokens[:at], replace(token, word=best), *tokens[at + 1 :]]
                    break
    return tokens


ITSELF = 2
"""Words that the nearest counts for where it names a thing by itself: "a ried 2 the docter" is a ride."""


def _names(lexicon: Lexicon, token: Token) -> bool:
    return any(hit.group.startswith("kind.") and hit.name != "none" for hit in lexicon.phrases.find([token]))


def _held(lexicon: Lexicon, tokens: list[Token], at: int, word: str) -> int:
    """Words of the longest phrase that holds this word here, 0 where none of two words or more does."""
    start, end = max(0, at - BESIDE), at + BESIDE + 1
    stood = [*tokens[start:at], replace(tokens[at], word=word), *tokens[at + 1 : end]]
    here = at - start
    return max(
        (
            hit.end - hit.start
            for hit in lexicon.phrases.find(stood)
            if hit.start <= here < hit.end and hit.end - hit.start > 1 and _heeded(hit.group)
        ),
        default=0,
    )


def _heeded(group: str) -> bool:
    family, _, name = group.partition(".")
    return family in HEEDED and name != "none"


def _may_be(text: str, token: Token, at: int) -> bool:
    """Whether nothing tells that a word is a name, and no more than one word was read of it."""
    named = at and text[token.start].isupper() and not text.isupper()
    return not named and token.end - token.start == len(token.raw)
