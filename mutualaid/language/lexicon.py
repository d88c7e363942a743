"""The vocabulary of one language, compiled from the files of its folder: phrases in a trie, slang, spelling.

A phrase is words separated by spaces. `a|b` is either, with `a_b` for two words; `a?` may be missing; `..` is
up to three words of the same sentence; `<x>` any word of the class x, `<n>` a number, `<$>` a sum of money,
`<w>` any word; `word~` is also its plural, `word+` also its English verb forms, `stem@name` the stem with each
ending that [endings] lists under that name.

[elisions] are what a language writes before a vowel and the words they stand for ("d'eau" is "de eau"), in a phrase
as in a text; one that stands for nothing is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from mutualaid.language.spelling import Sounds, Spelling
from mutualaid.language.tokens import STOPS, Token, fold

GAP = ".."
GAP_LENGTH = 3
_NUMBER = re.compile(r"\d+")

Endings = Mapping[str, tuple[str, ...]]
"""[endings] of a language: the forms of its verbs and the like, by name."""


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: token range [start, end) and the group it belongs to ("kind.food")."""

    group: str
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.group.partition(".")[2]


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

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = {fold(written): fold(word) for written, word in words.items()}
        written = "|".join(sorted(self.words, key=len, reverse=True))
        self._marked = re.compile(rf"(?<![^\W_])({written})'(?=[^\W_])") if words else None

    def spell_out(self, phrase: str) -> str:
        """A folded phrase of ours with its elisions as words: "besoin d'eau" becomes "besoin de_eau"."""
        if self._marked is None:
            return phrase
        return self._marked.sub(lambda found: f"{word}_" if (word := self.words[found[1]]) else "", phrase)

    def split(self, token: Token, known: frozenset[str] | set[str]) -> list[Token]:
        """The words of one token: "d'eau", and "deau" where `known` has "eau" and not the whole."""
        out: list[Token] = []
        raw, start = token.raw, token.start
        while (found := self._marked.match(raw) if self._marked else None) and raw[found.end()] in VOWELS:
            out.append(Token(found[1], self.words[found[1]], start, start + len(found[1])))
            raw, start = raw[found.end() :], start + found.end()
        if out:
            word = token.word[-len(raw.replace("'", "")) :]
            return [*(t for t in out if t.word), Token(raw, word, start, token.end)]
        for written, word in self.words.items() if token.word not in known else ():
            rest = token.word[len(written) :]
            if token.word.startswith(written) and len(rest) > 1 and rest[0] in VOWELS and rest in known:
                at = token.start + len(written)
                first = [Token(written, word, token.start, at)] if word else []
                return [*first, Token(rest, rest, at, token.end)]
        return [token]


VOWELS = frozenset("aeiouyh")
"""Letters before which a word is cut short."""


NO_ELISIONS = Elisions({})


def expand(phrase: str, endings: Endings, elisions: Elisions = NO_ELISIONS) -> Iterator[tuple[str, ...]]:
    """Every sequence of words a phrase stands for."""
    plain = elisions.spell_out(fold(phrase)).replace("'", "")
    for words in product(*[alternatives(part, endings) for part in plain.split()]):
        sequence = tuple(part for word in words for part in word.split("_") if part)
        if sequence:
            yield sequence


