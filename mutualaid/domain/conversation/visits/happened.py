"""What is answered to "did it happen?" after a visit: well, nobody came, a problem. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Doubt, Effect, HoldMatch, OpenCase, Report, RuleOut, Say
from mutualaid.domain.conversation.needs import again
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.conversation.visits import across, came, naming, wellmore
from mutualaid.domain.needs import Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, MatchState, QuestionKind

THUMB_DOWN = "\U0001F44E"
"""Alone it may say that nobody came or that it went badly; with words it is that."""

_POINTS = re.compile(r"\W*(\d{1,3})\b(.{1,9}?)\b\1\b(.*)", re.DOTALL)
_ONE_OF_OURS = re.compile(r"\W*([23])\W(.*)", re.DOTALL)

BEHIND_POINTS = 4
"""Words that may follow them."""


def _full_marks(r: Reading) -> bool:
    """All points of all: "10/10", "5 out of 5 great"."""
    found = _POINTS.fullmatch(r.text)
    if found is None or len(found[3].split()) > BEHIND_POINTS:
        return False
    return found[2].strip() == "/" or r.hear(found[2]).only("happened.of_all")


def _numbered(r: Reading) -> str | None:
    """A number of ours that has words behind it: "2 he never called"; not "2 bags were missing"."""
    found = _ONE_OF_OURS.fullmatch(r.text)
    return found[1] if found and r.hear(found[2]).opens("happened.tells") else None


def happened(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    outcome = None
    if _was_not_there(c, q, r, now):
        case = OpenCase("for_us", 0, match_id=q.match_id, note=r.text)
        return [case, Say("person_reads", {"by": c.facts.person_by})]
    if q.kind is QuestionKind.HELPER_HAPPENED and "shut" in r.spans and r.digit is None and not _missed(c, q):
        case = OpenCase("door_shut", 0, match_id=q.match_id, note=r.text)
        return [Close(q.id, "shut"), case, Say("person_reads", {"by": c.facts.person_by})]
    if (kept_away := _never_again(c, q, r)) is not None:
        return kept_away
    if (more := wellmore.beside(c, q, r, now)) is not None:
        return more
    if r.cues.only("happened.what") and not c.relayed_last:
        return [Say("one_two_three")]
    no_fault = r.cues.only("happened.no_fault")  # "no complaints" is none
    praised = r.thanks or no_fault or (_full_marks(r) and not r.complaint)
    if r.digit in (1, 2, 3):
        outcome = ("well", "nobody_came", "problem")[r.digit - 1]
    elif no_fault:
        outcome = "well"
    elif r.cues.only("happened.a_problem") or (r.complaint and not (r.only_waits or "never_came" in r.spans)):
        outcome = "problem"
    elif (told := _helper_tells(c, q, r)) is not None:
        outcome = told
    elif q.kind is QuestionKind.HAPPENED and _came_with_it(c, q, r):
        outcome = "well"
    elif r.only_waits or "never_came" in r.spans:
        outcome = "nobody_came"
    elif (numbered := _numbered(r)) is not None and not r.when:
        outcome = "nobody_came" if numbered == "2" else "problem"
    elif r.cues.only("happened.mixed"):
        mixed = OpenCase("well_but", 1, match_id=q.match_id, note=r.text)
        return [Close(q.id, "well"), Report(q.match_id, "well", None, q.kind is QuestionKind.HAPPENED), mixed]
    elif r.answer is Answer.YES or r.command is Command.DONE or _came_all_the_same(q, r):
        outcome = "well"
    elif r.text.lstrip().startswith(THUMB_DOWN) and r.digit is None:
        if not re.search(r"[^\W\d_]", r.text):
            return [Doubt(q.id), Say("one_two_three")]
        outcome = "problem"
    elif r.answer is Answer.NO and (r.thanks or r.cues.says("happened.fine")):
        return [Doubt(q.id), Say("one_two_three")]
    elif r.answer is Answer.NO:
        outcome = "nobody_came"
    elif q.kind is QuestionKind.HAPPENED and came.says_came(r) and not r.when:
        outcome = "well"
    elif r.digit is not None:
        return [Say("one_two_three")]
    elif r.bare_ok or (r.pleasantry and r.thanks):
        return [Doubt(q.id), Say("one_two_three")]
    elif praised:
        outcome = "well"
    if outcome == "well" and q.doubted and r.digit is None and r.cues.only("happened.only_ok"):
        return [Say("one_two_three")]
    if outcome is None:
        return None
    less = bool({"short", "spoiled"} & r.spans.keys())
    short = outcome == "well" and r.digit is None and (less or (not praised and _tells_more(r)))
    words = r.text if outcome == "well" and praised and not short and q.kind is QuestionKind.HAPPENED else None
    seen = [OpenCase("well_but", 1, match_id=q.match_id, note=r.text)] if short else []
    quiet = short and not praised and q.kind is QuestionKind.HAPPENED
    return [Close(q.id, outcome), Report(q.match_id, outcome, words, quiet), *seen]


def _came_with_it(c: Conversation, q: Question, r: Reading) -> bool:
    """Whether what this visit was for came, and something else is waited for."""
    tie = c.tie(q.match_id)
    return tie is not None and "arrived" in r.spans and set(tie.need.kinds) <= set(r.dropped)


def _helper_tells(c: Conversation, q: Question, r: Reading) -> str | None:
    """What the helper says in words of their own: that they did not get there, or that they were there."""
    if q.kind is not QuestionKind.HELPER_HAPPENED or r.digit is not None or r.complaint:
        return None
    if "did_not_go" in r.spans:
        return "nobody_came"
    there = "was_there" in r.spans or (_missed(c, q) and bool({"shut", "knocked"} & r.spans.keys()))
    return "well" if there else None


def missed_by_helper(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    """The visit under way or past to which its helper says, before we ask, that they did not get; None where they
    are asked about it, or say nothing such."""
    said = "did_not_go" in r.spans and r.digit is None and not r.complaint and r.intent is not Intent.QUESTION
    if not said or "shut" in r.spans or (c.question is not None and c.question.kind in across.ABOUT_THE_VISIT):
        return None
    begun = [
        t for t in c.ties
        if t.helping and t.match.state is MatchState.CONFIRMED and t.match.outcome != "problem" and _begun(t, now)
    ]  # fmt: skip
    return naming.named(tuple(begun), r) or (begun[0] if len(begun) == 1 else None)


def _begun(tie: Tie, now: datetime) -> bool:
    start = tie.match.terms_from or tie.need.from_at
    at = start if start is not None else tie.match.agreed_at
    return at is not None and at <= now


def says_missed(c: Conversation, r: Reading, now: datetime) -> bool:
    return missed_by_helper(c, r, now) is not None


def tell_missed(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """As if they had answered "could not go"."""
    tie = missed_by_helper(c, r, now)
    assert tie is not None
    return [*again.closing(c, tie.need), Report(tie.match.id, "nobody_came")]


def was_there(c: Conversation, r: Reading, now: datetime) -> bool:
    """The helper of a visit to which nobody came, as we were told, says unasked that they were there."""
    said = bool({"was_there", "knocked", "shut"} & r.spans.keys()) and r.intent is not Intent.QUESTION
    missed = c.gone is not None and c.gone.match.outcome == "nobody_came" and c.gone.match.called_off_by is None
    return said and missed and not c.connected(now) and r.digit is None


def tell_was_there(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Two stories: a person reads both."""
    assert c.gone is not None
    return [Report(c.gone.match.id, "well")]


