"""The real routes and the official client against a stand-in for the provider: refusals, duplicates, faults."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from standin import ACCOUNT, DROP, OWN, TOKEN, Fail, StandIn
from werkzeug.test import TestResponse

from mutualaid.app import create_app
from mutualaid.clock import Dice, MovedClock
from mutualaid.config import Environment
from mutualaid.domain.messages import Message
from mutualaid.domain.vocabulary import MessageClass, MessageState
from mutualaid.service import tick
from mutualaid.service.incoming import inbound, recovery
from mutualaid.service.incoming.doorstep import Doorstep
from mutualaid.service.incoming.hearing import Heard
from mutualaid.service.keeping import forgetting
from mutualaid.service.kit import Kit
from mutualaid.service.outgoing import comparing, outbox
from mutualaid.service.turn import Turn
from mutualaid.store import leases, messages, needs, people, plan
from mutualaid.store.codec import to_text
from mutualaid.store.engine import StoreError, Tx
from mutualaid.store.files import backup
from mutualaid.transport.base import InboundText, Outcome, SendProblem, Sent
from mutualaid.transport.twilio import sign
from mutualaid.transport.twilio_webhook import read_inbound
from mutualaid.wiring import build
from tests.at_once import at_once
from tests.world import config, new_store

PUBLIC = "https://help.example.org"
ANA = "+14155550111"
NINE = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)


def read(form: dict[str, str]) -> InboundText:
    return read_inbound({name: [value] for name, value in form.items()}, ACCOUNT, [OWN])


def broken(*_: object) -> object:
    raise ValueError("a fault of ours")


class Place:
    """A service wired to the stand-in, and a hand to text it with."""

    def __init__(self, folder: Path, provider: StandIn) -> None:
        file = folder / "real.db"
        if not file.exists():
            shutil.copy(new_store(), file)
        env = Environment(
            database_url=f"sqlite:///{file}",
            public_url=PUBLIC,
            twilio_account_sid=ACCOUNT,
            twilio_auth_tokens=(TOKEN,),
            twilio_from=OWN,
            twilio_api_base=provider.url,
            secret_key="s" * 40,
        )
        settings = config(env=env)
        settings = replace(settings, sending=replace(settings.sending, segments_per_second=1e6))
        self.clock = MovedClock(NINE, running=False)
        self.kit = build(settings, clock=self.clock, dice=Dice(3))
        self.client: FlaskClient = create_app(self.kit).test_client()
        self.provider = provider
        self._sids = itertools.count(1)

    def form(self, body: str, sender: str = ANA, **more: str) -> dict[str, str]:
        sid = f"SM{next(self._sids):032x}"
        return {
            "MessageSid": sid, "AccountSid": ACCOUNT, "From": sender, "To": OWN, "Body": body, "NumMedia": "0",
            "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01", **more,
        }  # fmt: skip

    def post(self, form: dict[str, str], path: str = "/sms/inbound", signature: str | None = None) -> TestResponse:
        signed = sign(TOKEN, PUBLIC + path, form) if signature is None else signature
        return self.client.post(path, data=form, headers={"X-Twilio-Signature": signed})

    def work(self) -> None:
        while tick.run(self.kit) + outbox.pump(self.kit):
            pass

    def sent(self) -> list[str]:
        return [m["body"] for m in self.provider.messages if m["direction"] != "inbound"]

    def kept(self) -> list[Message]:
        with self.kit.store.reading() as tx:
            return [m for n in people.everyone(tx) for m in messages.of_neighbour(tx, n.id)]

    def texts_out(self) -> list[Message]:
        return [m for m in self.kept() if m.direction == "out"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with StandIn(now=lambda: NINE) as provider:
        here = Place(tmp_path, provider)
        yield here
        here.kit.store.close()


def test_a_signed_text_is_answered_through_the_official_client(place: Place) -> None:
    answer = place.post(place.form("need groceries, 24th and mission"))
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert b"<Message" not in answer.data
    place.work()
    assert place.sent()[0].startswith("Got it: food, 24th & Mission.")
    assert all(f"oid={m.id}" in str(place.provider.requests) for m in place.texts_out())


@pytest.mark.parametrize("signature", ["", "wrong", "ü" * 28])
def test_a_bad_signature_is_refused_and_nothing_stored(place: Place, signature: str) -> None:
    assert place.post(place.form("hello"), signature=signature).status_code == 403
    assert place.kept() == []


def test_a_missing_signature_is_refused(place: Place) -> None:
    assert place.client.post("/sms/inbound", data=place.form("hello")).status_code == 403
    assert place.kept() == []


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"MessageSid": "SM12"}, 400),
        ({"From": ""}, 400),
        ({"NumMedia": "many"}, 400),
        ({"Body": "x" * 1601}, 400),
        ({"AccountSid": "AC" + "9" * 32}, 403),
        ({"To": "+14155550999"}, 403),
    ],
)
def test_an_odd_field_or_a_foreign_account_is_refused(place: Place, more: dict[str, str], status: int) -> None:
    assert place.post(place.form("hello") | more).status_code == status
    assert place.kept() == []


def test_too_long_a_body_is_refused_before_it_is_read(place: Place) -> None:
    answer = place.client.post("/sms/inbound", data=b"x" * 70_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body", ["x " * 800, "🙏🙏🙏", "a\x00b\x07c", "\u202eevil\u200b", "", "💥" * 1600, "<script>alert(1)</script>"]
)
def test_odd_texts_are_kept_and_never_an_error(place: Place, body: str) -> None:
    answer = place.post(place.form(body))
    assert answer.status_code == 200
    place.work()
    assert [m.state for m in place.kept() if m.direction == "in"] == [MessageState.HANDLED]


def test_a_short_code_is_kept_on_the_desk_and_never_answered(place: Place) -> None:
    assert place.post(place.form("Your code is 1234", sender="62626")).status_code == 200
    place.work()
    assert place.sent() == []
    with place.kit.store.reading() as tx:
        assert [c.reason for c in plan.open_cases(tx)] == ["no_number"]


def test_the_same_text_delivered_often_and_at_once_has_one_effect(place: Place) -> None:
    form = place.form("need groceries, 24th and mission")
    answers: list[int] = []

    def deliver() -> None:
        answers.append(place.post(form).status_code)
        place.kit.store.connection().close()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 8
    place.work()
    assert len([m for m in place.kept() if m.direction == "in"]) == 1
    assert len([b for b in place.sent() if b.startswith("Got it")]) == 1


def test_texts_that_come_while_another_has_its_turn_are_kept_and_answered_in_order(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["need groceries", "24th and mission", "tomorrow 10am"]
    others = [f"+1415555{n:04d}" for n in range(120, 126)]

    hear = inbound.hear

    def meanwhile(kit: Kit, message: Message) -> Heard:
        slow.setattr(inbound, "hear", hear)
        assert [place.post(place.form(body)).status_code for body in said[1:]] == [200, 200]
        assert {place.post(place.form("need a ride", sender=phone)).status_code for phone in others} == {200}
        assert place.texts_out() == []
        return hear(kit, message)

    with monkeypatch.context() as slow:
        slow.setattr(inbound, "hear", meanwhile)
        assert place.post(place.form(said[0])).status_code == 200
    with place.kit.store.reading() as tx:
        assert len(messages.unhandled(tx)) == 2 + len(others)
    place.work()
    with place.kit.store.reading() as tx:
        assert messages.unhandled(tx) == []
        ana = people.by_phone(tx, ANA)
        assert ana is not None
        assert [m.body for m in messages.of_neighbour(tx, ana.id) if m.direction == "in"] == said
        assert all(people.by_phone(tx, phone) is not None for phone in others)
    assert len([b for b in place.sent() if "food, 24th & Mission, tomorrow 10am" in b]) == 1, place.sent()


def test_of_texts_that_wait_danger_has_its_turn_first_and_each_phone_its_order(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    doorstep, turns, take = Doorstep(place.kit), [], inbound._take
    ben, rosa, old = (f"+1415555{n:04d}" for n in (121, 122, 123))
    said = [
        (ANA, "need groceries, 24th and mission, tomorrow 10am"), (ben, "hello"), (old, "please stop texting me"),
        (rosa, "need a ride"), (rosa, "my mother fell and cannot breathe"),
    ]  # fmt: skip

    def taken(turn: Turn, message: Message, heard: Heard | None) -> None:
        turns.append((message.phone, message.body))
        take(turn, message, heard)

    for phone, body in said:
        doorstep.keep(read(place.form(body, sender=phone)))
        place.clock.move_to(place.clock.now() + timedelta(seconds=1))
    monkeypatch.setattr(inbound, "_take", taken)
    place.work()
    assert turns == [*said[3:], said[2], *said[:2]]


def test_who_comes_while_others_wait_is_kept_too(place: Place) -> None:
    Doorstep(place.kit).keep(read(place.form("need groceries, 24th and mission, tomorrow 10am")))
    assert place.post(place.form("need a ride", sender="+14155550121")).status_code == 200
    with place.kit.store.reading() as tx:
        assert len(messages.unhandled(tx)) == 2
    place.work()
    assert place.post(place.form("status", sender="+14155550121")).status_code == 200
    with place.kit.store.reading() as tx:
        assert messages.unhandled(tx) == []


def test_who_is_kept_does_not_wait_for_those_after(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    doorstep, batches, all_waiting = Doorstep(place.kit), [], Doorstep._all_waiting
    left = threading.Event()

    def come(number: int) -> threading.Thread:
        text = read(place.form("need food", sender=f"+1415555{number:04d}"))
        thread = threading.Thread(target=lambda: (doorstep.keep(text), number == 122 and left.set()))
        thread.start()
        return thread

    def watched(self: Doorstep) -> list[Any]:
        found = all_waiting(self)
        batches.append(sorted(one.message.phone[-3:] for one in found))
        if len(batches) < 3:  # some come while this is written
            threads.extend(come(number) for number in waves[len(batches) - 1])
            while len(doorstep._waiting) < len(waves[len(batches) - 1]):
                time.sleep(0.001)
        else:
            assert left.wait(10)
        return found

    waves, threads = [(121, 122), (123, 124)], []
    monkeypatch.setattr(Doorstep, "_all_waiting", watched)
    threads.append(come(120))
    for thread in threads:
        thread.join()
    assert batches == [["120"], ["121", "122"], ["123", "124"]]


def test_who_comes_while_the_first_waits_for_the_store_is_kept_with_it(place: Place) -> None:
    doorstep, opened, transaction = Doorstep(place.kit), 0, place.kit.store.transaction
    texts = [read(place.form("need food", sender=f"+1415555{n:04d}")) for n in range(120, 124)]
    threads = [threading.Thread(target=doorstep.keep, args=(text,)) for text in texts[1:]]

    @contextmanager
    def long_awaited() -> Iterator[Tx]:
        nonlocal opened
        opened += 1
        for thread in threads:
            thread.start()
        while len(doorstep._waiting) < len(texts):
            time.sleep(0.001)
        with transaction() as tx:
            yield tx

    place.kit.store.transaction = long_awaited  # type: ignore[method-assign]
    doorstep.keep(texts[0])
    for thread in threads:
        thread.join()
    with place.kit.store.reading() as tx:
        assert {m.provider_id for m in messages.unhandled(tx)} == {text.provider_id for text in texts}
    assert opened == 1


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("fault", [ValueError, SystemExit])
def test_a_writer_that_fails_leaves_nobody_waiting(place: Place, fault: type[BaseException], begun: bool) -> None:
    """Not a full disk, which is foreseen, but a fault of ours, or an end of its thread."""
    doorstep, transaction = Doorstep(place.kit), place.kit.store.transaction

    @contextmanager
    def broken() -> Iterator[Tx]:
        time.sleep(0.05)
        if begun:
            with transaction() as tx:
                yield tx
                raise fault("no such thing")
        raise fault("no such thing")

    place.kit.store.transaction = broken  # type: ignore[method-assign]
    ended: list[BaseException | None] = []

    def keep() -> None:
        try:
            ended.append(doorstep.keep(read(place.form("need food"))))
        except BaseException as problem:
            ended.append(problem)

    at_once(*[keep] * 4)
    assert all(isinstance(one, StoreError | fault) for one in ended), ended
    assert len(ended) == 4
    place.kit.store.transaction = transaction  # type: ignore[method-assign]
    doorstep.keep(read(place.form("need food")))
    with place.kit.store.reading() as tx:
        assert len(messages.unhandled(tx)) == 1


def test_texts_that_come_at_once_are_kept_in_few_transactions_and_each_is_told(place: Place) -> None:
    doorstep, opened = Doorstep(place.kit), 0
    transaction = place.kit.store.transaction

    @contextmanager
    def counted() -> Iterator[Tx]:
        nonlocal opened
        opened += 1
        with transaction() as tx:
            time.sleep(0.05)
            yield tx

    place.kit.store.transaction = counted  # type: ignore[method-assign]
    texts = [read(place.form("need food", sender=f"+1415555{n:04d}")) for n in range(120, 132)]
    at_once(*(partial(doorstep.keep, text) for text in (*texts, texts[0])))
    with place.kit.store.reading() as tx:
        assert {m.provider_id for m in messages.unhandled(tx)} == {text.provider_id for text in texts}
    assert opened < len(texts)

    @contextmanager
    def full() -> Iterator[Tx]:
        raise StoreError("database or disk is full")
        yield

    place.kit.store.transaction = full  # type: ignore[method-assign]
    said = at_once(*(partial(doorstep.keep, read(place.form("need food"))) for _ in range(4)))
    assert [type(one) for one in said] == [StoreError] * 4


def test_a_text_waits_behind_an_earlier_one_of_its_phone(place: Place) -> None:
    Doorstep(place.kit).keep(read(place.form("need groceries, 24th and mission, tomorrow 10am")))
    place.clock.move_to(NINE + timedelta(seconds=1))
    assert place.post(place.form("no 11")).status_code == 200
    assert place.texts_out() == []
    place.work()
    assert [b for b in place.sent() if "tomorrow 11am" in b], place.sent()


def test_a_replay_after_a_day_has_no_effect(place: Place) -> None:
    form = place.form("need groceries, 24th and mission")
    place.post(form)
    place.work()
    before = place.sent()
    place.clock.move_to(NINE + timedelta(days=1))
    assert place.post(form).status_code == 200
    assert len([m for m in place.kept() if m.direction == "in"]) == 1
    assert place.sent() == before


def test_the_same_words_under_two_ids_are_one_need(place: Place) -> None:
    place.post(place.form("need groceries, 24th and mission"))
    place.post(place.form("need groceries, 24th and mission"))
    with place.kit.store.reading() as tx:
        from mutualaid.store import needs

        who = people.by_phone(tx, ANA)
        assert who is not None
        assert len(needs.needs_of(tx, who.id)) == 1


def test_a_text_the_provider_took_and_did_not_confirm_is_never_sent_twice(place: Place) -> None:
    place.provider.plan.append(DROP)
    place.post(place.form("status"))
    place.work()
    first = place.texts_out()[0]
    assert first.state in (MessageState.UNSURE, MessageState.SENT)
    outbox.reconcile(place.kit)
    place.work()
    assert place.sent().count(first.body) == 1
    assert {m.state for m in place.texts_out() if m.body == first.body} == {MessageState.SENT}


def test_an_unsure_text_whose_words_went_out_twice_is_not_sent_a_third_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    place.provider.plan.append(DROP)
    for _ in range(3):
        place.post(place.form("status"))
        place.work()
        place.clock.move_to(place.clock.now() + timedelta(seconds=10))
    first = place.texts_out()[0]
    same = [m for m in place.texts_out() if m.body == first.body]
    before = place.sent().count(first.body)
    assert first.state is MessageState.UNSURE and before == len(same) == 2
    for _ in range(3):
        place.clock.move_to(place.clock.now() + timedelta(minutes=2))
        outbox.reconcile(place.kit)
        place.work()
    assert place.sent().count(first.body) == before
    same = [m for m in place.texts_out() if m.body == first.body]
    assert len({m.provider_id for m in same if m.state is MessageState.SENT}) == before == len(same)


@pytest.mark.parametrize(("code", "told"), [(30006, "phone_them"), (30034, "sender_stopped")])
def test_an_unsure_text_that_is_found_as_failed_is_someone_to_phone(place: Place, code: int, told: str) -> None:
    place.provider.plan.append(DROP)
    place.post(place.form("status"))
    place.work()
    for message in place.provider.messages:
        message |= {"status": "undelivered", "error_code": code}
    outbox.reconcile(place.kit)
    first = place.texts_out()[0]
    assert (first.state, first.error) == (MessageState.UNDELIVERED, code)
    with place.kit.store.reading() as tx:
        assert told in [c.reason for c in plan.open_cases(tx)]


def test_a_callback_that_comes_late_keeps_the_text_from_being_sent_once_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider took it, did not list it in time, and says so while the new copy waits to leave."""
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    monkeypatch.setattr(place.kit.transport, "find", lambda to, body, since: [])
    place.provider.plan.append(DROP)
    place.post(place.form("status"))
    place.work()
    outbox.reconcile(place.kit)
    first, copy = (m for m in place.texts_out() if m.line != "welcome")
    assert first.state is MessageState.FAILED and copy.state is MessageState.QUEUED and copy.body == first.body
    (taken,) = [m for m in place.provider.messages if m["body"] == first.body]
    for word in ("sent", "delivered"):
        told = place.post(place.provider.report(taken["sid"], word), f"/sms/status?oid={first.id}")
        assert told.status_code == 200
    place.work()
    assert place.sent().count(first.body) == 1
    with place.kit.store.reading() as tx:
        assert messages.get(tx, copy.id).state is MessageState.DROPPED  # type: ignore[union-attr]


