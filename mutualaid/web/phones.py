"""The demo's handsets: a page with phones, and the HTTP contract tests and tools talk to.

A text goes through the same signed route as a real one. Only the demo hangs this blueprint.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.test import Client

from mutualaid.domain.messages import Message
from mutualaid.language.saying.segments import segments
from mutualaid.service.kit import Kit
from mutualaid.store import messages, people
from mutualaid.transport.handset import HandsetText, made_id
from mutualaid.transport.numbers import normalise
from mutualaid.web import phonecalls

LONGEST = 1600
SID = re.compile(r"(SM|MM)[0-9a-f]{32}")


class Stage(Protocol):
    """The running demo."""

    kit: Kit
    phones: Any
    clock: Any

    def signed(self, form: dict[str, str], path: str = ...) -> str: ...
    def settle(self) -> None: ...
    def advance(self, target: datetime) -> datetime: ...


def blueprint(stage: Stage, account: str, number: str, desk_link: Callable[[], str]) -> Blueprint:
    """The demo's routes. `desk_link` makes a fresh way into the desk."""
    demo = Blueprint("phones", __name__)
    kit = stage.kit
    zone = kit.config.group.zone

    @demo.errorhandler(BadRequest)
    def bad(problem: BadRequest) -> tuple[Response, int]:
        return jsonify({"error": problem.description}), 400

    @demo.get("/demo")
    def page() -> str:
        sending = kit.config.sending
        return render_template(
            "demo.html",
            group=kit.config.group,
            number=number,
            price=sending.price,
            price_in=sending.price_in,
            currency=sending.currency,
        )

    @demo.get("/demo.json")
    def about() -> Response:
        with kit.store.reading() as tx:
            known = [
                {"phone": n.phone, "name": n.name or "", "language": n.language or ""} for n in people.everyone(tx)
            ]
        return jsonify({"desk": desk_link(), "phones": known, "number": number, "clock": _clock()})

    @demo.post("/demo/texts")
    def text() -> tuple[Response, int]:
        given = _json()
        sender = normalise(str(given.get("from") or ""), kit.config.group.country)
        body = given.get("text")
        if sender is None and not str(given.get("from") or "").isdigit():
            raise BadRequest("from is no phone number; for example +14155550111.")
        if not isinstance(body, str) or len(body) > LONGEST:
            raise BadRequest(f"text must be words of at most {LONGEST} characters.")
        sid = _provider_id(given.get("provider_id"))
        form = {
            "MessageSid": sid,
            "AccountSid": account,
            "From": sender or str(given["from"]),
            "To": number,
            "Body": body,
            "NumMedia": str(_media(given.get("media"))),
            "NumSegments": str(max(1, segments(body))),
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
        }
        answer = Client(current_app).post(
            "/sms/inbound", data=form, headers={"X-Twilio-Signature": stage.signed(form)}
        )
        if answer.status_code != 200:
            return jsonify({"error": answer.get_data(as_text=True).strip()}), answer.status_code
        stage.phones.note_inbound(form["From"], body, sid)
        return jsonify({"provider_id": sid}), 202

    def _provider_id(given: object) -> str:
        if given is None:
            return made_id(kit.dice.token(16))
        text = str(given)
        return text if SID.fullmatch(text) else made_id(text)

    @demo.get("/demo/texts")
    def texts() -> Response:
        after = request.args.get("after", "0")
        if not after.isdecimal():
            raise BadRequest("after must be a whole number, 0 for all.")
        if request.args.get("settled") == "1":
            stage.settle()
        found = [_said(t) for t in stage.phones.texts(int(after))]
        if request.args.get("all") == "1":
            with kit.store.reading() as tx:
                found += [_waiting(m) for m in messages.waiting(tx)]
        return jsonify(found)

    def _said(text: HandsetText) -> dict[str, object]:
        return {
            "n": text.n,
            "at": _utc(text.at),
            "from": text.from_,
            "to": text.to,
            "text": text.text,
            "segments": text.segments,
            "state": text.state.value,
        }

    def _waiting(message: Message) -> dict[str, object]:
        return {
            "n": None,
            "at": _utc(message.send_after or message.created_at),
            "from": number,
            "to": message.phone,
            "text": message.body,
            "segments": message.segments,
            "state": message.state.value,
        }

    @demo.post("/demo/calls")
    def call() -> Response:
        given = _json()
        caller = normalise(str(given.get("from") or ""), kit.config.group.country)
        if caller is None:
            raise BadRequest("from is no phone number; for example +14155550111.")

        def post(path: str, form: dict[str, str]) -> str:
            signed = {"X-Twilio-Signature": stage.signed(form, path)}
            answer = Client(current_app).post(path, data=form, headers=signed)
            if answer.status_code != 200:
                raise ValueError(answer.get_data(as_text=True).strip())
            return answer.get_data(as_text=True)

        form = {"CallSid": "CA" + made_id(kit.dice.token(16))[2:], "AccountSid": account}
        try:
            return jsonify(phonecalls.call(given, caller, form, number, post))
        except ValueError as reason:
            raise BadRequest(str(reason)) from reason

    @demo.get("/demo/clock")
    def clock() -> Response:
        return jsonify(_clock())

    def _clock() -> dict[str, object]:
        now = stage.clock.now()
        return {"now": now.astimezone(zone).isoformat(timespec="seconds"), "zone": kit.config.group.timezone}

    @demo.post("/demo/clock")
    def move() -> Response:
        target = _target(_json())
        try:
            stage.advance(target)
        except ValueError as reason:
            raise BadRequest(str(reason)) from reason
        return jsonify(_clock())

    def _target(given: dict[str, Any]) -> datetime:
        if "advance_minutes" in given and "to" in given:
            raise BadRequest("say either advance_minutes or to.")
        if "advance_minutes" in given:
            minutes = given["advance_minutes"]
            if not isinstance(minutes, int | float) or isinstance(minutes, bool) or not 0 <= minutes <= 525_600:
                raise BadRequest("advance_minutes must be a number from 0 to 525600.")
            later: datetime = stage.clock.now() + timedelta(minutes=minutes)
            return later
        if "to" in given:
            try:
                to = datetime.fromisoformat(str(given["to"]))
            except ValueError as reason:
                raise BadRequest("to must be a time such as 2026-10-08T09:00.") from reason
            if not 2000 <= to.year <= stage.clock.now().year + 1:
                raise BadRequest("to must be a time within the next year.")
            local: datetime = to if to.tzinfo else to.replace(tzinfo=zone)
            return local
        raise BadRequest('say {"advance_minutes": 120} or {"to": "2026-10-08T09:00"}.')

    return demo


def _media(given: object) -> int:
    if given is None:
        return 0
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= 10:
        raise BadRequest("media must be a number of pictures from 0 to 10.")
    return given


def _json() -> dict[str, Any]:
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise BadRequest("send a JSON object.")
    return given


def _utc(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
