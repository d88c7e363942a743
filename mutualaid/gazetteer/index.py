"""Known places by name and alias, found in a text in spite of typos, without looking at every place.

Each name is entered under its rarest word. A word of the text reaches the words we know through the spellings
one or two letters shorter that both share; optimal string alignment decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mutualaid.domain.places import Place
from mutualaid.gazetteer.spelling import TWO_EDITS, NearWords, edits, near, same
from mutualaid.gazetteer.terms import ARTICLES, LANDMARKS, SUFFIXES
from mutualaid.gazetteer.words import Word, fold, words


@dataclass(frozen=True, slots=True)
class Known:
    """A place found in a text: word range [start, end) and how many typos were forgiven."""

    place: Place
    start: int
    end: int
    typos: int


class Index:
    """All names of all places. Building it is linear in their letters; a lookup depends on the text only."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._names: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        for place in places:
            for name in (place.name, *place.aliases):
                for key in _spellings(name):
                    if place not in self._names[key]:
                        self._names[key].append(place)
        counts = Counter(word for key in self._names for word in key)
        self._anchors: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in self._names:
            self._anchors[min(key, key=lambda w: (counts[w], -len(w)))].append(key)
        self._joined = {"".join(k): k for k in self._names if len(k) > 1 and len("".join(k)) >= TWO_EDITS - 2}
        self._near = NearWords(self._anchors)
        self._near_joined = NearWords(self._joined, 1)

    def find(self, text_words: list[Word]) -> list[Known]:
        """Every place named in the words; of places that fit the same words equally well, none."""
        if not self._names:
            return []
        out: dict[tuple[int, int], list[Known]] = defaultdict(list)
        plain = [same(w.fold) for w in text_words]
        for i, word in enumerate(plain):
            for anchor in self._near.of(word) | self._near_joined.of(word):
                if anchor in self._joined:
                    for place in self._names[self._joined[anchor]]:
                        out[i, i + 1].append(Known(place, i, i + 1, near(word, anchor) or 0))
                for key in self._anchors.get(anchor, ()):
                    for found in self._align(key, plain, i, anchor):
                        out[found.start, found.end].append(found)
        return [k for group in out.values() if (k := _only(group)) is not None]

    def resolve(self, name: str) -> Place | None:
        """The one place whose whole name this is."""
        text_words = [w for w in words(name) if not w.mark]
        found = [k for k in self.find(text_words) if _covers(k, text_words)]
        best = _only(found)
        return best.place if best else None

    def _align(self, key: tuple[str, ...], plain: list[str], i: int, anchor: str) -> Iterator[Known]:
        """Lays the name over the words so that its anchor stands at `i`; dots and dashes between are skipped."""
        at = key.index(anchor)
        typos = near(plain[i], anchor)
        if typos is None:
            return
        start = self._run(key[:at][::-1], plain, i - 1, -1)
        end = self._run(key[at + 1 :], plain, i + 1, 1)
        if start is None or end is None:
            return
        typos += start[1] + end[1]
        if typos <= max(1, len(key) - 1 + edits(anchor) // 2):
            for place in self._names[key]:
                yield Known(place, start[0] + 1, end[0], typos)

    def _run(self, key: tuple[str, ...], plain: list[str], i: int, step: int) -> tuple[int, int] | None:
        typos = 0
        for wanted in key:
            while 0 <= i < len(plain) and plain[i] in (".", "-", "'", "’"):
                i += step
            if not 0 <= i < len(plain):
                return None
            slip = near(plain[i], wanted)
            if slip is None:
                return None
            typos += slip
            i += step
        return i, typos


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name as people say it: whole, without its article, without the word for what it is."""
    key = tuple(same(w.fold) for w in words(name) if not w.mark)
    if not key:
        return
    yield key
    if len(key) > 1 and key[0] in ARTICLES:
        key = key[1:]
        if key[0] not in LANDMARKS:
            yield key
    if len(key) > 2 and key[-1] in LANDMARKS | {same(s) for s in SUFFIXES}:
        yield key[:-1]
    elif len(key) > 2 and key[0] in LANDMARKS:
        yield key[1:]
    if len(key) == 2 and (key[0] in LANDMARKS) != (key[1] in LANDMARKS):
        yield key[::-1]


def _only(found: list[Known]) -> Known | None:
    """The best of several, or None where two different places are equally good."""
    if not found:
        return None
    best = min(k.typos for k in found)
    ids = {k.place.id: k for k in found if k.typos == best}
    return next(iter(ids.values())) if len(ids) == 1 else None


def _covers(known: Known, text_words: list[Word]) -> bool:
    rest = [*text_words[: known.start], *text_words[known.end :]]
    return all(w.fold in ARTICLES or fold(w.raw) in ("at", "by", "near", "en") for w in rest)
