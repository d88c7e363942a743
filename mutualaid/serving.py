"""The servers inside the commands: werkzeug's for a demo on this machine, gunicorn for real people.

Either way the worker runs as threads of the process that also answers the web, so that one command is enough.
"""

from __future__ import annotations

import logging
import socket
import threading
from datetime import datetime
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from werkzeug.serving import WSGIRequestHandler, make_server

from mutualaid import demoseed
from mutualaid.app import NotYet, create_app
from mutualaid.clock import SystemClock
from mutualaid.config import Config
from mutualaid.demo import ACCOUNT, NUMBER, Demo
from mutualaid.domain.people import Coordinator
from mutualaid.service.desk import signin
from mutualaid.service.kit import Kit
from mutualaid.service.refused import Refused
from mutualaid.store import people, plan
from mutualaid.store.engine import open_store
from mutualaid.store.migrate import migrate
from mutualaid.web import phones
from mutualaid.wiring import AGAIN_SECONDS, build_if_ready
from mutualaid.worker import Worker

HERE = "127.0.0.1"
"""A demo has no locks on its phones, so it is open to this machine only."""

NAME = "Dana"
"""Whose desk a demo opens."""

THREADS = 8


def bind(port: int) -> socket.socket:
    """A socket on this machine's own address at this port, 0 for a free one. Raises Refused if it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HERE, port))
        found.listen()
    except OSError as reason:
        found.close()
        raise Refused(
            f"Port {port} cannot be used here ({reason.strerror}). Choose another with --port or PORT; --port 0"
            " takes a free one."
        ) from reason
    return found


class DemoServer:
    """A demo with its worker, its web server and its desk. `now` (aware) is the group's time, None the present."""

    def __init__(
        self, config: Config, database_url: str, listening: socket.socket, *, now: datetime | None, empty: bool
    ) -> None:
        port = listening.getsockname()[1]
        self.address = f"http://{HERE}:{port}"
        self.demo = _stage(config, database_url, now, empty)
        self.kit = self.demo.kit
        self._dana = _coordinator(self.kit)
        self._link = ""
        hung = phones.blueprint(self.demo, ACCOUNT, NUMBER, self.desk_link)
        app = create_app(self.kit, door=self.demo.door(), demo=hung)
        self._server = make_server(HERE, port, app, threaded=True, request_handler=_Quiet, fd=listening.fileno())
        self._thread = threading.Thread(target=self._server.serve_forever, name="web", daemon=True)
        self._worker = Worker(self.kit, beat=False)

    def desk_link(self) -> str:
        """A way into the desk, good once; the same one until it is used."""
        if not self._link or not signin.link_holds(self.kit, self._link):
            self._link = signin.issue_link(self.kit, self._dana.id)
        return f"{self.address}/signin/{self._link}"

    def start(self) -> None:
        self._worker.start()
        self._thread.start()

    def stop(self) -> None:
        """Finishes what is under way and closes the store."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._worker.stop()
        self.kit.store.close()


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """A demo's requests are nobody's news."""


def _stage(config: Config, database_url: str, now: datetime | None, empty: bool) -> Demo:
    """The demo, lived up to `now` unless it shall be empty or is a kept one that people are in already."""
    until = now or SystemClock().now()
    store = open_store(database_url)
    migrate(store)
    with store.reading() as tx:
        there = bool(people.everyone(tx))
        last = plan.last_entry_at(tx)
    store.close()
    if empty or there:
        # a kept demo's clock may have been moved ahead of ours, and a clock never goes back
        return Demo(config, database_url, max(until, last) if last else until)
    demo = Demo(config, database_url, demoseed.begins(until))
    demoseed.seed(demo, until)
    return demo


def _coordinator(kit: Kit) -> Coordinator:
    with kit.store.reading() as tx:
        known = people.coordinator_named(tx, NAME)
    return known if known is not None else signin.add_coordinator(kit, NAME)[0]


class Gunicorn(BaseApplication):  # type: ignore[misc]
    """The web and the worker for real: one process with threads, started anew if it dies."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kit: Kit | None = None
        self._worker: Worker | None = None
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"0.0.0.0:{self._config.env.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "control_socket_disable": True,
            "proc_name": "mutualaid",
            "accesslog": None,
            "worker_exit": self._ending,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """In the process that serves: builds the service anew, for connections do not survive a fork. While the
        database is away it is tried again, and 503 is answered."""
        kit = build_if_ready(self._config)
        if kit is not None:
            return self._serve(kit)
        later = NotYet(self._config, self._serve)
        threading.Thread(target=_until_ready, args=(later,), name="not yet", daemon=True).start()
        return later

    def _serve(self, kit: Kit) -> Any:
        app, worker = create_app(kit), Worker(kit)
        worker.start()
        self._kit, self._worker = kit, worker  # only what has started is ended
        return app

    def _ending(self, arbiter: Any, worker: Any) -> None:
        if self._worker is not None:
            logging.getLogger(__name__).info("finishing what is under way")
            self._worker.stop()
        if self._kit is not None:
            self._kit.store.close()


def _until_ready(later: NotYet) -> None:
    """Nobody may ask a page for long, and texts wait to be sent."""
    pause = threading.Event()
    while later.look() is None:
        pause.wait(AGAIN_SECONDS)
