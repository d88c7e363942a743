"""Days: "fri", "next tues", "this weekend", "oct 14", "10/14", "the 14th", "el 14 de octubre"."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta

from mutualaid.language.timeparts import Day, Reader

_FRACTIONS = {(1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 8)}
"""Months and days that are rather parts of something ("1/2 gallon")."""


_HOW = {"until": "by", "between": "on"}


class DayReader(Reader):
    """Finds the day or days that begin at a word."""

    def _weekday(self, i: int) -> int | None:
        value = self.value(i, "weekday")
        if value is None:
            return None
        word = self.toks[i]
        guards = self.words.guards
        if word.raw in guards["notday.short"]:
            before, after = self.at(i - 1), self.at(i + 1)
            if before and before.raw in guards["notday.before"] and not (after and after.number is not None):
                return None
            if after and after.raw in guards["notday.after"]:
                return None
        return int(value)

    def _day(self, i: int) -> tuple[Day, int] | None:
        how = "on"
        j = i
        for name in ("before", "by", "after", "until", "starting", "between"):
            if self.cue(i, name):
                how, j = _HOW.get(name, name), i + 1
                break
        if j > i and self.cue(i, "past"):
            return None
        end_of_day = self.value(j, "endofday")
        if end_of_day is not None:
            return Day(self.today, self.today, "by"), j + 1
        if self.value(j, "endofweek") is not None:
            return Day(self.today, self.today + timedelta(7 - self.today.isoweekday()), "by"), j + 1
        while how != "on" and self.cue(j, "on", "at") and self._one_day(j) is None and j < i + 3:
            j += 1
        found = self._one_day(j) or (self._month_alone(j, how == "after") if how != "on" else None)
        if not found:
            return None
        day, j = found
        day, j = self._more_days(day, j, self.cue(i, "between"))
        if self.cue(j, "later") or how == "starting":
            how, j = "after", j + 1 if self.cue(j, "later") else j
            day = replace(day, last=day.first - timedelta(1))
        return replace(day, how=how), j

    def _month_alone(self, i: int, whole: bool) -> tuple[Day, int] | None:
        """ "till nov": the first of that month; with `whole` all of it."""
        month = self.value(i, "month")
        if month is None:
            return None
        year = self.today.year + (int(month) < self.today.month)
        first = date(year, int(month), 1)
        last = (first + timedelta(32)).replace(day=1) - timedelta(1)
        return Day(first, last if whole else first, dated=True), i + 1

    def _more_days(self, day: Day, j: int, ranged: bool = False) -> tuple[Day, int]:
        """Joins "fri or sat", "mon-wed", "the 14th to the 16th", "sat 10 oct"."""
        if day.weekly:
            date_too = self._date(j) or (self._date(j + 1) if self.cue(j, "on") else None)
            if date_too:
                return date_too
            number = self._day_number(j)
            counted = (self.words.day_first and not self.cue(j + 1, "to")) or self.cue(j + 1, "at")
            if number and number[0] == day.first.day and (number[1] == j + 2 or counted):
                return replace(day, weekly=False, dated=True), number[1]
            if number and counted and self.words.small["loose_at"] and (one := self._that_day(day, number[0])):
                return Day(one, one, dated=True), number[1]
        if day.dated:
            k = j + 1 if self.cue(j, "on", "and") and (self.toks[j].raw == "," or self.small(j, "on")) else j
            if self._weekday(k) is not None:
                return day, k + 1
        last = self.number(j + 1) if self.cue(j, "to") and self.toks[j].glued else None
        if day.dated and last and day.first.day < last <= 31 and self.value(j + 2, "meridian") is None:
            follow = self.at(j + 2)
            if not (follow and follow.raw == ":"):
                with contextlib.suppress(ValueError):
                    return replace(day, last=day.first.replace(day=last)), j + 2
        for _ in range(6):
            if not self.cue(j, "and", "to"):
                break
            k = j + 1
            while self.cue(k, "on", "and") and self._one_day(k) is None and k < j + 3:
                k += 1
            nxt = self._one_day(k)
            if nxt is None or nxt[0].first < day.first or (nxt[0].first - day.last).days > 31:
                break
            if ranged or self.cue(j, "to") or (nxt[0].first - day.last).days <= 1 or self.small(j, "or"):
                day, j = replace(day, last=nxt[0].last), nxt[1]
            else:
                break
        return day, j

    def _that_day(self, day: Day, number: int) -> date | None:
        """The next such weekday that is the `number`th of its month ("mardi 13"), within ten weeks."""
        weeks = (day.first + timedelta(7 * ahead) for ahead in range(10))
        return next((one for one in weeks if one.day == number), None)

    def _one_day(self, i: int) -> tuple[Day, int] | None:
        weeks = self.number(i)
        if (
            weeks
            and self.value(i + 1, "unit") == "week"
            and self.cue(i + 2, "from")
            and not self.small(i, "article_before_week")
        ):
            later = self._one_day(i + 3)
            if later:
                ahead = timedelta(7 * min(weeks, 99))
                return Day(later[0].first + ahead, later[0].last + ahead), later[1]
        offset = self.value(i, "day")
        if offset is not None:
            one = self.today + timedelta(int(offset))
            follow = self._weekday(i + 1)
            j = i + 2 if follow == one.isoweekday() else i + 1
            return Day(one, one), j
        return self._date(i) or self._week_span(i) or self._named_weekday(i)

    def _named_weekday(self, i: int) -> tuple[Day, int] | None:
        j, following = i, False
        if self.cue(i, "next"):
            following, j = True, i + 1
        elif self.cue(i, "this", "on") and self._weekday(i) is None:
            j = i + 1
        weekday = self._weekday(j)
        if weekday is None:
            return None
        j += 1
        if self.cue(j, "gone"):
            return None
        if self.cue(j, "coming"):
            following, j = True, j + 1
        elif self.toks[j - 1].raw and self.value(j, "span") == "week" and self.cue(j - 1, "next"):
            j += 1
        ahead = (weekday - self.today.isoweekday()) % 7
        after = j + 1 if self.cue(j, "nextweek") else j + 2
        if after == j + 1 or (self.cue(j, "next") and self.value(j + 1, "span") == "week"):
            following, j = True, after
            ahead = 7 - self.today.isoweekday() + weekday
        elif following and self.words.next_is_week:
            ahead = 7 - self.today.isoweekday() + weekday
        elif following and ahead == 0:
            ahead = 7
        one = self.today + timedelta(ahead)
        return Day(one, one, weekly=not following), j

    def _week_span(self, i: int) -> tuple[Day, int] | None:
        monday = self.today - timedelta(self.today.isoweekday() - 1)
        span, following, j = self.value(i, "span"), False, i + 1
        if span is None and self.cue(i, "next", "this", "on"):
            following = self.cue(i, "next")
            pointed = following or self.cue(i, "this")
            span, j = self.value(i + 1, "span"), i + 2
        else:
            pointed = False
        if span is None:
            return None
        if self.cue(j, "gone"):
            return None
        if self.cue(j, "coming"):
            following, pointed, j = True, True, j + 1
        elif self.cue(j, "here"):
            pointed, j = True, j + 1
        if span == "weekend":
            begun = self.today.isoweekday() >= 6
            if (following and (self.words.next_is_week or begun)) or (begun and self.cue(i - 1, "before")):
                monday += timedelta(7)
            return Day(monday + timedelta(5), monday + timedelta(6)), j
        if not pointed:
            return None
        if span == "month":
            first = (self.today.replace(day=1) + timedelta(32)).replace(day=1) if following else self.today
            last = (first.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
            return Day(first, last), j
        first = monday + timedelta(7) if following else self.today
        return Day(first, (monday + timedelta(7 if following else 0)) + timedelta(6)), j

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
        if word is None or word.number is None or not 1 <= word.number <= 31:
            return None
        if self.value(i + 1, "hours") is not None:
            return None
        if self.value(i + 1, "ordinal") is not None and self.toks[i + 1].glued:
            return word.number, i + 2
        return word.number, i + 1

    def _month_day(self, i: int) -> tuple[Day, int] | None:
        month = self.value(i, "month")
        if month is None:
            return None
        j = i + 2 if self.cue(i + 1, "on") or (self.at(i + 1) and self.toks[i + 1].raw == ".") else i + 1
        number = self._day_number(j)
        if number is None:
            return None
        day, j = number
        following = self.at(j)
        if following and (following.raw in self.words.guards["notclock.after"] and following.raw not in ("st",)):
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
        return self._dated(int(month), day, j + 1) if month is not None else None

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
        named = self._day_month(i if led else i + 1)
        if named:
            return named
        number = self._day_number(i if led else i + 1)
        if number is None:
            return None
        day, j = number
        suffixed = self.value(j - 1, "ordinal") is not None
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
        for ahead in range(3):
            first = (self.today.replace(day=1) + timedelta(31 * ahead)).replace(day=1)
            try:
                one = first.replace(day=day)
            except ValueError:
                continue
            if one >= self.today:
                return Day(one, one, dated=True), j
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
