"""What people write who never saw this service: stop wishes, danger, answers, and what only looks alike.

strangers.txt: the text, what it is, what a counter carries; most were written before anything was mended by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutualaid.domain.reading import Reading
from tests.language.reading_help import read_in_all

LINES = Path(__file__).with_name("strangers.txt").read_text(encoding="utf-8").splitlines()


def rows(*wanted: str) -> list[tuple[str, str, str]]:
    """The text, what it is and what it carries, of those that are `wanted`."""
    every = [(*line.split("\t"), "")[:3] for line in LINES]
    return [(text, what, carries) for text, what, carries in every if what in wanted]


@pytest.mark.parametrize(("text", "what", "_"), rows("stop", "no_stop"))
def test_a_wish_for_no_more_texts(text: str, what: str, _: str) -> None:
    assert (read_in_all(text).command == "stop") is (what == "stop")


@pytest.mark.parametrize(("text", "what", "_"), rows("danger", "calm"))
def test_danger(text: str, what: str, _: str) -> None:
    assert (read_in_all(text).danger is not None) is (what == "danger")


@pytest.mark.parametrize(("text", "what", "carries"), rows("yes", "no", "unsure", "counter"))
def test_an_answer(text: str, what: str, carries: str) -> None:
    reading = read_in_all(text, "yes_no")
    assert reading.answer == what
    assert not carries or _carried(reading, carries)


def _carried(reading: Reading, what: str) -> bool:
    """Whether a counter holds what differs: a time, a part, a place or a number."""
    counter = reading.counter
    if counter is None:
        return False
    held = {"time": counter.when, "part": counter.kinds, "place": counter.place, "number": counter.people}
    return bool(held[what])
