"""Danger and complaints told of somebody by name, or who is pointed at, as if a pronoun stood there: "ben hit me"
and "that man hit me" as "he hit me"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mutualaid.language.words.lexicon import Lexicon, Small
from mutualaid.language.words.together import NAME, Together
from mutualaid.language.words.tokens import Token
from mutualaid.language.words.trie import Hit

TOLD = frozenset({"danger", "alone"})
"""Families read so of any name that we know; complaints only of those in `others`, whom the writer deals with, and
of whom they point at."""

REFUSED = "apart.refused"
"""The wish that such words are, unless they answer the one they name."""

BLOCKED = "apart.blocked"
"""The wish that one of these is where it is all that is said: whom it means a person has to see."""


def read_names(
    tokens: list[Token],
    together: Together,
    odd: Mapping[int, int],
    others: frozenset[str],
    small: Small,
) -> Iterator[tuple[Hit, int, int]]:
    """The hits that hold a name, with where they stand in the text. `odd`: what is unusual of which tokens;
    `others`: folded first names of the people on the other side of the writer's visits; `small`: the little words
    of all our languages."""
    named = {tokens[at].start for at, told in odd.items() if told & NAME}
    theirs: set[int] = set()
    if others:
        theirs = {t.start for t in tokens if _bare(t.raw, others, small) is not None}
        tokens, pointed = _pointed(tokens, small)
        theirs |= pointed
    named |= theirs
    if not named:
        return
    for lexicon in together.lexicons:
        for pronoun in sorted(lexicon.small["he_or_she"]):
            stood = list(_with(tokens, named, others, pronoun, small))
            for hit in lexicon.phrases.find(stood):
                family = hit.group.partition(".")[0]
                within = {t.start for t in stood[hit.start : hit.end]}
                if within & named and (family in TOLD or (family == "complaint" and within & theirs)):
                    yield hit, stood[hit.start].start, stood[hit.end - 1].end


def refused(
    tokens: list[Token], lexicons: tuple[Lexicon, ...], others: frozenset[str], small: Small
) -> Iterator[tuple[Hit, int, int]]:
    """The whole text as a wish, where it only refuses one of `others` or only says to block, with where it stands
    in the text."""
    polite = {word for lexicon in lexicons for word in lexicon.polite}
    refusing = small["refuses_name"]
    said = [token for token in tokens if not token.mark]
    names = [token for token in said if token.raw in others]
    beside = others | (polite - refusing) | small["refuses_name_beside"]
    rest = [token for token in said if token.raw not in beside]
    if len(names) == len(rest) == 1 and rest[0].raw in refusing:
        yield Hit(REFUSED, 0, len(tokens)), said[0].start, said[-1].end
    if not names and len(rest) == 1 and rest[0].raw in small["blocks_name"]:
        yield Hit(BLOCKED, 0, len(tokens)), said[0].start, said[-1].end


def _pointed(tokens: list[Token], small: Small) -> tuple[list[Token], set[int]]:
    """The tokens, with whoever is pointed at as one ("that man", "moun sa a"), and where these stand."""
    out: list[Token] = []
    pointed: set[int] = set()
    at = 0
    while at < len(tokens):
        begin, end = at, at + 1
        if tokens[at].raw in small["points"] and end < len(tokens):
            end += 1
        if tokens[end - 1].raw in small["pointed_at"]:
            while end < len(tokens) and tokens[end].raw in small["points_behind"]:
                end += 1
        if end - begin > 1 and not small["pointed_at"].isdisjoint(t.raw for t in tokens[begin:end]):
            out.append(Token("", "", tokens[begin].start, tokens[end - 1].end))
            pointed.add(tokens[begin].start)
            at = end
        else:
            out.append(tokens[at])
            at += 1
    return out, pointed


def _bare(raw: str, others: frozenset[str], small: Small) -> str | None:
    """The ending of a word that is one of these names ("ben's hitting me", "bens hitting me"), or None where it is
    none of them."""
    if raw in others:
        return ""
    endings = small["bound_verb_endings"]
    return next((e for e in endings if raw.endswith(e) and raw[: len(raw) - len(e)] in others), None)


def _with(
    tokens: list[Token], named: set[int], others: frozenset[str], pronoun: str, small: Small
) -> Iterator[Token]:
    bindable = pronoun in small["named_subject"]
    for token in tokens:
        if token.start not in named:
            yield token
            continue
        bound = _bare(token.raw, others, small) if bindable else None
        cut = token.end - len(bound) if bound else token.end
        yield Token(token.raw, pronoun, token.start, cut)
        if bound:
            yield from (Token(token.raw, verb, cut, token.end) for verb in small["bound_verb"])
