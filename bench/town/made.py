"""The town that a seed makes: who lives where, what they offer and ask, and what nobody in the service knows of
them.

Every hidden draw belongs to a person, a need or a pair of both, never to a moment: whatever way of matching is
tried, the same helper would say the same to the same need. So two ways are compared on the same luck.
"""

from __future__ import annotations

import hashlib
import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import NormalDist
from typing import Any
from zoneinfo import ZoneInfo

from mutualaid.config import PlaceEntry

PARAMETERS = tomllib.loads((Path(__file__).parent / "parameters.toml").read_text(encoding="utf-8"))
ZONE = ZoneInfo("America/Los_Angeles")
MIDDLE = (37.75, -122.42)
KM_A_DEGREE = 111.195
WEEK = timedelta(days=7)
NAMED = "Andover Bryant Capp Dolores Elsie Folsom Guerrero Hampshire Jessie Natoma Osage Potrero Shotwell"
NAMES = """Ana Ben Cora Dan Eva Fay Gus Hana Ivan Rosa Luis Marta Pablo Gloria Ed Lou Ines Hugo Nora Omar Paula Ruth
Sam Tess Vera Walt Zoe Carl Dora Emil Greta Hank Iris Jack Karen Leo Mia Nick Olga Pete"""
FIRST_STREET = 11

NEEDS = {
    "food": ("need groceries, {at}, {when}", "can someone pick up groceries for me? {at}, {when}"),
    "ride": ("need a ride to the doctor, {at}, {when}", "can someone drive me to church, {at}, {when}"),
    "medicine": ("need my prescription picked up, {at}, {when}", "can someone pick up my medicine? {at}, {when}"),
    "delivery": ("need a package picked up, {at}, {when}",),
    "supplies": ("need diapers, {at}, {when}", "need toilet paper and soap, {at}, {when}"),
    "repair": ("need help with a leaky tap, {at}, {when}",),
    "pets": ("my dog needs a walk, {at}, {when}",),
    "translation": ("need a letter translated from spanish, {at}, {when}",),
}
OFFERS = {
    ("food", "delivery"): "I can do grocery runs and deliveries",
    ("food", "medicine"): "I can get groceries and pick up medicine",
    ("ride", "food"): "can give rides and pick up groceries",
    ("ride",): "I can drive people",
    ("delivery", "supplies"): "I can deliver things and bring supplies",
    ("repair",): "I can fix things around the house",
    ("pets", "food"): "I can walk dogs and get groceries",
    ("translation",): "I can translate spanish and english",
}
MEANS = {"foot": "on foot", "bike": "by bike", "car": "have a car"}
WHEN = {"any": "any day", "weekdays": "weekdays", "weekends": "weekends", "evenings": "evenings"}


@dataclass(frozen=True, slots=True)
class Person:
    phone: str
    name: str
    home: tuple[float, float]
    """Kilometres east and north of the town's south-western corner."""
    corner: str


@dataclass(frozen=True, slots=True)
class Helper(Person):
    kinds: tuple[str, ...]
    means: str
    when: str
    willing: float
    per_week: int
    joins: datetime
    lost: datetime
    """From here on they answer nothing any more."""

    @property
    def text(self) -> str:
        return f"{OFFERS[self.kinds]}, {MEANS[self.means]}, {self.corner}, {WHEN[self.when]}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One need: who asks, with what words and when, and from when to when it can be met."""

    number: int
    by: Person
    kind: str
    at: datetime
    start: datetime
    end: datetime
    text: str
    withdrawn: datetime | None


