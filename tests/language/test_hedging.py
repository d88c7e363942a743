"""What may be called off, hangs on something, or was called off by another, is not called off."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

MAYBE = [
    "i might have to cancel friday", "i may have to cancel", "hope i dont have to cancel",
    "if he cant come cancel my ride", "cancel my ride if it rains", "if it rains, cancel my ride",
    "will let u know if i have to cancel", "i might cancel my ride", "can i cancel my ride later",
    "can i still cancel my ride?", "if u cant find one cancel my ride", "if my car doesnt start i cant make it",
    "if I can't make it I will let you know", "if i can't come i'll call",
    "tal vez cancele mi viaje", "puedo cancelar mi viaje despues?", "luis cancelo mi viaje",
    "me cancelaron el viaje la semana pasada", "le aviso si tengo que cancelar", "si llueve cancele mi viaje",
    "cancele mi viaje si llueve", "espero no tener que cancelar", "si no encuentran a nadie cancelen mi viaje",
    "je vais peut-être annuler la course", "annulez la course si il pleut", "petèt mwen anile woulib la",
    "anile woulib la si lapli tonbe", "si no arranca el carro cancelo", "si no prende el carro no voy",
]  # fmt: skip
SURE = [
    "cancel my ride", "can you cancel my ride", "can i cancel my ride", "i have to cancel", "may i cancel my ride",
    "if you can please cancel my ride", "cancel my ride if its not too late", "might as well cancel my ride",
    "my son might take me so cancel my ride", "just letting you know i have to cancel",
    "cancel my ride sorry if its late", "si cancele mi viaje", "si quiero cancelar mi viaje",
    "si puede cancele mi viaje", "cancelo mi viaje", "solo le aviso que tengo que cancelar",
    "annulez la course", "si possible annulez la course", "anile woulib la", "forget the ride",
    "el carro no arranca, cancelo", "si, no puedo ir", "dr cancelled my appt so no ride",
]  # fmt: skip


@pytest.mark.parametrize("text", MAYBE)
def test_a_maybe_calls_nothing_off(text: str) -> None:
    found = read_in_all(text)
    assert "maybe_off" in found.spans
    assert not (found.covered or found.cannot or found.command or "off" in found.spans)


@pytest.mark.parametrize("text", SURE)
def test_what_is_plainly_called_off_is(text: str) -> None:
    found = read_in_all(text)
    assert found.covered or found.cannot
    assert "maybe_off" not in found.spans