def lingers(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "He is still here" of somebody whose visit is over."""
    return "lingers" in r.spans and r.intent is not Intent.QUESTION and _over_by_now(c, r, now) is not None


def hear_lingers(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Fear, as we hear it: nothing goes across, and a person reads it at once."""
    tie = _over_by_now(c, r, now)
    assert tie is not None
    q = c.question
    asked = q is not None and q.kind is QuestionKind.HAPPENED and q.match_id == tie.match.id
    told: list[Effect] = [Close(q.id, "problem")] if asked and q is not None else []
    case = OpenCase("complaint", 0, match_id=tie.match.id, note=r.text)
    return [*told, HoldMatch(tie.match.id), case, across.only_us(c, r)]


def _over_by_now(c: Conversation, r: Reading, now: datetime) -> Tie | None:
    mine = tuple(t for t in c.connected(now) if not t.helping and t.over(now))
    return naming.named(mine, r) or (mine[-1] if mine else None)


def _never_again(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """ "He came. never again": it is kept, and the two are kept apart. Alone it does not tell who came, and the
    question stays open."""
    tie = c.tie(q.match_id)
    if tie is None or q.kind is not QuestionKind.HAPPENED or r.thanks or not r.cues.says("happened.never_again"):
        return None
    if came.says_came(r):
        return came.keep_away(c, tie, r, False)
    if not r.cues.only("happened.never_again"):
        return None
    case = OpenCase("well_but", 1, match_id=q.match_id, note=r.text)
    return [case, RuleOut(tie.other.id), Say("apart_after", {"by": c.facts.person_by})]


def _came_all_the_same(q: Question, r: Reading) -> bool:
    """What was brought was spoiled; or "no, si vino", which denies what we may have thought."""
    came_after_no = r.answer is Answer.NO and came.says_came(r)
    return q.kind is QuestionKind.HAPPENED and ("spoiled" in r.spans or came_after_no)


def _was_not_there(c: Conversation, q: Question, r: Reading, now: datetime) -> bool:
    """The person in need says after the visit that they could not: nobody is to be told not to go any more."""
    tie = c.tie(q.match_id)
    over = tie is not None and tie.over(now)
    says = r.cannot or ("off" in r.spans and r.answer is None)
    return q.kind is QuestionKind.HAPPENED and over and says and r.digit is None and not r.complaint


FEW = 2
"""Words that may go beside "he came" without saying more than that."""


def _tells_more(r: Reading) -> bool:
    """Whether "he came" goes on with something that is no praise: "he came at night drunk"."""
    rest = came.beside_came(r)
    if rest is not None and r.cues.says("happened.too"):
        return True
    return rest is not None and len(rest) > FEW and not r.hear(" ".join(rest)).says("happened.praises")


def _missed(c: Conversation, q: Question) -> bool:
    """Whether the visit is over because the person in need said that nobody came: "nobody opened" is another
    story then."""
    return c.tie(q.match_id) is None
