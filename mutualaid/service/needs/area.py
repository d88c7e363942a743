"""Where the group helps."""

from __future__ import annotations

from mutualaid.domain.places import Area
from mutualaid.service.turn import Turn
from mutualaid.store import group


def of_group(turn: Turn) -> Area | None:
    """The group's area; None where it has no limit, or no place on the map to measure it from."""
    km = turn.kit.config.group.area_km
    middle = group.middle(turn.tx) if km else None
    return Area(middle, km) if middle is not None else None
