"""Whether a text speaks of the other side of a visit, so that it is not said to them.

"ben insults me", "luis me pellizca" and "me anda rondando" do; what polite Spanish asks of them in the same form
("luis me trae pan") does not.
"""

from __future__ import annotations

from collections.abc import Callable

from mutualaid.language.parsing import Parsed
from mutualaid.language.tokens import Token

TO_ME = {"en": ("me", "us", "my", "our"), "es": ("me", "nos"), "fr": ("me", "nous", "m"), "ht": ()}
"""What a deed is done to, by language: the writer and their things."""

NEAR = 3
"""Words behind a verb in which the writer stands where something is done to them: "threw a plate at me"."""

IRREGULAR = frozenset({
    "threw", "hit", "hurt", "told", "took", "made", "came", "got", "gave", "left", "stole", "bit", "shook",
    "held", "kept", "broke", "went", "spat", "grew", "swore", "drove", "brought", "sent", "put", "did", "ran",
    "said", "saw", "was", "has", "had", "is", "bought", "wrote", "spoke", "tore", "stuck", "caught", "felt",
    "drank",
})  # fmt: skip
"""English verbs of the third person or the past that end neither in s nor in ed."""

TOLD = frozenset({
    "threw", "stole", "spat", "swore", "ate", "left", "broke", "doesnt", "isnt", "hasnt", "wasnt", "wont",
})  # fmt: skip
"""Of these those that behind a name say what somebody did, whatever follows."""

GIVEN = frozenset({"thanks", "bless", "yes", "its", "lets", "this", "pls", "please", "need", "us", "as", "always"})
"""English words of such an ending that are no deed of theirs."""

MARKERS = frozenset({"ap", "te", "tap", "vle", "toujou"})
"""What follows the subject of a sentence in Haitian Creole."""

BEGUN = frozenset({
    "esta", "estan", "estaba", "anda", "andan", "andaba", "sigue", "siguen", "estuvo", "vive", "viene",
    "quiere", "queria", "quiso", "intento", "trato", "empezo", "empieza", "vuelve", "volvio",
})  # fmt: skip
"""Spanish verbs of the third person that another verb follows."""

ASKED = (
    "trae", "trai", "llev", "avis", "esper", "llam", "ayud", "dic", "dig", "dij", "dej", "abr", "mand", "hac",
    "hag", "confirm", "recog", "recoj", "pas", "compr", "consig", "escrib", "contest", "respond", "busc",
    "encuentr", "marc", "entreg", "regal", "prest", "cambi", "guard", "acompan", "explic", "acerc", "sub",
    "baj", "acomod", "pon", "recuerd", "perdon", "disculp", "permit", "muestr", "ensen", "entiend", "oye",
    "escuch", "cuid", "apunt", "despiert", "recib", "necesit", "manej", "reconoc", "vend", "cobr", "surt",
    "cocin", "prepar", "arregl", "limpi", "carg", "inform", "puede", "pued", "podr", "cort", "lav", "conect",
    "comunic", "textea", "mensaj", "lee", "cre", "conoc",
)  # fmt: skip
"""How Spanish verbs begin that one asks of a helper, or that a helper asks: said to them as often as of them."""

SHORT = frozenset({"da", "de", "den", "di", "dan", "doy", "va", "van", "vaya", "voy", "hizo", "hice"})
"""Spanish verbs of both kinds that are too short to be told by how they begin."""

HAPPENS = (
    "gust", "encant", "duel", "falt", "urg", "alegr", "parec", "interes", "import", "sirv", "qued", "conven",
    "conv", "toc", "sobr", "cuest", "preocup", "cab", "alcanz", "lat", "dol", "hace", "vien", "tard", "apur",
    "sient", "lleg", "muer", "olvid", "equivoc", "confund", "vist", "despid", "acuest", "levant", "acuerd",
    "mud", "perd", "ban", "siento", "acab", "caig", "cai", "cae", "sali", "sub", "mejor", "enferm", "recuper",
    "emocion", "mare", "desmay", "veo", "vem", "ech", "opera", "recet", "ponch", "descomp", "trab", "quebr",
    "robaron", "cortaron", "dieron", "dier",
)  # fmt: skip
"""How Spanish verbs begin that tell of the writer: what they like, lack and do, and what happens to them."""


def spoken_of(parsed: Parsed, others: frozenset[str]) -> tuple[int, int] | None:
    """Where a text says what one of `others` (folded first names) does, in offsets; None where it speaks to them,
    or of something else."""
    for lexicon in parsed.lexicons:
        code = lexicon.code
        to_me = TO_ME["es"] if code == "es" else ()
        for at, token in enumerate(parsed.spoken) if others or to_me else ():
            if token.raw in others and code in _TOLD and _TOLD[code](after := parsed.spoken[at + 1 :]):
                return token.start, after[0].end
            if token.raw in to_me and _done_to_me(parsed, at, after := parsed.spoken[at + 1 :], others):
                return token.start, after[0].end
    return None


def _told_en(after: list[Token]) -> bool:
    """ "ben insults me", "ben threw a plate at me"."""
    verb = after[0].raw if after else ""
    if verb in TOLD:
        return True
    if len(after) > 1 and after[1].start == after[0].start:  # "whats", which is two words
        return False
    told = verb in IRREGULAR or (verb.endswith(("s", "ed")) and verb not in GIVEN)
    return told and any(t.raw in TO_ME["en"] for t in after[1 : 2 + NEAR])


def _told_fr(after: list[Token]) -> bool:
    """ "ben me crie dessus"; asked of him it is "crie-moi"."""
    return len(after) > 1 and after[0].word in TO_ME["fr"]


def _told_ht(after: list[Token]) -> bool:
    return len(after) > 1 and after[0].raw in MARKERS


_TOLD: dict[str, Callable[[list[Token]], bool]] = {"en": _told_en, "fr": _told_fr, "ht": _told_ht}


def _done_to_me(parsed: Parsed, at: int, after: list[Token], others: frozenset[str]) -> bool:
    """Whether behind "me" stands a verb of the third person that asks nothing of them: "me pellizca", "me esta
    espiando". A form that is the writer's own too ("me pellizco") counts behind a name or "el"."""
    before = parsed.spoken[at - 1].raw if at else ""
    if parsed.is_a(before, "fam") or not after:
        return False
    verbs = [t.raw for t in after[:2]]
    subject = before in others or before in ("el", "ella")
    if before == "se":  # "se me acerca mucho", and not "se me hizo tarde"
        return not _happens(verbs[0])
    if verbs[0] in BEGUN:
        return len(verbs) > 1 and verbs[1].endswith(("ndo", "ar", "er", "ir")) and not _plain(verbs[1])
    if _plain(verbs[0]):
        return before in ("el", "ella") and not _happens(verbs[0])
    third = verbs[0].endswith(("a", "e", "aba", "ia", "io")) and len(verbs[0]) > 2
    return third or (subject and verbs[0].endswith("o"))


def _happens(verb: str) -> bool:
    return verb in SHORT or verb.startswith(HAPPENS)


def _plain(verb: str) -> bool:
    return _happens(verb) or verb.startswith(ASKED)
