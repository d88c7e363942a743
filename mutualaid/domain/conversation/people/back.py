"""The way back: what an opt-out took off the list, or what was taken back a while ago, is asked for anew. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Effect, Note, OpenCase, Say
from mutualaid.domain.conversation.needs import intake
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent


def taken_off(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """What an opt-out took off: with a yes it is asked for anew, in the words it was asked in."""
    if r.says_yes:
        anew = tuple(_anew(n, id, now) for n, id in zip(c.taken_off, c.fresh, strict=False))
        taken = intake.take_needs(replace(c, question=None), anew, now)
        return [Close(q.id, "yes"), Note({"taken_off": ()}), *taken]
    if r.says_no:
        return [Close(q.id, "no"), Note({"taken_off": ()}), Say("noted")]
    some = _some_of_it(c, r)
    if some:
        anew = tuple(_anew(n, id, now) for n, id in zip(some, c.fresh, strict=False))
        if r.when is not None:
            anew = tuple(intake.fill(n, replace(r, kinds=()), anew=True) for n in anew)
        taken = intake.take_needs(replace(c, question=None), anew, now)
        return [Close(q.id, "yes"), Note({"taken_off": ()}), *taken]
    if r.answer is Answer.COUNTER:
        case = OpenCase("for_us", 1, note=r.text)
        return [Close(q.id, "told"), case, Say("person_reads", {"by": c.facts.person_by})]
    if r.intent is Intent.NEED and set(r.kinds) & {k for n in c.taken_off for k in n.kinds}:
        said = intake.take_needs(replace(c, question=None), intake.drafts_from(c, r, now), now)
        return [Close(q.id, "said anew"), Note({"taken_off": ()}), *said]
    return None


def _some_of_it(c: Conversation, r: Reading) -> tuple[Need, ...]:
    """What a text still wants of that: the kinds it names ("just the food"), all but those ("not the ride"), or the
    only one, at another time ("yes but at 10"). Empty where it says neither, or a time for one of several."""
    said = set(r.kinds) - {"general"}
    named = tuple(n for n in c.taken_off if said & set(n.kinds))
    if r.answer is Answer.COUNTER and named:
        return named
    if r.answer is Answer.COUNTER and r.when is not None and len(c.taken_off) == 1:
        return c.taken_off
    rest = tuple(n for n in c.taken_off if n not in named)
    without = r.apart or bool(set(r.negated_kinds)) or (r.covered and r.answer is None)
    return rest if without and named and len(r.text.split()) <= LONGEST_STILL else ()


def yes_late(c: Conversation, r: Reading, now: datetime) -> bool:
    """A yes to "do you still need it?" once that question has ended."""
    return bool(c.taken_off) and c.question is None and r.says_yes and not c.connected(now)


def ask_late(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    anew = tuple(_anew(n, id, now) for n, id in zip(c.taken_off, c.fresh, strict=False))
    return [Note({"taken_off": ()}), *intake.take_needs(c, anew, now)]


LONGEST_STILL = 10
"""Words of a text that only says that what was taken back is needed all the same."""


def still_needed(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Jk i still need it", or only "back", after "nvm"."""
    if not c.dropped or c.question is not None or "still" not in r.spans or r.command is not None:
        return False
    other = set(r.kinds) - {k for n in c.dropped for k in n.kinds} - {"general"}
    plain = not (r.complaint or r.covered or other)
    return plain and len(r.text.split()) <= LONGEST_STILL


def ask_anew(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """What was taken back, with another time or place where the text names one."""
    anew = tuple(_anew(n, id, now) for n, id in zip(c.dropped, c.fresh, strict=False))
    if r.when is not None or r.place is not None:
        anew = tuple(intake.fill(n, replace(r, kinds=()), anew=True) for n in anew)
    return intake.take_needs(c, anew, now)


def _anew(need: Need, id: str, now: datetime) -> Need:
    """The same asked for again; a time that has passed is not."""
    fresh = Need(
        id=id, neighbour_id=need.neighbour_id, created_at=now, kinds=need.kinds, text=need.text,
        place_text=need.place_text, latitude=need.latitude, longitude=need.longitude, precision=need.precision,
        to_text=need.to_text, to_latitude=need.to_latitude, to_longitude=need.to_longitude, people=need.people,
        helpers_wanted=need.helpers_wanted, on_behalf=need.on_behalf, for_name=need.for_name,
        conditions=need.conditions, urgent=need.urgent, held=need.held, repeat_every=need.repeat_every,
        repeat_days=need.repeat_days, repeat_from=need.repeat_from, repeat_to=need.repeat_to,
    )  # fmt: skip
    over = need.to_at or need.from_at
    if over is not None and over <= now:
        return fresh.timed(None, None, None)
    return replace(fresh, when_text=need.when_text, from_at=need.from_at, to_at=need.to_at)
