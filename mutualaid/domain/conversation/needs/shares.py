"""What each of the needs that one text holds has of it. Pure."""

from __future__ import annotations

from dataclasses import replace

from mutualaid.domain.conversation.needs import homeward
from mutualaid.domain.reading import NeedRead, Reading, Repeat, When


def parts_of(r: Reading) -> tuple[Reading, ...]:
    """The reading of each need that a text holds; what they share (place, people, for whom) stands in each."""
    parts = r.needs if len(r.needs) > 1 else (NeedRead(r.kinds, r.text, r.place, r.when),)
    rest = homeward.one_way(r) if any(part.back for part in parts) else r
    return tuple(_share(r, rest, part, alone=len(parts) == 1) for part in parts)


def _share(r: Reading, rest: Reading, part: NeedRead, *, alone: bool) -> Reading:
    if part.back:
        again, row = _days_of_back(part, r)
        return replace(
            homeward.way_back(r, part), text=part.text, kinds=part.kinds, when=part.when, repeat=again, among=row
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
    if any(one.back for one in r.needs) and "ride" in part.kinds:
        own = replace(own, repeat=_at_hour_of(part.when, own.repeat), among=_at_hour_of(part.when, own.among))
    return homeward.headed(own)


def _days_of_back(part: NeedRead, r: Reading) -> tuple[Repeat | None, Repeat | None]:
    """The days of the way there for the way back, at its own hour; none where it has a day of its own."""
    there = next((one.when for one in r.needs if not one.back and one.when is not None), None)
    at, begins = part.when, None if there is None else there.start
    if at is None or at.start is None or begins is None or at.start.date() != begins.date():
        return None, None
    return _at_hour_of(at, r.repeat), _at_hour_of(at, r.among)


def _at_hour_of(when: When | None, days: Repeat | None) -> Repeat | None:
    """The days at the hour of one leg of a ride."""
    if days is None or when is None or when.start is None or when.start != when.end:
        return days
    hour = when.start.hour + when.start.minute / 60
    first = when.start if days.first is not None else None
    ends = None if days.to_hour is None else hour
    return replace(days, from_hour=hour, to_hour=ends, first=first, parts=())


def _of_days(part: NeedRead, r: Reading) -> bool:
    """Whether the days side by side are those of this part."""
    weekly = r.among is not None and r.among.every
    return bool(weekly) and r.among is not None and part.when is not None and part.when.text in r.among.text
