"""How alike texts are, by the words that tell: used where words must decide who answers whom.

BM25 (Robertson and Zaragoza 2009) over two views of a text: word stems, and four-letter pieces of words,
which forgive typos and inflection. Words that half the pool uses weigh next to nothing; nothing is learned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import log
from unicodedata import combining, normalize

K1 = 1.2
B = 0.5
"""The usual ranges are K1 1.2–2 and B 0.3–0.75; short texts want less correction for length."""

STEM = 5
PIECE = 4

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been but by can could day days did do does
    for from get give go got had has have he hello help her here hi him his how i if im in into is it
    its ive just know like me more most much must my need needed needs no not now of off offer offering
    on or our out please pls plz provide re rt send she should so some someone than thank thanks that
    the their them then there they this thx to too two until up us very via want was way we were what
    when where which who will with would yes you your al algo alguien algun alguna ayuda ayudar con como
    cuando de del donde el ella en es esta este favor gracias hay hola la las le lo los mas mi mis muy
    necesita necesito nos o para pero por porque puede puedo que quien se si sin soy su sus te tengo
    tiene un una y ya yo
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
"""Words that say that somebody asks or gives, not what."""

_LINKS = re.compile(r"https?:?/?/?\S*|@\w+|&\w+;")
_WORD = re.compile(r"[^\W\d_]+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plainly(text: str) -> str:
    """In lower case, without accents and apostrophes."""
    letters = normalize("NFKD", text.replace("'", "").replace("’", "").lower())
    return "".join(c for c in letters if not combining(c))


def words(text: str) -> list[str]:
    """The telling words of a text in order, in lower case and without accents: no stop words, links, names
    of accounts, numbers."""
    plain = plainly(_HUMPS.sub(" ", _LINKS.sub(" ", text)))
    return [w for w in _WORD.findall(plain) if len(w) > 1 and w not in STOP_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings, cut to `STEM` letters: "blankets" -> "blank"."""
    for ending in ("ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:STEM]


def stems(text: str) -> list[str]:
    """The stems of a text's telling words, in order."""
    return [stem(w) for w in words(text)]


def pieces(text: str) -> list[str]:
    """Every run of `PIECE` letters within a word, the word's ends marked."""
    found: list[str] = []
    for word in words(text):
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

    def __init__(self, pool: Sequence[str]) -> None:
        self._pool = [frozenset(stems(t)) for t in pool]
        self._views = (Index(pool, stems), Index(pool, pieces))

    def scores(self, text: str) -> list[float]:
        """For each pool text, in order, 0 (no word in common) … 1 (none fits better)."""
        found = [view.scores(text) for view in self._views]
        return [sum(column) / len(found) for column in zip(*found, strict=True)]

    def shared(self, text: str, number: int) -> list[str]:
        """The words of `text` that pool text `number` has too, in the order of `text`."""
        return [w for w in dict.fromkeys(words(text)) if stem(w) in self._pool[number]]
