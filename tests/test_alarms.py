"""Alarms of the service itself reach a person three ways: by text, by the second channel, and as a bar on the pages
of the desk. And the heartbeat falls silent with the worker."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from mutualaid.config import Alarms
from mutualaid.domain.messages import Alarm
from mutualaid.domain.vocabulary import MessageClass
from mutualaid.service import alarms, phones, tick, watch
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import signin
from mutualaid.service.incoming import recovery
from mutualaid.service.outgoing import lastlook
from mutualaid.store import people, plan
from mutualaid.store.codec import to_text
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
    place.clock.move_to(NINE + lastlook.STOPPED_WAIT + timedelta(seconds=1))
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


def danger(place: Place, words: str = "my husband is not breathing") -> None:
    place.post(place.form(words))
    place.work()


def pass_time(place: Place, span: timedelta) -> None:
    until = place.clock.now() + span
    while place.clock.now() < until:
        place.clock.move_to(place.clock.now() + timedelta(minutes=15))
        place.work()


def refusing(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: int, when: Callable[[str, str], bool] = lambda *_: True
) -> None:
    """The provider refuses with this code each text of which `when` says so, by its phone and its words."""
    send = place.kit.transport.send

    def sends(phone: str, body: str, *, oid: str, valid_seconds: int) -> Any:
        if when(phone, body):
            raise place.kit.transport.explain(code)
        return send(phone, body, oid=oid, valid_seconds=valid_seconds)

    monkeypatch.setattr(place.kit.transport, "send", sends)


@pytest.mark.parametrize("days", [0.5, 8])
def test_danger_again_behind_an_alarm_that_nobody_took_goes_out_anew(
    place: Place, channel: Channel, days: float
) -> None:
    danger(place)
    pass_time(place, timedelta(days=days))
    told, heard = len(to_dana(place)), len(channel.posts)
    danger(place, "there is a fire in my kitchen")
    assert len(to_dana(place)) == told + 1 and "fire" in to_dana(place)[-1]
    assert len(channel.posts) == heard + 1
    danger(place, "the fire is getting bigger")
    assert len(to_dana(place)) == told + 1, "the same fire is no news"
    place.clock.move_to(place.clock.now() + timedelta(minutes=11))
    place.work()
    assert len(to_dana(place)) > told + 1, "and it walks on"


def test_another_danger_within_minutes_goes_out_by_its_name_and_once(place: Place, channel: Channel) -> None:
    danger(place, "im going to kill her when i find her")
    told, heard = len(to_dana(place)), len(channel.posts)
    danger(place, "there is a fire in my kitchen")
    assert len(to_dana(place)) == told + 1 and "fire" in to_dana(place)[-1]
    assert len(channel.posts) == heard + 1
    danger(place, "i will kill her")
    danger(place, "fire fire")
    assert len(to_dana(place)) == told + 1, "both were told"


def test_trouble_that_nobody_took_is_told_again_the_next_day(place: Place, channel: Channel) -> None:
    for day in range(3):
        place.clock.move_to(NINE + timedelta(days=day))
        place.provider.alert(f"{PUBLIC}/sms/inbound", at=place.clock.now())
        recovery.watch(place.kit)
        place.clock.move_to(place.clock.now() + timedelta(minutes=3))
        place.provider.alert(f"{PUBLIC}/sms/inbound", at=place.clock.now() - timedelta(minutes=1))
        assert recovery.watch(place.kit)
        place.work()
        assert len(channel.posts) == day + 1
        assert sum("texts do not reach us" in body for body in to_dana(place)) > day


@pytest.mark.parametrize("how", ["STOP", "dead", "blocked", "hushed"])
def test_who_cannot_be_texted_is_not_counted_on(place: Place, how: str) -> None:
    place.kit.config = replace(place.kit.config, alarms=Alarms())
    with place.kit.store.reading() as tx:
        dana = people.by_phone(tx, DANA)
    assert dana is not None
    if how == "STOP":
        place.post(place.form("STOP", sender=DANA))
    elif how == "dead":
        place.kit.turn(lambda turn: phones.lose(turn, dana, "This number is not in use."))
    elif how == "hushed":
        place.kit.turn(lambda turn: phones.hush(turn, dana))
    else:
        place.kit.turn(lambda turn: phones.block(turn, dana))
    place.work()
    danger(place)
    (said,) = [m["body"] for m in place.provider.messages if m["to"] == ANA and m["direction"] != "inbound"][:1]
    assert "No one here can read this before" in said


@pytest.mark.parametrize("code", [30034, 30002, 30032])
def test_a_refusal_that_comes_later_stops_and_alarms_too(place: Place, channel: Channel, code: int) -> None:
    place.post(place.form("status"))
    place.work()
    (sent,) = [m for m in place.provider.messages if m["direction"] != "inbound"][:1]
    place.post(place.provider.report(sent["sid"], "undelivered", code), "/sms/status")
    before = len(place.provider.messages)
    place.post(place.form("status", sender="+14155550123"))
    place.work()
    assert [m["to"] for m in place.provider.messages[before:] if m["direction"] != "inbound"] == [DANA]
    assert [title for _, title, _ in channel.posts] == ["Texts are held up"]
    pass_time(place, timedelta(minutes=15))
    (late,) = [m for m in place.provider.messages if m["to"] == "+14155550123" and m["direction"] != "inbound"][:1]
    place.post(place.provider.report(late["sid"], "delivered"), "/sms/status")
    with place.kit.store.reading() as tx:
        assert plan.open_alarms(tx), "another carrier may refuse still"
    pass_time(place, timedelta(hours=2))
    before = len(place.provider.messages)
    place.post(place.form("status", sender="+14155550124"))
    place.work()
    place.post(place.provider.report(place.provider.messages[before]["sid"], "delivered"), "/sms/status")
    for where in PAGES:
        assert "not being taken" not in place.client.get(where).get_data(as_text=True), "texts go again"
    with place.kit.store.reading() as tx:
        assert plan.open_alarms(tx) == []


@pytest.mark.parametrize("code", [30007, 30450])
def test_a_text_that_is_held_back_as_unwanted_is_told(place: Place, channel: Channel, code: int) -> None:
    place.post(place.form("status"))
    place.work()
    (sent,) = [m for m in place.provider.messages if m["direction"] != "inbound"][:1]
    place.post(place.provider.report(sent["sid"], "undelivered", code), "/sms/status")
    place.work()
    assert [title for _, title, _ in channel.posts] == ["Texts are held up"]
    assert "texts are not going out" in to_dana(place)[-1]


@pytest.mark.parametrize("code", [21606, 21608])
def test_a_refusal_over_one_phone_does_not_stop_the_others_for_good(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    refusing(place, monkeypatch, code, lambda phone, body: phone == "+14155550123")
    place.post(place.form("status", sender="+14155550123"))
    place.work()
    place.post(place.form("status"))
    pass_time(place, timedelta(minutes=30))
    assert ANA in [m["to"] for m in place.provider.messages]
    pass_time(place, timedelta(hours=30))
    with place.kit.store.reading() as tx:
        refused = people.by_phone(tx, "+14155550123")
        assert refused is not None
        (case,) = [c for c in plan.open_cases(tx) if c.neighbour_id == refused.id]
    assert case.reason == "phone_them"


def test_what_waited_for_a_day_while_we_were_refused_is_not_sent_and_stands_on_the_desk(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = place.kit.transport.send
    refusing(place, monkeypatch, 20003)
    place.post(place.form("status"))
    place.post(place.form("status", sender="+14155550123"))
    pass_time(place, timedelta(days=2))
    monkeypatch.setattr(place.kit.transport, "send", send)
    pass_time(place, timedelta(hours=7))
    assert {m["to"] for m in place.provider.messages} <= {DANA}
    with place.kit.store.reading() as tx:
        to_phone = {c.neighbour_id for c in plan.open_cases(tx) if c.reason == "phone_them"}
        waited = [people.by_phone(tx, phone) for phone in (ANA, "+14155550123")]
    assert {who.id for who in waited if who is not None} <= to_phone


def test_a_stop_noted_by_a_clock_that_was_ahead_holds_nothing(place: Place) -> None:
    with place.kit.store.transaction() as tx:
        plan.set_mark(tx, lastlook.STOPPED, to_text(NINE + timedelta(days=1)))
    place.post(place.form("status"))
    place.work()
    assert ANA in [m["to"] for m in place.provider.messages]


def test_a_text_that_is_tried_again_is_not_overtaken_by_the_next_to_its_phone(place: Place) -> None:
    place.post(place.form("status"))
    place.work()
    before = len(place.sent())
    with place.kit.store.reading() as tx:
        ana = people.by_phone(tx, ANA)
    assert ana is not None
    place.provider.plan.extend([Fail(429, 20429), Fail(429, 20429)])
    for words in ("Ben comes at 5.", "No, Ben comes at 6 after all."):
        place.kit.turn(lambda turn, words=words: turn.queue(ana, words, MessageClass.CONNECTION))  # type: ignore[misc]
        place.work()
    for seconds in (1, 7, 40, 200, 900):
        place.clock.move_to(NINE + timedelta(seconds=seconds))
        place.work()
    assert place.sent()[before:] == ["Ben comes at 5.", "No, Ben comes at 6 after all."]


def test_who_settles_the_case_has_taken_the_alarm_and_the_next_one_goes_out(place: Place, channel: Channel) -> None:
    place.kit.config = replace(place.kit.config, sending=replace(place.kit.config.sending, daily_cap=1))
    with place.kit.store.reading() as tx:
        dana = people.by_phone(tx, DANA)
    assert dana is not None
    for day in range(2):
        place.clock.move_to(NINE + timedelta(days=day))
        place.kit.turn(lambda turn: turn.queue(dana, "Four new needs today.", MessageClass.REST))
        place.work()
        assert len(channel.posts) == day + 1
        with place.kit.store.reading() as tx:
            (case,) = [c for c in plan.open_cases(tx) if c.reason == "daily_cap"]
        place.kit.turn(lambda turn, id=case.id: desk.settle(turn, id), who="Dana")  # type: ignore[misc]
        with place.kit.store.reading() as tx:
            assert plan.open_alarms(tx) == []


def test_an_answer_on_its_way_still_takes_an_alarm_that_is_raised_again(place: Place) -> None:
    danger(place)
    pass_time(place, timedelta(minutes=45))
    place.post(place.form("there is a fire in my kitchen"))  # and before the new text to her has left
    place.post(place.form("1", sender=DANA))
    place.work()
    assert "it is yours" in to_dana(place)[-1]
    with place.kit.store.reading() as tx:
        assert plan.open_alarms(tx) == []


@pytest.mark.parametrize("answer", ["1", "2"])
@pytest.mark.parametrize("then", ["at once", "while texts do not leave", "when another took it"])
def test_an_answer_counts_for_the_alarm_she_was_sent_while_the_next_has_not_left(
    place: Place, monkeypatch: pytest.MonkeyPatch, then: str, answer: str
) -> None:
    danger(place)
    send = place.kit.transport.send
    if then == "while texts do not leave":
        refusing(place, monkeypatch, 20429)
    place.post(place.form("there is a fire in my kitchen", sender="+14155550123"))
    tick.run(place.kit)
    with place.kit.store.reading() as tx:
        first, second = plan.open_alarms(tx)
    if then == "while texts do not leave":
        place.work()
        place.clock.move_to(NINE + timedelta(minutes=2))
    if then == "when another took it":
        place.kit.turn(lambda turn: alarms.acknowledge(turn, second.id, "Lee"), who="Lee")
    place.post(place.form(answer, sender=DANA))
    tick.run(place.kit)
    monkeypatch.setattr(place.kit.transport, "send", send)
    with place.kit.store.reading() as tx:
        still = {alarm.id for alarm in plan.open_alarms(tx)}
    assert (first.id in still) == (answer == "2") and (second.id in still) == (then != "when another took it")
    pass_time(place, timedelta(minutes=15))
    said = " ".join(to_dana(place))
    assert "no open question" not in said and ("it is yours: 0111" in said) == (answer == "1")
    assert ("fire, gas or water: 0123" in said) == (then != "when another took it"), "and the next is put to her"


@pytest.mark.parametrize("refusal", [Fail(429, 20429), Fail(401, 20003), Fail(400, 30007)])
def test_an_answer_counts_though_the_text_that_tells_it_again_is_refused(place: Place, refusal: Fail) -> None:
    danger(place)
    pass_time(place, timedelta(minutes=15))
    place.provider.plan.extend([refusal] * 2)
    danger(place, "he is still not breathing")
    place.post(place.form("1", sender=DANA))
    pass_time(place, timedelta(minutes=15))
    assert any("it is yours: 0111" in body for body in to_dana(place))
    with place.kit.store.reading() as tx:
        assert [a for a in plan.open_alarms(tx) if a.neighbour_id is not None] == []


def test_danger_at_home_behind_an_old_alarm_goes_out_and_nothing_to_the_person(
    place: Place, channel: Channel
) -> None:
    danger(place)
    pass_time(place, timedelta(days=8))
    heard = len(channel.posts)
    place.post(place.form("my husband hits me"))
    place.work()
    to_ana = [m["body"] for m in place.provider.messages if m["to"] == ANA]
    assert "no texts" in to_dana(place)[-1] and len(channel.posts) == heard + 1
    pass_time(place, timedelta(hours=2))
    assert [m["body"] for m in place.provider.messages if m["to"] == ANA] == to_ana


def test_emergencies_are_tried_every_five_minutes_while_we_are_refused_and_hold_up_nobody_after(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = threading.Event()
    refusing(place, monkeypatch, 20003, lambda phone, body: not well.is_set() or phone == "+14155550123")
    place.post(place.form("my husband is not breathing", sender="+14155550123"))
    danger(place)
    pass_time(place, timedelta(hours=3))
    well.set()
    place.clock.move_to(place.clock.now() + timedelta(minutes=6))
    place.work()
    assert ANA in [m["to"] for m in place.provider.messages]
    place.clock.move_to(place.clock.now() + timedelta(minutes=1))
    place.post(place.form("status", sender="+14155550124"))
    place.work()
    assert "+14155550124" in [m["to"] for m in place.provider.messages], "one is tried still, and stops nobody"


EVE = "+14155550191"
NEIGHBOURS = ("+14155550120", "+14155550121", "+14155550122")


def to_eve(place: Place) -> list[str]:
    return [m["body"] for m in place.provider.messages if m["to"] == EVE]


def test_each_of_several_in_danger_at_once_is_told(place: Place) -> None:
    for phone in NEIGHBOURS:
        place.post(place.form("my husband is not breathing", sender=phone))
    place.work()
    assert [body.split(": ")[1][:4] for body in to_dana(place)] == ["0120", "0121", "0122"]
    place.clock.move_to(NINE + timedelta(minutes=7))
    place.work()
    assert {body.split(" texted")[0][-4:] for body in to_dana(place)[3:]} == {"0120", "0121", "0122"}
    for _ in NEIGHBOURS:
        place.post(place.form("1", sender=DANA))
        place.work()
        place.clock.move_to(place.clock.now() + timedelta(seconds=11))
        place.work()
    with place.kit.store.reading() as tx:
        assert plan.open_alarms(tx) == [], "and each can be taken with a digit"


def test_several_in_danger_while_we_are_refused_are_each_told_once_when_texts_go_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = place.kit.transport.send
    refusing(place, monkeypatch, 20003)
    for phone in NEIGHBOURS:
        place.post(place.form("my husband is not breathing", sender=phone))
    pass_time(place, timedelta(minutes=45))
    monkeypatch.setattr(place.kit.transport, "send", send)
    place.clock.move_to(place.clock.now() + timedelta(minutes=6))
    place.work()
    told = [body.split(" texted")[0][-4:] for body in to_dana(place) if "be hurt" in body]
    assert sorted(told) == ["0120", "0121", "0122"]


def test_what_another_took_meanwhile_is_not_told_any_more(place: Place) -> None:
    for phone in NEIGHBOURS:
        place.post(place.form("my husband is not breathing", sender=phone))
    with place.kit.store.reading() as tx:
        first = plan.open_alarms(tx)[0]
        (dana,) = people.coordinators(tx)
    place.kit.turn(lambda turn: desk.acknowledge(turn, first.id, dana), who="Dana")
    place.work()
    assert [body.split(": ")[1][:4] for body in to_dana(place)] == ["0121", "0122"]


def test_a_coordinator_in_danger_herself_is_not_the_one_who_is_told(place: Place) -> None:
    place.kit.config = replace(place.kit.config, alarms=Alarms())
    place.post(place.form("my husband is not breathing", sender=DANA))
    place.work()
    assert "No one here can read this before" in to_dana(place)[0]
    signin.add_coordinator(place.kit, "Eve", EVE, on_duty=True, wake=True)
    place.clock.move_to(NINE + timedelta(hours=1))
    place.post(place.form("there is a fire in my kitchen", sender=DANA))
    place.work()
    assert "fire" in to_eve(place)[-1], "at once, without a turn for herself"


def test_trouble_that_somebody_took_is_told_again_when_it_was_over_or_half_a_day_later(
    place: Place, channel: Channel
) -> None:
    recovery.watch(place.kit)

    def fails_for(span: timedelta) -> None:
        until = place.clock.now() + span
        while place.clock.now() < until:
            place.clock.move_to(place.clock.now() + timedelta(minutes=6))
            place.provider.alert(f"{PUBLIC}/sms/inbound", at=place.clock.now())
            assert recovery.watch(place.kit)
            place.work()

    fails_for(timedelta(minutes=6))
    place.post(place.form("1", sender=DANA))
    place.work()
    fails_for(timedelta(hours=2))
    assert len(channel.posts) == 1, "Dana has it"
    with place.kit.store.reading() as tx:
        (case,) = [c for c in plan.open_cases(tx) if c.reason == "webhook_errors"]
    place.kit.turn(lambda turn: desk.settle(turn, case.id), who="Dana")
    fails_for(timedelta(minutes=6))
    assert len(channel.posts) == 2, "she thought that it was over"
    place.post(place.form("1", sender=DANA))
    place.work()
    fails_for(timedelta(hours=13))
    assert len(channel.posts) == 3


def test_who_is_asked_about_danger_hears_of_the_service_after_that(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(place, monkeypatch, 30007, lambda phone, body: phone == ANA)
    danger(place)
    assert len(channel.posts) == 2 and len(to_dana(place)) == 1 and "be hurt" in to_dana(place)[0]
    place.post(place.form("1", sender=DANA))
    place.work()
    place.clock.move_to(NINE + timedelta(minutes=11))
    place.work()
    assert "it is yours: 0111" in to_dana(place)[1] and "not going out" in to_dana(place)[2]


def test_danger_does_not_wait_for_an_answer_that_is_held_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(place, monkeypatch, 20003, lambda phone, body: "be hurt" not in body)
    place.post(place.form("status"))
    place.work()
    place.post(place.form("need groceries", sender=DANA))
    place.work()
    place.clock.move_to(NINE + timedelta(minutes=1))
    danger(place)
    for seconds in range(0, 120, 15):
        place.clock.move_to(NINE + timedelta(minutes=1, seconds=seconds))
        place.work()
    assert ["be hurt" in body for body in to_dana(place)] == [True]


def test_an_alarm_over_a_silent_worker_ends_when_it_runs_again(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_silent(place, monkeypatch)
    place.client.get("/healthz", buffered=True)
    assert len(to_dana(place)) == 1
    for minutes in (5, 10, 40):
        place.clock.move_to(NINE + timedelta(minutes=minutes))
        tick.mark(place.kit)
        place.work()
    assert len(to_dana(place)) == 1
    with place.kit.store.reading() as tx:
        assert plan.open_alarms(tx) == []


def test_who_takes_an_alarm_is_not_asked_about_one_of_last_week(place: Place) -> None:
    danger(place)
    place.clock.move_to(NINE + timedelta(days=8))
    place.work()
    place.post(place.form("my husband is not breathing", sender=NEIGHBOURS[0]))
    place.work()
    place.post(place.form("1", sender=DANA))
    pass_time(place, timedelta(hours=1))
    assert "it is yours: 0120" in to_dana(place)[-1]


def test_danger_behind_an_alarm_that_a_clock_ahead_noted_goes_out_anew(place: Place) -> None:
    danger(place)
    with place.kit.store.transaction() as tx:
        (alarm,) = plan.open_alarms(tx)
        plan.change_alarm(tx, alarm.id, created_at=NINE + timedelta(days=1))
    danger(place, "there is a fire in my kitchen")
    assert "fire" in to_dana(place)[-1]


@pytest.mark.parametrize("code", [21610, 21614, 30007])
def test_where_the_first_on_call_cannot_be_texted_the_next_hears_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    signin.add_coordinator(place.kit, "Eve", EVE, on_duty=True, wake=True)
    send, tried = place.kit.transport.send, []

    def refuses(phone: str, body: str, *, oid: str, valid_seconds: int) -> Any:
        tried.append((phone, "be hurt" in body))
        if phone in (DANA, *refused):
            raise place.kit.transport.explain(code)
        return send(phone, body, oid=oid, valid_seconds=valid_seconds)

    refused: set[str] = set()
    monkeypatch.setattr(place.kit.transport, "send", refuses)
    danger(place)
    assert ["be hurt" in body for body in to_eve(place)].count(True) == 1
    refused.add(EVE)
    tried.clear()
    place.post(place.form("my husband is not breathing", sender=NEIGHBOURS[0]))
    place.work()
    assert tried.count((EVE, True)) <= 1 and tried.count((DANA, True)) <= 1, "and nobody again and again"


@pytest.mark.parametrize("code", [21610, 21614])
def test_who_stands_between_two_that_cannot_be_texted_hears_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    signin.add_coordinator(place.kit, "Eve", EVE, on_duty=True, wake=True)
    signin.add_coordinator(place.kit, "Fay", "+14155550192", on_duty=True, wake=True)
    refusing(place, monkeypatch, code, lambda phone, body: phone in (DANA, "+14155550192"))
    danger(place)
    assert ["be hurt" in body for body in to_eve(place)] == [True]


def test_trouble_that_a_clock_ahead_noted_and_somebody_took_is_told_once_and_not_over_and_over(
    place: Place, channel: Channel
) -> None:
    recovery.watch(place.kit)
    ahead = NINE + timedelta(days=3)
    with place.kit.store.transaction() as tx:
        for kind in ("webhooks", "cap"):
            taken = Alarm(id=kind, kind=kind, created_at=ahead, acknowledged_at=ahead, acknowledged_by="Dana")
            plan.insert_alarm(tx, taken)
    for _ in range(4):
        place.clock.move_to(place.clock.now() + timedelta(minutes=6))
        place.provider.alert(f"{PUBLIC}/sms/inbound", at=place.clock.now())
        assert recovery.watch(place.kit)
        place.work()
        place.post(place.form("1", sender=DANA))
        place.work()
    assert len(channel.posts) == 1
    place.kit.turn(lambda turn: alarms.raise_service_alarm(turn, "cap", NINE))
    place.work()
    assert len(channel.posts) == 2


def test_a_worker_that_ticked_by_a_clock_ahead_does_not_run_again_for_that(
    place: Place, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.kit.store.transaction() as tx:
        plan.set_mark(tx, "tick_at", to_text(NINE + timedelta(days=1)))
    seen_silent(place, monkeypatch)
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.0)
    for minutes in (0, 5, 12):
        place.clock.move_to(NINE + timedelta(minutes=minutes))
        place.client.get("/healthz", buffered=True)
    assert len(to_dana(place)) > 1, "until one takes it"
    with place.kit.store.reading() as tx:
        assert [a.kind for a in plan.open_alarms(tx)] == ["worker"]


def test_trouble_that_somebody_took_late_is_not_told_again_a_moment_after(place: Place, channel: Channel) -> None:
    recovery.watch(place.kit)

    def fails_at(since_nine: timedelta) -> None:
        place.clock.move_to(NINE + since_nine - timedelta(minutes=6))
        recovery.watch(place.kit)
        place.provider.alert(f"{PUBLIC}/sms/inbound", at=place.clock.now())
        place.clock.move_to(NINE + since_nine)
        assert recovery.watch(place.kit)
        place.work()

    fails_at(timedelta(minutes=6))
    place.clock.move_to(NINE + timedelta(hours=11, minutes=30))
    place.work()
    place.post(place.form("1", sender=DANA))
    place.work()
    assert "it is yours" in to_dana(place)[-1]
    fails_at(timedelta(hours=12, minutes=20))
    assert len(channel.posts) == 1
    fails_at(timedelta(hours=24))
    assert len(channel.posts) == 2
