"""What each of the needs that one text holds has of it. Pure."""

from __future__ import annotations

from dataclasses import replace

from mutualaid.domain.conversation import homeward
from mutualaid.domain.reading import NeedRead, Reading


def parts_of(r: Reading) -> tuple[Reading, ...]:
    """The reading of each need that a text holds; what they share (place, people, for whom) stands in each."""
    parts = r.needs if len(r.needs) > 1 else (NeedRead(r.kinds, r.text, r.place, r.when),)
    rest = homeward.one_way(r) if any(part.back for part in parts) else r
    return tuple(_share(r, rest, part, alone=len(parts) == 1) for part in parts)


def _share(r: Reading, rest: Reading, part: NeedRead, *, alone: bool) -> Reading:
    if part.back:
        return replace(
            homeward.way_back(r, part), text=part.text, kinds=part.kinds, when=part.when, repeat=None, among=None
        )
    own = replace(
        rest,
        text=part.text or r.text,
        kinds=part.kinds,
        place=part.place or r.place,
        when=part.when or (r.when if alone else None),
        among=r.among if alone or _of_days(part, r) else None,
        to=r.to if "ride" in part.kinds else None,
    )
    return homeward.headed(own)


def _of_days(part: NeedRead, r: Reading) -> bool:
    """Whether the days side by side are those of this part."""
    weekly = r.among is not None and r.among.every
    return bool(weekly) and r.among is not None and part.when is not None and part.when.text in r.among.text
