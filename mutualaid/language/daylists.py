"""Weekdays that a text names side by side, of what is needed: "groceries mon wed fri", "tue or thu"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from mutualaid.domain.reading import Repeat, When
from mutualaid.language.draft import Draft
from mutualaid.language.rhythms import days_named, find_repeat
from mutualaid.language.shifts import in_its_week
from mutualaid.language.when import WEEKDAYS, local


def rhythms(draft: Draft, text: str, *, listed: bool) -> tuple[tuple[Repeat, int, int] | None, Repeat | None]:
    """The rhythm a text names, as it was found and as it holds; with `listed` also of two days side by side."""
    found = find_repeat(text, draft.parsed.language, listed=listed)
    return found, in_its_week(found, text, draft.context.now, draft.parsed.language)


def side_by_side(draft: Draft, text: str, when: When | None) -> Repeat | None:
    """Two or more weekdays in a row as `Reading.among` has them; None where there is none, or one from day to day
    ("mon-fri")."""
    now, language = draft.context.now, draft.parsed.language
    if when is None or (found := days_named(text, language)) is None:
        return None
    days = in_its_week((replace(found[0], listed=True), *found[1:]), text, now, language)
    assert days is not None
    at_once = when.start is not None and when.start == when.end
    days = replace(days, to_hour=days.from_hour) if at_once and days.to_hour is None else days
    ends = days.to_hour or 24
    begins = now if days.first is None or days.first < now else days.first
    each = [begins.date() + timedelta(n) for n in range(WEEKDAYS + 1)]
    each = [day for day in each if day.isoweekday() in days.days and _at(now, day, ends) > now]
    each = [day for day in each if day < each[0] + timedelta(WEEKDAYS)]
    first = max(now, _at(now, each[0], days.from_hour or 0))
    return replace(days, first=first, last=_at(now, each[-1], ends))


def _at(now: datetime, day: date, hour: float) -> datetime:
    return local(now, day, round(hour * 60))
