"""Days: "fri", "next tues", "this weekend", "fri or sat", "the 14th to the 16th", and what holds until one."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

from mutualaid.language.times.dates import DateReader
from mutualaid.language.times.feasts import next_feast
from mutualaid.language.times.parts import Clock, Day

_HOW = {"until": "by", "between": "on"}
_LIMITS = ("before", "by", "after", "until", "starting", "between")
_LEADING = frozenset(_LIMITS)


class DayReader(DateReader):
    """Finds the day or days that begin at a word."""

    def _day(self, i: int) -> tuple[Day, int] | None:
        how = "on"
        j = i
        for name in _LIMITS if self.leads(i, _LEADING) else ():
            if self.cue(i, name):
                how, j = _HOW.get(name, name), i + 1
                break
        if j > i and self.cue(i, "past"):
            return None
        end_of_day = self.value(j, "endofday")
        if end_of_day is not None:
            ends = self._one_day(j + 2 if self.cue(j + 1, "on") else j + 1)
            return (ends[0]._replace(how="by"), ends[1]) if ends else (Day(self.today, self.today, "by"), j + 1)
        if self.value(j, "endofweek") is not None:
            return Day(self.today, self.today + timedelta(7 - self.today.isoweekday()), "by"), j + 1
        if self.value(j, "endofmonth") is not None:
            last = (self.today.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
            return Day(self.today, last, "by"), j + 1
        while how != "on" and self.cue(j, "on", "at") and self._one_day(j) is None and j < i + 3:
            j += 1
        found = self._one_day(j) or (self._month_alone(j, how == "after") if how != "on" else None)
        if not found:
            return None
        day, j = found
        day, j = self._more_days(day, j, self.cue(i, "between"))
        if self.cue(j, "later") or how == "starting":
            how, j = "after", j + 1 if self.cue(j, "later") else j
            day = day._replace(last=day.first - timedelta(1))
        return day._replace(how=how), j

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
            if number and (self.value(number[1], "meridian") is not None or self._colon(number[1])):
                number = None  # "sabado 10am" on a Saturday the 10th
            counted = (self.words.day_first and not self.cue(j + 1, "to")) or self.cue(j + 1, "at")
            if number and number[0] == day.first.day and (number[1] == j + 2 or counted):
                return day._replace(weekly=False, dated=True), number[1]
            if number and self._may_be_day(number[1]) and (one := self._that_day(day, number[0])):
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
                    return day._replace(last=day.first.replace(day=last)), j + 2
        for _ in range(6):
            if not self.cue(j, "and", "to"):
                break
            k = j + 1
            while self.cue(k, "on", "and") and self._one_day(k) is None and k < j + 3:
                k += 1
            nxt = self._one_day(k) or (self._same_month(k, day) if day.dated else None)
            if nxt and day.weekly and self.cue(nxt[1] - 1, "nextweek"):  # "mon or tues of next week"
                week = timedelta(7 * ((nxt[0].first - day.first).days // 7))
                day = day._replace(first=day.first + week, last=day.last + week, weekly=False)
            if nxt is None or nxt[0].first < day.first or (nxt[0].first - day.last).days > 31:
                break
            if ranged or self.cue(j, "to") or (nxt[0].first - day.last).days <= 1 or self.small(j, "or"):
                day, j = day._replace(last=nxt[0].last), nxt[1]
            else:
                break
        return day, j

    def _colon(self, j: int) -> bool:
        after = self.at(j)
        return after is not None and after.raw == ":" and after.glued

    def _may_be_day(self, j: int) -> bool:
        """Whether a number before this word may be a day of the month after its weekday ("martes 13")."""
        after = self.at(j)
        if not self.words.bare_dates:
            return self._sure_day(j)
        if after is None:
            return True
        return (
            self.value(j, "meridian") is None
            and after.raw != ":"
            and after.raw not in self.words.guards["notclock.after"]
        )

    def _sure_day(self, j: int) -> bool:
        """The same where a bare number may as well be an hour: it is past twelve, or the hour comes after it."""
        number, after = self.toks[j - 1], self.at(j)
        if after is not None and (after.glued and after.raw not in ".,;!?)"):
            return False
        if self._hour_follows(j):
            return True
        if (number.number or 0) <= 12 or len(number.raw) > 2:
            return False
        street = after is not None and after.capital and not after.known and not self.toks[0].capital
        return not street and (after is None or after.raw not in self.words.guards["notclock.after"])

    def _hour_follows(self, j: int) -> bool:
        """Whether an hour that can be nothing else begins at this word or after a little one ("at 4pm", "9am")."""
        k = j + 1 if self.cue(j, "at", "on") else j
        clock = self._clock(k, self.cue(j, "at"))
        return clock is not None and (clock[0].strong or self.cue(j, "at"))

    def _clock(self, i: int, bare: bool) -> tuple[Clock, int] | None:
        """The clock time that begins at a word; what reads hours knows."""
        raise NotImplementedError

    def _sentence_ends(self, j: int) -> bool:
        """Whether no more is said of the number before this word but a please."""
        after = self.at(j)
        return after is None or after.raw in ".!?;)\n" or after.raw in self.words.guards["notclock.closing"]

    def _same_month(self, i: int, day: Day) -> tuple[Day, int] | None:
        """ "the 12th and 14th": the second is of the same month."""
        number = self._day_number(i)
        if number is None or self.value(number[1] - 1, "ordinal") is None or number[0] <= day.last.day:
            return None
        after = self.at(number[1])
        if after and after.raw in self.words.guards["notclock.after"]:
            return None
        with contextlib.suppress(ValueError):
            one = day.last.replace(day=number[0])
            return Day(one, one, dated=True), number[1]
        return None

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
        numbered = self._day_number(i)
        if numbered and self.cue(numbered[1], "of_month") and (first := self._next_such(numbered[0])):
            return Day(first, first, dated=True), numbered[1] + 1
        offset = self.value(i, "day")
        if offset is not None and self._stands_as_day(i):
            one = self.today + timedelta(int(offset))
            follow = self._weekday(i + 1)
            j = i + 2 if follow == one.isoweekday() else i + 1
            return Day(one, one), j
        feast = self.value(i, "feast")
        if feast is not None and not self.small(i - 1, "wishes") and (kept := next_feast(feast, self.today)):
            return Day(kept, kept, dated=True), i + 1
        return self._date(i) or self._week_span(i) or self._named_weekday(i)

    def _stands_as_day(self, i: int) -> bool:
        """Whether a word for a day is one here: "tom" only before a part of it ("tom morning")."""
        if self.toks[i].raw not in self.words.small["day_before_part"]:
            return True
        return self.value(i + 1, "part") is not None or self.value(i + 1, "clock") is not None

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
        if not following and (self.cue(j, "week_on", "after_next")):
            following, j, ahead = True, j + 1, ahead + 7
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
        if span == "week" and self.cue(j, "after_next"):
            return Day(monday + timedelta(14), monday + timedelta(20)), j + 1
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
        if following and (weekday := self._weekday(j)) is not None:
            one = monday + timedelta(6 + weekday)
            return Day(one, one), j + 1
        first = monday + timedelta(7) if following else self.today
        return Day(first, (monday + timedelta(7 if following else 0)) + timedelta(6)), j
