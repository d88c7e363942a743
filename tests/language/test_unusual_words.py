"""Danger, fear and questions in words nobody expected, and what only sounds like them."""

from __future__ import annotations

import pytest

from mutualaid.language.saying.voice import own_words
from tests.language.reading_help import read

DANGERS = {
    "medical": [
        "I FELL AND I CANT GET UP", "I HAVE FALLEN AND I CANT GET UP",
        "I FELL DOWN IN THE BATHROOM AND CANT GET UP",
        "me cai en el baño y no me puedo parar",
        "🤰😖🚑", "🩸🩸🩸", "🩸😵",
    ],
    "home": [
        "cant be at home rn my stepdad is drunk n hitting stuff", "hes breaking everything im scared",
        "my bf 👊 me 😢", "he is 👊 me", "👊😡 mi esposo", "my ex is here", "my ex is here help", "my ex found me",
        "my ex just showed up", "my ex is here and hes mad", "mi ex esta aqui", "mi ex me encontro",
        "mi ex esposo ya llego", "mi ex esta aqui y esta enojado",
        "mi padrastro esta borracho y rompiendo todo",
    ],
    "overdose": ["💊💊💊😵"],
    "violence": ["🔪", "🔫😰", "no se quiere ir", "me toco", "hay un hombre en mi puerta y no dice la palabra"],
    "other": ["sos", "🆘", "🆘🆘 help"],
    "fire": ["🔥🏠🔥"],
}  # fmt: skip

COMPLAINTS = [
    "THERE IS A MAN AT MY DOOR AND HE DOES NOT SAY THE WORD", "THERE IS A MAN AT MY DOOR", "HE SAYS HE IS FROM YOU",
    "he stinks of alcohol", "he smells of beer", "the guy you sent is weird", "he gives me bad vibes",
    "he asks too many questions about me", "can you send someone else",
    "she is crazy and rude", "this lady smells", "luis es muy grosero", "huele a alcohol", "se quedo con mi cambio",
    "me da mala espina", "mande a otra persona", "he wants money", "he wants 20 dollars", "he wants $20",
    "quiere 20 dolares",
]  # fmt: skip

ORDINARY = [
    "my ex is picking up the kids", "my ex is here to help me move", "my ex found me a couch",
    "mi ex esta aqui para ayudarme a mudarme", "mi ex vino a recoger a los niños", "my ex is here with the kids",
    "🔪🍅🥕", "🔪😂", "👊👍", "thank you 👊", "🩸", "💊💊💊",
    "the kitchen smells nice", "my mom is a bit weird about dogs, need groceries",
    "he was here at 5 and he was great",
    "she has my number? no she has the list", "5 kms away", "i fell in love with this group",
    "someone is at the door with the groceries thanks", "i want 20 dollars of milk",
    "need 2 bags, not heavy please",
    "a man from my building can drive", "es mi vecino", "what is the point of contact",
]  # fmt: skip

APART = [
    "my ex must not come. his name is Ben", "not Ben please he is my ex", "Carl is my ex he cant know",
    "my ex can not know where I am", "mi ex no puede venir", "my ex cant come", "dont send Carl",
    "need groceries 24th and mission friday a woman please. not my ex Ben",
]  # fmt: skip

ABOUT = {
    "about_scam": ["is this a scam", "cuanto me paga"],
    "about_other": ["does he have my number", "what does ben know about me"],
    "about_named": ["quien es marta", "who is ben"],
    "about_bot": ["r u a bot", "are you a real person", "eres un robot"],
    "about_card": ["SHOULD I GIVE HIM MY MEDICARE CARD FOR THE PILLS", "THE BANK MAN NEEDS MY PIN"],
}


@pytest.mark.parametrize(("danger", "text"), [(d, t) for d, texts in DANGERS.items() for t in texts])
def test_danger(danger: str, text: str) -> None:
    assert read(text).danger == danger


@pytest.mark.parametrize("text", COMPLAINTS)
def test_complaints_are_no_needs(text: str) -> None:
    reading = read(text)
    assert reading.complaint and not reading.danger and not reading.kinds


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary(text: str) -> None:
    reading = read(text)
    assert not (reading.complaint or reading.danger or "despair" in reading.spans)
    assert not (reading.apart and reading.somebody)


@pytest.mark.parametrize("text", APART)
def test_never_together(text: str) -> None:
    assert read(text).apart and read(text).somebody


@pytest.mark.parametrize(("about", "text"), [(a, t) for a, texts in ABOUT.items() for t in texts])
def test_about_us_and_the_other(about: str, text: str) -> None:
    assert about in read(text).spans


@pytest.mark.parametrize("text", ["I AM SO LONELY SOMETIMES I THINK WHATS THE POINT", "kms lol", "para que sigo"])
def test_despair_is_seen(text: str) -> None:
    assert "despair" in read(text).spans


def test_a_question_of_pay_is_no_name() -> None:
    assert read("cuanto me paga", "name").name is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("🍞🥛 pls 24th n mission 🙏🙏", ("food",)),
        ("my mom needs 🍎🥦 94110", ("food",)),
        ("necesito 🍞 y 🥛 94110", ("food",)),
        ("need 🚗 to sf general tomorrow 10am", ("ride",)),
    ],
)
def test_pictures_are_words(text: str, kinds: tuple[str, ...]) -> None:
    assert (read(text).intent, read(text).kinds) == ("need", kinds)


@pytest.mark.parametrize("text", ["😂", "👊", "thanks 👊", "🙏", "❤️", "thank you 🚗❤️"])
def test_pictures_as_ornament(text: str) -> None:
    assert read(text).pleasantry and not read(text).kinds


def test_a_thumb_and_an_answer_with_a_picture() -> None:
    assert read("👍🏽", "yes_no").bare_ok
    assert read("yes 🚗", "yes_no").answer == "yes" and not read("yes 🚗", "yes_no").kinds
    assert read("1 🚗", "yes_no").digit == 1


def test_pictures_are_passed_on_in_words() -> None:
    assert own_words("🚲💨", "en") == "(bike) (picture)"
    assert own_words("voy en 🚲🚲 👍", "es") == "voy en (bicicleta) (ok)"
    assert own_words("你好 🚲", "en") == "你好 🚲"
