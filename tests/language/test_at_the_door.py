"""What a helper tells from the door, what is missing or hot, watched phones; and what only sounds so."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = {
    "medical": """
no power and im on oxygen, 24th and mission
power out im on a ventilator
they shut off my power and i need my cpap
pg&e cut us off and my son is on a breathing machine
no electric since last night, mom has a breathing machine
nos cortaron la luz y necesito mi maquina de respirar
sin luz desde anoche y mi hijo usa respirador
creo que esta muerta
esta fria y no contesta
hay sangre en la puerta y nadie contesta
no contesta y se oye que llora
she fell down im with her
i fell ben hurry
me cai luis apurese
i slipped and cant get up ben
i feel faint come quick
siento que me desmayo
i cut myself really bad cooking
i burned my hand bad
i feel dizzy and cant stand up
no la puedo despertar
no puedo despertarla
no se despierta
la veo tirada
no me contesta y la veo en el piso
la veo en el suelo por la ventana
cant wake her
i cant wake her
cant get her to wake up
cant wake him up
cant wake up my husband
hes not responding to me
nobody opens and i can see her on the floor thru the window
she doesnt look good, cant wake her
i think im having a miscarriage
creo que estoy perdiendo a mi bebe
estoy herida
estoy muy mal herida
me heri
ride to the er now
necesito ir a emergencias ya
my grandma is 90 and its 104 in her apartment no ac
mi abuela tiene 90 y hace mucho calor en su cuarto
""",
    "violence": """
somebody hurt me
me hizo daño
me lastimo el brazo
hay pelea adentro
theres yelling inside
a man opened and wont let me see her
un hombre abrio y no me deja verla
he is still here and wont go
smeone is trying to brake in
pls call cops
manden policia
me sigue un bato, ocupo raite
su esposo esta gritando y no me deja entrar
su marido no me deja entrar
her husband wont let me in
she wont open and i hear her crying
i can hear her crying inside
my neighbor is being beaten right now
they are beating up a guy outside
estan golpeando a un hombre afuera
estan afuera tocando fuerte
este señor me pego
me agarro del brazo
he grabbed my arm
""",
    "fire": """
power line down sparks
water is coming out under the door
sale agua por debajo de la puerta
smoke coming from under her door
""",
    "home": """
he hurt me
i know him he hurt me
no contesten lo va a ver
he is here dont reply
he has my phone
dont text me back he will see
dont text back he'll see it
dont reply hes watching
my husband gets mad if he knows i text
my husband gets mad if he sees me texting
my bf gets angry when i text people
my husband will be mad if he finds out i texted you
my husband doesnt let me use the phone
mi esposo llega tarde y se enoja si sabe que escribo
mi marido se enoja si me ve escribiendo
mi esposo me pegaba
he used to beat me and now he is back
mi padrastro entra a mi cuarto en la noche
mi tio entra a mi cuarto de noche
my stepfather comes into my room at night
""",
    "other": """
mi abuelo salio y no lo encuentro, tiene alzheimer
emergency
EMERGENCY!!
help emergency
emergencia
ayuda emergencia
my kid is missing
cant find my son
my dad has dementia and walked out, cant find him
mi hijo no aparece
no encuentro a mi hija
mi papa tiene demencia y se salio, no lo encuentro
""",
    "self_harm": """
adios, diganle a mis hijos que los quiero
""",
}

CALM = """
if the power goes out i need a plan, im on oxygen
power is back on, i use oxygen
ya volvio la luz, uso oxigeno
si se va la luz necesito un plan, uso oxigeno
no lights on my street, need a ride to the oxygen store
need a police report for my landlord
necesito un reporte de policia
el celular esta muerto
estoy muerta de cansancio
my ex boss is a nice man
he hurt my feelings
need ride to a funeral friday 9am, my uncle was shot
my cousin was shot, need food for the funeral
i cut myself a little cooking
emergency need food
emergencia necesito comida
emergency room bill help
not an emergency
my dog is missing
mi perro no aparece
my kid is missing school tomorrow need a ride
she is a heavy sleeper cant wake her before 10
i think she needs a doctor
im losing my baby weight
my dad is 85 and needs a ride
its 100 degrees need a fan
my mom has dementia need someone to sit with her saturday
no puedo despertarme temprano
my husband does not want me to have surgery
he will see you at 5
dont call me he will call you
see you tomorrow xxx
i text you when i drop x off
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("kind", DANGERS)
def test_an_alarm(kind: str) -> None:
    assert {t: read(t).danger for t in lines(DANGERS[kind]) if read(t).danger != kind} == {}


def test_no_alarm() -> None:
    assert {t: read(t).danger for t in lines(CALM) if read(t).danger is not None} == {}


@pytest.mark.parametrize("text", ["dont text me back he will see", "dont reply hes watching"])
def test_no_answer_goes_to_a_phone_that_asks_for_none(text: str) -> None:
    assert "silence" in read(text).spans


NAMED = """
i know ben and i dont want him
ben scares me
im scared of ben
never send ben
i have a court order, ben cant come near me
keep me away from ben
my ex is called ben, make sure its not him
my ex husband ben lives near here
pls no ben
i know ben hes bad
dont let ben in
le tengo miedo a luis
luis me pegaba antes
mi ex se llama luis
conozco a luis y no lo quiero
no deje entrar a luis
"""


def test_fear_of_somebody_named_is_a_wish_never_to_meet() -> None:
    assert [t for t in lines(NAMED) if not (read(t).apart and read(t).somebody and read(t).lasting)] == []


@pytest.mark.parametrize("text", ["im afraid of dogs need a walk to the bus", "im scared of the dark need bulbs"])
def test_fear_of_a_thing_names_nobody(text: str) -> None:
    assert not read(text).apart


@pytest.mark.parametrize(
    "text", ["he is scaring me", "dont let him come", "me esta asustando", "no lo deje entrar"]
)
def test_fear_said_of_him_is_for_us(text: str) -> None:
    assert read(text).complaint


@pytest.mark.parametrize(
    "text", ["ride to domestic violence support group fri 9am", "viaje al grupo de violencia domestica viernes 9am"]
)
def test_where_she_goes_is_not_told_on_her_phone(text: str) -> None:
    to = read(text).to
    assert to is not None
    assert "viol" not in f"{to.text} {to.name}"
