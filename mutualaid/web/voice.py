"""The provider's webhooks about calls, locked by the signature and refused in the same order as those about texts.

What is said and done is decided in `service.incoming.calls`; here it is read from the form and written as TwiML. A
call is not tried again by the provider, so one that cannot be kept is greeted all the same.
"""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from mutualaid.service.incoming import calls
from mutualaid.service.kit import Kit
from mutualaid.store.engine import LostRace, StoreError
from mutualaid.transport.base import Answer, Call, Refused
from mutualaid.transport.twilio_voice import twiml
from mutualaid.transport.twilio_webhook import read_call
from mutualaid.web.sms import Door, say_refusals

log = logging.getLogger(__name__)


def blueprint(kit: Kit, door: Door) -> Blueprint:
    """`/voice` and what follows from it: a key, a phone that is rung, and the end of that."""
    voice = Blueprint("voice", __name__)
    say_refusals(voice)

    @voice.errorhandler(StoreError)
    @voice.errorhandler(LostRace)
    def not_kept(problem: Exception) -> Response:
        log.error("a call could not be kept: %s", problem)
        return said(calls.greet_only(kit), "")

    def read(rung: bool = False) -> Call:
        return read_call(door.form(request), door.account_sid, door.numbers, rung=rung)

    def said(answer: Answer, own_number: str) -> Response:
        return Response(twiml(answer, kit.config.env.public_url, own_number), mimetype="text/xml")

    @voice.post("/voice")
    def called() -> Response:
        call = read()
        return said(calls.answer(kit, call), call.to)

    @voice.post("/voice/key")
    def key() -> Response:
        call = read()
        chosen = tuple(filter(None, request.args.get("match", "").split(".")))
        return said(calls.press(kit, call, chosen, _again()), call.to)

    @voice.post("/voice/ask")
    def ask() -> Response:
        call = read(rung=True)
        return said(calls.announce(kit, call, _match()), call.to)

    @voice.post("/voice/take")
    def take() -> Response:
        call = read(rung=True)
        return said(calls.take(kit, call, _match()), call.to)

    @voice.post("/voice/after")
    def after() -> Response:
        call = read()
        return said(calls.after(kit, call, _match()), call.to)

    return voice


def _match() -> str:
    found = request.args.get("match", "")
    if not found:
        raise Refused(400, "match is missing")
    return found


def _again() -> int:
    given = request.args.get("again", "0")
    if not given.isdecimal():
        raise Refused(400, "again is not a number")
    return int(given)
