"""The three levels told apart, as people put them in a hurry, with typing errors: danger, urgent, ordinary.

None of the first may be missed, and none of the harmless may raise it."""

from __future__ import annotations

import pytest

from tests.language.reading_help import read

DANGER_EN = {
    "medical": """
        help im hurt
        im hurt
        husband cant feel his arm and talks weird
        my oxygen machine stopped
        kid got into bleach
        chest pian
        i have chest pains
        chest pain and sweating
        my chest feels tight and my arm hurts
        everything is spinning and my arm is numb
        my left arm went numb
        my arm is numb and i feel weird
        half my face is droopy
        her face is drooping
        cant talk right my mouth is crooked
        i cant breath
        she cant breathe
        hard time breathing
        my inhaler ran out and i cant breathe
        he stopped breathing
        my baby isnt breathing
        baby turning blue
        his lips are blue
        my husband wont wake up
        cant wake my mom up
        grandpa isnt waking up
        she wont wake up pls help
        my roommate is passed out and not moving
        he just collapsed
        my dad collapsed in the kitchen
        neighbor is lying on the floor not moving
        shes unconcious
        i think im having a stroke
        i think im having a hart attack
        my wife is having a seizure
        hes having a siezure
        she is choking
        my son is chocking on food
        hes bleeding a lot
        cant stop the bleeding
        theres blood everywhere
        i cut my arm its bleeding bad
        my water broke
        my water broke in the kitchen
        the baby is coming now
        im in labor and alone
        i fell and cant get up
        my mom fell and hit her head
        fell down the stairs cant move
        im on the floor and cant get up
        ran out of insulin feel sick and dizzy
        my oxygen ran out
        oxygen tank empty cant breathe
        throat is closing up
        he was stung and his face is swelling up
        i drank bleach by accident
        my toddler swallowed a battery
        kid drank cleaning stuff
        need an ambulence
        send ambulance please
        shes not breathing right
        he got shot
        my friend got stabbed
        i cant feel my legs
        coughing up blood
        throwing up blood
        i think im dying
        my mom is dying please help
        dad is confused and cant move one side
        very high fever and my neck is stiff and i cant stay awake
        i feel like im going to pass out
        heart is racing and i cant breathe
    """,
    "overdose": """
        he overdosed
        i think she od'd
        my brother is overdosing
        possible overdose
        took too many pills
        i took too many pills
        i took all of them
        i took all my pills
        i took the whole bottle
        she took the whole bottle of pills
        my daughter swallowed a bunch of pills
        swallowed all his pills
        my friend took too much heroin
        took too much fentanyl and wont wake up
        need narcan now
        does anyone have narcan hes not breathing
        i od on purpose
        he is od
        my roomate overdosd
    """,
    "home": """
        he yells at me and hits me
        need food, my husband controls all the money and hits me
        my husband drinks too much and hits me, need somewhere to stay
        need food my bf slaps me around
        my partner is violent, need to leave
        i need to get out of here before he gets home
        my man put his hands on me
        he is hitting me
        hes hitting me
        my husband hit me again
        my bf is beating me
        my boyfriend choked me
        my husband has a gun
        he locked me in
        he locked me in the room
        he wont let me leave the house
        my husband wont let me out
        my husband took my keys and wont let me leave
        my dad is going to hurt me
        hes going to kill me
        he said hes gonna kill me
        my ex is threatening to kill me
        im not safe at home
        im scared of my husband
        afraid to go home he will beat me
        my boyfriend threw me against the wall
        my husband is drunk and breaking things
        my son hit me
        my wife hits me
        he punched me in the face
        he raped me
        he put his hands on me again
        he put his hands around my neck
    """,
    "violence": """
        this man hit me
        i hear screaming inside
        someone is yelling inside
        i hear a man yelling at her
        someone is breaking in
        theres someone in my house
        someones trying to get in my window
        theres a man with a gun outside
        hes got a knife
        he pulled a gun on me
        they are shooting outside
        gunshots next door
        i was just robbed
        someone attacked me
        im being followed
        a man is following me
        someone is pounding on my door and wont leave
        he says he will shoot me
        they are going to kill us
        im hiding in the closet
        call the police please
    """,
    "fire": """
        gas smel
        i smell gas
        smells like gas in my apt
        strong smell of gas in the hallway
        theres smoke in the hall
        smoke coming from under the door
        lots of smoke in my building
        my kitchen is on fire
        the stove caught fire
        fire in my building
        house is burning
        theres a fire downstairs
        the curtains are on fire
        carbon monoxide alarm is going off
        co alarm going off we feel sick
        the outlet is sparking and smoking
        water is rising in the basement we cant get out
        the river is coming in the house
        im trapped in the car water is rising
        we are stuck on the roof
        the ceiling fell on my mom
        the building collapsed
        live wires in the water
    """,
    "self_harm": """
        ive got a gun and im done
        i dont want to live
        i dont wanna live anymore
        i want to die
        i wanna kill myself
        thinking of killing myself
        i cant do this anymore
        i cant go on
        im going to end it
        going to end my life tonight
        im better off dead
        nobody would miss me if i was gone
        theres no point in living
        i have nothing left to live for
        i want to hurt myself
        ive been cutting myself
        im suicidal
        my son says he wants to die
        my friend wants to kill herself
        im gonna jump
        i have a gun and i want to end it
        i just want it all to stop
        i dont want to be here anymore
        goodbye everyone i cant take it any more
    """,
    "other": """
        please call 911
        this is an emergency
        im in danger
        my life is in danger
        help me im going to die
        im 8 and home alone and scared
        ice is at my door
    """,
}

