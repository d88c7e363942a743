"""The open question: how a text is read that may answer it, and which one gives way to which."""

from __future__ import annotations

from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.vocabulary import QuestionKind

READ_AS: dict[QuestionKind, str] = {
    QuestionKind.WHAT: "kind",
    QuestionKind.OFFER_WHAT: "kind",
    QuestionKind.INVITE: "kind",
    QuestionKind.WHERE: "place",
    QuestionKind.WHERE_TO: "place",
    QuestionKind.OFFER_WHERE: "place",
    QuestionKind.WHEN: "when",
    QuestionKind.OFFER_WHEN: "when",
    QuestionKind.TIME: "when",
    QuestionKind.NAME: "name",
}
"""How `understand` is told what was asked; all others are yes_no."""

WHICH_DAYS = "which_days"
"""What an open question about a helper's time asks: which days off were meant."""

ASKING = {
    QuestionKind.WHAT: "ask_what",
    QuestionKind.WHERE: "ask_where",
    QuestionKind.WHERE_TO: "ask_where_to",
    QuestionKind.WHEN: "ask_when",
    QuestionKind.OFFER_WHAT: "ask_offer_what",
    QuestionKind.OFFER_WHERE: "ask_offer_where",
    QuestionKind.OFFER_WHEN: "ask_offer_when",
    QuestionKind.NAME: "ask_name",
}
"""The line that asks for each missing thing."""

ASIDES = frozenset({QuestionKind.KNOWS, QuestionKind.PAYS})
"""Questions that come with a read-back and that nothing waits for: they give way to whatever is asked next."""

IMPORTANCE: dict[QuestionKind, int] = {
    QuestionKind.ALARM: 5,
    QuestionKind.ASK: 4,
    QuestionKind.TIME: 4,
    QuestionKind.CONFIRM: 4,
    QuestionKind.TERMS: 4,
    QuestionKind.BACK: 4,
    QuestionKind.KEPT: 4,
    QuestionKind.DOOR: 4,
    QuestionKind.HAPPENED: 3,
    QuestionKind.HELPER_HAPPENED: 3,
    QuestionKind.AGAIN: 2,
    QuestionKind.STILL_NEEDED: 2,
}
"""A more important question may displace a reserved one; the rest count 1."""


def free_to_ask(c: Conversation) -> bool:
    """Whether nothing else is open, so that a missing thing may be asked for now. The intake's own questions and
    those asked beside give way to the next."""
    return c.question is None or c.question.kind in ASKING or c.question.kind in ASIDES
