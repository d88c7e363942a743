"""How the phrases of a language become a trie whose like branches are one, and what is kept of it.

While it grows a node is a plain dict: a word or class to the next node, and under "" the groups of the phrases that
end there. It is kept as numbers in a row (see `Kept`): a tenth of the memory, of which a text opens a few nodes.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any, Final, TypedDict

from mutualaid.language.words.patterns import NO_ELISIONS, Elisions, Endings, parts_of

ENDS = ""
"""Where in a node the groups stand."""

Node = dict[str, Any]


class Kept(TypedDict):
    """A trie as `marshal` keeps it. Its nodes are numbered, 0 is the root; the ways on from node n are those from
    `first[n]` to `first[n + 1]`. What is bytes is a row of numbers of four bytes each."""

    labels: tuple[str, ...]
    """Every word and class that stands in it."""
    first: bytes
    said: bytes
    """Of each way the place of its label in `labels`, ..."""
    node: bytes
    """... and the node it leads to."""
    ends: dict[int, tuple[str, ...]]
    """The groups of the phrases that end at a node."""


NUMBER: Final = "I"
"""How such a number is kept, in the words of `array`."""


def grow(groups: Mapping[str, Iterable[str]], endings: Endings, elisions: Elisions = NO_ELISIONS) -> Kept:
    """A trie of these phrases by group. A phrase of many choices is never written out: its branches are
    shared from the start, and put together with those of the others two by two."""
    roots = [_branch(parts_of(one, endings, elisions), name) for name, each in groups.items() for one in each]
    while len(roots) > 1:
        seen: Joined = {}
        roots = [_join(a, b, seen) if b else a for a, b in zip_longest(roots[::2], roots[1::2])]
    return _kept(_shared(roots[0], {}, {}) if roots else {})


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


def _kept(root: Node) -> Kept:
    every, at = [root], {id(root): 0}
    for node in every:
        for label, value in node.items():
            if label != ENDS and id(value) not in at:
                at[id(value)] = len(every)
                every.append(value)
    labels = sorted({label for node in every for label in node} - {ENDS})
    place = {label: number for number, label in enumerate(labels)}
    first, said, to = (array(NUMBER, start) for start in ([0], [], []))
    for node in every:
        ways = [(place[label], at[id(value)]) for label, value in node.items() if label != ENDS]
        said.extend(label for label, _ in ways)
        to.extend(after for _, after in ways)
        first.append(len(said))
    ends = {number: node[ENDS] for number, node in enumerate(every) if ENDS in node}
    return Kept(labels=tuple(labels), first=bytes(first), said=bytes(said), node=bytes(to), ends=ends)
