"""The way back from an opt-out: what it took off the list is asked for anew, if it is still needed. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake
from mutualaid.domain.conversation.effects import Close, Effect, Note, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent


def taken_off(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """What an opt-out took off: with a yes it is asked for anew, in the words it was asked in."""
    if r.says_yes:
        anew = tuple(intake.anew(n, id, now) for n, id in zip(c.taken_off, c.fresh, strict=False))
        taken = intake.take_needs(replace(c, question=None), anew, now)
        return [Close(q.id, "yes"), Note({"taken_off": ()}), *taken]
    if r.says_no:
        return [Close(q.id, "no"), Note({"taken_off": ()}), Say("noted")]
    if r.intent is Intent.NEED and set(r.kinds) & {k for n in c.taken_off for k in n.kinds}:
        said = intake.take_needs(replace(c, question=None), intake.drafts_from(c, r, now), now)
        return [Close(q.id, "said anew"), Note({"taken_off": ()}), *said]
    return None
