"""The answer to whether a need that found nobody is still one. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import askedback
from mutualaid.domain.conversation.effects import Close, Doubt, Effect, EndNeed, KeepNeed, OpenCase, Say
from mutualaid.domain.conversation.needs.waiting import said_to_wait
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import came
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent


def needed(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.need_id is not None
    if (r.covered and "part_off" not in r.spans) or (came.says_came(r) and r.digit is None):
        return [Close(q.id, "no"), EndNeed(q.need_id, "fulfil", "found")]
    if came.nobody_came(r) and r.digit is None:
        return [Close(q.id, "yes"), KeepNeed(q.need_id), _still_kept(c, q.need_id)]
    if askedback.in_doubt(r) or askedback.yes_beside_a_no(r) or _no_but_waits(r):
        return [Doubt(q.id), Say("sure_yes")]
    if r.says_yes or "keeps_on" in r.spans or _names_it(c, q, r):
        return [Close(q.id, "yes"), KeepNeed(q.need_id), _still_kept(c, q.need_id)]
    if r.answer is Answer.COUNTER and _names_another(c, q, r):
        case = OpenCase("tells_more", 1, need_id=q.need_id, note=r.text)
        return [case, Say("terms_read", {"by": c.facts.person_by})]
    if r.says_no:
        return [Close(q.id, "no"), EndNeed(q.need_id, "withdraw", "told")]
    return None


def _no_but_waits(r: Reading) -> bool:
    """Whether behind a no stands that it goes on, or that it is open: "no i still need it", "no not yet"."""
    goes_on = {"still", "waiting"} & r.spans.keys() or (r.behind is not None and r.behind.answer is Answer.UNSURE)
    return r.says_no and r.digit is None and bool(goes_on)


def _names_another(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether something else than what is asked about is named: "no necesito comida pero si viajes"."""
    need = next((n for n in c.needs if n.id == q.need_id), None)
    return need is not None and bool(set(r.kinds) - {"general", *need.kinds, *r.negated_kinds})


NAMES_IT = 6
"""Words of a text that only names again what is still needed ("sitter still needed")."""


def _names_it(c: Conversation, q: Question, r: Reading) -> bool:
    need = next((n for n in c.needs if n.id == q.need_id), None)
    said = set(r.kinds) - {"general"}
    plain = r.intent in (Intent.NEED, Intent.OTHER) and len(r.text.split()) <= NAMES_IT
    return need is not None and bool(said) and said <= set(need.kinds) and plain and not (r.when or r.place)


def _still_kept(c: Conversation, need_id: str) -> Say:
    """What is still needed goes on as it stands: looked for, or waiting."""
    need = next((n for n in c.needs if n.id == need_id), None)
    return (said_to_wait(c, (need,)) if need is not None else None) or Say("keep_looking")
