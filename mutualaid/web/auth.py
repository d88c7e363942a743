"""Signing in with a link that works once, and the lock of the desk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from mutualaid.domain.people import Coordinator
from mutualaid.service.desk import signin
from mutualaid.service.kit import Kit
from mutualaid.store import people
from mutualaid.web.security import error_page, refuse_foreign

TRIES = 10
"""Links that do not hold, from one address, before it has to wait."""

WAIT_SECONDS = 600.0

ADDRESSES = 10_000
"""How many addresses are remembered at most."""


class Throttle:
    """Counts failures by address on the machine's own clock."""

    def __init__(self, monotonic: Callable[[], float], tries: int = TRIES, seconds: float = WAIT_SECONDS) -> None:
        self._monotonic = monotonic
        self._tries = tries
        self._seconds = seconds
        self._guard = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def must_wait(self, address: str) -> bool:
        with self._guard:
            return len(self._recent(address)) >= self._tries

    def note(self, address: str) -> None:
        with self._guard:
            if len(self._failed) >= ADDRESSES:
                self._failed.clear()
            self._failed.setdefault(address, deque(maxlen=self._tries)).append(self._monotonic())

    def _recent(self, address: str) -> deque[float]:
        times = self._failed.get(address, deque())
        while times and times[0] <= self._monotonic() - self._seconds:
            times.popleft()
        return times


def signed_in(kit: Kit) -> Coordinator | None:
    """Whose browser this is, if her sign-in still holds."""
    key, number = session.get("coordinator"), session.get("session")
    if not isinstance(key, str):
        return None
    with kit.store.reading() as tx:
        coordinator = people.coordinator(tx, key)
    if coordinator is None or coordinator.session != number:
        return None
    return coordinator


def hang_lock(desk: Blueprint, kit: Kit) -> None:
    """Locks a blueprint: only signed-in coordinators get in, forms only from our own pages, nothing is kept by
    browsers."""

    @desk.before_request
    def lock() -> Answer | None:
        refuse_foreign(kit.config.env.public_url)
        coordinator = signed_in(kit)
        if coordinator is None:
            session.clear()
            return redirect("/signin", 303)
        g.coordinator = coordinator
        return None

    @desk.after_request
    def unkept(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


def blueprint(kit: Kit) -> Blueprint:
    """`/signin`, `/signin/<token>` and `/signout`."""
    auth = Blueprint("auth", __name__)
    throttle = Throttle(kit.clock.monotonic)
    group = kit.config.group

    @auth.before_request
    def lock() -> None:
        refuse_foreign(kit.config.env.public_url)

    @auth.after_request
    def unkept(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @auth.get("/signin")
    def ask() -> str:
        return render_template("signin.html", group=group, token=None, holds=False)

    def refused(token: str) -> Any:
        """Who tries links has to wait; who has a good one does not, for behind a proxy all have one address."""
        if throttle.must_wait(_address()):
            return error_page(429)
        throttle.note(_address())
        return render_template("signin.html", group=group, token=token, holds=False), 404

    @auth.get("/signin/<token>")
    def look(token: str) -> Any:
        """Shows a button only: whoever previews the link does not use it up."""
        if not signin.link_holds(kit, token):
            return refused(token)
        return render_template("signin.html", group=group, token=token, holds=True)

    @auth.post("/signin/<token>")
    def enter(token: str) -> Any:
        coordinator = signin.use_link(kit, token)
        if coordinator is None:
            return refused(token)
        session.clear()
        session.permanent = True
        session["coordinator"] = coordinator.id
        session["session"] = coordinator.session
        return redirect("/", 303)

    @auth.post("/signout")
    def leave() -> Answer:
        coordinator = signed_in(kit)
        if coordinator is not None and request.form.get("everywhere"):
            signin.sign_out_everywhere(kit, coordinator)
        session.clear()
        return redirect("/signin", 303)

    return auth


def _address() -> str:
    return request.remote_addr or "unknown"
