"""What somebody says they speak too. It is kept with whatever they wrote; alone it is told back. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.effects import Effect, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text says nothing else."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.command is None and not (r.complaint or r.cannot)
    return bool(r.speaks) and plain and not (set(r.kinds) - {"general"}) and r.place is None and r.when is None


def tell(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    spoken = c.neighbour.languages
    if c.stranger:
        spoken = tuple(dict.fromkeys((*spoken[:1], *r.speaks)))
    return [Say("speaks_noted", {"languages": spoken})]
