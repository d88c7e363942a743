"""The times of a text, the same for every language: its phrases, less what it refuses, as it puts them right.

A time that is refused is never one that is wanted: "not in the morning", "any day but monday". What comes after
"no" or "I mean" stands in place of what came before: "tuesday no wednesday".
"""

from __future__ import annotations

from datetime import date, timedelta

from mutualaid.language.times.parts import MORNINGS, Clock, Day, Hours, Phrase, Rhythm
from mutualaid.language.times.phrases import PhraseReader
from mutualaid.language.times.refusals import refusal_ends
from mutualaid.language.times.words import cut

FAR = 40
"""Letters that may stand between a day and the hour that belongs to it."""

NUMBER_MARKS = frozenset(".:/-–—aph")
"""What may stand right after the number of an hour or a day."""

ENDS = frozenset(".;!?\n")


def _join(first: Phrase, second: Phrase, today: date) -> Phrase | None:
    """One phrase of two, where one says the day and the other the hours; else None."""
    first, second = _on_day(first, today), _on_day(second, today)
    if any(p.vague or p.at_once or p.wait for p in (first, second)):
        return None
    for days, hours in ((first, second), (second, first)):
        only_day = (days.day or days.rhythm) and not days.hours and not days.part
        if only_day and not hours.day and not hours.rhythm and (days.day is None or days.day.how == "on"):
            return first._replace(
                end=second.end, day=days.day, rhythm=days.rhythm, hours=hours.hours, part=hours.part
            )
    return None


def _on_day(phrase: Phrase, today: date) -> Phrase:
    """A wait of whole days as the day it ends on ("in 3 days"): beside an hour it is that day's."""
    if phrase.wait is None or phrase.within or phrase.wait[1] not in DAYS_OF:
        return phrase
    day = today + timedelta(phrase.wait[0] * DAYS_OF[phrase.wait[1]])
    return phrase._replace(wait=None, day=Day(day, day))


DAYS_OF = {"day": 1, "week": 7}

NOON, FIVE = 720, 1020
"""Minutes at which the morning ends and the evening begins."""

LONGEST = 22
"""Letters of a time we say in its own words; of a longer one what is refused is said."""

OTHERWISE = {"before": "after", "by": "after", "after": "before"}
"""What hours mean where they are refused: "not before 10" is from ten on."""

MOST_BETWEEN = 3
"""Words at most between a refusal and its time ("cant make it before 5")."""

MOST_COMING = 5
"""Words at most between a "not" and the hour before which nobody comes."""

ONCE, NUMBER, RECURRING = frozenset({"day", "now", "ignore"}), frozenset({"number"}), frozenset({"every", "other"})
"""Tables of what comes but once, the table of numbers, and cues of what comes again."""

ALL_DAYS = tuple(range(1, 8))


