"""Alarms of the service itself reach a person three ways: by text, by the second channel, and as a bar on the pages
of the desk. And the heartbeat falls silent with the worker."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from mutualaid.config import Alarms
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.service import outbox, recovery, signin, watch
from mutualaid.store import people, plan
from mutualaid.transport.notices import Notices
from mutualaid.worker import Worker
from tests.test_provider import ANA, NINE, PUBLIC, Place
from tests.transport.standin import Fail, StandIn

DANA = "+14155550190"
PAGES = ("/", "/people", "/log", "/add", "/places", "/answers", "/taught")


class Channel:
    """What a web address for alarms was sent, and what a mail server was."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, str, str]] = []
        self.mails: list[str] = []
        channel = self

        class Web(BaseHTTPRequestHandler):
            def _take(self) -> None:
                said = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                channel.posts.append((self.path, self.headers.get("Title", ""), said))
                self.send_response(200)
                self.end_headers()

            do_GET = do_POST = _take

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Mail(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                while line := self.rfile.readline():
                    if line.upper().startswith(b"DATA"):
                        self.wfile.write(b"354 go on\r\n")
                        read = iter(self.rfile.readline, b".\r\n")
                        channel.mails.append(b"".join(read).decode())
                    self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")

        self._servers: tuple[socketserver.BaseServer, ...] = (
            HTTPServer(("127.0.0.1", 0), Web),
            socketserver.TCPServer(("127.0.0.1", 0), Mail),
        )
        web, mail = (int(server.server_address[1]) for server in self._servers)  # type: ignore[arg-type]
        self._threads = [threading.Thread(target=s.serve_forever, args=(0.01,)) for s in self._servers]
        for thread in self._threads:
            thread.start()
        self.notices = Notices(
            Alarms(
                webhook=f"http://127.0.0.1:{web}/alarms",
                email="oncall@aid.example.org",
                heartbeat=f"http://127.0.0.1:{web}/beat",
            ),
            f"smtp://127.0.0.1:{mail}",
        )

    def close(self) -> None:
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def channel() -> Iterator[Channel]:
    made = Channel()
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path, channel: Channel) -> Iterator[Place]:
    with StandIn(now=lambda: NINE) as provider:
        here = Place(tmp_path, provider)
        here.kit.notice, here.kit.beat = channel.notices, channel.notices.beat
        dana, token = signin.add_coordinator(here.kit, "Dana", DANA, on_duty=True, wake=True)
        assert dana.phone == DANA
        here.client.post(f"/signin/{token}")
        yield here
        here.kit.store.close()


def to_dana(place: Place) -> list[str]:
    return [m["body"] for m in place.provider.messages if m["to"] == DANA]


def said_everywhere(place: Place, channel: Channel, by_text: str, on_pages: str) -> None:
    """Each channel said it once."""
    assert [body for body in to_dana(place) if by_text in body] == to_dana(place) and len(to_dana(place)) == 1
    assert [(path, title) for path, title, _ in channel.posts] == [("/alarms", "Texts are held up")]
    (mail,) = channel.mails
    assert "Subject: Texts are held up" in mail and "Open the desk." in mail
    for where in PAGES:
        assert on_pages in unescape(place.client.get(where).get_data(as_text=True)), where


