"""The open question: how a text is read that may answer it, and which one gives way to which."""

from __future__ import annotations

from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

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
    QuestionKind.HOW_OFTEN: "often",
}
"""How `understand` is told what was asked; all others are yes_no."""

WHICH_DAYS = "which_days"
"""What an open question about a helper's time asks: which days off were meant."""

TWICE = "twice"
"""What an open question after what is needed holds, where it is asked for the second time."""

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

ASIDES = frozenset({QuestionKind.KNOWS, QuestionKind.PAYS, QuestionKind.HOW_OFTEN})
"""Questions that come with what is said back and that nothing waits for: they give way to what is asked next."""

PROPOSALS = {
    QuestionKind.ASK: "sure_ask",
    QuestionKind.CONFIRM: "sure_confirm",
    QuestionKind.TERMS: "sure_confirm",
}
"""Questions of a visit to come, and how a yes or no is asked back that may have been meant for something else."""

TO_HELPER = frozenset({QuestionKind.ASK, QuestionKind.KEPT, QuestionKind.BACK})
TO_REQUESTER = frozenset({QuestionKind.CONFIRM, QuestionKind.TERMS})
"""Questions about a proposal, by whom they are put to."""

PROPOSED = TO_HELPER | TO_REQUESTER | {QuestionKind.STILL_NEEDED}
"""Questions to which our 1 is a yes and our 2 a no, whatever stands behind the digit."""

FOR_GOOD = frozenset({QuestionKind.FORGET, QuestionKind.SEND_WHERE})
"""Questions to which a yes may end something for good: what is known is deleted, a visit is called off."""

OF_SOMETHING_ELSE = frozenset(
    {
        QuestionKind.ASK,
        QuestionKind.TIME,
        QuestionKind.CONFIRM,
        QuestionKind.TERMS,
        QuestionKind.BACK,
        QuestionKind.KEPT,
        QuestionKind.DOOR,
        QuestionKind.HAPPENED,
        QuestionKind.HELPER_HAPPENED,
        QuestionKind.WHICH,
        QuestionKind.REVIEW,
        QuestionKind.ALARM,
    }
)
"""Questions that a whole need of the writer's own never answers."""

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


def asks_anew(r: Reading) -> bool:
    """Whether a text asks for something with what and where, and says neither yes nor no."""
    whole = r.intent is Intent.NEED and bool(r.kinds) and (r.place is not None or r.to is not None)
    return whole and r.answer is None and r.digit is None


def of_their_own(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether a text tells a whole need of the writer's own, or offers more than the question is about and where:
    it answers nothing."""
    offers = r.intent is Intent.OFFER and r.place is not None
    if q.kind is QuestionKind.NAME:
        return asks_anew(r) or (offers and bool(r.kinds))
    if q.kind not in OF_SOMETHING_ELSE:
        return False
    tie = c.tie(q.match_id)
    about = {"general", *tie.need.kinds} if tie is not None else {"general"}
    return asks_anew(r) or (offers and not set(r.kinds) <= about)


def free_to_ask(c: Conversation) -> bool:
    """Whether nothing else is open, so that a missing thing may be asked for now. The intake's own questions and
    those asked beside give way to the next."""
    return c.question is None or c.question.kind in ASKING or c.question.kind in ASIDES
