""" "Home" as where a ride goes or begins: where the writer lives, if that was ever said. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mutualaid.domain.conversation.hours import near_need
from mutualaid.domain.conversation.talk import Conversation
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import NeedRead, Reading, Spot

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


def of_that_ride(c: Conversation, r: Reading) -> Reading:
    """The reading of a ride home at an hour ("and a ride home at 2") as the way back of the ride that stands: from
    where that goes to where it begins, and on its day."""
    rides = [n for n in c.live_needs if "ride" in n.kinds and n.place_text and n.to_text and not n.round_trip]
    there = c.live_focus if c.live_focus in rides else next(reversed(rides), None)
    home = r.to is None or says(r.to.text)
    if there is None or "ride" not in r.kinds or r.place is not None or not home or r.when is None:
        return r
    if not _BACK.search(r.text) or _FROM.search(r.text) or to_home(there):
        return r
    start = Spot(there.to_text or "", 0, 0, there.to_latitude, there.to_longitude, _known(there.to_latitude))
    end = Spot(there.place_text or "", 0, 0, there.latitude, there.longitude, _known(there.latitude))
    return replace(one_way(r), place=start, to=end, when=near_need(there, r.when))


def _known(latitude: float | None) -> str:
    return "none" if latitude is None else "place"


_FROM = re.compile(r"\b(?:from|desde|del|depuis|sot|soti)\b", re.IGNORECASE)


def placed(c: Conversation, need: Need, r: Reading) -> Need:
    """A new ride that goes home, with the place itself where it is known and the ride begins elsewhere."""
    home = spot(c)
    if home is None or not to_home(need) or r.place is None or need.place_text in (None, home.name):
        return need
    return replace(need, to_text=home.name, to_latitude=home.latitude, to_longitude=home.longitude)


def to_home(need: Need) -> bool:
    return need.to_text is not None and says(need.to_text)


def way_back(r: Reading, part: NeedRead) -> Reading:
    """The reading of the way back of a ride: from where that goes to where it begins, or else home."""
    return replace(one_way(r), place=r.to, to=r.place or _home(r, part.text))


def one_way(r: Reading) -> Reading:
    """The reading of a ride whose way back is a need of its own."""
    wishes = tuple(w for w in r.conditions if w != r.round_trip_words)
    doors = tuple(w for w in r.at_door if w != r.round_trip_words)
    return replace(r, round_trip=None, round_trip_words=None, conditions=wishes, at_door=doors)


_HEADS = re.compile(
    r"\b(?:home\s+from|(?:casa|maison|lakay)\s+(?:del?|desde|depuis|sot|soti)|"
    r"fr[ou]?m\b.*\b(?:to|2) (?:my )?(?:home|house)|"
    r"(?:get|take|bring|drive|fetch) (?:me|us|him|her|them|my \w+) (?:back )?home|"
    r"(?:ll[eé]v|tra[ií]|regr[eé]s)\w*(?:me|nos) a (?:mi )?casa|(?:llevar|traer|regresar) a (?:mi )?casa|"
    r"ramen\w+|reconduire|reconduisez|(?:mennen|tounen|retounen) (?:mwen|m|nou|li) lakay)\b",
    re.IGNORECASE,
)
"""Words of a ride that goes home."""


def headed(r: Reading) -> Reading:
    """The reading of a ride that only goes home ("get me home from the hospital"), with home as where it goes; one
    that is to bring somebody there first goes both ways."""
    heads = _HEADS.search(r.text) if "ride" in r.kinds else None
    of_home = r.to is not None and _HOME_OF.match(r.to.text) is not None
    if heads is None or not (r.to is None or of_home) or _FIRST.search(r.text[: heads.start()]):
        return r
    return replace(one_way(r), to=_home(r, r.text))


def _home(r: Reading, words: str) -> Spot:
    """Home in the word that a text has for it."""
    found = _HOME_WORD.search(words)
    word = found[0].lower() if found is not None else HOME.get(r.language or "en", "home")
    name = HOME["fr"] if word == "maison" else word
    return Spot(name, 0, 0, name=name)


_FIRST = re.compile(r"\w\W.*\b(?:and|then|y|luego|et|puis|ak|epi)\b", re.IGNORECASE)
"""Words that join the way home to one before it."""
_HOME_OF = re.compile(r"(?:home|casa|maison|lakay)\s+(?:from|del?|desde|de|sot|soti)\b|moi$", re.IGNORECASE)
"""Words of where from, taken for those of the home."""
_HOME_WORD = re.compile(r"\b(?:home|casa|maison|lakay)\b", re.IGNORECASE)
HOME = {"en": "home", "es": "casa", "fr": "chez moi", "ht": "lakay"}


def legs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Needs told together: a way home begins where the ride before it goes, and ends where that began."""
    found = list(needs)
    for at in range(1, len(found)):
        there, back = found[at - 1], found[at]
        if not ("ride" in there.kinds and "ride" in back.kinds and there.to_text and back.to_text):
            continue
        homes = to_home(back) or back.to_text == there.place_text
        if homes and back.place_text is None:
            back = starting_there(back, there)
        if to_home(back) and there.place_text is not None and back.place_text == there.to_text:
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
