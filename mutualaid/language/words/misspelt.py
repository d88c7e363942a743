"""Danger and wishes for no more texts in misspelt words: a word that nobody knows is read as the words that those
beside it call for ("i cant wak my mom up", "tak my nam off"). Alone it is not enough, so that a typo by itself
alarms nobody and opts nobody out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mutualaid.language.words.lexicon import BOUNDING, TELLING, WISH, WISHING, Lexicon
from mutualaid.language.words.maybe import SAME, SLIP, Maybe
from mutualaid.language.words.together import MISTAKEN, STRANGE, Together
from mutualaid.language.words.tokens import STOPS, Token
from mutualaid.language.words.trie import MARK, STOP, Along, Hit, Way, longest

MOST = 4
"""Misspelt words of one text that are looked at."""

GUESSES = 2
"""Misspelt words at most of one phrase."""

BRIEF = 8
"""Words and marks at most of a text that may be a wish for no more texts as a whole."""

Found = tuple[Hit, int, int]


def read_misspelt(
    text: str, tokens: list[Token], together: Together, odd: Mapping[int, int], hits: list[Hit], signs: list[Hit]
) -> Iterator[Found]:
    """The hits that hold such words, with where they stand in the text, each where nothing harmless says as much;
    none where the text tells of danger as it is (`hits`). A sign that tells only beside another of `signs` may be
    one word. A wish that does not sound as one but is only near it is a hit of "mistyped." and its family. `odd`:
    what is unusual of which tokens."""
    if hits and any(hit.name not in HARMLESS for hit in longest(hits)):
        return
    asked, topics = STRANGE | MISTAKEN, frozenset(hit.name.rpartition(".")[0] for hit in signs)
    looked = [(at, told) for at, told in odd.items() if told & asked and _no_name(text, tokens[at], at)][:MOST]
    for lexicon in together.lexicons if looked else ():
        meant = {tokens[at].start: found for at, told in looked if (found := _meant(tokens[at], lexicon, told))}
        if not meant:
            continue
        places = _places(tokens)
        ways = [_ways(tokens[first:end], meant.get(tokens[first].start, ())) for first, end in places]
        said = list(lexicon.phrases.along(ways, GUESSES))
        if len(places) <= BRIEF:
            said += [one for one in lexicon.messages.along(ways, GUESSES) if _is_wish(one, len(places))]
        calm = [one.hit for one in said if one.hit.group in CALM]
        for one in said:
            hit = _told(one, topics)
            if hit is None or any(c is not hit and c.start <= hit.start and hit.end <= c.end for c in calm):
                continue
            within = tokens[places[hit.start][0] : places[hit.end - 1][1]]
            plain = any(_plain(token, lexicon) for token in within if token.start in meant)
            if not (plain and hit.group.startswith(MISTYPED)):
                yield hit, within[0].start, within[-1].end


HARMLESS = ("none", "past", "still")

CALM = ("danger.none", "stopwish.none")


def _is_wish(one: Along, count: int) -> bool:
    """Whether a whole text of so many places is a wish for no more texts."""
    return one.hit.group == WISH and one.hit.end - one.hit.start == count


def _told(one: Along, topics: frozenset[str]) -> Hit | None:
    """What a phrase tells that has enough words as written: the more, the farther the guesses are."""
    group = one.hit.group
    beside = group.startswith("sign.") and one.words == 1 and one.hit.name.rpartition(".")[0] in topics
    if not (_holds(one) or (beside and sum(one.guesses) <= SLIP)):
        return None
    if group.startswith(BOUNDING):
        return one.hit
    if one.hit.name in HARMLESS:
        return None
    if group.startswith(TELLING):
        return one.hit
    if group != WISH and not group.startswith(WISHING):
        return None
    if sum(one.guesses) == SAME:
        return one.hit if group != WISH else one.hit._replace(group="stopwish.yes", name="yes")
    family = group.partition(".")[0]
    return one.hit._replace(group=f"{MISTYPED}{family}", name=family)


MISTYPED = "mistyped."


def _plain(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word was read as another that sounds the same, so that it is no slip of a third."""
    return token.word != token.raw and lexicon.alike(token.raw, token.word)


def _holds(one: Along) -> bool:
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
