"""How long until: "in 2 hrs", "in half an hour", "dans 1h30", "una hora y media", "3 weeks from now"."""

from __future__ import annotations

from mutualaid.language.times.hours import HourReader
from mutualaid.language.times.parts import Phrase

_MOST = 400

LOOKS_BACK = 4
"""Words before a length of days among which it is said that it is past."""


class WaitReader(HourReader):
    """Finds a wait that begins at a word."""

    def _wait(self, i: int) -> tuple[Phrase, int] | None:
        start = self.toks[i]
        whole = self.value(i, "wait")
        if whole is not None:
            length, of = whole.split()
            count, unit, j = self._and_a_half(int(length), of, i + 1)
            return Phrase(start.start, self.toks[j - 1].end, wait=(count, unit)), j
        if self.cue(i, "in", "next"):
            found = self._span_of_time(i + 1)
            if found is None and self.small(i, "in_the_next") and self.value(i + 1, "unit") == "hour":
                found = 1, "hour", i + 2
            if found is None:
                return None
            count, unit, j = found
            within = self.cue(i, "next") or not self.small(i, "in_exactly")
            if unit not in ("minute", "hour") and not within and self._looks_back(i):
                return None
            if self.small(j - 1, "no_unit") or (self.small(i, "within_a_day") and (count, unit) == (1, "day")):
                return None
            return Phrase(start.start, self.toks[j - 1].end, wait=(count, unit), within=within), j
        if not self.cue(i, "on"):
            found = self._span_of_time(i)
            if found and self.cue(found[2], "ahead"):
                count, unit, j = found
                return Phrase(start.start, self.toks[j].end, wait=(count, unit)), j + 1
        return None

    def _looks_back(self, i: int) -> bool:
        """Whether a length of days is how long something has been lacked: "havent eaten in 3 days"."""
        for k in range(i - 1, max(-1, i - 1 - LOOKS_BACK), -1):
            if self.toks[k].raw in ",.;!?\n":
                return False
            pair = f"{self.toks[k - 1].raw} {self.toks[k].raw}" if k else ""
            if self.small(k, "lacked") or pair in self.words.small["lacked"]:
                return True
        return False

    def _span_of_time(self, i: int) -> tuple[int, str, int] | None:
        """How many of which unit, and the word after them."""
        named = self.value(i, "length")
        if named is not None:
            count, unit = named.split()
            return int(count), unit, i + 1
        number = self.number(i)
        if number is None or number > _MOST:
            return None
        if number == 1 and self.value(i + 1, "length") is not None:
            return self._span_of_time(i + 1)
        halves, j = self._halves(i + 1)
        unit_said = self.value(j, "unit")
        if unit_said is None:
            return None
        if halves:
            return (number * 60 + 30, "minute", j + 1) if unit_said == "hour" else None
        tail = self.at(j + 1)
        minutes = tail.number if tail and tail.glued and self.toks[j].glued and len(tail.raw) == 2 else None
        if unit_said == "hour" and minutes is not None and minutes < 60:
            return number * 60 + minutes, "minute", j + 2
        return self._and_a_half(number, unit_said, j + 1)

    def _halves(self, i: int) -> tuple[bool, int]:
        """Whether a half follows a number ("2 and a half hours", "1 1/2 hrs", "1.5 hrs"), and the word after it."""
        if self.cue(i, "half_more"):
            return True, i + 1
        raws = [word.raw for word in self.toks[i : i + 3]]
        if raws == ["1", "/", "2"]:
            return True, i + 3
        return (True, i + 2) if raws[:2] == [".", "5"] and self.toks[i].glued else (False, i)

    def _and_a_half(self, count: int, unit: str, j: int) -> tuple[int, str, int]:
        if unit == "hour" and self.cue(j, "half_more"):
            return count * 60 + 30, "minute", j + 1
        return count, unit, j
