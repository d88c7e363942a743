"""A helper who said yes is asked when: what is missing of the answer is asked for once more, by itself. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from mutualaid.domain.conversation.effects import Accept, Ask, Close, Counter, Decline, Effect, OpenCase, Say
from mutualaid.domain.conversation.needs import hours
from mutualaid.domain.conversation.talk import Conversation, Tie
from mutualaid.domain.cues import Hear
from mutualaid.domain.lures import wants_pay
from mutualaid.domain.needs import Need, Question
from mutualaid.domain.reading import Reading, When
from mutualaid.domain.vocabulary import Answer, QuestionKind

DAY, HOURS = "day", "hours"
"""What a first answer gave, before its times in the question that asks for the rest."""


def to_person(c: Conversation, match_id: str | None, r: Reading) -> list[Effect]:
    """Terms no proposal of ours can hold: a coordinator works them out with both."""
    reason = "price_named" if wants_pay(r) else "terms_to_read"
    case = OpenCase(reason, 0, match_id=match_id, note=r.text)
    return [case, Say("terms_read", {"by": c.facts.person_by})]


def time_named(c: Conversation, q: Question, r: Reading, now: datetime) -> list[Effect] | None:
    """The answer to when a helper can come: a time, a day whose hour is asked for, or an hour whose day is."""
    assert q.match_id is not None
    if wants_pay(r):
        return to_person(c, q.match_id, r)
    part, kept = given(q.text)
    tie = c.tie(q.match_id)
    when = r.when or (r.counter.when if r.counter else None) or r.hour
    if part == DAY and r.digit:
        when = _afternoon(r, kept)
    when = hours.of_any_day(when, r) if when is not None else None
    if r.cannot or (r.says_no and when is None):
        return [Close(q.id, "no"), Decline(q.match_id)]
    if part == HOURS and (when is None or when.start is None or not _a_day(when, r.hear)) and _says_any(r, when):
        return to_person(c, q.match_id, r)
    if kept is not None and (when is None or when.start is None) and _says_any(r, when):
        return [Close(q.id, "time"), Accept(q.match_id, kept, asked=True)]
    if when is None:
        if r.says_yes or r.bare_ok or r.digit is not None:
            return [Say("ask_time_again")]
        return [Say("no_hurry")] if r.answer is Answer.UNSURE else None
    if when.start is None or tie is None:
        return [Close(q.id, "time"), Accept(q.match_id, when, asked=True)]
    when = hours.not_sooner(when, tie.match.terms_from)
    if kept is None and (asked := _rest(q, tie, when, r)):
        return asked
    if part == HOURS and kept:
        when = _on_day(kept, when, r.hear)
    else:
        when = hours.near_need(_about(tie, kept), when, r.hear)
    when = _not_over(when, now, r.hear)
    assert when.start is not None
    if hours.from_a_day(when) and tie.need.to_at is not None and when.start >= tie.need.to_at:
        if tie.match.terms_from is not None or kept is not None:
            return to_person(c, q.match_id, r)
        if when.weekly:
            return _ask_rest(q, DAY, replace(when, end=when.start + timedelta(days=1)))
        return [Close(q.id, "time"), Counter(q.match_id, when)]  # and asked for a day of these
    if not hours.inside(tie.need, when.start, when.end or when.start):
        return [Close(q.id, "counter"), Counter(q.match_id, when)]
    return [Close(q.id, "time"), Accept(q.match_id, when, asked=True)]


def _says_any(r: Reading, when: When | None) -> bool:
    """Whether an answer leaves open what was asked for: "any time", "idk", "ok"."""
    return when is not None or r.says_yes or r.bare_ok or r.digit is not None or r.answer is Answer.UNSURE


def _about(tie: Tie, kept: When | None) -> Need:
    return replace(tie.need, from_at=kept.start, to_at=kept.end) if kept is not None else tie.as_fixed


def _rest(q: Question, tie: Tie, when: When, r: Reading) -> list[Effect]:
    """The question for the day an hour lacks, or for the hour of a day; nothing where neither is missing."""
    fixed = tie.as_fixed
    window = fixed.to_at - fixed.from_at if fixed.from_at is not None and fixed.to_at is not None else None
    if not when.dated and (window is None or window > hours.ONE_DAY):
        return _ask_rest(q, HOURS, when)
    return _ask_rest(q, DAY, when) if _a_day(when, r.hear) and not r.cues.says("hours.any") else []


def _ask_rest(q: Question, part: str, when: When) -> list[Effect]:
    """Asks for what a time lacks that gave this part."""
    line, values = ("ask_hour", {"at": (when.start, when.end)}) if part == DAY else ("ask_day", {})
    ask = Ask(QuestionKind.TIME, match_id=q.match_id, need_id=q.need_id, text=_noted(part, when))
    return [Close(q.id, "part"), Say(line, values, ask)]


def _a_day(when: When, hear: Hear) -> bool:
    """Whether a time is a day without an hour; today is what is left of it."""
    return hours.whole_day(when) or hours.rest_of_today(when, hear)


def _noted(part: str, when: When) -> str:
    ends = (at.isoformat() if at is not None else "" for at in (when.start, when.end))
    return f"{part} {'~'.join(ends)}"


def given(text: str | None) -> tuple[str, When | None]:
    """What a question for the rest keeps of the first answer: DAY or HOURS with its times; "" and None where it is
    no such question."""
    part, _, times = (text or "").partition(" ")
    if part not in (DAY, HOURS):
        return "", None
    start, end = (datetime.fromisoformat(at) if at else None for at in times.split("~"))
    return part, When("", start, end, dated=part == DAY)


def unanswered(text: str | None) -> When:
    """The time to go by where nobody answers: the day that was named, else none."""
    part, kept = given(text)
    return kept if part == DAY and kept is not None else When("")


def _on_day(kept: When, day: When, hear: Hear) -> When:
    """The hours given first, on the day given now."""
    assert kept.start is not None and day.start is not None
    if not _a_day(day, hear):
        return day
    zone = day.start.tzinfo
    start = datetime.combine(day.start.date(), kept.start.astimezone(zone).time(), zone)
    if kept.end is None:
        return replace(day, start=start, end=day.end)
    return replace(day, start=start, end=min(start + (kept.end - kept.start), day.end or start))


def _not_over(when: When, now: datetime, hear: Hear) -> When:
    """ "7", said at nine in the morning of today, is seven in the evening."""
    half = timedelta(hours=12)
    start, end = when.start, when.end
    if start is None or start > now or start + half <= now or hours.says_half(when, hear):
        return when
    zone = start.tzinfo
    if (start + half).date() != now.astimezone(zone).date() or (end is not None and end - start >= half):
        return when
    return replace(when, start=start + half, end=end + half if end is not None else None)


def _afternoon(r: Reading, kept: When | None) -> When | None:
    """ "2" to the question at what time: two in the afternoon; the digits above are hours already."""
    if r.digit is None or kept is None or kept.start is None or r.when or r.hour:
        return r.when or r.hour
    at = datetime.combine(kept.start.date(), time(12 + r.digit), kept.start.tzinfo)
    return When(r.text, at, at, dated=True)
