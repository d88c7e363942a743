"""What every transport does alike, on handsets and on Twilio's client with the stand-in behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from standin import ACCOUNT, OWN, START, TOKEN, StandIn

from mutualaid.domain.vocabulary import MessageState
from mutualaid.language.saying.segments import segments
from mutualaid.transport.base import Outcome, SendProblem, Transport
from mutualaid.transport.handset import Handset
from mutualaid.transport.twilio import TwilioTransport

ROSA, BEN = "+14155550111", "+14155550122"
Receive = Callable[[str, str, datetime], object]


@pytest.fixture(params=["handset", "twilio"])
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Transport, Receive]]:
    with ExitStack() as stack:
        if request.param == "handset":
            handset = Handset(lambda: START, segments)
            yield handset, lambda from_, text, at: handset.note_inbound(from_, text, f"{from_} {text}", at=at)
        else:
            server = stack.enter_context(StandIn())
            yield TwilioTransport(ACCOUNT, TOKEN, OWN, api_base=server.url), server.receive


def test_a_text_sent_is_found_and_has_a_state(pair: tuple[Transport, Receive]) -> None:
    transport, _ = pair
    sent = transport.send(ROSA, "hello", oid="m1", valid_seconds=60)
    assert sent.state in (MessageState.SENT, MessageState.DELIVERED)
    assert transport.find(ROSA, "hello", START) == [sent]
    assert transport.state_of(sent.provider_id) == (sent.state, None)


def test_only_the_same_text_to_the_same_phone_since_then_is_found(pair: tuple[Transport, Receive]) -> None:
    transport, _ = pair
    transport.send(ROSA, "hello", oid="m1", valid_seconds=60)
    assert transport.find(BEN, "hello", START) == []
    assert transport.find(ROSA, "hello there", START) == []
    assert transport.find(ROSA, "hello", START + timedelta(minutes=2)) == []


def test_the_same_words_sent_again_are_found_as_often_newest_first(pair: tuple[Transport, Receive]) -> None:
    transport, _ = pair
    sent = [transport.send(ROSA, "hello", oid=f"m{n}", valid_seconds=60) for n in range(3)]
    assert transport.find(ROSA, "hello", START) == sent[::-1]


def test_ids_have_one_form_and_differ(pair: tuple[Transport, Receive]) -> None:
    transport, _ = pair
    ids = {transport.send(ROSA, "hello", oid=f"m{n}", valid_seconds=60).provider_id for n in range(3)}
    assert len(ids) == 3 and all(len(each) == 34 and each.startswith("SM") for each in ids)


def test_what_came_in_is_listed_once_and_in_order(pair: tuple[Transport, Receive]) -> None:
    transport, receive = pair
    transport.send(ROSA, "ours", oid="m1", valid_seconds=60)
    receive(ROSA, "second", START + timedelta(minutes=2))
    receive(BEN, "first", START + timedelta(minutes=1))
    receive(BEN, "before", START - timedelta(minutes=1))
    found = transport.list_inbound(START)
    assert [(text.from_, text.body) for text in found] == [(BEN, "first"), (ROSA, "second")]
    assert found[0].sent_at == START + timedelta(minutes=1) and found[0].to == OWN


def test_a_forgotten_text_is_gone_and_forgetting_again_is_fine(pair: tuple[Transport, Receive]) -> None:
    transport, receive = pair
    sent = transport.send(ROSA, "hello", oid="m1", valid_seconds=60)
    receive(ROSA, "secret", START)
    transport.forget(sent.provider_id)
    transport.forget(transport.list_inbound(START)[0].provider_id)
    assert transport.find(ROSA, "hello", START) == []
    assert transport.list_inbound(START) == []
    with pytest.raises(SendProblem) as caught:
        transport.state_of(sent.provider_id)
    assert caught.value.outcome is Outcome.PERMANENT
    transport.forget(sent.provider_id)


@pytest.mark.parametrize("code", [None, 0, 21610, 99999])
def test_every_code_is_explained(pair: tuple[Transport, Receive], code: int | None) -> None:
    assert pair[0].explain(code).says.endswith(".")