class Trie:
    """Phrases to groups. `find` gives the hits in a run of tokens, `whole` the groups of a complete match."""

    def __init__(self, classes: dict[str, tuple[str, ...]], endings: Endings, elisions: Elisions) -> None:
        self._root = _Node()
        self._classes = classes
        self._endings = endings
        self._elisions = elisions

    def add(self, group: str, phrases: Iterable[str]) -> set[str]:
        """Adds phrases; the words that occur in them."""
        words: set[str] = set()
        for phrase in phrases:
            for sequence in expand(phrase, self._endings, self._elisions):
                node = self._root
                for word in sequence:
                    node = node.next.setdefault(word, _Node())
                if group not in node.groups:
                    node.groups = (*node.groups, group)
                words.update(w for w in sequence if w[0] not in "<.")
        return words

    def _edges(self, node: _Node, word: str) -> Iterator[_Node]:
        following = node.next
        if word in following:
            yield following[word]
        for name in self._classes.get(word, ()):
            if name in following:
                yield following[name]
        if "<n>" in following and _NUMBER.fullmatch(word):
            yield following["<n>"]
        if "<$>" in following and word[0] in "$£€":
            yield following["<$>"]
        if "<w>" in following:
            yield following["<w>"]

    def find(self, tokens: list[Token]) -> list[Hit]:
        """Every phrase found, overlapping ones included."""
        hits: list[Hit] = []
        count = len(tokens)
        for start in range(count):
            if tokens[start].mark:
                continue
            stack = [(self._root, start)]
            while stack:
                node, at = stack.pop()
                if node.groups:
                    hits += [Hit(group, start, at) for group in node.groups]
                if at >= count or not node.next:
                    continue
                if not tokens[at].mark:
                    stack += [(found, at + 1) for found in self._edges(node, tokens[at].word)]
                gap = node.next.get(GAP)
                if gap is not None:
                    for skip in range(GAP_LENGTH + 1):
                        if at + skip >= count or tokens[at + skip].word in STOPS:
                            break
                        if not tokens[at + skip].mark:
                            stack += [(f, at + skip + 1) for f in self._edges(gap, tokens[at + skip].word)]
        return hits

    def whole(self, words: list[str]) -> tuple[str, ...]:
        """The groups whose phrase is exactly these words."""
        nodes = [self._root]
        for word in words:
            nodes = [found for node in nodes for found in self._edges(node, word)]
            if not nodes:
                return ()
        return tuple(group for node in nodes for group in node.groups)


