"""Until when a pause lasts: "two weeks", "till 11/3", "hasta el lunes", "back on the 14th", "not this week".

`now` is aware and in the group's zone, and so is every result.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from mutualaid.domain.reading import When
from mutualaid.language.times.grammar import Grammar
from mutualaid.language.times.parts import Day, Hours, Phrase
from mutualaid.language.times.when import WEEKDAYS, earlier, grammars, local, resolve, waited

PAST = timedelta(days=305)
"""A day without a year that next comes after so long is meant as one of the last weeks."""

FEW = 3
"""How many "a few weeks" are."""

_YEAR = re.compile(r"\b20\d\d\b")
_PLAIN_RANGE = re.compile(r"[^\d:h]*\b(\d{1,2})\b[^\d:]*\b(\d{1,2})")
"""Two numbers that nothing makes hours of: "del 10 al 20"."""


def find_until(text: str, now: datetime, language: str | None = None, back_at: int | None = None) -> When | None:
    """From now until a pause ends, or None where the text does not say: "two weeks", "till aug 3" (back on that
    day), "hasta el lunes", "this month" (all of it).

    `back_at` is the offset behind words of return ("back", "ask me again"): the day after them is the first one on
    which its writer is back. The end is None where the day that was named is over."""
    for grammar in grammars(text, now, language, every=True):
        grammar.looks_behind = False
        if back_at is not None:
            if found := _first_day_back(grammar, text, now, back_at):
                return found
            continue
        found = _day_alone(grammar, text, now) or _length(grammar, text, now)
        if found:
            return found
        for phrase in grammar.phrases():
            end = _end_of_pause(phrase, grammar, now)
            if end is None:
                continue
            named = _YEAR.search(text) is not None
            far = phrase.day is not None and phrase.day.dated and not named and end - now > PAST
            over = named and not earlier(now, end)
            if far or over or earlier(now, end):
                return When(text[phrase.start : phrase.end], now, None if far or over else end)
        found = _month_alone(grammar, text, now, all_of_it=True) or _refused(grammar, text, now, language)
        if found:
            return found
    return None


def _first_day_back(grammar: Grammar, text: str, now: datetime, back_at: int) -> When | None:
    for phrase in grammar.phrases():
        if phrase.start < back_at or phrase.rhythm or phrase.vague or phrase.at_once:
            continue
        if phrase.wait and phrase.wait[1] in ("minute", "hour"):
            return None
        if phrase.day is None and phrase.wait is None:
            continue
        day = _plain(phrase.day)
        start, _ = resolve(phrase._replace(day=day, hours=None, part=None, within=False), now) or (None, None)
        if day and phrase.day and phrase.day.how == "after":
            start = local(now, day.last + timedelta(1), 0)
        if day and day.weekly and day.first == now.date():
            start = local(now, day.first + timedelta(WEEKDAYS), 0)
        if start and earlier(now, start):
            far = day is not None and day.dated and not _YEAR.search(text) and start - now > PAST
            return When(text[phrase.start : phrase.end], now, None if far else start)
    return _day_alone(grammar, text, now, back_at) or _month_alone(grammar, text, now, back_at)


def _day_alone(grammar: Grammar, text: str, now: datetime, back_at: int | None = None) -> When | None:
    """A number that can only be a day of the month: "jiska 15", or with `back_at` "m ap tounen 14 la"."""
    toks = grammar.toks
    for i, tok in enumerate(toks):
        led = grammar.cue(i - 1, "until") if back_at is None else toks[i - 1].end <= back_at <= tok.start
        if not led or tok.number is None or not 12 < tok.number <= 31 or len(tok.raw) > 2:
            continue
        after = grammar.at(i + 1)
        if after and ((after.glued and after.raw not in ".,;!?") or after.values or after.raw == "%"):
            return None
        if grammar.small(i + 1, "after_hour"):
            return None
        return _next_day(grammar, now, tok.number, text[tok.start : tok.end])
    return None


def _next_day(grammar: Grammar, now: datetime, number: int, words: str) -> When | None:
    """The next day of the month of that number, tomorrow at the earliest."""
    for ahead in range(1, 63):
        day = grammar.today + timedelta(ahead)
        if day.day == number:
            return When(words, now, local(now, day, 0))
    return None


def _month_alone(
    grammar: Grammar, text: str, now: datetime, back_at: int | None = None, *, all_of_it: bool = False
) -> When | None:
    """A month without a day: back in November is its first, off in October lasts until its end."""
    for i, tok in enumerate(grammar.toks):
        month = grammar.value(i, "month")
        led = grammar.cue(i - 1, "in", "on", "until", "before", "by")
        if month is None or (back_at is not None and (tok.start < back_at or not led)):
            continue
        if grammar.small(i, "month_last") or (not led and len(tok.raw) < 4):
            continue
        year = now.year + (int(month) < now.month)
        first = date(year, int(month), 1)
        if all_of_it and not grammar.cue(i - 1, "until", "before", "by"):
            first += timedelta(calendar.monthrange(year, int(month))[1])
        if earlier(now, local(now, first, 0)):
            return When(text[tok.start : tok.end], now, local(now, first, 0))
    return None


def _refused(grammar: Grammar, text: str, now: datetime, language: str | None) -> When | None:
    """ "Not this week": the time that somebody is not to be asked in."""
    at = next((t.end for t in grammar.toks if t.cue("negated")), None)
    return find_until(text[at:], now, language) if at is not None and at < len(text) else None


def _length(grammar: Grammar, text: str, now: datetime) -> When | None:
    """A pause said as a length: "two weeks", "a month", "3 dias"."""
    toks = grammar.toks
    for i in range(len(toks) - 1):
        count, unit = _count(grammar, i), grammar.value(i + 1, "unit")
        if count is None or unit is None or not 0 < count <= 400:
            continue
        if grammar.small(i, "length_article") and not grammar.small(i + 2, "length_off"):
            continue
        if grammar.small(i + 1, "no_unit") and len(toks) > i + 2:
            continue
        if len(toks) > i + 2 and toks[i + 2].cue("gone"):
            continue
        words = text[toks[i].start : toks[i + 1].end]
        start, end = waited((count, unit), True, now)
        if unit not in ("minute", "hour") and end is not None:
            end = local(now, end.date() - timedelta(1), 0)
        return When(words, start, end)
    whole = [i for i, tok in enumerate(toks) if tok.value("ignore") and grammar.small(i, "one_day")]
    if whole:
        tok = toks[whole[0]]
        return When(text[tok.start : tok.end], now, local(now, now.date() + timedelta(1), 0))
    return None


def _count(grammar: Grammar, i: int) -> int | None:
    """How many; a word put together with the one before counts too ("d'une semaine"), and so do "a few"."""
    if grammar.small(i, "few"):
        return FEW
    raw = grammar.toks[i].raw
    if "'" in raw:
        sense = grammar.words.phrases.get((raw.rpartition("'")[2],))
        number = sense.values.get("number") if sense else None
        return int(number) if number else None
    return grammar.number(i)


def _end_of_pause(phrase: Phrase, grammar: Grammar, now: datetime) -> datetime | None:
    if phrase.vague or phrase.at_once or phrase.rhythm is not None:
        return None
    day = phrase.day
    if day and day.how == "after" and phrase.hours is None:
        return local(now, day.last + timedelta(1), 0)
    if day is None and phrase.hours and phrase.hours.how == "range" and grammar.words.day_first:
        return _end_of_days(phrase, grammar, now)
    if day and day.weekly and day.first == now.date() and phrase.hours is None:
        week = timedelta(WEEKDAYS)
        phrase = phrase._replace(day=day._replace(first=day.first + week, last=day.last + week))
    until = any(t.start == phrase.start and t.cue("until", "before", "by") for t in grammar.toks)
    before = [t for t in grammar.toks if t.end <= phrase.start]
    until = until or bool(before and before[-1].cue("until"))
    start, end = resolve(phrase._replace(day=_plain(phrase.day), hours=_at(phrase.hours)), now) or (None, None)
    if until and phrase.day and phrase.hours is None and start and phrase.day.first > now.date():
        return start
    return end


def _end_of_days(phrase: Phrase, grammar: Grammar, now: datetime) -> datetime | None:
    """The end of "del 10 al 20", which in a pause are days."""
    found = _PLAIN_RANGE.fullmatch(grammar.text[phrase.start : phrase.end])
    if found is None or not 0 < int(found[2]) <= 31:
        _, end = resolve(phrase, now) or (None, None)
        return end
    last = _next_day(grammar, now, int(found[2]), found[0])
    return local(now, last.end.date() + timedelta(1), 0) if last and last.end else None


def _plain(day: Day | None) -> Day | None:
    return day._replace(how="on") if day else None


def _at(hours: Hours | None) -> Hours | None:
    return hours._replace(how="at") if hours and hours.how in ("before", "by", "after") else hours
