"""Our own words for an answer are that answer, in every line that offers options and in every language."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import mutualaid.language as room
from mutualaid.domain.reading import Context
from mutualaid.language.saying.options import offered, said
from tests.language.reading_help import NOW, reader

LANGUAGES = ("en", "es", "fr", "ht")


def bodies(code: str) -> list[str]:
    """The lines of a language that offer options, with something in each slot."""
    found = tomllib.loads((Path(room.__path__[0]) / code / "lines.toml").read_text("utf-8"))
    texts = chain.from_iterable([v] if isinstance(v, str) else v for v in found.values() if not isinstance(v, dict))
    whole = [re.sub(r"\{\w+\}", "Xo", text) for text in texts]
    return [text for text in whole if offered(text)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_our_own_words_are_the_option(code: str) -> None:
    lines = bodies(code)
    assert len(lines) > 5
    for body in lines:
        options = offered(body)
        for digit, words in options:
            if said(words, options) is None:
                continue
            context = Context(NOW, code, "yes_no", options=options)
            for text in (words, words.upper(), f"{words}.", f"{digit} {words}"):
                reading = reader().understand(text, context)
                assert (reading.digit, reading.command) == (digit, None), (body, text)


def test_they_are_found_whole_and_by_their_parts() -> None:
    body = "Can you help again: food? 1 yes 2 not this time 3 no more, please ask someone else"
    options = offered(body)
    assert said("No more", options) == 3
    assert said("please ask someone else!", options) == 3
    assert said("no more, please ask someone else", options) == 3
    assert said("not this time", options) == 2
    assert said("no more texts", options) is None


def test_other_numbers_are_no_options() -> None:
    assert offered("Ben can help: Fri Oct 9 3pm. We ask 2 people.") == ()
    assert offered("") == ()
    assert said("food", ()) is None


def test_a_word_of_the_carriers_stays_theirs() -> None:
    reading = reader().understand("stop", Context(NOW, "en", "yes_no", options=((2, "stop"),)))
    assert reading.stop_exact