class Lexicon:
    """One language's words. `code` is its two-letter code."""

    def __init__(self, code: str, data: dict[str, Any]) -> None:
        self.code = code
        endings = {name: tuple(forms.split()) for name, forms in data.get("endings", {}).items()}
        self.classes: dict[str, tuple[str, ...]] = {}
        for name, words in data.get("classes", {}).items():
            for word in words.split():
                for form in alternatives(fold(word), endings):
                    self.classes[form] = (*self.classes.get(form, ()), f"<{name}>")
        self.numbers: dict[str, int] = data.get("numbers", {})
        for word in self.numbers:
            self.classes[word] = (*self.classes.get(word, ()), "<n>")
        self.elisions = Elisions(data.get("elisions", {}))
        self.phrases = Trie(self.classes, endings, self.elisions)
        self.messages = Trie(self.classes, endings, self.elisions)
        vocabulary: set[str] = set(self.classes)
        for group, phrases in data.get("phrases", {}).items():
            vocabulary |= self.phrases.add(group, phrases)
        for group, phrases in data.get("messages", {}).items():
            vocabulary |= self.messages.add(group, phrases)
        self.polite = frozenset(
            word for part in data.get("polite", "").split() for word in alternatives(fold(part), endings)
        )
        self.function = frozenset(fold(data.get("function", "")).split())
        ordinary = set(fold(data.get("common", "")).split())
        if data.get("common_verbs"):
            ordinary |= {form for word in ordinary if len(word) > 3 for form in verb_forms(word)}
        common = frozenset(ordinary) | self.function | self.polite | set(self.numbers)
        self.slang: dict[str, tuple[str, ...]] = {}
        self.together: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        """Shorthands of several words ("s'il vous plait") by their first word: what follows it, what they say."""
        for written, means in data.get("slang", {}).items():
            words = self.elisions.spell_out(fold(written)).replace("'", "").replace("_", " ").split()
            if " " in written:
                self.together.setdefault(words[0], []).append((tuple(words[1:]), tuple(fold(means).split())))
            else:
                self.slang[fold(written)] = tuple(fold(means).split())
        self.slang |= _without_letters(data, data.get("lost", ""), vocabulary | common | set(self.slang))
        self.pictures: dict[str, str] = {}
        self.pictures_said: dict[str, str] = {}
        for picture, means in data.get("pictures", {}).items():
            word, _, said = means.partition(", ")
            self.pictures[picture], self.pictures_said[picture] = word, said or word
        self.known = vocabulary | common
        self.names = frozenset(fold(data.get("names", "")).split())
        self.spelling = Spelling(vocabulary, common | self.names, sounds=_sounds(data.get("sounds", "")))

    def read(self, word: str) -> tuple[str, ...]:
        """What a word stands for: itself, the words of a shorthand, or the nearest word we know."""
        short = self.slang.get(word)
        if short is not None:
            return short
        if word in self.known or not word.isalpha():
            return (word,)
        return (self.spelling.nearest(word),)

    def knows(self, token: Token) -> bool:
        """Whether a word of a text is a word, a shorthand or an elision of this language."""
        if token.word in self.known or token.raw in self.slang or token.word in self.slang:
            return True
        return self.binds(token)

    def binds(self, token: Token) -> bool:
        """Whether a word of a text is two, the first cut short, and the second is known."""
        last = self.split(token)[-1] if self.elisions.words else token
        return last.word != token.word and last.word in self.known

    def split(self, token: Token) -> list[Token]:
        """The words a token is written of; see `Elisions`."""
        if not self.elisions.words or token.mark or token.raw in self.slang or token.word in self.slang:
            return [token]
        return self.elisions.split(token, self.known)

    def joined(self, words: list[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest shorthand of several words that starts here: how many words it has, what they stand for."""
        best: tuple[int, tuple[str, ...]] | None = None
        for rest, means in self.together.get(words[at], ()):
            end = at + 1 + len(rest)
            if tuple(words[at + 1 : end]) == rest and (best is None or len(rest) >= best[0]):
                best = len(rest) + 1, means
        return best

    def is_a(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return f"<{name}>" in self.classes.get(word, ())


LEFT = 3
"""Letters that a word keeps at least where a network dropped some."""


def _without_letters(data: dict[str, Any], lost: str, known: set[str]) -> dict[str, tuple[str, ...]]:
    """The words as they arrive where the network drops the letters of `lost` ("enfimyè" -> "enfimy"), in plain
    letters, unless that is a word of its own."""
    out: dict[str, tuple[str, ...]] = {}
    texts = [t for name in ("phrases", "messages") for group in data.get(name, {}).values() for t in group]
    for word in re.findall(r"[^\W\d_]+", " ".join([*texts, *data.get("classes", {}).values()]) if lost else ""):
        rest = fold("".join(letter for letter in word if letter not in lost))
        if LEFT <= len(rest) < len(word) and rest not in known:
            out.setdefault(rest, (fold(word),))
    return out


def _sounds(said: str) -> Sounds:
    """ "qu=k z=s h=" as pairs of what is written and how it sounds."""
    return tuple((written, spoken) for written, _, spoken in (pair.partition("=") for pair in said.split()))


FILES = ("words.toml", "kinds.toml", "danger.toml")
"""What a language's folder may hold for its lexicon; a group stands in one of them."""


def tables(code: str) -> dict[str, Any]:
    """Everything the files of a language say, together. Raises FileNotFoundError for a language we do not have and
    ValueError for a group that stands in two files."""
    folder = resources.files("mutualaid.language").joinpath(code)
    merged: dict[str, Any] = {}
    for name in FILES:
        file = folder.joinpath(name)
        if name != FILES[0] and not file.is_file():
            continue
        for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if not isinstance(value, dict):
                merged[key] = value
                continue
            twice = merged.setdefault(key, {}).keys() & value.keys()
            if twice:
                raise ValueError(f"{code}/{name}: {', '.join(sorted(twice))} stands in another file too")
            merged[key] |= value
    return merged


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language; FileNotFoundError for a language we do not have."""
    return Lexicon(code, tables(code))


RANKS = {"need": 0, "lack": 0, "none": 1, "offer": 3, "have": 4}
"""Which of two equally long readings of the same words wins; the rest rank 2."""


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap the longest one, then by rank, then the earlier, in the order of the text.

    Hits on exactly the same words stand side by side unless one of them is "none"."""
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, RANKS.get(h.name, 2), h.start)):
        if all(hit.end <= other.start or other.end <= hit.start or _together(hit, other) for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda h: (h.start, h.end))


def _together(a: Hit, b: Hit) -> bool:
    return (a.start, a.end) == (b.start, b.end) and a.name != b.name and "none" not in (a.name, b.name)
