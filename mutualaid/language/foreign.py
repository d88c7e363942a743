"""Texts in the languages we know and the group does not speak."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import KINDS, Command, Intent
from mutualaid.language.places.whereabouts import FindPlaces
from mutualaid.language.reader import Reader
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.tokens import tokenize

FOREIGN, SOME = 0.4, 0.2
"""The share of a text's words that the group's languages do not know, from which on it is read in the others: for
danger and stop wishes, and for all else."""


SAYING, SILENT = 2, 3
"""Words of such a language that a first text has at least: one that says something we can hear, and any other."""


CLEAR = 0.8
"""How sure a wish is that is said in so many words."""


class Foreign:
    """Reads texts that hold many words unknown in `ours` in the rest of `every` language. The rest is loaded when
    the first such text comes."""

    def __init__(
        self,
        ours: Sequence[str],
        every: Sequence[str],
        find_places: FindPlaces | None = None,
        kinds: tuple[str, ...] = KINDS,
    ) -> None:
        self._ours = tuple(ours)
        self._others = tuple(code for code in every if code not in ours)
        self._find_places, self._kinds = find_places, kinds

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._others, self._find_places, self._kinds)

    def __call__(self, text: str, context: Context) -> Reading | None:
        """What such a text says: if that is danger or a wish for no more texts, or if it is plainly in one of those
        languages."""
        parts = (part for token in tokenize(text) if not token.mark for part in token.raw.split("'"))
        words = [part for part in parts if part.isalpha()]
        strange = self._strange(words)
        before = context.language in self._others
        if not self._others or not strange or (len(strange) < SOME * len(words) and not before):
            return None
        reading = self._reader.understand(text, context)
        if reading.danger is not None or reading.command is Command.STOP:
            return reading if before or len(strange) >= FOREIGN * len(words) else None
        return reading if self._plainly(reading, words, strange, before) else None

    def _strange(self, words: list[str]) -> list[str]:
        """The words that none of the group's languages knows."""
        known = [load(code) for code in self._ours]
        return [w for w in words if not any(w in one.known or w in one.slang or w in one.names for one in known)]

    def _plainly(self, reading: Reading, words: list[str], strange: list[str], before: bool) -> bool:
        """Whether so many words are of the language it was read in that it is no misspelt one of ours. `before`:
        its writer wrote so already."""
        if reading.language is None:
            return before and (reading.answer is not None or reading.pleasantry or reading.thanks)
        theirs = load(reading.language)
        known = sum(word in theirs.known or word in theirs.slang for word in strange)
        says = reading.intent is not Intent.OTHER or reading.answer is not None or reading.pleasantry
        if before:
            return known >= 1
        # names and learned words are alike in many languages: small words, or a plain wish, are not
        own = any(word in theirs.function for word in strange)
        binding = sum(word in theirs.function for word in words)
        if any(sum(word in load(code).function for word in words) > binding for code in self._ours):
            return False
        wish = reading.intent in (Intent.NEED, Intent.OFFER) and reading.confidence >= CLEAR
        if wish and known == len(strange):
            return True
        return known >= (SAYING if says else SILENT) and (own or wish)
