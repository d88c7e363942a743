"""Danger, fear and complaint, watched phones and wishes to stop in many words of English and Spanish: one test for
a group of texts, so that all that is heard wrongly is seen together."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGERS = {
    "medical": """
get me off the floor
me atropellaron
he hasnt woken up since last night
my son has a fever of 105
baby burning up wont stop crying 104 fever
something is wrong with my newborn shes limp
my blood sugar is 40 and im shaky
sugar is at 550
no insulin since thursday im type 1
havent taken my insulin in 3 days
oxygen is getting low
my oxygen tank is nearly gone
my neighbor hasnt answered her door since monday
grandpa is not answering the door or phone
she fell in the creek
shes bleeding so bad
my grandma is so confused and cant talk right
he cant brethe
chest payn
mi bebe tiene fiebre de 41
mi bebe esta ardiendo en fiebre
algo le pasa a mi bebe
tengo el azucar en 480
el azucar esta en 45
sin insulina desde el viernes
no me he puesto insulina en 3 dias
se me acaba el oxigeno
mi tanque de oxigeno esta casi vacio
mi vecina no abre la puerta desde ayer
mi abuela no contesta el telefono ni la puerta
no puede respiar
no repira mi abuelo
sangra muy feo
dad wont wake up and hes gurgling
my husband has chest pains and his arm is numb
shes shaking and foaming at the mouth
my toddler ate rat poison
he slipped in the shower head is bleeding a lot
im diabetic and about to pass out
i feel like im gonna black out
my lips are blue and i cant breath
allergic to bees got stung throat swelling
my kid swallowed a coin cant breathe
mom is slurring her words
shes 8 months pregnant and bleeding
she drank a bottle of cleaner
my friend got shot
kid fell through the ice
my baby fell in the pool
mi papa no puede respirar bien
mi esposa se desmayo
me duele mucho el pecho
mi niño se trago una pila
mi hijo se tomo cloro
esta sangrando de la cabeza
mi mama se cayo y no se mueve
se esta poniendo azul mi bebe
no tiene pulso
mi abuelo no despierta
mi hijo se cayo a la alberca
my baby is burning up 105 fever wont wake
somethings wrong with my baby
diabetic and havent had insulin since friday
my sugar is 500
my oxigen tank is almost empty
my neighbor isnt answering her door for 2 days, she is 90
my grandma isnt answering the phone or door
chest pian
cant breath
no puede repirar
""",
    "overdose": """
my husband took all his heart pills
she took pills and wont answer me
mi hija se tomo unas pastillas y no despierta
mi papa no reacciona tomo pastillas
he od'd in the bathroom
my son took a bunch of my pills
my friend shot up and isnt breathing
i swallowed a bunch of tylenol
se tomo un frasco de pastillas
mi hermano se metio mucha heroina
creo que es sobredosis
mi hijo se tomo unas pastillas y no responde
he hasnt woken up since he took the pills
""",
    "home": """
hit me 👊
me pegó 👊
me pego 👊😭
i want out of this house
i need to get out of here hes going to do something
my husband is going to do something
need a ride to a shelter, hes coming back
i need a ride to get away from my husband tonight
mi ex viene en camino
mi ex afuera con pistola
mi esposo me corrio de la casa
he will take my kids if i leave
if i tell anyone he will kill me
moms bf comes in my room at night
my stepdad does stuff to me
my cousin makes me touch him
hes strangling my sister
si me voy me mata
dice que si lo dejo me quita a mis hijos
el novio de mi mama me toca
mi padrastro me hace cosas
mi primo me obliga a tocarlo
my bf is beating me up
my dad is drunk and hitting my mom
son in law is hitting my daughter
hes choking my mom
he locked me in the bathroom
mi esposo me golpeo
mi novio me quiere matar
mi papa le pega a mi mama
mi yerno le esta pegando a mi hija
trae un cuchillo y no me deja salir
he said if i leave he will take the kids and hurt me
my moms boyfriend touches me
mi tio me hace cosas
""",
    "violence": """
