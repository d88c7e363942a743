"""What somebody asks about us, or about the one they are in touch with: answered here, never passed on. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation import across
from mutualaid.domain.conversation.effects import Effect, HoldMatch, OpenCase, Say
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, MatchState, QuestionKind


def for_us(c: Conversation, r: Reading, now: datetime) -> bool:
    """A question about cards or whether a person answers at any time; about the other side and about fraud where
    it would otherwise go across."""
    if "about_card" in r.spans:
        return True
    if "about_other" in r.spans and not r.complaint and r.intent in (Intent.OTHER, Intent.QUESTION):
        return bool(_others(c, now))
    if r.intent is not Intent.QUESTION:
        return False
    return "about_bot" in r.spans or ("about_scam" in r.spans and bool(c.connected(now)))


def _others(c: Conversation, now: datetime) -> tuple[Tie, ...]:
    """Who may be meant by "he" or "she": who is connected, else who would come."""
    return c.connected(now) or tuple(t for t in c.ties if t.match.state is MatchState.ACCEPTED)


def tell(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    ties = _others(c, now)
    if "about_card" in r.spans:
        held: list[Effect] = [HoldMatch(t.match.id) for t in ties]
        case = OpenCase("complaint", 0, match_id=ties[-1].match.id if ties else None, note=r.text)
        return [*held, case, Say("about_card", {"by": c.facts.person_by})]
    if "about_bot" in r.spans:
        return [Say("about_bot")]
    tie = across.whom(c, r, ties, now)
    if "about_other" in r.spans and tie is not None:
        met = tie in c.connected(now)
        return [Say("about_other" if met else "about_other_before", {"name": tie.other_name})]
    return [OpenCase("question", 1, note=r.text), Say("about_us")]


def is_low(c: Conversation, r: Reading, now: datetime) -> bool:
    """Words of despair that name no danger and ask for nothing we could look for."""
    if "despair" not in r.spans:
        return False
    vague = set(r.kinds) <= VAGUE and len(r.text.split()) <= LONGEST_SIGH and r.place is None
    return bool(c.connected(now)) or vague or r.intent not in (Intent.NEED, Intent.BOTH)


VAGUE = frozenset({"general", "care", "company"})
LONGEST_SIGH = 10
"""Words up to which despair with no plain thing asked for is no errand."""


def hear(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [*low(r), Say("complaint_read", {"by": c.facts.person_by})]


def low(r: Reading) -> list[Effect]:
    """A person sees at once who writes without hope."""
    return [OpenCase("despair", 0, note=r.text)] if "despair" in r.spans else []


ASKS_ABOUT = {
    QuestionKind.ASK: "time_ask", QuestionKind.KEPT: "time_ask", QuestionKind.BACK: "time_ask",
    QuestionKind.CONFIRM: "time_confirm", QuestionKind.TERMS: "time_confirm",
}  # fmt: skip
"""How "what time?" is answered while somebody is asked about a visit; the question stays open."""


def says_when(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    tie = c.tie(q.match_id) if q.kind in ASKS_ABOUT else None
    if tie is None or "asks_time" not in r.spans or r.intent is not Intent.QUESTION or r.complaint:
        return None
    start, end = tie.match.time_of(tie.need)
    if start is None and end is None:
        return None
    return [Say(ASKS_ABOUT[q.kind], {"kinds": tie.need.kinds, "name": tie.other_name, "at": (start, end)})]
