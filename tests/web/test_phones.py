"""The demo's handsets over HTTP: the contract that tools and tests outside the code rely on, and the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mutualaid.config import Config
from mutualaid.demo import ACCOUNT, NUMBER, Demo
from mutualaid.demoseed import demo_config
from mutualaid.service.rounds import asking
from mutualaid.store import messages, plan
from mutualaid.web import phones, sms, voice

ZONE = ZoneInfo("America/Los_Angeles")
ANA, BEN = "+14155550111", "+14155550112"
NEED = "need groceries for 2, 24th and mission, before fri"


class Phones:
    """A demo whose clock stands at Monday 9:00, and a client that talks to it."""

    def __init__(self, folder: Path, at: datetime) -> None:
        self.demo = Demo(demo_config(Config()), f"sqlite:///{folder}/demo.db", at.astimezone(UTC), running=False)
        app = Flask("mutualaid.web", static_folder="static", template_folder="templates")
        app.register_blueprint(sms.blueprint(self.demo.kit, self.demo.door()))
        app.register_blueprint(voice.blueprint(self.demo.kit, self.demo.door()))
        app.register_blueprint(phones.blueprint(self.demo, ACCOUNT, NUMBER, lambda: "/signin/once"))
        self.client: FlaskClient = app.test_client()

    def text(self, from_: str, text: str, **more: object) -> TestResponse:
        return self.client.post("/demo/texts", json={"from": from_, "text": text, **more})

    def texts(self, after: int = 0, **more: str) -> list[dict[str, Any]]:
        found = self.client.get("/demo/texts", query_string={"after": after, **more}).json
        assert isinstance(found, list)
        return found

    def clock(self, **to: object) -> TestResponse:
        return self.client.post("/demo/clock", json=to)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Phones]:
    one = Phones(tmp_path, datetime(2026, 10, 5, 9, tzinfo=ZONE))
    yield one
    one.demo.kit.store.close()


def test_text_is_kept_before_it_is_answered(stage: Phones) -> None:
    answer = stage.text(ANA, NEED)
    assert answer.status_code == 202
    with stage.demo.kit.store.reading() as tx:
        kept = messages.by_provider_id(tx, answer.json["provider_id"])
    assert kept is not None and kept.body == NEED and kept.phone == ANA
    assert [t["to"] for t in stage.texts()] == [NUMBER], "nothing is sent before the worker or settled=1 does it"


def test_settled_waits_for_the_answer(stage: Phones) -> None:
    stage.text(ANA, NEED)
    said, answered, welcome = stage.texts(settled="1")
    assert said == {
        "n": 1,
        "at": "2026-10-05T16:00:00.000Z",
        "from": ANA,
        "to": NUMBER,
        "text": NEED,
        "segments": 1,
        "state": "received",
    }
    assert (answered["from"], answered["to"], answered["state"]) == (NUMBER, ANA, "delivered")
    assert "24th" in answered["text"]
    assert [t["n"] for t in (said, answered, welcome)] == [1, 2, 3]
    assert stage.texts(after=2) == [welcome]


def test_same_provider_id_twice_is_one_text(stage: Phones) -> None:
    first = stage.text(ANA, NEED, provider_id="abc")
    again = stage.text(ANA, NEED, provider_id="abc")
    assert again.status_code == 202 and again.json == first.json
    assert len([t for t in stage.texts(settled="1") if t["from"] == ANA]) == 1


def test_twilio_id_is_taken_as_it_is(stage: Phones) -> None:
    sid = "SM" + "0f" * 16
    assert stage.text(ANA, NEED, provider_id=sid).json == {"provider_id": sid}


def test_number_without_country_code_is_the_groups(stage: Phones) -> None:
    stage.text("(415) 555-0111", "hello")
    assert stage.texts()[0]["from"] == ANA


def test_text_without_signature_is_refused(stage: Phones) -> None:
    form = {"MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "From": ANA, "To": NUMBER, "Body": NEED}
    assert stage.client.post("/sms/inbound", data=form).status_code == 403
    assert stage.texts(settled="1") == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"text": NEED}, "from"),
        ({"from": "nobody", "text": NEED}, "from"),
        ({"from": ANA}, "text"),
        ({"from": ANA, "text": 1}, "text"),
        ({"from": ANA, "text": "x" * 1601}, "1600"),
        ([], "JSON"),
    ],
)
def test_odd_text_is_refused_in_words(stage: Phones, body: object, names: str) -> None:
    answer = stage.client.post("/demo/texts", json=body)
    assert answer.status_code == 400
    assert names in answer.json["error"]
    assert stage.texts(settled="1") == []


def test_odd_after_is_refused_in_words(stage: Phones) -> None:
    answer = stage.client.get("/demo/texts?after=-1")
    assert answer.status_code == 400 and "whole number" in answer.json["error"]


def test_all_shows_what_waits_for_morning(stage: Phones) -> None:
    stage.text(ANA, "I need groceries")
    stage.clock(to="2026-10-05T20:30")
    stage.texts(settled="1")
    with stage.demo.kit.store.reading() as tx:
        assert messages.waiting(tx) == []
    stage.demo.kit.turn(_a_word_at_ten(stage))
    waiting = [t for t in stage.texts(all="1") if t["n"] is None]
    assert [(t["to"], t["text"], t["state"]) for t in waiting] == [(ANA, "A word at ten.", "queued")]
    assert waiting[0]["at"] == "2026-10-06T17:00:00.000Z"
    assert not [t for t in stage.texts() if t["n"] is None]


def _a_word_at_ten(stage: Phones) -> Any:
    from mutualaid.domain.vocabulary import MessageClass
    from mutualaid.store import people

    def work(turn: Any) -> None:
        who = people.by_phone(turn.tx, ANA)
        ten = datetime(2026, 10, 6, 10, tzinfo=ZONE).astimezone(UTC)
        turn.queue(who, "A word at ten.", MessageClass.REST, not_before=ten)

    return work


def test_clock_moves_in_the_groups_zone(stage: Phones) -> None:
    assert stage.client.get("/demo/clock").json["now"] == "2026-10-05T09:00:00-07:00"
    assert stage.clock(advance_minutes=90).json["now"] == "2026-10-05T10:30:00-07:00"
    assert stage.clock(to="2026-10-08T09:00").json["now"] == "2026-10-08T09:00:00-07:00"
    assert stage.clock(to="2026-10-08T17:00:00Z").json["now"] == "2026-10-08T10:00:00-07:00"


def test_moving_the_clock_does_what_falls_due_at_its_own_time(stage: Phones) -> None:
    stage.text(ANA, "I need some groceries")
    asked = stage.texts(settled="1")[1]
    stage.clock(to="2026-10-05T18:00")
    later = [t for t in stage.texts() if t["to"] == ANA and t["at"] > asked["at"]]
    assert later, "an unfinished need is asked about once more"
    assert later[0]["at"] == "2026-10-05T18:00:00.000Z", "two hours after the first question"


def test_clock_does_not_go_back(stage: Phones) -> None:
    answer = stage.clock(to="2026-10-05T08:59")
    assert answer.status_code == 400 and "past" in answer.json["error"]
    assert stage.client.get("/demo/clock").json["now"] == "2026-10-05T09:00:00-07:00"


@pytest.mark.parametrize("to", [{}, {"advance_minutes": -1}, {"advance_minutes": "soon"}, {"to": "tomorrow"}])
def test_odd_move_is_refused_in_words(stage: Phones, to: dict[str, object]) -> None:
    answer = stage.clock(**to)
    assert answer.status_code == 400
    assert re.search(r"advance_minutes|2026-10-08T09:00", answer.json["error"])


def test_about_says_who_is_there(stage: Phones) -> None:
    stage.text(BEN, "I can drive weekends, 94110. My name is Ben")
    about = stage.client.get("/demo.json").json
    assert about["desk"] == "/signin/once"
    assert about["number"] == NUMBER
    assert [(p["phone"], p["name"]) for p in about["phones"]] == [(BEN, "Ben")]
    assert about["clock"]["zone"] == "America/Los_Angeles"


class Page(HTMLParser):
    """What a page loads, and what of it stands inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.fields: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [str(given[name]) for name in ("src", "href") if given.get(name)]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(tag)
        if tag == "body":
            self.fields = given


