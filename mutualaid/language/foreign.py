"""Danger and stop wishes in the languages we know and the group does not speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command
from mutualaid.language.lexicon import load
from mutualaid.language.reader import Reader
from mutualaid.language.tokens import tokenize

FOREIGN = 0.4
"""The share of a text's words that the group's languages do not know, from which on it is read in the others."""


class Foreign:
    """Reads texts that hold many words unknown in `ours` in the rest of `every` language. The rest is loaded when
    the first such text comes."""

    def __init__(self, ours: Sequence[str], every: Sequence[str]) -> None:
        self._ours = tuple(ours)
        self._others = tuple(code for code in every if code not in ours)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._others)

    def __call__(self, text: str, context: Context) -> Reading | None:
        """What such a text says, if that is danger or a wish for no more texts; it is answered in a language of the
        group."""
        if not self._others or not self._foreign(text):
            return None
        reading = self._reader.understand(text, context)
        heard = reading.danger is not None or reading.command is Command.STOP
        return replace(reading, language=None) if heard else None

    def _foreign(self, text: str) -> bool:
        words = [token.raw for token in tokenize(text) if not token.mark and token.raw.isalpha()]
        known = [load(code) for code in self._ours]
        strange = [w for w in words if not any(w in one.known or w in one.slang for one in known)]
        return len(strange) >= max(1, FOREIGN * len(words))
