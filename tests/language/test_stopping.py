"""Wishes for no more texts in whatever words and order, and the same words that are none."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

STOPS = """
i pay for every text so quit sending them
these texts cost me money please stop
you keep texting me please stop
stop it already with the texts
please do not send me any further messages
kindly remove this phone from your messages
I wish to be removed from your service
no longer interested please remove me
cancel my subscription to this
can you please stop this
i am done with this service
scratch me off your list
dont ever text this number again
do not call or text
i never signed up for this stop
ya no m manden mensajes xfavor
me sale caro cada mensaje ya no manden
ya dejenme de mandar mensajes
me pueden sacar de la lista?
ya estuvo bueno de mensajes
no sigan escribiendo
como me salgo de esto
deja de molestar
j veu plus de msg
vos messages me coutent cher arretez
je ne suis pas interesse retirez moi
comment on arrete ca
trop de messages, arretez
ase mesaj
fini ak mesaj sa yo
m vle retire tet mwen
mwen pa enterese wete m
mwen bouke ak mesaj sa yo
can u quit txting me already
take my number out of your system please
Remove me. I do not want these.
who is this, stop texting this phone
i didnt ask for these messages
STOP SENDING ME STUFF
pls dont text here anymore
Please discontinue all messages to this number thank you
lose my number
im done with these texts
no more messages pls
leave me alone
I'm not interested in this anymore take me off
unsubscibe
unsubscribe me from this thing
get me off ur list
Dear sir please stop these messages my phone bill is too high
im too old for this please dont send me anymore
stopp
stp
STOP!!!!!!
ok enough with the texts
why r u still texting me i said stop
i want out
opt me out
how do i make this stop texting me
i wish to be removed from the mailing list
quit it with the msgs
cease all communication
dont contact me again
do not text me back
never text me again
stop blowin up my phone
ur spamming me stop
this is spam i will report you
please no further texts
i already told you people to stop
Kindly remove this number from your database.
take mom's number off your list she has dementia and it confuses her
i dont want any more of these asks
done getting these. remove
plz stop this is my work phone
stop messaging my daughter's phone
I no longer wish to receive text messages from mutual aid
cut it out with the text messages
no thank you stop
stop it
blocking this number dont write again
i dont wanna get these anymore
please unenroll me
ya no me manden mensajes
no kiero mas mensajes
quitenme de la lista por favor
dejen de molestar
ya no quiero recibir sus textos
borrenme de su lista
no me escriban mas porfa
paren de mandar mensajes a este numero
alto
ya basta de mensajes
por favor saquen mi numero de ahi
deje de textearme
yo no me apunte a esto no me manden nada
no me vuelvan a escribir
dame de baja
quiero darme de baja
no me interesa no manden mas
kiten mi numero de su lista
ya paren
cancelar suscripcion
no deseo seguir recibiendo estos mensajes
dejenme en paz
ya stop por favor no me texteen
me pueden sacar del grupo
nunca pedi estos mensajes
arretez de m'envoyer des messages
je veux plus de vos sms
arrete de mecrire
enlevez moi de votre liste svp
ne m'ecrivez plus
desabonnez moi
desinscription
laissez moi tranquille
jai jamais demandé ces textos
supprimez mon numero de votre liste merci
je ne souhaite plus recevoir de messages de votre part
stop svp
fini les messages merci
plus de sms svp
ca suffit arretez
sispann voye mesaj ban mwen
pa ekri m anko
mwen pa vle resevwa mesaj anko
retire m nan lis la
tanpri wete nimewo m nan lis nou an
kite m trankil
pa voye anyen ban mwen anko
m pa bezwen mesaj sa yo anko
rete voye tèks
plz stop sendin me this stuff
no more plz
please end it
I never signed up for this
"""

NOT_STOPS = """
get me out of here
get me out of this
please get us out
saquenme de aqui
quiero salir de esto
kijan pou m soti la
my aide quit texting me back so i need a new one
need help to take my name off the lease
take my name off the light bill please
i cant stop the texts from my landlord
my texts stop coming thru at night so call me
dont text the home phone text me here
please dont stop sending rides you are a blessing
the list of groceries is milk eggs bread stop me if its too much
i quit my job and cant pay rent
take the couch off my hands
get me off the floor
no mas leche ya tenemos
no me llame escribame por favor
el mensaje no me llego
no pare de llover
enlevez le lait de ma liste
ne m'appelez pas, ecrivez moi
je n'ai pas recu votre message
retire let nan lis mwen
mwen pa resevwa mesaj la
pa rele m voye mesaj
the bus doesnt stop on my street anymore can someone drive me
cant stop the bleeding on his hand its small tho need bandaids
i need somebody to help me stop smoking
my toilet wont stop running
please dont stop what you guys are doing it means the world
can someone help take me off the roof of my shed lol ladder fell
my check comes end of the month need food till then
i quit my job and need help with food
the landlord keeps texting me about rent
the noise needs to stop i cant sleep, can somebody talk to the neighbors
I can stop by the pharmacy at 4
we should stop at the store on the way
stop by anytime after 3
which bus stop do u want me at
the rain wont stop and my ceiling drips
no more food in the house
no more rides needed this week thanks
they took me off food stamps
they removed me from the medicaid list need help calling
can u take the box off my porch
my phone company is sending me texts saying they will shut it off, can someone help me call
i cancel my gym so have time tuesdays
dont text maria she changed her number text me
text me after 5 not before
dont text me before 9 am please i sleep late
leave it at the door please
my ex wont leave me alone can someone walk me home
end of the hall apartment 4
the weekend is fine
what happens if i say stop
is there a stop sign near your corner
how do i unsubscribe from netflix, anybody good with computers
la parada del bus esta lejos necesito ride
no para de llover y se mete el agua
ya no tengo comida
el bebe no para de llorar necesito pañales
no me manden a alguien con perro por favor
me sacaron de la lista de section 8 necesito ayuda
para el fin de mes me pagan, necesito despensa
dejen la caja en la puerta
me dieron de baja del seguro necesito mi medicina
ya no puedo subir las escaleras quien me ayuda
le bus ne s'arrete plus ici il me faut un trajet
la pluie n'arrete pas, fuite au plafond
je ne recois plus mes colis du bureau de poste, quelqu'un peut m'aider
plus de lait pour le bebe
arretez vous devant la porte bleue
lapli pa sispann, dlo ap antre
otobis la pa rete isit la anko mwen bezwen yon woulib
mwen pa gen manje anko
yo retire m nan travay mwen bezwen manje
pa bliye voye moun nan
dont text my sister text me
dont call me text me
take my name off the house
take my name off the job list for tuesday
please take me off work tuesday
i never signed up for this ride
who are you i never signed up for this?
you never text me back
no more thanks
please no more bread
block the door
i will report you
please end the ride at the store
get off this street
they blocked my number
my husband is sick and tired of being home
he keeps texting me make it stop
my phone is full and i cant get texts
how do i stop getting texts from my boss
i am done with the texts from my landlord please help
please stop at my work phone me first
no more texts from my ex please someone help
i dont want anything else thanks
we dont need any more
enough already with this rain
end it at 5 please
please end this pain
make the noise stop please
im done with this please cancel my ride
dont send me anything with nuts
dont send me nothing heavy
please dont send me anymore i have enough
no quiero que me manden pan
no mas pan por favor
paren en la esquina por favor
plus rien dans le frigo svp
ca suffit pour la famille merci
ase pou jodi a mesi
m pa janm mande sa
sispann kriye tanpri
"""


@pytest.mark.parametrize("text", STOPS.strip().splitlines())
def test_a_plain_wish_is_heard(text: str) -> None:
    assert read_in_all(text).command == "stop"


@pytest.mark.parametrize("text", NOT_STOPS.strip().splitlines())
def test_the_same_words_about_something_else_are_none(text: str) -> None:
    assert read_in_all(text).command != "stop"
