"""A helper who says to be ill, or that somebody at home is, and nothing else: they may not be able to come, or with
nobody to come to want a break or help, and are asked once. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.choices import HELP, OFF, REST, STAYS, Choice, counted_out
from mutualaid.domain.conversation.effects import Ask, Close, Decline, Doubt, Effect, Say
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.pressing import ILL
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import visits
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, OfferState, QuestionKind

BARE = 6
"""Words of a text at most that only says that its writer is ill."""

ASKED = frozenset({QuestionKind.ASK, QuestionKind.BACK, QuestionKind.KEPT, QuestionKind.TIME})
"""Questions whether, or when, a helper comes."""


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    if _free(c, now):
        return _only_ill(replace(r, cannot=False))
    return _only_ill(r) and (_asked_of(c) is not None or bool(_promised(c, r, now)))


def _free(c: Conversation, now: datetime) -> bool:
    """Whether somebody who offers help waits for nothing, asks for nothing and is not on a break."""
    helps = any(o.state is OfferState.AVAILABLE for o in c.offers)
    waits = any(not t.over(now) for t in c.connected(now))
    return helps and not (c.neighbour.rests(now) or c.needs or c.question or waits)


def _only_ill(r: Reading) -> bool:
    wants = r.intent is Intent.QUESTION or (r.intent is Intent.NEED and r.confidence >= SURE)
    more = set(r.kinds) - {"care", "general"} or r.place or r.to or r.command or r.says_yes or r.says_no or r.cannot
    return not (wants or more) and bool(ILL & r.spans.keys()) and len(r.text.split()) <= BARE


def _asked_of(c: Conversation) -> Question | None:
    q = c.question
    tie = c.tie(q.match_id) if q is not None and q.kind in ASKED else None
    return q if tie is not None and tie.helping else None


def _promised(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """What they said yes to: the visits that both agreed on, else what the other side has not answered yet."""
    ties = tuple(t for t in taking_back.cannot_ties(c, r, now) if t.helping and not t.over(now))
    return tuple(t for t in ties if t.match.state is MatchState.CONFIRMED) or ties[:1]


def ask(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Asks whether they can still help. Who is asked already and says it twice, or is only asked when, cannot."""
    q = _asked_of(c)
    if q is not None and q.match_id is not None:
        tie = c.tie(q.match_id)
        assert tie is not None
        if q.doubted or q.kind is QuestionKind.TIME:
            return [Close(q.id, "no"), Decline(q.match_id)]
        return [Doubt(q.id), Say("sure_ill", {"task": tie.need})]
    ties = _promised(c, r, now)
    if not ties:
        text = counted_out((Choice(REST), Choice(HELP)), r.text)
        return [Say("rest_or_help", {}, Ask(QuestionKind.SEND_WHERE, text=text))]
    if all(t.match.state is MatchState.CONFIRMED for t in ties):
        return visits.ask_off(ties, r.text)
    match = ties[0].match
    text = counted_out((Choice(STAYS, (match.id,)), Choice(OFF, (match.id,))), r.text)
    return [Say("sure_ill", {"task": ties[0].need}, Ask(QuestionKind.SEND_WHERE, match_id=match.id, text=text))]
