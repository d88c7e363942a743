"""Which of several texts come first: phones that wrote of danger, then those that want no more texts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command
from mutualaid.service.kit import Kit

log = logging.getLogger(__name__)

T = TypeVar("T")

DANGER, STOP, OTHER = range(3)


def by_phone(kit: Kit, texts: Iterable[T], says: Callable[[T], tuple[str, str, datetime]]) -> list[list[T]]:
    """The texts of each phone in the order given; the phones by how urgent what they wrote is. `says` gives the
    phone of a text, its words, and when it was sent."""
    phones: dict[str, list[T]] = {}
    rank: dict[str, int] = {}
    for text in texts:
        phone, words, at = says(text)
        phones.setdefault(phone, []).append(text)
        rank[phone] = min(rank.get(phone, OTHER), _urgency(kit, words, at))
    return [phones[phone] for phone in sorted(phones, key=lambda phone: rank[phone])]


def _urgency(kit: Kit, words: str, at: datetime) -> int:
    try:
        reading = kit.reader.understand(words, Context(now=at))
    except Exception:
        log.exception("a text could not be read for its urgency; its turn comes with those of the others")
        return OTHER
    if reading.danger is not None:
        return DANGER
    return STOP if reading.command is Command.STOP else OTHER