def test_page_needs_nothing_from_elsewhere_and_nothing_inline(stage: Phones) -> None:
    page = Page(stage.client.get("/demo").text)
    assert page.inline == []
    assert page.fields["data-number"] == NUMBER
    assert page.fields["data-zone"] == "America/Los_Angeles"
    files = [address for address in page.loads if not address.startswith("#")]
    assert len(files) >= 2
    for address in files:
        assert address.startswith("/static/"), address
        with stage.client.get(address) as answer:
            assert answer.status_code == 200


def test_page_says_what_to_do_without_javascript(stage: Phones) -> None:
    text = stage.client.get("/demo").text
    inside = re.search(r"<noscript>(.*?)</noscript>", text, re.S)
    assert inside and "mutualaid talk" in inside[1] and "POST /demo/texts" in inside[1]


# --- calls -----------------------------------------------------------------------------------------------------


def test_a_call_says_what_is_heard_and_takes_a_key(stage: Phones) -> None:
    greeting = stage.client.post("/demo/calls", json={"from": ANA}).json
    assert [said["language"] for said in greeting["says"]] == ["en-US", "es-MX"]
    assert greeting["key_to"].startswith("/voice/key?") and greeting["ring"] is None
    back = stage.client.post("/demo/calls", json={"from": ANA, "path": greeting["key_to"], "key": "1"}).json
    assert "calls you back" in back["says"][0]["words"] and back["key_to"] is None and not back["connects"]


def test_a_call_between_two_who_are_connected(stage: Phones) -> None:
    stage.text(BEN, "i can bring groceries any day, 24th and mission. my name is Ben")
    stage.text(ANA, NEED)
    stage.texts(settled="1")
    with stage.demo.kit.store.reading() as tx:
        (waiting,) = [case for case in plan.open_cases(tx) if case.reason == "shortlist"]
    stage.demo.kit.turn(lambda turn: asking.approve(turn, waiting.need_id or "", "Dana"))
    for phone, words in ((BEN, "1"), (BEN, "tomorrow at 10"), (ANA, "1")):
        stage.texts(settled="1")
        stage.text(phone, words)
    stage.texts(settled="1")
    ring = stage.client.post("/demo/calls", json={"from": ANA}).json["ring"]
    assert ring["phone"] == BEN
    there = {"from": BEN, "rung": True}
    asked = stage.client.post("/demo/calls", json={**there, "path": ring["ask"]}).json
    taken = stage.client.post("/demo/calls", json={**there, "path": asked["key_to"], "key": "1"}).json
    assert taken["connects"]
    over = stage.client.post("/demo/calls", json={"from": ANA, "path": ring["after"]}).json
    assert over == {"says": [], "key_to": None, "ring": None, "connects": False}


@pytest.mark.parametrize(
    "given",
    [
        {"from": "anybody"},
        {"from": ANA, "path": "/sms/inbound"},
        {"from": ANA, "path": "/voice/key", "key": "11"},
        {"from": ANA, "path": "/voice/after"},
    ],
)
def test_a_call_that_is_none_is_explained(stage: Phones, given: dict[str, str]) -> None:
    answer = stage.client.post("/demo/calls", json=given)
    assert answer.status_code == 400 and answer.json["error"]
