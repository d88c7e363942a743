"""What threatens a life as frightened people put it, whose phone is watched, and what only sounds like danger."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = {
    "medical": [
        "stroke? dads face looks weird",
        "kid drank drain cleaner",
        "my mother has fallen she cant get up",
        "mi papa se cayo y no se mueve",
        "the oxygen tank is empty",
        "my chest is killing me and my arm hurts",
        "dialysis missed twice, legs swollen",
        "dolor fuerte de pecho",
        "estoy embarasada y sangrando",
        "no se mueve mi bebe",
        "my wife fell down the stairs and is not ok",
        "he is choking the baby",
        "ya viene el bebe en el carro",
        "baby is coming in 5 minutes",
    ],
    "home": [
        "my ex is outside banging on the door",
        "im being abused",
        "no estoy segura en mi casa",
    ],
    "overdose": [
        "she took a whole bottle of her sleeping pills",
        "i took too many of my pills",
        "took 2 many pills",
        "friend used and is blue wont wake",
        "mi hija tomo muchas pastillas necesito ayuda",
        "tome muchas pastillas y necesito ayuda",
    ],
    "fire": [
        "i smell gass",
        "esta entrando el agua a la casa",
    ],
    "violence": [
        "hes early and drunk outside im alone",
        "tiene pistola",
    ],
    "self_harm": [
        "mi hija se esta cortando",
        "mejor estaria muerta",
    ],
    "other": [
        "auxilio",
        "auxilio por favor",
    ],
}

SILENCE = [
    "please dont text back he sees everything",
    "dont call or text me back my husband checks my phone, i need help leaving",
    "no me llamen ni escriban el revisa mi telefono, necesito ayuda para irme",
    "please dont text me back he sees everything",
    "por favor no me contesten el ve mi celular",
    "dont text me he reads my phone",
    "my husband hits me dont text back",
    "mi esposo me pega no me contesten",
    "dont reply my husband sees my phone",
    "no contesten, mi marido lee mis mensajes",
]

ANSWERED = [
    "he checks my phone every night i need help to leave him",
    "ayuda mi marido revisa mi celular quiero irme de aqui",
]

SAFE = [
    "she is dead tired need groceries",
    "my wife fell down the stairs last week but is fine, need a ride",
    "my wife fell down the stairs but is fine, need a ride",
    "the baby is coming next month need crib",
    "ya viene el bebe en un mes necesito cuna",
    "my grandson is choking the drain with toys",
    "my dog was hit by a car",
    "tomo muchas pastillas necesito que las recojan de la farmacia",
    "dont call me im deaf, my daughter reads my texts",
    "no me llamen, mi hija me lee los mensajes, necesito comida",
    "dont call ben, he will find the house",
    "im banging on the door nobody answers",
    "se esta cortando la leche",
    "la señal se esta cortando",
    "entra agua por la ventana",
    "dolor fuerte de espalda necesito medicina",
    "my husband has my phone, i have to leave at 5",
]


@pytest.mark.parametrize(("danger", "text"), [(d, t) for d, texts in DANGERS.items() for t in texts])
def test_danger(danger: str, text: str) -> None:
    assert read(text).danger == danger


@pytest.mark.parametrize("text", SILENCE)
def test_no_answer_goes_to_a_watched_phone_and_nobody_is_opted_out(text: str) -> None:
    reading = read(text)
    assert reading.danger == "home"
    assert "silence" in reading.spans
    assert reading.command is None


@pytest.mark.parametrize("text", ANSWERED)
def test_a_way_out_is_danger_that_may_be_answered(text: str) -> None:
    assert read(text).danger == "home"
    assert "silence" not in read(text).spans


@pytest.mark.parametrize("text", SAFE)
def test_what_only_sounds_like_danger(text: str) -> None:
    assert read(text).danger is None