DANGER_ES = {
    "medical": """
        se apago la maquina de oxigeno
        no abre y oigo agua corriendo
        necesita un doctor
        me duele el pecho
        me duele mucho el pecho y el brazo
        dolor fuerte en el pecho
        tengo el brazo dormido y me duele el pecho
        no puede respirar
        no puedo respirar
        mi bebe no respira
        mi hijo se esta ahogando
        se esta poniendo morado
        se le pusieron los labios morados
        se desmayo mi mama
        mi mama se desmayo
        mi papa no despierta
        no despierta mi esposo
        mi abuela no reacciona
        esta inconciente
        se cayo y no se levanta
        me cai y no me puedo levantar
        se cayo mi mama y se pego en la cabeza
        esta tirado en el piso y no se mueve
        esta sangrando mucho
        no para de sangrar
        hay mucha sangre
        le esta dando un infarto
        creo que me esta dando un derrame
        se le torcio la cara
        tiene la cara torcida y no puede hablar
        esta convulcionando
        le dio un ataque
        se me rompio la fuente
        ya viene el bebe
        ocupo una ambulancia
        manden una ambulansia
        me estoy muriendo
        mi mama se esta muriendo
        mi hijo se trago una pila
        mi niña tomo cloro
        se me acabo el oxigeno y no puedo respirar
        se me serro la garganta
        vomita sangre
        todo me da vueltas y no siento el brazo
    """,
    "overdose": """
        sobredosis
        tuvo una sobredosis
        se tomo muchas pastillas
        me tome muchas pastillas
        me tome todas las pastillas
        me tome todo el frasco
        mi hija se tomo todo el frasco de pastillas
        se metio mucha heroina y no despierta
        se paso de droga
        me las tome todas
        nececito narcan
    """,
    "home": """
        mi pareja es violenta, necesito irme
        me levanto la mano otra vez
        mi esposo me pega
        mi marido me golpeo
        mi novio me quiere matar
        mi esposo no me deja salir
        no me deja salir de la casa
        me tiene encerrada
        me encerro en el cuarto
        mi pareja me amenaza con un cuchillo
        me esta pegando
        mi papa me pega
        mi ex me amenazo de muerte
        me va a matar
        tengo miedo de mi esposo
        mi hijo me golpea
        me agarro del cuello
        me ahorco mi novio
    """,
    "violence": """
        este señor me pego
        me empujo
        si pero me pego
        se metio alguien a la casa y sigue aqui
        hay alguien adentro de la casa
        entro un hombre a la casa
        esta llorando y no abre
        se metieron a mi casa
        hay un hombre con pistola
        alguien quiere entrar a mi casa
        estan disparando
        hay balazos afuera
        me estan siguiendo
        me asaltaron
        me quieren matar
        llamen a la policia
        estoy escondida en el baño
    """,
    "fire": """
        huele a gas
        huele mucho a gas en el edificio
        hay humo en el pasillo
        sale humo de la cocina
        se esta quemando mi casa
        se prendio la cocina
        hay un incendio
        fuego en mi edificio
        fuga de gas
        suena la alarma de monoxido
        se esta metiendo el agua a la casa
        estamos atrapados en el techo
        no podemos salir el agua sube
        se callo el techo encima de mi papa
    """,
    "self_harm": """
        me quiero morir
        ya no quiero vivir
        no kiero vivir
        quiero matarme
        me voy a matar
        me quiero suicidar
        ya no puedo mas
        ya no aguanto mas me quiero morir
        no vale la pena vivir
        quiero acabar con todo
        mejor me mato
        me corto los brazos
        mi hija dice que se quiere morir
        mi hermano se quiere matar
    """,
    "other": """
        es una emergencia
        estamos en peligro
        auxilio nos vamos a morir
        la migra esta en mi puerta
    """,
}

