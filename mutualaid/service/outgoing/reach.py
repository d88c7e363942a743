"""Whether a phone may be told something just now: nothing goes to one that texts do not reach or that is not
theirs, and nothing of the record to one that may have changed hands (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mutualaid.domain.conversation.effects import Ask
from mutualaid.domain.followups import QUESTION_ENDS
from mutualaid.domain.messages import Message
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageClass, QuestionKind
from mutualaid.store import messages, needs, people, plan

if TYPE_CHECKING:
    from mutualaid.service.turn import Turn

ASKED_AGAIN = timedelta(days=30)
"""How long after "still want our texts?" it is not asked again."""

KEPT = "waits for a yes to our texts"
"""The reason of a text that waits until its phone says that it still wants ours."""

OWN = frozenset({"still_texts", "before"})
"""The neutral lines, which use nothing of the record."""


@dataclass(frozen=True, slots=True)
class About:
    """What a text is about."""

    kind: MessageClass
    line: str | None
    ask: Ask | None
    need_id: str | None
    match_id: str | None
    by: str | None


def long_silent(turn: Turn, who: Neighbour) -> bool:
    """Whether this phone may have changed hands; a coordinator's own is known to the group."""
    return _silent_at(turn, who, turn.now)


def silent_when_told(turn: Turn, who: Neighbour) -> bool:
    """The same as of when a text that is queued now leaves: in the night that is hours later."""
    return _silent_at(turn, who, turn.kit.hours.next_decent(turn.now))


def _silent_at(turn: Turn, who: Neighbour, at: datetime) -> bool:
    return who.long_silent(at) and people.coordinator_by_phone(turn.tx, who.phone) is None


def unreached(turn: Turn, who: Neighbour) -> bool:
    return people.talk(turn.tx, who.id).unreached is not None


NEVER = datetime.max.replace(tzinfo=UTC)
"""Until when a text waits that is not queued at all."""


def gate(turn: Turn, to: Neighbour, about: About, words: str) -> datetime | None:
    """Until when a text that is no reply waits; None where it may go at once, NEVER where it is not queued."""
    why = barred(turn, to, about)
    if why is not None:
        turn.log("not texted", neighbour_id=to.id, need_id=about.need_id, match_id=about.match_id, detail=why)
        return NEVER
    until = waits_for_yes(turn, to, about)
    if until is not None and about.ask is not None:
        keep_question(turn, to, about, words)
        return NEVER
    return until


def barred(turn: Turn, to: Neighbour, about: About) -> str | None:
    """Why this may not be told to this phone now, or None. Replies are not asked about."""
    if unreached(turn, to):
        return "texts do not reach this phone"
    if about.kind is MessageClass.EMERGENCY or about.line in OWN:
        return None
    since = people.strange_since(turn.tx, to.id)
    if since is not None and about.by is None and _older(turn, to, about, since):
        return "nobody knows who holds this phone"
    return None


def _older(turn: Turn, to: Neighbour, about: About, since: datetime) -> bool:
    """Whether it is about something from before the phone was silent."""
    match = needs.find_match(turn.tx, about.match_id or (about.ask.match_id if about.ask else None))
    need = needs.find_need(turn.tx, about.need_id or (about.ask.need_id if about.ask else None))
    theirs = need is not None and need.neighbour_id == to.id and need.created_at < since
    return theirs or (match is not None and match.created_at < since)


def waits_for_yes(turn: Turn, to: Neighbour, about: About) -> datetime | None:
    """Until when these words wait because the phone is first asked whether it still wants our texts."""
    if about.kind is MessageClass.EMERGENCY or about.line in OWN or not silent_when_told(turn, to):
        return None
    still_texts(turn, to)
    return turn.now + QUESTION_ENDS[QuestionKind.STILL_TEXTS]


def still_texts(turn: Turn, who: Neighbour) -> None:
    """After 90 silent days the first text is neutral and uses nothing of the record."""
    if plan.planned(turn.tx, "still_texts", neighbour_id=who.id):
        return
    turn.tell(who, "still_texts", {}, MessageClass.REST, ask=Ask(QuestionKind.STILL_TEXTS))
    turn.schedule("still_texts", turn.now + ASKED_AGAIN, neighbour_id=who.id)


def keep_question(turn: Turn, to: Neighbour, about: About, words: str) -> None:
    """A question that cannot be put before the yes goes to the desk, and is asked when the yes comes."""
    ask = about.ask
    assert ask is not None
    match_id, need_id = about.match_id or ask.match_id, about.need_id or ask.need_id
    turn.case("silent_phone", 1, neighbour_id=to.id, need_id=need_id, match_id=match_id, note=words)
    if ask.kind in (QuestionKind.CONFIRM, QuestionKind.TERMS):
        later = turn.now + QUESTION_ENDS[QuestionKind.STILL_TEXTS]
        turn.schedule("ask_later", later, neighbour_id=to.id, match_id=match_id)


def release(turn: Turn, who: Neighbour) -> None:
    """The yes came: what waited for it leaves at the next decent hour."""
    for message in waiting(turn, who):
        leaves = turn.kit.hours.next_decent(turn.now)
        messages.change(turn.tx, message, send_after=leaves, valid_until=None, reason=None)
    turn.settle("silent_phone", "still wants our texts", neighbour_id=who.id)
    plan.drop(turn.tx, turn.now, kind="still_texts", neighbour_id=who.id)
    turn.look_again(who.id)


def waiting(turn: Turn, who: Neighbour) -> list[Message]:
    return [m for m in messages.queued_for(turn.tx, who.id) if m.reason == KEPT]
