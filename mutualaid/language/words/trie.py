"""Phrases found in a run of words: a trie whose like branches are one, so that it is small and quick to load.

A node is a plain dict: a word or class to the next node, and under "" the groups of the phrases that end there.
Plain dicts, tuples and strings are what `marshal` keeps, shared parts and all (see prepared.py).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

from mutualaid.language.words.patterns import NO_ELISIONS, Elisions, Endings, parts_of
from mutualaid.language.words.tokens import STOPS, Token
from mutualaid.memory import MOST, Memory

GAP = ".."
GAP_LENGTH = 3
ENDS = ""
"""Where in a node the groups stand."""

_MONEY = "$£€"

_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)?(?:[ap]m?|h|hrs?|z?e)?").fullmatch
"""An hour in digits, as the languages write it: "10", "1030", "10:30", "10am", "10h", "10e"."""

Node = dict[str, Any]


_NAMES = Memory[str, str](lambda group: group.partition(".")[2])


class _Named(NamedTuple):
    group: str
    start: int
    end: int
    name: str
    """The part of the group behind the dot ("food")."""


class Hit(_Named):
    """A phrase found: token range [start, end) and the group it belongs to ("kind.food")."""

    __slots__ = ()

    def __new__(cls, group: str, start: int, end: int) -> Hit:
        return super().__new__(cls, group, start, end, _NAMES[group])


_hit = partial(tuple.__new__, Hit)
"""A Hit of all its parts, in a fraction of the time."""


def grow(groups: Mapping[str, Iterable[str]], endings: Endings, elisions: Elisions = NO_ELISIONS) -> Node:
    """The root of a trie of these phrases by group. A phrase of many choices is never written out: its branches are
    shared from the start, and put together with those of the others two by two."""
    roots = [_branch(parts_of(one, endings, elisions), name) for name, each in groups.items() for one in each]
    while len(roots) > 1:
        seen: Joined = {}
        roots = [_join(a, b, seen) if b else a for a, b in zip_longest(roots[::2], roots[1::2])]
    return _shared(roots[0], {}, {}) if roots else {}


Joined = dict[tuple[int, int], tuple[Node, Node, Node]]
"""Nodes put together already: both, kept so that their ids stay theirs, and what came of them."""


def _branch(parts: list[list[tuple[str, ...]]], group: str) -> Node:
    """The trie of one phrase."""
    node: Node = {ENDS: (group,)}
    for ways in reversed(parts):
        after, node = node, {}
        seen: Joined = {}
        for words in ways:
            way = after
            for word in reversed(words):
                way = {word: way}
            node = _join(node, way, seen)
    return {label: value for label, value in node.items() if label != ENDS}


def _join(a: Node, b: Node, seen: Joined) -> Node:
    """What stands in either."""
    if a is b or not a:
        return b
    key = id(a), id(b)
    if key not in seen:
        out = dict(a)
        for label, value in b.items():
            if label not in out:
                out[label] = value
            elif label == ENDS:
                out[label] = tuple(dict.fromkeys((*out[label], *value)))
            else:
                out[label] = _join(out[label], value, seen)
        seen[key] = a, b, out
    return seen[key][2]


def _shared(node: Node, same: dict[Any, Node], done: dict[int, Node]) -> Node:
    """The same trie with each branch that occurs twice kept once."""
    if id(node) in done:
        return done[id(node)]
    out: Node = {}
    key: list[Any] = []
    for label in map(sys.intern, sorted(node)):
        value = node[label]
        out[label] = value if label == ENDS else _shared(value, same, done)
        key.append((label, value if label == ENDS else id(out[label])))
    found = done[id(node)] = same.setdefault(tuple(key), out)
    return found


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


STOP, MARK = ".", ""
"""What a mark is to a phrase: one that ends a sentence, through which no gap reaches, and any other."""


_EVERY = Memory[str, tuple[str, ...]](lambda labels: tuple(map(sys.intern, labels.split())))
"""The labels written in one, each as the string that stands in the nodes."""


class _State(dict[str, "_State | None"]):
    """How far the phrases that begin at one token may have come: at nodes, or in gaps that may leave out so many
    words more. `state[labels]` is the state after one word more, None where no phrase goes on; it is made when a
    text first leads there. `made` are all the states of the trie, so that each is made once."""

    __slots__ = ("_gaps", "_made", "_ways", "groups")

    def __init__(self, nodes: list[Node], gaps: list[tuple[Node, int]], made: dict[Any, _State]) -> None:
        super().__init__()
        ends = [node[ENDS] for node in nodes if ENDS in node]
        self.groups = tuple([(group, _NAMES[group]) for groups in ends for group in groups]) if ends else ()
        """The groups of the phrases that end here, and their names."""
        opened = [(node[GAP], GAP_LENGTH) for node in nodes if GAP in node]
        self._gaps = [*gaps, *opened] if opened else gaps
        self._ways = [*nodes, *[node for node, _ in self._gaps]] if self._gaps else nodes
        self._made = made

    def __missing__(self, labels: str) -> _State | None:
        ways, gaps = self._ways, self._gaps
        nodes: list[Node] = []
        for label in _EVERY[labels]:
            for node in ways:
                if label in node:
                    nodes.append(node[label])
        state: _State | None = None
        if gaps and labels != STOP:
            if not nodes and labels != MARK:
                state = self[MARK]  # to a gap a word is as good as a mark
            else:
                on = [(node, left - 1) for node, left in gaps if left]
                if nodes or on:
                    state = self._at((*map(id, nodes), *[(id(node), left) for node, left in on]), nodes, on)
        elif nodes:
            state = self._at(tuple(map(id, nodes)), nodes, [])
        self[labels] = state
        return state

    def _at(self, key: Any, nodes: list[Node], gaps: list[tuple[Node, int]]) -> _State:
        state = self._made.get(key)
        if state is None:
            state = self._made[key] = _State(nodes, gaps, self._made)
        return state


Way = tuple[Sequence[str], int | None]
"""What may stand at one place: words, or a mark as `STOP` or `MARK`; and how far that is from what is written, None
where it is it."""

REACH = 8
"""Places before a guess in which a phrase that holds it may begin."""


class Along(NamedTuple):
    """A phrase found along some ways: the hit by its places, how many words it has and how many of them are as
    written, and how far its guesses are."""

    hit: Hit
    words: int
    as_said: int
    guesses: tuple[int, ...]


class _Path(NamedTuple):
    """How far phrases have come along some ways, and at which place they go on."""

    state: _State
    at: int
    words: int
    as_said: int
    guesses: tuple[int, ...]


class Trie:
    """`find` gives the hits in a run of tokens, `whole` the groups of a complete match. `known` holds at least the
    `labels` of the trie; `classes` are the classes of a word, written as in a phrase ("<give>")."""

    def __init__(self, root: Node, known: frozenset[str], classes: Mapping[str, tuple[str, ...]]) -> None:
        self._root = root
        self._classes = classes
        self._known = known
        self._labels = Memory(self._of)
        """The labels of this trie that a word answers to, with spaces between."""
        self._forget()

    def _forget(self) -> None:
        """Begins anew with no state made."""
        self._made: dict[Any, _State] = {}
        self._begin = _State([self._root], [], self._made)

    def _of(self, word: str) -> str:
        every = [word, *self._classes.get(word, ())]
        if word.isdecimal():
            every.append("<n>")
        if word[0] in _MONEY:
            every.append("<$>")
        if _HOUR(word):
            every.append("<t>")
        every.append("<w>")
        return " ".join(dict.fromkeys([label for label in every if label in self._known]))

    def beside(self, root: Node, known: frozenset[str]) -> Trie:
        """Another trie, whose words are of the same classes."""
        return Trie(root, known, self._classes)

    def knows(self, word: str) -> bool:
        """Whether a word stands in any phrase."""
        return word in self._known

    def find(self, tokens: list[Token]) -> list[Hit]:
        """Every phrase found, overlapping ones included."""
        if len(self._made) > MOST:
            self._forget()
        hits: list[Hit] = []
        labels, begin, count = self._labels, self._begin, len(tokens)
        every = [(STOP if t.word in STOPS else MARK) if t.mark else labels[t.word] for t in tokens]
        for start, one in enumerate(every):
            state, at = begin[one], start + 1
            while state is not None:
                if state.groups:
                    for group, name in state.groups:
                        hits.append(_hit((group, start, at, name)))
                if at == count:
                    break
                state = state[every[at]]
                at += 1
        return hits

    def along(self, ways: Sequence[Sequence[Way]], most: int) -> Iterator[Along]:
        """Every phrase found where one of several ways stands at each place, at most so many of them guesses and at
        least one."""
        if len(self._made) > MOST:
            self._forget()
        guessed = [at for at, each in enumerate(ways) if len(each) > 1]
        if not guessed:
            return
        last = guessed[-1]
        for start in range(max(0, guessed[0] - REACH), last + 1):
            paths = [_Path(self._begin, start, 0, 0, ())]
            while paths:
                path = paths.pop()
                for words, far in ways[path.at]:
                    if far is not None and len(path.guesses) == most:
                        continue
                    for skipped in range(len(words) if path.at == start else 1):
                        yield from self._onward(path, words[skipped:], far, start, last, paths)
                paths = [path for path in paths if path.at < len(ways)]

    def _onward(
        self, path: _Path, words: Sequence[str], far: int | None, start: int, ends: int, paths: list[_Path]
    ) -> Iterator[Along]:
        """The phrases that end in these words of a place; where some go on, their path is put on `paths`, without a
        guess only before `ends`."""
        state, said, as_said, guesses = path.state, path.words, path.as_said, path.guesses
        if far is not None:
            guesses = (*guesses, far)
        for word in words:
            after = state[word if word in (STOP, MARK) else self._labels[word]]
            if after is None:
                return
            state, said, as_said = after, said + 1, as_said + (far is None)
            if guesses:
                for group, name in state.groups:
                    yield Along(_hit((group, start, path.at + 1, name)), said, as_said, guesses)
        if guesses or path.at < ends:
            paths.append(_Path(state, path.at + 1, said, as_said, guesses))

    def whole(self, words: list[str]) -> tuple[str, ...]:
        """The groups whose phrase is exactly these words."""
        nodes = [self._root]
        for word in words:
            labels, before, nodes = self._labels[word].split(), nodes, []
            for node in before:
                for label in labels:
                    if label in node:
                        nodes.append(node[label])
            if not nodes:
                return ()
        return tuple([group for node in nodes for group in node.get(ENDS, ())])


RANKS = {"need": 0, "lack": 0, "none": 1, "offer": 3, "have": 4}
"""Which of two equally long readings of the same words wins; the rest rank 2."""


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap the longest one, then by rank, then the earlier, in the order of the text.

    Hits on exactly the same words stand side by side unless one of them is "none"."""
    every = list(hits)
    if len(every) < 2 or all(a.end <= b.start for a, b in pairwise(every)):
        return every
    taken: list[Hit] = []
    for hit in sorted(every, key=lambda h: (h.start - h.end, RANKS.get(h.name, 2), h.start)):
        for other in taken:
            if hit.start < other.end and other.start < hit.end and not _together(hit, other):
                break
        else:
            taken.append(hit)
    return sorted(taken, key=lambda h: (h.start, h.end))


def _together(a: Hit, b: Hit) -> bool:
    return (a.start, a.end) == (b.start, b.end) and a.name != b.name and "none" not in (a.name, b.name)
