"""The provider's webhooks: texts in and status callbacks; `voice` has those about calls.

Order of refusal: 413 by length before anything is read, then 403 for a signature or an account that is not
ours, then 400 for a missing or odd field. A text that was kept is always answered 200 with an empty response:
every text of ours leaves by the outbox. What cannot be kept is 503, so that the provider asks again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from urllib.parse import parse_qsl

from flask import Blueprint, Request, Response, request

from mutualaid.service.incoming.doorstep import Doorstep
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import outbox
from mutualaid.store.engine import LostRace, StoreError
from mutualaid.transport.base import Refused
from mutualaid.transport.twilio import SignatureCheck
from mutualaid.transport.twilio_webhook import read_inbound, read_status

log = logging.getLogger(__name__)

LONGEST = 64 * 1024
"""Bytes of a webhook's body at most; Twilio's own stay far below."""

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class Door:
    """What a webhook must show to be let in."""

    def __init__(
        self, tokens: Collection[str], public_url: str, account_sid: str, numbers: Collection[str]
    ) -> None:
        self.check = SignatureCheck(tokens, public_url)
        self.account_sid = account_sid
        self.numbers = numbers

    def form(self, req: Request) -> dict[str, list[str]]:
        """The form of a signed request. Raises Refused."""
        if req.content_length is None or req.content_length > LONGEST:
            raise Refused(413, "too long")
        fields: dict[str, list[str]] = {}
        body = req.get_data(cache=False)
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        for name, value in pairs:
            fields.setdefault(name, []).append(value)
        path = req.full_path if req.query_string else req.path
        if not self.check.valid(path, fields, req.headers.get("X-Twilio-Signature")):
            raise Refused(403, "bad signature")
        return fields


def say_refusals(webhooks: Blueprint) -> None:
    """Answers a refused request in a few words: the provider shows them to whoever runs the service."""

    @webhooks.errorhandler(Refused)
    def refused(problem: Refused) -> Response:
        log.info("refused a webhook: %s", problem.says)
        return Response(f"{problem.says}\n", problem.status, mimetype="text/plain")


def blueprint(kit: Kit, door: Door) -> Blueprint:
    """`/sms/inbound` and `/sms/status`; each is locked by the signature."""
    sms = Blueprint("sms", __name__)
    doorstep = Doorstep(kit)
    say_refusals(sms)

    @sms.errorhandler(StoreError)
    @sms.errorhandler(LostRace)
    def not_kept(problem: Exception) -> Response:
        log.error("a webhook could not be kept: %s", problem)
        return Response("not kept; please ask again\n", 503, mimetype="text/plain")

    @sms.post("/sms/inbound")
    def text_in() -> Response:
        text = read_inbound(door.form(request), door.account_sid, door.numbers)
        doorstep.take_in(text)
        return Response(EMPTY, mimetype="text/xml")

    @sms.post("/sms/status")
    def status() -> Response:
        update = read_status(door.form(request), door.account_sid)
        outbox.status(kit, request.args.get("oid"), update)
        return Response(EMPTY, mimetype="text/xml")

    return sms
