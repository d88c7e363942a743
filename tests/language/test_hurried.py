"""Short, misspelled and hasty texts that were easily taken for something else."""

from __future__ import annotations

from datetime import datetime

import pytest

from mutualaid.domain.reading import Context
from mutualaid.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
from tests.language.reading_help import ZONE, read, reader

ARRIVALS = [
    "ya llege", "ya llegue", "im here", "im back", "on my way", "estoy aqui", "ya voy", "voy en camino",
]  # fmt: skip

FORGETFUL = [
    "I FORGOT IS IT TOMORROW", "I FORGOT IS IT TODAY", "did you forget me", "olvide si es hoy",
    "i forgot what time", "se me olvido a que hora", "se olvidaron de mi",
]  # fmt: skip

HOURS_ONLY = [
    "dont text me mornings i sleep", "no me escriban de noche", "dont text me at night", "dont text me late",
    "please dont text me before 9", "stop texting me at night", "no me escriban tan temprano",
    "do not text me on sundays",
]  # fmt: skip

STOPS = [
    "stp texting me", "dont text me", "stop texting me", "no me escriban", "dont text me anymore",
    "dont text me i sleep",
]  # fmt: skip

ABOUT_US = [
    "what do you do with my number do u sell it", "how did u get my number", "is this a scam", "who is this",
    "kuanto cuesta", "is it free", "are you a robot", "quien es", "como consiguieron mi numero", "es gratis",
    "eres un robot", "venden mi numero?", "who are you people", "do i have to pay", "is this a real person",
    "how much does it cost", "who runs this", "es una estafa?", "do you share my info", "hay que pagar",
    "que hacen con mis datos", "am i talking to a bot", "whos this",
    "r u real", "why r u texting me", "son de la migra?", "porque me escriben", "do you guys charge",
    "are you the government", "is this legit",
]  # fmt: skip

NOT_KINDS = [
    "I USE A WALKER", "she has a wheelchair", "tell them i use a walker", "uso andadera", "im in a wheelchair",
    "mi mama tiene silla de ruedas", "i use a cane", "this is Walter", "Mrs Walker", "soy Luz",
]  # fmt: skip

KINDS = [
    ("need groceries, im HIV positive and on methadone", "food"),
    ("im HIV positive and on methadone need groceries", "food"),
    ("I just had surgery and need groceries", "food"),
    ("my back is out need groceries", "food"),
    ("i need a ride im diabetic and on insulin", "ride"),
    ("need help w the walker?", "general"),
    ("i am low on insulin", "medicine"),
    ("need a wheelchair", "medicine"),
    ("i can drive people and shop for groceries", "ride delivery food"),
    ("i can lift and move things", "repair"),
    ("also a ride home at 11", "ride"),
    ("nesesito un rayd al ospital el juebes", "ride"),
    ("me puede yebar al dotor", "ride"),
    ("kiero un rayd", "ride"),
]

CANCELS = [
    "No more rides please", "no more groceries thanks", "cancelar el cuidado", "cita cancelada", "sita canselada",
    "ya encontre quien me ayude gracias", "ya no mas comida gracias",
]  # fmt: skip

NAMES = [
    ("94110, Dave", "Dave"), ("name: Ana", "Ana"), ("Tom here", "Tom"), ("ben here", "Ben"),
    ("need groceries 94110 this is ben", "Ben"), ("hi its rosa i need a ride fri", "Rosa"),
    ("Its Walter again", "Walter"), ("need milk. this is ben, 24th and mission", "Ben"), ("soy Luz", "Luz"),
    ("soy luz", "Luz"), ("mi nombre es luz", "Luz"), ("This is Ben from 24th", "Ben"),
    ("his name is biscuit hes a gud boi", None), ("her name is rosa", None), ("the dog name is max", None),
    ("im here", None), ("its me again", None), ("this is urgent", None), ("its cold here", None),
    ("i am young and strong", None), ("thanks, Dave", None),
    ("need a ride fri 9am, 94110 Tom", "Tom"), ("no tengo trabajo. Luis", "Luis"),
    ("need food. 24th and mission. Maria Lopez", "Maria Lopez"), ("thank you so much! Rosa", None),
    ("need food for my mom. Rosa", None),
    ("no work and need food. Ana Ruiz", "Ana Ruiz"),
]  # fmt: skip

ANSWERS = [
    ("no but thursday", "counter"), ("ya prob. lemme check w my husband", "unsure"), ("si vino", "yes"),
    ("yes he came", "yes"), ("wait I take that back yes", "yes"), ("wait I take that back no", "no"),
    ("it went ok but he was late", "yes"), ("great he was great!!", "yes"), ("she was great", "yes"),
    ("todo bien", "yes"), ("estuvo muy bien", "yes"), ("i missed you", None),
    ("cant make it before 2:15", "counter"), ("cant come until 5", "counter"),
    ("no puedo llegar antes de las 3", "counter"), ("9 i media sta bien", "counter"), ("no prob", "yes"),
]  # fmt: skip


@pytest.mark.parametrize("question", [None, "yes_no"])
@pytest.mark.parametrize("text", ARRIVALS)
def test_who_arrives_says_neither_yes_nor_no(text: str, question: str | None) -> None:
    reading = read(text, question)
    assert (reading.cannot, reading.command, reading.answer) == (False, None, None)


@pytest.mark.parametrize("text", FORGETFUL)
def test_who_forgot_when_asks(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.cannot, reading.command) == ("question", False, None)


def test_who_just_forgot_cannot() -> None:
    assert read("sorry i forgot").cannot


