"""Whether a rhythm that a text names is one of help that comes again, and at what hour it then is; days side by
side that may be each of them or one. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from mutualaid.domain.conversation.needs.hours import at_hour, only_ends
from mutualaid.domain.cues import Cues, Hear
from mutualaid.domain.needs import DayHours, Need, Offer
from mutualaid.domain.reading import Reading, Repeat, When
from mutualaid.domain.series import next_day, rhythm_window
from mutualaid.domain.vocabulary import Answer

EACH_TIME = frozenset({"ride", "childcare", "care", "company", "pets"})
"""Kinds that several days named side by side ask for on each of them: "mon wed fri" is dialysis, not a choice."""


def comes_again(kinds: tuple[str, ...], r: Reading, told: str = "") -> bool:
    """Whether the rhythm a text names is one of help of these kinds that comes again. `told` is all that was said
    of it: days said of what is weekly are those of every week, and so is one day in the plural ("on mondays")."""
    if r.repeat is None:
        return False
    if r.hear(r.repeat.text).says("rhythm.every") or (r.repeat.days and weeks(r.hear(told)) is not None):
        return True
    if r.among is not None and r.hear(r.among.text).says("rhythm.one_week"):
        return False
    habit = r.hear(r.repeat.text).says("rhythm.habit")
    if habit and len(r.repeat.days) == 1 and ("only_time" in r.spans or r.kinds):
        return not r.cues.says("rhythm.any_of", "rhythm.would_suit")
    several = len(r.repeat.days) > (0 if habit else 2)
    each = several and len(r.repeat.days) < WEEK and bool(EACH_TIME & set(kinds))
    return each and not r.cues.says("rhythm.any_of")


WEEK = 7


def weeks(cues: Cues) -> int | None:
    """Every how many weeks, where words say that without a day ("every 2 weeks"); None else."""
    if cues.says("again.every_week"):
        return 1
    if cues.says("again.every_2_weeks"):
        return 2
    if cues.says("again.every_3_weeks"):
        return 3
    return 4 if cues.says("again.every_4_weeks") else None


def repeated(need: Need, r: Reading, hour: float | None) -> Need:
    """The need in the rhythm that a text names; at `hour`, where that was said before."""
    assert r.repeat is not None
    start, end = (r.repeat.from_hour, r.repeat.to_hour) if hour is None else (hour, None)
    return replace(
        need,
        repeat_every=weeks(r.hear(need.text)) or r.repeat.every,
        repeat_days=tuple(str(d) for d in r.repeat.days),
        repeat_from=start,
        repeat_to=None if end == start else end,
    )


def completes(need: Need, r: Reading) -> bool:
    """Whether a text says only at what hour or part of the day something is that comes again without one."""
    if not need.repeat_every or need.from_at is None or r.when is None or None in (r.when.start, r.when.end):
        return False
    of_any_day = r.repeat is not None and not r.repeat.days and r.repeat.from_hour is not None
    return need.repeat_from is None and need.repeat_to is None and (of_any_day or not r.when.dated)


def at_its_hours(need: Need, r: Reading) -> Need:
    """What comes again, each time at the hours a text gives, from the next of its days on that holds them."""
    assert need.from_at is not None and r.when is not None and r.when.start is not None and r.when.end is not None
    zone, until = r.when.start.tzinfo, only_ends(r.when, r.hear)
    timed = at_hours(need, r.when, r.repeat)
    low = None if until else timed.repeat_from
    high = None if r.when.start == r.when.end and not until else timed.repeat_to or WHOLE_DAY
    assert zone is not None
    day = need.from_at.astimezone(zone).date()
    start, end = rhythm_window(low, high, day, zone)
    if max(start, end) <= need.from_at and start != need.from_at:
        start, end = rhythm_window(low, high, next_day(day, need.repeat_days, need.repeat_every), zone)
    return replace(need, repeat_from=low, repeat_to=high, from_at=max(start, need.from_at), to_at=end)


def same(one: Need, other: Need) -> bool:
    """Whether two needs come again in the same rhythm."""
    return _rhythm(one) == _rhythm(other)


def _rhythm(need: Need) -> tuple[object, ...]:
    return (need.repeat_every, need.repeat_days, need.repeat_from, need.repeat_to) if need.repeat_every else ()


def by_day(repeat: Repeat) -> tuple[str, ...]:
    """The hours of each day of a rhythm, as an offer keeps them, where they differ."""
    each = (DayHours(tuple(map(str, part.days)), part.from_hour, part.to_hour) for part in repeat.parts)
    return tuple(one.kept() for one in each)


def with_more_hours(offer: Offer, r: Reading) -> Offer | None:
    """The offer with hours that a text adds to those it has ("also tuesday evenings"); None where it adds none."""
    if r.repeat is None or not offer.hours or not (r.cues.says("more.says") or r.cues.opens("rhythm.and_first")):
        return None
    new = by_day(r.repeat) or (
        DayHours(tuple(map(str, r.repeat.days)), r.repeat.from_hour, r.repeat.to_hour).kept(),
    )
    each = (*(one.kept() for one in offer.hours), *new)
    days = tuple(sorted({day for one in each for day in DayHours.of(one).days}))
    every = not all(DayHours.of(one).days for one in each)
    said = f"{offer.when_text or ''}, {r.repeat.text}".strip(", ")[:60]
    return replace(
        offer, when_text=said, days=() if every else days, from_hour=None, to_hour=None, from_at=None, to_at=None,
        by_day=tuple(dict.fromkeys(each)),
    )  # fmt: skip


def side_by_side(kinds: tuple[str, ...], r: Reading, told: str = "") -> Repeat | None:
    """Days named side by side of help of these kinds that are not said to come again, by all that was `told`."""
    if r.among is None or r.hear(r.among.text).says("rhythm.every") or comes_again(kinds, r, told):
        return None
    return r.among


def among(need: Need, days: Repeat, r: Reading) -> Need:
    """The need on one of these days, where a text says that one is enough; else with these days, and no end
    of its time before it is told whether it is each of them."""
    assert days.first is not None and days.last is not None
    one = not days.every or r.hear(days.text).says("rhythm.one_of") or r.cues.says("rhythm.would_suit")
    return replace(
        need,
        when_text=days.text,
        from_at=days.first.astimezone(UTC),
        to_at=days.last.astimezone(UTC) if one else None,
        repeat_every=0,
        repeat_days=tuple(str(d) for d in days.days),
        repeat_from=days.from_hour,
        repeat_to=days.to_hour,
    )


def any_day(kinds: tuple[str, ...], r: Reading) -> Repeat | None:
    """The days of a rhythm on any of which help of these kinds is wanted once: "any day in the afternoon"."""
    if r.repeat is None or r.among is not None or comes_again(kinds, r):
        return None
    loose = r.cues.says("rhythm.any_day") or (not r.repeat.days and r.hear(r.repeat.text).says("rhythm.halves"))
    return r.repeat if loose and r.when is not None and r.when.start is not None else None


def on_any(need: Need, days: Repeat, when: When) -> Need:
    """The need on one of these days at their hours, within a week from the first time or within theirs."""
    assert when.start is not None
    start = max(days.first or when.start, when.start)
    end = days.last or datetime.combine(start.date() + timedelta(WEEK), time(), start.tzinfo)
    if days.last is not None and not days.days and days.from_hour is None and days.to_hour is None:
        return need.timed(days.text, start.astimezone(UTC), end.astimezone(UTC))  # "any day this week"
    chosen = days.days or tuple(range(1, WEEK + 1))
    at_once = when.start == when.end and days.to_hour is None
    return replace(
        need,
        when_text=days.text,
        from_at=start.astimezone(UTC),
        to_at=end.astimezone(UTC),
        repeat_every=0,
        repeat_days=tuple(map(str, chosen)),
        repeat_from=days.from_hour,
        repeat_to=days.from_hour if at_once else days.to_hour,
    )


def at_hours(need: Need, when: When, repeat: Repeat | None) -> Need:
    """The need at these hours of its days; those of a rhythm without days, where there is one ("mornings")."""
    if repeat is not None:
        return replace(need, repeat_from=repeat.from_hour, repeat_to=repeat.to_hour)
    begins, ends = when.from_hour, when.end
    low = None if begins is None else begins.hour + begins.minute / 60
    high = None if ends is None else (ends.hour + ends.minute / 60) or None
    return replace(need, repeat_from=low, repeat_to=high)


def unsettled(need: Need) -> bool:
    """Whether it has days side by side of which it is not known whether one is enough."""
    return bool(need.days_to_choose) and need.to_at is None


SHORT = 8
"""Words at most of a text that only says whether one of some days is enough."""


def enough(r: Reading) -> bool | None:
    """What a text answers to whether one of the days is enough; None for something else."""
    if r.digit is not None:
        return {1: True, 2: False}.get(r.digit)
    if len(r.text.split()) > SHORT or r.when is not None or r.place is not None or r.complaint or r.command:
        return None
    one, each = r.cues.says("rhythm.enough"), r.cues.says("rhythm.each")
    if one or each:
        return one if one != each else None
    return r.answer is Answer.YES if r.answer in (Answer.YES, Answer.NO) else None


def one_of_them(need: Need, zone: tzinfo) -> Need:
    """The need on any one of its days, until the end of the last of them."""
    assert need.from_at is not None
    days = [need.from_at.astimezone(zone).date() + timedelta(n) for n in range(WEEK)]
    last = next(day for day in reversed(days) if str(day.isoweekday()) in need.repeat_days)
    return replace(need, to_at=rhythm_window(need.repeat_from, need.repeat_to or WHOLE_DAY, last, zone)[1])


def on_each_of(need: Need, zone: tzinfo, ids: tuple[str, ...], hear: Hear) -> tuple[Need, ...]:
    """The need on each of its days: every week, or, of days of one week, a need for each; `ids` are free."""
    if need.from_at is None or not hear(need.when_text or "").says("rhythm.one_week"):
        return (on_each(need, zone),)
    days = [need.from_at.astimezone(zone).date() + timedelta(n) for n in range(WEEK)]
    days = [day for day in days if str(day.isoweekday()) in need.repeat_days]
    hours = (rhythm_window(need.repeat_from, need.repeat_to or WHOLE_DAY, day, zone) for day in days)
    return tuple(
        replace(need.timed(need.when_text, max(start, need.from_at), end), id=id)
        for (start, end), id in zip(hours, (need.id, *ids), strict=False)
    )


def settled(need: Need, zone: tzinfo) -> Need:
    """The need for which nobody is asked whether one of its days is enough: then one is."""
    return one_of_them(need, zone) if unsettled(need) else need


WHOLE_DAY = 24.0
"""The local hour at which a day ends."""


def on_each(need: Need, zone: tzinfo) -> Need:
    """The need on each of its days, every week; its time is the first of them."""
    assert need.from_at is not None
    day = need.from_at.astimezone(zone).date()
    start, end = rhythm_window(need.repeat_from, need.repeat_to, day, zone)
    until = None if need.repeat_to == need.repeat_from else need.repeat_to
    return replace(
        need, repeat_every=1, repeat_to=until, from_at=max(start, need.from_at), to_at=end
    )


def hour_before(need: Need, r: Reading) -> float | None:
    """The local hour that was said before, where a text names a rhythm without one ("it is every Friday"), or with
    hours that hold it ("mon wed fri mornings")."""
    exact = need.from_at is not None and need.from_at == need.to_at
    if need.from_at is None or not exact or r.repeat is None or r.when is None or r.when.start is None:
        return None
    local = need.from_at.astimezone(r.when.start.tzinfo)
    hour, start, end = local.hour + local.minute / 60, r.repeat.from_hour, r.repeat.to_hour
    return hour if start is None or (end is not None and start <= hour < end) else None


def first_time(r: Reading, hour: float | None) -> When:
    """The time a text names, at the hour that was said before; where that is over or just now, on the next of its
    days."""
    assert r.when is not None
    when, begins = at_hour(r.when, hour), r.when.start
    if r.repeat is None or hour is None or when.start is None or begins is None or when.start > begins:
        return when
    if when.start == begins and r.repeat.from_hour == hour:
        return when
    later = (when.start + timedelta(days=n) for n in range(1, WEEK + 1))
    at = next(at for at in later if not r.repeat.days or at.isoweekday() in r.repeat.days)
    return replace(when, start=at, end=at)
