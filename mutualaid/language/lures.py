"""Words that must not go from one neighbour to another: asking for money or cards, for pictures, for secrecy, and
threats. Help is free, so a helper never needs to ask for any of it.

A shared store ("it was $23, your change is in the bag") is ordinary; asking to be paid through an app, by card or
with a code is not. The patterns are ours; the families follow the US Federal Trade Commission's advice on impostor
scams (payment by gift card, app or wire; asking for account, card or social security numbers; secrecy; urgency).
"""

from __future__ import annotations

import re

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
    r"\b(pagueme|pagame|deme|dame|mandeme|mandame)\b.{0,15}(\$|\bdinero|\bpesos|\bdolares)",
)
_PICTURES = (
    r"\bsend (me )?(a |ur |your )?(pics?|photos?|nudes?)\b|\bsend me (a |your )?picture",
    r"\b(mandame|mandeme|enviame|envieme) (una |tu |su )?fotos?\b",
)
_ALONE = r"\b(do (u|you) live|are (u|you)|(u|you) home) alone\b|\b(vives?|estas) sol[ao]\b"
_SECRETS = r"\b(dont|don t|do not|never) tell (any|ur|your|no)|\bno le digas? a nadie\b|\bour (little )?secret\b"
_THREATS = (
    r"\bor else\b|\bi (will|ll|m gonna|am going to) (hurt|kill|find|beat) (u|you|ur|your)\b|\bi tell everyone\b",
    r"\bte vas a arrepentir\b|\bte voy a (matar|pegar|buscar)\b",
)
_PRETENCES = (
    r"\b(im|i m|i am|this is) (from|with) (the |ur |your )?(bank|irs|police|social security|immigration)\b",
    r"\bsoy de(l| la)? (banco|policia|migracion|seguro)\b",
)

_LURES = re.compile("|".join((*_APPS, *_CARDS, *_MONEY, *_PICTURES, _ALONE, _SECRETS, *_THREATS, *_PRETENCES)))
_APOSTROPHES = re.compile(r"[’'`]")
_SPACES = re.compile(r"\s+")


def lures(text: str) -> bool:
    """Whether words meant for the other side ask for money, cards, pictures or secrecy, or threaten."""
    plain = _SPACES.sub(" ", _APOSTROPHES.sub(" ", text.lower()))
    return _LURES.search(plain) is not None
