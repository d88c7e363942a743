""" "Home" as where a ride goes or begins: where the writer lives, if that was ever said. Pure."""

from __future__ import annotations

from dataclasses import replace

from mutualaid.domain.conversation.needs.hours import near_need
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.cues import Hear
from mutualaid.domain.needs import HOME, Need
from mutualaid.domain.reading import NeedRead, Reading, Spot


def tells(need: Need, r: Reading) -> bool:
    """Whether a text tells where home is ("home is 94110"), of a ride that was asked for as one home."""
    behind = r.cues.behind("homeward.home")
    if behind is None or not r.hear(r.text[behind:]).opens("homeward.is"):
        return False
    return r.hear(need.text).says("homeward.back")


def says(r: Reading) -> bool:
    """Whether a text is "home" and nothing else."""
    return r.cues.only("homeward.home")


def is_home(spot: Spot | None, hear: Hear) -> bool:
    """Whether the words of a place are "home" and nothing else."""
    return spot is not None and (spot.name == HOME or hear(spot.text).only("homeward.home"))


def named(spot: Spot, hear: Hear) -> str:
    """What a place is called as where a ride goes: HOME in whatever words that was said."""
    return HOME if is_home(spot, hear) else spot.name or spot.text


def spot(c: Conversation) -> Spot | None:
    """Where the writer lives, as far as they ever said."""
    who = c.neighbour
    if who.place_text is None:
        return None
    point = who.point
    where = (None, None) if point is None else (who.latitude, who.longitude)
    return Spot(who.place_text, 0, 0, *where, precision="place" if point else "none", name=who.place_text)


def bound(c: Conversation, need: Need, r: Reading) -> Reading | None:
    """The answer "home" to where a ride goes as the place itself; None where that is not known, or is where it
    begins."""
    home = spot(c)
    if home is None or home.name == need.place_text:
        return None
    return replace(r, to=home, place=None)


def of_that_ride(c: Conversation, r: Reading) -> Reading:
    """The reading of a ride home at an hour ("and a ride home at 2") as the way back of the ride that stands: from
    where that goes to where it begins, and on its day."""
    rides = [n for n in c.live_needs if "ride" in n.kinds and n.place_text and n.to_text and not n.round_trip]
    there = c.live_focus if c.live_focus in rides else next(reversed(rides), None)
    home = r.to is None or is_home(r.to, r.hear)
    if there is None or "ride" not in r.kinds or r.place is not None or not home or r.when is None:
        return r
    if not r.cues.says("homeward.back") or r.cues.says("homeward.from") or there.goes_home:
        return r
    start = Spot(there.to_text or "", 0, 0, there.to_latitude, there.to_longitude, _known(there.to_latitude))
    end = Spot(there.place_text or "", 0, 0, there.latitude, there.longitude, _known(there.latitude))
    return replace(one_way(r), place=start, to=end, when=near_need(there, r.when, r.hear))


def _known(latitude: float | None) -> str:
    return "none" if latitude is None else "place"


def placed(c: Conversation, need: Need, r: Reading) -> Need:
    """A new ride that goes home, with the place itself where it is known and the ride begins elsewhere."""
    home = spot(c)
    if home is None or not need.goes_home or r.place is None or need.place_text in (None, home.name):
        return need
    return replace(need, to_text=home.name, to_latitude=home.latitude, to_longitude=home.longitude)


def way_back(r: Reading, part: NeedRead) -> Reading:
    """The reading of the way back of a ride: from where that goes to where it begins, or else home."""
    return replace(one_way(r), place=r.to, to=r.place or _HOME)


def one_way(r: Reading) -> Reading:
    """The reading of a ride whose way back is a need of its own."""
    wishes = tuple(w for w in r.conditions if w != r.round_trip_words)
    doors = tuple(w for w in r.at_door if w != r.round_trip_words)
    return replace(r, round_trip=None, round_trip_words=None, conditions=wishes, at_door=doors)


def headed(r: Reading) -> Reading:
    """The reading of a ride that only goes home ("get me home from the hospital"), with home as where it goes; one
    that is to bring somebody there first goes both ways."""
    if "ride" not in r.kinds or r.cues.says("homeward.of_another"):
        return r
    spans = (r.cues.span("homeward.from_there"), r.cues.span("homeward.heads"))
    heads = [span for span in spans if span is not None]
    of_home = r.to is not None and (r.hear(r.to.text).opens("homeward.from_there") or _cut_short(r))
    if not heads or not (r.to is None or of_home) or _joined(r, min(heads)[0]):
        return r
    return replace(one_way(r), to=_HOME)


def _cut_short(r: Reading) -> bool:
    """Whether where a ride goes is but the end of words for home, of which the first led there."""
    return r.to is not None and r.hear(r.to.text).only("homeward.mine")


def _joined(r: Reading, at: int) -> bool:
    """Whether what begins at this offset is joined to something before it."""
    before = r.text[:at]
    return r.hear(before[r.hear(before).behind("homeward.joint") or 0 :]).says("homeward.joint")


_HOME = Spot(HOME, 0, 0, name=HOME)
"""Home, of which nothing more is known."""


def legs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Needs told together: a way home begins where the ride before it goes, and ends where that began."""
    found = list(needs)
    for at in range(1, len(found)):
        there, back = found[at - 1], found[at]
        if not ("ride" in there.kinds and "ride" in back.kinds and there.to_text and back.to_text):
            continue
        homes = back.goes_home or back.to_text == there.place_text
        if homes and back.place_text is None:
            back = starting_there(back, there)
        if back.goes_home and there.place_text is not None and back.place_text == there.to_text:
            back = ending_at_start(back, there)
        found[at] = back
    return tuple(found)


def starting_there(back: Need, there: Need) -> Need:
    """A ride that begins where the one before it goes."""
    return replace(
        back, place_text=there.to_text, latitude=there.to_latitude, longitude=there.to_longitude,
        precision="place" if there.to_latitude is not None else "none",
    )  # fmt: skip


def ending_at_start(back: Need, there: Need) -> Need:
    """A ride that goes where the one before it began."""
    return replace(back, to_text=there.place_text, to_latitude=there.latitude, to_longitude=there.longitude)


def goes(c: Conversation, need: Need, hear: Hear) -> bool:
    """Whether a ride that stands goes home itself, or there and back."""
    if need.round_trip or need.goes_home or need.to_text == c.neighbour.place_text:
        return True
    return hear(need.text.partition("\n")[0]).says("homeward.back")


def told(c: Conversation, need: Need, part: Reading) -> Reading:
    """What is said of a ride that stands: "the ride home" is its way back, where it does not go home itself."""
    home = is_home(part.to, part.hear)
    if "ride" not in need.kinds or not (home or part.round_trip):
        return part
    wishes = tuple(w for w in part.conditions if w != part.round_trip_words)
    part = replace(part, to=None if home else part.to)
    if "still" in part.spans and goes(c, need, part.hear):
        return replace(part, round_trip=None, conditions=wishes)
    return replace(part, round_trip=True)