HARMLESS = """
    that song hits me every time
    my brother kicks me out of the kitchen lol
    i need to leave before he gets home from school
    me pego el sol
    me pego la gripe
    mi mama necesita un doctor para los ojos
    the heat is killing me lol
    dying for a coffee
    fire alarm battery
    I fell last month
    my phone died
    my phone is dying
    my car died need a ride to work
    my laptop died can someone help
    this traffic is killing me
    i could kill for a burger
    im dying of boredom
    im starving lol
    my back is killing me need help moving a couch
    i cant do this anymore lol these dishes
    i cant do this anymore, please pause me
    i cant do rides anymore
    i cant do this any more my car broke
    i cant make it anymore
    overdosed on cake lol
    od'd on chocolate
    i took all of them to the library
    i took all the boxes
    took all the groceries up
    i took too many days off
    took too many of the masks can bring back
    need my pills picked up
    my pills are running out
    take pills twice a day need a refill
    narcan training on saturday
    can i get narcan for my kit
    we give out narcan
    smoke detector needs a battery
    smoke free home please
    i smoke sorry
    no smoke please
    house fire last year need furniture
    lost everything in the fire need clothes
    need fire wood
    ride to the fire station
    gas money for my car
    need gas for the generator
    gas bill is due
    the gas was turned off
    smells great
    the locksmith locked me out lol
    locked myself out need help
    locked out of my apt
    he locked the door behind him
    my husband wont eat soup
    my husband wont be home
    my son wont wake up before 10 lol
    my kids wont wake up for school
    i cant wake up early
    my arm is in a cast
    my arm hurts can you carry groceries
    numb from the dentist lol
    my head is spinning with all this paperwork
    broken arm need help with groceries
    had a stroke two years ago and use a wheelchair
    had a heart attack in june need rides
    i have a heart condition and need a ride
    stroke support group ride
    ride to chemo
    ride to the emergency room for a visit tomorrow
    emergency contact is my sister
    emergency food box please
    no emergency just need milk
    need blood pressure pills picked up
    giving blood on friday need a ride
    my nose bleeds sometimes need tissues
    suicide prevention walk sunday
    killed it today thanks
    killing time till you get here
    you are a life saver i would be dead without you
    i would die without coffee
    to die for cookies
    those cookies are to die for
    shoot me a text
    ill shoot you a text
    gun metal gray car
    knife set to give away
    he hit traffic
    he hit a pothole
    she is hitting the store now
    i hit my head last year
    im beat
    my team is getting beaten lol
    baby shower on sunday
    need baby formula
    baby is due in may
    my daughter is in labor relations
    trapped at work til 6
    stuck in traffic
    stuck at home with a cold
    drowning in laundry
    water heater is broken
    the water is off in my building
    the ceiling needs paint
    roof leaks need a tarp
    power is out
    police report form help
    ice cream please
    is there ice at the store
    i want to disappear into a book lol
    i wish i was in mexico
    i dont want to live in this apartment anymore
    i dont want to be here when he delivers
    i dont want to live on the third floor
    i want it to stop raining
    im going to end my shift at 5
    ending it here goodnight
    jump start my car
    i need a jump
    im dead tired
    dead battery
    my plants are dying
    my grandma died last week need rides to the funeral
    my husband died in march and im lonely
    my wife passed away
    passed out flyers
    passing out food at noon
    choking up thank you so much
    bleeding the radiators
    i panic when its dark can someone call me
    my heart goes out to you
    attack the laundry pile
    i am scared of needles
    my dog bit the couch
    ambulance bill help
    call 911? no just kidding lol
    me muero de hambre jaja
    me muero de risa
    me muero de frio traigan cobijas
    muero por un cafe
    se murio mi celular
    mi carro se murio
    se murio mi abuela el mes pasado
    el calor me esta matando jaja
    me mata la espalda
    no puedo mas con esta tarea jaja
    ya no puedo mas de la risa
    ya no puedo ir mas los lunes
    me tome todas las cervezas jaja
    me tome todo el cafe
    se tomo todo el jugo
    me las comi todas
    pastillas para la presion
    tengo que tomar muchas pastillas necesito ayuda con la farmacia
    bateria para la alarma de humo
    estacion de bomberos
    no fumo
    huele rico
    dinero para el gas
    recibo del gas
    se acabo el gas para cocinar
    mi esposo no me deja manejar el carro nuevo jaja
    mi jefe no me deja salir temprano
    no me dejan salir temprano del trabajo
    me encerre afuera y necesito cerrajero
    el año pasado me dio un infarto
    tuve un derrame hace dos años
    mi hijo no despierta temprano
    no despierta hasta las 10
    se cayo la señal
    se cayo el internet
    me cai el mes pasado
    me duele la espalda
    brazo roto necesito quien cargue
    se le cayo el pelo
    no es emergencia solo necesito leche
    numero de emergencia es mi hermana
    transporte a la sala de emergencias mañana para visita
    donar sangre
    cuchillos de cocina para regalar
    el techo gotea necesito una lona
    """

