"""When a text names a time for something that has one already: the day or the hour it leaves out. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from mutualaid.domain.cues import Cues, Hear
from mutualaid.domain.followups import WIDE_WINDOW
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, When

WAKING = (7, 22)
"""Local hours in which people visit: "after 5" of a day is five in the afternoon."""

_CLOCK = re.compile(r"\d\s*[ap]\.?m|\d{2}:\d{2}", re.IGNORECASE)
"""Signs that say which half of the day an hour is in."""

ONE_DAY = timedelta(hours=26)
"""A time no longer than this is of one day, or part of it; that on which clocks change has 25 hours."""

VISITS_FROM = 8
"""The local hour from which a visit may be, where only its latest time is said."""


def says_half(when: When, hear: Hear) -> bool:
    """Whether the words of a time say which half of the day it is in."""
    return _CLOCK.search(when.text) is not None or hear(when.text).says("hours.half")


def only_ends(when: When, hear: Hear) -> bool:
    """Whether the words of a time say when it ends, rather than when it begins ("not before 5")."""
    refused = when.turned or hear(when.text).says("hours.not_until")
    return hear(when.text).says("hours.until") != refused


def near_need(need: Need, when: When, hear: Hear) -> When:
    """A bare "after 9:30" means the day that was said before, and that half of the day which is nearer."""
    if when.dated or need.from_at is None or when.start is None:
        return when
    zone = when.start.tzinfo
    asked = need.from_at.astimezone(zone)

    def moved(at: datetime) -> datetime:
        same = datetime.combine(asked.date(), at.time(), zone)
        if says_half(when, hear) or asked.time() == time():
            return same  # its half is said, or no hour was that it could be near to
        halves = [h for n in (-12, 0, 12) if (h := same + timedelta(hours=n)).date() == asked.date()]
        waking = [h for h in halves if WAKING[0] <= h.hour < WAKING[1]]
        return min(waking or halves, key=lambda h: abs(h - asked))

    ends = need.to_at.astimezone(zone) if need.to_at is not None else asked
    if when.end is not None and only_ends(when, hear):
        end = moved(when.end)
        first = datetime.combine(asked.date(), time(VISITS_FROM), zone)
        later = _ends_day(ends) and asked.time() != time() and asked < end  # "after 3", then "before 6"
        return replace(when, start=asked if later else min(first, end), end=end)
    begins = when.from_hour or when.start
    start = moved(begins)
    before = asked.time() == time(VISITS_FROM) and start < ends and ends.date() == start.date()
    if before and when.end is not None and _ends_day(when.end):
        return replace(when, start=start, end=ends)  # "before 6", then "after 3"
    if when.end is None:
        return replace(when, start=start)
    long = when.end - begins
    end = start + long
    return replace(when, start=start, end=min(end, datetime.combine(asked.date(), time.max, zone)))


def _ends_day(at: datetime) -> bool:
    return at.time() == time() or at.time() >= time(23, 59)


def week_after(need: Need, when: When, r: Reading) -> When:
    """ "The friday after", said of something on a Friday, is that of the week after it."""
    if need.from_at is None or when.start is None or when.end is None or not r.cues.says("hours.week_after"):
        return when
    if when.start.date() != need.from_at.astimezone(when.start.tzinfo).date():
        return when
    return replace(when, start=when.start + timedelta(7), end=when.end + timedelta(7))


def whole_day(when: When) -> bool:
    """Whether a day is named and no hour of it; the days on which clocks change are 23 or 25 hours long."""
    if when.start is None or when.end is None or not when.dated or when.start.time() != time():
        return False
    return timedelta(hours=22) <= when.end - when.start <= ONE_DAY


def from_a_day(when: When) -> bool:
    """Whether a time begins with a day and has no end: "not until next week"."""
    return when.start is not None and when.end is None and when.dated and when.start.time() == time()


def not_sooner(when: When, than: datetime | None) -> When:
    """A weekday named after words such as "not until next week" is the first of its name from then on."""
    if than is None or not when.weekly or when.start is None or when.start >= than:
        return when
    weeks = timedelta(weeks=-((when.start - than).days // 7))
    if when.end is None:
        return replace(when, start=when.start + weeks)
    whole = when.start != when.end and when.end.time() == time()  # a day that has begun is meant from its beginning
    begins = datetime.combine(when.start, time(), when.start.tzinfo) if whole else when.start
    return replace(when, start=begins + weeks, end=when.end + weeks)


def rest_of_today(when: When, hear: Hear) -> bool:
    """Whether the day is today, of which the rest is left: "actually today"."""
    if when.start is None or when.end is None or not when.dated or when.end.time() != time():
        return False
    bare = not says_half(when, hear) and not any(ch.isdigit() for ch in when.text)
    return bare and when.end - when.start < timedelta(hours=24)


def at_same_hours(need: Need, when: When, hear: Hear) -> When:
    """A bare day ("better on thursday", "not until thursday") is meant at the hours that stood before, where these
    are part of a day."""
    refused = when.turned or hear(when.text).says("hours.until")  # "after thursday" is no day of its own
    weekday = from_a_day(when) and when.weekly and refused
    if when.start is None or not (whole_day(when) or rest_of_today(when, hear) or weekday):
        return when
    if hear(when.text).says("hours.any"):
        return when
    if need.from_at is None or need.to_at is None:
        return when
    if need.to_at - need.from_at > WIDE_WINDOW:
        return when
    zone = when.start.tzinfo
    start = datetime.combine(when.start.date(), need.from_at.astimezone(zone).time(), zone)
    end = start + (need.to_at - need.from_at)
    return replace(when, start=start, end=end) if end >= when.start else when


def inside(need: Need, start: datetime, end: datetime) -> bool:
    """Whether a time overlaps the window the need named; a stretch that ends where the other begins does not. A
    need without a window takes any time, and one with days to choose from only these."""
    days = need.days_to_choose
    if days and end - start < timedelta(days=1) and str(start.isoweekday()) not in days:
        return False
    if need.from_at is None and need.to_at is None:
        return True
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    early = need.from_at is not None and last < need.from_at
    late = need.to_at is not None and first > need.to_at
    touches = first < last and need.from_at != need.to_at and (last == need.from_at or first == need.to_at)
    return not (early or late or touches)


def holds(when: When, need: Need) -> bool:
    """Whether hours hold all of the time that a need has, so that nothing is changed by them."""
    if when.start is None or when.end is None or need.from_at is None or need.to_at is None:
        return False
    return when.start.astimezone(UTC) <= need.from_at and need.to_at <= when.end.astimezone(UTC)


def is_time_of(when: When, need: Need) -> bool:
    """Whether a time is the very one that a need has."""
    if when.start is None or need.from_at is None:
        return False
    start, end = when.start.astimezone(UTC), (when.end or when.start).astimezone(UTC)
    return start == need.from_at and end == (need.to_at or need.from_at)


def names_hour(text: str, at: datetime, now: datetime) -> bool:
    """Whether a number in a text is the hour of `at`, be it in the morning or not. `now` in the group's zone."""
    hour = at.astimezone(now.tzinfo).hour % 12
    return any(int(n) % 12 == hour for n in re.findall(r"\d+", text) if int(n) <= HOURS)