class Grammar(PhraseReader):
    """Reads the phrases of one text in one language, seen from `today`."""

    def phrases(self) -> list[Phrase]:
        """Every phrase of the text from the left, none overlapping."""
        out: list[Phrase] = []
        refused: list[Phrase] = []
        absent: list[Phrase] = []
        i, settled = 0, -1
        opens = self._openings()
        while i < self.count:
            denied = self._denied(i, out) if opens[i] and i != settled else -1
            found = (self._phrase(i) if denied < 0 else self._first(i)) if opens[i] else None
            if found is None:
                i = self._skip(i) if "past" in self.toks[i].cues else i + 1
                continue
            began, (phrase, i) = i, found
            if denied >= 0:
                start = self.toks[denied].start
                other = self._otherwise(phrase, start, began)
                if other is None and self.cue(denied, "absent") and not self._recurring(began):
                    longer = self._phrase(began)  # "wont be home next week" tells of that week
                    if longer is not None and not self.small(longer[1], "approves"):
                        phrase, i = longer
                    out.append(phrase)
                    absent.append(phrase)
                elif other is None:
                    refused.append(phrase._replace(start=start))
                    self.denied = self.denied or phrase.hours is not None
                else:
                    out.append(other)
                continue
            ends = self._refusal_behind(phrase)
            if ends > 0:
                self.refused = True
                if (parted := self._up_to_comma(began, phrase)) is not None:
                    phrase, i = parted
                    out.append(phrase)
                    continue
                phrase = phrase._replace(end=ends)
                i = settled = self._at(ends)
                other = self._otherwise(phrase, phrase.start, began)
                if other is None:
                    refused.append(phrase)
                else:
                    out.append(other)
                continue
            if (absent or refused) and (self.small(began - 1, "bids") or self.small(i, "approves")):
                out = [before for before in out if before not in absent]  # "dont come tomorrow come friday"
                phrase = phrase._replace(in_place=True)
            out.append(phrase)
            while (mended := self._mended(out[-1], i)) is not None:
                out[-1], i = mended
        return self._without(self._joined(out), refused)

    def may_recur(self) -> bool:
        """Whether a rhythm or hours may be read at all: not where only days and the present are named."""
        articles = self.words.small["article"]
        return any(
            word.number is not None
            or not RECURRING.isdisjoint(word.cues)
            or not (word.values.keys() <= ONCE or (word.raw in articles and word.values.keys() == NUMBER))
            for word in self.toks
        )

    def _denied(self, i: int, out: list[Phrase]) -> int:
        """Where the word stands that refuses the time at `i` ("not", "cant do", "any day but"); -1 for nowhere."""
        at, recurs = i - 1, self._recurring(i)
        while at > i - 1 - MOST_BETWEEN and (self.small(at, "doing") or (recurs and self.small(at, "on_each"))):
            at -= 1
        if self.cue(at, "negated") or (self.looks_behind and self.cue(at, "absent")):
            return at
        if recurs and self.looks_behind:
            if self.small(i - 1, "refuse"):
                return i - 1
            if at < i - 1 and self.small(at, "does_not"):
                return at
        if self.looks_behind and (late := self._not_there_until(i)) >= 0:
            return late
        last = out[-1] if out else None
        any_day = last is not None and (last.vague or (last.rhythm is not None and not last.rhythm.days))
        if any_day and last is not None and self.small(i - 1, "bar") and last.end <= self.toks[i - 1].start:
            return i - 1 if not self.text[last.end : self.toks[i - 1].start].strip(" ,") else -1
        return -1

    def _recurring(self, i: int) -> bool:
        """Whether a word is a time that comes again: "mornings", "sundays"."""
        return self.value(i, "parts") is not None or self.value(i, "weekdays") is not None

    def _not_there_until(self, i: int) -> int:
        """Where "not" stands in front of an hour before which nobody comes ("no voy a llegar hasta las 11") or is
        to be disturbed ("dont knock before 5"); -1 for nowhere."""
        at, rung = i - 1, False
        while at > i - 1 - MOST_COMING and (self.small(at, "arriving") or self.small(at, "disturbing")):
            rung = rung or self.small(at, "disturbing")
            at -= 1
        told = self.cue(at, "negated", "absent") or (rung and self.small(at, "forbids"))
        limits = self.cue(i, "until", "before") or (rung and self.cue(i, "after"))
        if not (limits and told and at < i - 1):
            return -1
        found = self._first(i)
        return at if found is not None and found[0].hours is not None else -1

    def _refusal_behind(self, phrase: Phrase) -> int:
        """Where the refusal behind a time ends ("after 5 i cant"); -1 where none is, or is looked for. It closes
        its clause, or a day follows that is said yes to ("tomorrow is no good friday is")."""
        if not self.looks_behind or phrase.at_once or phrase.wait:
            return -1
        folded = cut(self.text).folded
        ends = refusal_ends(self.words, folded, phrase.end)
        if ends < 0 and (inner := refusal_ends(self.words, folded, phrase.end, closes=False)) > 0:
            other = self._phrase(self._at(inner)) if self._at(inner) < self.count else None
            named = other is not None and other[0].day is not None and other[0].day.how == "on"
            ends = inner if other is not None and named and self.small(other[1], "approves") else -1
        return ends

    def _at(self, offset: int) -> int:
        """The first word that begins at this character or behind it."""
        return next((k for k in range(self.count) if self.toks[k].start >= offset), self.count)

    def _up_to_comma(self, i: int, phrase: Phrase) -> tuple[Phrase, int] | None:
        """The part of a time before its comma, where the rest is refused: "tomorrow, mornings dont work"."""
        commas = [k for k in range(i, self.count) if self.toks[k].raw == "," and self.toks[k].end < phrase.end]
        before = self._first(i) if commas else None
        return (before[0], commas[0] + 1) if before is not None else None

    def _first(self, i: int) -> tuple[Phrase, int] | None:
        """The phrase at `i` up to the next comma: "not friday, saturday" refuses one day."""
        whole = self.count
        comma = next((k for k in range(i + 1, whole) if self.toks[k].raw == ","), whole)
        self.count, self.refusing = comma, True
        found = self._phrase(i)
        self.count, self.refusing = whole, False
        return found

    def _otherwise(self, phrase: Phrase, start: int, began: int) -> Phrase | None:
        """What is wanted where a limit is refused that begins at the word `began`: "not before 10" is after ten,
        "cant until thursday" from that day on; None where a time itself is."""
        hours, day = phrase.hours, phrase.day
        if hours is not None and hours.how in OTHERWISE:
            turned = hours._replace(how=OTHERWISE[hours.how])
            clock = hours.first
            if turned.how == "before" and not clock.fixed and clock.minute < NOON and phrase.part is None:
                # who says "not after 9" has the evening in mind
                turned = turned._replace(first=Clock(clock.minute + NOON, True, True))
            return phrase._replace(start=start, hours=turned, turned=True)
        if hours is not None or day is None or phrase.part is not None:
            return None
        if day.how in ("before", "by"):
            first = day.first if day.how == "before" or self.cue(began, "until") else day.last + timedelta(1)
            if day.weekly and first <= self.today:
                first += timedelta(7)  # "not before monday", said on a Monday
            since = day._replace(first=first, last=first - timedelta(1), how="after")
            return phrase._replace(start=start, day=since, turned=True)
        if day.how == "after":
            return phrase._replace(start=start, day=day._replace(how="by"), turned=True)
        return None

    def _mended(self, last: Phrase, i: int) -> tuple[Phrase, int] | None:
        """The phrase as the words that follow put it right, with where they end: "tuesday no wednesday"."""
        k = i
        while self.small(k, "mends") or self.small(k, "mending"):
            k += 1
        if not any(self.small(n, "mends") or self._refused(n) for n in range(i, k)):
            return None
        if k >= self.count or self.cue(k, "negated"):
            return None
        found = self._phrase(k)
        if found is not None and not (found[0].vague or found[0].at_once or found[0].wait):
            return self._in_place_of(last, found[0]), found[1]
        clock = self._clock(k, True) if last.hours is not None and last.hours.how != "range" else None
        if clock is None or last.hours is None:
            return None
        hours = last.hours._replace(first=_same_half(last.hours.first, clock[0]))
        return last._replace(hours=hours, end=self.toks[clock[1] - 1].end), clock[1]

    def _in_place_of(self, last: Phrase, new: Phrase) -> Phrase:
        """What the new words say, and the day or the hour they leave out."""
        start = last.start
        if new.day is None and new.rhythm is None:
            return new._replace(start=start, day=last.day, rhythm=last.rhythm)
        if new.hours is None and new.part is None:
            return new._replace(start=start, hours=last.hours, part=last.part)
        return new._replace(start=start)

    def _without(self, found: list[Phrase], refused: list[Phrase]) -> list[Phrase]:
        """The times that are left once those refused are taken off."""
        if not refused:
            return found
        for one in refused:
            found = [self._less(phrase, one) for phrase in found]
        return found or [left for one in refused if (left := _left_of_day(one)) is not None]

    def _less(self, phrase: Phrase, one: Phrase) -> Phrase:
        if phrase.wait or phrase.at_once or one.hours is not None:
            return phrase
        start, end = min(phrase.start, one.start), max(phrase.end, one.end)
        any_time = phrase.vague and phrase.day is None
        if any_time and end - start > LONGEST:
            start = one.start
        whole = phrase.hours is None and phrase.part is None
        days = self._refused_days(one)
        if not days:
            rest = _rest_of_day(one.part) if whole else None
            if rest is None:
                return phrase
            if any_time:
                return phrase._replace(start=start, end=end, vague=False, left=True, rhythm=Rhythm(()), hours=rest)
            return phrase._replace(start=start, end=end, hours=rest)
        if one.part is not None:
            return phrase
        if any_time or phrase.rhythm is not None:
            kept = [d for d in (phrase.rhythm.days if phrase.rhythm else ()) or ALL_DAYS if d not in days]
            rhythm = Rhythm(tuple(kept), phrase.rhythm.every if phrase.rhythm else 1)
            if kept and (any_time or len(kept) != len(phrase.rhythm.days if phrase.rhythm else ())):
                return phrase._replace(start=start, end=end, vague=False, left=True, rhythm=rhythm)
            return phrase
        return phrase._replace(day=_shorter(phrase.day, days)) if phrase.day is not None else phrase

    def _refused_days(self, one: Phrase) -> tuple[int, ...]:
        if one.rhythm is not None:
            return one.rhythm.days
        return self._as_rhythm(one.day).days if one.day is not None else ()

    def _openings(self) -> list[bool]:
        """Whether a phrase may begin at each word: it says a time, or it is one of a row of known words that leads
        to such a one."""
        toks = self.toks
        opens = [False] * self.count
        leads = False
        for i in range(self.count - 1, -1, -1):
            word = toks[i]
            if word.firm and (word.number is None or self._may_count(i)):
                opens[i] = leads = True
            elif leads:
                opens[i] = leads = bool(word.cues or word.values) and "ignore" not in word.values
        return opens

    def _may_count(self, i: int) -> bool:
        """Whether a word beside a number lets it be an hour or a day."""
        before, after = self.at(i - 1), self.at(i + 1)
        return bool(before and before.cues) or (after is not None and (after.known or after.raw in NUMBER_MARKS))

    def _joined(self, found: list[Phrase]) -> list[Phrase]:
        """A day and an hour said apart are one time: "ride fri to the clinic at 2", "9am dialysis mon wed fri"."""
        out: list[Phrase] = []
        for phrase in found:
            last = out[-1] if out else None
            between = self.text[last.end : phrase.start] if last else ""
            near = last is not None and len(between) <= FAR and not set(between) & ENDS
            near = near and not (self.weekly and self._apart(between))
            if last and near and (joined := _join(last, phrase, self.today)):
                out[-1] = joined
            else:
                out.append(phrase)
        return out

    def _apart(self, between: str) -> bool:
        """Whether an "and" stands between two times."""
        return any(word.cue("and") for word in cut(between).words(self.words.language))

    def _skip(self, i: int) -> int:
        """Past words step over what follows them: "since monday", "last friday" is no time to come."""
        if not self.value(i, "weekday"):
            day = self._one_day(i + 1) if not self.value(i, "ignore") else None
            if day:
                return day[1]
            found = self._phrase(i + 1) if i + 1 < len(self.toks) else None
            if found and found[0].part and not found[0].hours:
                return found[1]
        return i + 1


def _rest_of_day(part: str | None) -> Hours | None:
    """What is left of a day without this part of it."""
    if part in MORNINGS:
        return Hours("after", Clock(NOON, True, True))
    return Hours("before", Clock(FIVE, True, True)) if part in ("evening", "night") else None


def _left_of_day(one: Phrase) -> Phrase | None:
    """ "Not in the morning" and nothing else: the rest of some day."""
    rest = _rest_of_day(one.part) if one.hours is None else None
    if rest is None or one.day is not None or (one.rhythm is not None and one.rhythm.days):
        return None
    return one._replace(part=None, hours=rest, rhythm=Rhythm(()), left=True)


def _shorter(day: Day, refused: tuple[int, ...]) -> Day:
    """Days in a row without those refused at either end."""
    first, last = day.first, day.last
    while first < last and first.isoweekday() in refused:
        first += timedelta(1)
    while last > first and last.isoweekday() in refused:
        last -= timedelta(1)
    return day._replace(first=first, last=last)


def _same_half(old: Clock, new: Clock) -> Clock:
    """A bare hour in place of another is of the same half of the day: "4pm no 5"."""
    if new.fixed or not old.fixed:
        return new
    return Clock(new.minute % 720 + (720 if old.minute >= NOON else 0), True, True)
