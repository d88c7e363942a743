"""How many needs could have been filled by someone who knows who would say yes to what."""

from __future__ import annotations

from bench.town.made import Helper, Town, Wanted


def oracle(town: Town) -> int:
    """The most needs of the town that any way of matching could fill: an upper bound.

    It knows every hidden yes, who would be turned down, call off or not come, and looks at all weeks at once: a
    matching of needs and the times a week that each helper has, as large as can be. It knows nothing of
    fatigue, of the hours until an answer, or of two visits at one time, so that no way can be better and most
    could not be as good.
    """
    places: dict[tuple[str, int], list[int]] = {}
    """Of each helper and week: the needs they help with."""
    can = {n.number: [h for h in town.helpers if _could(town, h, n)] for n in town.needs}
    by_number = {n.number: n for n in town.needs}
    return sum(_place(town, n, by_number, can, places, set()) for n in town.needs)


def _could(town: Town, helper: Helper, need: Wanted) -> bool:
    if need.withdrawn is not None or helper.joins >= need.end or helper.lost <= need.at:
        return False
    return comes(town, helper, need)


def comes(town: Town, helper: Helper, need: Wanted) -> bool:
    """Whether this helper would say yes to this need, come and be welcome."""
    if not town.willing(helper, need) or town.turned_down(helper, need):
        return False
    return not town.called_off(helper, need) and not town.no_show(helper, need)


def _place(
    town: Town,
    need: Wanted,
    by_number: dict[int, Wanted],
    can: dict[int, list[Helper]],
    places: dict[tuple[str, int], list[int]],
    tried: set[tuple[str, int]],
) -> bool:
    """Finds this need a helper, where need be by finding others for those the helper would have helped."""
    for helper in can[need.number]:
        slot = (helper.phone, town.week(need))
        if slot in tried:
            continue
        tried.add(slot)
        taken = places.setdefault(slot, [])
        if len(taken) < helper.per_week:
            taken.append(need.number)
            return True
        for other in list(taken):
            if _place(town, by_number[other], by_number, can, places, tried):
                taken.remove(other)
                taken.append(need.number)
                return True
    return False