@dataclass(frozen=True)
class Town:
    name: str
    seed: int
    start: datetime
    weeks: int
    helpers: Sequence[Helper]
    needs: Sequence[Wanted]
    places: tuple[PlaceEntry, ...]
    parameters: Mapping[str, Any] = field(repr=False)

    @property
    def ends(self) -> datetime:
        """When the last need is over and told of."""
        return self.start + self.weeks * WEEK + timedelta(days=8)

    def draw(self, *of: object) -> float:
        """A number above 0 and below 1 that belongs to these things and this seed alone."""
        words = "/".join(map(str, (self.name, self.seed, *of)))
        number = int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big")
        return (number + 0.5) / 2**64

    def minutes(self, median: float, *of: object) -> timedelta:
        """A lognormal time with this median, for these things."""
        z = NormalDist().inv_cdf(self.draw("minutes", *of))
        return timedelta(minutes=median * math.exp(self.parameters["replies"]["sigma"] * z))

    def km(self, helper: Helper, need: Wanted) -> float:
        return math.dist(helper.home, need.by.home)

    def willing(self, helper: Helper, need: Wanted) -> bool:
        """Whether they say yes when they hear of it and nothing else keeps them: drawn once for the pair."""
        ours = self.parameters["helpers"]
        chance = helper.willing * self._able(helper, need.kind)
        if need.kind != "translation":
            chance *= 0.5 ** (self.km(helper, need) / ours["half_km"][helper.means])
        return self.draw("yes", helper.phone, need.number) < chance and _has_time(helper, need)

    def _able(self, helper: Helper, kind: str) -> float:
        ours = self.parameters["helpers"]
        if kind in helper.kinds:
            return 1.0
        errand = kind in ours["errands"] or (kind == "ride" and helper.means == "car")
        other = not {"ride", *ours["errands"]}.isdisjoint(helper.kinds)
        return float(ours["other_errand"]) if errand and other else 0.0

    def _pair(self, what: str, section: str, helper: Helper, need: Wanted) -> bool:
        return self.draw(what, helper.phone, need.number) < self.parameters[section][what]

    def turned_down(self, helper: Helper, need: Wanted) -> bool:
        return self._pair("turned_down", "needs", helper, need)

    def called_off(self, helper: Helper, need: Wanted) -> bool:
        return self._pair("called_off", "visits", helper, need)

    def no_show(self, helper: Helper, need: Wanted) -> bool:
        return self._pair("no_show", "visits", helper, need)

    def week(self, need: Wanted) -> int:
        return (need.end - self.start) // WEEK


def _has_time(helper: Helper, need: Wanted) -> bool:
    start, end = need.start.astimezone(ZONE), need.end.astimezone(ZONE)
    if helper.when == "weekdays":
        return end.isoweekday() <= 5
    if helper.when == "weekends":
        return end.isoweekday() >= 6
    if helper.when == "evenings":
        return end.hour + end.minute / 60 > 17 and start.hour < 21 if start < end else 17 <= end.hour < 21
    return True


def make(name: str, seed: int, neighbours: int, weeks: int, parameters: Mapping[str, Any] = PARAMETERS) -> Town:
    """The town of this name and seed, of so many neighbours over so many weeks. The same for the same arguments.

    Raises KeyError for a town that the parameters do not have.
    """
    kind = parameters["towns"][name]
    dice = random.Random(f"{name}/{seed}/{neighbours}/{weeks}")
    start = parameters["town"]["start"].replace(tzinfo=ZONE)
    places, corner = _streets(parameters["town"])
    names = NAMES.split()
    count = max(1, round(neighbours * kind["helpers"]))
    side = parameters["town"]["side_km"]

    def person(number: int) -> Person:
        home = (dice.uniform(0, side), dice.uniform(0, side))
        return Person(f"+1415555{number:04d}", names[number % len(names)], home, corner(home))

    helpers = [_helper(dice, person(1000 + n), parameters, start, weeks) for n in range(count)]
    askers = [person(5000 + n) for n in range(max(1, neighbours - count))]
    dice.shuffle(askers)
    wanted = round(kind["needs_per_helper_week"] * count * weeks)
    moments = sorted(_moment(dice, parameters["needs"]["hours"], start, weeks) for _ in range(wanted))
    needs = [_need(dice, n, askers[n % len(askers)], at, parameters["needs"]) for n, at in enumerate(moments)]
    return Town(name, seed, start, weeks, helpers, needs, places, parameters)


