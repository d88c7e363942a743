"""Needs in words: as their owner hears them back, and as a helper may hear them before consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import PRACTICAL, Pays
from mutualaid.language.saying.voice import Voice, clean, clip, own_words, phrase, width
from mutualaid.language.times.when import say_when

NEED, TASK, OFFER = 70, 44, 66
"""How many places of a segment each may take."""
JOB, LOOKED = 60, 48
"""A task with all that decides whether a helper can do it, and one with what a coordinator looks for."""
KINDS, FEWER_KINDS = 26, 18
"""How much of it the kinds take; fewer where the place would not fit."""
NAME = 12
GOAL, WHOLE_GOAL = 36, 80
"""Where a ride goes, beside other words, and where a text may take more than one segment."""
DATES = 34
"""Places that the dates of a week take at most, or a helper's own words for when."""

WHEN = 22
CHOICE = 4
TWO = 2
"""How many days to choose from are named; of more the first and the last."""
ROUTE = 26
"""How much of a need is kept for the places of a ride."""
_DAYS_AHEAD = 6
_NOON, _EVENING = 12, 19
_SMALLEST_PLACE = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a line is said: the language's voice and the group's local time."""

    voice: Voice
    zone: tzinfo
    now: datetime
    """In `zone`."""
    miles: bool
    group: str
    number: str
    """To dial in any danger."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """To dial beside it, by danger."""

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)


def said_need(scene: Scene, need: Need, most: int = NEED) -> str:
    """A need for its owner to check: kinds, for how many, how many helpers, for whom, where, when; at most `NEED`
    places, or `most` where its places would be cut. The place gives way first."""
    said, whole = _need_within(scene, need, NEED)
    if whole or most <= NEED:
        return said
    said, whole = _need_within(scene, need, most)
    if not whole and need.on_behalf and not need.for_name:  # whose it is they know; that it is another's gives way
        brief, whole = _need_within(scene, replace(need, on_behalf=False), most)
        said = brief if whole else said
    return said


def _need_within(scene: Scene, need: Need, most: int) -> tuple[str, bool]:
    """A need in at most so many places, and whether where it is could be said whole."""
    say = scene.voice.say
    extras = ""
    if need.people is not None and need.people > 1:
        extras += " " + say["for_people"].format(n=min(need.people, 999))
    if need.helpers_wanted > 1:
        extras += ", " + say["wanted"].format(n=need.helpers_wanted)
    if name := clip(clean(need.for_name), NAME):
        extras += ", " + say["for_name"].format(name=name)
    elif need.on_behalf:
        extras += ", " + say["for_other"]
    when = said_own_when(scene, need)
    tail = f", {when}" if when else ""
    way = _way(scene, need)
    least = width(phrase(need.kinds, scene.voice, FEWER_KINDS)) + width(extras) + ROUTE
    if way and least + width(f", , {tail}{way}") <= most:
        tail += f", {way}"
    whole = said_route(scene, need, most)
    for kinds in (KINDS, FEWER_KINDS):
        head = phrase(need.kinds, scene.voice, min(kinds, most - width(extras + tail))) + extras
        room = most - width(head + tail) - 2
        if width(whole) <= room:
            break
    place = whole if width(whole) <= room else said_route(scene, need, room)
    said = f"{head}, {place}{tail}" if place else head + tail
    noted = _noted((note for note in _notes(scene, need) if note not in said), most - width(said))
    return said + noted, width(whole) <= room


def said_task(scene: Scene, need: Need, room: int = KINDS) -> str:
    """A need for a helper who has not been accepted: kinds (in at most `room` places) and when, nothing else; at
    most `TASK` places."""
    fixed = need.from_at is not None or need.to_at is not None
    when = said_when(scene, need) if fixed else ""
    if need.urgent and not fixed:
        when = scene.voice.say["urgent"]
    tail = f", {when}" if when else ""
    return phrase(need.kinds, scene.voice, min(room, TASK - width(tail))) + tail


def said_when(scene: Scene, need: Need) -> str:
    """When a need is to be met, this time: its days to choose from, or its stretch of time."""
    if need.days_to_choose:
        return said_rhythm(scene, need)
    return say_when(need.from_at, need.to_at, scene.now, scene.voice.language)


def said_job(scene: Scene, need: Need) -> str:
    """A task, and what a helper has to know to say yes: seats, there and back, who pays, stairs, a car seat; at
    most `JOB` places. Their kinds give way first."""
    say = scene.voice.say
    pays = {Pays.THEY: say["task_they_pay"], Pays.FUND: say["task_fund"]}
    notes = [n for n in _notes(scene, need) if n != say["one_way"]]
    notes = [*notes[:1], pays[need.pays], *notes[1:]] if need.pays in pays else notes
    task = said_task(scene, need)
    told = task + _noted(notes, JOB - width(task))
    if notes and notes[0] not in told:
        few = said_task(scene, need, FEWER_KINDS)
        told = few + _noted(notes, JOB - width(few))
    return told


def said_looked(scene: Scene, need: Need) -> str:
    """A task for a coordinator: for whom, and what they asked for in their words; at most `LOOKED` places."""
    task = said_task(scene, need)
    name = clip(clean(need.for_first_name), NAME)
    behalf = [scene.voice.say["for_name"].format(name=name)] if name else []
    first = sorted(need.conditions, key=lambda w: w in need.at_door)
    wishes = [clean(w) for w in first if not scene.voice.hides(w)]
    return task + _noted([*behalf, *(w for w in wishes if w), *_notes(scene, need)[:1]], LOOKED - width(task))


def said_at_door(scene: Scene, need: Need) -> str:
    """What they asked for, in their words, as the helper who comes has to know it; empty for nothing."""
    told = [own_words(wish, scene.voice.language) for wish in need.at_door or () if not scene.voice.hides(wish)]
    return " " + scene.voice.say["please_note"].format(wishes=", ".join(told)) if told else ""


def said_goal(scene: Scene, need: Need, room: int = GOAL) -> str:
    """Where a ride goes, there and back or not, for the helper who comes, in at most `room` places; empty for
    anything else. Who drives has to know the place, so none is left unsaid."""
    goal = scene.voice.say["home"] if need.goes_home else clean(need.to_text).strip(" .,;:")
    if not goal or "ride" not in need.kinds:
        return ""
    form = scene.voice.say["ride_back" if need.round_trip else "ride_to"]
    return " " + form.format(place=clip(goal, room - width(form.format(place="")) - 1))


def _notes(scene: Scene, need: Need) -> list[str]:
    """How many ride along, there and back or one way, and what is practical, in words of ours."""
    say = scene.voice.say
    way = _way(scene, need)
    seats = "ride" in need.kinds and need.people is not None and need.people > 1
    some = [say["for_people"].format(n=min(need.people or 0, 999))] if seats else []
    return [*some, *([way] if way else []), *(say[one] for one in PRACTICAL if one in need.practical)]


def said_own_when(scene: Scene, need: Need) -> str:
    """When a need is wanted, for its owner: its rhythm or its time, in at most `WHEN` places; empty for no time."""
    own = clean(need.when_text)
    hours_apart = need.days_to_choose and need.repeat_from is None and any(ch.isdigit() for ch in own)
    if hours_apart and width(own) <= WHEN and not scene.voice.hides(own):
        return own  # "tue 9am or thu 2pm"
    return said_rhythm(scene, need) or when_named(scene, need.from_at, need.to_at, need.when_text)


def _way(scene: Scene, need: Need) -> str:
    if need.round_trip is None:
        return ""
    return scene.voice.say["both_ways" if need.round_trip else "one_way"]


def _noted(notes: Iterable[str], room: int) -> str:
    """As many notes as there is room for, each behind a comma."""
    said = ""
    for note in notes:
        if width(said) + width(note) + 2 <= room:
            said += f", {note}"
    return said


def when_named(
    scene: Scene, start: datetime | None, end: datetime | None, words: str | None, room: int = WHEN
) -> str:
    if start is None and end is None:
        return "" if words and scene.voice.hides(words) else clip(clean(words), room)
    return say_when(start, end, scene.now, scene.voice.language)


def said_place(scene: Scene, words: str | None, room: int) -> str:
    if not words:
        return ""
    said = clean(words).strip(" .,;:")
    if not said or scene.voice.hides(words):
        said = scene.voice.say["place"]
    return clip(said, room) if room >= min(width(said), _SMALLEST_PLACE) else ""


def _said_end(scene: Scene, need: Need, room: int) -> str:
    """Where a ride goes, in at most `room` places."""
    return said_place(scene, scene.voice.say["home"] if need.goes_home else need.to_text, room)


def said_route(scene: Scene, need: Need, room: int) -> str:
    """Where a need is and where to, as its owner said it, in at most `room` places; empty for no place."""
    if not need.to_text:
        return said_place(scene, need.place_text, room)
    to = scene.voice.say["to"] + " "
    if not need.place_text:
        goal = _said_end(scene, need, room - len(to))
        return to + goal if goal else ""
    each = room - len(to) - 1
    start = said_place(scene, need.place_text, each)
    goal = _said_end(scene, need, each)
    if width(start) + width(goal) > each:
        fewest = min(width(goal), _SMALLEST_PLACE)
        start = clip(start, max(each // 2, each - width(goal), min(width(start), each - fewest)))
        goal = clip(goal, each - width(start))
    return f"{start} {to}{goal}" if start and goal else start


def said_rhythm(scene: Scene, need: Need) -> str:
    """The rhythm of what comes again, or days to choose from, in at most `WHEN` places; empty for one time."""
    if not need.repeat_every and not need.repeat_days:
        return ""
    times = scene.voice.times
    days = sorted({int(day) for day in need.repeat_days})
    whole_week = not days or (not need.repeat_every and len(days) == len(times["weekdays"]))
    said = days_named(scene, days)
    if whole_week:
        said = times["each_day"] if need.repeat_every else _any_day(scene, need)
    names = [times["weekdays"][day - 1] for day in days]
    if not need.repeat_every:
        said = f"{', '.join(names[:-1])} {scene.voice.say['or']} {names[-1]}" if len(days) <= CHOICE else said
    elif days:
        said = times["every" if need.repeat_every == 1 else "every_other"].format(day=said)
    start, end = need.repeat_from, need.repeat_to
    at_once = start is not None and end == (None if need.repeat_every else start)
    hours = clock(scene, round((start or 0) * 60)) if at_once else hours_named(scene, start, end)
    whole = f"{said} {hours}".strip()
    tight = f"{days_named(scene, days)} {hours}" if whole_week and days else whole.replace(", ", " ")
    if not need.repeat_every and len(days) <= CHOICE:
        tight = f"{'/'.join(names)} {hours}".strip()
    short = f"{' '.join(names)} {hours}".strip() if len(names) > TWO and need.repeat_every == 1 else tight
    return next((one for one in (whole, tight, short) if width(one) <= WHEN), clip(str(said), WHEN))


def _any_day(scene: Scene, need: Need) -> str:
    """Any day, or the dates of the one week in which it may be."""
    if need.from_at is None or need.to_at is None:
        return str(scene.voice.times["any_day"])
    zone = scene.now.tzinfo
    first, last = need.from_at.astimezone(zone).date(), (need.to_at - timedelta(minutes=1)).astimezone(zone).date()
    whole = (last - first).days >= len(scene.voice.times["weekdays"]) - 1
    if whole and first <= scene.now.date() + timedelta(1):
        return str(scene.voice.times["any_day"])
    months, form = scene.voice.times["months"], scene.voice.times["date"]
    begins, ends = (form.format(month=months[day.month - 1], day=day.day) for day in (first, last))
    if first.month == last.month:
        return str(form.format(month=months[first.month - 1], day=f"{first.day}-{last.day}"))
    return f"{begins}-{ends}"


def days_named(scene: Scene, days: list[int]) -> str:
    names = scene.voice.times["weekdays"]
    gaps = [at for at in range(1, len(days)) if days[at] - days[at - 1] > 1]
    if len(days) >= len(names) - 2 and len(gaps) == 1 and days[0] == 1 and days[-1] == len(names):
        days = [*days[gaps[0] :], *days[: gaps[0]]]  # all but Tuesday is from Wednesday to Monday
        return str(scene.voice.times["days"].format(first=names[days[0] - 1], last=names[days[-1] - 1]))
    if len(days) > 2 and not gaps:
        return str(scene.voice.times["days"].format(first=names[days[0] - 1], last=names[days[-1] - 1]))
    return ", ".join(names[day - 1] for day in days)


def hours_named(scene: Scene, start: float | None, end: float | None) -> str:
    times = scene.voice.times
    first = None if start is None else clock(scene, round(start * 60))
    last = None if end is None or end >= 24 else clock(scene, round(end * 60))
    if first and last:
        return str(times["between"].format(first=first, last=last))
    if first:
        return str(times["after"].format(clock=first))
    return str(times["before"].format(clock=last)) if last else ""


# ---- moments


def clock(scene: Scene, minute: int) -> str:
    """A minute of the day as the language says it: "6pm", "18:30"."""
    hour, rest = divmod(minute % 1440, 60)
    if not scene.voice.times["twelve_hours"]:
        return f"{hour}:{rest:02d}"
    if (hour, rest) == (12, 0):
        return str(scene.voice.times["noon"])
    return f"{hour % 12 or 12}{f':{rest:02d}' if rest else ''}{'am' if hour < 12 else 'pm'}"


def said_time(scene: Scene, at: datetime) -> str:
    """A moment: the clock today, the weekday and the clock within a week, else the date. Rounded up to a quarter
    of an hour, for nobody promises a minute."""
    local = _quarter(scene, at)
    times, ahead = scene.voice.times, (local.date() - scene.now.date()).days
    at_clock = clock(scene, local.hour * 60 + local.minute)
    if ahead == 0:
        return str(times["clock"].format(clock=at_clock))
    if 0 < ahead <= _DAYS_AHEAD:
        return str(times["weekday"].format(day=times["weekdays"][local.weekday()], clock=at_clock))
    return said_date(scene, at)


def said_aloud(scene: Scene, at: datetime) -> str:
    """By when, for the ear and within a week: "by 2:15 in the afternoon today". Rounded as `said_time`."""
    local = _quarter(scene, at)
    times, ahead = scene.voice.times, (local.date() - scene.now.date()).days
    part = "morning" if local.hour < _NOON else "afternoon" if local.hour < _EVENING else "evening"
    forms = [times[part]] if isinstance(times[part], str) else times[part]
    hour = local.hour % 12 or 12
    figures = f"{hour}:{local.minute:02d}" if local.minute else str(hour)
    day = "today_aloud" if ahead <= 0 else "tomorrow_aloud" if ahead == 1 else "day_aloud"
    said = forms[0 if hour == 1 else -1].format(clock=figures)
    if (local.hour, local.minute) == (_NOON, 0):
        said = times["noon_aloud"]
    return str(times[day].format(clock=said, day=times["days_aloud"][local.weekday()]))


def _quarter(scene: Scene, at: datetime) -> datetime:
    """A moment in the group's zone, rounded up to a quarter of an hour."""
    local = scene.local(at)
    over = timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)
    return scene.local(at + timedelta(minutes=15) - over) if over else local


def said_date(scene: Scene, at: datetime) -> str:
    """A day: "Oct 19"."""
    local, times = scene.local(at), scene.voice.times
    return str(times["date"].format(month=times["months"][local.month - 1], day=local.day))


def said_until(scene: Scene, at: datetime) -> str:
    """The end of a break: the clock where it is an hour of today, else the day."""
    local = scene.local(at)
    if local.date() == scene.now.date() and (local.hour or local.minute):
        return clock(scene, local.hour * 60 + local.minute)
    return said_date(scene, at)


def said_from(scene: Scene, at: datetime | None) -> str:
    """When something starts: "now", or "at 8am" of the next such hour."""
    if at is None or scene.local(at) <= scene.now:
        return scene.voice.say["now"]
    local = scene.local(at)
    return str(scene.voice.times["from"].format(clock=clock(scene, local.hour * 60 + local.minute)))
