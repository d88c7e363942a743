"""What a helper, or whoever they came to, says of a visit in words of their own."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

MISSED = [
    "couldn't go", "i couldnt go", "couldnt make it", "i didnt go", "i never went sorry", "wasnt able to go",
    "no pude ir", "no pude llegar", "no fui", "no alcance a ir", "se me olvido ir", "je n'ai pas pu venir",
    "mwen pa t ka vini",
]  # fmt: skip
THERE = ["i was there", "i did go", "i left it at the door", "yo si fui", "ahi estuve", "le deje la comida"]
KNOCKED = ["i knocked", "knocked on the door", "toque la puerta", "j'ai sonne", "mwen te frape"]
LINGERS = ["hes still here", "he is still in my house", "todavia esta aqui", "sigue aqui", "il est encore la"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("did_not_go", text) for text in MISSED),
        *(("was_there", text) for text in THERE),
        *(("knocked", text) for text in KNOCKED),
        *(("lingers", text) for text in LINGERS),
    ],
)
def test_heard(name: str, text: str) -> None:
    assert name in read_in_all(text).spans


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("did_not_go", "it didnt go well"),
        ("did_not_go", "couldnt get in the gate"),
        ("did_not_go", "i will go"),
        ("did_not_go", "no fui yo"),
        ("was_there", "i went to the doctor"),
        ("was_there", "nobody was there"),
        ("lingers", "im still here"),
    ],
)
def test_not_heard(name: str, text: str) -> None:
    assert name not in read_in_all(text).spans
