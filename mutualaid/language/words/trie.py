"""Phrases found in a run of words, along a trie (growing.py) of which only what a text leads to is opened."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from mutualaid.language.words.growing import ENDS, NUMBER, Kept, Node
from mutualaid.language.words.tokens import STOPS, Token
from mutualaid.memory import MOST, Memory

GAP = ".."
GAP_LENGTH = 3
ROOT = 0
_MONEY = "$£€"

_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)?(?:[ap]m?|h|hrs?|z?e)?").fullmatch
"""An hour in digits, as the languages write it: "10", "1030", "10:30", "10am", "10h", "10e"."""

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


STOP, MARK = ".", ""
"""What a mark is to a phrase: one that ends a sentence, through which no gap reaches, and any other."""


_EVERY = Memory[str, tuple[str, ...]](lambda labels: tuple(map(sys.intern, labels.split())))
"""The labels written in one, each as the string that stands in the nodes."""


class Nodes(Memory[int, Node]):
    """The nodes of a kept trie by their numbers, each opened when a text first leads there: a word or class to the
    number of the next node, and under `ENDS` the groups of the phrases that end there."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(self._opened)
        self._labels, self._ends = kept["labels"], kept["ends"]
        self._first, self._said, self._to = (
            memoryview(row).cast(NUMBER) for row in (kept["first"], kept["said"], kept["node"])
        )

    def _opened(self, number: int) -> Node:
        labels, ways = self._labels, slice(self._first[number], self._first[number + 1])
        node: Node = {labels[said]: after for said, after in zip(self._said[ways], self._to[ways], strict=True)}
        if number in self._ends:
            node[ENDS] = self._ends[number]
        return node


class _State(dict[str, "_State | None"]):
    """How far the phrases that begin at one token may have come: at nodes, or in gaps that may leave out so many
    words more. `state[labels]` is the state after one word more, None where no phrase goes on; it is made when a
    text first leads there. `made` are all the states of the trie, so that each is made once."""

    __slots__ = ("_gaps", "_made", "_nodes", "_ways", "groups")

    def __init__(
        self, at: list[int], gaps: list[tuple[int, int]], nodes: Nodes, made: dict[Any, _State]
    ) -> None:
        super().__init__()
        ways = [nodes[number] for number in at]
        ends = [node[ENDS] for node in ways if ENDS in node]
        self.groups = tuple([(group, _NAMES[group]) for groups in ends for group in groups]) if ends else ()
        """The groups of the phrases that end here, and their names."""
        opened = [(node[GAP], GAP_LENGTH) for node in ways if GAP in node]
        self._gaps = [*gaps, *opened] if opened else gaps
        self._ways = [*ways, *[nodes[number] for number, _ in self._gaps]] if self._gaps else ways
        self._nodes, self._made = nodes, made

    def __missing__(self, labels: str) -> _State | None:
        ways, gaps = self._ways, self._gaps
        at: list[int] = []
        for label in _EVERY[labels]:
            for node in ways:
                if label in node:
                    at.append(node[label])
        state: _State | None = None
        if gaps and labels != STOP:
            if not at and labels != MARK:
                state = self[MARK]  # to a gap a word is as good as a mark
            else:
                on = [(node, left - 1) for node, left in gaps if left]
                if at or on:
                    state = self._state((*at, *on), at, on)
        elif at:
            state = self._state(tuple(at), at, [])
        self[labels] = state
        return state

    def _state(self, key: Any, at: list[int], gaps: list[tuple[int, int]]) -> _State:
        state = self._made.get(key)
        if state is None:
            state = self._made[key] = _State(at, gaps, self._nodes, self._made)
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
    labels of the trie; `classes` are the classes of a word, written as in a phrase ("<give>")."""

    def __init__(self, kept: Kept, known: frozenset[str], classes: Mapping[str, tuple[str, ...]]) -> None:
        self._nodes = Nodes(kept)
        self._classes = classes
        self._known = known
        self._labels = Memory(self._of)
        """The labels of this trie that a word answers to, with spaces between."""
        self._forget()

    def _forget(self) -> None:
        """Begins anew with no state made."""
        self._made: dict[Any, _State] = {}
        self._begin = _State([ROOT], [], self._nodes, self._made)

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

    def beside(self, kept: Kept, known: frozenset[str]) -> Trie:
        """Another trie, whose words are of the same classes."""
        return Trie(kept, known, self._classes)

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
        ways = [self._nodes[ROOT]]
        for word in words:
            labels, before, ways = self._labels[word].split(), ways, []
            for node in before:
                for label in labels:
                    if label in node:
                        ways.append(self._nodes[node[label]])
            if not ways:
                return ()
        return tuple([group for node in ways for group in node.get(ENDS, ())])


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