HOURS = 24
"""A number above this is no hour: "no im at 134 andover"."""


def at_one_time(need: Need) -> bool:
    """Whether the time is narrow enough for several helpers to come together."""
    return need.from_at is not None and need.to_at is not None and need.to_at - need.from_at <= WIDE_WINDOW


def at_hour(when: When, hour: float | None) -> When:
    """That day at this hour."""
    if hour is None or when.start is None:
        return when
    at = datetime.combine(when.start.date(), time(int(hour), round(hour % 1 * 60)), when.start.tzinfo)
    return replace(when, start=at, end=at)


def of_any_day(when: When, r: Reading) -> When:
    """Hours said of every day ("mornings") as hours without a day; any other time as it is."""
    if r.repeat is None or r.repeat.days or r.repeat.from_hour is None:
        return when
    return replace(at_hour(when, r.repeat.from_hour), end=when.end, dated=False)


def new_time(r: Reading) -> When | None:
    """The time a text puts in place of another: a day or an hour, or a bare number beside words that mend."""
    if r.when is not None and r.when.start is not None:
        return r.when
    return r.hour if r.hour is not None and r.correction and r.when is None else None


_NUMBER = re.compile(r"(?<=\w)\s+(?=\d)")
"""Where a number stands right behind a word."""


def _before_number(r: Reading) -> list[Cues]:
    return [r.hear(r.text[: found.start()]) for found in _NUMBER.finditer(r.text)]


def of_a_door(r: Reading) -> bool:
    """Whether a number like an hour is said of a door, and may be the number of it: "the door is at 6 not 5"."""
    if r.when is None or r.when.dated:
        return False
    return any(before.closes("hours.of_a_door") for before in _before_number(r))


def denies_time(r: Reading) -> bool:
    """Whether a text puts an hour in place of another that it names: "at 4 not 3", "a las 4 no a las 3"."""
    if r.when is None or r.when.start is None:
        return False
    return any(before.closes("hours.denied") for before in _before_number(r))


def with_hour(need: Need | None, r: Reading) -> Reading | None:
    """The reading with its bare hour as the time of a need just read back ("no 6", "make it 5"); None where it may
    as well be a head count."""
    timed = need is not None and need.from_at is not None and at_one_time(need)
    when = new_time(r)
    if need is None or when is None or r.when is not None:
        return r
    if need.people is not None:
        return None if timed else replace(r, hour=None, people=when.start.hour % 12 or 12) if when.start else r
    return replace(r, when=when)
