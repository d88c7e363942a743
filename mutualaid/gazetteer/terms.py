"""The words of streets and landmarks, in English, Spanish, French and Haitian Creole, folded."""

from __future__ import annotations


def _set(spellings: str) -> frozenset[str]:
    return frozenset(spellings.split())


SURE_SUFFIXES = _set(
    "st street str ave avenue av rd road blvd boulevard ln lane pkwy parkway hwy highway fwy freeway expy"
    " expressway tpke turnpike strt aven streat avanue"
)
"""Words after a name that make it a street in any text."""

DOUBTFUL_SUFFIXES = _set(
    "dr drive ct court pl place way ter terrace cir circle loop sq square trl trail row aly alley plaza pike"
    " path walk crescent cres close run bend cove pass point pt gardens mews link xing crossing broadway"
    " bypass"
)
"""Everyday words too: a street only after a house number or a capitalised name."""

SUFFIXES = SURE_SUFFIXES | DOUBTFUL_SUFFIXES
SPANISH_STREETS = _set(
    "calle avenida av avda paseo camino callejon bulevar carretera calzada rue ruelle route impasse privada"
    " cll cra carrera chemin allee quai montee bd boul rang"
    " ri wout riyel enpas avni boulva kafou delma delmas"
)
FRENCH_STREETS = _set("avenue av ave boulevard blvd place square passage cours")
"""Before a name too in French ("avenue des Lilas"), where English puts them behind one."""
"""Words before a name or number that make it a street, in Spanish, French and Creole."""

DIRECTIONS = _set("n s e w ne nw se sw north south east west no so norte sur este oeste")
HIGHWAYS = _set("hwy highway interstate ih route rte us fm sr cr beltway autopista ruta tx ca state")
UNITS = _set(
    "apt apartment apto apartamento unit ste suite rm room depto departamento bldg building fl floor lot trlr"
    " piso # tower block appartement app appart bureau porte etage"
    " apatman etaj"
)

SURE_JOINS = _set("and & n y / @ et ak avek")
JOINS = SURE_JOINS | _set("i x con + e epi an")
"""What stands between the two streets of a corner; the sure ones mean nothing else."""

LANDMARKS = _set(
    "church school library park hospital clinic station store market supermarket center centre apartments"
    " apts apartment towers houses homes bridge stadium mall shelter mosque temple synagogue laundromat"
    " pharmacy bank university college hs elementary elem high gym pool firehouse courthouse cathedral chapel"
    " mission playground gardens garden museum theater theatre cinema arena fairgrounds fairground airport"
    " pier plaza hotel motel inn restaurant cafe diner bakery deli bodega laundry salon barbershop marina"
    " harbor dock ferry cemetery zoo projects complex village estates manor lodge ymca ywca depot walgreens"
    " cvs safeway kroger walmart target costco mcdonalds aldi hall pavilion fieldhouse reservoir seawall rec"
    " tower academy preschool daycare kindergarten campus club lot garage precinct townhomes condos residences"
    " terrace iglesia escuela biblioteca parque hospital clinica estacion tienda mercado supermercado centro"
    " edificio apartamentos departamentos torres torre puente estadio refugio mezquita templo sinagoga"
    " lavanderia farmacia banco universidad colegio secundaria primaria gimnasio catedral capilla mision museo"
    " teatro cine plaza hotel restaurante panaderia carniceria bodega cementerio aeropuerto metro parada"
    " kinder guarderia salon unidad vecindad condominio eglise ecole bibliotheque parc hopital clinique gare"
    " marche"
    " supermarche immeuble tours pont stade mosquee laverie buanderie pharmacie banque universite lycee cegep"
    " garderie creche gymnase cathedrale chapelle musee boulangerie boucherie depanneur epicerie cimetiere"
    " aeroport mairie caserne poste prefecture piscine residence hlm foyer commissariat tribunal clsc station"
    " legliz lekol lopital famasi klinik mache maket estasyon magazen bilding pak otel sinema bank lapos meri"
    " inivesite bibliyotek simitye estad ayewopo gadri"
    " publix lidl meijer wegmans winco albertsons vons ralphs raleys starbucks dunkin popeyes wendys dennys ihop"
    " lowes goodwill chevron exxon texaco wawa kmart autozone soriana oxxo carrefour auchan leclerc intermarche"
    " monoprix provigo dollarama pharmaprix gasolinera pantry baptist methodist lutheran presbyterian episcopal"
)
"""What a landmark's name usually ends with (in Spanish begins with)."""

