"""The pattern language of the phrase lists, and the sequences of words a pattern stands for.

A phrase is words separated by spaces. `a|b` is either, with `a_b` for two words; `a?` may be missing; `..` is
up to three words of the same sentence; `<x>` any word of the class x, `<n>` a number, `<$>` a sum of money,
`<t>` an hour in digits ("10", "10:30", "10am"), `<w>` any word; `word~` is also its plural, `word+` also its
English verb forms, `stem@name` the stem with each ending that [endings] lists under that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, product

from mutualaid.language.words.tokens import Token, fold

Endings = Mapping[str, tuple[str, ...]]
"""[endings] of a language: the forms of its verbs and the like, by name."""


def endings_of(said: Mapping[str, str]) -> Endings:
    """The endings of a language from its [endings]."""
    return {name: tuple(forms.split()) for name, forms in said.items()}


def plural(word: str) -> tuple[str, ...]:
    """The word and its regular plurals (English and Spanish endings)."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word, word[:-1] + "ies", word + "s")
    if word.endswith("z"):
        return (word, word[:-1] + "ces", word + "es")
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, word + "es")
    if word[-1:] in "nlrdj":
        return (word, word + "s", word + "es")
    return (word, word + "s")


def verb_forms(word: str) -> tuple[str, ...]:
    """The forms of a regular English verb."""
    if word.endswith("e"):
        return (word, word + "s", word[:-1] + "ing", word + "d")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word, word[:-1] + "ies", word + "ing", word[:-1] + "ied")
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, word + "es", word + "ing", word + "ed")
    forms: tuple[str, ...] = (word, word + "s", word + "ing", word + "ed")
    if re.fullmatch(r".*[^aeiou][aeiou][bdgmnpt]", word):
        forms += (word + word[-1] + "ing", word + word[-1] + "ed")
    return forms


def alternatives(part: str, endings: Endings) -> tuple[str, ...]:
    """What one part of a phrase may be; "" for a part that may be missing. KeyError for endings we do not have."""
    optional = part.endswith("?")
    out: list[str] = []
    for word in part.rstrip("?").split("|"):
        if word.endswith("~"):
            out += plural(word[:-1])
        elif word.endswith("+"):
            out += verb_forms(word[:-1])
        elif "@" in word:
            stem, _, ending = word.partition("@")
            out += [stem + e for e in endings[ending]]
        else:
            out.append(word)
    return (*out, "") if optional else tuple(out)


class Elisions:
    """What is written before a vowel and glued to the word after it, by the word it stands for ("d'eau")."""

    def __init__(self, words: Mapping[str, str], brief: frozenset[str] = frozenset()) -> None:
        """`brief`: words of two letters that may follow one cut short without an apostrophe; "nod" is no "n'od"."""
        self.brief = brief
        self.words = {fold(written): fold(word) for written, word in words.items()}
        self._written = tuple(self.words)
        written = "|".join(sorted(self.words, key=len, reverse=True))
        self._marked = re.compile(rf"(?<![^\W_])({written})'(?=[^\W_])") if words else None

    def spell_out(self, phrase: str) -> str:
        """A folded phrase of ours with its elisions as words: "besoin d'eau" becomes "besoin de_eau"."""
        if self._marked is None:
            return phrase
        return self._marked.sub(lambda found: f"{word}_" if (word := self.words[found[1]]) else "", phrase)

    def may_split(self, raw: str, word: str) -> bool:
        """Whether a word may be two; most are known not to be by how they begin."""
        return bool(self.words) and ("'" in raw or word.startswith(self._written))

    def split(self, token: Token, known: frozenset[str] | set[str]) -> list[Token]:
        """The words of one token: "d'eau", and "deau" where `known` has "eau" and not the whole."""
        if not self.may_split(token.raw, token.word):
            return [token]
        out: list[Token] = []
        raw, start = token.raw, token.start
        while (found := self._marked.match(raw) if self._marked else None) and raw[found.end()] in VOWELS:
            out.append(Token(found[1], self.words[found[1]], start, start + len(found[1])))
            raw, start = raw[found.end() :], start + found.end()
        if out:
            word = token.word[-len(raw.replace("'", "")) :]
            return [*(t for t in out if t.word), Token(raw, word, start, token.end)]
        if not token.word.startswith(self._written) or token.word in known:
            return [token]
        for written, word in self.words.items():
            if not token.word.startswith(written):
                continue
            rest = token.word[len(written) :]
            if (len(rest) > 2 or rest in self.brief) and rest[0] in VOWELS and rest in known:
                at = token.start + len(written)
                first = [Token(written, word, token.start, at)] if word else []
                return [*first, Token(rest, rest, at, token.end)]
        return [token]


VOWELS = frozenset("aeiouyh")
"""Letters before which a word is cut short."""


NO_ELISIONS = Elisions({})


def parts_of(phrase: str, endings: Endings, elisions: Elisions = NO_ELISIONS) -> list[list[tuple[str, ...]]]:
    """The parts of a phrase in their order, each as all that may stand there: some words, or none."""
    plain = elisions.spell_out(fold(phrase)).replace("'", "")
    return [
        [tuple(word for word in way.split("_") if word) for way in alternatives(part, endings)]
        for part in plain.split()
    ]


def expand(phrase: str, endings: Endings, elisions: Elisions = NO_ELISIONS) -> Iterator[tuple[str, ...]]:
    """Every sequence of words a phrase stands for."""
    for ways in product(*parts_of(phrase, endings, elisions)):
        sequence = tuple(chain.from_iterable(ways))
        if sequence:
            yield sequence
