"""Days of the calendar: "oct 14", "10/14", "2026-10-31", "the 14th", "el 14 de octubre", and weekdays by name."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

from mutualaid.language.times.parts import Day, Reader

_FRACTIONS = {(1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 8)}
"""Months and days that are rather parts of something ("1/2 gallon")."""

_HOURLY = frozenset({"meridian", "clock", "part", "tonight"})
"""After these a short weekday is one ("1pm wed")."""


class DateReader(Reader):
    """Finds the date that begins at a word."""

    def _weekday(self, i: int) -> int | None:
        value = self.value(i, "weekday")
        if value is None:
            return None
        word = self.toks[i]
        guards = self.words.guards
        if word.raw in guards["notday.short"]:
            before, after = self.at(i - 1), self.at(i + 1)
            if before and (before.number is not None or not before.values.keys().isdisjoint(_HOURLY)):
                return int(value)
            if before and before.raw in guards["notday.before"] and not (after and after.number is not None):
                return None
            if after and after.raw in guards["notday.after"]:
                return None
        return int(value)

    def _date(self, i: int) -> tuple[Day, int] | None:
        for form in (self._month_day, self._day_month, self._slashed, self._ordinal):
            found = form(i)
            if found:
                return found
        if self.cue(i, "on") and self.at(i + 1) and not self.cue(i, "and"):
            for form in (self._month_day, self._day_month):
                found = form(i + 1)
                if found:
                    return found
        return None

    def _day_number(self, i: int) -> tuple[int, int] | None:
        word = self.at(i)
        if self.small(i, "first"):
            return 1, i + 1
        spelled = self.value(i, "nth")
        if spelled is not None:
            return int(spelled), i + 1
        if word is None or word.number is None or not 1 <= word.number <= 31:
            return None
        if self.value(i + 1, "hours") is not None:
            return None
        if self.value(i + 1, "ordinal") is not None and self.toks[i + 1].glued:
            return word.number, i + 2
        return word.number, i + 1

    def _month_day(self, i: int) -> tuple[Day, int] | None:
        month = self.value(i, "month")
        if month is None or self.small(i, "month_last"):
            return None
        j = i + 2 if self.cue(i + 1, "on") or (self.at(i + 1) and self.toks[i + 1].raw == ".") else i + 1
        number = self._day_number(j)
        if number is None:
            return None
        day, j = number
        following = self.at(j)
        street = following is not None and following.raw in self.words.guards["notclock.after"]
        if street and not self.small(j, "street_or_ordinal"):
            return None
        if following and following.raw in (":",) and following.glued:
            return None
        return self._dated(int(month), day, j)

    def _day_month(self, i: int) -> tuple[Day, int] | None:
        number = self._day_number(i)
        if number is None:
            return None
        day, j = number
        if self.cue(j, "on", "from") and self.value(j, "month") is None:
            j += 1
        month = self.value(j, "month")
        if month is None or self.small(j + 1, "month_verbs"):
            return None
        return self._dated(int(month), day, j + 1)

    def _slashed(self, i: int) -> tuple[Day, int] | None:
        first, mark, second = self.at(i), self.at(i + 1), self.at(i + 2)
        if not (first and mark and second) or mark.raw not in ("/", "-") or not (mark.glued and second.glued):
            return None
        if first.number is not None and 2020 <= first.number <= 2100:
            return self._iso(i, first.number)
        a, b = first.number, second.number
        if a is None or b is None or len(first.raw) > 2 or len(second.raw) > 2 or first.glued:
            return None
        third, fourth = self.at(i + 3), self.at(i + 4)
        full = bool(third and fourth and third.raw == mark.raw and third.glued and fourth.number is not None)
        if not full and (mark.raw == "-" or (third and third.glued and third.raw not in ".,;!?)")):
            return None
        cued = self.cue(i - 1, "on", "before", "by", "after", "until") or self._weekday(i - 1) is not None
        if not full and (a, b) in _FRACTIONS and not cued:
            return None
        if third and third.raw in self.words.guards["notclock.after"] and not full:
            return None
        month, day = (b, a) if (self.day_first and b <= 12) or a > 12 else (a, b)
        year = fourth.number if full and fourth else None
        return self._dated(month, day, i + 5 if full else i + 3, year)

    def _iso(self, i: int, year: int) -> tuple[Day, int] | None:
        """ "2026-10-31"."""
        month, mark, day = self.at(i + 2), self.at(i + 3), self.at(i + 4)
        if not (month and mark and day and mark.raw in "-/" and mark.glued and day.glued):
            return None
        if month.number is None or day.number is None:
            return None
        return self._dated(month.number, day.number, i + 5, year)

    def _ordinal(self, i: int) -> tuple[Day, int] | None:
        """ "the 14th", "el 14", "el dia 14", unless a street follows ("the 24th st", "la 24 y mision")."""
        led = (
            i > 0
            and self.cue(i - 1, "dated")
            and self.cue(i - 1, "before", "until", "on")
            and (" " in self.toks[i - 1].raw or self.small(i - 1, "no_hour"))
        )
        led = led and not self.cue(i, "dated")
        if not self.cue(i, "dated") and not led:
            return None
        at = i if led else i + 1
        named = self._day_month(at) or self._slashed(at)
        if named:
            return named
        number = self._day_number(at)
        if number is None:
            return None
        day, j = number
        if self.value(at, "nth") is not None and day <= 3 and not self.cue(j, "of_month"):
            return None
        suffixed = self.value(j - 1, "ordinal") is not None or self.value(at, "nth") is not None
        if self.cue(j, "of_month"):
            suffixed, j = True, j + 1
        if not self.words.bare_dates and not suffixed:
            return None
        after = self.at(j)
        if after and not (
            after.known or after.raw in ".,;!?)-/&" or after.raw in self.words.guards["notclock.beside"]
        ):
            return None
        if after and (after.raw in self.words.guards["notclock.after"] or (after.capital and not after.known)):
            return None
        if after and self.cue(j, "and") and after.raw != ",":
            beyond = self.at(j + 1)
            pointed = not self.small(i, "pointing") or self.cue(i - 1, "on", "by", "before", "until")
            if beyond and not beyond.known and beyond.number is None and not pointed:
                return None
        one = self._next_such(day)
        return (Day(one, one, dated=True), j) if one else None

    def _next_such(self, day: int) -> date | None:
        """The next day of that number in its month."""
        for ahead in range(3):
            first = (self.today.replace(day=1) + timedelta(31 * ahead)).replace(day=1)
            with contextlib.suppress(ValueError):
                one = first.replace(day=day)
                if one >= self.today:
                    return one
        return None

    def _dated(self, month: int, day: int, j: int, year: int | None = None) -> tuple[Day, int] | None:
        mark = self.at(j)
        if year is None and mark:
            k = j + 1 if mark.raw == "," or self.cue(j, "from") or self.cue(j, "on") else j
            given = self.at(k)
            if given and given.number is not None and 2020 <= given.number <= 2100 and len(given.raw) == 4:
                year, j = given.number, k + 1
        if year is not None:
            year = year + 2000 if year < 100 else year
        for candidate in [year] if year is not None else range(self.today.year, self.today.year + 9):
            try:
                one = date(candidate, month, day)
            except ValueError:
                continue
            if year is not None or one >= self.today:
                return Day(one, one, dated=True), j
        return None