BIG = _set(
    "heights pavillion warehouse church school library park hospital clinic center centre stadium arena mall"
    " bridge university college hs elementary elem apartments apts towers houses homes projects museum theater"
    " theatre cathedral chapel mosque temple synagogue airport fairgrounds pavilion fieldhouse plaza shelter"
    " academy ymca ywca cemetery zoo hall seawall hotel motel inn pizza restaurant courthouse pier plantation"
    " housing baptist methodist lutheran presbyterian episcopal"
    " colony village square reservoir campus station market bldg building gardens"
)
"""Landmark words that after a capitalised name need no other cue ("Lincoln Park")."""

SPANISH_BIG = _set(
    "iglesia escuela biblioteca parque hospital clinica estacion mercado centro edificio torres torre puente"
    " estadio refugio templo universidad colegio secundaria primaria catedral capilla museo plaza eglise ecole"
    " bibliotheque parc hopital clinique gare marche immeuble tour tours pont stade mosquee temple universite"
    " college lycee cathedrale chapelle musee metro cegep residence pharmacie"
    " legliz lekol lopital famasi klinik mache maket estasyon magazen bilding pak otel inivesite bibliyotek"
)

CHAINS = frozenset(
    {
        "dollar general", "family dollar", "dollar tree", "fred meyer", "food lion", "home depot", "whole foods",
        "trader joes", "rite aid", "burger king", "taco bell", "pizza hut", "piggly wiggly", "giant eagle",
        "salvation army", "jean coutu", "tim hortons",
    }
)  # fmt: skip
"""Shops and the like of two words that need no capital after a word of place."""

HALVES = _set(
    "water food bus train tram day police fire gas post sober homeless city town village county community"
)
HALVED = LANDMARKS | {"stop", "office"}
"""Everyday words that before one of HALVED are the half of a landmark's name: "the water tower", "city hall"."""

RIDES = _set(
    "ride rides lift raite viaje aventon lleve lleven llevar llevarme llevarnos emmener ramener conduire trajet"
    " woulib transporte mennen"
)
"""Beside these "from the library" is where somebody is."""

STRONG_CUES = (
    "near", "nearby", "close to", "by", "behind", "beside", "next to", "across from",
    "across the street from", "opposite", "in front of", "outside", "around the corner from", "around",
    "past", "nr", "nxt to", "accross from", "over by", "down by", "up by", "out by", "next door to",
    "not far from", "down the street from", "in back of", "down from", "over from", "min from",
    "mins from", "minutes from", "block from", "blocks from", "mile from", "miles from", "down the road from",
    "up the road from", "up the street from", "down the block from", "kitty corner from", "catty corner from",
    "other side of",
    "a la vuelta de", "a la vuelta del", "vuelta del", "vuelta de la",
    "cuadra de", "cuadras de", "cuadra del", "cuadras del", "minutos de", "minutos del",
    "minutes de", "minutes du", "cerca de", "cerca del", "junto a", "junto al",
    "detras de", "detras del", "frente a", "frente al", "enfrente de", "enfrente del", "al lado de",
    "al lado del", "atras de", "atras del", "a un lado de", "por",
    "pres de", "pres du", "pres des", "pres d", "proche de", "proche du", "a cote de", "a cote du", "cote de",
    "cote du",
    "a cote des", "en face de", "en face du", "en face d", "face a", "face au", "devant", "derriere", "non loin de",
    "pas loin de", "pas loin du", "autour de", "autour du", "vers", "en arriere de", "en arriere du", "a cote d",
    "aux alentours de", "aux alentours du", "toupre", "tou pre", "bo kote", "bokote", "a kote", "akote", "anfas",
    "an fas", "deye", "devan", "arebo", "pa lwen",
)  # fmt: skip
WEAK_CUES = (
    "at", "@", "inside", "in", "from", "to", "on", "en", "desde", "hasta", "off", "off of", "al",
    "del", "of", "au", "aux", "dans", "sur",
    "nan", "soti", "sot", "depuis",
)  # fmt: skip

