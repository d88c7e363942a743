"""A helper's yes that names what it is for: what was asked last, something asked before, both, or neither. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import rethink
from mutualaid.domain.conversation.effects import Accept, Ask, Close, Doubt, Effect, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, MatchState, NeedState, QuestionKind

LOOSE = frozenset({"general", "ride", "delivery"})
"""Kinds that words of how something is done seem to name as well: "i can drive it over"."""

SHORT = 3
"""Words of a text at most that only says "both"."""


def elsewhere(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The effects of a yes that is not, or not only, for the ask that `q` is; None where it is for that one."""
    tie = c.tie(q.match_id)
    if tie is None or r.digit is not None or r.complaint:
        return None
    too = _asked_too(c, tie, now)
    if "both" in r.spans and too and r.says_yes:
        return [Close(q.id, "both"), Accept(tie.match.id), *(Accept(t.match.id, told=False) for t in too)]
    if "both" in r.spans and too and r.answer is Answer.COUNTER and len(r.text.split()) <= SHORT:
        return which((tie, *too))  # "las dos" may as well be an hour
    if not r.says_yes:
        return None
    said = set(r.kinds) - {"general"}
    meant = [t for t in too if said & set(t.need.kinds) and not said & set(tie.need.kinds)]
    if len(meant) == 1:
        return [Accept(meant[0].match.id, r.when)]
    if meant:
        return which((tie, *meant))
    if said - LOOSE and not said & set(tie.need.kinds):
        return sure(c, q, "sure_ask")
    return None


def which(ties: tuple[Tie, ...]) -> list[Effect]:
    """Asks for which of several asks a yes is; the last three of them."""
    some = ties[-3:]
    asked = Ask(QuestionKind.WHICH, text="accept:" + ",".join(t.match.id for t in some))
    return [Say("which_ask", {"options": tuple(t.need.kinds for t in some)}, asked)]


def sure(c: Conversation, q: Question, line: str) -> list[Effect] | None:
    """Asks back, naming what was asked, whether a yes or no is for that."""
    tie = c.tie(q.match_id)
    if tie is None:
        return None
    values = {"task": tie.need, "kinds": tie.need.kinds, "name": tie.other_name, "at": tie.match.time_of(tie.need)}
    return [Doubt(q.id), Say(line, values)]


def _stands(need: Need) -> bool:
    return need.state is NeedState.OPEN and not need.held


def _asked_too(c: Conversation, tie: Tie, now: datetime) -> tuple[Tie, ...]:
    """The other asks of this helper that a yes can still be for: unanswered, or lapsed lately and still open."""
    asked = (t for t in c.ties if t.helping and t.match.id != tie.match.id and _stands(t.need))
    return tuple(
        t
        for t in asked
        if t.match.state is MatchState.ASKED or (t.match.state is MatchState.LAPSED and rethink.recent(t, now))
    )
