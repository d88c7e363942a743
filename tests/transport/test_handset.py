"""Handsets in memory."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from mutualaid.domain.vocabulary import MessageState
from mutualaid.language.saying.segments import segments
from mutualaid.transport.base import Outcome, SendProblem
from mutualaid.transport.handset import NUMBER, Handset, HandsetText, made_id

START = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
ROSA = "+14155550111"


def handset() -> Handset:
    return Handset(lambda: START, segments)


def test_texts_of_both_directions_are_numbered_in_order() -> None:
    phones = handset()
    phones.note_inbound(ROSA, "need food", "SM1")
    phones.send(ROSA, "x" * 161, oid="m1", valid_seconds=60)
    assert phones.texts() == [
        HandsetText(1, START, ROSA, NUMBER, "need food", 1, MessageState.RECEIVED, "SM1", inbound=True),
        HandsetText(2, START, NUMBER, ROSA, "x" * 161, 2, MessageState.DELIVERED, made_id("m1")),
    ]
    assert [text.n for text in phones.texts(after=1)] == [2]
    assert phones.texts(after=2) == []


def test_a_text_to_the_service_is_noted_once() -> None:
    phones = handset()
    assert phones.note_inbound(ROSA, "yes", "SM1") == phones.note_inbound(ROSA, "yes", "SM1")
    phones.note_inbound(ROSA, "yes", "SM2")
    assert [text.provider_id for text in phones.texts()] == ["SM1", "SM2"]


def test_sending_twice_is_two_texts() -> None:
    phones = handset()
    phones.send(ROSA, "hello", oid="m1", valid_seconds=60)
    phones.send(ROSA, "hello", oid="m1", valid_seconds=60)
    assert len(phones.texts()) == 2


def test_a_number_can_be_made_to_fail_and_to_work_again() -> None:
    phones = handset()
    phones.fail(ROSA, SendProblem(Outcome.UNSURE, "No answer.", 7))
    with pytest.raises(SendProblem) as caught:
        phones.send(ROSA, "hello", oid="m1", valid_seconds=60)
    assert (caught.value.outcome, caught.value.says, caught.value.code) == (Outcome.UNSURE, "No answer.", 7)
    phones.send("+14155550122", "hello", oid="m2", valid_seconds=60)
    phones.fail(ROSA, None)
    phones.send(ROSA, "hello", oid="m3", valid_seconds=60)
    assert [text.to for text in phones.texts()] == ["+14155550122", ROSA]


def test_a_phone_keeps_what_the_provider_forgot() -> None:
    phones = handset()
    phones.forget(phones.send(ROSA, "hello", oid="m1", valid_seconds=60).provider_id)
    assert [text.text for text in phones.texts()] == ["hello"]


def test_earlier_texts_stand_in_front() -> None:
    earlier = handset()
    earlier.note_inbound(ROSA, "one", "SM1", at=START - timedelta(days=1))
    earlier.send(ROSA, "two", oid="m1", valid_seconds=60)
    phones = handset()
    phones.send(ROSA, "three", oid="m2", valid_seconds=60)
    phones.preload(earlier.texts())
    phones.send(ROSA, "four", oid="m3", valid_seconds=60)
    assert [(text.n, text.text) for text in phones.texts()] == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]


def test_waiting_ends_with_the_next_text() -> None:
    phones = handset()
    assert not phones.wait(after=0, seconds=0)
    woken: list[bool] = []
    waiter = threading.Thread(target=lambda: woken.append(phones.wait(after=0, seconds=30)))
    waiter.start()
    phones.send(ROSA, "hello", oid="m1", valid_seconds=60)
    waiter.join()
    assert woken == [True]


def test_many_threads_lose_no_text() -> None:
    phones = handset()

    def send(thread: int) -> None:
        for n in range(50):
            phones.send(ROSA, "hello", oid=f"{thread}-{n}", valid_seconds=60)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [text.n for text in phones.texts()] == list(range(1, 401))
    assert len({text.provider_id for text in phones.texts()}) == 400
