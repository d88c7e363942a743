"""Dangers told by two signs that mean little alone."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

DANGERS = """
co alarm wont stop and im dizzy
the furnace is making us all sick and dizzy
my dad hit his head and is throwing up and confused
im so cold i cant feel my feet its 10 degrees and no heat
my neighbor hasnt answered in 3 days and theres a bad smell
electric wire down in my yard sparking
tree fell on the house and my brother is pinned
my heart is pounding and im sweating and my jaw hurts
diabetic and he wont wake up
shes got a rope and says goodbye
nos duele la cabeza y estamos mareados por el calenton
nadie ha visto a mi vecino en una semana y huele mal
un cable de luz callo y esta chispeando
se cayo el arbol encima de la casa y mi tia quedo atrapada
a mi papa le duele el pecho y esta sudando
le detecteur de monoxyde sonne on a mal a la tete
mon mari a mal a la poitrine et il transpire
lestomak mwen ap fe m mal anpil kote ke a
papa m gen doule nan kè l ap swe
my chst hurts real bad and my arm is numb
grandma cant breath
he stopped breathing
my wife is having a seizure
i think im having a stroke my face is droopin
shes unconcious on the bathroom floor
i fell and cant get up
my mother fell down the stairs shes not responding
blood everywhere he cut himself deep with the saw
im bleeding alot and im pregnant
the baby is turning blue
my son swallowed bleach
hes chokin on food
smell gas in the hallway and my head hurts
gas leek in my kitchen
theres smoke coming out of the wall outlet
my kichen is on fire
house on fire 22 pine st
carbon monoxide alarm wont quit and we all feel sick
my boyfriend has a knife and wont let me leave
he beat me up again im scared hes coming back
someone is tryin to break in my house
theres a man outside with a gun
my dad is hitting my mom
he said he will kill me tonight
i took the whole bottle of pills
my brother OD'd hes not waking up
friend took too much fentanyl lips are blue
i want to end it all
i cant do this anymore i just want to die
my sister says she is going to kill herself
thinking about jumping off the bridge
my kids 2 and 4 are home alone and i cant get there
neighbors toddler is outside alone in the snow with no coat
water is up to my waist we r on the roof
trapped in the car water rising
no heat its 10 degrees and grandpa is shaking and confused
my oxygen machine is off power went out
my ventilator battery has 20 minutes left no power
diabetic and my sugar is 480 feeling like passing out
she is having an allergic reaction throat closing up
i got bit by a snake my leg is swelling up bad
i been throwing up blood
tree fell on the house my husband is pinned
he is so drunk he wont wake up and he is barely breathing
im going into labor and nobody here
grandpas lips are purple and hes cold
i got shocked by the wire and my heart is racing
stuck in the elevator with my dad he has chest pains
HES GOT HIS HANDS AROUND HER NECK
mi papa no respira
me duele mucho el pecho y el braso
mi esposo me pego y tengo miedo
huele a gas en mi casa
se esta quemando la cosina
mi hija se tomo muchas pastillas
ya no quiero vivir
me kiero morir
mi mama se callo y no se mueve
mi niño se trago una moneda y se esta ahogando
mi abuelo se desmayo
hay un hombre con pistola afuera
me esta golpeando
el agua ya nos llega al cuello
estamos atrapados en el techo por la inundacion
mis hijos estan solos en la casa y hay humo
mi oxigeno se apago no hay luz
esta convulsionando
esta sangrando mucho no para
mi hermano tomo fentanilo y no despierta
me voy a matar
tiene la cara torcida y no puede hablar
mi novio dice que me va a matar
sale chispas y humo del enchufe
my mom no puede respirar ayuda
mon mari ne respire plus
jai tres mal a la poitrine
ma mere est tombee et ne bouge plus
ca sent le gaz dans limmeuble
il y a le feu dans la cuisine
mon mari me frappe
je veux mourir
elle a avalé tous ses cachets
mon fils sétouffe
il a un couteau et il veut me tuer
mon pere a fait un malaise il est inconscient
leau monte on est coincés a letage
la machine a oxygene de ma mere marche plus y a plus de courant
mon bébé est tout bleu
je vais sauter du pont
manman m pa ka respire
lestomak mwen fè m mal anpil m pa ka pran souf
kay la ap boule
mwen pran sant gaz
mari m ap bat mwen
mwen vle mouri
papa m tonbe li pa bouje
pitit mwen vale anpil grenn
dlo a rive sou tèt kay la nou bloke
li gen yon kouto li di l ap touye m
my dad fell of the roof n isnt movin
My stove sparks and smells like burning
"""

CALM = """
co detector battery chirping
power line work on our street tomorrow power off 9 to 3
a branch fell in the yard need it hauled
im pregnant and need a ride to blood test
allergic to nuts so no nuts please
im diabetic and confused about the snap form
my head hurts from the paperwork
i hit my head last year and need help with memory paperwork
its so cold out need gloves
un arbol se cayo en el patio quien lo quita
soy diabetica no azucar por favor
me duele la cabeza de tanto papeleo
je suis enceinte il me faut des vetements
j'ai mal a la tete avec ces formulaires
mwen ansent mwen bezwen rad tibebe
yon pyebwa tonbe nan lakou a
this heat is killing me need a fan
my back is killing me from moving boxes
dying to see that movie
starving lol when is lunch
my phone died
my car died on 5th st need a jump
fire dept gave us a smoke detector can someone install it
smoke alarm chirping need 9v battery
need help moving my gas stove
need gas money for work
out of gas on main st
my grandma fell last year and needs a walker
fell behind on rent
i fell asleep sorry
shes drowning in paperwork
need pills picked up at cvs
he had a heart attack in 2019, needs rides to cardiologist
need somebody to sit with my dad hes recovering from a stroke
can someone bring firewood
fire sale at the church saturday
shoot me a text
knife sharpening, i can do it
my son shot a goal lol
that game was a killer
i could kill for a taco
you guys are lifesavers i almost died laughing
dead tired
need a ride to my breathing treatment on tuesday
oxygen tank refill pick up friday
need a blood pressure cuff
giving blood thursday need a ride
can you hit me up later
power is out at the rec center so lunch is canceled
choking hazard toys for toddlers free
this neighborhood is fire
water bill is choking us
my dog is hurt his paw just a scratch
suicide prevention walk saturday need volunteers
the kids are home alone all day in summer need activities
me muero de hambre jaja
me muero por un cafe
me mata este calor
necesito dinero para gas
se me murio el telefono
mi mama se cayo el año pasado y necesita andador
necesito leña para la estufa
alarma de humo sin pila
me caes bien jaja
ocupo quien me lleve a donar sangre
mi papa tuvo un derrame hace 2 años necesita terapia
pastillas de la presion en walgreens me las recojen
je suis mort de rire
je meurs de faim on mange quand
mon telephone est mort
il fait un froid de canard mdr
besoin d'un trajet chez le cardiologue
je suis tombé sur votre numero a l'eglise
m mouri ri
telefòn mwen mouri
mwen bezwen yon machin pou al pran grenn tansyon nan famasi
mom fell and broke her hip needs rides to therapy
i fell at work and cant lift anything need help with trash
my grandson fell off his bike no big deal just scrapes need bandaids
my mom fell last year and cant walk far
snow fell and my car is not moving
the kids are home alone after school can someone check homework
need a babysitter for my toddler, mom is gone at work
baby shower at home all day sunday
my 5 year old plays by himself fine but needs a friend
looking for someone to sit with my 3 yr old nobody home with her tuesdays
my little girl is alone a lot at school
no heat since monday, shaking my head at this landlord
confused about the heating form
my heat is out and i am confused who to call
need spark plugs for the mower, it is smoking
candle smells like burning wood lol
stove burner wont spark can someone fix
the plug is hot pink
labor day is monday no rides
i do labor for free weekends
going into labor day weekend need food
scarf around my neck got wet
her hands around the cup were shaking
rent is choking us need food
the bills are drowning me
my arm fell asleep lol
fell out of bed lol im fine
tripped on my words
fell down a rabbit hole on youtube and cant get up
mi hijo de 4 se queda solo en la escuela
busco quien cuide a mi bebe de 6 meses, su papa esta solo
estoy sola con dos niños y necesito comida
soy mama sola de un niño de 3 años
se cayo el internet y no puedo hacer la tarea
se me cayo el telefono y no prende
ocupo un enchufe nuevo, el viejo esta quemado
huele a quemado la comida jaja
me cai en la nieve pero estoy bien, no puedo palear
je suis seule avec un bebe de 3 mois besoin de couches
maman seule de deux enfants, besoin de nourriture
l'enfant de 5 ans joue tout seul
la prise est brulee il faut un electricien
mwen sel ak yon tibebe 3 mwa bezwen kouchet
mwen se manman poukont mwen ak 2 timoun bezwen manje
pri manje ap touye nou
im gonna kill him if he leaves the dishes again haha
"""


@pytest.mark.parametrize("text", DANGERS.strip().splitlines())
def test_two_signs_are_a_danger(text: str) -> None:
    assert read_in_all(text).danger is not None


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_one_sign_is_none(text: str) -> None:
    assert read_in_all(text).danger is None
