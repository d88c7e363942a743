"""Words of need, lack and offer count where they are the writer's own; a few plain texts for each rule."""

from __future__ import annotations

import pytest
from reading_help import read

NOT_MEANT = """
other | Ed said I can cook
other | the city is to send food and water tomorrow
other | thanks to all who came to help us
other | the council did not offer any beds
other | how are you?
other | haha i left my soup on the stove lol
other | ironing my shirts at home then bed
question | I want to know if the bridge fell down
question | I would like the address of the library
question | where I can mend my bike
question | is there soup for free at the hall?
question | which papers can we bring
"""

MEANT = """
need | we have lost our house and all our clothes
need | nobody has come to help us
need | please do not forget us here on the hill
need | I have never got any aid
need | how can you help me
need | what we need is blankets
need | provide cots please
need | I am a student, I need help
need | the heat is off at my place
offer | where can I drop off blankets
offer | let me know which coats are needed
offer | 20 years of experience as a nurse
offer | baking bread for the shelter
offer | tiling, painting, plumbing
"""


def _lines(texts: str) -> list[tuple[str, str]]:
    pairs = (line.split(" | ") for line in texts.strip().splitlines())
    return [(intent, text) for intent, text in pairs]


@pytest.mark.parametrize(("intent", "text"), [*_lines(NOT_MEANT), *_lines(MEANT)])
def test_what_is_meant(intent: str, text: str) -> None:
    assert read(text).intent.value == intent


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I need a job, I can weld and type", {"money"}),
        ("I can cook but no heavy lifting", {"food"}),
        ("donations of coats and shoes", {"clothing"}),
        ("can cook and deliver soup", {"food", "delivery"}),
        ("can help with soup distribution", {"delivery"}),
        ("we are dying of thirst", {"water"}),
        ("we are victims of the storm", {"general"}),
        ("paper plates and rubber gloves to give away", {"supplies"}),
    ],
)
def test_kinds_of_what_is_meant(text: str, kinds: set[str]) -> None:
    assert set(read(text).kinds) == kinds
