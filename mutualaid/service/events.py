"""One line of the process's log for each thing that happened, for whoever runs the service: what it was and the ids
of what it concerns, as `event=… key=value …`. Never a name, a number or a word that somebody wrote.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from mutualaid.domain.messages import Entry, Message

log = logging.getLogger("mutualaid.events")

TELLING = frozenset({"text", "hold", "alarm", "drop text"})
"""Verbs whose detail is a word of ours: the row of the table, the kind of an alarm, a reason."""


def of_entry(entry: Entry, message: Message | None) -> str:
    """The line of an entry of the desk's log; `message` is the text whose turn it was."""
    return _line(
        entry.verb,
        neighbour=entry.neighbour_id,
        need=entry.need_id,
        match=entry.match_id,
        message=message.id if message is not None else None,
        detail=entry.detail if entry.verb in TELLING else None,
    )


def of_message(message: Message, error: int | None = None) -> str:
    """The line of a text of ours that has come to a new state."""
    return _line(
        f"text {message.state.value}",
        neighbour=message.neighbour_id,
        need=message.need_id,
        match=message.match_id,
        message=message.id,
        detail=message.line or message.kind.value,
        error=str(error) if error is not None else None,
    )


def tell(lines: Iterable[str]) -> None:
    """Writes what a committed transaction did."""
    for line in lines:
        log.info("%s", line)


def _line(event: str, **more: str | None) -> str:
    given = {"event": event, **{name: value for name, value in more.items() if value is not None}}
    return " ".join(f"{name}={value if _plain(value) else json.dumps(value)}" for name, value in given.items())


def _plain(value: str) -> bool:
    return value.isascii() and not any(char in ' "=\\' or not char.isprintable() for char in value)
