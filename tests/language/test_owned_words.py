"""The words that Twilio and the carriers own, in every spelling, and sentences that merely contain them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from mutualaid.transport.twilio_codes import OWNED_WORDS, owned_by
from tests.language.reading_help import read

SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small": str.lower,
    "title": str.title,
    "spaces": lambda w: f"  {w} ",
    "newline": lambda w: f"{w}\n",
    "point": lambda w: f"{w}.",
    "loud": lambda w: f"{w.lower()}!!",
    "comma": lambda w: f"{w},",
    "question": lambda w: f"{w}?",
    "quoted": lambda w: f'"{w}"',
    "curly": lambda w: f"“{w}”",
    "apostrophes": lambda w: f"'{w}'",
    "brackets": lambda w: f"({w})",
    "stars": lambda w: f"*{w}*",
    "sign": lambda w: f"{w} 🛑",
    "angry": lambda w: f"{w} 😡😡",
    "wide": lambda w: "".join(chr(ord(c) + 0xFEE0) for c in w.upper()),
}
OWNED = [(command, word) for command, words in OWNED_WORDS.items() for word in sorted(words)]
EXPECTED = {"stop": "stop", "start": "start", "help": "help"}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("owner", "word"), OWNED)
def test_every_owned_word_in_every_spelling(owner: str, word: str, spelling: str) -> None:
    text = SPELLINGS[spelling](word)
    for question in (None, "yes_no", "place", "kind", "when"):
        reading = read(text, question)
        if word == "yes":
            assert reading.command is None, "a yes is an answer; from someone opted out the turn takes it as START"
            assert reading.answer == "yes"
        else:
            assert reading.command == EXPECTED[owner]
        assert reading.stop_exact is (owner == "stop" and owned_by(text) == "stop")


SPELT_OUT = [
    "S T O P", "s.t.o.p.", "S-T-O-P", "stop stop stop", "STOP STOP", "U N S U B S C R I B E", "stopall stopall",
    "Stop please", "please STOP", "stop all messages", "STOP. STOP.", "opt out", "Stop thank you",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELT_OUT)
def test_a_stop_spelt_another_way_is_one(text: str) -> None:
    reading = read(text)
    assert reading.command == "stop"
    assert not reading.stop_exact, "the carrier does not know it, so we confirm it"


ENGLISH = """
help me move the couch | can you help me move a couch saturday | help with groceries please | help my cat is hungry
i need help with my cat | we need some help at 24th and mission | please help me fill out a form
no help needed today thanks | i can help on weekends | thank you for the help | info on the flu shot please
where can i get info about food stamps | do you have info for seniors | end of the month
i need it by the end of the month | the end of the street | at the end of the day i am fine
my lease will end friday and i need a place | weekend is fine | we will end at 5pm | need end table moved
stop by anytime | you can stop by after 5 | can ben stop at food town | the bus does not stop here any more
i cant stop coughing, need a ride to the doctor | next stop is 24th st bart | please do not stop, this is great
dont stop the food deliveries | it wont stop raining and my roof leaks | nonstop work this week sorry
stop n shop has my order, can someone pick it up | stop sign is broken at 26th and mission | full stop
stopped by but nobody was home | the stopover is in oakland, need a ride to the airport | we stop at 6
Stop asking if i am ok, i need food | cancel my ride | please cancel the groceries for tomorrow | cancel the 9am one
my doctor had to cancel | they will cancel my insurance, need help with the form
can i cancel tomorrow if it rains?
she is cancelling chemo so no ride needed tuesday | quit smoking group | i quit my job and need food
my car quit on me, need a ride | is there a quit smoking class near me | dont quit on us
they may revoke my permit, need legal advice | can the landlord revoke my lease | i did not opt out of my insurance
how do i unsubscribe from the newspaper, i need computer help | unsubscribe is not what i want, i want food
yes we have no bananas | yes i need food | yes please send somebody | yes but only after 5 | can you start at 9
my car will not start, need a jump | start of next week is good | school will start monday, kids need backpacks
dont text, call me | ok stop thanks i got it | my sons name is Quito
"""
SPANISH = """
para mi mama necesito comida | para el viernes por favor | necesito un raite para el doctor
pare en la esquina de 24 y mission | la parada del bus en mission | al fin del mes | hasta el final de la calle
alto ahi, mi vecino necesita ayuda
el edificio alto en la 16 | no puedo parar de toser | dejen la comida en la puerta
cancelar mi viaje | cancelaron mi cita, ya no necesito el viaje | quiero dejar de fumar | si tenemos comida
si pero despues de las 5 | ayuda con mi mudanza | necesito ayuda con la comida | ayudenme por favor
puedo empezar a las 9 | mi carro no arranca, necesito raite | inicio de semana esta bien | informacion sobre comida
baja presion, necesito un doctor | salir a las 9 esta bien | quiero salir de mi casa, necesito raite
basta con una bolsa | ya no mas dolor gracias a dios | alta del hospital mañana, necesito raite | darme un raite
ya no me duele gracias | la vacuna es para parar el virus
"""
SENTENCES = [s.strip() for s in (ENGLISH + SPANISH).replace("\n", "|").split("|") if s.strip()]


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 90


@pytest.mark.parametrize(("text", "question"), list(product(SENTENCES, (None, "yes_no"))))
def test_a_sentence_with_such_a_word_is_none(text: str, question: str | None) -> None:
    """Whatever was asked before, it opts nobody out or in and is no call for our help line."""
    assert read(text, question).command not in ("stop", "start", "help", "forget")
    assert owned_by(text) is None


WRONG_NUMBER = [
    "wrong number", "sorry wrong number", "who dis u have wrong number", "you got the wrong person",
    "I think you have the wrong number, who is this?", "wrong number bro", "nobody here by that name",
    "numero equivocado", "número equivocado", "se equivoco de numero", "está equivocado de número",
]  # fmt: skip
NOT_WRONG_NUMBER = [
    "sorry wrong number its 214 not 241", "they gave me the wrong number for the pharmacy", "wrong address",
    "i gave you the wrong number", "the pharmacy called, wrong person picked up", "who is this", "number 5",
    "I have the wrong number of bags, need help carrying", "mi numero es equivocado de la casa 21",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG_NUMBER)
def test_a_wrong_number_is_heard(text: str) -> None:
    assert read(text).wrong_number


@pytest.mark.parametrize("text", NOT_WRONG_NUMBER)
def test_a_number_that_is_wrong_is_another_matter(text: str) -> None:
    assert not read(text).wrong_number


LIKED = [
    "Liked “Can you help? 1 yes 2 no”", "Loved “Can you help? 1 yes 2 no”", "Le gustó “Can you help? 1 yes 2 no”",
    "A Ben le gustó “Can you help? 1 yes 2 no”", "👍 to “ Can you help? 1 yes 2 no ”",
    "\u200b👍\u200b to “Can you help? 1 yes 2 no”", "❤️ a “Can you help? 1 yes 2 no”",
    "Reacted 👍 to “Can you help? 1 yes 2 no”", "Le encantó “Can you help? 1 yes 2 no”",
]  # fmt: skip
REACTIONS = [
    "Laughed at “Need food”", "Emphasized “Need food”", "Questioned “Need food”", "Disliked “Need food”",
    "Removed a like from “Need food”", "Eliminó un Me gusta de “Need food”", "Se rió de “Need food”",
    "Liked an image", "No le gustó “Need food”", "Exclamó por “Need food”", "😂 to “Need food”",
]  # fmt: skip
AUTOMATIC = [
    "I'm driving right now - I'll get back to you later.", "Sorry, I can't talk right now.",
    "I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get where I'm going.",
    "I am out of the office until Monday", "Thank you for contacting Joe's Pizza. We will get back to you soon.",
    "Estoy conduciendo. Te contesto luego.", "Estoy manejando ahora, te llamo despues",
    "Gracias por comunicarse con Tacos El Rey. Le responderemos lo antes posible.",
    "Respuesta automatica: gracias por su mensaje", "Read 3:45 PM", "Leído 15:45", "Your message was read",
    "Tu mensaje fue leído",
]  # fmt: skip
PEOPLE = [
    "im driving there now", "I'm in a meeting until 5, can help after", "she liked it", "delivered",
    'my husband loved "your soup"', "I read your message", "estoy manejando, llego en 5", "me gusta la comida",
    "my loan was approved but i need help with the paperwork", "need help with a loan application",
]  # fmt: skip


@pytest.mark.parametrize("text", LIKED)
def test_a_thumb_up_is_neither_yes_nor_nothing(text: str) -> None:
    reading = read(text, "yes_no")
    assert reading.automatic and reading.answer is None and reading.digit is None
    assert reading.liked == "Can you help? 1 yes 2 no"


@pytest.mark.parametrize("text", REACTIONS + AUTOMATIC)
def test_nobody_waits_behind_these(text: str) -> None:
    reading = read(text, "yes_no")
    assert reading.automatic and reading.answer is None and reading.liked is None and not reading.spam


@pytest.mark.parametrize("text", PEOPLE)
def test_somebody_waits_behind_these(text: str) -> None:
    assert not read(text).automatic


SPAM = [
    "You have been approved for a $5000 loan. Click https://bit.ly/x1",
    "Invest in crypto now and double your money",
    "Se le aprobo un prestamo de $5000, haga clic https://x.top/1",
    "WINNER! Claim your $1000 prize at www.win.biz",
]  # fmt: skip


@pytest.mark.parametrize("text", SPAM)
def test_spam_is_told_from_other_automatic_texts(text: str) -> None:
    reading = read(text)
    assert reading.automatic and reading.spam
