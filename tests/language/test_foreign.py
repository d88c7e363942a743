"""A text in a language that the group does not speak is heard where it tells of danger or wants no more texts."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context
from mutualaid.domain.vocabulary import Command, Danger
from mutualaid.language.foreign import Foreign
from tests.language.reading_help import NOW

ENGLISH = Foreign(("en",), ("en", "es", "fr", "ht"))


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("mari m ap bat mwen", Danger.HOME), ("kay la pran dife", Danger.FIRE),
        ("no puede respirar", Danger.MEDICAL), ("mon mari me frappe", Danger.HOME),
    ],
)  # fmt: skip
def test_danger_is_heard_and_answered_in_a_language_of_the_group(text: str, danger: Danger) -> None:
    reading = ENGLISH(text, Context(now=NOW))
    assert reading is not None
    assert reading.danger is danger
    assert reading.language is None


def test_a_stop_wish_is_heard() -> None:
    reading = ENGLISH("no me escriban mas por favor", Context(now=NOW))
    assert reading is not None
    assert reading.command is Command.STOP


@pytest.mark.parametrize(
    "text",
    ["my husband is at work till 5", "necesito comida para dos", "bonjour a tous", "24th & mission", "", "🙏"],
)
def test_the_rest_is_left_to_the_groups_own_languages(text: str) -> None:
    assert ENGLISH(text, Context(now=NOW)) is None
