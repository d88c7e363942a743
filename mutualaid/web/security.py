"""What every page is sent with, what every form must come from, and how errors look."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, jsonify, render_template, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException

from mutualaid.domain.lifecycle import WrongEvent
from mutualaid.service.refused import NotThere
from mutualaid.store.engine import LostRace, StoreError

log = logging.getLogger(__name__)

CSP = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

IDLE = timedelta(days=14)
"""How long a sign-in lasts without a visit."""

SAYS = {
    400: ("That did not work", "Something in what was sent could not be read. Go back and try again."),
    403: ("Not allowed", "This did not come from our own pages, so nothing was changed. Open the page again."),
    404: ("Not here", "There is no such page, or what it showed is gone."),
    405: ("Not here", "This address cannot be used that way."),
    409: (
        "Someone else changed this",
        "It was changed by someone else, or by a text that came in, while you looked at it. Nothing of yours was"
        " done. Open the page again to see how it stands now.",
    ),
    413: ("Too long", "That was too much at once. Make it shorter."),
    429: ("Too many tries", "Too many sign-in links were tried from here. Wait ten minutes."),
    500: ("That went wrong", "The fault is ours and was written down. Nothing was changed. Try again in a moment."),
    503: ("Not reachable just now", "The store did not answer, so nothing was changed. Try again in a moment."),
}
"""Status -> (heading, what to do) of the error pages."""


class Sessions(SecureCookieSessionInterface):
    """Signed cookies. What a page of the demo asks for by itself is no visit: it renews no sign-in, and so cannot
    overtake the cookie of an act that is under way and lose what that act has to say."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        by_itself = request.path.startswith("/demo") and not session.modified
        return not by_itself and super().should_set_cookie(app, session)


def guard(app: Flask) -> None:
    """Headers on every answer, plain pages for errors, and how long a sign-in lasts."""
    app.permanent_session_lifetime = IDLE
    app.session_interface = Sessions()

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(LostRace, lambda problem: error_page(409))
    app.register_error_handler(WrongEvent, lambda problem: error_page(409))
    app.register_error_handler(NotThere, lambda problem: error_page(404))
    app.register_error_handler(StoreError, _store_error)
    app.register_error_handler(Exception, _fault)


def _http_error(problem: HTTPException) -> Response | tuple[str, int] | tuple[Response, int] | HTTPException:
    if problem.code is None or problem.code < 400:
        return problem
    return error_page(problem.code)


def _store_error(problem: Exception) -> tuple[str, int] | tuple[Response, int]:
    log.error("the store failed under %s: %s", request.endpoint, type(problem).__name__)
    return error_page(503)


def _fault(problem: Exception) -> tuple[str, int] | tuple[Response, int]:
    log.exception("%s failed", request.endpoint, exc_info=problem)
    return error_page(500)


def error_page(status: int, sentence: str | None = None) -> tuple[str, int] | tuple[Response, int]:
    """A small page that says what happened; JSON for whoever asks for it."""
    title, says = SAYS.get(status, SAYS[400 if status < 500 else 500])
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify({"error": sentence or says}), status
    return render_template("error.html", title=title, says=sentence or says, status=status), status


def same_origin(req: Request, public_url: str) -> bool:
    """Whether a form came from our own pages: by what the browser says of it, else by its origin. A request with
    neither comes from no browser, and so from nobody's session."""
    site = req.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = req.headers.get("Origin")
    if origin is None:
        return True
    ours = {req.host.lower(), urlsplit(public_url).netloc.lower()} - {""}
    return urlsplit(origin).netloc.lower() in ours


def refuse_foreign(public_url: str) -> None:
    """Ends a request that would change something and does not come from our own pages."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and not same_origin(request, public_url):
        abort(403)
