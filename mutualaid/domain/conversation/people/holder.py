"""Who writes that they are not the one we know by name: another holds the phone, or the name is wrong. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Ask, Effect, NotTheirs, OpenCase, Say
from mutualaid.domain.conversation.people import noise
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import QuestionKind

LONGEST = 12
"""Words at most of a text that says so and nothing else."""

def _around_name(c: Conversation, r: Reading) -> list[tuple[str, str]]:
    """What stands before and behind the name we know the writer by, wherever a short text has it."""
    own = c.neighbour.first_name
    if own is None or r.danger is not None or len(r.text.split()) > LONGEST:
        return []
    places = re.finditer(rf"\b{re.escape(own)}(?=s?\b)", r.text, re.IGNORECASE)
    return [(r.text[: place.start()], r.text[place.end() :]) for place in places]


def _not_their_phone(c: Conversation, r: Reading) -> bool:
    """Whether the phone is not of the one we know: "this is not ben's phone", "ya no es el telefono de luis"."""
    for before, behind in _around_name(c, r):
        if r.hear(before).closes("holder.not_line_of") or r.hear(behind).opens("holder.has_none"):
            return True
        if r.hear(before).closes("holder.not_theirs") and r.hear(behind).opens("holder.line"):
            return True
    return False


def not_theirs(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether the phone is another's now, or always was."""
    return noise.is_wrong_number(c, r, now) or _not_their_phone(c, r)


def denies_name(c: Conversation, r: Reading) -> bool:
    """Whether the writer is not called what we call them: "im not ben", "stop calling me ben"."""
    for before, behind in _around_name(c, r):
        if r.hear(before).closes("holder.not_call"):
            return True
        if r.hear(before).only("holder.not_named") and not r.hear(behind).opens("holder.of_theirs"):
            return True
    return False


def of_record(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether something known of them is to go, which is not all of it, or somebody new has the phone; with nobody
    in touch who may be meant."""
    free = c.question is None and not c.connected(now) and r.command is None and not r.complaint
    brief = r.danger is None and len(r.text.split()) <= LONGEST
    return free and brief and r.cues.says("holder.part_off", "holder.uses")


def leave_to_person(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]


def unnamed(c: Conversation, r: Reading) -> Reading:
    """A name that is only denied is none that anybody gives."""
    own = c.neighbour.first_name
    given = r.name is not None and own is not None and r.name.split()[0].lower() == own.lower()
    return replace(r, name=None) if given and (denies_name(c, r) or _not_their_phone(c, r)) else r


def is_another(c: Conversation, r: Reading, now: datetime) -> bool:
    """Says it is not who we think, gives no other name, and asks for nothing."""
    asked = c.question is not None and c.question.kind is QuestionKind.BEFORE
    return denies_name(c, r) and r.name is None and not (asked or r.kinds or r.complaint)


def ask_who(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The record is put by, and they are asked whether they texted before; a person looks. Where somebody is
    expected there, or from there, only a person."""
    if c.connected(now):
        return [OpenCase("for_us", 0, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    return [
        NotTheirs(silent=False),
        OpenCase("wrong_number", 1, note=r.text),
        Say("before", {}, Ask(QuestionKind.BEFORE)),
    ]
