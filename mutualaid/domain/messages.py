"""Messages and what hangs on them: cases before a coordinator, alarms, the plan's rows and the log. Times UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mutualaid.domain.vocabulary import MessageClass, MessageState

IF_SILENT = frozenset({"as_agreed", "moved_noted", "waiting_read", "door_corner"})
"""Lines that are said only where what became of the words passed on needed no answer of its own."""

LAST_LINES = frozenset({"opted_out", "opted_out_forget", "forget_last"})
"""The lines that confirm an opt-out: all that may still go to such a phone."""


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    direction: str
    """in or out."""
    phone: str
    body: str
    created_at: datetime
    state: MessageState
    neighbour_id: str | None = None
    counter: int = 0
    """Place in the conversation; orders both directions."""
    provider_id: str | None = None
    kind: MessageClass = MessageClass.REST
    line: str | None = None
    """The line's name in the catalogue, None for words of people."""
    question_id: str | None = None
    need_id: str | None = None
    match_id: str | None = None
    case_id: str | None = None
    reply_to: str | None = None
    rank: int = 9
    """Place of the class in the sending order, 0 first."""
    send_after: datetime | None = None
    valid_until: datetime | None = None
    handed_at: datetime | None = None
    """When it reached the provider: sent by the phone, or handed over by us."""
    asked_at: datetime | None = None
    """When the provider was last asked what became of it."""
    segments: int = 0
    media: int = 0
    error: int | None = None
    reason: str | None = None
    attempts: int = 0
    by: str | None = None
    """The coordinator who wrote it, by name."""
    claimed_until: float | None = None
    """Monotonic seconds until which a sender holds it."""

    @property
    def sent_at(self) -> datetime:
        """When its phone sent it; of a text of ours when it left, or was written."""
        return self.handed_at or self.created_at


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to look at again at `due_at`."""

    id: str
    kind: str
    due_at: datetime
    created_at: datetime
    neighbour_id: str | None = None
    need_id: str | None = None
    match_id: str | None = None
    question_id: str | None = None
    subject: str | None = None
    attempts: int = 0
    done_at: datetime | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Something a person has to look at. `urgency` 0 now, 1 today, 2 when there is time."""

    id: str
    reason: str
    created_at: datetime
    urgency: int = 2
    neighbour_id: str | None = None
    need_id: str | None = None
    match_id: str | None = None
    message_id: str | None = None
    note: str | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    id: str
    kind: str
    created_at: datetime
    neighbour_id: str | None = None
    need_id: str | None = None
    note: str | None = None
    walked: int = 0
    """How many of those on duty were texted."""
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    honest_at: datetime | None = None
    heard_at: datetime | None = None
    """When it was last raised again, nobody having taken it."""

    @property
    def raised_at(self) -> datetime:
        return self.heard_at or self.created_at


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: who did what to what."""

    id: str
    at: datetime
    who: str
    verb: str
    neighbour_id: str | None = None
    need_id: str | None = None
    match_id: str | None = None
    detail: str | None = None
