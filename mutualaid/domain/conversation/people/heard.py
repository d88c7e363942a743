"""A name or a time told where something else was asked: kept, said, and the question taken up again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from mutualaid.domain.conversation.effects import Effect, Know, Note, PutNeed, PutOffer, Say
from mutualaid.domain.conversation.people import voices
from mutualaid.domain.conversation.questions import ASKING
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent, QuestionKind

CHOICES: dict[QuestionKind, str] = {
    **dict.fromkeys(
        (
            QuestionKind.KNOWS,
            QuestionKind.PAYS,
            QuestionKind.ASK,
            QuestionKind.TERMS,
            QuestionKind.STILL_NEEDED,
            QuestionKind.STILL_TEXTS,
            QuestionKind.TAKEN_OFF,
            QuestionKind.INVITE,
        ),
        "one_or_two_plain",
    ),
    QuestionKind.AGAIN: "one_two_three_again",
    QuestionKind.HAPPENED: "one_two_three",
    QuestionKind.HELPER_HAPPENED: "one_two_three",
}
"""How questions with digits for answers are taken up again."""


def lone_name(c: Conversation, r: Reading) -> str | None:
    """The name that a text consists of, unless we know its writer by another."""
    span = r.spans.get("lone_name")
    name, own = None if span is None else r.text[slice(*span)], c.neighbour.first_name
    return name if name is not None and (own is None or voices.same_name(own, voices.first_of(name))) else None


TIMES = frozenset({QuestionKind.WHEN, QuestionKind.OFFER_WHEN, QuestionKind.TIME, QuestionKind.STILL_NEEDED})
"""Questions to which a word that is a day as well is the day."""


SHORT_DAYS = frozenset({"fr", "ht"})
"""Languages in which a first name alone may be a day cut short ("sam")."""


def no_day(c: Conversation, r: Reading) -> Reading:
    """The reading without a day that is their first name: beside "my name is", where a name is asked for, or alone
    from somebody in whose language it is no day: "Sam", "me llamo Domingo"."""
    when, own = r.spans.get("when"), r.spans.get("name")
    if r.when is None or when is None:
        return r
    asked = c.question.kind if c.question is not None else None
    lone = None if own is not None or asked in TIMES or c.neighbour.name else r.spans.get("lone_name")
    if c.neighbour.language in (None, r.language, *SHORT_DAYS):
        lone = None
    at = own or lone
    if at is None or at[1] <= when[0] or when[1] <= at[0]:
        return r  # it is another word
    spans = {name: span for name, span in r.spans.items() if name not in ("when", "only_time", "repeat")}
    return replace(r, when=None, hour=None, repeat=None, off=None, counter=None, spans=spans)


def names_alone(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a name is all that a text tells, which answers nothing."""
    return lone_name(c, r) is not None


def take_name_alone(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return take_name(c, replace(r, name=lone_name(c, r)), now)


PLACE_ALONE = 8
"""Words at most of a text that only says where somebody is."""


def place_alone(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether somebody of whom nothing is known yet says where they are, and nothing else."""
    known = c.question is not None or c.needs or c.offers or c.ties or c.neighbour.place_text is not None
    plain = r.intent is Intent.OTHER and r.command is None and not (r.kinds or r.when or r.complaint or r.urgent)
    told = r.place is not None and r.place.latitude is not None and r.to is None
    return told and plain and not known and len(r.text.split()) <= PLACE_ALONE


def keep_place(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """It is where they are, and is not asked for again."""
    at = r.place
    assert at is not None
    kept = {"place_text": at.name or at.text, "latitude": at.latitude, "longitude": at.longitude}
    return [Know(kept), Say("place_heard")]


def take_name(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """A name and nothing else, beside a question with digits for answers too."""
    q = c.question
    line = CHOICES.get(q.kind) if q is not None else None
    if q is None or line is None or r.name is None or voices.other(c, r) is not None:
        return voices.take_name(c, r, now)
    need = next((n for n in c.needs if n.id == q.need_id), None)
    if q.kind is QuestionKind.KNOWS and need is not None and need.for_name is None and names_alone(c, r, now):
        return [Say(line)]  # it may be the name of whom it is for
    return [Know({"name": r.name}), Say(line, {"heard": {"name": voices.first_of(r.name)}})]


def beside(c: Conversation, q: Question, r: Reading, effects: list[Effect]) -> list[Effect]:
    """What is done with an answer after which the same is asked again, with what it told of something else."""
    lines = (ASKING[q.kind],) if q.kind in ASKING else ()
    lines = (*lines, "ask_days") if q.kind is QuestionKind.WHEN else lines
    lone = lone_name(c, r)
    name = lone if lone is not None else r.name if r.name == c.neighbour.name else None
    told: dict[str, Any] = {} if name is None else {"name": voices.first_of(name)}
    told |= _time_told(c, effects)
    if not told or not any(isinstance(e, Say) and e.line.removesuffix("_again") in lines for e in effects):
        return effects
    missed = [e for e in effects if isinstance(e, Note) and "misses" in e.changes and lone is not None]
    said = [_anew(e, told) if isinstance(e, Say) else e for e in effects if e not in missed]
    return [Know({"name": lone}), *said] if lone is not None else said


def _anew(say: Say, told: dict[str, Any]) -> Say:
    return replace(say, line=say.line.removesuffix("_again"), values={**say.values, "heard": told})


def _time_told(c: Conversation, effects: Iterable[Effect]) -> dict[str, Any]:
    """The need or offer of which the time is new."""
    before = {n.id: n.when_text for n in c.needs} | {o.id: o.when_text for o in c.offers}
    for e in effects:
        if isinstance(e, PutNeed) and e.need.when_text not in (None, before.get(e.need.id, e.need.when_text)):
            return {"need": e.need}
        if isinstance(e, PutOffer) and e.offer.when_text not in (None, before.get(e.offer.id, e.offer.when_text)):
            return {"offer": e.offer}
    return {}
