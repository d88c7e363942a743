"""What a text answers, for each kind of open question. A handler gives the effects, or None where the text is no
answer to that question and the turn reads on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from mutualaid.domain.conversation import filling, intake
from mutualaid.domain.conversation.effects import (
    Accept,
    Acknowledge,
    Approve,
    Close,
    Confirm,
    Counter,
    Decline,
    Doubt,
    Effect,
    EndNeed,
    GiveDoor,
    KeepNeed,
    Note,
    OpenCase,
    OptOut,
    Relay,
    Report,
    Say,
    TurnDown,
)
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.followups import FOCUS, LATE_YES
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Command, Intent, MatchState, NeedState, QuestionKind

Handler = Callable[[Conversation, Question, Reading, datetime], list[Effect] | None]


def answer(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The effects of `r` as an answer to `q`, or None."""
    if r.digit == 0:
        return None
    return HANDLERS[q.kind](c, q, r, now)


def _yes(r: Reading) -> bool:
    return r.digit == 1 or (r.digit is None and r.answer is Answer.YES)


def _no(r: Reading) -> bool:
    return r.digit == 2 or (r.digit is None and r.answer is Answer.NO)


def _choice(c: Conversation, q: Question, r: Reading) -> list[Effect] | None:
    """What all yes-or-no questions share: a bare ok is asked back, another digit too, maybe is heard."""
    if r.bare_ok:
        return [Doubt(q.id), Say("sure_yes")]
    if r.digit is not None:
        return [Say("one_or_two")]
    if r.answer is Answer.UNSURE:
        return [Say("take_your_time")]
    return None


