"""Signing in, and who gets in where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.sessions import SecureCookieSession
from flask.testing import FlaskClient

from mutualaid.domain.people import Coordinator
from mutualaid.service.desk import signin
from mutualaid.service.refused import NotThere, Refused
from mutualaid.store import people
from mutualaid.web.auth import TRIES, Throttle
from web.conftest import House

Browser = Callable[[], FlaskClient]


def test_a_link_signs_in_once(house: House, browser: Browser, dana: Coordinator) -> None:
    token = signin.issue_link(house.kit, dana.id)
    client = browser()
    assert b"Sign me in" in client.get(f"/signin/{token}").data
    assert client.get(f"/signin/{token}").status_code == 200, "looking does not use the link up"
    answer = client.post(f"/signin/{token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" in cookie
    assert client.get("/").status_code == 200
    other = browser()
    assert other.post(f"/signin/{token}").status_code == 404
    assert other.get("/").status_code == 303


def test_a_visit_keeps_the_sign_in_for_two_weeks_more(desk: FlaskClient) -> None:
    cookie = desk.get("/").headers["Set-Cookie"]
    assert "session=" in cookie and "Expires=" in cookie


def test_a_link_grows_old(house: House, browser: Browser, dana: Coordinator) -> None:
    token = signin.issue_link(house.kit, dana.id)
    house.clock.move_to(house.clock.now() + timedelta(hours=24))
    client = browser()
    assert b"does not work any more" in client.get(f"/signin/{token}").data
    assert client.post(f"/signin/{token}").status_code == 404


def test_the_store_keeps_no_token(house: House, dana: Coordinator) -> None:
    token = signin.issue_link(house.kit, dana.id)
    with house.kit.store.reading() as tx:
        assert not people.link_holds(tx, token, house.clock.now())
        assert people.link_holds(tx, signin.digest(token), house.clock.now())


def test_signing_out_everywhere(house: House, desk: FlaskClient, app: Flask, dana: Coordinator) -> None:
    second = app.test_client()
    second.post(f"/signin/{signin.issue_link(house.kit, dana.id)}")
    assert second.get("/").status_code == 200
    desk.post("/signout", data={"everywhere": "yes"})
    assert desk.get("/").status_code == 303
    assert second.get("/").status_code == 303


def test_whoever_is_removed_is_out(house: House, desk: FlaskClient) -> None:
    assert desk.get("/").status_code == 200
    signin.remove_coordinator(house.kit, "dana")
    assert desk.get("/").status_code == 303
    with pytest.raises(NotThere):
        signin.remove_coordinator(house.kit, "Dana")


OPEN = {
    "/signin", "/signin/<token>", "/signout", "/about", "/privacy", "/terms", "/healthz", "/metrics",
    "/sms/inbound", "/sms/status", "/voice", "/voice/key", "/voice/ask", "/voice/take", "/voice/after",
    "/static/<path:filename>",
}  # fmt: skip
"""What is not behind the sign-in: the public pages, and the webhooks, which have a lock of their own."""


def test_every_other_route_wants_a_sign_in(app: Flask, browser: Browser) -> None:
    client = browser()
    walked = 0
    for rule in app.url_map.iter_rules():
        if str(rule) in OPEN:
            continue
        values = {name: "need" if name == "what" else "x" for name in rule.arguments}
        with app.test_request_context():
            path = app.url_for(rule.endpoint, **values, _external=False)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(path, method=method)
            assert (answer.status_code, answer.headers.get("Location")) == (303, "/signin"), f"{method} {rule}"
            walked += 1
    assert walked > 40


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(
    house: House, desk: FlaskClient, dana: Coordinator, headers: dict[str, str]
) -> None:
    answer = desk.post("/duty", data={}, headers=headers)
    assert answer.status_code == 403
    assert b"did not come from our own pages" in answer.data
    with house.kit.store.reading() as tx:
        kept = people.coordinator(tx, dana.id)
    assert kept is not None and kept.on_duty


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://aid.example.org"}, {}])
def test_a_form_of_ours_does(house: House, desk: FlaskClient, dana: Coordinator, headers: dict[str, str]) -> None:
    assert desk.post("/duty", data={}, headers=headers).status_code == 303
    with house.kit.store.reading() as tx:
        kept = people.coordinator(tx, dana.id)
    assert kept is not None and not kept.on_duty


def test_guessing_is_slowed(browser: Browser) -> None:
    client = browser()
    seen = [client.post(f"/signin/guess{n}").status_code for n in range(TRIES + 1)]
    assert seen == [404] * TRIES + [429]


def test_guessing_writes_nothing(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()

    def never(seconds: float = 0) -> None:
        raise AssertionError("it would have written")

    monkeypatch.setattr(house.kit.store, "transaction", never)
    seen = [client.post(f"/signin/guess{n}").status_code for n in range(TRIES + 1)]
    assert seen == [404] * TRIES + [429]


def test_who_guesses_locks_nobody_out(house: House, browser: Browser, dana: Coordinator) -> None:
    client = browser()
    assert [client.get(f"/signin/guess{n}").status_code for n in range(TRIES + 1)][-1] == 429
    link = signin.issue_link(house.kit, dana.id)
    assert client.get(f"/signin/{link}").status_code == 200
    assert client.post(f"/signin/{link}").status_code == 303
    assert client.get("/").status_code == 200


def test_the_throttle_forgets() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0], tries=2, seconds=60)
    throttle.note("a")
    assert not throttle.must_wait("a")
    throttle.note("a")
    assert throttle.must_wait("a") and not throttle.must_wait("b")
    now[0] = 60.0
    assert not throttle.must_wait("a")


def test_adding_a_coordinator_makes_her_phone_ours_to_text(house: House) -> None:
    coordinator, token = signin.add_coordinator(house.kit, " Mia  Wong ", "415 555 0191", on_duty=False, wake=True)
    assert (coordinator.name, coordinator.phone, coordinator.on_duty, coordinator.wake) == (
        "Mia Wong", "+14155550191", False, True,
    )  # fmt: skip
    assert house.who("+14155550191").consent_how == "coordinator"
    again, second = signin.add_coordinator(house.kit, "mia wong")
    assert again.id == coordinator.id and again.phone == "+14155550191" and second != token
    with pytest.raises(Refused, match="phone already"):
        signin.add_coordinator(house.kit, "Eve", "+14155550191")
    with pytest.raises(Refused, match="not a phone number"):
        signin.add_coordinator(house.kit, "Eve", "12")


def test_pages_are_sent_with_their_guards(desk: FlaskClient) -> None:
    answer = desk.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"<script" not in answer.data and b" style=" not in answer.data


def test_what_a_page_of_the_demo_asks_for_by_itself_renews_no_sign_in(app: Flask) -> None:
    signed_in = SecureCookieSession({"coordinator": "x"})
    signed_in.permanent, signed_in.modified = True, False
    for path, renews in (("/demo.json", False), ("/demo/texts?after=3", False), ("/people", True)):
        with app.test_request_context(path):
            assert app.session_interface.should_set_cookie(app, signed_in) is renews, path
    signed_in.modified = True
    with app.test_request_context("/demo.json"):
        assert app.session_interface.should_set_cookie(app, signed_in)