she wont open the door to let me out
el no se quiere salir
im hiding
theres a man outside watching me
im here alone and he wont go
he came and wont go
he gave me the food but hes still here
she wont let me go
me estoy escondiendo
no me deja ir
la comida llego y no se va
estoy solita y el no se va
el trajo la comida y me toco
el entro y no sale
he has my gun and is drunk
he took my pistol
my coach kissed me
somebody touched my little girl
my teacher asked me for nudes
theres a shooter
tiene mi pistola
alguien toco a mi hija
mi maestro me mando fotos desnudo
he pointed a gun at me
my ex broke in
they are shooting outside
someone broke in im hiding
a guy with a knife is at the park
we got robbed at gunpoint
guy followed me home and wont leave
hay disparos
me acaban de balear
un hombre se metio a mi casa
me viene siguiendo un carro
apuñalaron a mi hermano
he has my gun
someone touched my daughter
my teacher sent me naked pics
""",
    "fire": """
FIRE
fire help
fire!!!
cant turn off the gas
there is a fier in my kitchen
fuego fuego
fuego ayuda
hay fuego aqui
se metio el agua a la casa nos llega a la cintura
no puedo cerrar la llave del gas
huele muchisimo a gas
uele a gas
smoke all over the hallway
stove caught fire
neighbors house is burning
apartment on fire kids inside
car is on fire
smell gas and head hurts
co detector is beeping we feel sick
gas line broke
basement flooding fast im stuck
flood water in my living room rising
car got swept away im on the roof
were stuck in the attic water everywhere
we are trapped in the elevator with smoke
mi casa esta en llamas
se quema el edificio
hay mucho humo no podemos salir
se incendio la cocina
huele mucho a gas
hay fuga de gas
suena la alarma de monoxido
el agua nos llega al cuello
estamos en el techo por la inundacion
el rio se llevo el carro conmigo adentro
se esta inundando y no podemos salir
fuego
gas smel
""",
    "self_harm": """
