"""A helper who says to be ill, or that somebody at home is, and nothing else: they may not be able to come, or with
nobody to come to want a break or help, and are asked once. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import taking_back
from mutualaid.domain.conversation.choices import HELP, OFF, REST, STAYS, Choice, counted_out
from mutualaid.domain.conversation.effects import Ask, Close, Decline, Doubt, Effect, Say
from mutualaid.domain.conversation.helpers import fixing
from mutualaid.domain.conversation.needs.filling import SURE
from mutualaid.domain.conversation.pressing import ILL
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import visits
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, OfferState, QuestionKind

BARE, SENTENCE = 6, 12
"""Words of a text at most that only says that its writer is ill; of one who promised to come, in a sentence."""

ASKED = frozenset({QuestionKind.ASK, QuestionKind.BACK, QuestionKind.KEPT, QuestionKind.TIME})
"""Questions whether, or when, a helper comes."""


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    if _free(c, r, now):
        return _only_ill(replace(r, cannot=False))
    if not (_asked_of(c) is not None or _promised(c, r, now)):
        return False
    return _only_ill(r) or (_only_ill(r, SENTENCE) and (c.question is None or _another_time(r)))


def _free(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody who offers help promised nothing, asks for nothing and is not on a break."""
    helps = any(o.state is OfferState.AVAILABLE for o in c.offers)
    waits = any(not t.over(now) for t in c.connected(now))
    busy = c.needs or c.question or waits or _promised(c, r, now)
    return helps and not (c.neighbour.rests(now) or busy)


def _only_ill(r: Reading, longest: int = BARE) -> bool:
    wants = r.intent is Intent.QUESTION or (r.intent is Intent.NEED and r.confidence >= SURE)
    more = set(r.kinds) - {"care", "general"} or r.place or r.to or r.command or r.says_yes or r.says_no or r.cannot
    return not (wants or more) and bool(ILL & r.spans.keys()) and len(r.text.split()) <= longest


def _another_time(r: Reading) -> bool:
    """Whether they name a time at which they can come all the same."""
    return r.when is not None and "gives" in r.spans


def _asked_of(c: Conversation) -> Question | None:
    q = c.question
    tie = c.tie(q.match_id) if q is not None and q.kind in ASKED else None
    return q if tie is not None and tie.helping else None


def _promised(c: Conversation, r: Reading, now: datetime) -> tuple[Tie, ...]:
    """What they said yes to: the visits that both agreed on, else what the other side has not answered yet."""
    ties = tuple(t for t in taking_back.cannot_ties(c, r, now) if t.helping and not t.over(now))
    return tuple(t for t in ties if t.match.state is MatchState.CONFIRMED) or ties[:1]


def ask(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Asks whether they can still help. Who is asked already and says it twice, or is only asked when, cannot; nor
    can who promised and says so beside it: "no puedo, estoy enfermo"."""
    q = _asked_of(c)
    if q is not None and q.match_id is not None:
        if _another_time(r):
            return fixing.to_person(c, q.match_id, r)
        tie = c.tie(q.match_id)
        assert tie is not None
        if q.doubted or q.kind is QuestionKind.TIME:
            return [Close(q.id, "no"), Decline(q.match_id)]
        return [Doubt(q.id), Say("sure_ill", {"task": tie.need})]
    ties = _promised(c, r, now)
    if not ties:
        text = counted_out((Choice(REST), Choice(HELP)), r.text)
        return [Say("rest_or_help", {}, Ask(QuestionKind.SEND_WHERE, text=text))]
    if _cannot(r):
        return taking_back.cannot(c, r, now)
    if all(t.match.state is MatchState.CONFIRMED for t in ties):
        return visits.ask_off(ties, r.text)
    match = ties[0].match
    text = counted_out((Choice(STAYS, (match.id,)), Choice(OFF, (match.id,))), r.text)
    return [Say("sure_ill", {"task": ties[0].need}, Ask(QuestionKind.SEND_WHERE, match_id=match.id, text=text))]


def _cannot(r: Reading) -> bool:
    """Whether "i cant" stands for itself: at the end of a text, before a mark, or right before the illness."""
    ill = r.text[min(r.spans[name][0] for name in ILL & r.spans.keys()) :]
    behind = (r.text[end:].lstrip() for _, end in r.cues.each("pieces.cannot"))
    return any(rest == ill or not rest[:1].isalnum() for rest in behind)
