"""Texts that no person waits behind: reactions, auto-responders and spam."""

from __future__ import annotations

import re

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import LONGEST

_LIKES = (
    r"liked|loved|hearted|(?:a [\w ]{1,20} )?(?:le|te|me) (?:ha )?(?:gust|encant)(?:[oóa]|ado)|(?:le )?dio me gusta"
)
_REACTION = re.compile(
    rf"\s*(?:(?:{_LIKES}|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{{1,12}} to"
    r"|removed an? [\w ]+ from|(?:a [\w ]{1,20} )?no (?:le|te|me) (?:ha )?gust(?:[oóa]|ado)|se r[ií][oóe] de"
    r"|(?:le|te|me) (?:ha )?(?:da|dio|dado) risa|enfatiz[oó]|destac[oó]"
    r"|exclam[oó] por|pregunt[oó] (?:por|sobre)|cuestion[oó]|(?:elimin[oó]|quit[oó]) un [\w ¡!¿?]+ (?:de|a)"
    r"|(?:ha |han )?reaccion(?:[oó]|ado|aron) (?:con )?.{1,12} a)"
    r" (?:a )?[\"“”«]"
    r"|(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to) an? "
    r"(?:image|message|attachment|photo|video|audio)"
    r"|[^\w\s]{1,6}\s(?:to|a)\s[\"“«].*[\"”»]\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_ASSENT = re.compile(rf"\s*(?:{_LIKES})\b|[^\"“«]*[👍👌❤♥]", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”«](.*?)(?:[\"”»…]|\.\.\.|$)", re.DOTALL)
_RECEIPT = re.compile(
    r"\s*(?:(?:read|seen|delivered|le[ií]do|visto|entregado) (?:at |a las )?\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?"
    r"|(?:your|tu|su) (?:message|text|mensaje) (?:to \S+ )?(?:was|has been|fue|ha sido) "
    r"(?:read|displayed|delivered|seen|le[ií]do|entregado|visto)\b.*"
    r"|(?:message|text|mensaje) (?:read|displayed|delivered|le[ií]do|entregado)"
    r"|(?:read|delivery) receipts?(?:\W.*)?|(?:acuse|confirmaci[oó]n|aviso) de (?:lectura|recibo|entrega)(?:\W.*)?"
    r"|(?:accus[eé]|confirmation) de (?:lecture|r[eé]ception)(?:\W.*)?"
    r"|read|seen|visto|le[ií]do|vu|lu)\s*\.?\s*",
    re.IGNORECASE,
)
# the patterns from here on are for a text in lower case

_AT_THE_WHEEL = re.compile(
    r"\W*(?:(?:sorry|hi|hey|perd[oó]n|hola|d[eé]sol[eé])\W+)?(?:i['’]?a?m |i am |estoy |voy |je |mwen ap |m ap )?"
    r"(?:currently |ahora |actuellement )?(?:driving|manejando|conduciendo|conduis|kondi)\b"
    r"(?: right now| ahora(?: mismo)?| en ce moment| kounye a)?\W+"
    r"(?:(?:i['’]?ll|i will|will|can|te|le|lo|je|mwen|m)\W+)(?:(?:vous|te|ap)\W+)?"
    r"(?:reply|respond|call|text|get back|respond[oe]|contesto|llamo|escribo|marco|r[eé]pond\w*|rappelle\w*|reponn|"
    r"rele|ekri)\b(?!.*\b(?:there|here|outside|near|close|arrive|lleg\w+|afuera|cerca|alla|arriv\w+|rive)\b).{0,40}"
)
"""A phone that answers by itself while its holder drives: "Driving, will reply later". One who is on the way says
where to."""

_LINK = re.compile(
    r"https?://|www\.|\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl)/|\b[a-z0-9-]{3,}\.(?:com|net|info|biz|xyz|top|co|link|site|online|shop|club|vip|icu|co\.uk)\b"
)
_DOTTED = re.compile(r"\.[a-z]")
_MONEY = re.compile(r"[£€]\s?\d|\$\s?\d{3,}|\b\d+p\b|\b\d{2,}% off")
_DIGIT = re.compile(r"\d")
_LURE = re.compile(
    r"\b(?=[abcefgilmoprstuvw])"  # what none begins with need not be tried with each
    r"(?:win|won|winner|prize|claim(?:ed)?|congrat\w*|free(?:msg)?|urgent!|award\w*|cash|reward|selected|guaranteed"
    r"|offer expires|limited|txt|reply (?:yes|stop|with)|call now|click|ringtone|mobile|unlimited|bonus|voucher"
    r"|ganador|premio|gratis|loans?|pr[eé]stamos?|crypto|bitcoin|invest|investment|earn|approved|aprob\w+)\b"
)
_SHORT_CODE = re.compile(r"\b(?:to|on|at|txt|text|call)\s+(?:\d{5,6}|0\d{9,10}|08\d{2,3}\s?\d+)\b|\b0[89]\d{8,9}\b")
_PRETEXT = re.compile(
    r"\b(?:package|parcel|delivery|paquete|env[ií]o)\b.{0,40}"
    r"\b(?:on hold|held|pending|confirm|undeliverable|retenido)"
    r"|\b(?:card|account|tarjeta|cuenta)\b.{0,30}\b(?:blocked|locked|suspended|bloquead[ao]|suspendid[ao])"
    r"|\b(?:verify|confirm|update|verifique|confirme|actualice) (?:your|ur|the|su|tu|la)? ?"
    r"(?:address|account|identity|details|direcci[oó]n|cuenta|datos)"
)
_CAMPAIGN = re.compile(
    r"\b(?:stop|reply stop|text stop)\s?(?:2|to)\s?(?:end|quit|opt ?out|unsubscribe)\b|\bstop\s?=\s?(?:end|quit)\b"
    r"|\b\d{4,8} (?:is (?:your|ur)|es (?:su|tu))\b.{0,40}\b(?:code|c[oó]digo|pin)\b"
    r"|\b(?:you (?:may|might|could)? ?qualify for (?:debt|a loan|student loan)|our debt relief)\b"
    r"|\b(?:reduce|lower|eliminate|consolidate|reduzca|elimine) (?:your|ur|su|sus) (?:debt|credit card|deuda)s?\b"
    r"|^\W*(?:(?:hi|hey|hello|hola) )?(?:mom|mum|dad|mam[aá]|pap[aá])\b(?=.{0,60}\b(?:phone|celular|tel[eé]fono)\b)"
    r".{0,80}\b(?:new number|nuevo n[uú]mero|n[uú]mero nuevo)\b",
    re.DOTALL,
)
"""What only texts to many say: a campaign's way out, a code, debts to be lowered, a child's new number."""

_CAMPAIGNING = (
    "stop", "code", "código", "codigo", "pin", "qualify", "debt", "credit", "deuda", "mom", "mum", "mam", "dad",
    "pap",
)  # fmt: skip
"""Each of them holds one of these."""

SHORT = 30
"""Words up to which one phrase of an automatic text ("out of office") is enough."""


_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f]")


def is_automatic(parsed: Parsed) -> bool:
    """Whether nobody waits for an answer to this text: a reaction, a receipt, a robot's reply, an advertisement."""
    text = _plain(parsed)
    if _REACTION.match(text) or _RECEIPT.fullmatch(text) or "automatic" in parsed.message:
        return True
    if len(parsed.words) <= SHORT and _AT_THE_WHEEL.fullmatch(text.lower()):
        return True
    signs = len(parsed.best("automatic"))
    return bool(signs and (signs > 1 or len(parsed.words) <= SHORT)) or is_spam(parsed)


def is_spam(parsed: Parsed) -> bool:
    """Whether a text advertises or pretends: links, money and lures together, or words only such texts have."""
    text = _plain(parsed).lower()
    link = bool(("://" in text or "www." in text or _DOTTED.search(text)) and _LINK.search(text))
    if [word for word in _CAMPAIGNING if word in text] and _CAMPAIGN.search(text):
        return True
    if link and _PRETEXT.search(text):
        return True
    counts = bool(_DIGIT.search(text))
    money, code = bool(counts and _MONEY.search(text)), bool(counts and _SHORT_CODE.search(text))
    lures = len(set(_LURE.findall(text)))
    if parsed.best("automatic") and (link or money or code or lures):
        return True
    return ((link or code) and (money or lures >= 2)) or (money and code) or lures >= 4


def liked(parsed: Parsed) -> str | None:
    """The words of ours that a thumbs-up or a heart was put on, as far as they are quoted, or None."""
    text = _plain(parsed)
    if not _REACTION.match(text) or not _ASSENT.match(text):
        return None
    quoted = _QUOTED.search(text)
    return quoted.group(1).strip() if quoted else None


def _plain(parsed: Parsed) -> str:
    text = parsed.text[:LONGEST]
    return text if text.isascii() else _INVISIBLE.sub("", text)
