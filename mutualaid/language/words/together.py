"""Several lexicons as one reads them: what a word is by itself, worked out once and remembered."""

from __future__ import annotations

from functools import cache

from mutualaid.language.words.lexicon import Lexicon, Small
from mutualaid.memory import Memory

SHORTEST_BESIDE = 4
"""Letters of a word by which another language is read beside the text's own: shorter ones may be anything."""

POLITE = "polite"
"""The class of the words of politeness."""

BINDING = "binding"
"""The class of the words that only bind others."""

NUMBERED = "numbered"
"""The class of whole numbers below 1000, in digits or words."""

_POLITE, _BINDING, _NUMBERED = frozenset({POLITE}), frozenset({BINDING}), frozenset({NUMBERED})
_NONE = frozenset[str]()

SHORTEST_STRANGE = 3
"""Letters of a word at least that may be misspelt."""


NAME, STRANGE, MISTAKEN = 1, 2, 4
"""A name that we know, and no word that binds; a word of three letters or more that is none that we know, see
`Lexicon.strange`; one that is often written for a word of danger."""


class Together:
    """Several lexicons as one reads them, their words remembered."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.lexicons = lexicons
        self.codes = [lexicon.code for lexicon in lexicons]
        self.votes = Memory(self._vote)
        """The one language that knows a word (folded, and as a token has it), and how much that counts; None where
        none or several know it."""
        self.telling = Memory(self._telling)
        """That language where the word alone says what is wanted or for whom, else None."""
        self.means = Memory(self._means)
        """What a word (folded, as a token has it, and whether it looks like a name) stands for, None for itself."""
        self.classes = Memory(self._classes)
        """The classes of a word in any of the languages, with `POLITE`, `BINDING` and `NUMBERED` where it is so."""
        self.numbers = Memory(self._number)
        self.unusual = Memory(self._unusual)
        """What a word as written is beside what it means: which of `NAME`, `STRANGE` and `MISTAKEN`."""

    def _vote(self, asked: tuple[str, str]) -> tuple[str, int] | None:
        raw, word = asked
        if raw == "&" or not word.isalpha():
            return None
        knowing = [x for x in self.lexicons if x.knows(raw, word)]
        if len(knowing) != 1:
            return None
        only = knowing[0]
        return only.code, 2 if word in only.function or only.binds(raw, word) else 1

    def _telling(self, asked: tuple[str, str]) -> str | None:
        vote, word = self.votes[asked], asked[1]
        if vote is None or len(word) < SHORTEST_BESIDE:
            return None
        return next((x.code for x in self.lexicons if x.code == vote[0] and x.tells(word)), None)

    def _means(self, asked: tuple[str, str, bool]) -> tuple[str, ...] | None:
        words = meaning(*asked, self.lexicons)
        return None if words == (asked[1],) else words

    def _classes(self, word: str) -> frozenset[str]:
        found = [x.classes[word] for x in self.lexicons if word in x.classes]
        if any(word in x.polite for x in self.lexicons):
            found.append(_POLITE)
        if self._binds(word):
            found.append(_BINDING)
        if self._number(word) is not None:
            found.append(_NUMBERED)
        return _NONE.union(*found) if len(found) > 1 else found[0] if found else _NONE

    def _unusual(self, raw: str) -> int:
        named = any(raw in x.names for x in self.lexicons) and not self._binds(raw)
        strange = len(raw) >= SHORTEST_STRANGE and raw.isalpha() and all(x.strange(raw) for x in self.lexicons)
        mistaken = any(raw in x.written_for for x in self.lexicons)
        return NAME * named | STRANGE * strange | MISTAKEN * mistaken

    def _binds(self, word: str) -> bool:
        return any(word in x.function for x in self.lexicons)

    def _number(self, word: str) -> int | None:
        if word.isdecimal():
            return int(word) if len(word) <= 3 else None
        return next((x.numbers[word] for x in self.lexicons if word in x.numbers), None)


@cache
def together(lexicons: tuple[Lexicon, ...]) -> Together:
    return Together(lexicons)


@cache
def small_words(lexicons: tuple[Lexicon, ...]) -> Small:
    """The little words of several languages by what they do."""
    out = Small()
    for name in dict.fromkeys(name for x in lexicons for name in x.small):
        found = [words for x in lexicons if (words := x.small[name])]
        out[name] = found[0] if len(found) == 1 else _NONE.union(*found)  # one set is kept once
    return out


def meaning(raw: str, word: str, named: bool, lexicons: tuple[Lexicon, ...]) -> tuple[str, ...]:
    """What a word stands for; one that looks like a name (`named`) is not taken for a typo."""
    for lexicon in lexicons:
        if raw in lexicon.slang:
            return lexicon.slang[raw]
        if word in lexicon.slang:
            return lexicon.slang[word]
        if word in lexicon.known:
            return (word,)
    if named or any(word in lexicon.names for lexicon in lexicons):
        return (word,)
    for lexicon in lexicons:
        read = lexicon.read(word)
        if read != (word,):
            return read
    return (word,)