ALSO_DANGER = """
    hes gona kil me
    i tok my pils twise
    my wife is on the floor and she isnt talking
    she fell and there is blood on her head
    my heart hurts and im sweating
    i have pain in my chest going down my arm
    cant move my left side
    dad passed out again
    he wont respond
    grandma is not responding
    my daughter is having an asthma attack and no inhaler
    asthma attack cant breath
    my sons lips turned blue
    she is shaking and foaming
    hes having fits
    my mom is confused and her speech is slurred
    im bleeding from down there and im pregnant
    pregnant and bleeding
    i cut my wrist
    my baby swallowed a coin and is choking
    he drank antifreeze
    ate rat poison
    bee sting cant breathe
    my husband has fallen and hit his head
    he fell off the roof
    she got hit by a car
    i have been shot
    i passed out twice today
    my sugar is 40 and im shaking
    sister overdosed again
    found him with a needle in his arm
    shes turning blue
    took 30 pills
    i took 40 tylenol
    took all my sleeping pills
    my bf is choking me
    my partner is threatening me with a knife
    he took my phone and wont let me leave
    husband hit me again im in the bathroom
    my dad hits us
    my stepdad comes in my room at night
    he said if i leave he will kill me
    i am scared of what he will do when he gets home
    my boyfriend beat me up
    he slammed my head
    he is breaking down the door
    someone is kicking my door in
    there is a guy with a gun at the bus stop
    my neighbor is shooting
    they robbed me
    fire in the apartment below
    my stove is on fire
    smoke is coming in
    theres smoke everywhere
    smell of gas in the kitchen and i feel sick
    the water is up to my knees
    my car is sinking
    trapped in the elevator with smoke
    house is flooding fast
    tornado took the roof
    dont want to wake up tomorrow
    i am going to kill myself
    i just want to die
    i want it to be over
    i have a plan to end my life
    i cant live like this anymore
    no one will miss me
    im going to hang myself
    i feel like killing myself
    my brother is suicidal
    my teen is cutting herself
    i cant take it anymore
    i cant go on like this
    mi esposo no respira
    mi mama no responde
    se desmayo mi papa
    mi niño se esta poniendo morado
    tengo un dolor en el pecho
    me duele el pecho y no puedo respirar
    estoy sangrando y estoy embarazada
    mi bebe se esta atragantando
    se cayo de la escalera y no se mueve
    mi abuelito se cayo y sangra de la cabeza
    creo que es un infarto
    se le durmio media cara
    no siento las piernas
    se trago un monton de pastillas
    mi hermano se paso con la droga
    mi novio me golpeo
    mi esposo me amenazo con una pistola
    no me deja salir y me quito el telefono
    mi papa le pega a mi mama
    me quiere matar mi ex
    estan balaceando afuera
    hay un hombre armado
    estan rompiendo mi puerta
    se metio un ladron
    hay mucho humo
    se incendio la cocina
    se esta inundando mi casa
    no quiero vivir mas
    quiero quitarme la vida
    ya me quiero morir
    mi hijo quiere suicidarse
    ya no aguanto mas
    help my dad just fell out of his chair and wont answer
    my chest is killing me and i cant breathe
    i have a bad pain in my chest
    grandma is breathing funny and wont wake
    she has no pulse
    baby is not waking up
    im so dizzy i cant stand and my speech is weird
    my face feels weird on one side
    is anyone a doctor he is bleeding out
    there is a lot of blood
    he cut his hand off
    my kid got burned bad with hot water
    i think my appendix burst
    she cant swallow and her tongue is swollen
    hes having trouble breathing
    pls send help my husband colapsed
    my frend is unconsious
    my moms not breathng
    having contractions every 2 min
    my roommate OD
    he shot up and isnt breathing
    i swallowed pills
    she drank a bottle of bleach
    my husband is going to kill me
    my ex broke into my house
    he is outside my house with a knife
    he choked me last night
    he wont stop hitting me
    my dad beats me
    my boyfriend wont let me see anyone and took my phone
    someone is trying to break in
    i heard gunshots
    a man grabbed my daughter
    someone stabbed my neighbor
    my building is on fire
    the fire is getting close
    wildfire is coming up the hill
    stove wont turn off and i smell gas
    propane leak
    carbon monoxide
    we are stuck on the roof of our house
    flood water in my living room rising
    tree fell on my husband
    i dont see a reason to live
    i feel like dying
    im thinking about ending it all
    i wish i could just die
    im going to overdose
    i have the pills in my hand
    i want to jump off the bridge
    my husband said he will kill himself
    dont want to be alive
    mi hermana no respira bien
    mi papa esta inconsiente
    se me fue el aire no puedo respirar
    mi mama se callo y no despierta
    esta muy mal y no reacciona
    ataque de asma
    le dieron un balazo
    me apuñalaron
    mi marido me esta ahorcando
    mi ex entro a mi casa
    mi pareja me esta golpeando
    hay fuego en el apartamento de abajo
    se me esta quemando la cocina
    huele gas
    me tome un frasco de pastillas
    me quiero tirar del puente
    no encuentro razon para vivir
    mi amiga dice que se va a matar
    """
