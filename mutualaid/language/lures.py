"""Words that must not go from one neighbour to another: asking for money or cards, for pictures, for a number or an
address, for secrecy, courting, and threats. Help is free and the service connects the two, so neither ever needs to
ask for any of it.

A shared store ("it was $23, your change is in the bag") is ordinary; asking to be paid through an app, by card or
with a code is not. The patterns are ours; the families follow the US Federal Trade Commission's advice on impostor
scams (payment by gift card, app or wire; asking for account, card or social security numbers; secrecy; urgency).
"""

from __future__ import annotations

import re

from mutualaid.language.tokens import fold

_APPS = (
    r"\b(venmo|cash ?app|zelle|paypal|bitcoin|crypto)\b",
    r"\b(western union|moneygram|gift ?cards?|tarjetas? de regalo)\b",
)
_CARDS = (
    r"\b(credit|debit|bank|atm|ebt) ?(card|account)\b|\bcard (number|pin)\b|\b(ur|your) pin\b",
    r"\b(send|give|tell|text|show|need|want|whats|what s|what is)\b.{0,15}"
    r"\b(ur|your|yr)\b.{0,12}\b(card|pin|cvv|password)\b",
    r"\b(mande|mandeme|deme|dame|digame|dime|necesito|cual es)\b.{0,15}"
    r"\b(su|tu)\b.{0,8}\b(tarjeta|pin|clave|nip)\b",
    r"\b(social security|ssn|(ur|your) social|seguro social)\b|\b(numero|clave) de (su|tu|la) (tarjeta|cuenta)\b",
)
_MONEY = (
    r"\b(pay|send|owe) me\b.{0,20}(\$|\b\d{2,}|\bmoney|\bcash|\bbucks)|\bdont pay me\b",
    r"\bgive me\b.{0,12}(\$|\bmoney|\bcash)",
    r"\b(pagueme|pagame|deme|dame|mandeme|mandame|me da|me das)\b.{0,15}(\$|\bdinero|\bpesos|\bdolares)",
    r"\b(deme|dame|me (da|das|pasa|presta|prestas))\b.{0,4}\d{1,4}\b.{0,4}\bpara\b",
)
_PICTURES = (
    r"\bsend (me )?(a |ur |your )?(pics?|photos?|nudes?)\b|\bsend me (a |your )?picture",
    r"\b(mandame|mandeme|enviame|envieme) (una |tu |su )?fotos?\b",
)
_ALONE = (
    r"\b(do (u|you) live|(are|r) (u|you)|(u|you) home|(u|you) be) (all )?(home )?alone\b"
    r"|\b(vives?|estas|estaras|estara|vas a estar|va a estar) sol[ao]\b",
    r"(^|[.,!;] ?|\b(please|just|and|but|must|should|better|u|you|to) )(come|be) (here |over )?alone\b(?! time)",
    r"\b(ven|venga|vente|vengase|venir) sol[ao]\b",
)
_THEIR_NUMBER = (
    r"\b(send|give|text|tell|message|dm|whats|what s|what is|wats|need|want|get|have|got|gimme) (me )?"
    r"(ur|your|yr) (cell |phone |cell phone |mobile |home |real |personal |own )?(number|num|digits|whats ?app"
    r"|insta|instagram|snap|snapchat|facebook)\b"
    r"(?! (in|on|for) (the )?(list|line|door|building|apt|apartment|buzzer|house))",
    r"\b(send|give|text|tell|message|dm|gimme) (me )?(ur|your|yr) (home |house |street |exact |full )?address\b",
    r"\b(me )?(das|da|pasas|pasa|puedes dar|puede dar|podrias dar|regalas|darias|daria|daras) (tu|su) "
    r"(numero|num|telefono|cel|celular|whats|whatsapp|direccion)\b"
    r"(?! de (la |tu |su )?(casa|apartamento|apto|puerta|departamento|cuarto|unidad))",
    r"\b(dame|deme|pasame|paseme|mandame|mandeme|enviame|envieme|dime|digame|textame|textea(me)?|cual es|quiero) "
    r"(tu|su) (numero|num|telefono|cel|celular|whats|whatsapp)\b(?! de (la |tu |su )?(casa|apartamento|apto|puerta"
    r"|departamento|cuarto|unidad))",
    r"\b(dame|deme|pasame|paseme|mandame|mandeme|enviame|envieme|textame) (tu|su) direccion\b",
    r"\b(dame|deme|pasame|paseme|mandame|mandeme|dime|digame|cual es|das|da|pasas|pasa|quiero|tienes) "
    r"(tu |su |el )?"
    r"(insta|instagram|ig|snap|snapchat|face|facebook|fb|tiktok|telegram|whats|whatsapp|wsp)\b(?! de la)",
    r"\b(whats|what s|what is|wats|drop|got|u got|have|you have|gimme|send) (me )?(ur |your |yr |an |a )?"
    r"(insta|instagram|ig|snap|snapchat|tiktok|telegram|discord)\b",
    r"\b(add|text|message|hit|find|write|call) me (up )?(on|at|in) (my )?(whats ?app|snap|snapchat|insta|instagram"
    r"|facebook|fb|tiktok|telegram|messenger)\b|\b(agregame|escribeme|hablame|buscame|mandame) (al?|por|en) (mi )?"
    r"(whats|whatsapp|face|facebook|insta|instagram|snap|snapchat|telegram|messenger)\b",
)
_FOUND = r"(?! (so|when|to|at|in case)\b.{0,25}\b(find|spot|know|see|recogni[sz]e|pick)\b)"
_COURTING = (
    r"\b(are|r) (u|you|ya) (single|married|taken|divorced|seeing anyone|a virgin)\b(?! to)",
    r"\b(do )?(u|you) (have|got) (a |any )?(boyfriend|girlfriend|bf|gf|(husband|wife|man)(?= *[.?!]| *$))\b",
    r"\b((u|you) (are|r|look|is)|ur|youre|you re|ur looking) ((so|very|really|such a|too|real|a) )*"
    r"(beautiful|hot|sexy|cute|gorgeous|pretty|handsome|hottie|cutie|babe|stunning)\b"
    r"(?= *$| *[.,!?<3:;)(]| (lady|woman|girl|baby|babe|honey|mami|in|and|too"
    r"|tonight|today|u|you|lol|i|can|wanna)\b)",
    r"\bwhat (do|does|d) (u|you|ya) look like\b" + _FOUND,
    r"\b(go|come|going) (out )?on a date\b|\bgo out with me\b|"
    r"\bbe my (girlfriend|gf|wife|boyfriend|bf|baby|valentine|girl)\b",
    r"\b(sexy|horny|nudes?|naked|sexting|sex|boobs|tits|blow ?job|make love)\b",
    r"\b(give|gimme|owe|send) me (a |some )?(kiss|kisses|hug and a kiss|sugar baby)\b"
    r"|\b(wanna|want to|let me|can i) (kiss|touch|cuddle)( with)? (u|you)\b",
    r"\b(eres|estas|es usted|esta usted) (solter[ao]|casad[ao]|divorciad[ao])\b"
    r"|\btienes? (novi[ao]|marido|esposo|pareja)\b",
    r"\b(eres|estas|te ves|se ve|que) ((muy|tan|bien|re|super) )*(guap[ao]|hermos[ao]|bonita|sexy|bella|preciosa"
    r"|ric[ao]|sabros[ao]|buenota|mamacita|bellisima|chula)( *$| *[.,!?]| (eres|estas|mami|mujer|nena|muneca|y)\b)",
    r"\bcomo (te ves|eres fisicamente)\b|\bque (traes|llevas) puesto\b(?! para)|\bmamacita\b|\bdesnud[ao]s?\b",
    r"\b(dame|quiero|regalame|mandame) un (beso|besito)\b|\b(quieres|quiere) (ser mi novi[ao]|salir conmigo)\b",
)
_SECRETS = (
    r"\b(dont|don t|do not|never) tell (any|ur|your|no)|\bno le digas? a nadie\b|\bour (little )?secret\b"
    r"|\bjust (between )?(us|the two of us)( two)? (ok|and|no)\b"
    r"|\bkeep (this|it) (between us|secret|a secret|quiet)\b"
    r"|\b(delete|erase) (this|these|our|the) (text|message|msg|chat)s?\b|\bno le cuentes? a nadie\b"
    r"|\b(entre nosotros|entre tu y yo|nuestro secreto|es un secreto)\b"
    r"|\bborra(lo)? (est(e|os)|l?os|el) (mensaje|texto)s?\b",
)
_THREATS = (
    r"\bor else\b|\bi (will|ll|m gonna|am going to) (hurt|kill|find|beat) (u|you|ur|your)\b|\bi tell everyone\b",
    r"\bte vas a arrepentir\b|\bte voy a (matar|pegar|buscar)\b",
)
_PRETENCES = (
    r"\b(im|i m|i am|this is) (from|with) (the |ur |your )?(bank|irs|police|social security|immigration)\b",
    r"\bsoy de(l| la)? (banco|policia|migracion|seguro)\b",
)

_ALL = (
    *_APPS, *_CARDS, *_MONEY, *_PICTURES, *_ALONE, *_THEIR_NUMBER, *_COURTING, *_SECRETS, *_THREATS, *_PRETENCES,
)  # fmt: skip
_LURES = re.compile("|".join(_ALL))
_APOSTROPHES = re.compile(r"[’'`]")
_SPACES = re.compile(r"\s+")


def lures(text: str) -> bool:
    """Whether words meant for the other side ask for money, cards, pictures, a number or secrecy, or court or
    threaten."""
    plain = _SPACES.sub(" ", _APOSTROPHES.sub(" ", fold(text))).strip()
    return _LURES.search(plain) is not None