def _streets(ours: Mapping[str, Any]) -> tuple[tuple[PlaceEntry, ...], Any]:
    """The corners as a group's places, and the name of the corner nearest to a home."""
    block, named = ours["block_km"], NAMED.split()
    many = min(len(named), round(ours["side_km"] / block) + 1)

    def words(column: int, row: int) -> str:
        return f"{_ordinal(FIRST_STREET + row)} and {named[column]}".lower()

    places = tuple(
        PlaceEntry(
            f"{_ordinal(FIRST_STREET + row)} & {named[column]}",
            MIDDLE[0] + row * block / KM_A_DEGREE,
            MIDDLE[1] + column * block / (KM_A_DEGREE * math.cos(math.radians(MIDDLE[0]))),
            (words(column, row),),
        )
        for column in range(many)
        for row in range(many)
    )

    def corner(home: tuple[float, float]) -> str:
        return words(*(min(many - 1, round(along / block)) for along in home))

    return places, corner


def _helper(dice: random.Random, who: Person, all_: Mapping[str, Any], start: datetime, weeks: int) -> Helper:
    ours = all_["helpers"]
    kinds = tuple(dice.choices(ours["offers"], [o["share"] for o in ours["offers"]])[0]["kinds"])
    means = "car" if "ride" in kinds else _one(dice, ours["means"])
    joins = start + timedelta(hours=dice.uniform(0, 2))
    if dice.random() < ours["later"]:
        joins = start + timedelta(days=dice.randrange(weeks * 7), hours=dice.uniform(2, 13))
    lasts = dice.expovariate(-math.log(1 - ours["lost_per_week"]))
    return Helper(
        who.phone, who.name, who.home, who.corner,
        kinds=kinds, means=means, when=_one(dice, ours["when"]),
        willing=dice.betavariate(ours["willingness"]["alpha"], ours["willingness"]["beta"]),
        per_week=int(_one(dice, ours["per_week"])), joins=joins, lost=joins + lasts * WEEK,
    )  # fmt: skip


def _moment(dice: random.Random, hours: Mapping[str, int], start: datetime, weeks: int) -> datetime:
    day = start.replace(hour=0) + timedelta(days=dice.randrange(weeks * 7))
    at = day + timedelta(hours=int(_one(dice, hours)), minutes=dice.uniform(0, 60))
    return max(at, start + timedelta(hours=3, minutes=dice.uniform(0, 30)))


def _need(dice: random.Random, number: int, by: Person, at: datetime, ours: Mapping[str, Any]) -> Wanted:
    kind, when = _one(dice, ours["kinds"]), _one(dice, ours["when"])
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if when == "today" and at.hour < 16:
        start, end = at, day + timedelta(hours=dice.randint(at.hour + 3, 20))
        said = f"today by {_hour(end)}"
    elif when == "later" and dice.random() < 0.5:
        day += timedelta(days=dice.randint(2, 5))
        part, (first, last) = dice.choice((("morning", (8, 12)), ("afternoon", (12, 17))))
        start, end = day + timedelta(hours=first), day + timedelta(hours=last)
        said = f"{day:%A} {part}".lower()
    else:
        ahead = dice.randint(2, 5) if when == "later" else 1
        start = end = day + timedelta(days=ahead, hours=dice.randint(9, 19))
        said = f"tomorrow {_hour(end)}" if ahead == 1 else f"{end:%A} {_hour(end)}".lower()
    withdrawn = at + dice.random() * (end - at) if dice.random() < ours["withdrawn"] else None
    text = dice.choice(NEEDS[kind]).format(at=by.corner, when=said)
    return Wanted(number, by, kind, at, start, end, text, withdrawn)


def _one(dice: random.Random, shares: Mapping[str, float]) -> str:
    return dice.choices(list(shares), list(shares.values()))[0]


def _hour(at: datetime) -> str:
    return f"{(at.hour - 1) % 12 + 1}{'am' if at.hour < 12 else 'pm'}"


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