"""Danger whose kind may be read one way or another."""

ALSO_HARMLESS = """
    can you pick up my pills
    my chest of drawers needs moving
    need help moving a heavy chest
    my arm is tired lol
    smoke detector help
    gas station ride
    i am burning up in this heat need a fan
    water heater exploded need a plumber
    my pipe exploded lol
    i feel trapped in my house can someone visit
    i need someone to talk to im so lonely
    im so tired of this
    im so done with this heat
    had surgery and cant lift
    my mom had a stroke last year and needs rides
    can not walk far
    trouble walking
    i cant stand up long
    cant drive anymore
    can not stand the heat
    i am bleeding money
    my nose is bleeding again need tissues
    bathroom flood cleanup
    need to get into my house locked out
    i cant get in my apartment
    im hit hard by rent
    he hit it off with my mom
    he hits the gym
    the bus hit a pole so im late
    car got hit need a ride
    she kills me with kindness
    killed my battery
    shot of insulin reminder
    flu shot ride
    covid shot tomorrow need ride
    my son shot hoops
    jumping jacks class
    jump rope for kids
    dead phone sorry
    dead tree removal
    dying to meet you
    dying my hair
    fired from my job need food
    the fire dept said its ok
    fire escape is blocked with snow
    stove is broken
    stove does not turn on
    oven burning smell fixed
    burned my dinner lol
    burnt toast
    gas leak was fixed yesterday
    blood sugar test strips needed
    blood drive
    my husband is in the hospital need rides
    ambulance took my husband yesterday need ride to hospital
    i was in the er last week
    im ok
    i fell asleep
    fell behind on rent
    i fell down last week need groceries
    knife sharpening
    gun show
    he is out cold cuts too
    passed the food out
    emergency room ride tomorrow at 9
    need emergency food
    emergency diapers
    overdose awareness day
    need a ride to my suicide support group
    depression is bad today
    i am depressed
    my dog ate chocolate
    my cat is choking on a hairball
    dog is dying
    my dog died
    grandma passed away
    my uncle was killed in the war
    hunger is killing us
    killer deal
    help me move
    i cant do stairs
    i cant do mornings
    cant do it
    i cant do this today
    i cant do that
    i cant do friday
    i took all of it to ben
    took the whole family
    took the pills to her
    i took care of it
    took too long
    necesito mis pastillas
    mi carro se quemo
    se quemo el foco
    se quemo la comida jaja
    me duele la cabeza
    me duelen las piernas
    tengo el brazo roto
    no puedo mover el sofa
    no puedo moverme mucho necesito mandado
    mi mama no puede levantarse sola de la cama necesita ayuda
    la luz se fue
    se fue la luz
    sin gas para cocinar
    el agua esta cortada
    el agua no sube al tercer piso
    me dieron de alta
    no puedo mas tarde
    ya no puedo mañana
    no puedo mas que el lunes
    se murio mi perro
    murio mi esposo
    mi esposo murio el año pasado y estoy sola
    me corto la luz la compañia
    tengo miedo a los perros
    me robaron la cartera ayer necesito comida
    fuego para la parrilla
    leña para el fuego
    me siento sola
    estoy deprimida
    quiero morirme de la risa
    mi hijo me mata de risa
    ya no quiero nada gracias
    ya no quiero mas
    no quiero vivir en la calle
    no aguanto el calor
    estoy muerta de cansancio
    took my pills thanks
    i took my meds this morning
    did you take your pills
    i have not taken my pills yet
    took her meds back to the store
    need someone to get my mom her pills
    my mom needs help taking her pills
    pills for her heart
    my wife had a baby last week need meals
    my wife is on the couch with the flu need soup
    dad is confused about the form
    i am confused
    im dizzy from the bus lol
    feeling weird about asking
    the doctor says my heart is weak
    heart doctor appointment tuesday
    chest xray appointment need a ride
    lung doctor friday
    need a ride to my cut and color
    cut my grass
    cut his hair
    i need a haircut
    burned out and need company
    this town is dead
    dead end street
    fire drill today
    fireplace wood
    fire hydrant at the corner is where i am
    grill for gas
    we have a gas stove
    roof repair
    tree limb fell in my yard
    a tree fell across the driveway
    shelf fell need a handyman
    my car wont start
    car is dead
    boat ride
    the pool
    shot of espresso
    attack of the laundry
    my knee is killing me
    bleeding gums dentist ride
    my daughter fell asleep on the bus
    my kids fight all day lol
    my son beat the game
    beat the heat with fans
    need ride to jail to see my son
    the police station ride
    cops gave me a ticket
    hit and run lawyer
    need a lawyer
    domestic help
    home alone and bored
    i live alone
    im alone
    scared of the dark lol
    my husband is deaf
    my husband is blind and needs a ride
    my wife cant walk far
    my husband cant drive anymore
    he cant hear
    she cant see well
    i cannot stand long
    stand up comedy
    jump in the car lets go
    i have a knife set to give
    baseball bat and gloves to give
    water up to 5 gallons
    water is coming back on
    river street and main
    lake street and 3rd
    smoke break
    smokey the cat is lost
    tengo que tomar mis pastillas
    ya me tome mis pastillas
    me tome la pastilla
    mi mama toma pastillas
    necesito que recojan mis pastillas
    me duele el diente
    me duele el brazo de cargar
    me cai de sueño
    estoy cansada
    estoy aburrida
    mi esposo no maneja
    mi esposo no puede caminar
    mi hijo no come
    no puedo caminar bien
    no puedo cargar
    no puedo levantar cosas pesadas
    no puedo salir de casa por la cirugia
    no puedo salir hoy
    no puedo salir sola
    estufa de gas
    gas natural
    fuegos artificiales
    esta lloviendo mucho
    la calle esta inundada
    se inundo el baño
    techo roto
    el cuchillo no corta
    """

