"""What was read of the texts a desk's page shows. Nothing of it is stored: a text is read again as of when it was
sent, with what its phone was asked then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.service.incoming.hearing import asked_as
from mutualaid.service.kit import Kit
from mutualaid.store import corrections, messages, plan
from mutualaid.store.engine import Tx

AT_ONCE = 30
"""Texts of a conversation that are read for its page, the newest: reading one takes some milliseconds."""

REMEMBERED = 1000
"""Readings kept in a process, so that a page shown again reads nothing."""


def of_texts(kit: Kit, who: Neighbour, found: Sequence[Message], most: int = AT_ONCE) -> dict[str, Reading]:
    """The readings of those that came in and whose words are there, the newest `most`, by the message's id."""
    ours = [m for m in found if m.direction == "in" and m.body.strip()][-most:]
    if not ours:
        return {}
    with kit.store.reading() as tx:
        asked = messages.questions_of(tx, who.id)
        known = _known(tx)
    return {m.id: _read(kit, who, m, asked, known) for m in ours}


def _known(tx: Tx) -> str:
    """Changes whenever something was taught that texts are read with."""
    return f"{plan.places_taught(tx)}/{corrections.taught(tx)}"


def _read(kit: Kit, who: Neighbour, message: Message, asked: Iterable[Question], known: str) -> Reading:
    question = _open_at(message, asked)
    key = (message.id, message.body, who.language, question, known)
    reading = kit.readings.get(key)
    if reading is None:
        now = message.created_at.astimezone(kit.config.group.zone)
        reading = kit.reader.understand(message.body, Context(now, who.language, question))
        if len(kit.readings) >= REMEMBERED:
            kit.readings.clear()
        kit.readings[key] = reading
    return reading


def _open_at(message: Message, asked: Iterable[Question]) -> str | None:
    """What the phone was asked when it wrote this, as `understand` is told."""
    at = message.created_at
    for question in asked:
        opened = question.created_at if question.kind in ASKING else question.opened_at
        closed = question.closed_at
        if opened is not None and opened < at and (closed is None or closed >= at):
            return asked_as(question)
    return None
