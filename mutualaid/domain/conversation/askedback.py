"""When a yes or a no may mean something else, so that it is asked back. Pure."""

from __future__ import annotations

from datetime import datetime

from mutualaid.domain.conversation.beside import Beside, beside
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Intent, QuestionKind

BARE = 3
"""Words at most of a yes that says nothing else: "ok forget the gas ill do it" tells to what it is one."""


def may_mean_else(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether a yes or no to a proposal may be for something else: what was asked just before, words of the other
    side, a coordinator's, a person who reads; or a no may be for the writer themselves: "no he can come"."""
    crossed = (c.overtaken or (c.asked_across and r.digit is None)) and not q.doubted
    if crossed and (r.says_yes or r.says_no):
        return True
    if r.digit is not None:
        return False
    bare = r.bare_ok or (r.says_yes and len(r.text.split()) <= BARE)
    to_person = c.with_person and (bare or (c.person_wrote and (r.says_yes or r.says_no)))
    return to_person or _no_then_yes(q, r)


def _no_then_yes(q: Question, r: Reading) -> bool:
    """ "No he can come", "no i mean yes", "no i can do it"."""
    refuses = r.cannot or r.complaint or r.apart or r.answer is Answer.COUNTER
    refuses = refuses or r.cues.says("sending.none", "sending.no_can", "came.else")
    able = q.kind is QuestionKind.ASK and "gives" in r.spans and not (r.kinds or r.when)
    agrees = able or r.cues.closes("answers.yes") or r.cues.says("sending.may_come")
    return agrees and not refuses and r.answer is not Answer.YES and r.cues.opens("sending.no", "wishes.no_first")


WARMLY = frozenset(
    {QuestionKind.ASK, QuestionKind.CONFIRM, QuestionKind.TERMS, QuestionKind.BACK, QuestionKind.KEPT}
)
"""Questions to which warm words may be a yes."""


def warm(c: Conversation, q: Question, r: Reading, now: datetime) -> bool:
    """Whether a text is thanks, praise or a blessing, which may be a yes to what is proposed, and is no answer to
    a person or to the other side of a visit."""
    for_others = c.with_person or c.person_wrote or c.relayed_last or bool(c.connected(now))
    beside = bool(r.complaint or r.command or r.cannot or r.covered or r.apart or r.kinds or r.place or r.when)
    beside = beside or "asks_time" in r.spans or r.intent is Intent.QUESTION
    said = "warm" in r.spans or (r.thanks and len(r.text.split()) <= LONGEST_THANKS and "?" not in r.text)
    return q.kind in WARMLY and said and r.answer is None and r.digit is None and not (for_others or beside)


LONGEST_THANKS = 16
"""Words of a text at most that thanks for what is proposed, whatever else it says."""


def in_doubt(r: Reading) -> bool:
    """Whether a yes or a no has nothing but doubt behind it, or the other answer: "sure i dont know", "yep 2"."""
    said = r.answer in (Answer.YES, Answer.NO) and r.digit is None and not r.complaint and r.command is None
    return said and beside(r) is Beside.DOUBT


def no_beside_time(r: Reading, when: When) -> bool:
    """Whether a no stands beside the words of a time ("yes tomorrow but not morning"), and is none of them ("not
    before 8")."""
    cues = r.hear(r.text.replace(when.text, " ", 1))
    return cues.says_beside("answers.no_problem", "answers.refuses")


def yes_beside_a_no(r: Reading) -> bool:
    """Whether a yes leads into words of refusal that nobody can tell the sense of: "yes we have no bananas"."""
    settled = r.digit is not None or r.complaint or r.conditions or r.command is not None
    settled = settled or r.answer is Answer.COUNTER or r.when is not None
    behind = r.cues.behind("answers.yes")
    return not settled and behind is not None and _refuses(r, r.text[behind:])


def _refuses(r: Reading, rest: str) -> bool:
    """Whether what stands behind a yes refuses, and asks nothing."""
    cues = r.hear(rest)
    no = cues.span("answers.refuses")
    return no is not None and "?" not in rest[: no[0]] and not cues.says("answers.no_problem")
