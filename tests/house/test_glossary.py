"""Every word of ours stands in docs/glossary.md, under its heading, and no word stands there that is not ours."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from mutualaid.domain import lifecycle
from mutualaid.domain.vocabulary import (
    KINDS,
    BrakePosition,
    Command,
    Danger,
    MatchState,
    MessageClass,
    MessageState,
    NeedState,
    OfferState,
    QuestionKind,
    QuestionState,
    Standing,
)
from mutualaid.service.duties import HANDLERS
from mutualaid.service.reasons import REASONS

from .files import ROOT, modules

ROW = re.compile(r"(?m)^\| `?([^`|]+?)`? \| (.+) \|$")

NOUNS = (
    "Neighbour", "Need", "Offer", "Kind", "Match", "Conversation", "Question", "Reading", "Line", "Message",
    "FollowUp", "Coordinator", "Place", "Shortlist", "Round",
)  # fmt: skip
VERBS = (
    "receive", "understand", "post", "suggest", "approve", "ask", "accept", "decline", "counter", "lapse", "remind",
    "confirm", "connect", "relay", "follow up", "fulfil", "fall through", "withdraw", "expire", "escalate",
    "acknowledge", "pause", "opt out", "forget",
)  # fmt: skip
"""The names the design agrees on."""

CASE = re.compile(r"\b(?:turn\.case|OpenCase)\(\s*\"(\w+)\"")
PLANNED = re.compile(r"\.schedule\(\s*\"(\w+)\"")


def section(heading: str) -> dict[str, str]:
    """The words under a heading with what is said of each."""
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^## ", page)[1:]
    (found,) = [part for part in parts if part.splitlines()[0] == heading]
    rows = ROW.findall(found)[1:]  # the first is the head of the table
    words = [word for word, _ in rows if not set(word) <= set("-")]
    assert len(words) == len(set(words)), f"a word stands twice under {heading}"
    return {word: says for word, says in rows if word in words}


def named_in_code(pattern: re.Pattern[str]) -> set[str]:
    return {word for path in modules().values() for word in pattern.findall(path.read_text(encoding="utf-8"))}


HEADINGS: list[tuple[str, type[StrEnum]]] = [
    ("States of a need", NeedState),
    ("States of an offer", OfferState),
    ("States of a match", MatchState),
    ("States of a question", QuestionState),
    ("States of a message", MessageState),
    ("Positions of the brake", BrakePosition),
    ("Standings of a phone", Standing),
    ("Classes of message", MessageClass),
    ("Kinds of question", QuestionKind),
    ("Commands", Command),
    ("Dangers", Danger),
]


@pytest.mark.parametrize(("heading", "words"), HEADINGS)
def test_each_value_is_explained(heading: str, words: type[StrEnum]) -> None:
    assert list(section(heading)) == [word.value for word in words]


def test_each_kind_is_explained() -> None:
    assert tuple(section("Kinds")) == KINDS


def test_the_agreed_names_are_explained() -> None:
    assert set(NOUNS) <= set(section("Nouns"))
    assert set(VERBS) <= set(section("Verbs"))


def test_each_event_is_a_verb() -> None:
    tables = [getattr(lifecycle, name) for name in ("NEED", "OFFER", "MATCH", "QUESTION", "MESSAGE", "STANDING")]
    events = {event.replace("_", " ") for table in tables for _, event in table}
    assert events - set(section("Verbs")) == set()


def test_each_follow_up_is_explained() -> None:
    planned = named_in_code(PLANNED)
    assert "round" in planned  # matchmaking's own, which no handler takes
    assert set(section("Follow-ups")) == set(HANDLERS) | planned


def test_each_reason_is_explained() -> None:
    assert set(section("Reasons on the desk")) == set(REASONS) | named_in_code(CASE)


def test_each_word_is_explained_in_one_sentence() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for heading in re.findall(r"(?m)^## (.+)$", page):
        for word, says in section(heading).items():
            assert re.fullmatch(r"[A-Z\"“].*[.?!]", says), f"{word}: {says}"
            assert not re.search(r"[.!] [A-Z]", says), f"{word}: more than one sentence"
