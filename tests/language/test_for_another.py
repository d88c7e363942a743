"""Needs told of somebody else, and texts that only speak of others."""

from __future__ import annotations

import pytest

from mutualaid.domain.vocabulary import Intent
from tests.language.reading_help import read, read_in_all

FOR_ANOTHER = """
theres a lady at 24th and mission who needs groceries tomorrow 10am
there is an old man at 24th and mission who needs food
someone needs to check on my dad he lives alone at 24th and mission
theres a guy on my block who has no food
food for grandma, 24th and mission tmrw
groceries 4 my moms
my moms needs a ride to the doctor
una señora de mi edificio necesita comida
hay un señor en mi cuadra que no tiene comida
hay una señora en la 24 y mission que necesita comida
hay una señora que necesita comida
mandado pa mi ama
mandado para mi amá
"""

OFFERS = """
i can cook for a lady who needs food
who needs food?
i have extra bread for anyone who needs it
if someone needs a ride i can drive
someone needs groceries i can bring
"""

OWN = """
need a woman who speaks spanish to help me
need a ride from someone who has a van
need a ride to my brothers wedding saturday 2pm
ride to my moms house friday 9am
my sisters funeral friday 9am need a ride
need groceries, my husband is diabetic
need groceries because my wife cant walk
necesito comida, mi esposo esta enfermo
necesito un viaje a la boda de mi hermano el sabado
"""


@pytest.mark.parametrize("text", FOR_ANOTHER.strip().splitlines())
def test_need_for_another(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.on_behalf) == (Intent.NEED, True)


@pytest.mark.parametrize("text", OFFERS.strip().splitlines())
def test_offer(text: str) -> None:
    assert read(text).intent is Intent.OFFER


@pytest.mark.parametrize("text", OWN.strip().splitlines())
def test_own_need(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.on_behalf) == (Intent.NEED, False)


AFTERWARDS = """
its for my mother Rosa
its not for me its for my mom
es para mi mama Rosa
"""

REFUSED = """
mom said no
my mom doesnt want it
she got food already
mi mama dijo que no
ya no lo necesita mi mama
mi mama ya tiene comida
"""

NOT_REFUSED = """
my mom doesnt want it cold
mom said no one came
mi mama no quiere comer
mi mama no quiere salir sola necesita quien la acompañe
she already has food at home but needs a ride
"""


@pytest.mark.parametrize("text", AFTERWARDS.strip().splitlines())
def test_whom_it_is_for(text: str) -> None:
    assert "for_whom" in read(text).spans


@pytest.mark.parametrize("text", REFUSED.strip().splitlines())
def test_refused(text: str) -> None:
    reading = read(text)
    assert {"refused", "refused_no"} & reading.spans.keys()
    assert reading.intent is not Intent.NEED


@pytest.mark.parametrize("text", NOT_REFUSED.strip().splitlines())
def test_not_refused(text: str) -> None:
    assert not {"refused", "refused_no", "refused_name"} & read(text).spans.keys()


YOUNG = """
im 15 years old and need food
im 15 and i can walk dogs saturday
i can walk dogs saturday, im 15
tengo 15 años necesito comida
tengo 15 puedo pasear perros
puedo pasear perros, tengo 15
"""

NO_AGE = """
im 15 min away
im 15 and 16th
tengo 15 personas en la casa
tengo 15 dolares para comida
"""


@pytest.mark.parametrize("text", YOUNG.strip().splitlines())
def test_under_age(text: str) -> None:
    assert "minor" in read(text).spans


