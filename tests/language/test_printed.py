"""Who sends the words of an option we printed means its number."""

import pytest

from mutualaid.language.printed import option_said

PAYS = "Anotado: comida, mañana 10:00. Buscamos a un vecino. ¿Quién paga la tienda? 1 pago yo 2 ahora no puedo"
WHOM = "Is this for Ben or for us? 1 send to Ben 2 for us"
ASK = "Can you help a neighbor: food, under 10 min walk? 1 yes 2 no, or tell us what would work."


@pytest.mark.parametrize(
    ("text", "question", "number"),
    [
        ("ahora no puedo", PAYS, 2),
        ("Ahora no puedo.", PAYS, 2),
        ("PAGO YO", PAYS, 1),
        ("for us", WHOM, 2),
        ("Send to Ben!", WHOM, 1),
        ("ahora no puedo pagar", PAYS, None),
        ("yes", ASK, None),
        ("min walk", ASK, None),
        ("", ASK, None),
        ("i cant pay now", "Who pays the store? 1 I pay 2 I can't pay now", 2),
    ],
)
def test_an_option_is_known_by_its_words(text: str, question: str, number: int | None) -> None:
    assert option_said(text, question) == number