@pytest.mark.parametrize("text", HOURS_ONLY)
def test_a_wish_about_hours_opts_nobody_out(text: str) -> None:
    reading = read(text)
    assert reading.command is None and "hours" in reading.spans


@pytest.mark.parametrize("text", STOPS)
def test_a_wish_for_no_texts_at_all_does(text: str) -> None:
    assert read(text).command == "stop"


@pytest.mark.parametrize("text", ["delete my number", "borre mi numero", "borren mi numero", "erase my number"])
def test_who_wants_their_number_deleted_gets_no_text_any_more(text: str) -> None:
    reading = read(text)
    assert reading.command == "stop" and "forget" in reading.spans


@pytest.mark.parametrize(
    "text",
    [
        "dont delete my number", "did you delete my number", "delete my number and use my sons",
        "borra mi numero viejo",
        "dont keep my number", "delete my old number", "delete my number on the flyer its wrong",
    ],
)  # fmt: skip
def test_other_words_of_a_number_end_nothing(text: str) -> None:
    assert read(text).command != "stop"


@pytest.mark.parametrize("text", ["pause till nov", "pause until next month", "pausa hasta noviembre"])
def test_a_pause_until_a_month_ends_with_its_first_day(text: str) -> None:
    now = datetime(2026, 10, 3, 9, tzinfo=ZONE)
    reading = reader().understand(text, Context(now))
    assert reading.command == "pause" and reading.pause is not None
    assert reading.pause.end == datetime(2026, 11, 1, tzinfo=ZONE)


@pytest.mark.parametrize("question", [None, "yes_no"])
@pytest.mark.parametrize("text", ABOUT_US)
def test_questions_about_us(text: str, question: str | None) -> None:
    reading = read(text, question)
    assert (reading.intent, reading.command, reading.complaint) == ("question", None, False)
    assert "about_us" in reading.spans


@pytest.mark.parametrize(
    "text", ["is the water free", "is it free on sunday", "who is coming", "i need to pay rent", "who is this man"]
)
def test_other_questions(text: str) -> None:
    assert "about_us" not in read(text).spans


@pytest.mark.parametrize("text", NOT_KINDS)
def test_how_somebody_walks_or_is_called_is_no_kind(text: str) -> None:
    assert read(text).kinds == ()


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: str) -> None:
    assert set(read(text).kinds) == set(kinds.split())


@pytest.mark.parametrize("text", CANCELS)
def test_what_is_not_needed_any_more(text: str) -> None:
    assert read(text).command == "cancel"


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_own_names(text: str, name: str | None) -> None:
    assert read(text).name == name


def test_a_name_and_a_need_in_one_text() -> None:
    reading = read("MY NAME IS WALTER. RIDE TO DIALYSIS WED 7 AM FROM 24TH AND MISSION PLEASE")
    assert (reading.intent, reading.kinds, reading.name) == ("need", ("ride",), "Walter")


@pytest.mark.parametrize("text", ["Dave i told you", "i told you its Dave", "Dave", "DAVE"])
def test_a_name_as_the_answer(text: str) -> None:
    assert read(text, "name").name == "Dave"


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_answers(text: str, answer: str | None) -> None:
    reading = read(text, "yes_no")
    assert (reading.answer, reading.complaint, reading.cannot) == (answer, False, False)


def test_not_before_an_hour_is_after_it() -> None:
    counter = read("cant make it before 2:15", "yes_no").counter
    assert counter is not None and counter.when is not None
    assert counter.when.start is not None and (counter.when.start.hour, counter.when.end) == (14, None)


@pytest.mark.parametrize("text", ["I can take 3 people, not 5", "puedo llevar 3, no 5"])
def test_room_for_fewer(text: str) -> None:
    counter = read(text, "yes_no").counter
    assert counter is not None and counter.people == 3


@pytest.mark.parametrize("text", ["AL 214 BARTLETT ST", "24TH & MISSION", "94110", "214 Bartlett St apt 3"])
def test_an_address_tells_no_language(text: str) -> None:
    assert read(text).language is None


@pytest.mark.parametrize(
    "text", ["nesesito un rayd pal dotor", "kien me puede yebar al ospital", "9 i media sta bien", "kuanto cuesta"]
)
def test_misspelled_spanish(text: str) -> None:
    assert read(text).language == "es"


@pytest.mark.parametrize(
    "text", ["OK GOD BLESS", "NOBODY CAME", "sii", "WHAT", "why do you need to know", "nadie vino"]
)
def test_no_place(text: str) -> None:
    asked = Reader(find_places=Gazetteer(()).find)
    assert asked.understand(text, Context(datetime(2026, 10, 5, 9, tzinfo=ZONE), None, "place")).place is None


@pytest.mark.parametrize("text", ["ride home from sf general fri 2pm, i live at 24th and mission"])
def test_home_from_somewhere(text: str) -> None:
    reading = read(text)
    assert reading.place is not None and reading.to is not None
    assert (reading.place.text, reading.to.text) == ("sf general", "24th and mission")


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("yes but id be there 7:30 ish", True),
        ("yes but after 930", True),
        ("yes but after 9:30am", False),
        ("si pero a las 7 de la noche", False),
        ("yes but after noon", False),
    ],
)
def test_an_hour_whose_half_of_the_day_is_not_said(text: str, unsaid: bool) -> None:
    reading = read(text, "yes_no")
    assert reading.when is not None and not reading.when.dated
    assert ("half_unsaid" in reading.spans) is unsaid