@pytest.mark.parametrize("text", NO_AGE.strip().splitlines())
def test_no_age(text: str) -> None:
    assert "minor" not in read(text).spans


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("necesito comida para mi mama Luz, 24th and mission", ("food",)),
        ("mi mama Luz necesita comida", ("food",)),
        ("mi mama no tiene luz", ("power",)),
        ("para mi mama luz y agua", ("power", "water")),
    ],
)
def test_a_name_of_kin_is_nothing_wanted(text: str, kinds: tuple[str, ...]) -> None:
    assert read(text).kinds == kinds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my mother passed away", True),
        ("my dad died last night", True),
        ("mi mama fallecio", True),
        ("se murio mi papa", True),
        ("ma mère est morte", True),
        ("manman mwen mouri", True),
        ("my dad almost died", False),
        ("my phone died", False),
        ("se murio mi celular", False),
        ("i passed out", False),
    ],
)
def test_a_death_is_heard(text: str, told: bool) -> None:
    assert ("mourning" in read_in_all(text).spans) is told


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("tomorrow at 10 would be lovely", True),
        ("mañana a las diez si Dios quiere", True),
        ("demain à 10h si possible", True),
        ("demen a 10 è si bondye vle", True),
        ("tomorrow at 10 my cousin comes", False),
    ],
)
def test_kind_words_beside_a_time(text: str, only: bool) -> None:
    assert ("only_time" in read_in_all(text).spans) is only


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("mañana 4 24th and mission", 16),
        ("friday 10 24th and mission", 10),
        ("tomorrow 2 bags 24th and mission", 0),
    ],
)
def test_an_hour_before_a_corner(text: str, hour: int) -> None:
    found = read(text).when
    assert found is not None and found.start is not None and found.start.hour == hour


@pytest.mark.parametrize("text", ["raite al doctor, un hombre no por favor", "pas un homme svp", "pa yon gason"])
def test_not_a_man_is_a_condition(text: str) -> None:
    found = read_in_all(text)
    assert found.conditions and not found.apart


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my mother rosa need groceries 24th and mission", "Rosa"),
        ("my neighbor eva needs food 94110", "Eva"),
        ("mi vecina eva necesita comida", "Eva"),
        ("mom need food 24th and mission", None),
        ("need groceries\n4 my mom\n24th and mission", None),
        ("mi mama nesesita comida", None),
        ("my mother realy needs food", None),
    ],
)
def test_a_name_in_small_letters_is_theirs(text: str, name: str | None) -> None:
    found = read(text)
    assert found.on_behalf and found.for_name == name and found.kinds == ("food",)


@pytest.mark.parametrize(
    "text", ["im a single mom need food", "my mother and i need food", "need food\n4 kids\n24th and mission"]
)
def test_a_mother_who_needs_it_herself(text: str) -> None:
    assert not read(text).on_behalf


@pytest.mark.parametrize(
    ("text", "helpers", "people"),
    [
        ("help me move the couch saturday 2pm, 3 people", 3, None),
        ("help me move a couch, takes 3 people", 3, None),
        ("ayudenme a mover el sillon, 3 personas", 3, None),
        ("help me move the couch, we are 3 people", None, 3),
        ("moving saturday, food for 3 people please", None, 3),
    ],
)
def test_people_counted_out_for_a_couch_are_helpers(text: str, helpers: int | None, people: int | None) -> None:
    found = read(text)
    assert (found.helpers_wanted or None, found.people) == (helpers, people)


@pytest.mark.parametrize("text", ["kids hungry", "size 4", "talla 4", "me n my lil sister", "baby is crying"])
def test_people_and_sizes_are_no_place(text: str) -> None:
    assert read(text, "place").place is None


@pytest.mark.parametrize("text", ["sf general \U0001f3e5", "2\ufe0f\u20e34\ufe0f\u20e3th & mission"])
def test_a_place_beside_a_picture(text: str) -> None:
    found = read(text, "place").place
    assert found is not None and found.latitude is not None and found.text.isascii()


@pytest.mark.parametrize(
    "text",
    ["a women pls", "id rather a lady", "not with a man", "con mujer me siento mejor", "no con un hombre"],
)
def test_who_is_wished_for(text: str) -> None:
    found = read(text)
    assert found.conditions and not found.at_door


@pytest.mark.parametrize("text", ["her nurse opens", "yes her caregiver opens", "abre su enfermera"])
def test_who_opens_is_no_care(text: str) -> None:
    found = read(text)
    assert found.conditions == found.at_door != () and not found.kinds


@pytest.mark.parametrize("text", ["atfer 5", "afer 5", "dspues d las 5", "despuez de las 5"])
def test_after_misspelt_stays_after(text: str) -> None:
    found = read(text).when
    assert found is not None and found.start is not None and found.end != found.start