URGENT = """
    baby has no formula
    out of diapers and no money til friday need tonight
    no food in the house
    we havent eaten in two days
    havent eaten since yesterday
    my kids are hungry
    kids have nothing to eat
    no heat and its freezing
    heat is off and i have a newborn
    we have no water
    out of insulin
    i need my insulin today
    my inhaler is empty
    need my heart meds today
    last pill today
    nowhere to sleep tonight
    sleeping in my car tonight need a place
    got kicked out tonight
    need food asap
    urgent need a ride to dialysis
    no power and its so cold
    no tenemos comida
    no hay nada que comer en la casa
    mis hijos tienen hambre
    mi bebe no tiene leche
    no hemos comido desde ayer
    se me acabo la insulina
    no tengo donde dormir hoy
    estamos en la calle con los niños
    no hay calefaccion y hace mucho frio
    ya no tengo pastillas para el corazon
    no tenemos agua
    me corrieron de la casa
    """

ORDINARY = """
    need groceries by friday
    need a ride to the clinic next week
    can someone walk my dog
    need a couch moved
    help with a form
    need a coat size L
    i would like a visit on sunday
    necesito comida para el viernes
    ocupo un raite al doctor el lunes
    ayuda con una mudanza
    necesito un abrigo
    quien me pasea el perro
    """


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


