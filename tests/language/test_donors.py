"""How people say what they have or can do, and what stands beside it that offers nothing."""

from __future__ import annotations

import pytest
from reading_help import read

OFFERS = [
    ("I have canned goods, winter jackets in kids sizes", {"food", "clothing"}),
    ("I 've got two space heaters to give", {"power"}),
    ("RN with ER background", {"care"}),
    ("Able to staff a phone bank remotely", {"advice"}),
    ("Looking for a place that'll take a used washer and dryer", {"supplies"}),
    ("unused wheelchair and walker", {"medicine"}),
    ("space heaters - 3, new in box", {"power"}),
    ("Halal meals, 150 portions", {"food"}),
    ("two couches to give away", {"supplies"}),
    ("I've got a backhoe and can come by with an operator", {"repair"}),
    ("can watch up to 3 kids at my home in the afternoons", {"childcare"}),
    ("can make runs to Costco", {"delivery"}),
    ("I'm a mom of 4 with lots of outgrown stuff", {"supplies"}),
    ("Put me to work!", {"general"}),
    ("please contact me if you still need hands", {"general"}),
    ("I would like to make a cash donation to a family", {"money"}),
    ("psychologist specializing in trauma", {"care"}),
    ("We've put together 80 hygiene bags", {"supplies"}),
    ("could collect coats in Dover and bring them over", {"clothing"}),
    ("two lamps and a chair that were my uncle's", {"power", "supplies"}),
    ("big van, three of us. we can carry what you want", {"delivery"}),
    ("no car but i can cook for a family", {"food"}),
    ("coats for families who lost everything, we can bring them Monday", {"clothing"}),
    ("i am a dentist and would like to help", {"care"}),
    ("I'd help with anything except driving", {"general"}),
    ("easter ham, rolls, jam and butter", {"food"}),
]

NO_OFFERS = [
    ("We have water but we need food", "need", {"food"}),
    ("we are short on volunteers at the hub", "need", {"general"}),
    ("the paper says the council is ready to help the students, is it true?", "question", None),
    ("where can i find transportation for free", "question", None),
    ("if you want to donate we need sheets and towels", "need", {"bedding", "supplies"}),
    ("Glad to see the water going down", "other", None),
    ("Thank you to the guys who cleaned our basement", "other", None),
    ("The clinic says if you have a fever go see a doctor", "other", None),
    ("what we must do against fever", "question", None),
    ("the text holds not enough information", "other", None),
    ("we have not got any food distribution here", "need", {"food"}),
    ("our house is destroyed, we sleep in the rain", "need", {"shelter"}),
    ("do helpers need boots?", "question", {"clothing"}),
    ("can a driver take my mom to the clinic?", "need", {"ride"}),
    ("can you give me the address of the pantry", "question", None),
    ("delivered 9 boxes of soup on Elm St", "other", None),
    ("only God can save us", "other", None),
    ("notes: asks for nothing, gives thanks", "other", None),
    ("we have coats. we need heaters", "need", {"power"}),
    ("we lost everything in the flood", "need", {"general"}),
    ("the places that are giving help are too far, we have no food", "need", {"food"}),
]

SIZES = ["size 8 boots for women", "a 2 person tent", "plates, set for 8"]


@pytest.mark.parametrize("text", SIZES)
def test_a_size_is_no_head_count(text: str) -> None:
    assert read(text).people is None


@pytest.mark.parametrize(("text", "kinds"), OFFERS)
def test_what_people_have(text: str, kinds: set[str]) -> None:
    reading = read(text)
    assert (reading.intent.value, set(reading.kinds)) == ("offer", kinds)


@pytest.mark.parametrize(("text", "intent", "kinds"), NO_OFFERS)
def test_what_offers_nothing(text: str, intent: str, kinds: set[str] | None) -> None:
    reading = read(text)
    assert reading.intent.value == intent
    assert kinds is None or set(reading.kinds) == kinds


def test_a_drive_is_no_doctor() -> None:
    assert "care" not in read("please rescue us, 4906 Middle Falls Dr, water is rising").kinds
    assert read("need a ride to my dr at 4").kinds == ("ride",)
