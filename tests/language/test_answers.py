"""Yes, no, counter-offers and digits."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read, read_in_all

YES = [
    "yes",
    "Yes.",
    "YES!!",
    "yep",
    "yea",
    "yeah sure",
    "sure",
    "of course",
    "no problem",
    "no prob",
    "why not",
    "count me in",
    "yes please",
    "yes i can",
    "I can do it",
    "sure thing",
    "absolutely",
    "si",
    "Sí",
    "Sí, puedo",
    "claro",
    "claro que si",
    "con gusto",
    "por supuesto",
    "no hay problema",
    "yes thank you so much",
    "ok yes",
    "yup np",
    "will do",
    "ok sure",
    "happy to help",
    "si por favor",
    "y",
    "works for me",
    "yes, i'll be there",
    "i can help",
    "cuente conmigo",
    "yess",
]
NO = [
    "no",
    "No.",
    "nope",
    "no way",
    "sorry no",
    "sorry, no",
    "no sorry",
    "no thanks",
    "no thank you",
    "nah",
    "yeah no",
    "i can't",
    "cant",
    "no puedo",
    "my answer is no",
    "not today",
    "not really",
    "no gracias",
    "lo siento no puedo",
    "sorry cant today",
    "absolutely not",
    "not interested",
    "hoy no puedo",
    "no i cant",
    "don't think so",
    "unfortunately not",
    "i'd rather not",
]
UNSURE = [
    "maybe",
    "not sure",
    "I don't know",
    "idk",
    "let me check",
    "depends",
    "let me check with my wife",
    "tal vez",
    "no se",
    "quizas",
    "dejame ver",
    "i'll let you know",
    "might be able to",
    "im not sure yet",
]


@pytest.mark.parametrize("question", ["yes_no", None])
@pytest.mark.parametrize(("texts", "answer"), [(YES, "yes"), (NO, "no"), (UNSURE, "unsure")])
def test_plain_answers(texts: list[str], answer: str, question: str | None) -> None:
    wrong = [t for t in texts if read(t, question).answer != answer or read(t, question).intent != "answer"]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    ["ok", "OK", "k", "okay", "👍", "ok 👍", "Ok.", "alright", "vale", "👍🏽", "cool", "got it", "ok thanks"],
)
def test_a_bare_ok_is_left_open(text: str) -> None:
    reading = read(text, "yes_no")
    assert reading.answer is None and reading.pleasantry and "ok" in reading.spans


@pytest.mark.parametrize(
    "text",
    [
        "yes but after 5",
        "yes after 5",
        "no but tomorrow ok",
        "just the pharmacy",
        "only mornings",
        "si pero despues de las 5",
        "no pero mañana si",
        "yes but only if its before noon",
        "cant today but tomorrow works",
        "can do tomorrow instead",
        "solo la farmacia",
        "yes in 2 hours",
        "no but I can in 2 hours",
        "how about 6pm",
        "yes but only for two people",
        "after 5",
        "tomorrow morning ok?",
    ],
)
def test_counters(text: str) -> None:
    reading = read(text, "yes_no")
    assert reading.answer == "counter", reading
    assert reading.counter is not None and reading.counter.text


def test_what_a_counter_changes() -> None:
    late = read("yes but after 5", "yes_no").counter
    assert late is not None and late.when is not None and late.when.start is not None
    assert late.when.start.hour == 17
    other = read("no but tomorrow ok", "yes_no").counter
    assert other is not None and other.when is not None and other.when.start is not None
    assert other.when.start.day == 6
    part = read("just the pharmacy", "yes_no").counter
    assert part is not None and part.kinds == ("medicine",)


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("1", 1),
        ("1.", 1),
        ("1 please", 1),
        ("one", 1),
        ("uno", 1),
        ("２", 2),
        ("2", 2),
        ("#1", 1),
        ("1 yes", 1),
        (" 2 ", 2),
        ("dos", 2),
        ("7", 7),
        ("two", 2),
        ("1!", 1),
        ("(1)", 1),
        ("1️⃣", 1),
        ("2 no", 2),
        ("option 1", 1),
        ("3", 3),
    ],
)
def test_digits(text: str, digit: int) -> None:
    reading = read(text, "yes_no")
    assert (reading.digit, reading.intent) == (digit, "answer")
    assert reading.answer == {1: "yes", 2: "no"}.get(digit)


def test_zero_is_a_person() -> None:
    reading = read("0")
    assert (reading.digit, reading.command) == (0, "human")


@pytest.mark.parametrize(
    "text",
    [
        "214 Andover",
        "9:20 at the corner",
        "1 bag of rice",
        "24",
        "10",
        "i have 2",
        "1st ave",
        "for 2",
        "2 more days",
        "94110",
    ],
)
def test_a_digit_in_a_sentence_is_no_answer(text: str) -> None:
    reading = read(text)
    assert reading.digit is None and reading.answer is None


@pytest.mark.parametrize(
    "text",
    [
        "yes we have no bananas",
        "no heat in my apartment",
        "no food at home",
        "sure is cold",
        "no tenemos luz",
        "i don't know how to fill out this form",
        "no car",
        "yes i need groceries and a ride",
    ],
)
def test_no_answer_at_all(text: str) -> None:
    assert read(text).answer is None


def test_yes_i_still_need_it() -> None:
    assert read("yes i still need it", "yes_no").answer == "yes"
    assert read("yes i still need groceries", "yes_no").answer == "yes"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("24th and mission", "place"),
        ("tomorrow at 5", "when"),
        ("groceries", "kind"),
        ("rosa", "name"),
        ("its Rosa", "name"),
        ("me llamo Rosa", "name"),
    ],
)
def test_answers_to_other_questions(text: str, question: str) -> None:
    reading = read(text, question)
    assert reading.intent == "answer"
    got = {"place": reading.place, "when": reading.when, "kind": reading.kinds, "name": reading.name == "Rosa"}
    assert got[question]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ok ill be there", "yes"),
        ("i'd love to but can't", "no"),
        ("i wish i could", "no"),
        ("fine but not before noon", "counter"),
        ("1 but late", "counter"),
        ("i said yes", "yes"),
        ("not until friday", "counter"),
        ("friday?", "counter"),
        ("I can't do stairs", "counter"),
        ("is it far?", None),
        ("who is she?", None),
        ("he came but forgot the milk", None),
    ],
)
def test_answers_to_an_open_question(text: str, answer: str | None) -> None:
    assert read(text, "yes_no").answer == answer


def test_a_counter_leaves_out_what_it_refuses() -> None:
    counter = read("i can do the groceries but not the ride", "yes_no").counter
    assert counter is not None and counter.kinds == ("food",)


@pytest.mark.parametrize(
    "text",
    [
        "after 5 i cant", "before 10 doesnt work", "mornings are no good for me", "5 doesnt work", "5 is too late",
        "too late", "not 5", "5 is too early", "5 doesnt work for me, can he do 7", "antes de las 5 no puedo",
        "en la tarde no", "hasta las 8 no puedo", "a las 5 no puedo", "antes de las 6 no estoy en casa",
        "muy tarde",
        "avant 17h je peux pas",
    ],
)  # fmt: skip
def test_a_time_refused_behind_it_is_never_proposed(text: str) -> None:
    r = read(text, "yes_no")
    assert r.answer == "counter" and r.when is None and r.hour is None
    assert r.counter is not None and r.counter.when is None


@pytest.mark.parametrize("text", ["yes but i cant till 6", "si pero antes de las 6 no", "yes but before 6 i cant"])
def test_with_a_yes_what_is_left_is_proposed(text: str) -> None:
    counter = read(text, "yes_no").counter
    assert counter is not None and counter.when is not None and counter.when.turned
    assert counter.when.start is not None and counter.when.start.hour == 18


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes no charge", "yes"), ("yes no money", "yes"), ("yeah no cost", "yes"), ("yes no rush", "yes"),
        ("yes no dogs please", "yes"), ("yes no tip please", "yes"), ("yes no later than 10", "counter"),
        ("yeah no earlier than 10", "counter"), ("yes no sooner than 10", "counter"), ("yes no problem", "yes"),
        ("si sin cobrar", "yes"), ("si no cobro", "yes"), ("si no cobro nada", "yes"),
        ("si no quiero dinero", "yes"),
        ("si no antes de las 10", "counter"), ("si pero no antes de las 10", "counter"),
        ("oui pas de frais", "yes"), ("oui pas avant 10h", "counter"), ("oui non pas de souci", "yes"),
        ("wi san lajan", "yes"), ("wi mwen pa pran lajan", "yes"), ("wi pa anvan 10 e", "counter"),
    ],
)  # fmt: skip
def test_a_no_behind_the_yes_that_denies_a_thing_of_its_own(text: str, answer: str) -> None:
    assert read_in_all(text, "yes_no").answer == answer


@pytest.mark.parametrize(
    "text",
    [
        "yes no", "yeah no", "yeah no sorry", "yes no thanks", "yes no i cant", "yeah no way", "yes no can do",
        "yes no car", "yeah no time", "yeah no money for gas", "si no", "si no gracias", "si no puedo",
        "si no tengo tiempo", "si no me da tiempo", "oui mais non", "oui non merci", "oui pas possible",
        "oui pas aujourd'hui", "oui je peux pas", "wi men mwen pa ka", "wi mwen pa ka",
    ],
)  # fmt: skip
def test_a_yes_that_goes_on_as_a_no(text: str) -> None:
    assert read_in_all(text, "yes_no").answer == "no"


@pytest.mark.parametrize(("text", "answer"), [
    ("wi non", "unsure"), ("wi, non", "unsure"), ("non wi", "unsure"), ("wi non mwen pa kapab", "no"),
    ("wi", "yes"), ("non", "no"), ("oui non", "no"),
])  # fmt: skip
def test_a_creole_yes_and_no_may_stress_the_first(text: str, answer: str) -> None:
    assert read_in_all(text, "yes_no").answer == answer
