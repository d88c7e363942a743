"""Danger and fear as people put it in a hurry, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = {
    "violence": [
        "he touched me and im 15", "he tried to touch me", "theres a man following me home",
        "a guy is following me",
        "someone followed me home and is outside", "hes outside my door and wont leave",
        "he came in n wouldnt leave", "he wont go away hes at my door", "hes outside rn im scared",
        "he took pics of me in my room", "he filmed me in the shower", "im hiding in the bathroom",
        "my landlord is threatening me with a bat", "me esta siguiendo un hombre",
        "hay un hombre afuera de mi casa y no se va", "estoy escondida en el baño",
        "mi casero me amenaza con un bate", "hes in my house and im scared", "the volunteer hit me",
        "she hit me with a cane", "the helper choked me",
        "someone broke in", "a man grabbed me", "me estan siguiendo", "ay un hombre en mi casa",
        "im hiding from him",
    ],
    "home": ["my uncle touches me", "mi papa me toco", "mi padrastro me toca", "im hiding from my husband"],
    "medical": [
        "help im bleeding", "STROKE I THINK MY FACE", "my face is numb i think its a stroke",
        "i ran out of insulin 2 days ago feel sick", "I MISSED DIALYSIS I FEEL BAD",
        "havent taken my insulin in 3 days and feel sick", "se me acabo la insulina hace 2 dias y me siento mal",
        "perdi mi dialisis y me siento mal", "estoy sangrando", "no se me quita el sangrado",
        "cant feel my left arm", "i skipped dialysis and im dizzy",
        "no insulin since monday throwing up",
    ],
    "self_harm": ["i want to disappear forever", "quiero desaparecer", "i wish i was never born"],
    "other": [
        "ICE is at my door", "la migra esta afuera", "im 9 and home alone and someone is at the door",
        "tengo 12 y estoy sola y alguien toca la puerta",
    ],
}  # fmt: skip

SAFE = [
    "my husband beats me at chess lol", "my son beats me at cards", "ice is on my steps", "i need ice for my knee",
    "my dog is following me home lol", "he is outside", "im outside", "he touched my heart",
    "she took pics of the food", "someone is at the door with the groceries thanks", "i ran out of insulin",
    "need ride to dialysis", "hiding place for easter eggs", "im 15 and want to help", "he came in and fixed it",
    "stroke of luck", "had a stroke in 2019 need a ride", "me toco el corazon", "following up on my ride",
    "im 82 and home alone and need groceries", "i am 10 min away home alone", "im scared to go outside",
    "she wont leave the house need groceries", "my mom will not leave the apartment she needs groceries",
    "i have 3 kids and am home alone with no car", "afraid to go outside because of ice", "i feel sick need soup",
]  # fmt: skip

FEARS = [
    "im scared of him", "he took pics of me and said dont tell", "pls dont tell my mom", "shes blackmailing me",
    "tell the office i am afraid of eve", "who do i report this to", "im scared he will rob me", "he hurt my dog",
    "dont send her again pls", "dont send him back", "i dont want that man in my house",
    "I AM AFRAID OF STRANGERS", "no kiero q venga el", "me da miedo este senor", "no le diga a mi mama",
    "me esta chantajeando", "le tengo miedo a ese hombre", "a quien le reporto esto",
]  # fmt: skip

NO_FEARS = [
    "im scared of dogs", "afraid of heights", "im scared i cant pay rent", "im afraid i cant make it",
    "he hurt his back", "i hurt my foot", "is this a scam",
]  # fmt: skip


@pytest.mark.parametrize(("danger", "text"), [(d, t) for d, texts in DANGERS.items() for t in texts])
def test_danger_in_a_hurry(danger: str, text: str) -> None:
    assert read(text).danger == danger


@pytest.mark.parametrize("text", SAFE)
def test_what_only_sounds_like_danger(text: str) -> None:
    assert read(text).danger is None


def test_a_husband_who_beats_somebody_at_night_is_no_game() -> None:
    assert read("he beats me at night").danger == "home"


def test_days_without_a_medicine_that_keeps_one_alive_are_not_the_past() -> None:
    assert read("i fell 2 days ago and feel sick").danger is None
    assert read("i ran out of insulin 2 days ago feel sick").danger == "medical"


@pytest.mark.parametrize("text", FEARS)
def test_fear_and_complaint(text: str) -> None:
    assert read(text).complaint


@pytest.mark.parametrize("text", NO_FEARS)
def test_no_complaint(text: str) -> None:
    assert not read(text).complaint