i wish i wouldnt wake up
i hope i never wake up
i have the pills in my hand
its not worth living
nobody would miss me if im gone
my uncle hung himself
he shot himself
quisiera dormirme y no despertar
nadie me va a extrañar
nadie me extrañaría
ya no vale la pena vivir
tengo la soga en la mano
mi primo se colgo de un arbol
i wanna die
im going to hang myself
i cut my arm really deep on purpose
shes on the bridge gonna jump
ready to end it all
theres no reason to keep living
i bought a rope im done
no quiero seguir viviendo
me voy a colgar
mi hija se quiere matar
mi amiga se corto las venas
voy a saltar del puente
ya no quiero estar en este mundo
tengo las pastillas en la mano
i want to sleep and never wake up
its not worth it anymore
nadie me extrañaria
mi vecino se ahorco
""",
}

TYPOS = """
chest pian
chst pain
gas smel
smel gas
i smell gsa
gas leek
cant breth
he isnt breahting
house on fier
kitchen frie
kil myself
wont waek up
hart attack
no puede repirar
no puede respiar
dolor de pehco
hule a gas
hay fugo
me qiero morir
"""

SAFE = """
im hiding the key under the mat
im hiding from the rain
hit me up 👊
mi ex viene mañana por los niños
el dolor no se va
my husband is here and hes happy to meet you
my sugar is 110
sugar is on sale for 2
i need sugar 5 lb
fire wood needed
is there a fire drill
need fire extinguisher
my baby wont wake up early
the neighbor isnt answering, i left the bag
she isnt answering the door im outside
my phone wont wake up
he hasnt woken up yet come at 10
my kids never wake up on time
i hope i dont wake up the baby
its not worth the drive
the couch is not worth it anymore, take it
he has the keys to my car
my uncle does things for me on sundays
i cant talk right now im at work
cant talk im driving
he is in the car i cant find him
he checks the oil
my son reads my texts to me
temp is 40 degrees out
its 105 degrees need a fan
my fever is 99
azucar y cafe
necesito azucar 5 libras
la señora no abre la puerta estoy afuera
mi hijo no contesta el telefono, llamen a mi otro numero
tengo las pastillas en la cocina recogalas
tengo la medicina en la mano para entregarla
le toco a mi hija el turno
el rio esta bonito
no puede reparar el techo
puede reparar mi lavadora
no vale la pena ir
no puedo hablar ahora estoy en el trabajo
mi hija me lee los mensajes porque no veo
mi tio me hace la comida
fuegos artificiales el sabado
hace 40 grados
my plants need water badly
that movie was so scary i died
my heart hurts for her
im dead lol
this line is murder
he shot some great photos
kill the lights when you leave
smoke break then ill drive over
my cat is dying to go out
need help with gas money and food
i have a gas grill to give
the fire station on 5th has diapers
fire sale on coats
my dad had a seizure in 2022 needs rides
need seizure meds picked up
my chest of drawers needs moving
need a breast pump
my son shoots hoops
need chest freezer moved
i choke on my words
flood pants for my kid
bleeding hearts club meets sunday
my nose bleeds in dry air need a humidifier
diabetic need low sugar food
my sugar is fine
i have a fever of 100 need soup
my oxygen delivery is friday
i need my oxygen tank refilled next week
cut my finger a bit need bandaids
he hit the curb and got a flat
the landlord hit us with a late fee
my son hit his head last week, hes fine
dog wont stop barking
it wont stop raining
i could just die of embarrassment
pills need picking up
took my pills need breakfast
she took her pills and is resting
my mom took her meds and is doing fine
i have the pills ready for pickup
i have a gun safe to give away
he has my drill
my uncle touched base with me
my teacher sent me the forms
my coach texted me the schedule
i ended it with my boyfriend and need a place
going to end it here, good night
want to sleep late tomorrow
me muero de frio traigan cobijas
se murio mi tele
me duele la cabeza
dolor de espalda
mi carro se ahogo y no prende
necesito agua
se fue la luz
la estufa de gas no prende
necesito tanque de gas
me toco el turno de la tarde
me toca manejar
tuvo un infarto el año pasado
le dio un derrame hace 2 años
mi hijo se cayo ayer pero esta bien
tomo pastillas para la presion
se tomo sus pastillas y esta bien
mi nieta toca el piano
la lluvia no para
no hay salida por esa calle
que fuego de concierto
me mataron con la renta
"""

COMPLAINTS = """
my bf just got home hes drunk
my man is here hes pissed
this is anas husband who is this
me quiere dar un beso
my husband is here hes mad
my husband came home angry
my husband is mad and drinking
hes mad that youre coming
my husband found my phone
this is her husband who is this
he wont go
hes still here
i told him to leave
need help getting him out
he calls me baby
he hugged me
he holds my hand
she locked the door
she is naked
mi marido esta aqui y esta enojado
llego mi marido borracho
el papa de mis hijos esta en la puerta borracho
encontro mi telefono
este es su esposo quien es
tocan la puerta bien fuerte
ya le dije que se vaya
me sigue abrazando
el me abrazo
me dice mi amor
me dice guapa
me llama a cada rato
me agarra la mano
me corrio a gritos
cerro la puerta con llave
su perro me mordio
i dont know what to do
some cash is gone from my dresser since tuesday
she was going through my drawers
he keeps asking if i live alone
the driver was rude and hit on me
he wanted to come upstairs
he made me feel weird
she called me stupid
he told me dirty jokes
that guy is a creep
he said i owe him 20 for gas
he says i have to pay him
she used my ebt card for herself
can he ask for my social?
is she really from you guys
how do i know hes a real helper
he showed up at midnight
he came by again without asking
he was drunk when he came
he smelled like booze
hes on something
she screamed at my kids
she left my mom on the curb
i dont feel comfortable with him in my house
i dont trust that man
i am afraid of the man who came
im terrified
im getting scared
i feel so scared rn
i was so scared of him
please help im afraid
his apartment is filthy with roaches everywhere
her place is full of trash i cant go in
she seems really confused, didnt know what day it is
he looks very weak and thin
she had bruises on her arms
i think he needs to see a doctor
he yelled at me when i got there
she wont let me in and she is screaming
he asked me to marry him lol
he kept touching my hair
i want a different driver
he took my keys
she took 40 dollars out of my wallet
i cant find my ring since she cleaned
he never gave me the change
he broke my lamp and left
se robo mi dinero
me falta el anillo desde que vino
agarro dinero de mi cartera
me trato muy mal
me grito enfrente de mis hijos
me hablo feo
estaba tomado cuando llego
llego tomado
anda borracho otra vez
me pone muy incomoda
me da mala espina ese hombre
ese señor es muy grosero
la señora que mandaron esta loca
me dijo que era bonita y me incomodo
me pidio que fuera su novia
me estuvo mirando raro
me dijo vieja loca
regreso otra vez anoche y no se por que
vino sin permiso
dice que le debo 50
puede pedirme el pin?
estoy muy asustada
tengo miedo
ayudenme tengo mucho miedo
me siento insegura con el
su casa esta asquerosa
la vi muy mal necesita un doctor
se ve muy enferma
esta confundida y no ha comido en dias
no me regreso el cambio
me quiso besar
hes yelling at me right now
she talks down to me
he wont get out of my house
he came in my bedroom
he was looking at my daughter funny
the helper you sent is high
that lady stole from me
i think he took my pills
my watch disappeared after he left
he wanted 50 bucks for the ride
he asked for gas money
he wanted me to sit on his lap
he tried to hold my hand
im scared to open the door
please dont send that man back
he drove way too fast
she was texting while driving
he left me at the hospital
he hung up on me
she laughed at me
he was not nice
he is mean
me robo la cartera
me insulto
es muy grosera
me dejo esperando dos horas y llego enojado
me quiere cobrar 40
me pidio dinero para la gasolina
me tomo fotos sin permiso
entro sin tocar
no me gusta como me mira
me abrazo y no me gusto
maneja como loco
se burlo de mi
quiero otro chofer
ya no manden a ese señor
me da miedo ese muchacho
he took money from my purse
he asked me to be his girlfriend
he was an hour late and mean
my money is missing since he was here
my money is missing since yesterday
he gives me the creeps
he makes me nervous
hes been drinking
he came back again last night and i dont know why
he said i owe him
is he allowed to ask for my pin
se llevo dinero de mi bolsa
se porto mal conmigo
me falta dinero
me pone nerviosa
viene borracho
me dijo cosas feas
volvio anoche sin avisar
esta vieja esta loca
her house is disgusting
she looks really bad, i think she needs a doctor
she has no food at all and is confused
im so scared
im really scared
tengo mucho miedo
somebody help me please im scared
"""

NO_COMPLAINTS = """
my husband is here and hes happy to meet you
this is her husband, she is asleep, leave it at the door
i told him to leave it at the door
she locked the door and went out
mi marido ya esta aqui, el le abre
luis encontro mi telefono gracias
le dije que deje la bolsa en la puerta
me llama cuando llegue por favor
he was 10 min late but so nice
she is so sweet thank you
my money runs out by friday
he came back with my meds thanks
i am scared of needles, is that a problem
he drove me home
i need a ride to court
she was here at 5, all good
he took my trash out
he took my mom to the store
her house is the blue one
she is at the back door
he has a beard
im nervous about my surgery need a ride
i owe the landlord 500
my card is declined
la señora fue muy amable
el señor vino y todo bien
vino con mi medicina gracias
me falta azucar y leche
llego bien la comida
se llevo la basura gracias
me pone la comida en la puerta
su casa esta en la esquina
ella esta muy contenta
se porto muy bien
me trato muy bien
my ride was late but fine
she was late sorry
i was an hour late sorry
he is scared of dogs
my daughter is scared of the dark
im not scared
he asked me what time works
she wants to come at 5
he is a good man
she makes me laugh
he makes me so happy
tell him i said hi
he said he will bring it at 5
he said we owe nothing
i think she needs a walker
my mom needs a doctor appointment ride
she looks great
he brought my change and receipt
he gave me the change
i want a ride to church
can you send someone with a truck
the house is full of boxes
my house is dirty need help cleaning
is he allowed to bring his dog
can he take my old tv
do i need to be scared
tiene miedo a los perros
mi hijo tiene miedo a la oscuridad
ella me trajo la comida gracias
el señor llego temprano
la muchacha es muy buena
me dijo que viene a las 5
no se preocupe
me llevo al doctor gracias
se ve muy bien
vino otra vez gracias
quiere saber a que hora
"""

WATCHED = """
he is right here i cant talk
my husband reads my texts
cant talk hes here
hes watching what i type
delete this before he sees
he goes through my phone every night
my boyfriend tracks my phone
el revisa mis mensajes
mi marido me checa el celular
esta aqui no puedo hablar
no puedo hablar el esta en el otro cuarto
me esta viendo escribir
mi novio vigila mi telefono
hes in the other room i cant talk
he checks my messages
hes watching me text
"""

STOPS = """
stop texting this number
STOP!! i said stop
stop it
stop messaging please
stop already
i want you to stop texting
pls take me off
take me off your text list
get me out of this group
remove my number from your list
i dont want these messages
i dont want any of your texts
i do not wish to receive texts
cancel all messages
end texts
quit it stop texting
no more texting please
dont ever text me again
do not message me again
leave me the fuck alone
please unsubscribe
unsubscribe this number
un-subscribe
how do i unsubscribe from this
how do i stop these messages
how can i get these texts to stop
stop spamming me
stop sending this shit
turn off these notifications
I am not interested, remove me
wrong number, stop
i never signed up take me off
you keep texting me stop
fuck off
fuck off stop texting
opt out of texts
optout please
ya basta
basta de mensajes
ya no me manden mensajes
no me manden nada mas
no me envie mas mensajes por favor
ya no quiero sus textos
no quiero recibir nada
ya no deseo los mensajes
dejen de mandar mensajes
dejen de escribir a este numero
que ya no me escriban
quiten mi numero de la lista
quiteme de su lista de mensajes
saqueme de esta lista
quiero que me quiten de la lista
quiero salirme de esta lista
como cancelo estos mensajes
como le hago para no recibir mensajes
no vuelva a escribirme
no me vuelva a escribir
ya no me hablen ni me escriban
no me interesa dejen de mandar mensajes
numero equivocado no me escriban mas
date de baja mi numero
denme de baja de esto
quiero cancelar los mensajes
paren de mandar textos
parenle ya
ya paren
s-t-o-p
Stop!!!!
stop texting
please remove this number
stop contacting this number please
no thanks stop
stop now
do not send me any more messages
i want off
remove me from this list please
pls stop these msgs
enough stop
please dont contact me anymore
stop bothering me
i dont wanna get these texts
quit sending me stuff
can u take my number off
i do not consent to these texts
i withdraw consent
dont text this number
this is a wrong number stop texting
stop subscription
alto mensajes
ya basta de textos
no quiero mas textos
no mas textos por favor
ya no envien mensajes
dejeme tranquila
no me escriban mas gracias
quitenme de esto
baja por favor
quiero dejar de recibir mensajes
no molesten
favor de no mandar mensajes
no manden mensajes a este numero
ya no quiero nada con ustedes
no envien mas
pare de mandarme textos
salirme de la lista
cancelen mi suscripcion
fuck you stop
un subscribe
arrete
"""

NOT_STOPS = """
stop by when u can
can you stop at the store
the bus doesnt stop here
make my ex stop texting me
tell him to stop calling
he wont stop
i cant stop shaking
stop me if i am wrong but you said 5
i get too many texts from my bank
dont text me, call me
i dont get your texts
i didnt get any texts
i dont have unlimited texts
do not want to miss any messages
cancel the ride
end of the day
remove the trash please
no more milk please
i never write messages this long
they never contact me
ya no necesito comida
no me manden carne
para el lunes
no para de llover
mi vecino no deja de molestarme
quiten la basura
saquenme de aqui hay agua
no me manden a ese hombre
dejen la comida en la puerta
ya no puedo manejar
cuando paren la lluvia
para mandar mensajes necesito saldo
no quiero perderme los mensajes
"""

NOT_TO_TELL = """
dont give him my address
dont tell her my last name
no le den mi numero
no le digan mi direccion a el
no le den mi direccion
"""

ONLY_WAITING = ("nunca llego", "nunca vino", "she never came", "nadie vino")


def lines(texts: str) -> list[str]:
    return texts.strip().splitlines()


@pytest.mark.parametrize("danger", sorted(DANGERS))
def test_danger(danger: str) -> None:
    assert {t: read(t).danger for t in lines(DANGERS[danger]) if read(t).danger != danger} == {}


def test_danger_through_typos() -> None:
    assert [t for t in lines(TYPOS) if read(t).danger is None] == []


def test_no_danger() -> None:
    assert {t: read(t).danger for t in lines(SAFE) if read(t).danger is not None} == {}


def test_fear_and_complaint() -> None:
    assert [t for t in lines(COMPLAINTS) if not read(t).complaint or read(t).danger] == []


def test_no_complaint() -> None:
    assert [t for t in lines(NO_COMPLAINTS) if read(t).complaint] == []


def test_nobody_came_is_waiting() -> None:
    assert [t for t in ONLY_WAITING if not read(t).only_waits] == []


def test_a_question_whether_somebody_is_a_real_volunteer_is_for_us() -> None:
    for text in ("is he a real volunteer?", "es de verdad un voluntario?"):
        assert "about_scam" in read(text).spans and read(text).intent == "question"


def test_what_the_other_side_may_not_be_told_is_about_them() -> None:
    assert [t for t in lines(NOT_TO_TELL) if "about_other" not in read(t).spans] == []


def test_a_watched_phone() -> None:
    assert [t for t in lines(WATCHED) if read(t).danger != "home"] == []


def test_stops() -> None:
    assert [t for t in lines(STOPS) if read(t).command != "stop"] == []


def test_not_stops() -> None:
    assert [t for t in lines(NOT_STOPS) if read(t).command == "stop"] == []


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("my sugar is 480", True),
        ("my sugar is 45", True),
        ("my sugar is 130", False),
        ("sugar is 20 dollars", False),
        ("a fever of 41", True),
        ("104 fever", True),
        ("fever of 101", False),
        ("el azucar esta en 500", True),
        ("el azucar esta en 120", False),
    ],
)
def test_what_is_measured(text: str, danger: bool) -> None:
    assert (read(text).danger == "medical") is danger


@pytest.mark.parametrize(
    ("text", "danger"),
    [("fire", True), ("fire!!", True), ("help fire", True), ("fuego", True), ("fire?", False), ("fire lol", False),
     ("fire wood", False), ("warm by the fire", False)],
)  # fmt: skip
def test_a_bare_word_of_danger(text: str, danger: bool) -> None:
    assert (read(text).danger == "fire") is danger


@pytest.mark.parametrize(
    ("text", "danger"),
    [("she hasnt moved since last night", True), ("she had a seizure last night", False)],
)
def test_what_goes_on_since_is_not_past(text: str, danger: bool) -> None:
    assert (read(text).danger is not None) is danger
