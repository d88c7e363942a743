"""A digit of ours at the head of an answer to a proposal, and what stands behind the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mutualaid.domain.conversation.beside import Beside, beside
from mutualaid.domain.reading import Context, Reading
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

READER = Reader(("en", "es", "fr", "ht"))

BEHIND = [
    ("en", "thank you so much god bless", Beside.NOTHING),
    ("en", "maybe", Beside.DOUBT),
    ("en", "wait no", Beside.DOUBT),
    ("en", "sorry i meant 2", Beside.DOUBT),
    ("en", "oops wrong button", Beside.DOUBT),
    ("en", "who is ben", Beside.QUESTION),
    ("en", "does she have a dog", Beside.QUESTION),
    ("en", "but not tuesday", Beside.MORE),
    ("en", "if she lives alone", Beside.MORE),
    ("en", "and ask him to bring bags", Beside.MORE),
    ("en", "leave it at the door", Beside.MORE),
    ("es", "dejelo en la puerta", Beside.MORE),
    ("fr", "laissez devant la porte", Beside.MORE),
    ("es", "gracias que dios la bendiga", Beside.NOTHING),
    ("es", "quizas", Beside.DOUBT),
    ("es", "perdon queria decir 2", Beside.DOUBT),
    ("es", "me equivoque", Beside.DOUBT),
    ("es", "donde vive", Beside.QUESTION),
    ("es", "que traiga bolsas", Beside.MORE),
    ("fr", "merci beaucoup", Beside.NOTHING),
    ("fr", "peut-etre", Beside.DOUBT),
    ("fr", "qui est ben", Beside.QUESTION),
    ("ht", "mesi anpil", Beside.NOTHING),
    ("ht", "tann non", Beside.DOUBT),
    ("ht", "ki moun li ye", Beside.QUESTION),
]
YES = {"en": "yes", "es": "si", "fr": "oui", "ht": "wi"}


def _read(text: str, language: str) -> Reading:
    return READER.understand(text, Context(NOW, language, "yes_no", proposed=True))


@pytest.mark.parametrize(("language", "rest", "expected"), BEHIND)
def test_what_stands_behind_a_yes_is_the_same_behind_the_digit(language: str, rest: str, expected: Beside) -> None:
    digit, word = _read(f"1, {rest}", language), _read(f"{YES[language]}, {rest}", language)
    assert beside(word) is expected
    assert replace(digit, hear=word.hear) == word


@pytest.mark.parametrize("text", ["2-bedroom apt?", "1) is it far 2) who pays", "1 bag is ok", "1:30", "2 sure"])
def test_a_digit_that_may_be_something_else_stays_one(text: str) -> None:
    assert _read(text, "en").text == text


def test_a_digit_is_spelled_out_only_where_a_proposal_was_put() -> None:
    text = "1, maybe"
    read = READER.understand(text, Context(NOW, "en", "yes_no"))
    assert (read.text, read.behind) == (text, None)
