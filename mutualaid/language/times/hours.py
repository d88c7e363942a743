"""Hours: "after 5", "at 230", "5-7pm", "half past 3", "entre las 2 y las 4"."""

from __future__ import annotations

from mutualaid.language.times.days import DayReader
from mutualaid.language.times.parts import Clock, Hours
from mutualaid.language.times.words import cut

EARLIEST = 5
"""The hour from which on one without its half of the day may be of the morning, where the text says so."""

_LIMITS = ("after", "before", "by", "until", "starting")
_LEADING = frozenset({*_LIMITS, "between", "from"})
"""Cues that lead to hours."""

_HOW = {"until": "before", "starting": "after"}


class HourReader(DayReader):
    """Finds the hours that begin at a word. A bare number is an hour only where the words around it say so."""

    def _hours(self, i: int, with_day: bool) -> tuple[Hours, int] | None:
        how, j, cued = "at", i, False
        leads = self.leads(i, _LEADING)
        if leads and self.cue(i, "between", "from"):
            first = self._clock(i + 1, True)
            if first and self.cue(first[1], "to", "and"):
                last = self._clock(first[1] + 1, True)
                if last:
                    return self._range(first[0], last[0]), last[1]
            last = self._clock(first[1], True) if first and self.cue(i, "between") else None
            if first and last and self.toks[first[1]].number is not None:
                return self._range(first[0], last[0]), last[1]  # "ant 9 e 11 e": no "and" is said
            onward = first is not None and self._onward(first[1])
            if first and self.cue(i, "from") and (first[0].strong or onward):
                return Hours("after", first[0]), first[1] + onward
            if not self.cue(i, "after"):
                return None
        for name in _LIMITS if leads else ():
            if self.cue(i, name) and (not self.small(i, "no_hour") or self.value(i + 1, "clock") is not None):
                how, j, cued = _HOW.get(name, name), i + 1, True
                break
        loose = self.small(j, "loose_at") and not cued and not with_day
        if self.cue(j, "at") and not self.value(j, "clock"):
            j, cued = j + 1, True
        if cued and self.cue(j, "at"):
            j += 1
        first = self._clock(j, cued or with_day) or self._clock(
            j, self.cue(j + 1, "to", "later") or self.small(j + 1, "or")
        )
        if first is None:
            return None
        clock, k = first
        if loose and not clock.strong and not self._whole(i, k):
            return None
        if self.cue(k, "to"):
            last = self._clock(k + 1, True)
            timed = cued or with_day or clock.strong or (last is not None and last[0].strong)
            if last and (timed or self._day_follows(last[1]) or self._answers(j, last[1])):
                return self._range(clock, last[0]), last[1]
        last = self._clock(k + 1, cued or with_day) if how == "at" and self.small(k, "or") else None
        if last and (cued or last[0].strong or self._sentence_ends(last[1])):
            return self._range(clock, last[0]), last[1]
        later = self.cue(k, "later")
        if not cued and not clock.strong and not later and not (with_day and self._closes(j, k)):
            return None
        if later:
            return Hours("after", clock), k + 1
        return Hours(how, clock), k

    def _onward(self, j: int) -> bool:
        """ "from 3 on", unless that leads to a day ("from 3pm on friday")."""
        return self.cue(j, "later") or (self.cue(j, "onward") and self._one_day(j) is None)

    def _whole(self, i: int, k: int) -> bool:
        """Whether these words are all the text says."""
        return i == 0 and k == self.count

    def _closes(self, i: int, k: int) -> bool:
        """Whether a bare number right after a day is its hour: "fri 230", "tues 3 pls", not "tues 3 bags"."""
        named = any(self.value(i - 1, kind) is not None for kind in ("weekday", "day", "tonight"))
        if self.value(i, "number") is not None or not (named or len(self.toks[i].raw) > 2):
            return False
        if self.cue(i - 1, "on", "and", "to"):
            return False
        return self._sentence_ends(k) or self._led_by_zero(i) or self._comma_ends(k)

    def _led_by_zero(self, i: int) -> bool:
        """ "0730" is an hour of the morning whatever follows."""
        return len(self.toks[i].raw) == len("0730") and self.toks[i].raw.startswith("0")

    def _comma_ends(self, j: int) -> bool:
        """Whether a comma ends what is said of a number: "fri 4, 24th and mission", not "fri 3, 10 and 17"."""
        after = self.at(j + 1)
        comma = self.at(j) is not None and self.toks[j].raw == ","
        return comma and after is not None and (after.number is None or self.value(j + 2, "ordinal") is not None)

    def _answers(self, i: int, j: int) -> bool:
        """Whether two bare numbers are hours because a time was asked for ("8 to 3", "8-3"): nothing is counted by
        them, and they are no day of this month or the next."""
        after, number, day = self.at(j), self.toks[i].number, self.toks[j - 1].number or 0
        if not self.asked or not (self._sentence_ends(j) or self._comma_ends(j) or (after and after.known)):
            return False
        today = self.today
        soon = (number == today.month and day >= today.day) or number == today.month % 12 + 1
        return not (soon and self.toks[i + 1].raw == "-" and self.toks[i + 1].glued)

    def _day_follows(self, j: int) -> bool:
        """Whether "1-3" is followed by a day, which makes hours of it."""
        k = j + 1 if self.cue(j, "on") else j
        return (
            self._one_day(k) is not None
            or self.value(k, "weekdays") is not None
            or self.value(k, "part") is not None
        )

    def _range(self, first: Clock, last: Clock) -> Hours:
        """The first hour takes the half of the day that makes the range run forwards."""
        if last.fixed and not first.fixed:
            hour = first.minute % 720
            options = [m for m in (hour, hour + 720) if m < last.minute]
            first = Clock(max(options) if options else hour, True)
        elif first.fixed and not last.fixed:
            hour = last.minute % 720
            last = Clock(next((m for m in (hour, hour + 720) if m > first.minute), hour + 720), True)
        elif not first.fixed and first.minute % 720 == last.minute % 720:
            morning = first.minute % 720  # "6 to 6" is the day
            first, last = Clock(morning, True), Clock(morning + 720, True)
        return Hours("range", first, last)

    def _clock(self, i: int, bare: bool) -> tuple[Clock, int] | None:
        word = self.at(i)
        if word is None:
            return None
        named = word.value("clock")
        if named is not None:
            more = self.value(i + 1, "minutes")
            minute = int(named) + int(more or 0)
            return Clock(minute % 1440 if more else minute, True, True), i + 1 + (more is not None)
        if self.cue(i, "at") and word.number is None and bare:
            i += 1
            word = self.at(i)
            if word is None:
                return None
        shift = word.value("half")
        if shift is not None:
            hour = self._clock(i + 1, True)
            return (Clock((hour[0].minute + int(shift)) % 1440, hour[0].fixed, True), hour[1]) if hour else None
        number, spelled = word.number, word.number is None
        if spelled:
            value = word.value("number")
            named = word.value("oclock")
            if named is not None:
                return self._digits(i, int(named), True, True, self._oclock(i))
            if value is None or self.small(i, "article"):
                return None
            number = int(value)
        if number is None or (word.glued and self.at(i - 1) and self.toks[i - 1].raw.isalpha()):
            return None
        return self._digits(i, number, bare, spelled)

    def _oclock(self, i: int) -> bool:
        """Whether an hour in one word stands as an hour: after a little word, or alone."""
        after = self.at(i + 1)
        led = self.small(i - 1, "oclock_led") and (
            after is None or (after.number is None and (after.known or after.raw in ".,!?"))
        )
        return led or self._whole(i, i + 1)

    def _digits(
        self, i: int, number: int, bare: bool, spelled: bool, strong: bool = False
    ) -> tuple[Clock, int] | None:
        word = self.toks[i]
        minute, j, fixed, hour_word = 0, i + 1, False, False
        mark, tail = self.at(i + 1), self.at(i + 2)
        if (
            mark and tail and mark.raw in (":", ".", "h") and mark.glued and tail.glued and not spelled
            and len(tail.raw) == 2 and tail.number is not None and tail.number < 60 and len(word.raw) <= 2
        ):  # fmt: skip
            hour, minute, j = number, tail.number, i + 3
            strong = mark.raw != "."
            fixed = len(word.raw) == 2 and word.raw.startswith("0")
            if mark.raw == "." and not bare and self.value(j, "meridian") is None:
                return None
        elif (apart := self._minutes_apart(i, bare)) is not None:
            hour, (minute, j), strong = number, apart, True
        elif len(word.raw) >= 3 and not spelled:
            hour, minute = divmod(number, 100)
            fixed = self._led_by_zero(i)
        else:
            hour = number
            if self.value(j, "hours") is not None:
                hour_word = True
                minute, j, strong = self._after_hours(j, bare)
        after = self.value(j, "minutes")
        if after is not None and minute == 0:
            minute, j = int(after), j + 1
            strong = strong or bare or hour_word or self.toks[j - 1].glued or not self.small(j - 1, "loose_minutes")
            strong = strong or self._whole(i, j) or self._day_follows(j)
        elif after == "0" and self.toks[j].glued:
            strong = True
        if self.value(j, "tonight") is not None and (i == 0 or self.toks[i - 1].raw in ".!?;\n"):
            strong = True
        if self.value(j, "part") and self.opens(j, "of_day"):
            strong = True
        meridian = self.value(j, "meridian")
        if (
            meridian is None
            and (letter := self.at(j))
            and letter.glued
            and letter.raw in ("a", "p")
            and (bare or self._ranged(i, j))
        ):
            meridian = letter.raw + "m"
        if meridian is not None:
            j, strong, fixed = j + 1, True, True
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if meridian == "pm" else 0)
        if self.value(j, "minutes") == "0":
            j += 1
        if not 0 <= hour <= 24 or not -31 <= minute < 60 or (not strong and not bare):
            return None
        if not strong and (
            not self._may_be_hour(i, j)
            or (hour > 12 and len(word.raw) < 3 and not self.words.day_first)
            or self._slashed(i) is not None
        ):
            return None
        if hour > 12 or (hour == 0):
            fixed = True
        total = hour * 60 + minute
        if not fixed and 1 <= hour <= self.words.afternoon_until and not (hour >= EARLIEST and self._of_morning()):
            total += 720
        return (Clock(total, fixed, strong, meridian), j) if 0 <= total <= 1440 else None

    def _minutes_apart(self, i: int, bare: bool) -> tuple[int, int] | None:
        """The minutes by themselves behind an hour ("9 15 am", "at five thirty"), and what comes next."""
        k = i + 2 if (dash := self.at(i + 1)) and dash.raw == "-" and dash.glued else i + 1
        more, after = self.at(k), self.at(k + 1)
        if more is None or (more.glued and k == i + 1) or (self.toks[i].number or 0) > 99:
            return None
        half = self.value(k + 1, "meridian") is not None
        half = half or (after is not None and after.glued and after.raw in ("a", "p"))
        if more.number is not None:
            told = half and k == i + 1 and len(more.raw) == 2 and more.number < 60
            return (more.number, k + 1) if told else None
        said = more.value("number")
        if said is None or not 10 <= int(said) < 60:
            return None
        told = bare or half or self._day_follows(k + 1)
        counted = after is not None and after.raw in self.words.guards["notclock.after"]
        return (int(said), k + 1) if told and not counted else None

    def _of_morning(self) -> bool:
        """Whether the text speaks of what is done in the morning ("to school at 730")."""
        folded = cut(self.text).folded
        return any(said in folded for said in self.words.small.get("of_morning", ()))

    def _after_hours(self, j: int, bare: bool) -> tuple[int, int, bool]:
        """ "17h", "8 heures 30": the minutes after the word at `j`, what comes next, whether it is sure. A word
        listed under 1 is that also where it stands apart, after a little word or alone ("a 3 zè", "3 zè")."""
        tail = self.at(j + 1)
        more = tail is not None and tail.number is not None and len(tail.raw) == 2 and tail.number < 60
        if tail and more and self.value(j + 2, "hours") is None:  # "ant 9 e 11 e" names two hours
            return tail.number or 0, j + 2, True
        return 0, j + 1, bare or self.toks[j].glued or self._hour_apart(j)

    def _hour_apart(self, j: int) -> bool:
        alone = self.at(j - 2) is None and self.at(j + 1) is None
        return self.value(j, "hours") == "1" and (alone or self.cue(j - 2, "on"))

    def _ranged(self, i: int, j: int) -> bool:
        """ "10a-2p": the letter alone would do for pence."""
        return self.cue(j + 1, "to") or self.cue(i - 1, "to")

    def _may_be_hour(self, i: int, j: int) -> bool:
        """Whether what follows a bare number lets it be an hour: not "after 5 people", "at 214 Andover"."""
        word, after = self.toks[i], self.at(j)
        if after is None:
            return True
        guards = self.words.guards
        if after.glued and after.raw not in ".,;:!?)-–—&/'\"" and not after.cue("to"):
            return False
        if len(word.raw) >= 3 and word.number is not None:
            if len(word.raw) == 4 and word.raw.startswith("20"):
                return False
            known = after.raw in guards["notclock.beside"] or after.raw in ".,;!?)" or bool(after.known)
            return known and not after.capital
        told = self.small(i - 1, "clock_led") and self.small(j, "of_place")
        if (after.raw in guards["notclock.after"] and not told) or self._month_follows(j):
            return False
        beyond = self.at(j + 1)
        if after.capital and beyond and beyond.raw in guards["notclock.after"]:
            return False
        if self.small(j + 1, "streets") and not after.known:
            return False
        if after.cue("and") and after.raw != "," and not self.small(j, "or") and beyond and not beyond.known:
            return beyond.number is not None or beyond.raw in guards["notclock.beside"]
        return True

    def _month_follows(self, j: int) -> bool:
        """ "du 12 au 14 octobre": the number is a day. "9-11 oct 10" has its own."""
        k = j if self.value(j, "month") is not None else j + 1 if self.cue(j, "on", "from") else -1
        follows = self.value(k, "month") is not None and self._day_number(k + 1) is None
        return follows and (self.words.day_first or k == j)
