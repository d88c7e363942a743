"""What stands behind a yes or a no to a proposal, the same whether it was said in words or with our digit. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto

from mutualaid.domain.conversation.questions import TO_HELPER
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent


class Beside(Enum):
    """What a yes or a no has behind it."""

    NOTHING = auto()
    """Nothing, or courtesies, or the same answer again."""
    DOUBT = auto()
    """What leaves it open or takes it back: "maybe", "wait no", "i meant 2"."""
    QUESTION = auto()
    MORE = auto()
    """Terms, wishes, news: whatever else is said."""


def beside(r: Reading) -> Beside:
    """What stands behind the yes or no that a text begins with."""
    rest = r.behind
    if rest is None:
        return Beside.NOTHING
    agrees = r.cues.opens("filling.yes", "answers.yes_first")
    if r.answer is (Answer.NO if agrees else Answer.YES) and rest.answer is not Answer.UNSURE:
        return Beside.NOTHING  # all of it is one answer: "yeah no"
    if _doubts(rest, agrees):
        return Beside.DOUBT
    if _is_courtesy(rest, agrees):
        return Beside.NOTHING
    asks = rest.cues.opens("answers.asks") and not rest.cues.says("doors.at_door")
    if asks or "?" in rest.text or rest.cues.closes("answers.asks_last"):
        return Beside.QUESTION
    return Beside.MORE


def for_nothing(c: Conversation, r: Reading) -> Reading:
    """The reading as a plain yes, where a helper who is asked says yes and that they need nothing for it: "yes i
    dont need anything" is no farewell, "i dont need money for it, yes" asks for none."""
    asked = c.question is not None and c.question.kind in TO_HELPER
    if not asked or c.live_needs or not r.cues.says("maynot.needs_not") or r.cues.says("answers.but"):
        return r
    end = r.cues.behind("filling.yes")
    rest = r.cues if end is None and r.cues.closes("filling.yes") else r.hear(r.text[end or len(r.text) :])
    needs = any(at <= 1 for at, _ in rest.places("maynot.needs_not"))  # a pronoun may stand before
    if not needs or r.kinds not in ((), ("general",), ("money",)) or r.when is not None:
        return r
    plain = replace(r, intent=Intent.ANSWER, answer=Answer.YES, command=None, behind=None)
    return replace(plain, kinds=(), needs=(), apart=False)


def _doubts(rest: Reading, agrees: bool) -> bool:
    """Whether what stands behind a yes is the opposite answer or an open one; behind a no, that a yes was meant."""
    other = 2 if agrees else 1
    both = agrees and rest.cues.only("answers.two", "answers.or_digit")
    both = both or (not agrees and rest.cues.only("answers.one", "answers.or_digit"))
    if rest.digit == other or meant(rest) == other or both:
        return True
    return agrees and (_is_open(rest) or _refuses(rest))


def _is_open(rest: Reading) -> bool:
    """Whether words behind a yes leave it open, take it back, or are nothing but astonishment or hesitation."""
    if not re.search(r"\w", rest.text):
        return "?" in rest.text
    doubts = rest.cues.closes("answers.unsure") or rest.cues.only("answers.unsure", "pieces.pleads")
    if rest.answer is Answer.UNSURE or doubts:
        return True
    at_door = rest.cues.says("doors.at_door", "doors.entry")  # "the second bell", "use the other door"
    takes_back = rest.cues.says("answers.takes_back", "came.else") and not at_door
    return takes_back or rest.cues.only("answers.at_a_loss", "pieces.pleads")


def _refuses(rest: Reading) -> bool:
    """Whether words behind a yes say no, that nothing is needed, or no to a number, which may be the hour."""
    if rest.covered or rest.command is not None or {"other_person", "arrived"} & rest.spans.keys():
        return True
    number = rest.when is None and not rest.conditions and any(ch.isdigit() for ch in rest.text)
    number = number and rest.cues.opens("answers.refuses")
    ends = rest.cues.closes("answers.refuses")  # "and no", "sorry i meant no"
    return number or ((rest.answer is Answer.NO or ends) and not rest.cues.says("answers.no_problem"))


def _is_courtesy(rest: Reading, agrees: bool) -> bool:
    """Whether all the words behind an answer are courtesies that we know, or the answer once more."""
    if rest.pleasantry or rest.bare_ok or not re.search(r"\w", rest.text):
        return True
    told = bool(rest.kinds or rest.when or rest.hour or rest.place or rest.conditions or rest.counter)
    told = told or rest.command is not None or rest.complaint or rest.cannot or rest.covered or rest.apart
    told = told or rest.cues.says("hours.half")  # an hour in words that we do not read: "morning works"
    same = rest.answer is (Answer.YES if agrees else Answer.NO)
    known = not told and "unread" not in rest.spans and "?" not in rest.text
    return known and (same or "warm" in rest.spans)


LONGEST = 8
"""Words a text has at most that only takes an answer back."""

_ENDS = re.compile(r"[.!?;\n]")
_ONE_OR_TWO = re.compile(r"\b[12]\b")


def meant(r: Reading) -> int | None:
    """The digit somebody says they meant: "no sorry 2", "2 is what i ment", "perdon era 2"."""
    if len(r.text.split()) > LONGEST:
        return None
    said = r.hear(_ENDS.sub(" ", r.text)).span("rethink.meant")
    digits = _ONE_OR_TWO.findall(r.text[slice(*said)]) if said else ()
    return int(digits[0]) if digits else None
