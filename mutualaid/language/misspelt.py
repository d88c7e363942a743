"""Danger in misspelt words: a word that nobody knows is read as the words of danger that those beside it call for
("i cant wak my mom up", "kant breth"). Alone it is not enough, so that a typo by itself alarms nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mutualaid.language.lexicon import Lexicon
from mutualaid.language.maybe import SAME, Maybe
from mutualaid.language.together import MISTAKEN, STRANGE, Together
from mutualaid.language.tokens import STOPS, Token
from mutualaid.language.trie import MARK, STOP, Along, Hit, Way, longest

MOST = 4
"""Misspelt words of one text that are looked at."""

GUESSES = 2
"""Misspelt words at most of one phrase."""

Found = tuple[Hit, int, int]


def read_misspelt(
    text: str, tokens: list[Token], together: Together, odd: Mapping[int, int], hits: list[Hit]
) -> Iterator[Found]:
    """The hits of danger that hold such words, with where they stand in the text, each where nothing harmless says
    as much; none where the text tells of danger as it is (`hits`). `odd`: what is unusual of which tokens."""
    if hits and any(hit.name not in HARMLESS for hit in longest(hits)):
        return
    asked = STRANGE | MISTAKEN
    looked = [(at, told) for at, told in odd.items() if told & asked and _no_name(text, tokens[at], at)][:MOST]
    for lexicon in together.lexicons if looked else ():
        meant = {tokens[at].start: found for at, told in looked if (found := _meant(tokens[at], lexicon, told))}
        if not meant:
            continue
        places = _places(tokens)
        ways = [_ways(tokens[first:end], meant.get(tokens[first].start, ())) for first, end in places]
        said = list(lexicon.phrases.along(ways, GUESSES))
        calm = [one.hit for one in said if one.hit.group == "danger.none"]
        for one in said:
            if _tells(one) and not any(c.start <= one.hit.start and one.hit.end <= c.end for c in calm):
                begin, last = places[one.hit.start], places[one.hit.end - 1]
                yield one.hit, tokens[begin[0]].start, tokens[last[1] - 1].end


HARMLESS = ("none", "past", "still")

TELLING = ("danger.", "alone.", "named.", "sign.", "lifeline.")
"""Groups in which a word may be misspelt."""


def _tells(one: Along) -> bool:
    """Whether a phrase of danger is told by enough words as written: the more, the farther the guesses are."""
    if one.hit.name in HARMLESS or not one.hit.group.startswith(TELLING):
        return False
    far = sum(one.guesses)
    if len(one.guesses) == 1:
        return one.words > 1 and one.as_said >= (1 if far == SAME else 2)
    return one.words > 2 and one.as_said >= far


def _places(tokens: list[Token]) -> list[tuple[int, int]]:
    """What stands together in the text, as ranges of tokens: of one word several may have been read."""
    out: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if out and tokens[out[-1][0]].start == token.start:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def _meant(token: Token, lexicon: Lexicon, told: int) -> tuple[Maybe, ...]:
    """What else a word may be."""
    raw = token.raw
    return (*lexicon.mistaken[raw], *(lexicon.alarms[raw] if told & STRANGE else ()))


def _ways(tokens: list[Token], meant: Sequence[Maybe]) -> list[Way]:
    """What may stand here: the words as read and what else they may be."""
    read = tuple([(STOP if t.word in STOPS else MARK) if t.mark else t.word for t in tokens])
    return [(read, None), *[(one.words, one.far) for one in meant if one.words != read]]


def _no_name(text: str, token: Token, at: int) -> bool:
    """Whether nothing tells that a word is a name: a capital within the text, unless all are."""
    return at == 0 or not text[token.start].isupper() or text.isupper()