LEADING = _set("at @ inside en al off from desde depuis hasta a to au aux dans nan")
"""After these a noun of places is one."""

SAINTS = _set("st saint san santa mt ft fort mount sta santo ste sainte")
"""First words of a church's or a town's name."""

CORNER_CUES = (
    "corner of", "the corner of", "cnr of", "corner", "crnr of", "intersection of", "cross streets",
    "cross of", "esquina de", "la esquina de", "esq de", "esquina", "cross streets are", "x streets", "xst",
    "coin de", "coin", "au coin de", "coin des", "coin du", "angle de", "angle", "a l angle de", "angle des",
    "intersection de",
    "croisement de", "a l angle des",
    "kwen", "kwen ri", "kwen de ri", "nan kwen", "kwen ri a se",
)  # fmt: skip
BETWEEN = _set("btwn between btw betwn bet entre ant")

HOME_CUES = (
    "live on", "lives on", "living on", "live at", "lives at", "im on", "we are on", "were on",
    "located on", "staying on", "stay on", "vivo en", "vive en", "estoy en", "i am on", "located at",
    "house on", "place on", "over on", "down on", "up on",
    "habite sur", "habite au", "habite", "habitons", "habitons au", "reste sur", "reste au", "demeure sur",
    "demeure au",
    "vis sur", "vit sur", "loge au", "on est au", "suis au", "est au", "adresse est", "adresse est le", "livrer au",
    "rete sou", "rete nan", "abite sou", "abite nan",
)  # fmt: skip
"""After these a lower-case word is a street ("live on andover")."""

ARTICLES = _set("the el la los las teh da tha le les l")

STOP = _set(
    "off i a an the and or but so if in on at to of for from by with is are was were be am it its im ive id my me"
    " we us our you your u ur he she they them his her their this that these those there here not no yes dont"
    " cant can could would will need needs want wants have has had get got go going please pls plz thanks thx"
    " thank help some any all as up out do does did just now then than too very who what when where why how"
    " which because about after before until till today tomorrow tmrw tonight week weeks day days hour hours"
    " hrs morning afternoon evening night weekend weekends monday tuesday wednesday thursday friday saturday"
    " sunday mon tue tues wed thu thur thurs fri sat sun asap soon old people ppl food water groceries grocery"
    " ride rides bring give drop pick take looking anyone someone also every each everyone el la los las de"
    " del y o en un una para por con sin que es son estoy esta soy mi mis tu su nos me se lo le si no ya"
    " necesito necesita necesitamos quiero tengo tiene hay favor gracias ayuda comida agua hoy manana lunes"
    " martes miercoles jueves viernes sabado domingo semana dia dias hora horas ahora antes despues hasta"
    " desde puedo puede podemos pueden alguien minutes min mins noon jan feb mar apr may jun jul aug sep sept"
    " oct nov dec january february march april june july august september october november december gets near"
    " only rt via je il elle nous vous ils elles est suis sont et ou du des les le un une pour avec sans mais"
    " car donc"
    " mon ma mes ton son sa ses votre leur cette ces qui que quoi pas tres bien aussi au aux dans chez"
    " besoin cherche faut veux peux peut pouvez voudrais aider aide svp merci bonjour demain aujourdhui lundi"
    " mardi"
    " mercredi jeudi vendredi samedi dimanche semaine matin soir midi apres avant depuis jusque jusqu vers ya y"
    " quelquun"
    " heure heures jour jours maintenant pendant si oui habite nourriture eau courses manger lift transport"
    " coin angle"
    " mwen nou yo li ou nan pou ak avek epi ki pa gen bezwen manje dlo woulib tanpri mesi demen jodi aswe lendi"
    " madi mekredi jedi vandredi samdi dimanch vle ka kapab kote kile ap pral ale vini vin ede ed voye pote"
    " chak"
    " apre anvan depi jiska bonjou bonswa yon eske ri lol sa pi tou moun timoun konsa kounye paske semen"
    " pwochen"
    " wikenn maten apremidi midi"
) - {"old", "ou"}
"""Words that are no part of a place's name in lower case."""