def _ask(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    if r.digit is None and (r.answer is Answer.COUNTER or (r.answer is Answer.YES and r.when is not None)):
        return _terms(c, q, r, now)
    if _yes(r):
        return [Close(q.id, "yes"), Accept(q.match_id)]
    if _no(r) or r.cannot:
        return [Close(q.id, "no"), Decline(q.match_id)]
    return _choice(c, q, r)


def _terms(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect]:
    """A yes on terms: a time inside the need's window is a plain yes at that time; another goes to the other
    side; what cannot be put into a proposal goes to a person."""
    assert q.match_id is not None
    tie = c.tie(q.match_id)
    when = r.counter.when if r.counter and r.counter.when else r.when
    if when is not None and tie is not None:
        when = intake.near_need(tie.need, when)
    kinds = tuple(k for k in (r.counter.kinds if r.counter else ()) if tie is not None and k in tie.need.kinds)
    if tie is not None and set(kinds) == set(tie.need.kinds):
        kinds = ()
    if tie is not None and when is not None and when.start is not None and not kinds:
        if _inside(tie.need, when.start, when.end or when.start):
            return [Close(q.id, "yes"), Accept(q.match_id, when)]
        return [Close(q.id, "counter"), Counter(q.match_id, when)]
    if tie is not None and kinds and set(kinds) < set(tie.need.kinds):
        return [Close(q.id, "counter"), Counter(q.match_id, when, kinds)]
    case = OpenCase("terms_to_read", 0, match_id=q.match_id, note=r.text)
    return [case, Say("terms_read", {"by": c.facts.person_by})]


def _inside(need: Need, start: datetime, end: datetime) -> bool:
    """Whether a time overlaps the window the need named; a need without one takes any time."""
    if need.from_at is None and need.to_at is None:
        return True
    early = need.from_at is not None and end.astimezone(UTC) < need.from_at
    late = need.to_at is not None and start.astimezone(UTC) > need.to_at
    return not (early or late)


def _time(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    if r.cannot or (_no(r) and r.when is None):
        return [Close(q.id, "no"), Decline(q.match_id)]
    when = r.when or (r.counter.when if r.counter else None)
    if when is not None:
        tie = c.tie(q.match_id)
        if tie is not None:
            when = intake.near_need(tie.need, when)
        if tie is not None and when.start is not None and not _inside(tie.need, when.start, when.end or when.start):
            return [Close(q.id, "counter"), Counter(q.match_id, when)]
        return [Close(q.id, "time"), Accept(q.match_id, when)]
    if _yes(r) or r.bare_ok or r.digit is not None:
        return [Say("ask_time_again")]
    return None


def _confirm(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    if r.answer is Answer.COUNTER and r.digit is None:
        case = OpenCase("terms_to_read", 0, match_id=q.match_id, note=r.text)
        return [case, Say("terms_read", {"by": c.facts.person_by})]
    if r.complaint:
        case = OpenCase("complaint", 0, match_id=q.match_id, note=r.text)
        if r.intent is Intent.QUESTION or not _no(r):
            return [case, Say("complaint_read", {"by": c.facts.person_by})]
        return [Close(q.id, "no"), TurnDown(q.match_id), case]
    if _yes(r):
        return [Close(q.id, "yes"), Confirm(q.match_id)]
    if _no(r):
        return [Close(q.id, "no"), TurnDown(q.match_id)]
    return _choice(c, q, r)


def _door(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    if r.complaint or r.cannot or r.command is not None or r.intent is Intent.QUESTION:
        return None
    if r.pleasantry or r.bare_ok or r.digit is not None or (r.answer is Answer.YES and r.place is None):
        return [Say("ask_door_again")]
    if r.intent in (Intent.NEED, Intent.BOTH, Intent.OFFER) and r.kinds and r.place is None:
        return None
    numbered = any(ch.isdigit() for ch in r.text) and r.when is None
    if numbered or (r.place is not None and (r.place.latitude is not None or r.place.precision == "address")):
        return [Close(q.id, "given"), GiveDoor(q.match_id, r.text)]
    return None


def _happened(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.match_id is not None
    outcome = None
    if r.digit in (1, 2, 3):
        outcome = ("well", "nobody_came", "problem")[r.digit - 1]
    elif r.complaint:
        outcome = "problem"
    elif r.answer is Answer.YES or r.command is Command.DONE:
        outcome = "well"
    elif r.answer is Answer.NO:
        outcome = "nobody_came"
    elif r.digit is not None:
        return [Say("one_two_three")]
    elif r.bare_ok:
        return [Doubt(q.id), Say("one_two_three")]
    elif r.thanks:
        outcome = "well"
    if outcome is None:
        return None
    return [Close(q.id, outcome), Report(q.match_id, outcome)]


def _which(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    event, ids = (q.text or ":").split(":", 1)
    needs = [n for i in ids.split(",") for n in c.needs if n.id == i]
    pick = None
    if r.digit is not None and 1 <= r.digit <= len(needs):
        pick = needs[r.digit - 1]
    elif r.kinds:
        pick = next((n for n in needs if set(n.kinds) & set(r.kinds)), None)
    if pick is not None:
        return [Close(q.id, "told"), EndNeed(pick.id, event, "told")]
    return [Say("which_number")] if r.digit is not None else None


def _send_where(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    ids, _, text = (q.text or "").partition("\n")
    options = ids.split(",")
    pick = r.digit - 1 if r.digit is not None else None
    if pick is None:
        named = [i for i, o in enumerate(options) if _named_in(c.tie(o), r)]
        pick = named[0] if len(named) == 1 else None
    if pick is None or not 0 <= pick < len(options):
        return [Say("which_number")] if r.digit is not None else None
    if options[pick] == "us":
        return [Close(q.id, "us"), OpenCase("for_us", 1, note=text), Say("person_reads", {"by": c.facts.person_by})]
    chosen = options[pick]
    return [
        Close(q.id, "send"),
        Relay(chosen, text),
        Note({"peer_match_id": chosen, "peer_until": now + FOCUS}),
    ]


def _named_in(tie: Tie | None, r: Reading) -> bool:
    return tie is not None and tie.other_name is not None and tie.other_name.lower() in r.text.lower().split()


def _still_needed(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.need_id is not None
    if r.covered:
        return [Close(q.id, "no"), EndNeed(q.need_id, "fulfil", "found")]
    if _yes(r):
        return [Close(q.id, "yes"), KeepNeed(q.need_id), Say("keep_looking")]
    if _no(r):
        return [Close(q.id, "no"), EndNeed(q.need_id, "withdraw", "told")]
    return _choice(c, q, r)


def _still_texts(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if _yes(r):
        return [Close(q.id, "yes"), Say("glad")]
    if _no(r):
        return [Close(q.id, "no"), OptOut(told=False)]
    return _choice(c, q, r)


def _forget(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    if _yes(r):
        return [Close(q.id, "yes"), OpenCase("forget", 1), Say("forget_noted", {"by": c.facts.person_by})]
    if _no(r):
        return [Close(q.id, "no"), Say("forget_kept")]
    return _choice(c, q, r)


def _review(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.need_id is not None
    if _yes(r):
        return [Close(q.id, "yes"), Approve(q.need_id)]
    if _no(r):
        return [Close(q.id, "no"), Say("review_left")]
    return _choice(c, q, r)


def _alarm(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    assert q.alarm_id is not None
    if _yes(r) or r.bare_ok:
        return [Close(q.id, "yes"), Acknowledge(q.alarm_id)]
    if _no(r):
        return [Close(q.id, "no"), Say("alarm_passed")]
    return _choice(c, q, r)


HANDLERS: dict[QuestionKind, Handler] = {
    QuestionKind.WHAT: filling.what,
    QuestionKind.WHERE: filling.where,
    QuestionKind.WHERE_TO: filling.where_to,
    QuestionKind.WHEN: filling.when,
    QuestionKind.OFFER_WHAT: filling.offer_part,
    QuestionKind.OFFER_WHERE: filling.offer_part,
    QuestionKind.OFFER_WHEN: filling.offer_part,
    QuestionKind.NAME: filling.name,
    QuestionKind.ASK: _ask,
    QuestionKind.TIME: _time,
    QuestionKind.CONFIRM: _confirm,
    QuestionKind.TERMS: _confirm,
    QuestionKind.DOOR: _door,
    QuestionKind.HAPPENED: _happened,
    QuestionKind.HELPER_HAPPENED: _happened,
    QuestionKind.WHICH: _which,
    QuestionKind.SEND_WHERE: _send_where,
    QuestionKind.STILL_NEEDED: _still_needed,
    QuestionKind.STILL_TEXTS: _still_texts,
    QuestionKind.FORGET: _forget,
    QuestionKind.REVIEW: _review,
    QuestionKind.ALARM: _alarm,
}


def late(c: Conversation, r: Reading, now: datetime) -> list[Effect] | None:
    """A bare yes or no with nothing open: a late answer to an ask, or None."""
    asked = [t for t in c.ties if t.helping and _recent(t, now)]
    if not asked or not (_yes(r) or _no(r)):
        return None
    still = [t for t in asked if t.match.state is MatchState.LAPSED and t.need.state is NeedState.OPEN]
    tie = (still or asked)[-1]
    if _no(r):
        return [Say("late_no")]
    if tie.match.state is MatchState.LAPSED and tie.need.state is NeedState.OPEN:
        return [Accept(tie.match.id)]
    return [Accept(tie.match.id)] if tie.match.state is MatchState.COVERED else [Say("late_yes_covered")]


def _recent(tie: Tie, now: datetime) -> bool:
    if tie.match.state not in (MatchState.LAPSED, MatchState.COVERED):
        return False
    since = tie.match.closed_at or tie.match.asked_at
    return since is not None and tie.match.asked_at is not None and now - since <= LATE_YES
