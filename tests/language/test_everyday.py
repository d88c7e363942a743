"""Everyday texts of a neighbourhood line: what is wanted and of what kind."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

NEEDS = [
    ("need groceries for 2, 24th and mission, before fri", "food"),
    ("groceries for 2, 24th and mission, before fri", "food"),
    ("i need a ride to dialysis tues morning", "ride"),
    ("can someone walk my dog while im in the hospital", "pets"),
    ("my mother is so lonely could anyone call her", "company"),
    ("size 4 diapers please", "supplies"),
    ("out of diapers and formula for my baby", "supplies food"),
    ("boiler broke no hot water since monday", "repair"),
    ("help filling in forms for unemployment", "advice"),
    ("help me move the couch to the 2nd floor", "repair"),
    ("we have no water", "water"),
    ("no heat and its freezing in here", "power"),
    ("could someone pick up my prescription at the pharmacy", "medicine delivery"),
    ("can anyone watch my kids thursday afternoon", "childcare"),
    ("I cant pay my rent this month", "money"),
    ("anyone have a spare blanket", "bedding"),
    ("looking for a winter coat for my son", "clothing"),
    ("nowhere to sleep tonight", "shelter"),
    ("need some1 2 translate a letter from the court", "translation advice"),
    ("i need sumone to talk to", "company"),
    ("neeed grocries plz", "food"),
    ("my fridge is empty", "food"),
    ("my car broke down and i need a lift to work", "ride"),
    ("could use a hand with yard work sat", "repair"),
    ("need my lawn mowed", "repair"),
    ("does anyone have a generator we can borrow", "power"),
    ("who can drive my mom to her eye doctor on the 14th", "ride"),
    ("need help shoveling snow", "repair"),
    ("can you get me some milk and bread from the store", "food"),
    ("I'm 82 and can't carry my groceries up the stairs", "food"),
    ("cat food please im out", "pets"),
    ("I need help with my computer", "advice"),
    ("the kids need school supplies and shoes", "supplies clothing"),
    ("necesito comida para 4 personas", "food"),
    ("nesesito komida para mis ijos", "food"),
    ("no tenemos agua", "water"),
    ("mi mama necesita un ride al doctor el jueves", "ride"),
    ("alguien puede cuidar a mis hijos mañana", "childcare"),
    ("se nos fue la luz", "power"),
    ("busco cobijas para el frio", "bedding"),
    ("me puede ayudar a llenar un formulario", "advice"),
    ("ocupo pañales talla 3", "supplies"),
    ("no tengo con quien hablar, me siento sola", "company"),
    ("necesito que alguien pasee a mi perro", "pets"),
    ("se me descompuso el boiler", "repair"),
    ("nos corrieron de la casa, no tenemos donde dormir", "shelter"),
    ("necesito ropa de invierno", "clothing"),
    ("ayuda con la renta por favor", "money"),
    ("me pueden traer mi medicina de la farmacia", "medicine"),
    ("ride to kaiser on geary thurs 2pm", "ride"),
    ("does anybody have a walker they are not using", "medicine"),
    ("lightbulb in my hallway burned out and i cant climb a ladder", "repair"),
    ("need someone to sit with my husband who has dementia while i go to the dr", "care"),
    ("our heater died last night and its 30 degrees", "power"),
    ("they turned off our water", "water"),
    ("is there anyone who speaks chinese?", "translation"),
    ("bread and milk", "food"),
    ("pick up my prescription and walk the dog", "medicine delivery pets"),
    ("my sink is clogged", "repair"),
    ("tengo mucha hambre", "food"),
    ("no hemos comido desde ayer", "food"),
    ("i could really use a friend right now", "company"),
    ("mi vecino don Pedro necesita que le corten el pasto", "repair"),
    ("looking for a ride share to sacramento on sunday", "ride"),
    ("Could you drop off a meal for my neighbor Tom? he just had surgery", "food delivery"),
    ("quien me puede ayudar a mover un sofa el sabado", "repair"),
    ("me pueden prestar una silla de ruedas", "medicine"),
    ("pañales y leche para mi bebe, y alguien que me arregle la estufa", "supplies food repair"),
    ("I'm 78 and can't get to the store, could somebody bring me a few things", "delivery"),
]

OFFERS = [
    ("I can drive weekends 94110", "ride"),
    ("I have water", "water"),
    ("i have a car and can take people to appointments", "ride"),
    ("happy to cook meals for anyone", "food"),
    ("we have extra blankets to give away", "bedding"),
    ("i can walk dogs in the mornings", "pets"),
    ("I speak spanish and can translate", "translation"),
    ("free to babysit tues and thurs", "childcare"),
    ("anyone need diapers? i have size 3", "supplies"),
    ("I would like to volunteer", "general"),
    ("can help with anything really", "general"),
    ("I have a truck and can help people move furniture", "repair delivery"),
    ("i'd love to visit seniors and keep them company", "company"),
    ("retired electrician, happy to fix things", "repair"),
    ("i can pick up groceries for neighbors", "food delivery"),
    ("have a spare room for a family", "shelter"),
    ("can do grocery runs on my bike", "food"),
    ("puedo llevar gente los sabados", "ride"),
    ("tengo carro y puedo llevar a alguien al doctor", "ride"),
    ("ofrezco ropa de niño", "clothing"),
    ("puedo cocinar los domingos", "food"),
    ("quiero ayudar", "general"),
    ("hablo ingles y español, puedo traducir", "translation"),
    ("tengo cobijas para regalar", "bedding"),
    ("puedo cuidar niños por las tardes", "childcare"),
    ("i got extra tomatoes from the garden if anyone wants some", "food"),
    ("willing to call people who feel lonely", "company"),
    ("can fix bikes", "repair"),
    ("can watch kids after 3pm", "childcare"),
    ("we can host two people for a week", "shelter"),
    ("me sobran verduras", "food"),
    ("doy raite al hospital los martes", "ride"),
    ("I have 2 hours every tuesday, what do you need?", "general"),
    ("tengo un cuarto libre", "shelter"),
    ("doy clases de ingles gratis", "advice"),
    ("our church is giving out hot meals sat noon", "food"),
]

QUESTIONS = [
    ("do you have water?", "water"),
    ("where can i find a food bank", "food"),
    ("what time does the pantry open", "food"),
    ("how does this work?", None),
    ("do you guys deliver?", "delivery"),
    ("is there a shelter near mission st?", "shelter"),
    ("tienen agua?", "water"),
    ("donde puedo conseguir comida?", "food"),
    ("a que hora abre la despensa", "food"),
    ("how much does it cost?", None),
]

OTHERS = [
    "thanks so much",
    "lol",
    "God bless",
    "👍",
    "ok",
    "see you then",
    "the weather is nice today",
    "running 10 min late",
    "i am at the corner",
    "gracias, dios le bendiga",
    "jajaja",
    "214 Andover",
    "9:20 at the corner",
    "",
    "   ",
]


@pytest.mark.parametrize(("text", "kinds"), [n for n in NEEDS if n[1]])
def test_needs(text: str, kinds: str) -> None:
    reading = read(text)
    assert (reading.intent, set(reading.kinds)) == ("need", set(kinds.split()))
    assert reading.answer is None and reading.command is None
    assert reading.needs


@pytest.mark.parametrize(("text", "kinds"), OFFERS)
def test_offers(text: str, kinds: str) -> None:
    reading = read(text)
    assert (reading.intent, set(reading.kinds)) == ("offer", set(kinds.split()))
    assert reading.needs == () and not reading.urgent and reading.danger is None


@pytest.mark.parametrize(("text", "kind"), QUESTIONS)
def test_questions(text: str, kind: str | None) -> None:
    reading = read(text)
    if kind:
        assert (reading.intent, reading.kinds) == ("question", (kind,))
    else:
        assert reading.intent in ("question", "command")


@pytest.mark.parametrize("text", OTHERS)
def test_neither(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.answer, reading.command, reading.needs) == ("other", None, None, ())


def test_both_in_one_text() -> None:
    reading = read("I need a ride to the clinic on monday. I can also cook for people")
    assert reading.intent == "both"
    assert {"ride", "food"} <= set(reading.kinds)


def test_several_needs_each_with_its_own_time() -> None:
    needs = read("groceries today and a ride fri").needs
    assert [n.kinds for n in needs] == [("food",), ("ride",)]
    assert needs[0].when is not None and needs[1].when is not None
    assert needs[0].when.start != needs[1].when.start


def test_a_time_of_one_need_is_not_lent_to_another() -> None:
    moving, dog = read("Need help moving saturday plus someone to watch my dog").needs
    assert moving.when is not None and dog.when is None
    both = read("groceries, and a ride to SF General thursday").needs
    assert all(n.when is not None for n in both) and len(both) == 2


def test_goods_that_come_together_are_one_need() -> None:
    needs = read("need bread, diapers and a blanket").needs
    assert [set(n.kinds) for n in needs] == [{"food", "supplies", "bedding"}]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("need a ride to the clinic and someone to walk my dog", [("ride",), ("pets",)]),
        ("necesito comida y que alguien me lleve al doctor", [("food",), ("ride",)]),
    ],
)
def test_services_are_needs_of_their_own(text: str, kinds: list[tuple[str, ...]]) -> None:
    assert [n.kinds for n in read(text).needs] == kinds


def test_a_group_may_leave_kinds_out() -> None:
    assert read("need food and a ride", kinds=("ride",)).kinds == ("ride",)
