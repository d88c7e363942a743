"""What a text answers, for each kind of open question. A handler gives the effects, or None where the text is no
answer to that question and the turn reads on. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mutualaid.domain.conversation import asked, askedback, choosing, oncall, withmore
from mutualaid.domain.conversation.beside import Beside, beside
from mutualaid.domain.conversation.effects import (
    Accept,
    Close,
    Confirm,
    Counter,
    Decline,
    Doubt,
    Effect,
    FillNeed,
    LeaveSeries,
    OpenCase,
    OptOut,
    Say,
    TurnDown,
)
from mutualaid.domain.conversation.helpers import fixing, limits, parts, refusals, twice, whichask
from mutualaid.domain.conversation.needs import again, filling, forwhom, hours, purse, still, wishes
from mutualaid.domain.conversation.people import back, heard, inviting, leaving, voices
from mutualaid.domain.conversation.questions import ASKING, PROPOSALS, of_their_own
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.conversation.visits import across, apart, doors, happened, sending, wellmore, whetheroff
from mutualaid.domain.lures import wants_pay
from mutualaid.domain.needs import Question
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Counter as Counted
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, Command, Intent, QuestionKind

Handler = Callable[[Conversation, Question, Reading, datetime], list[Effect] | None]


def answer(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The effects of `r` as an answer to `q`, or None."""
    if limits.drops(q, r):
        return [Close(q.id, "dropped"), Say("noted")]
    r = withmore.as_answer(c, q, said := r)
    if r.digit == 0 or (of_their_own(c, q, r) and not (_says_off(q, r) or wellmore.says_well(q, r))):
        return None
    if q.kind in ASKING and r.command is Command.CANCEL and "says_more" not in r.spans:
        return None  # "never mind" is no place
    if q.kind in NEW_NEED and c.connected(now) and TO_THEM & r.spans.keys() and not NEW_NEED[q.kind](r):
        return None  # a new need is asked about while somebody comes: "can you bring milk" is for them
    if c.neighbour.language == "es" and r.answer is None and r.cues.only("answers.letter"):
        r = replace(r, answer=Answer.YES)  # as "y" in English; elsewhere a letter alone says nothing
    if set(r.text) & NO_SIGNS and not re.search(r"\w", r.text) and not q.doubted:
        asked_back = "one_two_three" if q.kind in across.ABOUT_THE_VISIT else "sure_yes"
        line = PROPOSALS.get(q.kind)
        return whichask.sure(c, q, line) if line is not None else [Doubt(q.id), Say(asked_back)]
    if (line := PROPOSALS.get(q.kind)) and askedback.may_mean_else(c, q, r):
        case = [OpenCase("answers_coordinator", 0, note=r.text)] if c.person_wrote else []
        return [*case, *(whichask.sure(c, q, line) or [])]
    if r.bare_ok and q.doubted and c.asked_back_last:
        r = replace(r, digit=1)  # an "ok" to "so that is a yes?" is one
    if q.kind is not QuestionKind.TIME and r.cues.only("answers.one_or_two"):
        return [Say("one_or_two")]
    if r.digit is not None and r.hour is not None and q.kind in NAMES_TIME:
        terms = Counted(when=r.hour, text=r.text)
        r = replace(r, digit=None, answer=Answer.COUNTER, when=r.hour, counter=terms)
    effects = HANDLERS[q.kind](c, q, r, now)
    if not effects:
        return asked.says_when(c, q, r)
    return heard.beside(c, q, r, withmore.with_rest(c, q, r, said, twice.checked(c, effects, now)))


def _says_off(q: Question, r: Reading) -> bool:
    return q.kind is QuestionKind.SEND_WHERE and whetheroff.answers_off(q, r)  # "yes cancel it"


TO_THEM = frozenset({"second", "coming"})
"""Marks of words to whoever comes."""
NEW_NEED: dict[QuestionKind, Callable[[Reading], bool]] = {
    QuestionKind.WHERE: lambda r: r.place is not None,
    QuestionKind.WHERE_TO: lambda r: r.place is not None or r.to is not None,
    QuestionKind.WHEN: lambda r: r.when is not None or r.hour is not None,
}
"""What is asked of a need while it lacks something, and whether a text tells that."""

