"""What a transport can do, in our words: send a text, look one up, list what came in, forget.

A transport holds no decisions. It hands one text over and says what became of that, and where it cannot say,
it says so (`Outcome.UNSURE`): the one who asked must then look before sending again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from mutualaid.domain.vocabulary import MessageState


class Outcome(StrEnum):
    """What to do about a text that was not handed over, or that failed afterwards."""

    RETRY = "retry"
    """It was never processed: sending it again soon is safe."""
    LATER = "later"
    """The phone or the day's allowance is the obstacle: once more after some hours, or the next day."""
    PERMANENT = "permanent"
    """It will never work for this phone or this text."""
    OPTED_OUT = "opted_out"
    """The phone refused our texts at the carrier."""
    CONFIGURATION = "configuration"
    """Our account or number is at fault: stop sending and tell a person."""
    UNSURE = "unsure"
    """We do not know whether it was taken. Never send it again before looking."""


class SendProblem(Exception):
    """A text was not sent, or we do not know. `says` is a sentence for the coordinator's page without numbers
    or text of anyone's; `code` the provider's own number for it; `alarm` whether a person should be told;
    `dead` that no text will ever reach this phone; `wait` how many seconds the provider asked us to wait."""

    wait = 0.0

    def __init__(
        self, outcome: Outcome, says: str, code: int | None = None, *, alarm: bool = False, dead: bool = False
    ) -> None:
        super().__init__(f"{outcome}: {says}" + (f" ({code})" if code else ""))
        self.outcome = outcome
        self.says = says
        self.code = code
        self.alarm = alarm or outcome is Outcome.CONFIGURATION
        self.dead = dead


class Refused(Exception):
    """A request said to be the provider's is not taken: answer it with the HTTP status `status`."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status = status
        self.says = says


@dataclass(frozen=True, slots=True)
class Sent:
    """A text the provider took. `state` is how far it had come when it was taken or found, `error` the provider's
    code where it had failed by then."""

    provider_id: str
    state: MessageState = MessageState.SENT
    error: int | None = None


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text that came in. `from_` is E.164 or a short code or a name, as the provider gives it."""

    provider_id: str
    from_: str
    to: str
    body: str
    media: int = 0
    """How many pictures or other attachments came with it; they are never fetched."""
    sent_at: datetime | None = None
    """UTC; None when the provider does not say (a text handed over as it arrives)."""
    stop_handled: bool = False
    """The carrier took it as an opt-out and has confirmed it: send no confirmation."""
    owned: str | None = None
    """stop, start or help when the carrier took it as one of its own words, else None."""
    country: str = ""
    """ISO 3166 alpha-2 of the sender's number where the provider says it."""


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What a status callback says. `problem` says what a failure means; None where nothing failed."""

    provider_id: str
    state: MessageState
    error_code: int | None = None
    problem: SendProblem | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request about a phone call. `from_` and `to` are as the provider gives them; a withheld number may be a
    word, or nothing."""

    provider_id: str
    from_: str
    to: str
    key: str = ""
    """The key that was pressed, "" for none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words read aloud by the voice of a locale ("es-MX")."""

    locale: str
    words: str


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring this phone (E.164) and connect the caller to it. `ask` is our path that says what whoever picks up hears
    first, `after` the path that says what the caller hears when it is over. The caller's own number is never
    shown."""

    phone: str
    ask: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller hears, and what then happens: a key is waited for and told to `key_to`, a phone is rung, the
    two who are on the line are connected (`connects`), or else the call ends. Without a key `key_to` is told so
    too, unless a phone is rung then."""

    says: tuple[Spoken, ...] = ()
    key_to: str = ""
    """One of our paths, with its query; "" for no key."""
    ring: Ring | None = None
    connects: bool = False


class Transport(Protocol):
    """Someone who delivers texts. All methods may block for the network and raise SendProblem; those that
    only read or delete never raise it with UNSURE. Safe to call from several threads."""

    confirms_stop: bool
    """Whether a bare STOP is answered by the carrier, so that we stay silent."""

    def send(self, to: str, body: str, *, oid: str, valid_seconds: int) -> Sent:
        """Hand one text over. `to` is E.164; `oid` our message id, which status callbacks bring back;
        `valid_seconds` how long it is worth delivering. Not idempotent: two calls are two texts."""
        ...

    def find(self, to: str, body: str, since: datetime) -> list[Sent]:
        """The texts with this body handed over for `to` at or after `since` (UTC), newest first."""
        ...

    def state_of(self, provider_id: str) -> tuple[MessageState, int | None]:
        """How far a text has come, and the provider's error code if it failed."""
        ...

    def list_inbound(self, since: datetime) -> list[InboundText]:
        """All texts sent to us at or after `since` (UTC), oldest first."""
        ...

    def list_handed(self, since: datetime, until: datetime) -> set[str]:
        """The ids of the texts that left in our name through an interface like ours, made from `since` to before
        `until` (UTC), whoever sent them; not what the provider says by itself, as its answer to STOP."""
        ...

    def not_brought(self, since: datetime) -> int:
        """How often at or after `since` (UTC) the provider could not reach our own address."""
        ...

    def forget(self, provider_id: str) -> None:
        """Delete a text at the provider. One that is not there (any more) is fine."""
        ...

    def explain(self, code: int | None) -> SendProblem:
        """What an error code of this provider means. Total: a code not known reads as PERMANENT."""
        ...
