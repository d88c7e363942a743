"""What coordinators taught about kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that mean certain kinds, or ask for nothing and offer nothing, in every text from then on."""

    id: str
    phrase: str
    """The words as they were written, without marks."""
    words: str
    """The same folded, with single spaces between; one correction for each."""
    kinds: tuple[str, ...]
    """Empty where they ask for nothing and offer nothing."""
    taught_at: datetime
    taught_by: str
    """The coordinator's name."""
    used: int = 0
    """Texts that were read with it."""
    used_at: datetime | None = None
