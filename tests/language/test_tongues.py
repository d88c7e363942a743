"""What somebody says they speak too, and that this alone offers no translation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.reader import Reader

NOW = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
READER = Reader(("en", "es", "fr", "ht"))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("i speak spanish too", ("es",)),
        ("i also speak english", ("en",)),
        ("we also speak french and creole", ("fr", "ht")),
        ("i speak tagalog too", ("tagalog",)),
        ("hablo ingles tambien", ("en",)),
        ("tambien hablo español", ("es",)),
        ("tambien hablo un poco de ingles", ("en",)),
        ("je parle aussi créole", ("ht",)),
        ("je parle anglais aussi", ("en",)),
        ("mwen pale angle tou", ("en",)),
    ],
)
def test_a_language_spoken_too_is_no_offer_to_translate(text: str, spoken: tuple[str, ...]) -> None:
    read = READER.understand(text, Context(now=NOW))
    assert (read.speaks, read.intent, read.kinds) == (spoken, Intent.OTHER, ())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("i also speak spanish and can translate letters", ("translation",)),
        ("i can drive and i also speak spanish", ("ride",)),
        ("i can drive and i speak spanish", ("ride", "translation")),
    ],
)
def test_what_is_offered_beside_it_is_kept(text: str, kinds: tuple[str, ...]) -> None:
    read = READER.understand(text, Context(now=NOW))
    assert (read.speaks, read.intent, read.kinds) == (("es",), Intent.OFFER, kinds)


@pytest.mark.parametrize(
    "text",
    [
        "do you speak spanish too?", "my mom also speaks french", "i need someone who also speaks spanish",
        "i dont also speak french", "je ne parle pas anglais aussi", "spanish", "i can translate",
    ],
)  # fmt: skip
def test_others_and_none_are_not_the_writers_own(text: str) -> None:
    assert READER.understand(text, Context(now=NOW)).speaks == ()


def test_no_english_asks_for_the_one_other_language_there_is() -> None:
    assert Reader(("en", "es")).understand("no english", Context(now=NOW)).to_language == "es"
    several = READER.understand("no english please", Context(now=NOW))
    assert (several.command, several.to_language) == ("language", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("LANGUAGE", None), ("idioma", None), ("langue", None), ("lang", None), ("another language please", None),
        ("LANGUAGE tagalog", None), ("LANGUAGE spanish", "es"), ("idioma ingles", "en"), ("langue anglais", "en"),
        ("lang franse", "fr"), ("change my language to french", "fr"),
    ],
)  # fmt: skip
def test_the_bare_word_is_the_command(text: str, language: str | None) -> None:
    read = READER.understand(text, Context(now=NOW))
    assert (read.command, read.to_language, read.needs) == ("language", language, ())


@pytest.mark.parametrize("text", ["i need help with the language", "someone who speaks my language"])
def test_the_word_in_a_sentence_is_none(text: str) -> None:
    assert READER.understand(text, Context(now=NOW)).command is None
