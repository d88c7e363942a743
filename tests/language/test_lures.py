"""What is kept back between two neighbours, and what is ordinary talk."""

from __future__ import annotations

import pytest

from mutualaid.language.lures import lures

KEPT_BACK = (
    "just venmo me @tom-s or give me your card pin lol",
    "if u dont pay me 50 i tell everyone",
    "open ur door or else",
    "do u live alone sweetie? send me a pic",
    "im from the bank, what is ur social",
    "cash app $evemoney",
    "dont tell anyone im coming",
    "whats ur card number so i can pay the store",
    "mandame una foto",
    "vive sola?",
    "deme 40 de dinero",
    "send me your card and pin so i can pay",
    "whats your card pin",
    "digame su clave",
)
PASSED_ON = (
    "on my way",
    "it was $23, your change is in the bag",
    "i paid with cash, the receipt is in the bag",
    "the card for your birthday is on the table",
    "can you take a picture of the shopping list? no wait just text it",
    "please tell my neighbor when you are here",
    "i live alone so please knock loud",
    "send me the list",
    "your birthday card is on the table",
    "i will get you at 10",
    "give me 10 minutes",
    "voy en camino, llego en 10",
    "esta sola la puerta, toque el timbre",
)


@pytest.mark.parametrize("text", KEPT_BACK)
def test_it_is_kept_back(text: str) -> None:
    assert lures(text)


@pytest.mark.parametrize("text", PASSED_ON)
def test_it_is_passed_on(text: str) -> None:
    assert not lures(text)
