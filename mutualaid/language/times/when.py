"""Times in texts: what was meant ("fri after 5" -> a stretch of time) and how we say one.

`now` is aware and in the group's zone; every result is in that zone. Days are local: a day in which the clocks
change is 23 or 25 hours long.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from mutualaid.domain.reading import When
from mutualaid.language.times.grammar import Grammar
from mutualaid.language.times.parts import MORNINGS, Clock, Day, Phrase
from mutualaid.language.times.refusals import refuses_hour
from mutualaid.language.times.saying import say_when
from mutualaid.language.times.triggers import languages_in
from mutualaid.language.times.words import time_words

__all__ = ["find_when", "refuses", "say_when"]

PARTS = {
    "dawn": (2, 7), "early": (6, 10), "morning": (8, 12), "forenoon": (9, 12), "lunch": (11, 14),
    "daylight": (8, 19), "afternoon": (12, 17), "late_afternoon": (15, 18), "evening": (17, 21), "night": (17, 24),
}  # fmt: skip
"""Local hours that the parts of a day stand for."""

AT_ONCE = timedelta(hours=4)
"""How long "now" and "asap" last."""

_LATE = ("afternoon", "late_afternoon", "evening", "night")
_DAY_MINUTES = 1440
WEEKDAYS = 7

Span = tuple[datetime | None, datetime | None]


def find_when(
    text: str,
    now: datetime,
    language: str | None = None,
    day_first: bool | None = None,
    *,
    asked: bool = False,
) -> tuple[When, int, int] | None:
    """The time a text names, with the offsets of its words; None where it names none.

    Of several the one that says most wins, then the first. A weekly rhythm gives its next occurrence. With no
    language every language is tried. `day_first` reads 10/9 as 9 October; left out, the language decides. To
    somebody who was `asked` for a time a bare "morning" is one and no greeting."""
    best: tuple[int, int, When, int, int] | None = None
    for grammar in grammars(text, now, language, day_first, every=asked):
        grammar.asked = asked
        for phrase in grammar.phrases():
            span = resolve(phrase, now)
            if span is None:
                continue
            rank = (phrase.rich, phrase.end - phrase.start if language is None else 0)
            if best is None or rank > best[:2]:
                dated = any((phrase.day, phrase.rhythm, phrase.wait, phrase.at_once, phrase.vague))
                begins = None if dated else _begun(phrase, span, now)
                when = When(text[phrase.start : phrase.end], *span, dated, phrase.turned, begins, phrase.in_place)
                if phrase.day is not None and phrase.day.weekly:
                    when = replace(when, weekly=True)
                best = (*rank, when, phrase.start, phrase.end)
    return best[2:] if best else None


def refuses(text: str, now: datetime, language: str | None = None) -> bool:
    """Whether a text refuses a time that stands before the refusal ("after 5 i cant", "5 doesnt work"), or an hour
    behind it and names no other ("no way at 10")."""
    for grammar in grammars(text, now, language):
        left = grammar.phrases()
        if grammar.refused or (grammar.denied and not left):
            return True
    return refuses_hour(text, language)


def with_foreign_day(
    text: str, now: datetime, language: str | None, found: tuple[When, int, int] | None
) -> tuple[When, int, int] | None:
    """A time whose day is said in another language than the rest ("RIDE EL JUEVES AT 10:30"): that day, at the hour
    found."""
    if language is None or (found is not None and (found[0].dated or found[0].start is None)):
        return found
    for other in sorted(languages_in(text, days=True) - {language}):
        day = find_when(text, now, other)
        if day is None or not day[0].dated or day[0].start is None or day[2] - day[1] < SHORTEST_DAY:
            continue
        if found is None or found[0].start is None or day[0].start.time() != time():
            return day
        zone, clock = day[0].start.tzinfo, found[0].start.time()
        start = datetime.combine(day[0].start.date(), clock, zone)
        long = None if found[0].end is None else found[0].end - found[0].start
        end = None if long is None else start + long
        first, last = min(day[1], found[1]), max(day[2], found[2])
        return When(text[first:last], start, end), first, last
    return found


def names_today(when: When, now: datetime, language: str | None) -> bool:
    """Whether a time is today by the name of its weekday."""
    if not when.dated or when.start is None or when.start.date() != now.date():
        return False
    toks = [word for grammar in grammars(when.text, now, language) for word in grammar.toks]
    return any("weekday" in word.values for word in toks) and not any("day" in word.values for word in toks)


SHORTEST_DAY = 5
"""Letters of the words that name a day in another language: shorter ones may be anything."""


def grammars(
    text: str, now: datetime, language: str | None, day_first: bool | None = None, every: bool = False
) -> Iterator[Grammar]:
    """The grammars that may find a time in the text, or with `every` all of them."""
    known = time_words()
    likely = None if every else languages_in(text)
    for code in [language] if language in known else list(known):
        if likely is None or code in likely:
            yield Grammar(known[code or ""], text, now.date(), day_first)


# ---- local time


def local(now: datetime, day: date, minute: int) -> datetime:
    """A local clock time; one that the clocks skip moves forward, one that comes twice is the one still ahead."""
    naive = datetime.combine(day, time()) + timedelta(minutes=minute)
    moment = naive.replace(tzinfo=now.tzinfo)
    moment = moment.astimezone(UTC).astimezone(now.tzinfo)
    again = naive.replace(tzinfo=now.tzinfo, fold=1)
    if earlier(moment, now) and earlier(moment, again) and moment.replace(tzinfo=None) == naive:
        moment = again
    return moment


def _after(now: datetime, wait: timedelta) -> datetime:
    return (now.astimezone(UTC) + wait).astimezone(now.tzinfo)


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ---- from a phrase to a stretch of time


def resolve(phrase: Phrase, now: datetime) -> Span | None:
    if phrase.vague or phrase.left:
        return None, None
    if phrase.at_once:
        return now, _after(now, AT_ONCE)
    if phrase.wait:
        return waited(phrase.wait, phrase.within, now)
    day = phrase.day
    if phrase.rhythm is not None:
        return _next_occurrence(phrase, now)
    if day is None:
        return _today_or_next(phrase, now)
    span = _on(phrase, day, now)
    if day.weekly and day.how in ("on", "by", "before") and _over(span, now):
        week = timedelta(WEEKDAYS)
        span = _on(phrase, day._replace(first=day.first + week, last=day.last + week), now)
    return None if span[1] and earlier(span[1], now) and phrase.part and not phrase.hours else span


def _begun(phrase: Phrase, span: Span, now: datetime) -> datetime | None:
    """When hours began that the present cuts, or None: not those that only say when they end."""
    if span[0] != now or phrase.hours is None or phrase.hours.how in ("by", "before", "at"):
        return None
    whole = resolve(phrase, local(now, now.date(), 0))
    return whole[0] if whole is not None and whole[1] == span[1] else None


def earlier(a: datetime, b: datetime) -> bool:
    """Two times of one zone compare by the clock on the wall, which is wrong in the hour that comes twice."""
    return a.astimezone(UTC) < b.astimezone(UTC)


def _over(span: Span, now: datetime) -> bool:
    start, end = span
    last = end if end is not None else start
    return last is not None and not earlier(now, last)


def waited(wait: tuple[int, str], within: bool, now: datetime) -> Span:
    count, unit = wait
    if unit in ("minute", "hour"):
        end = _after(now, timedelta(minutes=count * (60 if unit == "hour" else 1)))
        return (now, end) if within else (end, end)
    days = count * (WEEKDAYS if unit == "week" else 1)
    day = _months(now.date(), count) if unit == "month" else now.date() + timedelta(days)
    end = local(now, day, _DAY_MINUTES)
    return (now, end) if within else (local(now, day, 0), end)


def _next_occurrence(phrase: Phrase, now: datetime) -> Span:
    days = phrase.rhythm.days if phrase.rhythm else ()
    for ahead in range(WEEKDAYS + 1):
        day = now.date() + timedelta(ahead)
        if days and day.isoweekday() not in days:
            continue
        last = day
        while days and not phrase.hours and not phrase.part and (last + timedelta(1)).isoweekday() in days:
            if (last - day).days >= WEEKDAYS - 2:
                break
            last += timedelta(1)
        span = _on(phrase, Day(day, last), now)
        if not _over(span, now):
            return span
    return None, None


def _today_or_next(phrase: Phrase, now: datetime) -> Span:
    """Hours without a day: the next time they come. A morning that has begun would be "this morning"."""
    started = phrase.part in MORNINGS and phrase.hours is None
    started = started and earlier(local(now, now.date(), PARTS[phrase.part or "morning"][0] * 60), now)
    for ahead in range(1 if started else 0, 2):
        day = now.date() + timedelta(ahead)
        span = _on(phrase, Day(day, day), now)
        if not _over(span, now):
            return span
    return span


def _on(phrase: Phrase, day: Day, now: datetime) -> Span:
    start_minute, end_minute = _minutes(phrase, day, now)
    begin = local(now, day.first, 0)
    if day.how in ("by", "before") and phrase.hours is None and phrase.part is None:
        return now, local(now, day.last, _DAY_MINUTES) if day.how == "by" else begin
    if day.how == "after":
        return local(now, day.first if phrase.hours else day.last + timedelta(1), start_minute), None
    start, end = local(now, day.first, start_minute), local(now, day.last, end_minute)
    if phrase.hours and phrase.hours.how == "at":
        end = start
        return (now, end) if day.how in ("by", "before") and earlier(now, end) else (start, end)
    hours_by = phrase.hours is not None and phrase.hours.how == "by"
    if day.how in ("by", "before") or hours_by:
        start = now if earlier(now, end) else end
    if earlier(start, now) and earlier(now, end):
        start = now
    return start, end


def _minutes(phrase: Phrase, day: Day, now: datetime) -> tuple[int, int]:
    """Minutes of the local day at which the phrase begins and ends."""
    low, high = PARTS[phrase.part] if phrase.part else (0, 24)
    hours = phrase.hours
    if hours is None:
        last = _DAY_MINUTES - 1 if phrase.part == "night" else high * 60
        return low * 60, last
    first = _shifted(hours.first, phrase, day, now)
    if hours.how == "after":
        return first, _DAY_MINUTES if not phrase.part or first >= high * 60 else high * 60
    if hours.how in ("before", "by"):
        return (low * 60 if phrase.part and low * 60 < first else 0), first
    if hours.how == "range" and hours.last is not None:
        last = _shifted(hours.last, phrase, day, now)
        if last <= first:
            last = last + 720 if last + 720 > first and not hours.last.fixed else last + _DAY_MINUTES
        return first, last
    return first, first


def _shifted(clock: Clock, phrase: Phrase, day: Day, now: datetime) -> int:
    """Minutes of a clock, moved to the half of the day that the phrase or the present suggests."""
    if clock.fixed:
        return clock.minute
    hour = clock.minute % 720
    if phrase.part in MORNINGS:
        return hour
    if phrase.part in _LATE:
        return hour + 720
    today = phrase.day is not None and day.first == day.last == now.date()
    single = phrase.hours is not None and phrase.hours.how == "at"
    passed = earlier(local(now, day.first, clock.minute), now)
    if today and single and passed and clock.minute < 720 and not day.weekly:
        return hour + 720
    return clock.minute


def hours_of(phrase: Phrase) -> tuple[float | None, float | None]:
    """The local hours of a rhythm, None where open."""
    if phrase.hours is None and phrase.part is None:
        return None, None
    anyday = Day(date(2024, 1, 1), date(2024, 1, 1))
    start, end = _minutes(phrase, anyday, datetime(2024, 1, 1, tzinfo=UTC))
    if phrase.part == "night" and phrase.hours is None:
        end = _DAY_MINUTES
    low: float | None = start / 60
    high: float | None = end / 60 - (24 if end > _DAY_MINUTES else 0)
    if phrase.hours and phrase.hours.how in ("before", "by") and start == 0:
        low = None
    if phrase.hours and phrase.hours.how in ("after", "at") and phrase.part is None:
        high = None
    return low, high
