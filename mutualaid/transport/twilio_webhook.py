"""What Twilio posts to us, read into our own types, after `twilio.SignatureCheck` found it to be Twilio's.

Form fields are a mapping of name to the list of its values, as they came.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from mutualaid.transport import twilio_codes as codes
from mutualaid.transport.base import Call, InboundText, Refused, StatusUpdate

LONGEST_BODY = 1600
"""Characters; Twilio hands over no more."""

_MESSAGE_SID = re.compile(r"(SM|MM)[0-9a-f]{32}")
_FROM = re.compile(r"From(\+[0-9]{7,15})")
_ITS_SID = re.compile(r"MessageSid((?:SM|MM)[0-9a-f]{32})")
_CALL_SID = re.compile(r"CA[0-9a-f]{32}")
_KEY = re.compile(r"[0-9*#]?")
_NUMBER_MEDIA = re.compile(r"[0-9]{1,3}")
_SENDER = re.compile(r"[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,63}")
_ERROR_CODE = re.compile(r"[0-9]{1,9}")
_FAILED = frozenset({"undelivered", "failed", "canceled", "partially_delivered"})

Form = Mapping[str, Sequence[str]]


def read_inbound(form: Form, account_sid: str, own_numbers: Collection[str]) -> InboundText:
    """A text from the fields of an inbound webhook whose signature was found valid. `own_numbers` are the
    numbers (E.164) and messaging services (MG…) that are ours. Raises Refused: 403 when it is for another
    account or number or may be another request cut anew, 400 when a field is missing or odd. Fields not known are
    ignored."""
    to, service = _optional(form, "To"), _optional(form, "MessagingServiceSid")
    if _optional(form, "AccountSid") != account_sid:
        raise Refused(403, "not our account")
    if to not in own_numbers and service not in own_numbers:
        raise Refused(403, "not our number")
    sender = _required(form, "From").strip()
    if not _SENDER.fullmatch(sender):
        raise Refused(400, "From is not a sender")
    provider_id = _message_sid(form)
    if _cut_anew(form, sender, provider_id):
        raise Refused(403, "its fields can be told apart in two ways")
    raw = _optional(form, "Body")
    if len(raw) > LONGEST_BODY:
        raise Refused(400, f"Body is longer than {LONGEST_BODY} characters")
    media = _optional(form, "NumMedia") or "0"
    if not _NUMBER_MEDIA.fullmatch(media):
        raise Refused(400, "NumMedia is not a number")
    body = clean_body(raw)
    owned = _optional(form, "OptOutType").strip().lower()
    if owned not in codes.OWNED_WORDS:
        owned = codes.owned_by(body) or ""
    return InboundText(
        provider_id=provider_id,
        from_=sender,
        to=to,
        body=body,
        media=int(media),
        stop_handled=owned == "stop",
        owned=owned or None,
        country=_optional(form, "FromCountry"),
    )


def _cut_anew(form: Form, sender: str, provider_id: str) -> bool:
    """Whether another sender or another text's id stands in what was signed.

    What is signed is all names and values in a row with nothing between them, so a text that says
    "STOPFrom+14155550144…" would let whoever saw its request post it again as that phone's STOP, with the signature
    still good. However it is cut, the names and values of the true request stay in that row."""
    signed = "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))
    others = [one for one in _FROM.findall(signed) if one != sender]
    return bool(others or [one for one in _ITS_SID.findall(signed) if one != provider_id])


def read_status(form: Form, account_sid: str | None = None) -> StatusUpdate:
    """The news of a status callback whose signature was found valid. Raises Refused: 403 for another account
    (where `account_sid` is given), 400 when the id or the status is missing. A status word not known reads as
    sent; an odd error code as none."""
    if account_sid is not None and _optional(form, "AccountSid") != account_sid:
        raise Refused(403, "not our account")
    provider_id = _message_sid(form)
    word = _required(form, "MessageStatus").strip().lower()
    written = _optional(form, "ErrorCode").strip()
    code = int(written) if _ERROR_CODE.fullmatch(written) else None
    problem = codes.explain(code) if word in _FAILED else None
    return StatusUpdate(provider_id, codes.state(word), code or None, problem)


def read_call(form: Form, account_sid: str, own_numbers: Collection[str], *, rung: bool = False) -> Call:
    """A call from the fields of a voice webhook whose signature was found valid; `rung` where it is about a phone
    that we rang, whose To is that phone and whose From is ours. Raises Refused: 403 for another account or number,
    400 when a field is missing or odd. A number cannot be told to be ours where only a messaging service is."""
    sender, to = _optional(form, "From").strip(), _optional(form, "To").strip()
    if _optional(form, "AccountSid") != account_sid:
        raise Refused(403, "not our account")
    ours = {number for number in own_numbers if number.startswith("+")}
    if ours and (sender if rung else to) not in ours:
        raise Refused(403, "not our number")
    sid, key = _required(form, "CallSid"), _optional(form, "Digits")
    if not _CALL_SID.fullmatch(sid):
        raise Refused(400, "CallSid is not a call id")
    if not _required(form, "To").strip().startswith("+"):
        raise Refused(400, "To is not a number")
    if not _KEY.fullmatch(key):
        raise Refused(400, "Digits is not one key")
    return Call(provider_id=sid, from_=sender, to=to, key=key)


def clean_body(raw: str) -> str:
    """A text as it was meant: base64 undone (Twilio passes some long texts on that way), lines end with a
    line feed, control characters and lone surrogates left out."""
    text = _unwrapped(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))


def _unwrapped(raw: str) -> str:
    """`raw`, or what it holds where all of it is base64 of a mostly plain text of some length."""
    if len(raw) < 60 or len(raw) % 4 or not raw.isascii():
        return raw
    try:
        text = base64.b64decode(raw, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return raw
    plain = sum(char.isascii() and (char.isprintable() or char in "\r\n\t") for char in text)
    return text if plain * 2 >= len(text) else raw


def _message_sid(form: Form) -> str:
    sid = _required(form, "MessageSid")
    if not _MESSAGE_SID.fullmatch(sid):
        raise Refused(400, "MessageSid is not a message id")
    return sid


def _required(form: Form, name: str) -> str:
    value = _optional(form, name)
    if not value:
        raise Refused(400, f"{name} is missing")
    return value


def _optional(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    if len(values) > 1:
        raise Refused(400, f"{name} came more than once")
    return values[0]
