"""Words of the other sides that came to a phone lately, which its next text may answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mutualaid.domain.conversation.questions import FOR_GOOD, PROPOSALS
from mutualaid.domain.conversation.talk import Tie
from mutualaid.domain.cues import Hear
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.vocabulary import MessageState
from mutualaid.language.saying import options
from mutualaid.service.turn import Turn
from mutualaid.store import messages

RELAYED = ("relay", "move_taken", "move_offered")
"""Words of the other side, and what is said to the time that they name."""

STILL_ASKED = timedelta(minutes=15)
"""How long words of the other side wait for an answer in words."""

CROSSES = timedelta(minutes=1)
"""A question that opens so soon after words of the other side, or after another question, may have crossed with the
answer to these."""


def last(turn: Turn, who: Neighbour, out: Message | None, ties: Sequence[Tie], hear: Hear) -> dict[str, Any]:
    """What a `Conversation` has of the words that came last; `out` is the last text to this phone."""
    if out is None or out.line not in RELAYED:
        return {"relayed_last": False}
    lately = messages.relayed_since(turn.tx, who.id, turn.now - STILL_ASKED)
    lately = [m for m in lately if not _wrote_since(turn, who.id, m)]
    whose = {t.match.id: t.other.id for t in ties}
    last_of_each = {whose.get(m.match_id or ""): m.match_id for m in reversed(lately)}
    return {
        "relayed_last": True,
        "relayed_from": tuple(last_of_each.values()),
        "relayed_asks": any(_asks(m, hear) for m in lately),
        "relayed": next(map(_words, lately), ""),
        "relayed_whether": any(hear(m.body).says("maynot.whether") for m in lately[:1]),
    }


def asked_across(turn: Turn, question: Question | None, hear: Hear) -> bool:
    """See `Conversation.asked_across`."""
    if question is None or question.opened_at is None:
        return False
    relayed = messages.relayed_since(turn.tx, question.neighbour_id, turn.now - STILL_ASKED)
    if not relayed or not _asks(said := relayed[0], hear):
        return False
    before = question.opened_at - said.created_at
    crossing = timedelta(0) <= before <= CROSSES and turn.now - question.opened_at <= CROSSES
    if not (said.created_at >= question.opened_at or crossing):
        return False
    return not _wrote_since(turn, question.neighbour_id, said)


TO_PERSON = frozenset({
    "terms_read", "question_read", "person_reads", "person_reads_this", "complaint_read", "worry_read",
})  # fmt: skip
"""Lines that tell that a person reads what was written."""

LOOKED_AT = 20
"""Texts of a conversation, from its end, among which it is looked what came since a question."""


def with_person(turn: Turn, question: Question | None) -> bool:
    """See `Conversation.with_person`."""
    if question is None or question.kind not in PROPOSALS:
        return False
    asks = messages.message_of_question(turn.tx, question.id)
    for m in reversed(messages.of_neighbour(turn.tx, question.neighbour_id, LOOKED_AT)):
        if asks is None or m.counter <= asks.counter:
            break
        if m.direction == "in" or m.state in (MessageState.DROPPED, MessageState.FAILED):
            continue
        if m.by is not None or m.line in TO_PERSON:
            return True
        if m.line != "relay" and options.offers(m.body):
            break  # it was asked anew
    return False


def came_between(turn: Turn, question: Question | None) -> bool:
    """See `Conversation.came_between`."""
    if question is None or question.kind not in FOR_GOOD:
        return False
    asks = messages.message_of_question(turn.tx, question.id)
    return asks is not None and messages.came_unasked(turn.tx, asks)


def _wrote_since(turn: Turn, neighbour_id: str, said: Message) -> bool:
    """Whether a text came from this phone since these words, the one of this turn aside."""
    return messages.came_in(turn.tx, neighbour_id, said.created_at, turn.now) > 1


def _words(relayed: Message) -> str:
    """What was passed on, behind the name of whose it is."""
    return relayed.body.partition(":")[2].strip()


def _asks(relayed: Message, hear: Hear) -> bool:
    """Whether words passed on ask something."""
    words = _words(relayed)
    greeted = hear(words).behind("recall.greets") or 0
    return "?" in relayed.body or hear(words[greeted:]).opens("recall.asks", "ownanswers.asks")
