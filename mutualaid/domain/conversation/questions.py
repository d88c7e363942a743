"""The open question: how a text is read that may answer it, and which one gives way to which."""

from __future__ import annotations

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
