"""Who pays the store, as it is answered in digits or words. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, FillNeed, Say
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.needs.filling import LONGEST_NAME, something_else
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, Pays

LONGEST_HOW = 12
"""Words of an answer that says how the store is paid."""

def _part_of_it(r: Reading) -> bool | None:
    """Bare answers that speak of money: cash, or so much, is paid by them; half leaves a half nobody has."""
    if len(r.text.split()) > LONGEST_NAME * 2:
        return None
    if r.cues.says("purse.half") and not (r.when or r.hour):
        return False
    if r.cues.only("purse.only_cash") or _only_so_much(r):
        return True
    said = r.pays is None and (r.answer is Answer.YES or (r.answer is Answer.COUNTER and not r.when))
    of_money = _DIGITS.search(r.text) is not None or r.cues.says("purse.cash")
    return True if said and of_money and r.intent is not Intent.NEED else None


SMALL = 20
"""Below this sum, in dollars, it is asked whether somebody pays the rest: a store's receipt is rarely less."""

_DIGITS = re.compile(r"\d+")

OPTIONS = 2
"""The digits that the question offers; they are no sum."""

def _only_so_much(r: Reading) -> bool:
    """Whether a text says a sum of money and nothing else."""
    told = r.digit is None and len(r.text.split()) > 1 and _DIGITS.search(r.text) is not None
    return told and r.cues.only("purse.so_much")


def _small(r: Reading) -> bool:
    """ "I have 10 dollars": said as the answer, a sum that pays part of it at most."""
    return _only_so_much(r) and all(OPTIONS < int(s) < SMALL for s in _DIGITS.findall(r.text))


def _empty(r: Reading) -> bool:
    told = r.kinds or r.place or r.to or r.complaint or r.command or r.intent is Intent.QUESTION
    if r.cues.only("purse.month_day_1_2"):
        return True
    return not told and r.digit is None and len(r.text.split()) <= LONGEST_HOW and _says_empty(r)


def _says_empty(r: Reading) -> bool:
    """Whether a text says that there is nothing to pay with now: the time in it is that of the purse, not of the
    help."""
    cues = r.cues
    later = cues.opens("purse.until") or cues.only("purse.month_day") or cues.only("purse.payday")
    just = _DIGITS.search(r.text) is not None and cues.only("purse.just", "purse.so_much")
    return cues.says("purse.nothing") or (cues.says("purse.no") and cues.says("purse.now")) or later or just


def pays(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """ "Who pays the store? 1 I pay 2 I can't": in digits or words; a bare yes says neither."""
    need = next((n for n in c.live_needs if n.id == q.need_id), None)
    if need is None:
        return None
    if r.cues.only("purse.day_or_digit"):
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
    told_how = re.search(r"[\d$]", r.text) is not None or r.cues.says("purse.how")
    if can and r.digit is None and told_how and len(r.text.split()) <= LONGEST_HOW:
        how = (r.text.strip(),)
        told = told.wishing(how, how)  # "only cash", "my daughter pays": whoever comes has to know
    line = "pays_they" if can else "pays_cannot"
    return [Close(q.id, told.pays or ""), FillNeed(told), Say(line, {"by": c.facts.person_by})]
