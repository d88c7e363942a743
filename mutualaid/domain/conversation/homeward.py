""" "Home" as where a ride goes or begins: where the writer lives, if that was ever said. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, Spot

_WORDS = (
    r"(?:(?:my|mi|our|nuestra|la|ma|notre|the)\s+)?(?:home|house|place|apt|apartment|casa|depa|departamento|maison|"
    r"appartement|chez (?:moi|nous)|lakay(?: mwen| m| nou)?|kay (?:mwen|m|nou))"
)
_HOME = re.compile(
    rf"\W*(?:(?:back|to|at|from|de|a|al|en|pa|para|à|nan|pou|retour|tounen|retounen|regresar|volver)\s+)*{_WORDS}"
    r"(?:\s+(?:please|pls|por favor|svp|tanpri))?\W*",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:home|back|casa|regreso|vuelta|retour|maison|lakay|tounen|retounen)\b", re.IGNORECASE)


_HOME_IS = re.compile(rf"\W*{_WORDS}\s+(?:is|es|esta|queda|est|se|ye)\b", re.IGNORECASE)


def tells(need: Need, text: str) -> bool:
    """Whether a text tells where home is ("home is 94110"), of a ride that was asked for as one home."""
    return _HOME_IS.match(text) is not None and _BACK.search(need.text) is not None


def says(text: str) -> bool:
    """Whether a text, or the words of a place, is "home" and nothing else."""
    return _HOME.fullmatch(text) is not None


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


def placed(c: Conversation, need: Need, r: Reading) -> Need:
    """A new ride that goes home, with the place itself where it is known and the ride begins elsewhere."""
    home = spot(c)
    if home is None or not to_home(need) or r.place is None or need.place_text in (None, home.name):
        return need
    return replace(need, to_text=home.name, to_latitude=home.latitude, to_longitude=home.longitude)


def to_home(need: Need) -> bool:
    return need.to_text is not None and says(need.to_text)


def goes(c: Conversation, need: Need) -> bool:
    """Whether a ride that stands goes home itself, or there and back."""
    if need.round_trip or to_home(need) or need.to_text == c.neighbour.place_text:
        return True
    first = need.text.partition("\n")[0]
    return _BACK.search(first) is not None


def told(c: Conversation, need: Need, part: Reading) -> Reading:
    """What is said of a ride that stands: "the ride home" is its way back, where it does not go home itself."""
    home = part.to is not None and says(part.to.text)
    if "ride" not in need.kinds or not (home or part.round_trip):
        return part
    wishes = tuple(w for w in part.conditions if w != part.round_trip_words)
    part = replace(part, to=None if home else part.to)
    if "still" in part.spans and goes(c, need):
        return replace(part, round_trip=None, conditions=wishes)
    return replace(part, round_trip=True)
