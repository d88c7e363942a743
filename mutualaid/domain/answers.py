"""The group's own answers: to a question, for a place too far away, for a need nobody was found for.

Pure. Which words a text holds is read in the language room; here is which of several answers fits best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

QUESTION, OUTSIDE, NOBODY = "question", "outside", "nobody"

USES = (QUESTION, OUTSIDE, NOBODY)
"""What an answer is sent for: a question, a need outside the group's area, a need that waits or found nobody."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """`text` is by language code. Without kinds and words it fits whatever it is used for, questions aside."""

    text: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    use: tuple[str, ...] = (QUESTION,)
    id: str | None = None
    """Of one entered on the desk; None for the configuration's."""
    changed_at: datetime | None = None
    changed_by: str | None = None

    def in_language(self, language: str | None, first: str) -> str | None:
        """The text in this language, else in the group's first, else in any."""
        return self.text.get(language or first) or self.text.get(first) or next(iter(self.text.values()), None)


def best(
    answers: Iterable[OwnAnswer],
    use: str,
    kinds: tuple[str, ...],
    said: Callable[[tuple[str, ...]], int],
    language: str | None = None,
) -> OwnAnswer | None:
    """The answer for `use` that fits most closely, or None. `said` gives how many letters of a text an answer's
    words account for, 0 for none. Words count before all else, then one in `language`, then fewer kinds before
    more, then the earlier."""
    found: OwnAnswer | None = None
    closest = (0, 0, 0.0, 0)
    for answer in answers:
        if use not in answer.use:
            continue
        letters, shared = said(answer.words), len(set(answer.kinds) & set(kinds))
        general = use != QUESTION and not answer.kinds and not answer.words
        share = shared / len(answer.kinds) if shared else 0.0
        fits = (letters, int(language in answer.text), share, int(general))
        if (letters or share or general) and fits > closest:
            found, closest = answer, fits
    return found
