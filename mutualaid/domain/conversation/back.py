"""The way back: what an opt-out took off the list, or what was taken back a while ago, is asked for anew. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import intake
from mutualaid.domain.conversation.effects import Close, Effect, Note, Say
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent


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


LONGEST_STILL = 10
"""Words of a text that only says that what was taken back is needed all the same."""


def still_needed(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Jk i still need it", or only "back", after "nvm"."""
    if c.dropped is None or c.question is not None or "still" not in r.spans or r.command is not None:
        return False
    other = set(r.kinds) - set(c.dropped.kinds) - {"general"}
    plain = not (r.complaint or r.covered or r.answer is Answer.NO)
    return plain and not other and len(r.text.split()) <= LONGEST_STILL


def ask_anew(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """The need that was taken back, with another time or place where the text names one."""
    assert c.dropped is not None
    need = intake.anew(c.dropped, c.fresh[0], now)
    if r.when is not None or r.place is not None:
        need = intake.fill(need, replace(r, kinds=()), anew=True)
    return intake.take_needs(c, (need,), now)
