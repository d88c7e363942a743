"""create_app(): hangs each blueprint in its room, each with its lock (signature or sign-in)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response

from mutualaid.config import Config, ConfigError, load
from mutualaid.logs import to_stderr
from mutualaid.service.checking import useless
from mutualaid.service.kit import Kit
from mutualaid.service.watch import Watch
from mutualaid.web import desk, public, security, sms, voice
from mutualaid.web.sms import Door
from mutualaid.wiring import build_if_ready

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def door_of(config: Config) -> Door:
    """What the provider's requests must show: the tokens, our public address, the account and our numbers."""
    env = config.env
    return Door(env.twilio_auth_tokens, env.public_url, env.twilio_account_sid, {env.twilio_from} - {""})


def create_app(kit: Kit, *, door: Door | None = None, demo: Any = None) -> Flask:
    """The web application over a service. `demo` is the demo's blueprint, where there is one."""
    app = Flask("mutualaid.web", static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=kit.config.env.secret_key or kit.dice.token(32),
        MAX_CONTENT_LENGTH=sms.LONGEST,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=kit.config.env.public_url.startswith("https://"),
    )
    security.guard(app)
    watch = Watch(kit)

    @app.after_request
    def watched(response: Response) -> Response:
        response.call_on_close(watch.look)  # once the answer has left
        return response

    lock = door or door_of(kit.config)
    app.register_blueprint(sms.blueprint(kit, lock))
    app.register_blueprint(voice.blueprint(kit, lock))
    app.register_blueprint(public.blueprint(kit))
    app.register_blueprint(desk.blueprint(kit))
    if demo is not None:
        app.register_blueprint(demo)
    return app


class NotYet:
    """The web application of a process that started while the store could not be used: it answers 503, tries again
    with each request, and is the application itself from then on."""

    def __init__(self, config: Config, made: Callable[[Kit], Flask] = create_app) -> None:
        """`made` makes the application of the service, once there is one."""
        self._config = config
        self._made = made
        self._guard = threading.Lock()
        self._app: Flask | None = None

    def look(self) -> Flask | None:
        """The application, if the store can be used by now; None too while another thread looks."""
        if self._app is None and self._guard.acquire(blocking=False):
            try:
                kit = build_if_ready(self._config) if self._app is None else None
                self._app = self._made(kit) if kit is not None else self._app
            finally:
                self._guard.release()
        return self._app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        app = self.look()
        if app is None:
            return Response("not ready; please ask again\n", 503, mimetype="text/plain")(environ, start_response)
        return app(environ, start_response)


def from_environment() -> Flask | NotYet:
    """For a web server such as gunicorn: config from MUTUALAID_CONFIG and the environment, the log on stderr.

    Raises ConfigError where what it could do nothing without is missing, such as the key that all its processes
    sign with."""
    path = os.environ.get("MUTUALAID_CONFIG")
    config = load(Path(path) if path else None, os.environ)
    missing = useless(config)
    if missing:
        raise ConfigError(missing)
    to_stderr(config)
    kit = build_if_ready(config)
    return create_app(kit) if kit is not None else NotYet(config)
