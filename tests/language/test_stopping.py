"""Wishes for no more texts in whatever words and order, and the same words that are none."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read_in_all

STOPS = """
i never asked for these messages
i want off this thing
i moved away please take my name out
for the last time stop
take my daughters phone off the list
tanpri pa voye tex anko
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
get rid of my number
get rid of my info and number
do not disturb me anymore
don't disturb me
do not disturb please
throw out my number
trash my number
clear my number from your phone
get my number out of there
kick me off this
unregister my number
leave me in peace
no more disturbing me
no bother me more
stop send me
no send me message
forget i exist
no want more bother me
no want you text me
ya no quiero q me esten molestando
no molestar
saquen mi numero
desháganse de mi numero
no me perturben mas
debarrassez vous de mon numero
jetez mon numero
debarase w de nimewo m
jete nimewo m
mwen pa vle yo deranje m
dont bother texting me again
i never gave you permission to text me
i changed my mind no texts
get lost
take my name of your list
ya déjenme tranquila
ya no me esten mandando mensajes
ya me canse de sus mensajes
los voy a reportar si siguen mandando
ce téléphone est de mon travail n'écrivez pas ici
je n'ai plus besoin de vos messages
je veux sortir de la liste
je veux plus rien savoir
merci de ne plus m'écrire
mwen pa bezwen tande nou ankò
mesaj sa yo deranje m
stahp
i dont want to be on a list
i dont want to be on your list
no more service
stop with the lists
i dont want these messages to come to my phone anymore
no more texts from you
no more texts for me
no more asks for me please
no more texts to me
no more texts tonight
ya no me mande mensajes
ya no me escriban, no quiero nada
no more texts please i have enough of this
ne m'écrivez plus
je ne veux pas etre sur votre liste
je veux plus de messages
plus de textos
no quiero estar en la lista
no quiero que me lleguen mensajes
no mas mensajes
mwen pa vle nan lis ou
pa gen mesaj anko
i cant send texts, stop texting me
im out of texts stop
i will stop texting if you stop texting me
pa vle lis la anko wete m
dont text me or knock on my door
dont text me back
dont text me, dont knock either
dont text me, i dont want this
take me off the list for good
i dont text, take me off
stop lol
no me manden mensajes, no quiero nada
ne m'écrivez pas, je n'en veux pas
pa ekri m, m pa vle
no more texts please but thanks
stop texting me, but seriously stop
i like you all but stop texting me
ya no me manden mensajes pero gracias
"""

NOT_STOPS = """
i dont want her list, just tell me what she needs
i dont want a list
no more lists please
i dont want any of these texts to be lost
i dont want your messages to get lost
no more texts from me today goodnight
no more texting from me today im going to bed
i have no more texts to send
i have no more texts left on my phone
im out of texts
i cant send no more texts my phone dies
im done texting for today
ill stop texting you now goodnight
i quit texting for tonight
je n'ai plus de texto a envoyer
je ne veux pas de liste
plus de messages de moi aujourd'hui bonne nuit
no quiero una lista
no mas listas por favor
no quiero que se pierdan estos mensajes
ya no mas mensajes mios por hoy
mwen pa vle lis la
mwen pa gen mesaj pou m voye anko
pa gen mesaj anko nan men m jodi a bon nwit
mwen pa vle mesaj sa yo pedi
delete the bread from my list
take milk off my list
remove carol from the list
take me off your thursday list, monday is fine
stop texting and driving lol
help me get rid of a mattress
do not disturb the baby
dont disturb me before 10
please do not disturb after 9pm
he wont leave me in peace
landlord kicked me out
toss my number to ben
drop my number 3 order
no me moleste a las 7 venga a las 9
besoin de me debarrasser d'un matelas
jeter mes poubelles svp
bezwen moun jete fatra m
did you forget about me
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
dont bother texting me back i got a ride
dont bother texting me tonight im asleep
i never gave you the permission slip for the trip
we get lost easy so text the address
my pants are loose need a belt
dejenme la comida en la puerta
ya no me esten mandando pan
me canse de cocinar, alguien trae comida
je veux sortir de l'hopital samedi
merci de ne pas m'envoyer de viande
vous pouvez me contacter plus tard
no more asks this week please
plus de demandes cette semaine
plus besoin de couches merci
mwen bezwen pale ak nou
i dont text well
we dont text much
ne m'écrivez pas, frappez
no me escriban esta semana
no me manden mensajes esta semana
ya no mas mensajes esta semana
ne m'écrivez plus cette semaine
plus de messages cette semaine
pa ekri m semèn sa a
no more texts this week
stop at the gate but dont knock
please stop by but call first
stop! theres a dog at the gate but its ok
cancel but send ben
"""


@pytest.mark.parametrize("text", STOPS.strip().splitlines())
def test_a_plain_wish_is_heard(text: str) -> None:
    assert read_in_all(text).command == "stop"


@pytest.mark.parametrize("text", NOT_STOPS.strip().splitlines())
def test_the_same_words_about_something_else_are_none(text: str) -> None:
    assert read_in_all(text).command != "stop"


ASKED = """
i dont want your list
i dont want the list
no quiero su lista
ya no quiero la lista
je ne veux pas votre liste
im done texting you people
no more of your list
no more texts from me please
im done texting
areter
areter svp
sispan
no mas mensajes mios
plus de messages de ma part
dont text me when you get here just knock
dont text me please just ring the bell
dont text me ill call you
take me off the list for friday
take me off for tomorrow
take me off tomorrow
remove me tomorrow
unsubscribe me from tomorrow
stop texting me ill see you tomorrow
dont text anymore just come
stop texting just come at 10
no more texts please i have it all
ya no me mande mensajes, toque la puerta
ya no me mande mensajes, tengo todo
quiteme de mañana
ne m'écrivez plus, à demain
ne m'écrivez plus, j'ai tout
pa ekri m ankò, mwen gen tout
stop it lol
stop texting so much lol
i dont text
no me mande mensaje cuando llegue, toque el timbre
no me manden mensajes, yo le llamo
pa ekri m, frape pòt la
pa voye mesaj ban mwen lè ou rive
stop. but send ben
stop. send ben
unsubscribe but i still want the food tomorrow
unsuscribe but send ben
no more texts please but ben can come
no more txts plz but ben can stil come
dont send me txts no more just bring the food
stop texting me just send the groceries
remove me but i will do tomorrow
take me off your list but ill still come tomorrow
no mas textos pero si la comida
pare los mensajes pero que venga ben
no me escriban mas solo traigan la comida
ya no me mande mensajes, nomas que venga ben
ne m'écrivez plus mais ben peut venir
plus de textos, juste envoyez ben
pa ekri m ankò men ben ka vini
sispann men voye ben
dont want ur texts anymore, only the groceries
enough texts!! just the food please
ya no me manden mensajes, solo la comida
plus de textos, juste les courses
pa voye mesaj ankò, sèlman manje a
"""


@pytest.mark.parametrize("text", ASKED.strip().splitlines())
def test_a_guess_is_asked(text: str) -> None:
    reading = read_in_all(text)
    assert reading.command is None and "maybe_stop" in reading.spans
