"""What may stand in braces in a line: where its value comes from, how it is said, how long it can get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, TypeVar

from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.odds import Odds
from mutualaid.domain.series import Series
from mutualaid.domain.vocabulary import Danger, Pays
from mutualaid.language.saying.choices import CHOICES, EVERY, said_choices, said_every
from mutualaid.language.saying.readback import (
    GOAL,
    JOB,
    KINDS,
    LOOKED,
    NAME,
    NEED,
    OFFER,
    TASK,
    WHEN,
    WHOLE_GOAL,
    Scene,
    said_aloud,
    said_at_door,
    said_from,
    said_goal,
    said_job,
    said_looked,
    said_need,
    said_own_when,
    said_rhythm,
    said_task,
    said_time,
    said_until,
)
from mutualaid.language.saying.readoffer import said_offer, said_offer_when
from mutualaid.language.saying.voice import Voice, clean, clip, listed, own_words, phrase, width
from mutualaid.language.times.when import say_when

ALL_KINDS = 60
_HIGHEST = 99

T = TypeVar("T")

SLOT = re.compile(r"\{(\w+)\}")


class MissingValue(Exception):
    """A line was to be said without a value it cannot do without."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`key` names the value it reads, `widest` is the most places of a segment it takes."""

    key: str
    say: Callable[[Scene, Any], str]
    widest: int


def _name(fallback: str) -> Callable[[Scene, str | None], str]:
    return lambda scene, name: clip(clean(name), NAME) or scene.voice.say[fallback]


def _kinds(room: int) -> Callable[[Scene, Iterable[str] | None], str]:
    return lambda scene, kinds: phrase(tuple(kinds or ()), scene.voice, room)


def _at(scene: Scene, at: tuple[datetime | None, datetime | None] | None) -> str:
    if at is None or at == (None, None):
        return scene.voice.say["soon"]
    return say_when(*at, scene.now, scene.voice.language)


def _band(scene: Scene, band: str | None) -> str:
    said = scene.voice.bands.get(band or "", "")
    return f", {said}" if said else ""


def _helped(scene: Scene, times: int | None) -> str:
    if not times or times < 1:
        return ""
    say = scene.voice.say
    return " " + (say["helped_once"] if times == 1 else say["helped_times"].format(n=min(times, 999)))


def _looks(scene: Scene, policy: str | None) -> str:
    """Whether a person looks at a match before anybody is asked."""
    said = {"every": "looks_each", "none": ""}.get(policy or "every", "looks_some")
    return " " + scene.voice.say[said] if said else ""


def _others(scene: Scene, others: int | None) -> str:
    return " " + scene.voice.say["others"].format(n=min(others, _HIGHEST)) if others and others > 0 else ""


ODDS = 72
"""Room for how such needs went."""


def _odds(scene: Scene, odds: Odds | None) -> str:
    """ "12 of 15 such asks found help here, half of them within 5 hours."."""
    say, found = scene.voice.say, _need(odds, "odds")
    hours = found.hours
    if hours is None:
        soon = ""
    elif hours <= 1:
        soon = say["odds_hour"]
    elif hours < 48:
        soon = say["odds_hours"].format(n=ceil(hours))
    else:
        soon = say["odds_days"].format(n=min(ceil(hours / 24), _HIGHEST))
    counted = {"filled": min(found.filled, _HIGHEST), "n": min(found.cases, _HIGHEST)}
    return say["odds"].format(**counted) + soon + "."


def _for_people(scene: Scene, people: int | None) -> str:
    return " " + scene.voice.say["for_people"].format(n=min(people, _HIGHEST)) if people else ""


def _number(scene: Scene, n: int | None) -> str:
    return str(min(_need(n, "n"), _HIGHEST))


def _numbered(said: Iterable[str]) -> str:
    return " ".join(f"{number} {one}" for number, one in enumerate(said, 1))


NUMBERED = 4
"""People at most of whom one is asked for by a number."""


def _names(scene: Scene, names: Iterable[str | None] | None) -> str:
    return _numbered(_name("neighbor")(scene, name) for name in list(names or ())[:NUMBERED])


def _choices(scene: Scene, names: Iterable[str | None] | None) -> str:
    say = scene.voice.say["choice"]
    said = [_name("neighbor")(scene, name) for name in names or ()]
    return " ".join(say.format(name=name, n=number) for number, name in enumerate(said, 1))


