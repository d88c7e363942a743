"""What a caller hears, as Twilio takes it: TwiML, built by its own library."""

from __future__ import annotations

from twilio.twiml.voice_response import Gather, VoiceResponse

from mutualaid.transport.base import Answer, Ring, Spoken

KEY_SECONDS = 8
"""How long a key is waited for after the last word."""

KEY_SECONDS_BEFORE_RINGING = 3
"""The same where a phone is rung if none comes."""

RING_SECONDS = 25
"""How long a phone rings; most voicemails begin a little later, and hang up on themselves without the key."""

LONGEST_CALL_SECONDS = 30 * 60


def twiml(answer: Answer, base: str, own_number: str) -> str:
    """The document for `answer`. `base` is our public address, without a slash at its end, and `own_number` what a
    phone that is rung shows as who calls."""
    response = VoiceResponse()
    _say(response if not answer.key_to else _gather(response, answer, base), answer.says)
    if answer.ring is not None:
        _dial(response, answer.ring, base, own_number)
    elif not (answer.key_to or answer.connects):
        response.hangup()
    return str(response)


def _gather(response: VoiceResponse, answer: Answer, base: str) -> Gather:
    seconds = KEY_SECONDS if answer.ring is None else KEY_SECONDS_BEFORE_RINGING
    return response.gather(
        num_digits=1, timeout=seconds, action=base + answer.key_to, method="POST",
        action_on_empty_result=answer.ring is None,
    )  # fmt: skip


def _say(to: VoiceResponse | Gather, says: tuple[Spoken, ...]) -> None:
    for spoken in says:
        to.say(spoken.words, language=spoken.locale)


def _dial(response: VoiceResponse, ring: Ring, base: str, own_number: str) -> None:
    dial = response.dial(
        caller_id=own_number, answer_on_bridge=True, timeout=RING_SECONDS, time_limit=LONGEST_CALL_SECONDS,
        action=base + ring.after, method="POST",
    )  # fmt: skip
    dial.number(ring.phone, url=base + ring.ask, method="POST")
