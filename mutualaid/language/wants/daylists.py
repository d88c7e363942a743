"""Weekdays that a text names side by side, of what is needed: "groceries mon wed fri", "tue or thu"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from mutualaid.domain.cues import Hear
from mutualaid.domain.reading import NeedRead, Repeat, When
from mutualaid.language.draft import Draft
from mutualaid.language.helpers.shifts import a_while, in_its_week
from mutualaid.language.times.parts import Phrase
from mutualaid.language.times.rhythms import days_named, find_repeat, joins
from mutualaid.language.times.when import WEEKDAYS, grammars, hours_of, local
from mutualaid.language.words.cuebook import parted


def rhythms(draft: Draft, text: str, *, listed: bool) -> tuple[tuple[Repeat, int, int] | None, Repeat | None]:
    """The rhythm a text names, as it was found and as it holds; with `listed` also of two days side by side."""
    found = find_repeat(text, draft.parsed.language, listed=listed)
    for_now = a_while(text, draft.context.now, draft.parsed.language) if listed and found is not None else None
    if for_now is not None:
        draft.spans["while"] = for_now
    return found, in_its_week(found, text, draft.context.now, draft.parsed.language)


def side_by_side(draft: Draft, text: str, when: When | None) -> Repeat | None:
    """Two or more weekdays in a row as `Reading.among` has them; None where there is none, or one from day to day
    ("mon-fri")."""
    now, language = draft.context.now, draft.parsed.language
    if when is None:
        return None
    if (found := days_named(text, language)) is None:
        return _dates(text, now, language, when)
    days = in_its_week((replace(found[0], listed=True), *found[1:]), text, now, language)
    assert days is not None
    at_once = when.start is not None and when.start == when.end
    days = replace(days, to_hour=days.from_hour) if at_once and days.to_hour is None else days
    ends = days.to_hour or WHOLE_DAY
    begins = now if days.first is None or days.first < now else days.first
    each = [begins.date() + timedelta(n) for n in range(WEEKDAYS + 1)]
    each = [day for day in each if day.isoweekday() in days.days and _at(now, day, ends) > now]
    each = [day for day in each if day < each[0] + timedelta(WEEKDAYS)]
    first = max(now, _at(now, each[0], days.from_hour or 0))
    return replace(days, first=first, last=_at(now, each[-1], ends))


def _dates(text: str, now: datetime, language: str | None, when: When) -> Repeat | None:
    """Days of one week side by side of which some are no weekdays, or have hours of their own ("tomorrow and fri"):
    once, so `every` is 0. None where the time that was read holds them all."""
    for grammar in grammars(text, now, language):
        if sum(not _DAYS.isdisjoint(word.values) for word in grammar.toks) < TWO:
            continue
        run = _row(grammar.phrases(), text)
        days = sorted({phrase.day.first for phrase in run if phrase.day is not None})
        if len(days) < 2 or days[-1] - days[0] >= timedelta(WEEKDAYS) or _held(when, days[0], days[-1]):
            continue
        said = {hours_of(phrase) for phrase in run if phrase.hours or phrase.part}
        low, high = said.pop() if len(said) == 1 else (None, None)
        first = max(now, _at(now, days[0], low or 0))
        return Repeat(
            text[run[0].start : run[-1].end], tuple(sorted(day.isoweekday() for day in days)), low, high, 0,
            first=first, last=_at(now, days[-1], high or WHOLE_DAY),
        )  # fmt: skip
    return None


TWO = 2
_DAYS = frozenset({"day", "weekday"})
WHOLE_DAY = 24.0


def _row(phrases: list[Phrase], text: str) -> list[Phrase]:
    """The first times side by side that are each of one day."""
    run: list[Phrase] = []
    for phrase in phrases:
        if run and not joins(text[run[-1].end : phrase.start]):
            if len(run) > 1:
                break
            run = []
        if not _one_day(phrase):
            break
        run.append(phrase)
    return run


_SIGN = re.compile("&")


def apart_by_day(
    needs: tuple[NeedRead, ...],
    row: Repeat | None,
    find_when: Callable[[str], tuple[When, int, int] | None],
    hear: Hear,
) -> tuple[NeedRead, ...]:
    """One need told for several days of its own with an "and" ("a ride tomorrow at 9 and friday at 10") as one for
    each."""
    if row is None or row.every or len(needs) != 1:
        return needs
    parts = parted(row.text, hear(row.text).each("daylists.and"), _SIGN)
    if len(parts) < TWO or hear(row.text).says("rhythm.one_of", "rhythm.would_suit"):
        return needs
    times = [found[0] for part in parts if (found := find_when(part.strip(" ,"))) is not None]
    dated = [when for when in times if when.dated and when.start is not None]
    return tuple(replace(needs[0], when=when) for when in dated) if len(dated) == len(row.days) else needs


def _one_day(phrase: Phrase) -> bool:
    day = phrase.day
    return day is not None and day.first == day.last and day.how == "on" and phrase.rhythm is None


def _held(when: When, first: date, last: date) -> bool:
    """Whether a time reaches from one day to the other."""
    return when.start is not None and when.end is not None and when.start.date() <= first and when.end.date() > last


def _at(now: datetime, day: date, hour: float) -> datetime:
    return local(now, day, round(hour * 60))
