"""How an alarm stands on the desk: whom it is about, and whether a text may go there."""

from __future__ import annotations

from mutualaid.service.reasons import Reason

ALARM = Reason(
    "{name} may be in danger",
    "Phone them now, and call {emergency} if there is any doubt. Take this first, so that others know you have it.",
    ("acknowledge", "person"),
)

QUIET_ALARM = Reason(
    "{name} may not be safe at home",
    "Someone may be reading along on their phone. Do not text about it. Decide with your group what to do, and"
    " call {emergency} if there is any doubt. Helping texts to them are stopped until you start them again.",
    ("acknowledge", "person"),
)

OTHER_ALARM = Reason(
    "{name} may not be safe from {helper}",
    "We connected {name} and {helper}; nothing goes between them now. Phone {name}, and call {emergency} if there"
    " is any doubt. Take this first, so that others know you have it.",
    ("acknowledge", "person"),
)

QUIET_OTHER_ALARM = Reason(
    "{name} may not be safe at home, or from {helper}",
    "We connected {name} and {helper}, and it may be about {helper}; or someone at home may be reading along. Do"
    " not text about it. Call {emergency} if there is any doubt. Helping texts are stopped until you start them"
    " again.",
    ("acknowledge", "person"),
)

QUIET_DANGER = Reason(
    "{name} wrote of danger at home",
    "Someone may be reading along on their phone. Do not text about it, and phone only if you know that it is"
    " safe. Once you know how they are, this can go.",
)

QUIET_AGAIN = Reason(
    "{name} wrote again after the danger",
    "Read it now. Someone may be reading along on their phone: do not text about it, nor phone without a plan.",
)


def alarm_reason(kind: str, *, of_other: bool) -> Reason:
    """The words for an alarm of this kind; `of_other`: the danger may come from someone we connected them with."""
    if kind == "home":
        return QUIET_OTHER_ALARM if of_other else QUIET_ALARM
    return OTHER_ALARM if of_other else ALARM


def quiet_reason(reason: str) -> Reason | None:
    """The words for a case of danger whose writer may be read along with; None where the usual ones are right."""
    return {"danger": QUIET_DANGER, "after_danger": QUIET_AGAIN}.get(reason)
