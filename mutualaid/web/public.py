"""Pages for everyone (about, privacy, terms) and for machines (health, metrics)."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from mutualaid.clock import is_loopback
from mutualaid.service import brake
from mutualaid.service.desk.needs import number
from mutualaid.service.kit import Kit
from mutualaid.service.troubles import LATE
from mutualaid.store import plan
from mutualaid.store.codec import from_text, to_text
from mutualaid.store.engine import StoreError
from mutualaid.web import metrics


def blueprint(kit: Kit) -> Blueprint:
    """`/about`, `/privacy`, `/terms`, `/healthz`, `/metrics`: no sign-in."""
    public = Blueprint("public", __name__)
    _pages(public, kit)
    _machines(public, kit)
    return public


PAGES = Path(__file__).parent / "templates" / "public"


def written_in(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a group's languages in which the public pages are written; English where none is."""
    return tuple(code for code in languages if (PAGES / code).is_dir()) or ("en",)


def _pages(public: Blueprint, kit: Kit) -> None:
    config = kit.config
    spoken = written_in(config.group.languages)
    sender = config.env.twilio_from
    values = {
        "retention": config.retention,
        "quiet": config.quiet,
        "number": number(sender) if sender.startswith("+") else "",
        "spoken": spoken,
        "names": {code: kit.catalogue.about(code)["name"] for code in spoken},
    }

    def page(name: str) -> Response:
        asked = request.args.get("lang", "")
        lang = asked if asked in spoken else request.accept_languages.best_match(spoken) or spoken[0]
        with kit.store.reading() as tx:
            now_set = brake.now_in_force(tx, kit.clock.now())
        until = ""
        if now_set is not None and now_set.until_at is not None:
            until = kit.catalogue.day(now_set.until_at, lang)
        shown = render_template(
            f"public/{lang}/{name}.html", **values, group=kit.config.group, lang=lang, brake=now_set, until=until
        )
        answer = Response(shown)
        answer.headers["Vary"] = "Accept-Language"
        answer.headers["Content-Language"] = lang
        return answer

    @public.get("/about")
    def about() -> Response:
        return page("about")

    @public.get("/privacy")
    def privacy() -> Response:
        return page("privacy")

    @public.get("/terms")
    def terms() -> Response:
        return page("terms")


def _machines(public: Blueprint, kit: Kit) -> None:
    @public.get("/healthz")
    def health() -> Any:
        """200 while a text could be kept here. With `?strict=1` also the worker must have ticked lately."""
        try:
            now = kit.clock.now()
            with kit.store.transaction() as tx:
                plan.set_mark(tx, "health_at", to_text(now))
                tick = plan.mark(tx, "tick_at")
        except StoreError as problem:
            says = {"ok": False, "store": type(problem).__name__, "worker_last_tick": None, "late": True}
            return _unkept(jsonify(says)), 503
        late = tick is None or now - from_text(tick) > LATE
        says = {"ok": True, "store": "ok", "worker_last_tick": tick, "late": late}
        refused = late and request.args.get("strict") == "1"
        return _unkept(jsonify({**says, "ok": not refused})), 503 if refused else 200

    @public.get("/metrics")
    def measured() -> Any:
        if not _may_read(kit.config.env.metrics_token):
            abort(403)
        with kit.store.reading() as tx:
            lines = metrics.measured(kit, tx)
        return _unkept(Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4"))


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_read(token: str) -> bool:
    """With a token set it must be shown; without one only this machine may read."""
    if token:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if hmac.compare_digest(shown.encode(), token.encode()):
            return True
    address = request.remote_addr or ""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and is_loopback(f"http://[{address}]" if ":" in address else f"http://{address}")
