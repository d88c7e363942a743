"""Whom the help is for, said after the need itself ("its for my mom Rosa"), and that they do not want it. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import Close, Confirm, Effect, FillNeed, OpenCase, Say, TurnDown
from mutualaid.domain.conversation.needs import again, filling, intake
from mutualaid.domain.conversation.needs.filling import tidy_name
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent, QuestionKind

LONGEST = 14
"""Words at most of a text that only says whom it is for."""


def told(r: Reading) -> bool:
    """Whether a text says whom it is for and asks for nothing new."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and r.digit is None and r.command is None
    new = r.kinds or r.place or r.to or r.when or r.complaint or r.cannot or r.covered or r.correction
    return "for_whom" in r.spans and plain and not new and len(r.text.split()) <= LONGEST


def _subject(c: Conversation, r: Reading) -> Need | None:
    """The need just read back, else the last one, where this is news of it."""
    needs = [n for n in c.live_needs if not n.on_behalf or (r.for_name and not n.for_name)]
    return next((n for n in needs if n.id == c.talk.focus_need_id), needs[-1] if needs else None)


def says(c: Conversation, r: Reading, now: datetime) -> bool:
    return told(r) and (_subject(c, r) is not None or _begins(c, r))


def names_them(c: Conversation, r: Reading, now: datetime) -> bool:
    """Whether a text says only the name of whoever it is for: "his name is Al"."""
    need = _subject(c, replace(r, for_name=r.text))
    return need is not None and need.on_behalf and _their_name(r) is not None


def take_name(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    return amend(c, replace(r, for_name=_their_name(r)), now)


def _their_name(r: Reading) -> str | None:
    called = r.cues.span("forwhom.called")
    words = r.text[called[1] :].strip(" .,!").split() if called is not None and called[0] == 0 else []
    return tidy_name(" ".join(words)) if 0 < len(words) <= NAMES and all(w.isalpha() for w in words) else None


NAMES = 3
"""Words of a name at most."""


def _begins(c: Conversation, r: Reading) -> bool:
    """Whether nothing is open that it may be said of: what is wanted for them is still to come."""
    return not (c.needs or c.ties or c.question or c.stranger or r.thanks)


def _for_them(need: Need, r: Reading) -> Need:
    knows = need.knows if r.knows is None else r.knows
    text = intake.joined(need.text, r.text)
    return replace(need, on_behalf=True, for_name=r.for_name or need.for_name, knows=knows, text=text)


def amend(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """From now on it is on their behalf: asks that are out are taken back, a person looks, and it is asked whether
    they know. Said first, it waits for what is wanted."""
    need = _subject(c, r)
    if need is None:
        return intake.take_needs(c, intake.drafts_from(c, r, now), now)
    return filling.changed(c, _for_them(need, r), now)


def beside_confirm(c: Conversation, q: Question, tie: Tie, r: Reading) -> list[Effect] | None:
    """Said while they are asked whether this helper may come: it goes to the helper with the door, and a yes is
    one."""
    if not told(r) or r.says_no:
        return None
    yes = r.cues.behind("filling.yes")
    said = (r.text[yes or 0 :].strip(" .,!"),)
    kept = FillNeed(_for_them(tie.need, r).wishing(said, said))
    case = OpenCase("changed_after_yes", 0, need_id=tie.need.id, match_id=tie.match.id)
    if r.says_yes or (r.answer in (None, Answer.COUNTER) and yes is not None):
        return [Close(q.id, "yes"), kept, case, Confirm(tie.match.id)]
    return [kept, case, Say("wish_confirm", {"name": tie.other_name, "wish": said})]


def _theirs(c: Conversation, r: Reading) -> list[Need]:
    """The needs a refusal may mean: those for whom it names, else all on somebody's behalf."""
    needs = [n for n in c.live_needs if n.on_behalf]
    return [n for n in needs if _named(n.for_first_name, r)] or needs


def _named(name: str | None, r: Reading) -> bool:
    return name is not None and re.search(rf"\b{re.escape(name)}\b", r.text, re.IGNORECASE) is not None


def refused(c: Conversation, r: Reading, now: datetime) -> bool:
    """ "Mom said no", "rosa doesnt want it": of any other name it may be said of whoever comes."""
    if not {"refused", "refused_no", "refused_name"} & r.spans.keys():
        return False
    needs = _theirs(c, r)
    named = any(_named(n.for_first_name, r) for n in needs)
    return bool(needs) and (named or bool({"refused", "refused_no"} & r.spans.keys()))


def take_off(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Taken off the list, or asked which; a bare no while a helper is proposed turns that helper down."""
    q = c.question
    said_no = {"refused_no", "refused_name"} & r.spans.keys()
    if said_no and q is not None and q.kind is QuestionKind.CONFIRM and q.match_id is not None:
        return [Close(q.id, "no"), TurnDown(q.match_id)]
    needs = _theirs(c, r)
    return again.drop_one(c, r, needs[0], "withdraw") if len(needs) == 1 else again.which(needs, "withdraw")
