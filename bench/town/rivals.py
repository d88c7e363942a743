"""How other systems go about matching, as ways that a round of the service can be given instead of its own.

Each imitates whom its original would ask first and how many at once. The rest is the service's: who may be
asked at all, understanding texts, quiet hours, one question at a time, reminders after three hours, the end of
an ask after twelve, the yes of the person in need, the search after someone called off. None of the originals
has all of that; they are better here than they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mutualaid.domain.matching import fit
from mutualaid.domain.matching.candidates import Scored
from mutualaid.domain.matching.rounds import Together, Way

MANY = 100
"""Asks and helps a week where the original knows no limit: the most that the configuration takes."""

LISTED = 10

Hidden = Callable[[Scored], bool]
"""Whether somebody would say yes to a need, come and be welcome, which nobody in the service knows."""


def _km(one: Scored) -> float:
    """Where distance does not count or is not known, nobody is farther than another."""
    return 0.0 if one.distance_km is None else one.distance_km


def _each(found: Sequence[Scored]) -> list[Scored]:
    """Every helper once."""
    best: dict[str, Scored] = {}
    for one in found:
        best.setdefault(one.candidate.neighbour.id, one)
    return list(best.values())


class _OneByOne:
    """The next is asked when the one before said no or let the time pass."""

    def how_many(
        self, ready: Sequence[float], wanted: float, places: int, out: Sequence[float], least: float
    ) -> int:
        return min(len(ready), max(0, places - len(out)))


class Broadcast:
    """Astoria's dispatch: a new request is shown with the ten nearest volunteers who can do the task; here all
    ten are asked at once, and when none of them can, the next ten. There a dispatcher saw each one's open tasks
    beside the name and phoned or wrote; whom she would have left out cannot be imitated. No limit of asks a
    week."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        return {need: sorted(_each(found), key=_km)[:LISTED] for need, found in ranked.items()}

    def how_many(
        self, ready: Sequence[float], wanted: float, places: int, out: Sequence[float], least: float
    ) -> int:
        return min(len(ready), max(0, LISTED - len(out)))


class NearestFirst(_OneByOne):
    """pomuzeme.si: volunteers are listed by distance and invited by text. There a coordinator ticks as many of
    the list as she likes; here the nearest is asked alone, then the next. A volunteer is not blocked for some
    days after a yes, as coordinators there could do. No limit of asks a week."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        return {need: sorted(_each(found), key=_km)[:LISTED] for need, found in ranked.items()}


class Greedy(_OneByOne):
    """Bike Brigade's automatic assignment: riders by falling capacity and then by how little slack their reach
    leaves them, each taking the nearest tasks left up to their capacity. There riders have signed up for the
    day and are simply assigned; here the one assigned is asked, and after a no the next nearest. Tasks come
    here one by one, there as the list of a day, which is where the order of riders tells. No limit of asks a
    week."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        near = {need: sorted(_each(found), key=_km) for need, found in ranked.items()}
        of_rider: dict[str, list[tuple[float, str, Scored]]] = {}
        for need, found in near.items():
            for one in found:
                of_rider.setdefault(one.candidate.neighbour.id, []).append((_km(one), need, one))

        def order(rider: str) -> tuple[int, float, str]:
            km, _, one = min(of_rider[rider], key=lambda task: task[:2])
            return -_capacity(one), _reach(one) - km, rider

        left = dict(places)
        first: dict[str, list[Scored]] = {need: [] for need in ranked}
        for rider in sorted(of_rider, key=order):
            tasks = sorted(of_rider[rider], key=lambda task: task[:2])
            takes = [task for task in tasks if left.get(task[1], 0) > 0][: _capacity(tasks[0][2])]
            for _, need, one in takes:
                left[need] -= 1
                first[need].append(one)
        return {
            need: (first[need] + [one for one in found if one not in first[need]])[:LISTED]
            for need, found in near.items()
        }


class Weighted(_OneByOne):
    """CiviCRM Mutual Aid: open requests in their order, each given the helper with the highest weighted sum of
    their own reach, how near they are within it, how many of the kinds they cover, and how much of their
    capacity is free. There staff then phone both sides; here the helper is texted. The weights are the group's
    own there, here all alike. A request is not split over several helpers by kind. No limit of asks a week."""

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        given: dict[str, int] = {}
        lists: dict[str, list[Scored]] = {}
        for need, found in ranked.items():
            helpers = _each(found)
            widest = max((_reach(one) for one in helpers), default=1.0)

            def worth(one: Scored, widest: float = widest) -> float:
                reach, capacity = _reach(one), _capacity(one)
                near = 1 - min(1.0, _km(one) / reach)
                free = max(0, capacity - given.get(one.candidate.neighbour.id, 0)) / capacity
                return reach / widest + near + one.parts["kind"] + free

            lists[need] = sorted(helpers, key=lambda one: (-worth(one), one.candidate.neighbour.id))[:LISTED]
            for one in lists[need][: places.get(need, 1)]:
                given[one.candidate.neighbour.id] = given.get(one.candidate.neighbour.id, 0) + 1
        return lists


class Knowing(_OneByOne):
    """No system: it knows beforehand who would say yes, come and be welcome, and asks nobody else, whoever was
    asked least first. It does not know who is deaf to asks just now. The rest is the service's, so that it shows
    how much of what the oracle fills anybody could, with texts that take hours and people who tire."""

    def __init__(self, would: Hidden) -> None:
        self.would = would

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        return {
            need: sorted(filter(self.would, _each(found)), key=lambda one: one.candidate.history.asked)[:LISTED]
            for need, found in ranked.items()
        }


def _reach(one: Scored) -> float:
    return fit.reach_km(one.candidate.offer, 5.0)


def _capacity(one: Scored) -> int:
    offer = one.candidate.offer
    return max(1, offer.per_week or offer.capacity) if offer else 1


@dataclass(frozen=True, slots=True)
class Policy:
    """A way, made of what nobody in the service knows, and the limits of asks and helps a week under which it runs;
    None for those of the service. `rests`: whether those asked lately are spared, as the service does by itself."""

    way: Callable[[Hidden], Way]
    a_week: int | None
    says: str
    rests: bool = False


def _blind(way: Callable[[], Way]) -> Callable[[Hidden], Way]:
    """Of a way that knows no more than the service does."""
    return lambda _: way()


POLICIES = {
    "together": Policy(_blind(Together), None, "ours: rounds over all needs, waves, limits a week, rest", True),
    "unrested": Policy(_blind(Together), None, "ours, without rest between asks"),
    "unlimited": Policy(_blind(Together), MANY, "ours, without limits a week, which the others do not know", True),
    "broadcast": Policy(_blind(Broadcast), MANY, "all of the nearest ten at once (Astoria)"),
    "nearest": Policy(_blind(NearestFirst), MANY, "nearest first, one at a time (pomuzeme.si)"),
    "greedy": Policy(_blind(Greedy), MANY, "by capacity and distance, one at a time (Bike Brigade)"),
    "weighted": Policy(_blind(Weighted), MANY, "a weighted sum, one at a time (CiviCRM Mutual Aid)"),
    "knowing": Policy(Knowing, MANY, "no system: who asks only those who would say yes and come"),
}