def _who(scene: Scene, names: Iterable[str | None] | None) -> str:
    said = [_name("neighbor")(scene, name) for name in names or ()]
    return ", ".join(said[:3]) + (f" +{min(len(said) - 3, _HIGHEST)}" if len(said) > 3 else "")


SPOKEN = 60
"""Room for the languages that somebody speaks."""


def _languages(scene: Scene, spoken: Iterable[str] | None) -> str:
    """Ours by the name the language of the text has for them, others as they were written; as many as there is
    room for."""
    first = sorted(_need(spoken or None, "languages"), key=lambda one: one != "en")  # never "y ingles"
    names = [scene.voice.say.get(f"spoken_{one}") or clip(clean(one), NAME) for one in first]
    named = list(filter(None, names)) or [scene.voice.about["name"]]
    while len(named) > 1 and width(listed(named, scene.voice)) > SPOKEN:
        named.pop()
    return clip(listed(named, scene.voice), SPOKEN)


def _rhythm(scene: Scene, series: Series | None) -> str:
    """On which days and at what hour something comes again."""
    found = _need(series, "series")
    return said_rhythm(scene, Need(
        id=found.id, neighbour_id=found.neighbour_id, created_at=found.created_at, repeat_every=found.every,
        repeat_days=found.days, repeat_from=found.from_hour, repeat_to=found.to_hour,
    ))  # fmt: skip


EACH = 55
"""Room for one person's need and how it stands."""


Stands = str | tuple[datetime | None, datetime | None]
"""How it stands with one: the name of how that is said, or the time of a visit."""


def _each(scene: Scene, each: Iterable[tuple[str | None, Iterable[str], Stands]] | None) -> str:
    """ "Ana: food, we look. Tom: a ride, Thu 9am."; of more than two the number of the others."""
    said = []
    all_of_them = list(_need(each or None, "each"))
    for name, kinds, how in all_of_them[:2]:
        stands = scene.voice.say[how] if isinstance(how, str) else _at(scene, how)
        head, tail = _name("neighbor")(scene, name) + ": ", ", " + stands
        said.append(head + phrase(tuple(kinds), scene.voice, EACH - width(head + tail)) + tail)
    more = _others(scene, len(all_of_them) - 2)
    return ". ".join(said) + more[: 112 - width(". ".join(said))]


def _alarm(scene: Scene, kind: str | None) -> str:
    said = scene.voice.alarms.get(kind or "other")
    return said if said is not None else clip(clean(kind), 30) or scene.voice.alarms["other"]


def _money(scene: Scene, pays: Pays | None) -> str:
    """What a helper hears of money once both said yes."""
    say = scene.voice.say
    if pays is Pays.FUND:
        return say["group_pays_you"]
    return say["they_pay_you" if pays is Pays.THEY else "take_no_money"]


def _costs(scene: Scene, pays: Pays | None) -> str:
    """What the person in need hears of money then."""
    return scene.voice.say["pay_receipt" if pays is Pays.THEY else "help_is_free"]


def _dial(scene: Scene, danger: str | None) -> str:
    """What to dial: the emergency number, and the danger's own number if there is one."""
    return dial(scene.voice, scene.number, danger, scene.numbers)


def dial(voice: Voice, emergency: str, danger: str | None, numbers: Mapping[str, str]) -> str:
    """The emergency number and, by `danger`, a number of its own from `numbers`: first where somebody may hurt
    themselves, second elsewhere."""
    own = clean(numbers.get(danger or "", ""))
    if not own or own == emergency:
        return emergency or voice.say["number"]
    both = (own, emergency) if danger == Danger.SELF_HARM else (emergency, own)
    return f" {voice.say['or']} ".join(filter(None, both))


def _word(scene: Scene, word: str | None) -> str:
    return clip(clean(_need(word, "word")), 8)


WISH = 34
"""Room for what somebody asked for beside the help, in their words."""


def _wish(scene: Scene, wishes: Iterable[str] | None) -> str:
    said = ", ".join(w for wish in wishes or () if not scene.voice.hides(wish) and (w := clean(wish)))
    return clip(said, WISH) or scene.voice.say["your_words"]


