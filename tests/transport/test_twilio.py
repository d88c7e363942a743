"""The real client against a stand-in server: every way a text can be taken, refused or lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from standin import ACCOUNT, DROP, HANG, OWN, SERVICE, START, TOKEN, Fail, StandIn

from mutualaid.domain.vocabulary import MessageState
from mutualaid.transport.base import Outcome, SendProblem
from mutualaid.transport.twilio import TwilioTransport, read_inbound, read_status

ROSA = "+14155550111"


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn() as server:
        yield server


def transport(standin: StandIn, sender: str = OWN, token: str = TOKEN, timeout: float = 5) -> TwilioTransport:
    return TwilioTransport(
        ACCOUNT, token, sender, public_url="https://aid.example.org", api_base=standin.url, timeout=timeout
    )


def problem_of(sending: TwilioTransport, to: str = ROSA, body: str = "hello") -> SendProblem:
    with pytest.raises(SendProblem) as caught:
        sending.send(to, body, oid="m1", valid_seconds=600)
    return caught.value


def test_a_text_is_handed_over_with_all_it_needs(standin: StandIn) -> None:
    sent = transport(standin).send(ROSA, "¿Qué tal?", oid="a b/1", valid_seconds=600)
    assert (sent.provider_id, sent.state) == (standin.messages[0]["sid"], MessageState.SENT)
    assert standin.requests[0][2] == {
        "To": ROSA, "From": OWN, "Body": "¿Qué tal?", "ValidityPeriod": "600",
        "StatusCallback": "https://aid.example.org/sms/status?oid=a%20b%2F1",
    }  # fmt: skip


def test_a_messaging_service_sends_without_a_number(standin: StandIn) -> None:
    transport(standin, SERVICE).send(ROSA, "hello", oid="m1", valid_seconds=600)
    form = standin.requests[0][2]
    assert form["MessagingServiceSid"] == SERVICE and "From" not in form


@pytest.mark.parametrize(("asked", "given"), [(0, "1"), (-5, "1"), (600, "600"), (10**6, "36000")])
def test_validity_stays_within_what_twilio_takes(standin: StandIn, asked: int, given: str) -> None:
    transport(standin).send(ROSA, "hello", oid="m1", valid_seconds=asked)
    assert standin.requests[0][2]["ValidityPeriod"] == given


def test_without_a_public_address_no_callback_is_asked_for(standin: StandIn) -> None:
    sending = TwilioTransport(ACCOUNT, TOKEN, OWN, api_base=standin.url)
    sending.send(ROSA, "hello", oid="m1", valid_seconds=60)
    assert "StatusCallback" not in standin.requests[0][2]


@pytest.mark.parametrize(
    ("failure", "outcome", "code"),
    [
        (Fail(400, 21211), Outcome.PERMANENT, 21211),
        (Fail(400, 21610), Outcome.OPTED_OUT, 21610),
        (Fail(400, 21606), Outcome.CONFIGURATION, 21606),
        (Fail(400, 99999), Outcome.PERMANENT, 99999),
        (Fail(400, body="<html>no</html>"), Outcome.PERMANENT, None),
        (Fail(401, 20003), Outcome.CONFIGURATION, 20003),
        (Fail(403, body=""), Outcome.CONFIGURATION, None),
        (Fail(404, 20404), Outcome.CONFIGURATION, 20404),
        (Fail(307, body=""), Outcome.CONFIGURATION, None),
        (Fail(429, 20429), Outcome.RETRY, 20429),
        (Fail(429, 21611), Outcome.RETRY, 21611),
        (Fail(429, body="slow"), Outcome.RETRY, None),
        (Fail(500, 20500, took=True), Outcome.UNSURE, 20500),
        (Fail(503, 21211), Outcome.UNSURE, 21211),
        (Fail(500, 21211), Outcome.UNSURE, 21211),
        (Fail(408, body=""), Outcome.UNSURE, None),
        (Fail(502, body="<html>Bad gateway</html>"), Outcome.UNSURE, None),
        (Fail(201, body="{", took=True), Outcome.UNSURE, None),
        (Fail(201, body="[]", took=True), Outcome.UNSURE, None),
        (Fail(201, body='{"sid": "SM1"}', took=True), Outcome.UNSURE, None),
        (Fail(400, body='{"type":"t","title":"t","status":400,"code":21610}'), Outcome.OPTED_OUT, 21610),
    ],
)
def test_answers_that_are_not_a_taken_text(
    standin: StandIn, failure: Fail, outcome: Outcome, code: int | None
) -> None:
    standin.plan.append(failure)
    problem = problem_of(transport(standin))
    assert (problem.outcome, problem.code) == (outcome, code)
    assert len(standin.requests) == 1, "the client must not try again by itself"
    assert problem.alarm is (outcome is Outcome.CONFIGURATION)


def test_a_connection_dropped_after_the_text_was_taken_is_unsure(standin: StandIn) -> None:
    standin.plan.append(DROP)
    assert problem_of(transport(standin)).outcome is Outcome.UNSURE
    assert len(standin.messages) == len(standin.requests) == 1


def test_no_answer_in_time_is_unsure(standin: StandIn) -> None:
    standin.plan.append(HANG)
    assert problem_of(transport(standin, timeout=0.1)).outcome is Outcome.UNSURE
    assert len(standin.messages) == len(standin.requests) == 1


def test_a_refused_connection_is_safe_to_repeat() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
        problem = problem_of(TwilioTransport(ACCOUNT, TOKEN, OWN, api_base=base, timeout=2))
    assert (problem.outcome, problem.code) == (Outcome.RETRY, None)


@pytest.mark.parametrize("error", [socket.gaierror(-3, "no name"), TimeoutError("no route")])
def test_never_having_connected_is_safe_to_repeat(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    sending = TwilioTransport(ACCOUNT, TOKEN, OWN, api_base="http://localhost:9")
    assert problem_of(sending).outcome is Outcome.RETRY


def test_an_address_that_is_none_is_configuration() -> None:
    base = "carrier-pigeon://127.0.0.1"
    assert problem_of(TwilioTransport(ACCOUNT, TOKEN, OWN, api_base=base)).outcome is Outcome.CONFIGURATION


def test_a_wrong_token_is_configuration(standin: StandIn) -> None:
    assert problem_of(transport(standin, token="wrong")).outcome is Outcome.CONFIGURATION


def test_what_twilio_refuses_is_told_apart(standin: StandIn) -> None:
    standin.opted_out.add(ROSA)
    sending = transport(standin)
    assert problem_of(sending).outcome is Outcome.OPTED_OUT
    assert problem_of(sending, body="").code == 21602
    assert problem_of(sending, body="x" * 1601).code == 21617
    assert problem_of(sending, to="24th st").code == 21211
    assert problem_of(transport(standin, sender="+14155550199")).outcome is Outcome.CONFIGURATION


def test_a_problem_tells_nothing_of_the_text_or_the_number(standin: StandIn) -> None:
    standin.plan.append(Fail(400, 21614))
    problem = problem_of(transport(standin), body="insulin for Rosa")
    assert "5550111" not in str(problem) and "insulin" not in str(problem)


def test_an_unsure_text_is_found_however_many_came_after(standin: StandIn) -> None:
    sending = transport(standin)
    standin.plan.append(DROP)
    problem_of(sending, body="is it there?")
    for n in range(5):
        sending.send(ROSA, f"later {n}", oid=f"m{n}", valid_seconds=60)
    found = sending.find(ROSA, "is it there?", START)
    assert [each.provider_id for each in found] == [standin.messages[0]["sid"]]
    assert sending.find(ROSA, "never sent", START) == []
    assert sending.find("+14155550122", "is it there?", START) == []


def test_a_text_that_is_kept_without_its_words_counts_as_the_unsure_one(standin: StandIn) -> None:
    standin.keep(ROSA, OWN, "", at=START)
    assert transport(standin).find(ROSA, "is it there?", START)


def test_a_text_of_earlier_is_not_taken_for_the_unsure_one(standin: StandIn) -> None:
    standin.keep(ROSA, OWN, "same words", at=START - timedelta(minutes=10))
    standin.keep(ROSA, OWN, "echo", at=START, direction="inbound")
    sending = transport(standin)
    assert sending.find(ROSA, "same words", START) == []
    assert sending.find(ROSA, "echo", START) == []
    assert sending.find(ROSA, "same words", START - timedelta(minutes=10, microseconds=-700))


@pytest.mark.parametrize(
    ("word", "code", "expected"),
    [("undelivered", 30003, MessageState.UNDELIVERED), ("delivered", None, MessageState.DELIVERED)],
)
def test_a_callback_and_a_look_say_the_same(
    standin: StandIn, word: str, code: int | None, expected: MessageState
) -> None:
    sending = transport(standin)
    sid = sending.send(ROSA, "hello", oid="m1", valid_seconds=60).provider_id
    fields = standin.report(sid, word, code)
    update = read_status({name: [value] for name, value in fields.items()}, ACCOUNT)
    assert (update.provider_id, update.state, update.error_code) == (sid, expected, code)
    assert sending.state_of(sid) == (expected, code)


def test_a_webhook_and_the_list_say_the_same(standin: StandIn) -> None:
    fields = standin.receive(ROSA, "need\r\ngroceries", START, num_media="1")
    told = read_inbound({name: [value] for name, value in fields.items()}, ACCOUNT, (OWN,))
    listed = transport(standin).list_inbound(START)[0]
    assert told == replace(listed, sent_at=None, country="US")


def test_a_text_that_cannot_be_written_is_not_unsure(standin: StandIn) -> None:
    assert problem_of(transport(standin), body="\ud83d").outcome is Outcome.PERMANENT
    assert standin.requests == []


def test_threads_may_share_a_transport(standin: StandIn) -> None:
    sending = transport(standin)
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(sending.send, ROSA, f"n{n}", oid=str(n), valid_seconds=60) for n in range(20)]
        ids = {job.result().provider_id for job in jobs}
    assert len(ids) == 20


@pytest.mark.parametrize("sid", ["SM" + "9" * 32, "../Calls", ""])
def test_a_text_that_is_not_there_is_permanent(standin: StandIn, sid: str) -> None:
    with pytest.raises(SendProblem) as caught:
        transport(standin).state_of(sid)
    assert caught.value.outcome is Outcome.PERMANENT


@pytest.mark.parametrize("failure", [Fail(500, 20500), Fail(503, body=""), Fail(429, 20429), DROP])
def test_reading_may_always_be_repeated(standin: StandIn, failure: Fail | str) -> None:
    standin.plan.append(failure)
    with pytest.raises(SendProblem) as caught:
        transport(standin).list_inbound(START)
    assert caught.value.outcome is Outcome.RETRY


def test_reading_with_a_wrong_token_is_configuration(standin: StandIn) -> None:
    with pytest.raises(SendProblem) as caught:
        transport(standin, token="wrong").list_inbound(START)
    assert (caught.value.outcome, caught.value.code) == (Outcome.CONFIGURATION, 20003)


def test_missed_texts_are_listed_oldest_first_over_all_pages(standin: StandIn) -> None:
    for n in range(5):
        standin.receive(ROSA, f"text {n}", START + timedelta(minutes=n))
    standin.receive(ROSA, "the evening before", START - timedelta(hours=20))
    standin.receive(ROSA, "an hour before", START - timedelta(hours=1))
    standin.receive(ROSA, "for someone else", START, to="+14155550199")
    standin.keep(ROSA, OWN, "ours", at=START)
    standin.receive(ROSA, " Stop ", START + timedelta(minutes=9))
    found = transport(standin).list_inbound(START)
    assert [text.body for text in found] == ["text 0", "text 1", "text 2", "text 3", "text 4", " Stop "]
    assert found[0].sent_at == START and found[0].from_ == ROSA and found[0].to == OWN
    assert [text.stop_handled for text in found] == [False] * 5 + [True]
    first = parse_qs(urlsplit(standin.requests[0][1]).query)
    assert first["To"] == [OWN] and first["DateSent>"][0].startswith("2026-10-05")


def test_a_messaging_service_lists_only_its_own(standin: StandIn) -> None:
    standin.receive(ROSA, "ours", START, messaging_service_sid=SERVICE)
    standin.receive(ROSA, "another's", START)
    sent = format_datetime(START)
    standin.keep(ROSA, OWN, "sent by us", messaging_service_sid=SERVICE, date_sent=sent)
    assert [text.body for text in transport(standin, SERVICE).list_inbound(START)] == ["ours"]


def test_forgetting_deletes_and_may_be_repeated(standin: StandIn) -> None:
    sid = standin.keep(ROSA, OWN, "hello")["sid"]
    sending = transport(standin)
    sending.forget(sid)
    assert standin.messages == []
    sending.forget(sid)


def test_a_text_on_its_way_is_forgotten_later(standin: StandIn) -> None:
    sid = standin.keep(ROSA, OWN, "hello")["sid"]
    standin.plan.append(Fail(409, 20009))
    with pytest.raises(SendProblem) as caught:
        transport(standin).forget(sid)
    assert caught.value.outcome is Outcome.LATER
