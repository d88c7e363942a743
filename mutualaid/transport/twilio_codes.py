"""Twilio's error codes, states and reserved words, put into ours. Data only.

Sources at twilio.com/docs: api/errors (codes), messaging/guides/outbound-message-status-in-status-callbacks
(states), messaging/tutorials/advanced-opt-out and the notice on the FCC's keywords of May 2025 (words).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from mutualaid.domain.vocabulary import MessageState
from mutualaid.transport.base import Outcome, SendProblem


class Rule(NamedTuple):
    outcome: Outcome
    says: str
    alarm: bool = False
    dead: bool = False
    """No text will ever reach this phone."""


_R, _L, _P, _C, _U = (
    Outcome.RETRY, Outcome.LATER, Outcome.PERMANENT, Outcome.CONFIGURATION, Outcome.UNSURE,
)  # fmt: skip

_WEBHOOK = "Twilio could not reach this service's own address."
_SENDER = "The number we send from cannot send texts."
_DAY = "The carrier's limit for today is used up; it resets at midnight Pacific time."

ERRORS: Mapping[int, Rule] = MappingProxyType({
    11200: Rule(_C, _WEBHOOK), 11205: Rule(_C, _WEBHOOK), 11206: Rule(_C, _WEBHOOK),
    11210: Rule(_C, _WEBHOOK), 11235: Rule(_C, _WEBHOOK), 11237: Rule(_C, _WEBHOOK),
    14107: Rule(_P, "Too many texts went back and forth with this number within half a minute."),
    20003: Rule(_C, "Twilio does not accept our account id and token."),
    20005: Rule(_C, "Our Twilio account is not active."),
    20006: Rule(_C, "Our Twilio account may not do this."),
    20404: Rule(_C, "Twilio does not know our account."),
    20429: Rule(_R, "Twilio asked us to slow down."),
    20500: Rule(_U, "Twilio had an error and may or may not have taken the text."),
    20503: Rule(_U, "Twilio was not available and may or may not have taken the text."),
    21211: Rule(_P, "This is not a phone number.", dead=True),
    21212: Rule(_C, _SENDER),
    21217: Rule(_P, "This is not a phone number.", dead=True),
    21401: Rule(_P, "This is not a phone number.", dead=True),
    21408: Rule(_P, "Our account may not text to this country.", alarm=True),
    21601: Rule(_C, _SENDER),
    21602: Rule(_P, "The text was empty."),
    21603: Rule(_C, _SENDER),
    21604: Rule(_P, "There was no phone number to send to."),
    21606: Rule(_C, _SENDER),
    21608: Rule(_P, "Our Twilio account is on trial and may text confirmed numbers only.", alarm=True),
    21609: Rule(_C, "The address for delivery reports (PUBLIC_URL) is not one Twilio can call."),
    21610: Rule(Outcome.OPTED_OUT, "This phone opted out of our texts at the carrier."),
    21611: Rule(_R, "Twilio's queue for our number is full."),
    21612: Rule(_P, "This phone cannot be reached by text from our number.", dead=True),
    21614: Rule(_P, "This phone cannot receive texts.", dead=True),
    21617: Rule(_P, "The text was longer than 1600 characters."),
    21635: Rule(_P, "This is a landline, which cannot receive texts.", dead=True),
    21659: Rule(_C, _SENDER), 21660: Rule(_C, _SENDER),
    21701: Rule(_C, "Twilio does not know our messaging service."),
    21703: Rule(_C, "Our messaging service has no number to send from."),
    21704: Rule(_C, "Our messaging service has no number to send from."),
    21705: Rule(_C, "Twilio does not know our messaging service."),
    30001: Rule(_R, "Twilio's queue for our number is full."),
    30002: Rule(_C, "Our Twilio account is suspended."),
    30003: Rule(_L, "The phone is switched off or has no service."),
    30004: Rule(_P, "The phone or its carrier blocks our texts.", dead=True),
    30005: Rule(_P, "This number is not in use.", dead=True),
    30006: Rule(_P, "This is a landline, or its carrier cannot receive texts.", dead=True),
    30007: Rule(_P, "The carrier held the text back as unwanted.", alarm=True),
    30008: Rule(_L, "The carrier did not deliver the text and does not say why."),
    30010: Rule(_C, "Texts cost more than the limit set at Twilio."),
    30017: Rule(_R, "The carrier is overloaded."),
    30018: Rule(_C, "The destination country wants our number registered first."),
    30019: Rule(_P, "The text was too long for this carrier."),
    30022: Rule(_L, _DAY), 30023: Rule(_L, _DAY), 30027: Rule(_L, _DAY),
    30024: Rule(_C, "Our number is not yet ready at the carrier."),
    30032: Rule(_C, "Our toll-free number is not verified."),
    30033: Rule(_C, "The registration of our number for texting (A2P 10DLC) was suspended."),
    30034: Rule(_C, "Our number is not registered for texting (A2P 10DLC)."),
    30035: Rule(_C, "The registration of our number for texting (A2P 10DLC) is not finished."),
    30036: Rule(_P, "The text was not delivered while it was still worth it."),
    30410: Rule(_R, "The carrier did not answer in time."),
    30450: Rule(_P, "Twilio held the text back because it looks like fraud with paid numbers.", alarm=True),
    30500: Rule(_R, "Twilio had an error and did not send the text."),
    63038: Rule(_C, "Our Twilio account has used up the texts it may send within a day."),
})  # fmt: skip
"""What a code means, whether it comes back at once or in a status callback."""

WEBHOOK_ERRORS = frozenset(
    {"11200", "11205", "11206", "11210", "11215", "11220", "11235", "11236", "11237", "11750", "12300"}
)
"""Codes in Twilio's log for a webhook of ours that was not reached or not answered as it should."""

UNKNOWN = Rule(_P, "The carrier did not deliver the text.")


def explain(code: int | None) -> SendProblem:
    """What an error code means; a code not known (new ones appear without notice) reads as PERMANENT."""
    rule = ERRORS.get(code, UNKNOWN) if code is not None else UNKNOWN
    return SendProblem(rule.outcome, rule.says, code, alarm=rule.alarm, dead=rule.dead)


STATES: Mapping[str, MessageState] = MappingProxyType({
    "accepted": MessageState.SENT,
    "scheduled": MessageState.SENT,
    "queued": MessageState.SENT,
    "sending": MessageState.SENT,
    "sent": MessageState.SENT,
    "delivered": MessageState.DELIVERED,
    "read": MessageState.DELIVERED,
    "partially_delivered": MessageState.UNDELIVERED,
    "undelivered": MessageState.UNDELIVERED,
    "failed": MessageState.FAILED,
    "canceled": MessageState.FAILED,
    "receiving": MessageState.RECEIVED,
    "received": MessageState.RECEIVED,
})  # fmt: skip
"""Twilio's status words. For us a text is sent once the provider took it; what is only partly there is not
delivered."""


def state(word: str | None) -> MessageState:
    """Our state for a status word; one not known is read as sent, which later news may still change."""
    return STATES.get((word or "").strip().lower(), MessageState.SENT)


OWNED_WORDS: Mapping[str, frozenset[str]] = MappingProxyType({
    "stop": frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}),
    "start": frozenset({"start", "yes", "unstop"}),
    "help": frozenset({"help", "info"}),
})  # fmt: skip
"""Words that Twilio and the carriers act upon and answer when one is the whole text, in any case."""


def owned_by(body: str) -> str | None:
    """stop, start or help when the whole text is one of the carrier's own words, else None."""
    word = body.strip().lower()
    return next((name for name, words in OWNED_WORDS.items() if word in words), None)