def _moment(say: Callable[[Scene, datetime], str], key: str) -> Callable[[Scene, datetime | None], str]:
    return lambda scene, at: say(scene, _need(at, key))


def _need_said(say: Callable[[Scene, Need], str], key: str) -> Callable[[Scene, Need | None], str]:
    return lambda scene, need: say(scene, _need(need, key))


def _whole_goal(scene: Scene, need: Need) -> str:
    return said_goal(scene, need, WHOLE_GOAL)


def _offer_said(scene: Scene, offer: Offer | None) -> str:
    return said_offer(scene, _need(offer, "offer"))


def _offer_when(scene: Scene, offer: Offer | None) -> str:
    return clip(said_offer_when(scene, _need(offer, "offer")), WHEN)


def _need(value: T | None, key: str) -> T:
    if value is None:
        raise MissingValue(key)
    return value


NEIGHBOR = 13
"""A name, or what stands for one."""

SLOTS: Mapping[str, Slot] = {
    "kinds": Slot("kinds", _kinds(KINDS), KINDS),
    "all_kinds": Slot("kinds", _kinds(ALL_KINDS), ALL_KINDS),
    "need": Slot("need", _need_said(said_need, "need"), NEED),
    "days": Slot("need", _need_said(said_own_when, "need"), WHEN),
    "task": Slot("task", _need_said(said_task, "task"), TASK),
    "job": Slot("task", _need_said(said_job, "task"), JOB),
    "looked": Slot("task", _need_said(said_looked, "task"), LOOKED),
    "task_of_need": Slot("need", _need_said(said_task, "need"), TASK),
    "band": Slot("band", _band, 25),
    "offer": Slot("offer", _offer_said, OFFER),
    "offer_days": Slot("offer", _offer_when, WHEN),
    "name": Slot("name", _name("neighbor"), NEIGHBOR),
    "a_name": Slot("name", _name("a_neighbor"), NEIGHBOR),
    "for_name": Slot("for_name", _name("that_person"), NEIGHBOR),
    "money": Slot("pays", _money, 25),
    "costs": Slot("pays", _costs, 16),
    "coordinator": Slot("name", _name("coordinator"), 17),
    "at": Slot("at", _at, WHEN),
    "time": Slot("time", _moment(said_time, "time"), 12),
    "by": Slot("by", _moment(said_time, "by"), 12),
    "until": Slot("until", _moment(said_until, "until"), 9),
    "from": Slot("from", said_from, 11),
    "helped": Slot("helped", _helped, 24),
    "looks": Slot("policy", _looks, 33),
    "odds": Slot("odds", _odds, ODDS),
    "others": Slot("others", _others, 11),
    "word": Slot("word", _word, 8),
    "for_n": Slot("people", _for_people, 8),
    "n": Slot("n", _number, 2),
    "wanted": Slot("wanted", _number, 2),
    "names": Slot("names", _names, 63),
    "choices": Slot("names", _choices, 0),
    "aloud_by": Slot("by", _moment(said_aloud, "by"), 0),
    "who": Slot("names", _who, 47),
    "each": Slot("each", _each, 112),
    "options": Slot("options", said_choices, CHOICES),
    "every": Slot("needs", said_every, EVERY),
    "rhythm": Slot("series", _rhythm, WHEN),
    "languages": Slot("languages", _languages, SPOKEN),
    "alarm": Slot("kind_text", _alarm, 30),
    "group": Slot("", lambda scene, _: scene.group, 20),
    "number": Slot("", lambda scene, _: scene.number or scene.voice.say["number"], 21),
    "dial": Slot("danger", _dial, 21),
    "dialled": Slot("", lambda scene, _: " ".join(scene.number) or scene.voice.say["number"], 29),
    "text": Slot("text", lambda scene, text: own_words(text, scene.voice.language), 0),
    "wish": Slot("wish", _wish, WISH),
    "please": Slot("need", _need_said(said_at_door, "need"), 0),
    "goal": Slot("need", _need_said(said_goal, "need"), GOAL),
    "whole_goal": Slot("need", _need_said(_whole_goal, "need"), 0),
    "door": Slot("door", lambda scene, text: own_words(_need(text, "door"), scene.voice.language), 0),
}
"""`text` takes what room is left; `door` and the words of a relay may make a text longer than a segment. `choices`
and `aloud_by` are for lines said aloud, which have no segment to fit."""
