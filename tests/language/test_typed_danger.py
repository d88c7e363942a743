"""Danger and wishes for no more texts as frightened people and old phones spell them, beside harmless texts that
look like them: `misspelt.txt` holds what each has to be read as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualaid.domain.vocabulary import Command
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.maybe import GUESS, SAME, SLIP, Maybe
from tests.language.reading_help import read_in_all


def rows() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "misspelt.txt").read_text("utf-8").splitlines():
        name, text = line.split("\t")
        yield name, text


@pytest.mark.parametrize(("name", "text"), list(rows()))
def test_read_as(name: str, text: str) -> None:
    reading = read_in_all(text)
    stop = reading.command is Command.STOP
    danger = reading.danger.value if reading.danger else "none"
    asked = "asked" if "maybe_stop" in reading.spans and danger == "none" else danger
    assert name == ("stop" if stop else asked)


@pytest.mark.parametrize(
    ("code", "word", "meant"),
    [
        ("en", "kant", Maybe(("can", "not"), SAME)),
        ("en", "breeth", Maybe(("breathe",), SAME)),
        ("en", "bleading", Maybe(("bleeding",), SAME)),
        ("en", "qulse", Maybe(("pulse",), SLIP)),
        ("en", "brthng", Maybe(("breathing",), GUESS)),
        ("en", "notbreathing", Maybe(("not", "breathing"), SAME)),
        ("es", "kemando", Maybe(("quemando",), SAME)),
        ("fr", "gazz", Maybe(("gaz",), SAME)),
    ],
)
def test_what_a_word_may_be(code: str, word: str, meant: Maybe) -> None:
    assert meant in load(code).alarms[word]


def test_a_word_is_often_written_for_another() -> None:
    assert load("en").mistaken["past"] == (Maybe(("passed",), SLIP),)
    assert Maybe(("tuer",), SLIP) in load("fr").mistaken["tue"]
    assert load("en").mistaken["table"] == ()
