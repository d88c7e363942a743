"""One phrase of time, the same for every language.

A Phrase holds at most one day, one stretch of hours, one part of the day and one weekly rhythm, in any order
("tmrw 9am", "after 5 on weekdays", "el viernes despues de las 5").
"""

from __future__ import annotations

from datetime import timedelta

from mutualaid.language.times.parts import Day, Phrase, Rhythm
from mutualaid.language.times.waits import WaitReader
from mutualaid.language.times.words import Word

MOST_JOINING = 3
"""Words at most between two days of a row: ", and on"."""


class PhraseReader(WaitReader):
    """Finds the phrase of time that begins at a word."""

    def _phrase(self, i: int) -> tuple[Phrase, int] | None:
        first = self.toks[i]
        if first.value("ignore") is not None or first.raw == "," or self.small(i, "begins_no_time"):
            return None
        waited = self._wait(i)
        if waited:
            return waited
        for kind in ("now", "vague"):
            if first.value(kind) is not None and not self._more(i, kind):
                phrase = Phrase(first.start, first.end, at_once=kind == "now", vague=kind == "vague")
                return phrase, i + 1
        phrase = Phrase(first.start, first.end)
        j, end = i, i
        while j < len(self.toks):
            step = self._component(j, phrase)
            if step is None:
                if end == i or self.toks[j].value("ignore") is not None or not self.cue(j, "on", "at", "in", "and"):
                    break
                if self.cue(j, "and") and self.toks[j].raw != ",":
                    break
                j += 1
                if j - end > 2:
                    break
                continue
            phrase, j = step
            end = j
        alone = phrase.part and not (phrase.day or phrase.hours or phrase.rhythm)
        answers = self.refusing or (self.asked and end - i == self.count)
        if end == i or (alone and self._greeting(i) and not answers):
            return None
        return phrase._replace(end=self.toks[end - 1].end), end

    def _greeting(self, i: int) -> bool:
        """Whether a part of the day alone is a greeting, or a word that only looks like one."""
        word = self.toks[i]
        typed = "part" in word.values and " " not in word.raw and (word.raw,) not in self.words.phrases
        before, guards = self.at(i - 1), self.words.guards
        led = before is not None and before.raw in guards["notday.led"]
        return led or word.raw in guards["notday.alone"] or (typed and word.raw.isalpha())

    def _more(self, i: int, kind: str) -> bool:
        """Whether a vague word only opens a phrase ("anytime after 5")."""
        if kind != "vague":
            return False
        weekly = Rhythm(()) if self.value(i, "weekdays") is not None else None
        return self._component(i + 1, Phrase(0, 0, rhythm=weekly)) is not None

    def _component(self, i: int, so_far: Phrase) -> tuple[Phrase, int] | None:
        word = self.at(i)
        if word is None or "ignore" in word.values or not (word.firm or self._leads_on(word, i)):
            return None
        if self.weekly and (so_far.rhythm or so_far.day):
            first = next(k for k in range(i, self.count + 1) if not self.cue(k, "on", "and"))
            if so_far.hours and self.value(first, "parts"):
                return None
            if self._weekday_list(first)[0]:
                return self._of_days(i, so_far) if first == i else None
        if so_far.rhythm is None and so_far.day is None:
            rhythm = self._rhythm(i)
            if rhythm:
                return so_far._replace(rhythm=rhythm[0]), rhythm[1]
        if so_far.hours is None:
            hours = self._hours(i, so_far.day is not None or so_far.rhythm is not None)
            if hours:
                return so_far._replace(hours=hours[0]), hours[1]
        if so_far.day is None:
            day = self._day(i)
            if day:
                return so_far._replace(day=day[0]), day[1]
        if so_far.part is None:
            return self._part(i, so_far)
        if so_far.day is None and so_far.rhythm is None and so_far.hours is None and "tonight" in word.values:
            return so_far._replace(day=Day(self.today, self.today)), i + 1
        return None

    def _of_days(self, i: int, so_far: Phrase) -> tuple[Phrase, int] | None:
        """Parts of every day as those of the days right behind them: "mornings mon wed"."""
        every = so_far.rhythm is not None and not so_far.rhythm.days and so_far.part is not None
        if not every or self.toks[i - 1].raw == ",":
            return None
        days, j, _ = self._weekday_list(i)
        return so_far._replace(rhythm=Rhythm(() if days == (0,) else days)), j

    def _leads_on(self, word: Word, i: int) -> bool:
        """Whether a word that says no time itself may join what follows it."""
        after = self.at(i + 1)
        return word.known and after is not None and (after.firm or after.known)

    def _part(self, i: int, so_far: Phrase) -> tuple[Phrase, int] | None:
        if so_far.day is None and self.cue(i, "by", "until"):
            ends = self._part(i + 1, so_far)
            pointed = ends is not None and ends[0].day is not None and ends[0].hours is None
            if ends and pointed:
                return ends[0]._replace(day=Day(self.today, self.today, "by")), ends[1]
            return None
        tonight = self.value(i, "tonight")
        if tonight and so_far.day is None:
            return so_far._replace(day=Day(self.today, self.today), part="night"), i + 1
        if tonight:
            return so_far._replace(part="night"), i + 1
        plural = self.value(i, "parts")
        if plural and self._refused(i + 1):
            return None
        if plural:
            rhythm = so_far.rhythm or (Rhythm(()) if so_far.day is None else self._as_rhythm(so_far.day))
            return so_far._replace(part=plural, rhythm=rhythm, day=None), i + 1
        half = self.value(i, "meridian")
        if half and so_far.hours is None and (so_far.day or so_far.rhythm):
            return so_far._replace(part="morning" if half == "am" else "afternoon"), i + 1
        part = self.value(i, "part")
        if part is None and (so_far.day or so_far.rhythm):
            part = self.value(i, "part_after_day")
        if part:
            day = so_far.day
            if day is None and (self.opens(i, "this") or self.cue(i - 1, "this")):
                day = Day(self.today, self.today)
            return so_far._replace(part=part, day=day), i + 1
        return None

    def _refused(self, i: int) -> bool:
        """Whether what stands before is taken back: "weekdays anytime, nights no"."""
        after = self.at(i + 1)
        return self.small(i, "refuse") and (after is None or after.raw in ".,;!)\n")

    def _as_rhythm(self, day: Day) -> Rhythm:
        count = min(7, (day.last - day.first).days + 1)
        return Rhythm(tuple(sorted((day.first + timedelta(n)).isoweekday() for n in range(count))))

    def _rhythm(self, i: int) -> tuple[Rhythm, int] | None:
        every = 0
        j = i
        if self.cue(i, "other"):
            every, j = 2, i + 1
            if self.value(j, "unit") == "week":
                j += 2 if self.cue(j + 1, "on") and self.value(j + 1, "weekdays") is None else 1
        elif self.cue(i, "every"):
            every, j = 1, i + 1
            if self.number(j) == 2 and self.value(j + 1, "unit") == "week":
                every, j = 2, j + 2
                if self.cue(j, "on") and self.value(j, "weekdays") is None:
                    j += 1
            elif self.value(j, "unit") == "week" and self._every_week_on(j + 1):
                j += 2 if self.cue(j + 1, "on") and self.value(j + 1, "weekdays") is None else 1
        elif self.listing and self.cue(i, "this", "on"):
            j = i + 1
        days, j, plural = self._weekday_list(j)
        if not days:
            if every and self.value(j, "span") == "weekend":
                return Rhythm((6, 7), every), j + 1
            part = self.value(j, "part")
            if every and part:
                return Rhythm((), every), j
            return None
        if self.cue(j, "in_two") and days != (0,):
            return Rhythm(days, 2), j + 1
        if every or plural or len(days) >= (2 if self.listing or self.weekly else 3):
            return Rhythm(() if days == (0,) else days, max(1, every)), j
        if len(days) >= 2 and self.value(j, "parts"):
            return Rhythm(days), j
        if len(days) == 1 and self.value(j, "parts"):
            return Rhythm(days), j
        return None

    def _every_week_on(self, i: int) -> bool:
        """ "every week on mondays": the days stand behind."""
        return any(self._weekday_list(j)[0] for j in ((i, i + 1) if self.cue(i, "on") else (i,)))

    def _weekday_list(self, i: int) -> tuple[tuple[int, ...], int, bool]:
        """Weekdays in a row ("mon wed & fri", "mon-fri"), 0 for every day, and whether a plural was among them."""
        days: list[int] = []
        j, end, plural = i, i, False
        while True:
            many, one = self.value(j, "weekdays"), self._weekday(j)
            if one is not None and (self._day_number(j + 1) or self.cue(j + 1, "coming", "gone", "nextweek")):
                many = None
            if many is not None:
                days += [int(d) for d in many.split()] or [0]
                plural = True
            elif one is not None:
                days.append(one)
            else:
                break
            j += 1
            end = j
            later = self._weekday(j + 1)
            if days and days[-1] and later and self.cue(j, "to") and not self.cue(j, "and"):
                days += [d % 7 + 1 for d in range(days[-1], days[-1] + (later - days[-1] - 1) % 7)]
                j += 1
            else:
                while j < end + MOST_JOINING and self.cue(j, "and", "on"):
                    if self.weekly and self.small(j, "whole_day"):
                        break
                    j += 1
        if 0 in days:
            return (0,), end, True
        return tuple(sorted(set(days))), end, plural
