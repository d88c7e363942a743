"""Who pays the store, as it is answered in digits or words. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake
from mutualaid.domain.conversation.effects import Close, Effect, FillNeed, Say
from mutualaid.domain.conversation.filling import LONGEST_NAME, something_else
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, Pays

LONGEST_HOW = 12
"""Words of an answer that says how the store is paid."""

_HOW = re.compile(
    r"\d|\$|\b(?:cash|efectivo|liquide|ebt|snap|wic|stamps?|estampillas|cupones|card|tarjeta|only|solo|my|mi|mis|ma)\b",
    re.IGNORECASE,
)
"""What in such an answer whoever shops has to know."""

_CASH = re.compile(r"\W*(?:in |en |only |solo )?(?:cash|efectivo|liquide|kach)\W*", re.IGNORECASE)
_SO_MUCH = re.compile(
    r"\W*(?:yes|yeah|si|sí|ok|oui|wi)?\W*(?:but|pero|mais|men)?\W*(?:i have|i got|tengo|j'ai)?\W*"
    r"(?:only|just|solo|like|about|como|seulement)?\W*\d+(?: ?(?:dollars?|bucks|dolares|pesos))?\W*",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:half|mitad|moitie|moitié|mwatye)\b", re.IGNORECASE)


def _part_of_it(r: Reading) -> bool | None:
    """Bare answers that speak of money: cash, or so much, is paid by them; half leaves a half nobody has."""
    if len(r.text.split()) > LONGEST_NAME * 2:
        return None
    if _HALF.search(r.text) and not (r.when or r.hour):
        return False
    if _CASH.fullmatch(r.text) or (r.digit is None and len(r.text.split()) > 1 and _SO_MUCH.fullmatch(r.text)):
        return True
    said = r.pays is None and (r.answer is Answer.YES or (r.answer is Answer.COUNTER and not r.when))
    return True if said and re.search(r"\d|\b(?:cash|efectivo)\b", r.text) and r.intent is not Intent.NEED else None


_NO = r"(?:not?|don'?t|can'?t|cannot|pas|pa|todavia|aun)"
_NOW = r"(?:(?:right )?now|ahora|ahorita|today|hoy|yet|maintenant|aujourd'?hui|kounye a|jodi a)"
_EMPTY = re.compile(
    rf"\b{_NO}\b.*\b{_NOW}\b|\b{_NOW}\b.*\b{_NO}\b|"
    r"\b(?:don'?t|do not|dnt|aint|ain'?t|haven'?t) (?:have|got)\b|\bno (?:lo |la |los )?(?:tengo|tenemos|hay)\b|"
    r"\b(?:ai|avons|a) pas\b|\bpa gen(?:yen)?\b|"
    r"^\W*(?:not |no |pas |pa )?(?:until|till?|hasta|jusqu\w*|jiska|avan)\b|"
    r"\b(?:i'?m|i am|we'?re|we are|bit|little|kinda|running) short\b|"
    r"^\W*(?:(?:on|by|after) )?the (?:\d{1,2}(?:st|nd|rd|th)|first)(?: of the month)?\W*$|"
    r"^\W*(?:el|para el|hasta el)(?: d[ií]a)? (?:\d{1,2}(?:ro|ero|er|[°º])?|primero)(?: de mes| del mes)?\W*$|"
    r"^\W*le (?:\d{1,2}|1er|premier)(?: du mois)?\W*$|^\W*(?:premye|\d{1,2}) (?:nan )?mwa a\W*$|"
    r"^\W*(?:(?:at|by|a|al|para|[àa] la|nan) )?(?:the |el |la )?(?:end of (?:the )?month|payday|next (?:pay)?check|"
    r"fin(?:es)? de mes|quincena|d[ií]a de pago|fin du mois|fen mwa)(?: a)?\W*$|"
    r"^\W*(?:yes|yeah|si|sí|ok|oui|wi)?\W*(?:but |pero |mais |men )?(?:i have |i got |tengo |j'ai )?"
    r"(?:only|just|solo|nom[aá]s|seulement|s[eè]lman)(?: i have| have| tengo)? \$?\d+"
    r"(?: ?(?:dollars?|bucks|dolares|pesos))?\W*$",
    re.IGNORECASE,
)
"""Who answers so has nothing to pay with now: the time in it is that of the purse, not of the help."""


_DAY = re.compile(r"^\W*(?:(?:el|para el|hasta el) d[ií]a [12]|the (?:1st|2nd)|le 1er)\W*$", re.IGNORECASE)
"""A day of the month that could be read as one of our digits."""

_WHICH = re.compile(r"^\W*(?:el|the|le) [12]\W*$", re.IGNORECASE)
"""The day of the month, or one of our digits: nobody can tell."""

SMALL = 20
"""Below this sum, in dollars, it is asked whether somebody pays the rest: a store's receipt is rarely less."""

OPTIONS = 2
"""The digits that the question offers; they are no sum."""

_SUM = re.compile(r"\d+")


def _small(r: Reading) -> bool:
    """ "I have 10 dollars": said as the answer, a sum that pays part of it at most."""
    bare = r.digit is None and len(r.text.split()) > 1 and _SO_MUCH.fullmatch(r.text)
    return bool(bare) and all(OPTIONS < int(s) < SMALL for s in _SUM.findall(r.text))


def _empty(r: Reading) -> bool:
    told = r.kinds or r.place or r.to or r.complaint or r.command or r.intent is Intent.QUESTION
    if _DAY.match(r.text):
        return True
    return not told and r.digit is None and len(r.text.split()) <= LONGEST_HOW and bool(_EMPTY.search(r.text))


def pays(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Who pays the store? 1 I pay 2 I can't": in digits or words; a bare yes says neither."""
    need = next((n for n in c.live_needs if n.id == q.need_id), None)
    if need is None:
        return None
    if _WHICH.match(r.text):
        return [Say("pays_again")]
    can = {1: True, 2: False}.get(r.digit) if r.digit is not None else r.pays
    if _small(r) or (r.pays is not True and _empty(r)):
        can = False
    elif r.digit is None and (part := _part_of_it(r)) is not None:
        can = part
    if can is None and r.digit is None and something_else(r):
        return None
    if can is None and r.answer is Answer.NO and r.digit is None:
        can = False
    if can is None:
        asked_back = r.digit is not None or r.bare_ok or r.answer is not None
        return [Say("pays_again")] if asked_back else None
    said = need.text if r.digit is not None else intake.joined(need.text, r.text)
    told = replace(need, pays=Pays.THEY if can else Pays.CANNOT, text=said)
    if can and r.digit is None and _HOW.search(r.text) and len(r.text.split()) <= LONGEST_HOW:
        how = (r.text.strip(),)
        told = told.wishing(how, how)  # "only cash", "my daughter pays": whoever comes has to know
    line = "pays_they" if can else "pays_cannot"
    return [Close(q.id, told.pays or ""), FillNeed(told), Say(line, {"by": c.facts.person_by})]