def test_an_unsure_text_to_somebody_forgotten_is_not_looked_for_and_holds_up_no_other(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    for phone in ("+14155550123", ANA):
        place.provider.plan.append(DROP)
        place.post(place.form("status", sender=phone))
        place.work()
    forgetting.forget(place.kit, "+14155550123")
    find, asked = place.kit.transport.find, []

    def finds(to: str, body: str, since: datetime) -> list[Sent]:
        asked.append(to)
        if not to.startswith("+"):
            raise SendProblem(Outcome.PERMANENT, "This is not a phone number.", 21211)
        return find(to, body, since)

    monkeypatch.setattr(place.kit.transport, "find", finds)
    for _ in range(3):
        outbox.reconcile(place.kit)
        place.work()
    assert set(asked) == {ANA}
    assert [m.state for m in place.texts_out() if m.phone == ANA and m.line != "welcome"] == [MessageState.SENT]
    gone = [m.state for m in place.texts_out() if m.phone != ANA]
    assert not {MessageState.UNSURE, MessageState.QUEUED, MessageState.SENDING} & set(gone)
    assert all(m["to"] in (ANA, "+14155550123") for m in place.provider.messages)


def test_a_callback_for_a_text_whose_copy_was_found_in_its_place_is_taken(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one was taken, but the provider's list had it late: its copy, which was not, was found as it."""
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    find = place.kit.transport.find
    place.provider.plan.append(DROP)
    place.post(place.form("status"))
    place.work()
    monkeypatch.setattr(place.kit.transport, "find", lambda *_: [])
    outbox.reconcile(place.kit)
    monkeypatch.setattr(place.kit.transport, "find", find)
    place.provider.plan.append(Fail(500, 20500))
    place.work()
    outbox.reconcile(place.kit)
    first, copy = sorted((m for m in place.texts_out() if m.line != "welcome"), key=lambda m: m.provider_id or "")
    assert (first.state, copy.state) == (MessageState.FAILED, MessageState.SENT)
    form = {"MessageSid": copy.provider_id or "", "AccountSid": ACCOUNT, "MessageStatus": "delivered"}
    assert place.post({**form, "From": OWN, "To": ANA}, f"/sms/status?oid={first.id}").status_code == 200
    assert [m.state for m in place.texts_out() if m.provider_id == copy.provider_id] == [MessageState.DELIVERED]
    assert place.sent().count(copy.body) == 1


def test_a_text_that_was_refused_before_it_got_lost_is_still_written_anew_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    busy = [Fail(429, 20429), Fail(429, 20429)]

    def lost() -> Message:
        place.provider.plan.extend([*busy, Fail(500, 20500)])
        busy.clear()
        for _ in range(3):
            place.clock.move_to(place.clock.now() + timedelta(minutes=1))
            outbox.pump(place.kit)
        outbox.reconcile(place.kit)
        return place.texts_out()[-1]

    place.kit.transport.confirms_stop = False
    place.post(place.form("STOP"))
    assert lost().state is MessageState.QUEUED
    assert lost().state is MessageState.FAILED and place.sent() == []
    with place.kit.store.reading() as tx:
        assert "phone_them" in [c.reason for c in plan.open_cases(tx)]


def test_a_text_without_a_final_state_is_asked_about_twice_a_day_and_holds_up_no_other(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = place.kit.transport.state_of
    monkeypatch.setattr(place.kit.transport, "state_of", lambda id: (asked.append(id), ask(id))[1])
    place.post(place.form("status"))
    place.work()
    sent = len(place.sent())
    for hours, times in ((11, 0), (13, 1), (14, 1), (26, 2), (27, 2)):
        place.clock.move_to(NINE + timedelta(hours=hours))
        outbox.reconcile(place.kit)
        assert len(asked) == times * sent, hours
    for message in place.provider.messages:
        message |= {"status": "undelivered", "error_code": 30006}
    place.clock.move_to(NINE + timedelta(hours=40))
    outbox.reconcile(place.kit)
    with place.kit.store.reading() as tx:
        assert "phone_them" in [c.reason for c in plan.open_cases(tx)]


def test_a_text_the_provider_cannot_tell_of_holds_up_the_others_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = place.kit.transport.state_of

    def tells(id: str) -> tuple[MessageState, int | None]:
        asked.append(id)
        if id == asked[0]:
            raise SendProblem(Outcome.UNSURE, "Twilio had an error.", 20500)
        return ask(id)

    monkeypatch.setattr(place.kit.transport, "state_of", tells)
    place.post(place.form("status"))
    place.work()
    place.clock.move_to(NINE + timedelta(hours=13))
    with pytest.raises(SendProblem):
        outbox.reconcile(place.kit)
    outbox.reconcile(place.kit)
    assert len(asked) == len(set(asked)) == len(place.sent())


@pytest.mark.parametrize("fate", [Outcome.RETRY, Outcome.UNSURE])
def test_a_text_on_its_way_when_somebody_may_read_along_is_not_tried_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, fate: Outcome
) -> None:
    monkeypatch.setattr(outbox, "UNSURE_GRACE", 0.0)
    send = place.kit.transport.send

    def stumbles(to: str, body: str, **more: Any) -> Sent:
        monkeypatch.setattr(place.kit.transport, "send", send)
        place.post(place.form("my husband hits me and he reads my phone"))
        raise SendProblem(fate, "Twilio had an error.", 20500)

    place.post(place.form("need groceries, 24th and mission"))
    monkeypatch.setattr(place.kit.transport, "send", stumbles)
    place.work()
    outbox.reconcile(place.kit)
    place.clock.move_to(NINE + timedelta(minutes=5))
    place.work()
    assert not any("food" in body for body in place.sent()) and any("911" in body for body in place.sent())


def test_a_day_used_up_at_the_provider_stops_the_sender_and_a_person_is_told(place: Place) -> None:
    place.provider.plan.append(Fail(429, 63038))
    place.post(place.form("status"))
    place.work()
    with place.kit.store.reading() as tx:
        assert [c.reason for c in plan.open_cases(tx)] == ["sender_stopped"]
        assert [a.kind for a in plan.open_alarms(tx)] == ["sender"]


def test_a_busy_provider_is_asked_again_and_a_refused_number_is_someone_to_phone(place: Place) -> None:
    place.provider.plan.extend([Fail(429, 20429), Fail(400, 21614)])
    place.post(place.form("status"))
    place.work()
    place.clock.move_to(NINE + timedelta(minutes=1))
    place.work()
    with place.kit.store.reading() as tx:
        assert "phone_them" in [c.reason for c in plan.open_cases(tx)]
    states = sorted(m.state.value for m in place.texts_out())
    assert states == ["dropped", "failed"], "what still waited for a dead number is not tried again"


@pytest.mark.parametrize(("retry_after", "seconds"), [("90", 90), ("9999999", 3600), ("soon", 7), ("", 7)])
def test_a_provider_that_says_how_long_to_wait_is_heard(place: Place, retry_after: str, seconds: int) -> None:
    place.provider.plan.append(Fail(429, 20429, retry_after=retry_after))
    place.post(place.form("status"))
    outbox.pump(place.kit)
    place.clock.move_to(NINE + timedelta(seconds=seconds - 4))
    outbox.pump(place.kit)
    assert [m for m in place.sent() if "nothing open" in m] == []
    place.clock.move_to(NINE + timedelta(seconds=seconds + 1))
    outbox.pump(place.kit)
    assert [m for m in place.sent() if "nothing open" in m]


def test_danger_is_tried_again_within_minutes_whatever_the_provider_says(place: Place) -> None:
    place.provider.plan.append(Fail(429, 20429, retry_after="3600"))
    place.post(place.form("my husband is not breathing"))
    outbox.pump(place.kit)
    assert place.sent() == []
    place.clock.move_to(NINE + timedelta(minutes=5, seconds=1))
    outbox.pump(place.kit)
    assert "911" in place.sent()[0]


def test_an_opt_out_learned_from_the_provider_counts_here_too(place: Place) -> None:
    place.provider.plan.append(Fail(400, 21610))
    place.post(place.form("need groceries, 24th and mission"))
    place.work()
    with place.kit.store.reading() as tx:
        who = people.by_phone(tx, ANA)
    assert who is not None
    assert who.standing == "opted_out"
    assert place.sent() == []


def test_wrong_credentials_stop_the_sender_and_the_desk_is_told(place: Place) -> None:
    place.provider.plan.append(Fail(401, 20003))
    place.post(place.form("status"))
    place.work()
    with place.kit.store.reading() as tx:
        assert "sender_stopped" in [c.reason for c in plan.open_cases(tx)]
    assert place.sent() == []
    place.clock.move_to(NINE + timedelta(minutes=6))
    place.work()
    assert place.sent()


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_status_callbacks_in_any_order_never_move_a_text_backwards(place: Place, order: tuple[str, ...]) -> None:
    place.post(place.form("status"))
    place.work()
    message = place.texts_out()[0]
    assert message.provider_id is not None
    for word in (*order, *order):
        form = place.provider.report(message.provider_id, word)
        assert place.post(form, f"/sms/status?oid={message.id}").status_code == 200
    after = next(m for m in place.texts_out() if m.id == message.id)
    assert after.state is MessageState.DELIVERED


@pytest.mark.parametrize(("word", "state"), [("sent", "sent"), ("delivered", "delivered"), ("failed", "failed")])
def test_a_callback_before_the_provider_has_answered_us_is_not_lost(
    place: Place, monkeypatch: pytest.MonkeyPatch, word: str, state: str
) -> None:
    send = place.kit.transport.send

    def overtaken(phone: str, body: str, *, oid: str, valid_seconds: int) -> Any:
        sent = send(phone, body, oid=oid, valid_seconds=valid_seconds)
        code = 30003 if word == "failed" else None
        form = place.provider.report(sent.provider_id, word, code)
        assert place.post(form, f"/sms/status?oid={oid}").status_code == 200
        return sent

    place.post(place.form("status"))
    monkeypatch.setattr(place.kit.transport, "send", overtaken)
    outbox.pump(place.kit)
    message = place.texts_out()[0]
    assert (message.state, message.provider_id is not None) == (state, True)
    assert len(place.sent()) == len({m.provider_id for m in place.texts_out() if m.provider_id})


def test_a_callback_for_a_text_we_do_not_know_is_answered_and_ignored(place: Place) -> None:
    place.post(place.form("status"))
    place.work()
    message = place.texts_out()[0]
    assert message.provider_id is not None
    form = place.provider.report(message.provider_id, "delivered")
    assert place.post(form, "/sms/status?oid=nobody").status_code == 200


def test_texts_missed_while_we_were_away_are_taken_in_once(place: Place) -> None:
    missed = [place.provider.receive(ANA, body, NINE) for body in ("need groceries", "24th and mission")]
    assert recovery.recover(place.kit) == 2
    assert place.post(missed[0]).status_code == 200
    assert recovery.recover(place.kit) == 0
    assert [m.body for m in place.kept() if m.direction == "in"] == ["need groceries", "24th and mission"]


def test_a_text_that_was_missed_is_read_as_of_when_it_was_sent(place: Place) -> None:
    place.clock.move_to(NINE + timedelta(hours=23, minutes=30))
    place.provider.receive(ANA, "need groceries tomorrow 4pm, 24th and mission. my name is Ana", NINE)
    recovery.recover(place.kit)
    place.work()
    answer = place.sent()[0]
    assert answer.startswith(
        "Sorry this is late. We could not read texts for a while. Got it: food, 24th & Mission"
    )
    assert "today 4pm" in answer


def test_several_missed_texts_of_one_phone_get_one_answer(place: Place) -> None:
    for minute, body in enumerate(
        ("need groceries tomorrow 10am, 24th and mission", "what are your hours", "hello?")
    ):
        place.provider.receive(ANA, body, NINE + timedelta(minutes=minute))
    place.clock.move_to(NINE + timedelta(hours=2))
    recovery.recover(place.kit)
    place.work()
    answers = [body for body in place.sent() if "Sorry this is late" in body]
    assert len(answers) == 1
    assert "Got it: food" in answers[0]
    assert len(place.sent()) == 1


def test_of_what_was_missed_danger_comes_first_and_who_wrote_stop_hears_nothing(place: Place) -> None:
    ben, eva = "+14155550112", "+14155550113"
    place.post(place.form("i can bring groceries, 24th and mission, any day. my name is Ben", sender=ben))
    place.work()
    before = len(place.sent())
    place.provider.receive(ANA, "need groceries, 24th and mission, today 4pm", NINE)
    place.provider.receive(ben, "stop", NINE + timedelta(minutes=5), status="received")
    place.provider.receive(eva, "my husband fell and is not breathing", NINE + timedelta(minutes=9))
    place.clock.move_to(NINE + timedelta(hours=1))
    recovery.recover(place.kit)
    place.work()
    said = [(m["to"], m["body"]) for m in place.provider.messages if m["direction"] != "inbound"][before:]
    assert said[0][0] == eva
    assert "911" in said[0][1]
    assert "late" not in said[0][1]
    assert not [body for to, body in said if to == ben]


def test_a_missed_text_answered_at_night_waits_for_the_morning(place: Place) -> None:
    place.provider.receive(ANA, "need groceries tomorrow 4pm, 24th and mission", NINE + timedelta(hours=10))
    place.clock.move_to(NINE + timedelta(hours=14))
    recovery.recover(place.kit)
    place.work()
    assert place.sent() == []
    place.clock.move_to(NINE + timedelta(hours=23))
    place.work()
    assert place.sent()[0].startswith("Sorry this is late")


def test_a_service_goes_on_from_a_backup_that_was_made_while_it_ran(place: Place, tmp_path: Path) -> None:
    place.post(place.form("need groceries, 24th and mission. my name is Ana"))
    place.work()
    writing, done = threading.Event(), threading.Event()

    def write() -> None:
        for n in range(20):
            place.post(place.form("status", sender=f"+1415555{n + 120:04d}"))
            writing.set()
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(30)
    copy = tmp_path / "backup" / "real.db"
    copy.parent.mkdir()
    backup(place.kit.store, copy)
    writer.join()
    assert done.is_set()
    place.work()
    place.clock.move_to(NINE + timedelta(minutes=30))
    place.provider.receive(ANA, "STOP", NINE + timedelta(minutes=20))
    ride = "need a ride to 26th and mission tomorrow 9am"
    place.provider.receive("+14155550199", ride, NINE + timedelta(minutes=25))
    place.kit.store.close()  # the machine is lost
    again = Place(copy.parent, place.provider)
    again.clock.move_to(NINE + timedelta(minutes=40))
    with closing(sqlite3.connect(copy)) as beside:
        assert beside.execute("pragma integrity_check").fetchone() == ("ok",)
    before = len(place.provider.messages)
    recovery.recover(again.kit)
    again.work()
    with again.kit.store.reading() as tx:
        ana, other = people.by_phone(tx, ANA), people.by_phone(tx, "+14155550199")
        assert ana is not None and (ana.name, ana.standing) == ("Ana", "opted_out")
        assert other is not None and len(needs.all_needs_of(tx, other.id)) == 1
    after = place.provider.messages[before:]
    assert "+14155550199" in [m["to"] for m in after] and ANA not in [m["to"] for m in after]
    again.kit.store.close()


def _says(place: Place, body: str, sender: str = ANA) -> None:
    place.post(place.form(body, sender=sender))
    place.work()
    place.clock.move_to(place.clock.now() + timedelta(minutes=2))
    place.work()


def _left(place: Place) -> None:
    """What the service sent has gone out at the provider."""
    for message in place.provider.messages:
        message["date_sent"] = message["date_sent"] or message["date_created"]


def test_once_a_day_what_left_is_compared_with_the_providers_list(place: Place) -> None:
    def differs() -> list[str | None]:
        with place.kit.store.reading() as tx:
            return [case.note for case in plan.open_cases(tx) if case.reason == "provider_differs"]

    assert comparing.compare(place.kit) == 0, "the first look only begins"
    then = NINE + timedelta(days=2)
    place.clock.move_to(then)
    _says(place, "need groceries at 24th and mission")
    _says(place, "status")
    _says(place, "need a ride to the clinic friday 9am", sender="+14155550199")
    place.provider.receive(ANA, "STOP", then)
    place.provider.keep(ANA, OWN, "You are unsubscribed.", direction="outbound-reply")
    place.provider.keep(ANA, "+14155550777", "Another group's number.")
    _left(place)
    place.clock.move_to(then + timedelta(hours=3))
    place.provider.plan.append(Fail(503))
    assert comparing.compare(place.kit) == 0, "asked again next time"
    place.provider.messages.remove(next(m for m in place.provider.messages if m["to"] == "+14155550199"))
    place.provider.keep(ANA, OWN, "Buy now!", at=then + timedelta(minutes=5))
    place.provider.keep(ANA, OWN, "Not over yet", at=then + timedelta(hours=2))
    _left(place)
    assert comparing.compare(place.kit) == 2
    assert differs() == ["sent in our name and not by us: 1; sent by us and not known there: 1"]
    assert comparing.compare(place.kit) == 0, "once a day"
    place.clock.move_to(then + timedelta(hours=27))
    assert comparing.compare(place.kit) == 1, "from where the last look ended"


def test_nothing_differs_after_an_ordinary_day_and_a_forgetting(place: Place) -> None:
    comparing.compare(place.kit)
    place.clock.move_to(NINE + timedelta(hours=1))
    _says(place, "need groceries at 24th and mission")
    _says(place, "FORGET ME")
    _says(place, "yes")
    with place.kit.store.reading() as tx:
        assert people.by_phone(tx, ANA) is None
    _left(place)
    place.clock.move_to(NINE + timedelta(hours=30))
    assert comparing.compare(place.kit) == 0
    with place.kit.store.reading() as tx:
        assert plan.mark(tx, comparing.COMPARED) == "2026-10-06T20:00:00.000Z"


def test_nothing_differs_where_the_list_is_not_all_the_provider_knows(place: Place) -> None:
    comparing.compare(place.kit)
    place.clock.move_to(NINE + timedelta(hours=21))
    _says(place, "need groceries at 24th and mission")  # and waits there still: the list has no time for it
    place.provider.plan.append(DROP)
    place.post(place.form("status", sender="+14155550199"))
    outbox.pump(place.kit)
    place.clock.move_to(NINE + timedelta(hours=30))
    assert comparing.compare(place.kit) == 0, "one may be there and be ours: it is looked for first"
    _left(place)
    outbox.reconcile(place.kit)
    place.provider.messages[0]["from"] = "+14155550777"  # of a number that was changed since
    assert comparing.compare(place.kit) == 0
    place.clock.move_to(NINE + timedelta(hours=60))
    assert comparing.compare(place.kit) == 0, "what was found late was made the day before"


def test_a_person_hears_when_the_provider_cannot_reach_us(place: Place) -> None:
    place.provider.alert(f"{PUBLIC}/sms/inbound", at=NINE - timedelta(minutes=1))
    assert recovery.watch(place.kit) == 0, "the first look only begins: we may have been away"
    place.clock.move_to(NINE + timedelta(minutes=3))
    place.provider.alert("https://help.example.net/sms/inbound", at=NINE + timedelta(minutes=1))
    place.provider.alert(f"{PUBLIC}/sms/inbound", code="30003", at=NINE + timedelta(minutes=1))
    assert recovery.watch(place.kit) == 0
    place.clock.move_to(NINE + timedelta(minutes=6))
    place.provider.alert(f"{PUBLIC}/sms/inbound", at=NINE + timedelta(minutes=4))
    place.provider.alert(f"{PUBLIC}/sms/status?oid=x", code="11205", at=NINE + timedelta(minutes=5))
    assert recovery.watch(place.kit) == 2
    with place.kit.store.reading() as tx:
        assert [(c.reason, c.note) for c in plan.open_cases(tx)] == [("webhook_errors", "2 times")]
        assert [a.kind for a in plan.open_alarms(tx)] == ["webhooks"]
    place.clock.move_to(NINE + timedelta(hours=2))
    place.provider.alert(f"{PUBLIC}/sms/inbound", at=NINE + timedelta(hours=1))
    assert recovery.watch(place.kit) == 0, "nobody looked for so long that we were away"


def test_before_each_text_is_looked_what_is_due_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(121, 125):
        inbound.receive(place.kit, read(place.form("status", sender=f"+1415555{n:04d}")))
    send, left = place.kit.transport.send, []

    def while_sending(phone: str, body: str, *, oid: str, valid_seconds: int) -> Any:
        left.append(phone)
        if len(left) == 1:
            inbound.receive(place.kit, read(place.form("my husband is not breathing")))
        return send(phone, body, oid=oid, valid_seconds=valid_seconds)

    monkeypatch.setattr(place.kit.transport, "send", while_sending)
    outbox.pump(place.kit)
    assert left.index(ANA) == 1, left


def test_the_lease_is_held_on_with_each_text(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(121, 126):
        inbound.receive(place.kit, read(place.form("status", sender=f"+1415555{n:04d}")))
    send, now, taken = place.kit.transport.send, [1000.0], []

    def slowly(phone: str, body: str, *, oid: str, valid_seconds: int) -> Any:
        with place.kit.store.transaction() as tx:
            taken.append(leases.take(tx, outbox.LEASE, "another", now[0] + 5, outbox.LEASE_SECONDS))
        now[0] += 15
        return send(phone, body, oid=oid, valid_seconds=valid_seconds)

    monkeypatch.setattr(place.kit.store, "ticks", lambda monotonic: now[0])
    monkeypatch.setattr(place.kit.transport, "send", slowly)
    assert outbox.pump(place.kit) >= 5
    assert set(taken) == {False}
    now[0] += outbox.LEASE_SECONDS
    with place.kit.store.transaction() as tx:
        assert leases.take(tx, outbox.LEASE, "another", now[0], outbox.LEASE_SECONDS)
    place.post(place.form("status"))
    assert outbox.pump(place.kit) == 0, "another sends now"


def test_a_quarter_of_the_day_is_kept_for_answers_and_danger_is_never_held(place: Place) -> None:
    place.post(place.form("status"))
    place.work()
    place.kit.config = replace(place.kit.config, sending=replace(place.kit.config.sending, daily_cap=8))

    def queue(kind: MessageClass, how_many: int) -> int:
        with place.kit.store.transaction() as tx:
            who = people.by_phone(tx, ANA)
            assert who is not None
            for _ in range(how_many):
                messages.insert(tx, Message(
                    id=place.kit.ids.new(), direction="out", phone=ANA, body=kind.value, state=MessageState.QUEUED,
                    created_at=place.clock.now(), neighbour_id=who.id, counter=people.next_counter(tx, who.id),
                    kind=kind, rank=list(MessageClass).index(kind), segments=1,
                ))  # fmt: skip
        place.work()
        return len(place.sent())

    spent = len(place.sent())
    assert 0 < spent < 6
    assert queue(MessageClass.REST, 9) == 6
    assert queue(MessageClass.REPLY, 9) == 8
    assert queue(MessageClass.EMERGENCY, 3) == 11
    with place.kit.store.reading() as tx:
        assert "cap" in [alarm.kind for alarm in plan.open_alarms(tx)]
    place.clock.move_to(NINE + timedelta(days=1))
    place.work()
    assert len(place.sent()) > 11


def test_a_text_the_provider_has_no_more_keeps_nobody_from_being_asked_after(place: Place) -> None:
    ben = "+14155550121"
    for phone in (ANA, ben):
        place.post(place.form("status", sender=phone))
    place.work()
    for message in [m for m in place.provider.messages if m["direction"] != "inbound"]:
        if message["to"] == ANA:
            place.provider.messages.remove(message)
        else:
            message["status"] = "delivered"
    place.clock.move_to(NINE + timedelta(hours=13))
    outbox.reconcile(place.kit)
    states = {(m.phone, m.state) for m in place.texts_out() if m.provider_id is not None}
    assert states == {(ANA, MessageState.SENT), (ben, MessageState.DELIVERED)}
    asked = len(place.provider.requests)
    outbox.reconcile(place.kit)
    assert len(place.provider.requests) == asked


def test_a_clock_that_was_ahead_hides_no_gap(place: Place) -> None:
    with place.kit.store.transaction() as tx:
        plan.set_mark(tx, recovery.SEEN, to_text(NINE + timedelta(days=1)))
    place.provider.receive(ANA, "need groceries, 24th and mission", NINE - timedelta(hours=2))
    assert recovery.recover(place.kit) == 1


def test_a_text_whose_sender_cannot_be_met_is_kept_and_goes_to_a_person(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as fault:
        fault.setattr(inbound.phones, "meet", broken)
        assert place.post(place.form("need food")).status_code == 200
        for _ in range(4):
            inbound.again(place.kit)
    with place.kit.store.reading() as tx:
        assert [(c.reason, c.note) for c in plan.open_cases(tx)] == [("failed_turn", f"{ANA}: need food")]


def test_a_store_that_cannot_keep_a_text_asks_the_provider_to_try_again(place: Place) -> None:
    with place.kit.store.transaction():
        lost: list[int] = []
        other = threading.Thread(target=lambda: lost.append(place.post(place.form("need food")).status_code))
        other.start()
        other.join()
    assert lost == [503]
    assert place.post(place.form("need food")).status_code == 200


def test_a_turn_that_fails_keeps_its_text_and_goes_to_a_person(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as fault:
        fault.setattr(inbound, "step", broken)
        assert place.post(place.form("need food")).status_code == 200
        for _ in range(4):
            inbound.again(place.kit)
    place.work()
    assert place.sent() == [place.sent()[0]]
    assert "person" in place.sent()[0].lower()
    with place.kit.store.reading() as tx:
        assert [c.reason for c in plan.open_cases(tx)] == ["failed_turn"]


def test_a_text_that_cannot_be_read_is_kept_holds_up_nobody_and_goes_to_a_person(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    understand = type(place.kit.reader).understand

    def broken(self: Any, text: str, context: Any) -> object:
        if "poison" in text:
            raise ValueError("a fault of ours")
        return understand(self, text, context)

    monkeypatch.setattr(type(place.kit.reader), "understand", broken)
    ben, rosa = "+14155550121", "+14155550122"
    assert place.post(place.form("poison")).status_code == 200
    for phone, body in ((ben, "poison too"), (rosa, "need groceries, 24th and mission")):
        Doorstep(place.kit).keep(read(place.form(body, sender=phone)))
    for _ in range(5):
        inbound.again(place.kit)
    place.work()
    said = {m["to"]: m["body"] for m in reversed(place.provider.messages) if m["direction"] != "inbound"}
    assert said[rosa].startswith("Got it: food"), said
    assert "person" in said[ANA].lower(), said
    assert "person" in said[ben].lower(), said
    with place.kit.store.reading() as tx:
        given = [c.note for c in plan.open_cases(tx) if c.reason == "failed_turn"]
    assert sorted(given) == ["poison", "poison too"]


def test_a_call_is_greeted_and_put_on_the_desk(place: Place) -> None:
    form = {"CallSid": "CA" + "1" * 32, "AccountSid": ACCOUNT, "From": ANA, "To": OWN}
    answer = place.post(form, "/voice")
    assert answer.status_code == 200
    assert answer.data.count(b"<Say") == 2
    with place.kit.store.reading() as tx:
        assert [c.reason for c in plan.open_cases(tx)] == ["call_back"]