NO_SIGNS = frozenset("❌🚫⛔🙅")
"""Pictures that may be a no; alone they are asked back."""

NAMES_TIME = frozenset({QuestionKind.ASK, QuestionKind.TIME})
"""Questions that invite a time: a digit past those they offer is an hour."""


def _choice(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """What all yes-or-no questions share: a bare ok or heart is asked back, another digit too, maybe is heard; and
    warm words to a proposal."""
    if r.bare_ok or "heart" in r.spans:
        return [Doubt(q.id), Say("sure_yes")]
    if askedback.warm(c, q, r, now):
        return [Doubt(q.id), Say("sure_yes")]
    if r.digit is not None:
        return [Say("one_or_two")]
    if r.answer is Answer.UNSURE:
        return [Say("take_your_time")]
    return None


def _ask(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    tie = c.tie(q.match_id)
    part = parts.taken(tie.need, r) if tie is not None and not r.complaint else ()
    people = parts.fewer(tie.need, r) if tie is not None and not r.complaint else None
    if people == 0 or wants_pay(r):
        return fixing.to_person(c, q.match_id, r)
    if not (part or people) and askedback.in_doubt(r):
        return [Doubt(q.id), Say("sure_yes")]
    if tie is not None and (off := refusals.days_off(c, tie, q, r)):
        return off
    if not (part or people) and (other := whichask.elsewhere(c, q, r, now)) is not None:
        return other
    if part or people:
        return [Close(q.id, "counter"), Counter(q.match_id, None, part, people)]
    timed = r.when is not None and r.when.start is not None  # "yes no rush" names none
    agrees = (r.answer is Answer.YES and timed) or whichask.offers_it(tie, r)
    if r.digit is None and (r.answer is Answer.COUNTER or agrees):
        return _terms(c, q, r, now)
    if r.answer in (Answer.YES, Answer.NO) and (beside(r) is Beside.QUESTION or (r.says_yes and r.complaint)):
        return fixing.to_person(c, q.match_id, r)
    bounded = r.digit is None and parts.only_limits(r)
    if _yes_and_a_wish(r) or (bounded and "bounds_unknown" in r.spans):
        return fixing.to_person(c, q.match_id, r)
    if r.digit is None and r.conditions and (r.says_yes or bounded):
        return _terms(c, q, replace(r, counter=Counted(conditions=r.conditions, text=r.text)), now)
    if r.cannot and r.when is not None and r.cues.says("answers.but"):
        return _terms(c, q, r, now)
    if tie is not None and parts.limits(tie.need, r):
        return fixing.to_person(c, q.match_id, r)
    if r.says_yes:
        return [Close(q.id, "yes"), Accept(q.match_id)]
    if r.says_no or r.cannot:
        return [Close(q.id, "no"), Decline(q.match_id)]
    if "coming" in r.spans and r.intent is not Intent.QUESTION:
        return [Doubt(q.id), Say("sure_coming")]
    if _tells_of_time(r):
        return fixing.to_person(c, q.match_id, r)
    return _choice(c, q, r, now)


def _yes_and_a_wish(r: Reading) -> bool:
    """ "Yes but dont give her my name": what concerns us beside a yes is no question, and the yes is not lost."""
    return "about_us" in r.spans and not r.complaint and _yes_but(r)


def _yes_but(r: Reading) -> bool:
    return whichask.yes_at_first(r) and r.cues.says("answers.but") and "?" not in r.text


def _tells_of_time(r: Reading) -> bool:
    """A time beside the question ("dr appt tomorrow at 10", "im away til friday"): no yes, no no, no proposal."""
    return r.intent is Intent.OTHER and r.when is not None and r.command is None


def _terms(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect]:
    """A yes on terms: a time inside the need's window is a plain yes at that time; another time, a part or a plain
    condition goes to the other side; what cannot be put into a proposal, money included, goes to a person."""
    assert q.match_id is not None
    tie = c.tie(q.match_id)
    terms = r.counter or Counted(text=r.text)
    when = terms.when or r.when
    unread = {"bounds_unknown", "about_us"} & r.spans.keys() or r.cues.says("answers.gets_off")
    if tie is None or terms.money or unread:
        return fixing.to_person(c, q.match_id, r)
    need = tie.need
    if when is not None:
        when = hours.near_need(need, hours.of_any_day(when, r), r.hear)
    kinds = tuple(k for k in terms.kinds if k in need.kinds)
    part = kinds if set(kinds) < set(need.kinds) else ()
    people = terms.people if terms.people and need.people and terms.people < need.people else None
    timed = when is not None and when.start is not None
    if when is not None and not timed:
        if whichask.yes_at_first(r) and r.cues.says("hours.any") and not r.cues.says("answers.but"):
            return [Close(q.id, "yes"), Accept(q.match_id, when)]
        return fixing.to_person(c, q.match_id, r)
    if terms.conditions and (part or people or _unread_by(tie.other, r)):
        return fixing.to_person(c, q.match_id, r)
    if part or people or terms.conditions:
        return [Close(q.id, "counter"), Counter(q.match_id, when, part, people, terms.conditions)]
    if when is None or when.start is None:
        return fixing.to_person(c, q.match_id, r)
    if hours.at_one_time(need) and hours.holds(when, need) and not askedback.no_beside_time(r, when):
        return [Close(q.id, "yes"), Accept(q.match_id)]  # "yes tomorrow" names only the day of it
    if hours.inside(need, when.start, when.end or when.start):
        return [Close(q.id, "yes"), Accept(q.match_id, when)]
    if need.helpers_wanted > 1:
        return fixing.to_person(c, q.match_id, r)
    return [Close(q.id, "counter"), Counter(q.match_id, when)]


def _unread_by(other: Neighbour, r: Reading) -> bool:
    """Whether words of a text would stand in a proposal to somebody who is not known to speak its language."""
    return bool(other.languages) and r.language is not None and r.language not in other.languages


def _kept(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The helper who came before: again, not this time, or no more."""
    assert q.match_id is not None and q.need_id is not None
    last = r.digit is None and r.cues.says("again.last_was")  # "moving away, last time was monday"
    if r.digit == 3 or again.only_no_more(c, r) or (r.digit is None and "ends" in r.spans) or last:
        return [LeaveSeries(q.need_id), Close(q.id, "no"), Decline(q.match_id)]
    if r.digit is None and r.cues.says("again.leaves"):
        return fixing.to_person(c, q.match_id, r)
    return _ask(c, q, r, now)


def _back(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The helper's answer to the time the person in need asked for; a second proposal goes to a person."""
    assert q.match_id is not None
    asks = beside(r) is Beside.QUESTION
    if asks or (r.digit is None and r.answer is Answer.COUNTER) or wants_pay(r):
        return fixing.to_person(c, q.match_id, r)
    if askedback.in_doubt(r):
        return [Doubt(q.id), Say("sure_yes")]
    if r.says_yes:
        return [Close(q.id, "yes"), Accept(q.match_id)]
    if r.says_no or r.cannot:
        return [Close(q.id, "no"), Decline(q.match_id)]
    return _choice(c, q, r, now)


def _proposes(c: Conversation, q: Question, r: Reading) -> list[Effect]:
    """The person in need would have it otherwise: another time goes back to the helper once; the rest, and a
    second proposal, to a person."""
    assert q.match_id is not None
    tie = c.tie(q.match_id)
    terms = r.counter or Counted(text=r.text)
    when = terms.when or r.when
    beside = terms.kinds or terms.conditions or terms.money or r.cues.says("answers.gets_off")
    if tie is None or when is None or when.start is None or beside:
        return whichask.very_thing(c, q, r) or fixing.to_person(c, q.match_id, r)
    when = hours.at_same_hours(tie.as_fixed, hours.near_need(tie.as_fixed, when, r.hear), r.hear)
    when = withmore.within_terms(tie, when)
    sure = whichask.yes_at_first(r) and not askedback.no_beside_time(r, when)
    if sure and hours.holds(when, tie.as_fixed):
        return [Close(q.id, "yes"), Confirm(q.match_id)]
    if hours.is_time_of(when, tie.as_fixed):
        if r.cues.says("answers.yes") and not r.cues.says("answers.refuses", "answers.but"):
            return [Close(q.id, "yes"), Confirm(q.match_id)]
        return whichask.sure(c, q, "sure_confirm") or []
    return [Close(q.id, "counter"), Counter(q.match_id, when, back=True)]


def _confirm(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    tie = c.tie(q.match_id)
    if r.cues.says("parting.only_them") and r.digit is None and not r.complaint:
        return whichask.sure(c, q, "sure_confirm")  # "i dont want anyone but ben"
    if _wants_another_sex(r):
        return fixing.to_person(c, q.match_id, r)
    if _rather_another(r) or (tie is not None and apart.refuses(tie, r)):
        return [Close(q.id, "no"), TurnDown(q.match_id)]
    if r.complaint:
        case = OpenCase("complaint" if r.says_no else "worried", 0, match_id=q.match_id, note=r.text)
        if r.intent is Intent.QUESTION or not r.says_no:
            return [case, across.only_us(c, r)]
        return [Close(q.id, "no"), TurnDown(q.match_id), case]
    theirs = forwhom.beside_confirm(c, q, tie, r) if tie is not None else None
    if theirs is not None:
        return theirs
    free = tie is not None and not (r.says_yes or r.says_no)
    doubt = askedback.in_doubt(r) or askedback.yes_beside_a_no(r)
    goods = tie is not None and not doubt
    note = doors.note_beside_yes(r) or (doors.goods_beside_yes(tie, r) if tie is not None and goods else None)
    free = free and note is None
    wish = doors.before_yes(tie, r) or wishes.beside_confirm(tie, c, r) if free and tie is not None else None
    if wish is not None:
        return wish
    if note is not None and tie is not None:
        kept = FillNeed(tie.need.wishing((note,), (note,)))
        return [Close(q.id, "yes"), kept, Confirm(q.match_id, doors.beside(r))]
    if r.digit is None and (r.answer is Answer.COUNTER or (r.answer is Answer.YES and r.when is not None)):
        return _proposes(c, q, r)
    if doubt:
        return [Doubt(q.id), Say("sure_yes")]
    if r.says_yes and (beside(r) is Beside.QUESTION or _of_whom(r)):
        return fixing.to_person(c, q.match_id, r)
    if r.says_yes and tie is not None and whichask.names_other(tie.need, r):
        return whichask.sure(c, q, "sure_confirm")
    if r.says_yes or doors.yes_and_door(r):
        return [Close(q.id, "yes"), *_wishes(c, q, r), Confirm(q.match_id, doors.beside(r))]
    if r.says_no:
        return [Close(q.id, "no"), *_wishes(c, q, r), TurnDown(q.match_id)]
    here = now.astimezone(c.facts.zone)
    if tie is not None and q.kind is QuestionKind.TERMS and withmore.keeps_hour(tie, r, here):
        own = When(r.text, tie.need.from_at, tie.need.to_at)
        return [Close(q.id, "counter"), Counter(q.match_id, own, back=True)]
    if _tells_of_time(r):
        return fixing.to_person(c, q.match_id, r)
    return _choice(c, q, r, now)


def _wants_another_sex(r: Reading) -> bool:
    """Speaks of a woman or a man in words that are no wish we know and no yes or no: "preferably a lady"."""
    plain = r.answer in (None, Answer.COUNTER) and r.intent in (Intent.OTHER, Intent.ANSWER)
    beside = r.conditions or r.thanks or r.pleasantry or r.complaint or r.command or r.digit is not None
    other = "other_person" in r.spans or r.cues.says("came.else")
    return plain and not (beside or other or whichask.yes_at_first(r)) and r.cues.says("across.sex")


def _of_whom(r: Reading) -> bool:
    """Whether a text wishes for another kind of helper, or for somebody never to come: "yes, i dont trust men"."""
    return r.apart or bool(set(r.conditions) - set(r.at_door))


LONGEST_TURN_DOWN = 10
"""Words of a text that only asks for another helper."""


def _rather_another(r: Reading) -> bool:
    """ "Someone else please" turns a helper down; what is said against them besides goes to a person."""
    if r.digit is not None or r.answer is Answer.YES or r.covered or r.kinds or r.cues.opens("answers.yes"):
        return False
    if r.cues.says("answers.as_well"):  # "can you ask someone else to come too"
        return False
    if r.intent is Intent.QUESTION and "other_person" not in r.spans:
        return False
    asks = r.spans.get("other_person")
    if asks is None:
        says = r.cues.says("parting.not_wanted") and len(r.text.split()) <= LONGEST_TURN_DOWN
        return says and not (r.complaint or r.conditions)
    said = r.spans.get("complaint") if r.complaint else None
    beside = said is not None and (said[1] <= asks[0] or said[0] >= asks[1])
    return not beside and len(r.text.split()) <= LONGEST_TURN_DOWN


def _wishes(c: Conversation, q: Question, r: Reading) -> list[Effect]:
    """What she asks for with her yes ("he should wear a mask") goes to the helper with the door; with her no ("i do
    not want a man") it stands with the need."""
    tie = c.tie(q.match_id)
    wishes = tuple(w for w in r.conditions if tie is not None and w not in tie.need.conditions)
    if tie is None or not wishes:
        return []
    at_door = wishes if r.says_yes else tuple(w for w in wishes if w in r.at_door)
    return [FillNeed(tie.need.wishing(wishes, at_door))]


def _still_texts(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if r.digit is None and c.relayed_last:
        return None  # a no to "did you get milk?" is no goodbye
    if r.says_yes:
        return [Close(q.id, "yes"), Say("glad")]
    if r.says_no:
        return [Close(q.id, "no"), OptOut(told=False)]
    return _choice(c, q, r, now)


def _or_choice(handler: Handler) -> Handler:
    return lambda c, q, r, now: handler(c, q, r, now) or _choice(c, q, r, now)


HANDLERS: dict[QuestionKind, Handler] = {
    QuestionKind.WHAT: filling.what,
    QuestionKind.WHERE: filling.where,
    QuestionKind.WHERE_TO: filling.where_to,
    QuestionKind.WHEN: filling.when,
    QuestionKind.OFFER_WHAT: filling.offer_part,
    QuestionKind.OFFER_WHERE: filling.offer_part,
    QuestionKind.OFFER_WHEN: filling.offer_part,
    QuestionKind.NAME: filling.name,
    QuestionKind.KNOWS: filling.knows,
    QuestionKind.PAYS: purse.pays,
    QuestionKind.HOW_OFTEN: limits.how_often,
    QuestionKind.ASK: _ask,
    QuestionKind.TIME: fixing.time_named,
    QuestionKind.CONFIRM: _confirm,
    QuestionKind.TERMS: _confirm,
    QuestionKind.BACK: _back,
    QuestionKind.KEPT: _kept,
    QuestionKind.AGAIN: again.again,
    QuestionKind.DOOR: doors.door,
    QuestionKind.HAPPENED: happened.happened,
    QuestionKind.HELPER_HAPPENED: happened.happened,
    QuestionKind.WHICH: choosing.which,
    QuestionKind.SEND_WHERE: sending.settle,
    QuestionKind.STILL_NEEDED: _or_choice(still.needed),
    QuestionKind.STILL_TEXTS: _still_texts,
    QuestionKind.BEFORE: voices.before,
    QuestionKind.BOTH: voices.both,
    QuestionKind.TAKEN_OFF: _or_choice(back.taken_off),
    QuestionKind.FORGET: _or_choice(leaving.answer),
    QuestionKind.INVITE: inviting.answer,
    QuestionKind.REVIEW: _or_choice(oncall.review),
    QuestionKind.ALARM: _or_choice(oncall.alarm),
}
