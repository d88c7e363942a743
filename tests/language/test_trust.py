"""What people ask before they trust: each question has a topic of its own, in every language."""

from __future__ import annotations

import pytest

from mutualaid.domain.reading import Context, Reading
from mutualaid.language.reader import Reader
from tests.language.reading_help import NOW

READER = Reader(("en", "es", "fr", "ht"))


def read(text: str) -> Reading:
    return READER.understand(text, Context(NOW))


ASKED = {
    "door": [
        "why you want my door", "no gracias i dont give address", "u want my addy?? sus",
        "im not telling you my door",
        "why do you need to know where i live", "do i have to give my address", "por que quieren mi direccion",
        "no doy mi direccion", "pourquoi voulez vous mon adresse", "je ne donne pas mon adresse",
        "poukisa nou vle adrès mwen",
    ],
    "word": [
        "what is that word", "what does the word mean", "que es esa palabra", "que veut dire ce mot",
        "ki sa mo sa vle di",
    ],
    "number": [
        "who gave you my number", "how did you get this number", "how u get my number",
        "quien te dio este numero",
        "como tienen mi numero", "qui vous a donné mon numéro", "ki moun ki ba ou nimewo mwen",
    ],
    "cost": [
        "is it really free", "how much it cost", "do you charge", "de verdad es gratis", "cuanto cuesta",
        "c'est vraiment gratuit", "eske sa vreman gratis",
    ],
    "private": [
        "are you selling my data", "who can see these texts", "do you read what i write to luis",
        "leen lo que le escribo a luis", "quien puede leer mis mensajes", "qui peut lire mes messages",
        "ki moun ki ka li mesaj mwen",
    ],
    "record": [
        "what do you know about me", "que saben de mi", "que savez vous de moi", "ki sa nou konnen sou mwen",
    ],
    "checks": [
        "how do you check them", "IS IT SAFE? I LIVE ALONE", "is it safe. who are the sitters", "is he safe?",
        "are they checked", "es seguro? vivo sola", "como saben quien es", "comment vous les choisissez",
        "eske li serye",
    ],
    "named": ["who is luis. how do you know him", "who is ben. checked?", "quien es marta", "qui est marc"],
}  # fmt: skip

OTHERS = (
    "is it safe to park there", "who is in charge", "how much is the milk",
    "who is coming tomorrow",
    "i need food, my address is 214 andover", "my door is the blue one", "can you meet me at the corner",
)  # fmt: skip


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in ASKED.items() for text in texts])
def test_each_question_of_trust_has_its_topic(topic: str, text: str) -> None:
    reading = read(text)
    assert f"about_{topic}" in reading.spans
    assert reading.intent == "question" and not reading.complaint


@pytest.mark.parametrize("text", OTHERS)
def test_other_talk_asks_nothing_about_us(text: str) -> None:
    assert "about_us" not in read(text).spans