def seen_silent(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web looked long enough and saw no tick."""
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.0)
    place.client.get("/healthz", buffered=True)
    monkeypatch.setattr(watch, "SILENT_SECONDS", 0.0)


def test_a_silent_worker_is_told_by_the_web_and_once(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.kit.store.transaction() as tx:
        plan.set_mark(tx, "tick_at", "2026-10-05T15:00:00.000Z")
    seen_silent(place, monkeypatch)
    place.client.get("/healthz", buffered=True)
    said_everywhere(place, channel, "the service is not running", "the worker is silent")
    with place.kit.store.reading() as tx:
        (alarm,) = plan.open_alarms(tx)
    with place.kit.store.transaction() as tx:
        plan.acknowledge(tx, alarm.id, "Dana", place.clock.now())
    place.client.get("/healthz", buffered=True)
    said_everywhere(place, channel, "the service is not running", "the worker is silent")


def test_danger_is_answered_and_walks_without_a_worker_and_all_else_waits(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_silent(place, monkeypatch)
    place.post(place.form("need groceries at 24th and mission"))
    place.post(place.form("my husband is not breathing", sender="+14155550123"))
    place.client.get("/healthz", buffered=True)
    texted = [m["to"] for m in place.provider.messages if m["direction"] != "inbound"]
    assert ANA not in texted and "+14155550123" in texted and DANA in texted
    assert "Danger" in [title for _, title, _ in channel.posts]
    place.work()
    assert ANA in [m["to"] for m in place.provider.messages if m["direction"] != "inbound"]


def test_a_worker_that_ticks_raises_nothing(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(watch, "SILENT_SECONDS", 0.0)
    for minutes in range(5):
        with place.kit.store.transaction() as tx:
            plan.set_mark(tx, "tick_at", f"2026-10-05T16:0{minutes}:00.000Z")
        place.client.get("/healthz", buffered=True)
    assert (to_dana(place), channel.posts, channel.mails) == ([], [], [])


def test_a_stopped_sender_is_told_and_only_emergencies_are_tried_until_it_goes_again(
    place: Place, channel: Channel
) -> None:
    place.provider.plan.extend([Fail(401, 20003), Fail(401, 20003)])
    place.post(place.form("status"))
    place.post(place.form("status", sender="+14155550123"))
    for _ in range(5):
        place.work()
    assert [title for _, title, _ in channel.posts] == ["Texts are held up"]
    tried = [path for method, path, _ in place.provider.requests if method == "POST"]
    assert len(tried) == 2 and place.provider.messages == [], "the first text, and the alarm"
    place.clock.move_to(NINE + outbox.STOPPED_WAIT + timedelta(seconds=1))
    place.work()
    said_everywhere(place, channel, "texts are not going out", "Our texts are not being taken by the provider")
    assert {m["to"] for m in place.provider.messages} == {ANA, "+14155550123", DANA}


def test_a_used_up_day_is_told(place: Place, channel: Channel) -> None:
    place.kit.config = replace(place.kit.config, sending=replace(place.kit.config.sending, daily_cap=1))
    with place.kit.store.transaction() as tx:
        dana = people.by_phone(tx, DANA)
    assert dana is not None
    place.kit.turn(lambda turn: turn.queue(dana, "Four new needs today.", MessageClass.REST))
    place.work()
    said_everywhere(place, channel, "the daily limit is reached", "The day's limit of texts is reached")


def test_webhooks_that_fail_at_the_provider_are_told(place: Place, channel: Channel) -> None:
    recovery.watch(place.kit)
    place.clock.move_to(NINE + timedelta(minutes=3))
    place.provider.alert(f"{PUBLIC}/sms/inbound", at=NINE + timedelta(minutes=2))
    assert recovery.watch(place.kit) == 1
    place.work()
    said_everywhere(place, channel, "texts do not reach us", "The provider could not bring us texts just now")


def until_marked(place: Place) -> None:
    waiting = threading.Event()
    for _ in range(1000):
        with place.kit.store.reading() as tx:
            if plan.mark(tx, "tick_at") is not None:
                return
        waiting.wait(0.02)
    raise AssertionError("the worker does not tick")


def test_the_heartbeat_says_that_the_worker_ticks(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(place.kit)
    worker.beat()
    assert channel.posts == [], "it has not ticked yet"
    worker.start()
    until_marked(place)
    worker.stop()
    worker.beat()
    assert channel.posts == [("/beat", "", "")]
    monkeypatch.setattr("mutualaid.worker.BEAT_SECONDS", 0)
    worker.beat()
    assert len(channel.posts) == 1, "it has not ticked lately"