DANGERS = [
    (kind, text) for listed in (DANGER_EN, DANGER_ES) for kind, texts in listed.items() for text in _lines(texts)
]


@pytest.mark.parametrize(("kind", "text"), DANGERS)
def test_danger_is_never_missed(kind: str, text: str) -> None:
    assert read(text).danger == kind


@pytest.mark.parametrize("text", _lines(ALSO_DANGER))
def test_however_it_is_put(text: str) -> None:
    assert read(text).danger


@pytest.mark.parametrize("text", _lines(HARMLESS) + _lines(ALSO_HARMLESS) + _lines(URGENT) + _lines(ORDINARY))
def test_nothing_else_raises_it(text: str) -> None:
    assert read(text).danger is None


@pytest.mark.parametrize("text", _lines(URGENT))
def test_within_hours_is_urgent(text: str) -> None:
    assert read(text).urgent


@pytest.mark.parametrize("text", _lines(ORDINARY))
def test_the_rest_waits_its_turn(text: str) -> None:
    assert not read(text).urgent


def test_the_lists_are_long_enough_to_mean_something() -> None:
    english = sum(len(_lines(texts)) for texts in DANGER_EN.values())
    spanish = sum(len(_lines(texts)) for texts in DANGER_ES.values())
    assert english >= 120 and spanish >= 80 and len(_lines(HARMLESS)) >= 80
