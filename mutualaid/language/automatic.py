"""Texts that no person waits behind: reactions, auto-responders and spam."""

from __future__ import annotations

import re

from mutualaid.language.parsing import Parsed
from mutualaid.language.tokens import LONGEST

_REACTION = re.compile(
    r"\s*(?:(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to|removed an? \w+ from"
    r"|le gust[oó]|le encant[oó]|se ri[oó] de|enfatiz[oó]|reaccion[oó] .{1,12} a) ?[\"“”«]"
    r"|(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned) an? (?:image|message|attachment|photo|video)"
    r"|.{1,3}\s(?:to|a)\s[\"“«].*[\"”»]\s*$)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://|www\.|\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl)/|\b[a-z0-9-]{3,}\.(?:com|net|info|biz|xyz|top|co\.uk)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£€]\s?\d|\$\s?\d{3,}|\b\d+p\b|\b\d{2,}% off", re.IGNORECASE)
_LURE = re.compile(
    r"\b(?:win|won|winner|prize|claim(?:ed)?|congrat\w*|free(?:msg)?|urgent!|award\w*|cash|reward|selected|guaranteed"
    r"|offer expires|limited|txt|reply (?:yes|stop|with)|call now|click|ringtone|mobile|unlimited|bonus|voucher"
    r"|ganador|premio|gratis)\b",
    re.IGNORECASE,
)
_SHORT_CODE = re.compile(
    r"\b(?:to|on|at|txt|text|call)\s+(?:\d{5,6}|0\d{9,10}|08\d{2,3}\s?\d+)\b|\b0[89]\d{8,9}\b", re.IGNORECASE
)
SHORT = 30
"""Words up to which one phrase of an automatic text ("out of office") is enough."""


def is_automatic(parsed: Parsed) -> bool:
    """Whether nobody waits for an answer to this text: a reaction, a robot's reply, an advertisement."""
    text = parsed.text[:LONGEST]
    if _REACTION.match(text) or "automatic" in parsed.whole(parsed.words):
        return True
    signs = len(parsed.best("automatic"))
    link, money, code = bool(_LINK.search(text)), bool(_MONEY.search(text)), bool(_SHORT_CODE.search(text))
    lures = len({m.group().lower() for m in _LURE.finditer(text)})
    if signs and (signs > 1 or link or money or code or lures or len(parsed.words) <= SHORT):
        return True
    return ((link or code) and (money or lures >= 2)) or (money and code) or lures >= 4
