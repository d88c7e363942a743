"""A yes or a no to a proposal with more behind it: it counts, and the rest goes along or to a person. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.beside import Beside, beside
from mutualaid.domain.conversation.effects import Accept, Confirm, Effect, FillNeed, OpenCase
from mutualaid.domain.conversation.helpers import whichask
from mutualaid.domain.conversation.needs import hours
from mutualaid.domain.conversation.questions import TO_HELPER
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import doors
from mutualaid.domain.lures import lures, tells_secret
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer


def as_answer(c: Conversation, q: Question, r: Reading) -> Reading:
    """The reading as a plain yes where what it adds to its yes changes nothing of what was asked; else as it is."""
    tie = c.tie(q.match_id) if q.kind in TO_HELPER else None
    if tie is None or r.digit is not None or r.danger or r.command is not None or not whichask.yes_at_first(r):
        return r
    changes = not (_also(tie, r) or _on_foot(tie, r)) or beside(r) is not Beside.MORE
    return r if changes else replace(r, digit=1, answer=Answer.YES, counter=None, conditions=(), when=None)


def _also(tie: Tie, r: Reading) -> bool:
    """Whether a yes names one more time beside what was asked: "yes, and also I can do next week"."""
    said = r.when
    if said is None or said.start is None or not said.dated or r.cues.says("answers.but"):
        return False
    other = not hours.inside(tie.need, said.start, said.end or said.start)
    return other and r.cues.says_beside("moving.too_much", "moving.besides")


NEEDS_A_CAR = frozenset({"ride", "delivery", "repair", "rescue"})
"""Kinds of help that may not be given without a car."""


def _on_foot(tie: Tie, r: Reading) -> bool:
    """Whether a yes only adds that its writer does not drive, where nobody has to: "yes but i dont drive"."""
    plain = r.when is None and not (r.complaint or r.cannot) and set(r.kinds) <= set(tie.need.kinds)
    drives = NEEDS_A_CAR & set(tie.need.kinds)
    return plain and not drives and r.cues.says("carless.none", "carless.never") and len(r.text.split()) <= BRIEF


BRIEF = 7
"""Words of a text at most that says yes and that no car is there."""


def with_rest(c: Conversation, q: Question, r: Reading, said: Reading, effects: list[Effect]) -> list[Effect]:
    """The effects of a yes with what stands behind it: a helper's words go to a person, hers to who comes, in few
    words with the door. `said` is the text as it was read, `r` as it was answered."""
    tie, rest = c.tie(q.match_id), said.behind
    if tie is None or rest is None or not any(isinstance(e, Accept | Confirm) for e in effects):
        return effects
    if beside(said) is not Beside.MORE:
        return effects
    if q.kind in TO_HELPER:
        if (r.when is not None and "unread" not in rest.spans) or _says_it_again(tie, rest):
            return effects
        return [*effects, OpenCase("terms_to_read", 1, match_id=tie.match.id, note=said.text)]
    if said.conditions or doors.beside(said) is not None or r.when is not None:
        return effects
    ours = said.complaint or said.apart or {"about_us", "grave"} & said.spans.keys()
    note = rest.text[rest.cues.behind("came.and") or 0 :].strip()
    long = len(note.split()) > doors.LONGEST_NOTE or c.number or lures(said.cues) or tells_secret(said.cues)
    if ours or long:
        return [*effects, OpenCase("for_us" if ours else "terms_to_read", 1, match_id=tie.match.id, note=said.text)]
    return [FillNeed(tie.need.wishing((note,), (note,))), *effects]


def _says_it_again(tie: Tie, rest: Reading) -> bool:
    """Whether what stands behind a yes is only what was asked, said again: "yes i can bring the groceries"."""
    same = rest.answer is Answer.YES or (bool(rest.kinds) and set(rest.kinds) <= set(tie.need.kinds))
    return same and not rest.conditions and "unread" not in rest.spans


def within_terms(tie: Tie, when: When) -> When:
    """A time within the one the other side named, where they share one: "before 7", to "after 5", is 5 to 7."""
    first, last = tie.match.terms_from, tie.match.terms_to
    if first is None or last is None or when.start is None or when.end is None or when.start == when.end:
        return when
    zone = when.start.tzinfo
    start, end = max(when.start, first.astimezone(zone)), min(when.end, last.astimezone(zone))
    return replace(when, start=start, end=end) if start < end else when


def keeps_hour(tie: Tie, r: Reading, now: datetime) -> bool:
    """Whether words that refuse another time name the hour that was asked for: "no 10 or nothing". `now` in the
    group's zone."""
    own = tie.need.from_at
    if own is None or r.answer is not None or r.when is not None or not r.cues.opens("wishes.no_first"):
        return False
    return hours.names_hour(r.text, own, now)
