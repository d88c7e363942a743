"""Cues: turns of speech that the conversation listens for, as they stand in one text.

Which words make a cue is data of the languages (`cues.toml`); here is only what can be asked of those heard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one text. `words` are the character offsets of its words, marks left out; `found` where each cue
    stands, as ranges [start, end) of words; `edges` how many words stand before each end of a sentence within the
    text. A cue is named by its table and key ("purse.half")."""

    words: tuple[Span, ...] = ()
    found: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    edges: tuple[int, ...] = ()

    def says(self, *names: str) -> bool:
        """Whether any of these cues stands anywhere in the text."""
        return any(name in self.found for name in names)

    def opens(self, *names: str) -> bool:
        """Whether the text begins with any of these cues."""
        return any(start == 0 for name in names for start, _ in self.found.get(name, ()))

    def closes(self, *names: str) -> bool:
        """Whether the text ends with any of these cues."""
        return any(end == len(self.words) for name in names for _, end in self.found.get(name, ()))

    def only(self, name: str, *beside: str) -> bool:
        """Whether the text says this cue and nothing else, but for what may stand beside it: the cues `beside`, and
        the one of its name with "_beside" behind it."""
        return name in self.found and self.count(name, f"{name}_beside", *beside) == len(self.words)

    def says_beside(self, spared: str, *names: str) -> bool:
        """Whether any of these cues stands in the text other than within a place of the cue `spared`."""
        return any(self.beside(spared, name) for name in names)

    def leads(self, spared: str, names: Iterable[str], to: str, spared_to: str, within: int) -> bool:
        """Whether any of these cues stands before a place of the cue `to`, at most so many words away and in its
        sentence; either other than within what spares it."""
        first = [span for name in names for span in self.beside(spared, name)]
        return any(
            end <= start <= end + within and not any(end <= edge <= start for edge in self.edges)
            for _, end in first
            for start, _ in self.beside(spared_to, to)
        )

    def beside(self, spared: str, name: str) -> list[Span]:
        """The places of a cue that stand in none of another."""
        apart = self.found.get(spared, ())
        every = self.found.get(name, ())
        return [(start, end) for start, end in every if not any(a <= start and end <= b for a, b in apart)]

    def count(self, *names: str) -> int:
        """How many words of the text stand in any of these cues."""
        return len({at for name in names for at in self.at(name)})

    def at(self, name: str) -> frozenset[int]:
        """Which words of the text, counted from 0, stand in this cue."""
        return frozenset(at for span in self.found.get(name, ()) for at in range(*span))

    def places(self, name: str) -> tuple[Span, ...]:
        """Where a cue stands, as ranges [start, end) of words that may overlap."""
        return self.found.get(name, ())

    def each(self, *names: str) -> list[Span]:
        """The character offsets of every place of these cues in order, the longest of those that overlap."""
        out: list[Span] = []
        every = {span for name in names for span in self.found.get(name, ())}
        for start, end in sorted(every, key=lambda span: (span[0], -span[1])):
            if not out or self.words[start][0] >= out[-1][1]:
                out.append((self.words[start][0], self.words[end - 1][1]))
        return out

    def span(self, name: str) -> Span | None:
        """The character offsets of the first place of a cue, the longest of several; None where it is not said."""
        return next(iter(self.each(name)), None)

    def behind(self, name: str) -> int | None:
        """The character offset behind a cue that opens the text, the longest of several; None where none does."""
        span = self.span(name) if self.opens(name) else None
        return span[1] if span else None


Hear = Callable[[str], Cues]
"""The cues of any text."""


def deaf(text: str) -> Cues:
    """Hears nothing: for a Reading that no reader made."""
    return Cues()