NOT_PLACES = _set(
    "way end time moment least most all once home house me him them myself yourself hand car bus foot phone"
    " text email mail train bike work noon midnight night least last first same place address number door"
    " doors morning afternoon evening weekend week month year day hour minute hours minutes days weeks mistake"
    " accident himself herself itself themselves rest back front side top bottom present future past beginning"
    " chance risk fault favor reason case fact mind area neighborhood neighbourhood city town country world"
    " corner street road block blocks kids family mom dad mother father son daughter wife husband friend"
    " friends neighbor neighbors people person someone anyone everyone medicaid medicare insulin oxygen"
    " disability medical ssi snap calfresh meds facebook twitter instagram whatsapp insta tv internet mail fb"
    " zoom youtube time tiempo casa favor fin momento aqui alla ahi mi tu su eso esto algo lunch dinner"
    " breakfast christmas thanksgiving easter halloween ramadan moi toi lui elle eux nous vous maison cote face"
    " coin"
    " droite gauche temps debut lit travail telephone pied porte rue entree fenetre tele nuit jour soir matin"
    " suite"
    " courant dehors dedans milieu bout"
    " lakay kay travay pot lapot machin telefon lari deyo nou mwen peyi"
)
"""What follows "by the" or "at the" and is no landmark."""

COUNTED = _set(
    "people ppl persons person kids children adults families family bags boxes cans meals blankets dollars"
    " bucks lbs lb pounds gallons gal miles mi km blocks min mins minutes hours hrs hr days weeks months years"
    " yrs am pm percent cases bottles packs trays sandwiches volunteers students men women items units pieces"
    " pairs sheets jackets coats loads trucks more of or to x and seniors units calls texts other hot new"
    " fresh used personas ninos familias bolsas cajas comidas dolares pesos libras anos mph ft feet inches"
    " degrees oz ml kg tons ton cots beds tents homes houses residents victims years evacuees dogs cats"
    " animals customers million thousand hundred thanks please pls thx rescue rescued dead injured tarps"
    " mattresses pillows toys diapers wipes shirts pants socks shoes books folks employees members units"
    " tablets pills sharp ok okay or till works work good rite right personnes enfants adultes familles sacs"
    " boites"
    " repas euros ans heures jours semaines mois kilos litres bras couches et a au ou gens fois bebes lits"
    " moun timoun granmoun fanmi sak bwat jou semen mwa ane mil blok minit dola goud lit ze"
)
"""What is counted, so that the number before it is no house number."""

NO_NAME_BEFORE_SUFFIX = _set(
    "food toy clothing clothes coat blood donation can book school fund fundraising supply supplies hard test"
    " disk flash car usb one two three this that my your our his her their some any no other every across down"
    " up off main cross same high side back busy nearest next dead first all whole each"
) - {"main", "first", "high"}

YES_NO = _set(
    "yes yep yeah ya yup no nope nah ok okay k kk sure idk dunno why what who where when how maybe hi hello"
    " hey thanks thx thank stop help start please pls lol ha haha si claro bueno gracias hola porque que quien"
    " donde cuando como quizas nose menu status cancel later nothing none anything anywhere somewhere nowhere"
    " skip dontknow huh idc whatever whats sorry perdon nada wherever everywhere ayuda info unsure test done"
    " wait oui non ouais merci bonjour salut peutetre daccord dacc svp pourquoi rien personne nulle aucune"
    " partout"
    " wi we dako petet mesi padon bonjou bonswa poukisa kiyes kijan kile anyen pesonn konnen ed tann"
)
"""What never answers "where?"."""

REGIONS = _set(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh"
    " ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc texas california florida louisiana"
)
"""States as they end an address."""

HOME = _set("home work house casa trabajo hogar maison travail lakay kay travay")
"""Ends of a ride that are places only to the writer."""

VERBS = _set(
    "get go pick help see do be have make take bring buy drop come give find talk know eat use clean move"
    " keep let call text ask deliver donate volunteer offer cook feed feel stay live work sleep wash fix watch"
    " hear send receive pay share tell check visit try meet leave start stop look need want drive carry walk"
    " wait sign register contact reach everyone anyone someone all you me him her them us people this that it"
    " those these"
)
"""After "to" these start a clause, not a place."""
