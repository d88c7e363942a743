"""Danger in misspelt words: a word that nobody knows is read as the word of danger that the words beside it call
for ("i cant wak my mom up"). Alone it is not enough, so that a typo by itself alarms nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mutualaid.language.together import STRANGE, Together
from mutualaid.language.tokens import Token
from mutualaid.language.trie import Hit, longest

CALLED_FOR = 3
"""Words at least of a phrase of danger in which one may be misspelt."""

MOST = 3
"""Misspelt words of one text that are looked at."""


def read_misspelt(
    text: str, tokens: list[Token], together: Together, odd: Mapping[int, int], hits: list[Hit]
) -> Iterator[tuple[Hit, int, int]]:
    """The hits of danger that hold such a word, with where they stand in the text, each where nothing harmless says
    as much; none where the text tells of danger as it is (`hits`). `odd`: what is unusual of which tokens."""
    if hits and any(hit.name not in HARMLESS for hit in longest(hits)):
        return
    unknown = [at for at, told in odd.items() if told & STRANGE and _no_name(text, tokens[at], at)]
    for at in unknown[:MOST]:
        token = tokens[at]
        for lexicon in together.lexicons:
            for word in lexicon.alarms[token.raw]:
                if word == token.word:
                    continue
                stood = [*tokens[:at], replace(token, word=word), *tokens[at + 1 :]]
                said = [h for h in lexicon.phrases.find(stood) if h.group.startswith("danger.")]
                for hit in longest(said):
                    around = hit.start <= at < hit.end and hit.end - hit.start >= CALLED_FOR
                    if around and hit.name not in HARMLESS:
                        yield hit, stood[hit.start].start, stood[hit.end - 1].end


HARMLESS = ("none", "past", "still")


def _no_name(text: str, token: Token, at: int) -> bool:
    """Whether nothing tells that a word is a name: a capital within the text, unless all are."""
    return at == 0 or not text[token.start].isupper() or text.isupper()
