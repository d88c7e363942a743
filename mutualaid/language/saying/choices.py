"""Several needs of which one is meant, numbered, and told apart where they are of one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from mutualaid.domain.needs import Choice, Need
from mutualaid.language.saying.readback import WHEN, Scene, clock, said_date, said_own_when, said_route, said_when
from mutualaid.language.saying.voice import clean, clip, phrase, width

CHOICES = 96
"""Places that all of them take at most."""
MOST = 3
OPTION = 20
"""How much of each its kinds take at most."""
MARK = WHEN
"""How much of each goes to what tells it from others of its kind."""


def said_choices(scene: Scene, choices: Iterable[Choice] | None) -> str:
    """ "1 food 2 a ride"; of one kind "1 food, today 5pm 2 food, tomorrow": the first three, in at most `CHOICES`
    places. A helper's choices are told by no more than what they were asked with."""
    some = list(choices or ())[:MOST]
    kinds = [phrase(choice.need.kinds, scene.voice, OPTION) for choice in some]
    marks = _marks(scene, some, kinds)
    room = CHOICES - sum(len(f" {n} ") for n in range(1, len(some) + 1)) + 1
    room -= sum(width(mark) + 2 if mark else width(kind) for kind, mark in zip(kinds, marks, strict=True))
    share = room // max(1, sum(map(bool, marks)))
    said = [
        f"{phrase(choice.need.kinds, scene.voice, min(OPTION, share))}, {mark}" if mark else kind
        for choice, kind, mark in zip(some, kinds, marks, strict=True)
    ]
    return " ".join(f"{number} {one}" for number, one in enumerate(said, 1))


EVERY = 84
"""Places that several needs, read back together, take at most."""


def said_every(scene: Scene, needs: Iterable[Need] | None) -> str:
    """ "a ride, Thu 9am; food for 5, today": the first three, each for how many and when, in at most `EVERY`
    places."""
    some = list(needs or ())[:MOST]
    share = (EVERY - 2 * (len(some) - 1)) // max(1, len(some))
    said = []
    for need in some:
        when = clip(said_own_when(scene, need), share - _LEAST)
        many = need.people is not None and need.people > 1
        whom = " " + scene.voice.say["for_people"].format(n=min(need.people or 0, 999)) if many else ""
        tail = whom + (f", {when}" if when else "")
        said.append(phrase(need.kinds, scene.voice, min(OPTION, share - width(tail))) + tail)
    return "; ".join(said)


_LEAST = 8
"""How much of its share the kinds of one keep, whatever its time."""


def _marks(scene: Scene, choices: list[Choice], kinds: list[str]) -> list[str]:
    """What tells each from those whose kinds are said alike; empty for one of its own kind."""
    marks = [""] * len(choices)
    for kind in dict.fromkeys(kinds):
        alike = [at for at, said in enumerate(kinds) if said == kind]
        if len(alike) > 1:
            for at, mark in zip(alike, _apart(scene, [choices[at] for at in alike]), strict=True):
                marks[at] = mark
    return marks


Said = Callable[[Scene, Choice], str]


def _apart(scene: Scene, alike: list[Choice]) -> list[str]:
    ways: tuple[Said, ...] = (_when, _where, _for_whom, _asked)
    for way in ways:
        marks = [clip(way(scene, choice), MARK) for choice in alike]
        if len(set(marks)) == len(alike):
            return marks
    ranks = (scene.voice.say["first"], scene.voice.say["second"], scene.voice.say["third"])
    return list(ranks[: len(alike)])


def _when(scene: Scene, choice: Choice) -> str:
    need = choice.need
    if not choice.helping:
        return said_own_when(scene, need)
    if need.from_at is not None or need.to_at is not None:
        return said_when(scene, need)
    return scene.voice.say["urgent"] if need.urgent else ""


def _where(scene: Scene, choice: Choice) -> str:
    if choice.helping:
        return scene.voice.bands.get(choice.band or "", "")
    return said_route(scene, choice.need, MARK)


def _for_whom(scene: Scene, choice: Choice) -> str:
    name = clean(choice.need.for_first_name) if not choice.helping else ""
    return scene.voice.say["for_name"].format(name=name) if name else ""


def _asked(scene: Scene, choice: Choice) -> str:
    if choice.asked_at is None:
        return ""
    return scene.voice.say["asked"].format(time=_moment(scene, choice.asked_at))


def _moment(scene: Scene, at: datetime) -> str:
    """The minute of today, of a day of this week, or the date."""
    local, times = scene.local(at), scene.voice.times
    said, ago = clock(scene, local.hour * 60 + local.minute), (scene.now.date() - local.date()).days
    if ago == 0:
        return said
    if 0 < ago < len(times["weekdays"]):
        return str(times["weekday"].format(day=times["weekdays"][local.weekday()], clock=said))
    return said_date(scene, at)
