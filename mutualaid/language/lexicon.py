"""The vocabulary of one language, compiled from its words.toml and danger.toml: phrases in a trie, slang, spelling.

A phrase is words separated by spaces. `a|b` is either, with `a_b` for two words; `a?` may be missing; `..` is
up to three words of the same sentence; `<x>` any word of the class x, `<n>` a number, `<$>` a sum of money,
`<w>` any word; `word~` is also its plural, `word+` also its English verb forms, `stem@name` the stem with each
ending that [endings] lists under that name.
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


def expand(phrase: str, endings: Endings) -> Iterator[tuple[str, ...]]:
    """Every sequence of words a phrase stands for."""
    for words in product(*[alternatives(part, endings) for part in fold(phrase).replace("'", "").split()]):
        sequence = tuple(part for word in words for part in word.split("_") if part)
        if sequence:
            yield sequence


class Trie:
    """Phrases to groups. `find` gives the hits in a run of tokens, `whole` the groups of a complete match."""

    def __init__(self, classes: dict[str, tuple[str, ...]], endings: Endings) -> None:
        self._root = _Node()
        self._classes = classes
        self._endings = endings

    def add(self, group: str, phrases: Iterable[str]) -> set[str]:
        """Adds phrases; the words that occur in them."""
        words: set[str] = set()
        for phrase in phrases:
            for sequence in expand(phrase, self._endings):
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
        self.phrases = Trie(self.classes, endings)
        self.messages = Trie(self.classes, endings)
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
        self.slang = {fold(k): tuple(fold(v).split()) for k, v in data.get("slang", {}).items()}
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


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language from its words.toml and danger.toml; FileNotFoundError for a language we do not
    have."""
    words, danger = (_toml(code, name) for name in ("words.toml", "danger.toml"))
    for table in ("classes", "phrases"):
        words[table] |= danger[table]
    return Lexicon(code, words)


def _toml(code: str, name: str) -> dict[str, Any]:
    path = resources.files("mutualaid.language").joinpath(code, name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


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
