"""Phrases found in a run of words: a trie whose like branches are one, so that it is small and quick to load.

A node is a plain dict: a word or class to the next node, and under "" the groups of the phrases that end there.
Plain dicts, tuples and strings are what `marshal` keeps, shared parts and all (see prepared.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mutualaid.language.memory import Memory
from mutualaid.language.patterns import NO_ELISIONS, Elisions, Endings, expand
from mutualaid.language.tokens import STOPS, Token

GAP = ".."
GAP_LENGTH = 3
ENDS = ""
"""Where in a node the groups stand."""

_NUMBER = re.compile(r"\d+")
_MONEY = "$£€"

Node = dict[str, Any]


class Hit(NamedTuple):
    """A phrase found: token range [start, end) and the group it belongs to ("kind.food")."""

    group: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The part of the group behind the dot ("food")."""
        return _NAMES[self.group]


_NAMES = Memory[str, str](lambda group: group.partition(".")[2])


def grow(groups: Mapping[str, Iterable[str]], endings: Endings, elisions: Elisions = NO_ELISIONS) -> Node:
    """The root of a trie of these phrases by group."""
    root: Node = {}
    for group, phrases in groups.items():
        for phrase in phrases:
            for sequence in expand(phrase, endings, elisions):
                node = root
                for word in sequence:
                    node = node.setdefault(word, {})
                ends = node.get(ENDS, ())
                if group not in ends:
                    node[ENDS] = (*ends, group)
    return _shared(root, {})


def _shared(node: Node, seen: dict[Any, Node]) -> Node:
    """The same trie with each branch that occurs twice kept once."""
    out: Node = {}
    key: list[Any] = []
    for label in sorted(node):
        value = node[label]
        out[label] = value if label == ENDS else _shared(value, seen)
        key.append((label, value if label == ENDS else id(out[label])))
    return seen.setdefault(tuple(key), out)


def labels(root: Node) -> set[str]:
    """Every word and class that stands in a trie."""
    found: set[str] = set()
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for label, value in node.items():
            if label != ENDS:
                found.add(label)
                stack.append(value)
    return found


class Trie:
    """`find` gives the hits in a run of tokens, `whole` the groups of a complete match. `known` holds at least the
    `labels` of the trie; `classes` are the classes of a word, written as in a phrase ("<give>")."""

    def __init__(self, root: Node, known: frozenset[str], classes: Mapping[str, tuple[str, ...]]) -> None:
        self._root = root
        self._classes = classes
        self._known = known
        self._labels = Memory(self._of)
        """The labels of this trie that a word answers to."""
        self._starts = Memory(self._start)

    def _of(self, word: str) -> tuple[str, ...]:
        every = [word, *self._classes.get(word, ())]
        if _NUMBER.fullmatch(word):
            every.append("<n>")
        if word[0] in _MONEY:
            every.append("<$>")
        every.append("<w>")
        return tuple(dict.fromkeys(label for label in every if label in self._known))

    def _start(self, word: str) -> tuple[list[Node], frozenset[str] | None]:
        """Where a phrase may be after its first word, and what must stand next in it; None where it may end there
        or have a gap."""
        nodes = [self._root[label] for label in self._labels[word] if label in self._root]
        open_ = any(ENDS in node or GAP in node for node in nodes)
        return nodes, None if open_ else frozenset().union(*nodes)

    def find(self, tokens: list[Token]) -> list[Hit]:
        """Every phrase found, overlapping ones included."""
        hits: list[Hit] = []
        count = len(tokens)
        labels, starts = self._labels, self._starts
        every = [() if t.mark else labels[t.word] for t in tokens]
        for start, token in enumerate(tokens):
            if token.mark:
                continue
            nodes, following = starts[token.word]
            if following is not None and (start + 1 == count or following.isdisjoint(every[start + 1])):
                continue
            stack = [(node, start + 1) for node in nodes]
            while stack:
                node, at = stack.pop()
                if ENDS in node:
                    hits += [Hit(group, start, at) for group in node[ENDS]]
                if at >= count:
                    continue
                for label in every[at]:
                    if label in node:
                        stack.append((node[label], at + 1))
                if GAP in node:
                    gap = node[GAP]
                    for skip in range(at, min(count, at + GAP_LENGTH + 1)):
                        if tokens[skip].mark and tokens[skip].word in STOPS:
                            break
                        for label in every[skip]:
                            if label in gap:
                                stack.append((gap[label], skip + 1))
        return hits

    def whole(self, words: list[str]) -> tuple[str, ...]:
        """The groups whose phrase is exactly these words."""
        nodes = [self._root]
        for word in words:
            nodes = [node[label] for node in nodes for label in self._labels[word] if label in node]
            if not nodes:
                return ()
        return tuple(group for node in nodes for group in node.get(ENDS, ()))


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
