"""What somebody asks for beside the help itself once it is asked for: who should come, how, what has to be known at
the door. It stands with the need from then on. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation.effects import ChangeNeed, Effect, FillNeed, Note, OpenCase, Say
from mutualaid.domain.conversation.needs import filling, intake
from mutualaid.domain.conversation.questions import ASIDES, ASKING
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.followups import FOCUS
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, NeedState

LONGEST = 12
"""Words a text has at most that only says such a thing."""

def as_meant(c: Conversation, r: Reading) -> Reading:
    """The reading without a need of its own that only speaks of one that stands: "i need a car seat" beside a ride,
    "yes we have no bananas" while something else is looked for."""
    if _one_more(c, r):
        return replace(r, intent=Intent.NEED, answer=None, correction=False, confidence=filling.SURE)
    if _appointment(c, r):
        return replace(r, intent=Intent.NEED, kinds=("general",), confidence=GUESS)
    if r.kinds and r.name is None and _known_name(c, r.text):
        return replace(r, intent=Intent.OTHER, kinds=(), needs=(), urgent=False, name=r.text.strip(" .,!"))
    if "not_needed" in r.spans and r.intent is Intent.OTHER and _asked_by_that_word(c, r):
        return replace(r, intent=Intent.COMMAND, command=Command.CANCEL, covered=True, conditions=(), at_door=())
    if r.intent is Intent.OFFER and c.live_needs and not c.offers and _asked(r) and _whole(r):
        return replace(r, intent=Intent.OTHER, kinds=(), needs=())  # "i have a big dog" beside a ride
    if r.intent is not Intent.NEED or not c.needs:
        return r
    asked_for = {k for n in c.needs for k in n.kinds}
    fits = "ride" in asked_for or "car_seat" not in r.practical
    if fits and _only_wished(r) and not (r.urgent or r.place):
        return replace(r, intent=Intent.OTHER, kinds=(), needs=())
    plain = r.confidence < filling.SURE and not (r.urgent or r.place or r.when)
    if c.live_needs and plain and r.cues.opens("answers.yes"):
        spans = {**r.spans, "speaks_of": (0, len(r.text))}
        return replace(r, intent=Intent.OTHER, kinds=(), needs=(), spans=spans)
    return r


GUESS = 0.5
"""How sure it is that who only tells of an appointment wants anything: they are asked what."""

APPOINTMENT = 16
"""Words of such a text at most."""


def _appointment(c: Conversation, r: Reading) -> bool:
    """Whether somebody of whom nothing else is known only tells of an appointment: "mi esposo tiene cita el
    viernes"."""
    new = not (c.needs or c.ties or c.offers or c.series or c.question or c.own_answer)
    told = "appointment" in r.spans and r.when is not None and r.when.start is not None
    told = told and len(r.text.split()) <= APPOINTMENT
    beside = r.kinds or r.complaint or r.danger or r.cannot or r.command or r.thanks or r.answer or r.covered
    worried = {"grave", "uneasy", "symptom", "despair", "mourning", "about_us"} & r.spans.keys()
    return new and told and r.intent is Intent.OTHER and not (beside or worried)


def _one_more(c: Conversation, r: Reading) -> bool:
    """ "Wait no also food": its "no" is for the writer themselves, and one thing more is wanted. A "no" alone may
    answer a question whether."""
    told = bool(set(r.kinds) - {"general"}) and not (r.negated_kinds or r.covered or r.complaint or r.command)
    if not (told and c.needs) or r.intent not in (Intent.ANSWER, Intent.OTHER) or not r.cues.says("wishes.also"):
        return False
    free = c.question is None or c.question.kind in ASKING or c.question.kind in ASIDES
    return r.cues.opens("wishes.hold_on") or (free and r.cues.opens("wishes.no_first"))


def _asked_by_that_word(c: Conversation, r: Reading) -> bool:
    """Whether what is said not to be needed is what was asked for, by the same word: "dont need eggs" after "need
    eggs", and nothing else is named in its place."""
    start, end = r.spans["not_needed"]
    first = re.match(r"\w+", r.text[start:end].lower())
    asked = [set(re.findall(r"\w+", (n.text or "").lower())) for n in c.live_needs]
    names = first is not None and not r.hear(r.text[start:end]).opens("wishes.of_nothing")
    return first is not None and names and any(first[0] in words for words in asked)


