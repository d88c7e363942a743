"""What somebody says to whether there is something they like doing for others. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Doubt, Effect, OpenCase, Say
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent

FEW = 4
"""Words at most in which somebody names what they like doing, with no word of doing it."""


def answer(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """What somebody likes doing for others is an offer; a no is fine and is never asked again."""
    yes, no = r.digit == 1 or r.answer is Answer.YES, r.digit == 2 or r.answer is Answer.NO
    if r.command is not None or r.complaint or (r.digit is None and r.intent in (Intent.NEED, Intent.BOTH)):
        return None
    if no or r.cannot:
        return [Close(q.id, "no"), Say("invite_no")]
    if r.intent is Intent.ANSWER and r.to is not None and r.when is not None and r.repeat is None:
        asked = intake.drafts_from(c, replace(r, intent=Intent.NEED), now)  # a way to a place is wanted
        return [Close(q.id, "need"), *intake.take_needs(replace(c, question=None), asked, now)]
    given = bool(set(r.kinds) - {"general"})
    if given and r.intent is Intent.QUESTION:
        return None
    said = yes or r.intent is Intent.OFFER or "gives" in r.spans or len(r.text.split()) <= FEW
    if given and not said:  # "he forgot the milk but its ok"
        return [OpenCase("for_us", 1, note=r.text), Say("person_reads", {"by": c.facts.person_by})]
    if given or yes or r.intent is Intent.OFFER:
        offer = intake.offer_from(c, r if given else replace(r, kinds=(), text=""), now)
        return [Close(q.id, "told"), *intake.take_offer(replace(c, question=None), offer, now, r.name)]
    if r.bare_ok:
        return [Doubt(q.id), Say("sure_yes")]
    return [Say("one_or_two")] if r.digit not in (None, 0) else None
