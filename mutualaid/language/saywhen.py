"""A stretch of time in a few plain words for a text of ours: GSM-7, at most 22 characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

LONGEST = 22


@dataclass(frozen=True, slots=True)
class _Voice:
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    today: str
    tomorrow: str
    by: str
    after: str
    onwards: str
    anytime: str


_VOICES = {
    "en": _Voice(
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        "today", "tomorrow", "by", "after", "from", "any time",
    ),
    "es": _Voice(
        ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
        "hoy", "mañana", "hasta", "desde", "desde", "cualquier hora",
    ),
}  # fmt: skip


def say_when(start: datetime | None, end: datetime | None, now: datetime, language: str) -> str:
    """How we say a stretch of time: "today 5pm-7pm", "by Fri Oct 9", "sab 10 oct 14:00".

    Times are aware; they are said in the zone of `now`. No start means any time until `end`, no end any time
    from `start`, neither "any time". At most 22 characters of GSM-7."""
    voice = _VOICES.get(language, _VOICES["en"])
    spanish = voice is _VOICES["es"]
    start, end = _there(start, now), _there(end, now)
    if start is None and end is None:
        return voice.anytime
    if start is None or (end is not None and _until(start, end, now)):
        return _by(voice, end or now, now, spanish)
    if end is None:
        midnight = start.hour == start.minute == 0
        said = _day(voice, start.date(), now, spanish) if midnight else _point(voice, start, now, spanish)
        return _fit(f"{voice.onwards} {said}")
    if start == end:
        return _fit(_point(voice, start, now, spanish))
    return _fit(_stretch(voice, start, end, now, spanish))


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


def _by(voice: _Voice, end: datetime, now: datetime, spanish: bool) -> str:
    if _ends_day(end):
        return _fit(f"{voice.by} {_day(voice, _last_day(end), now, spanish)}")
    return _fit(f"{voice.by} {_point(voice, end, now, spanish)}")


def _day(voice: _Voice, day: date, now: datetime, spanish: bool) -> str:
    if day == now.date():
        return voice.today
    if day == now.date() + timedelta(1):
        return voice.tomorrow
    weekday, month = voice.weekdays[day.weekday()], voice.months[day.month - 1]
    return f"{weekday} {day.day} {month}" if spanish else f"{weekday} {month} {day.day}"


def _clock(moment: datetime, spanish: bool) -> str:
    if spanish:
        return f"{moment.hour}:{moment.minute:02d}"
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _point(voice: _Voice, moment: datetime, now: datetime, spanish: bool) -> str:
    return f"{_day(voice, moment.date(), now, spanish)} {_clock(moment, spanish)}"


def _stretch(voice: _Voice, start: datetime, end: datetime, now: datetime, spanish: bool) -> str:
    first, last = start.date(), _last_day(end)
    if first == last:
        day = _day(voice, first, now, spanish)
        if _whole_day(start, end):
            return day
        if _ends_day(end):
            return day if start <= now else _after(voice, day, start, spanish)
        if (start <= now and first == now.date()) or start.hour == start.minute == 0:
            return f"{day} {voice.by} {_clock(end, spanish)}"
        return _hours(voice, day, start, end, spanish)
    if start.hour or start.minute:
        return _after(voice, _day(voice, first, now, spanish), start, spanish)
    return _days(voice, first, last, now, spanish)


def _after(voice: _Voice, day: str, start: datetime, spanish: bool) -> str:
    return f"{day} {voice.after} {_clock(start, spanish)}"


def _hours(voice: _Voice, day: str, start: datetime, end: datetime, spanish: bool) -> str:
    said = f"{day} {_clock(start, spanish)}-{_clock(end, spanish)}"
    if len(said) > LONGEST and not spanish and (start.hour < 12) == (end.hour < 12):
        said = f"{day} {_clock(start, spanish).rstrip('apm')}-{_clock(end, spanish)}"
    if len(said) > LONGEST:
        said = (
            f"{day.split(' ', 1)[1] if ' ' in day else voice.weekdays[start.weekday()]} {said.rsplit(' ', 1)[-1]}"
        )
    return said


def _days(voice: _Voice, first: date, last: date, now: datetime, spanish: bool) -> str:
    weekday = voice.weekdays[last.weekday()]
    if first.month == last.month and (last - first).days > 6:
        month = voice.months[first.month - 1]
        return f"{first.day}-{last.day} {month}" if spanish else f"{month} {first.day}-{last.day}"
    if first.month == last.month:
        begin = f"{voice.weekdays[first.weekday()]}-{weekday}"
        if spanish:
            return f"{begin} {first.day}-{last.day} {voice.months[first.month - 1]}"
        return f"{begin} {voice.months[first.month - 1]} {first.day}-{last.day}"
    start = _day(voice, first, now + timedelta(-9), spanish).split(" ", 1)[-1]
    end = _day(voice, last, now + timedelta(-9), spanish).split(" ", 1)[-1]
    return f"{start} - {end}"
