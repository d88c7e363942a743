"""Rows of words that stand before a place and say so ("next to", "corner of", "live on"), found by their last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mutualaid.gazetteer.terms import CORNER_CUES, HOME_CUES, STRONG_CUES, WEAK_CUES
from mutualaid.gazetteer.words import Word, fold


class Cues:
    """A set of them, looked up by the last word."""

    def __init__(self, cues: Iterable[str]) -> None:
        self._by_last: dict[str, list[list[str]]] = defaultdict(list)
        for cue in sorted(set(cues), key=lambda c: -len(c.split())):
            *before, last = (fold(w) for w in cue.split())
            self._by_last[last].append(before)

    def before(self, ws: list[Word], i: int) -> int:
        """How many words just before `i` form one of the cues, the longest that fits; 0 for none."""
        for before in self._by_last.get(ws[i - 1].fold, ()) if i > 0 else ():
            if not before:
                return 1
            length = len(before) + 1
            if length <= i and ws[i - 2].fold == before[-1] and [w.fold for w in ws[i - length : i - 1]] == before:
                return length
        return 0


CORNER = Cues(CORNER_CUES)
HOME = Cues(HOME_CUES)
DWELLING = Cues(("vivo en", "vivimos en", "vive en", "vivo por", "vivimos por", "habite sur", "demeure sur"))
HOME_OR_NEAR = Cues((*HOME_CUES, "cerca de", "vivo por"))
STRONG = Cues(STRONG_CUES)
WEAK = Cues(WEAK_CUES)
INTRODUCED = Cues(("name is", "names", "this is", "soy", "me llamo", "nombre es", "m appelle", "nom est"))
"""Before a capitalised name these name a person."""
