"""What a helper tells of whom they help, that she lacks something or is not well: news for a person, no need of the
helper's own and no word for the other side. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain import lures
from mutualaid.domain.conversation.effects import Effect, OpenCase
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, naming
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent

SUFFERS = frozenset({"ill", "symptom", "grave", "uneasy", "despair"})
"""Marks of a text that tells of illness or harm."""


def tells(c: Conversation, r: Reading, now: datetime) -> bool:
    ties = c.connected(now)
    if not ties or not all(t.helping for t in ties) or c.alarmed:
        return False
    plain = r.digit is None and r.answer is None and r.command is None and not (r.cannot or r.covered)
    plain = plain and "?" not in r.text and not lures.lures(r.cues, helping=True)
    return plain and _lacks_or_suffers(r) and _of_them(ties, r)


def _lacks_or_suffers(r: Reading) -> bool:
    """What they complain of beside no lack is a complaint: "she was rude"."""
    if r.intent is Intent.NEED:
        return bool(set(r.kinds) - {"general"})
    told = not SUFFERS.isdisjoint(r.spans) or r.cues.says("newsof.suffers")
    return r.intent is Intent.OTHER and told and not r.complaint


def _of_them(ties: tuple[Tie, ...], r: Reading) -> bool:
    """Whether it is told of whom they help, and neither of the writer nor of the writer's own people."""
    if "own_kin" in r.spans or r.for_name is not None or r.place is not None or r.cues.says("newsof.own"):
        return False
    names = [name for t in ties if (name := t.other_name)]
    named = any(r.hear(behind).opens("newsof.does") for name in names for _, behind in naming.around(name, r.text))
    return named or r.cues.says("newsof.they")


def keep(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    ties = c.connected(now)
    tie = across.whom(c, r, ties, now) or ties[-1]
    return [OpenCase("news_of_them", 0, match_id=tie.match.id, note=r.text), across.person_reads(c)]
