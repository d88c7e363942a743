"""A text in a language that the group does not speak is heard where it is plainly one, tells of danger or wants no
more texts."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command, Danger, Intent
from mutualaid.language.foreign import Foreign
from tests.language.reading_help import NOW

ENGLISH = Foreign(("en",), ("en", "es", "fr", "ht"))


@pytest.mark.parametrize(
    ("text", "danger", "language"),
    [
        ("mari m ap bat mwen", Danger.HOME, "ht"), ("kay la pran dife", Danger.FIRE, "ht"),
        ("no puede respirar", Danger.MEDICAL, "es"), ("mon mari me frappe", Danger.HOME, "fr"),
    ],
)  # fmt: skip
def test_danger_is_heard_and_its_language(text: str, danger: Danger, language: str) -> None:
    reading = ENGLISH(text, Context(now=NOW))
    assert reading is not None
    assert reading.danger is danger
    assert reading.language == language


@pytest.mark.parametrize("text", ["no me escriban mas por favor", "arretez de m'ecrire svp"])
def test_a_stop_wish_is_heard(text: str) -> None:
    reading = ENGLISH(text, Context(now=NOW))
    assert reading is not None
    assert reading.command is Command.STOP


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("necesito comida para dos", "es"), ("j'ai besoin de nourriture pour 2", "fr"),
        ("mwen bezwen manje pou 2 moun", "ht"),
    ],
)  # fmt: skip
def test_what_is_plainly_another_language_is_read_in_it(text: str, language: str) -> None:
    reading = ENGLISH(text, Context(now=NOW))
    assert reading is not None
    assert (reading.intent, reading.language, reading.kinds) == (Intent.NEED, language, ("food",))


def test_who_wrote_so_before_needs_fewer_words() -> None:
    assert ENGLISH("merci", Context(now=NOW)) is None
    thanked = ENGLISH("merci", Context(now=NOW, language="fr"))
    assert thanked is not None and thanked.thanks


@pytest.mark.parametrize(
    "text",
    [
        "my husband is at work till 5", "24th & mission", "", "🙏", "ned grocerys 4 2 ppl plz",
        "my mom Marie Toussaint", "need ryde 2 docter tmrw plz n thx", "can sumone bring fud 2 my gma",
    ],
)  # fmt: skip
def test_the_rest_is_left_to_the_groups_own_languages(text: str) -> None:
    assert ENGLISH(text, Context(now=NOW)) is None
