"""A stretch of time in a few plain words for a text of ours: GSM-7, at most 22 characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from mutualaid.language.times.words import time_words
from mutualaid.languages import own

LONGEST = 22


@dataclass(frozen=True, slots=True)
class _Voice:
    """[say] of a language's when.toml. `clock` is 12 or 24, `day_first` whether "10 oct" rather than "Oct 10"."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    today: str
    tomorrow: str
    by: str
    after: str
    onwards: str
    anytime: str
    noon: str
    day_first: bool
    clock: int


@cache
def _voice(language: str, _: Path | None) -> _Voice:
    known = time_words()
    say = (known.get(language) or known["en"]).say
    return _Voice(
        tuple(say["weekdays"].split()), tuple(say["months"].split()), say["today"], say["tomorrow"],
        say["by"], say["after"], say["from"], say["anytime"], say["noon"], say["day_first"], say["clock"],
    )  # fmt: skip


def say_when(start: datetime | None, end: datetime | None, now: datetime, language: str) -> str:
    """How we say a stretch of time: "today 5pm-7pm", "by Fri Oct 9", "sab 10 oct 14:00".

    Times are aware; they are said in the zone of `now`. No start means any time until `end`, no end any time
    from `start`, neither "any time". At most 22 characters of GSM-7."""
    voice = _voice(language, own())
    start, end = _there(start, now), _there(end, now)
    if start is None and end is None:
        return voice.anytime
    if start is None or (end is not None and _until(start, end, now)):
        return _by(voice, end or now, now)
    if end is None:
        midnight = start.hour == start.minute == 0
        said = _day(voice, start.date(), now) if midnight else _point(voice, start, now)
        return _fit(f"{voice.onwards} {said}")
    if start == end:
        return _fit(_point(voice, start, now))
    return _fit(_stretch(voice, start, end, now))


def _there(moment: datetime | None, now: datetime) -> datetime | None:
    return moment.astimezone(now.tzinfo) if moment else None


def _fit(said: str) -> str:
    return said if len(said) <= LONGEST else said[:LONGEST].rstrip(" -")


def _until(start: datetime, end: datetime, now: datetime) -> bool:
    """Whether all that matters is the end: it began, and lasts beyond today."""
    return start <= now and _last_day(end) > now.date()


def _last_day(end: datetime) -> date:
    """The last day a stretch touches; one that ends at midnight ends the day before."""
    return (end - timedelta(minutes=1)).date()


def _whole_day(start: datetime, end: datetime) -> bool:
    return start.hour == start.minute == 0 and _ends_day(end)


def _ends_day(end: datetime) -> bool:
    return (end.hour, end.minute) in ((0, 0), (23, 59))


def _by(voice: _Voice, end: datetime, now: datetime) -> str:
    if _ends_day(end):
        return _fit(f"{voice.by} {_day(voice, _last_day(end), now)}")
    return _fit(f"{voice.by} {_point(voice, end, now)}")


def _day(voice: _Voice, day: date, now: datetime) -> str:
    if day == now.date():
        return voice.today
    if day == now.date() + timedelta(1):
        return voice.tomorrow
    weekday, month = voice.weekdays[day.weekday()], voice.months[day.month - 1]
    return f"{weekday} {day.day} {month}" if voice.day_first else f"{weekday} {month} {day.day}"


def _clock(voice: _Voice, moment: datetime) -> str:
    if (moment.hour, moment.minute) == (12, 0):
        return voice.noon
    if voice.clock == 24:
        return f"{moment.hour}:{moment.minute:02d}"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _point(voice: _Voice, moment: datetime, now: datetime) -> str:
    return f"{_day(voice, moment.date(), now)} {_clock(voice, moment)}"


def _stretch(voice: _Voice, start: datetime, end: datetime, now: datetime) -> str:
    first, last = start.date(), _last_day(end)
    if first == last:
        day = _day(voice, first, now)
        if _whole_day(start, end):
            return day
        if _ends_day(end):
            return day if start <= now else _after(voice, day, start)
        if (start <= now and first == now.date()) or start.hour == start.minute == 0:
            return f"{day} {voice.by} {_clock(voice, end)}"
        return _hours(voice, day, start, end)
    if start.hour or start.minute:
        return _after(voice, _day(voice, first, now), start)
    return _days(voice, first, last, now)


def _after(voice: _Voice, day: str, start: datetime) -> str:
    return f"{day} {voice.after} {_clock(voice, start)}"


def _hours(voice: _Voice, day: str, start: datetime, end: datetime) -> str:
    said = f"{day} {_clock(voice, start)}-{_clock(voice, end)}"
    if len(said) > LONGEST and voice.clock == 12 and (start.hour < 12) == (end.hour < 12):
        said = f"{day} {_clock(voice, start).rstrip('apm')}-{_clock(voice, end)}"
    if len(said) > LONGEST:
        said = (
            f"{day.split(' ', 1)[1] if ' ' in day else voice.weekdays[start.weekday()]} {said.rsplit(' ', 1)[-1]}"
        )
    return said


def _days(voice: _Voice, first: date, last: date, now: datetime) -> str:
    weekday = voice.weekdays[last.weekday()]
    if first.month == last.month and (last - first).days > 6:
        month = voice.months[first.month - 1]
        return f"{first.day}-{last.day} {month}" if voice.day_first else f"{month} {first.day}-{last.day}"
    if first.month == last.month:
        begin = f"{voice.weekdays[first.weekday()]}-{weekday}"
        if voice.day_first:
            return f"{begin} {first.day}-{last.day} {voice.months[first.month - 1]}"
        return f"{begin} {voice.months[first.month - 1]} {first.day}-{last.day}"
    start = _day(voice, first, now + timedelta(-9)).split(" ", 1)[-1]
    end = _day(voice, last, now + timedelta(-9)).split(" ", 1)[-1]
    return f"{start} - {end}"
