"""A yes or a no to a proposal with more behind it: it counts, and the rest goes along or to a person. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Accept, Confirm, Effect, FillNeed, OpenCase, Relay
from mutualaid.domain.conversation.helpers import whichask
from mutualaid.domain.conversation.needs import hours
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import doors
from mutualaid.domain.lures import lures, tells_secret
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Intent, QuestionKind

TO_HELPER = frozenset({QuestionKind.ASK, QuestionKind.KEPT, QuestionKind.BACK})
TO_REQUESTER = frozenset({QuestionKind.CONFIRM, QuestionKind.TERMS})
"""Questions about a proposal, by whom they are put to."""

_DIGIT = re.compile(r"\W*([12])\b(\s*(?:[,;:!.)-]|\n)+)?\s*(?=[^\W\d])")
"""The digit of an answer at the head of a text, with the mark that parts it from what stands behind."""


def as_answer(c: Conversation, q: Question, r: Reading) -> Reading:
    """The reading as a plain yes or no, where it begins with our digit for it ("1 but call me first", "2 i dont
    know him"), or where what it adds to its yes changes nothing of what was asked; else as it is. Terms that we can
    read stay terms."""
    if q.kind not in TO_HELPER | TO_REQUESTER or r.digit is not None or r.danger or r.command is not None:
        return r
    tie = c.tie(q.match_id)
    if (answer := _by_digit(tie, r)) is not None:
        plain = replace(r, digit=1 if answer is Answer.YES else 2, answer=answer, counter=None)
        return replace(plain, intent=Intent.ANSWER, kinds=(), needs=(), when=None, hour=None)
    if tie is not None and q.kind in TO_HELPER and whichask.yes_at_first(r) and (_also(tie, r) or _on_foot(tie, r)):
        return replace(r, digit=1, answer=Answer.YES, counter=None, conditions=(), when=None)
    return r


def _by_digit(tie: Tie | None, r: Reading) -> Answer | None:
    """The yes or no that a text begins with as a digit; None where the digit may count something, or be an hour."""
    found, terms = _DIGIT.match(r.text), r.counter
    if found is None:
        return None
    part = terms is not None and tie is not None and not set(terms.kinds).isdisjoint(tie.need.kinds)
    if part or (terms is not None and (terms.when or terms.place or terms.people or terms.money)):
        return None
    answer, rest = Answer.YES if found[1] == "1" else Answer.NO, r.hear(r.text[found.end() :])
    if found[2] is None and not rest.opens("answers.behind_digit"):
        return None
    other = rest.opens("moving.refuses", "answers.refuses") and not rest.opens("answers.no_problem")
    if answer is Answer.NO:
        ends = len(rest.words) <= ENDS and rest.says("answers.refuses")  # "2, please stop"
        other = ends or rest.opens("filling.yes", "moving.agrees")
    if other or "maybe_stop" in r.spans:
        return None  # "1 no", "2 yes", "1, stop"
    return answer if r.answer in (None, answer, Answer.COUNTER) else None


ENDS = 2
"""Words at most behind a no that may want no more texts."""


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
    tie = c.tie(q.match_id)
    if tie is None or not any(isinstance(e, Accept | Confirm) for e in effects):
        return effects
    if q.kind in TO_HELPER:
        more = [OpenCase("terms_to_read", 1, match_id=tie.match.id, note=r.text)] if r is not said else []
        return [*effects, *more]
    rest = _rest(said)
    if not rest or said.conditions or doors.beside(said) is not None or r.when is not None:
        return effects
    ours = said.complaint or said.apart or {"about_us", "grave"} & said.spans.keys()
    if ours:
        return [*effects, OpenCase("for_us", 1, match_id=tie.match.id, note=said.text)]
    if len(rest.split()) > doors.LONGEST_NOTE or c.number or lures(said.cues) or tells_secret(said.cues):
        return [*effects, Relay(tie.match.id, rest)]  # which holds back what must not go across
    return [FillNeed(tie.need.wishing((rest,), (rest,))), *effects]


def _rest(r: Reading) -> str:
    """What stands behind the yes of a text; nothing where we know all of its words as courtesy or as an answer."""
    found = _DIGIT.match(r.text)
    behind = found.end() if found is not None else r.cues.behind("filling.yes")
    if behind is None or (found is None and "unread" not in r.spans):
        return ""
    rest = r.text[behind:].strip(" ,.;:!-\n")
    return rest[r.hear(rest).behind("came.and") or 0 :].strip()


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
