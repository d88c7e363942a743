"""How alike texts are, by the words that tell: used where words must decide who answers whom.

BM25 (Robertson and Zaragoza 2009) over two views of a text: word stems, and four-letter pieces of words,
which forgive typos and inflection. Words that half the pool uses weigh next to nothing; nothing is learned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from math import log
from unicodedata import combining, normalize

from mutualaid.domain.cues import Hear

K1 = 1.2
B = 0.5
"""The usual ranges are K1 1.2–2 and B 0.3–0.75; short texts want less correction for length."""

STEM = 5
PIECE = 4

_LINKS = re.compile(r"https?:?/?/?\S*|@\w+|&\w+;")
_WORD = re.compile(r"[^\W\d_]+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plainly(text: str) -> str:
    """In lower case, without accents and apostrophes."""
    letters = normalize("NFKD", text.replace("'", "").replace("’", "").lower())
    return "".join(c for c in letters if not combining(c))


def words(text: str, hear: Hear) -> list[str]:
    """The telling words of a text in order, in lower case and without accents: no words of asking and giving, no
    links, names of accounts or numbers."""
    plain = plainly(_HUMPS.sub(" ", _LINKS.sub(" ", text)))
    return [w for w in _WORD.findall(plain) if len(w) > 1 and not _idle(w, hear)]


@lru_cache(maxsize=50_000)
def _idle(word: str, hear: Hear) -> bool:
    """Whether a word says that somebody asks or gives, not what."""
    return hear(word).says("wordfit.idle")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings, cut to `STEM` letters: "blankets" -> "blank"."""
    for ending in ("ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:STEM]


def stems(text: str, hear: Hear) -> list[str]:
    """The stems of a text's telling words, in order."""
    return [stem(w) for w in words(text, hear)]


def pieces(text: str, hear: Hear) -> list[str]:
    """Every run of `PIECE` letters within a word, the word's ends marked."""
    found: list[str] = []
    for word in words(text, hear):
        marked = f"<{word}>"
        found.extend(marked[i : i + PIECE] for i in range(max(1, len(marked) - PIECE + 1)))
    return found


class Index:
    """BM25 of one view of a pool of texts."""

    def __init__(self, texts: Iterable[str], view: Callable[[str], list[str]]) -> None:
        self._view = view
        counted = [Counter(view(t)) for t in texts]
        self.size = len(counted)
        lengths = [sum(c.values()) for c in counted]
        average = (sum(lengths) / self.size if self.size else 0) or 1.0
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, (counts, length) in enumerate(zip(counted, lengths, strict=True)):
            damp = K1 * (1 - B + B * length / average)
            for term, times in counts.items():
                postings.setdefault(term, []).append((number, times * (K1 + 1) / (times + damp)))
        self._postings = postings

    def _weight(self, term: str) -> float:
        having = len(self._postings.get(term, ()))
        return log(1 + (self.size - having + 0.5) / (having + 0.5))

    def scores(self, text: str) -> list[float]:
        """Each pool text's likeness to `text`, ≥ 0, in pool order; at least a third of what a text with all
        its words would get counts as 1, so that a single chance word in common is not a perfect fit."""
        terms = sorted(set(self._view(text)))
        totals = [0.0] * self.size
        full = 0.0
        for term in terms:
            weight = self._weight(term)
            full += weight
            for number, gain in self._postings.get(term, ()):
                totals[number] += weight * gain
        top = max(max(totals, default=0.0), full / 3)
        return [t / top for t in totals] if top else totals


class WordFit:
    """How well each text of a pool answers another text, by its words alone."""

    def __init__(self, pool: Sequence[str], hear: Hear) -> None:
        self._hear = hear
        self._pool = [frozenset(stems(t, hear)) for t in pool]
        self._views = tuple(Index(pool, partial(view, hear=hear)) for view in (stems, pieces))

    def scores(self, text: str) -> list[float]:
        """For each pool text, in order, 0 (no word in common) … 1 (none fits better)."""
        found = [view.scores(text) for view in self._views]
        return [sum(column) / len(found) for column in zip(*found, strict=True)]

    def shared(self, text: str, number: int) -> list[str]:
        """The words of `text` that pool text `number` has too, in the order of `text`."""
        return [w for w in dict.fromkeys(words(text, self._hear)) if stem(w) in self._pool[number]]