def _known_name(c: Conversation, text: str) -> bool:
    """Whether a text is but the name of this phone's holder, or of somebody it was brought together with: "Luz"
    is no electricity then."""
    known = (c.neighbour.first_name, *c.talk.also, *(t.other_name for t in c.ties))
    said = text.strip(" .,!").casefold()
    return any(name is not None and name.casefold() == said for name in known)


def _only_wished(r: Reading) -> bool:
    """Whether the things named, if any, are nothing but the condition."""
    if not _asked(r):
        return False
    named, wish = [r.spans.get(f"kind:{kind}") for kind in r.kinds], r.spans.get("conditions")
    return wish is not None and all(n is not None and n[0] < wish[1] and wish[0] < n[1] for n in named)


def _asked(r: Reading) -> list[str]:
    return [w for w in r.conditions if w != r.round_trip_words]


def _whole(r: Reading) -> bool:
    """Whether a condition is all that a text says."""
    first, last = r.spans.get("conditions", (0, 0))
    return not re.search(r"\w", r.text[:first] + r.text[last:])


def _told(r: Reading) -> bool:
    """Whether a text says such a thing and nothing else."""
    said = bool(_asked(r)) and "conditions" in r.spans and not (r.apart and r.somebody)
    limits = r.intent is Intent.ANSWER and r.answer is Answer.COUNTER and r.when is None  # "only a woman driver"
    plain = r.intent is Intent.OTHER or limits or _whole(r)  # "que sea mujer", "can it be a woman?"
    plain = plain and not (r.complaint or r.cannot or r.command or r.place or r.to)
    return said and plain and len(r.text.split()) <= LONGEST


def subjects(c: Conversation, now: datetime) -> tuple[Need, ...]:
    """The needs it holds for: the one just read back, else all that stand; none of somebody who only helps."""
    focus = c.talk.focus_until is not None and c.talk.focus_until > now
    near = tuple(n for n in c.needs if n.id == c.talk.focus_need_id) if focus else ()
    return near or (() if c.offers else c.live_needs)


def wishes(c: Conversation, r: Reading, now: datetime) -> bool:
    return _told(r) and bool(subjects(c, now))


def amend(c: Conversation, r: Reading, now: datetime) -> list[Effect]:
    """Kept with each need, and said back. Who was being asked is thought over again: from now on a person looks."""
    needs = subjects(c, now)
    told = replace(r, kinds=(), people=None, when=None, on_behalf=False, urgent=False)
    better = tuple(intake.fill(n, told) for n in needs)
    if any(n.state is NeedState.DRAFTED for n in needs):
        return intake.take_needs(c, better, now)
    last = better[-1]
    focus = Note({"focus_need_id": last.id, "focus_offer_id": None, "focus_until": now + FOCUS})
    return [*(ChangeNeed(n) for n in better), focus, Say("need_wish", {"need": last, "wish": r.conditions})]


def beside_confirm(tie: Tie, c: Conversation, r: Reading) -> list[Effect] | None:
    """Such a thing said while they are asked whether this helper may come: what a helper may hear goes with the
    yes, whom they want goes to a person; the question stands."""
    plain = r.intent in (Intent.OTHER, Intent.ANSWER) and "about_us" not in r.spans and not r.complaint
    if not r.conditions or not plain or (r.apart and r.somebody) or r.when is not None:
        return None
    new = tuple(w for w in r.conditions if w not in tie.need.conditions)
    told = tie.need.wishing(new, tuple(w for w in new if w in r.at_door), r.practical)
    told = replace(told, text=intake.joined(tie.need.text, r.text))
    kept = [FillNeed(told), OpenCase("changed_after_yes", 0, need_id=tie.need.id, match_id=tie.match.id)]
    if set(new) - set(r.at_door):
        return [*kept, Say("terms_read", {"by": c.facts.person_by})]
    return [*kept, Say("wish_confirm", {"name": tie.other_name, "wish": r.conditions})]
