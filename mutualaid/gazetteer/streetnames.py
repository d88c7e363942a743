"""One spelling for a street however it is written: "24th St", "24 street" and "Twenty-Fourth Street" are 24, a
street; "N. Main" is main, to the north. Texts and address files are read by the same rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutualaid.gazetteer.spelling import same
from mutualaid.gazetteer.terms import DIRECTIONS, FRENCH_STREETS, HIGHWAYS, SPANISH_STREETS, SUFFIXES
from mutualaid.gazetteer.words import Word, words

_KINDS = {
    "street": "st", "str": "st", "strt": "st", "streat": "st", "avenue": "ave", "av": "ave", "aven": "ave",
    "avanue": "ave", "avda": "ave", "avenida": "ave", "avni": "ave", "road": "rd", "drive": "dr",
    "boulevard": "blvd", "boul": "blvd", "bd": "blvd", "bulevar": "blvd", "boulva": "blvd", "lane": "ln",
    "court": "ct", "place": "pl", "terrace": "ter", "circle": "cir", "parkway": "pkwy", "highway": "hwy",
    "freeway": "fwy", "expressway": "expy", "turnpike": "tpke", "square": "sq", "trail": "trl", "alley": "aly",
    "crescent": "cres", "point": "pt", "cll": "calle", "ri": "rue", "xing": "crossing",
}  # fmt: skip
_DIRECTIONS = {
    "north": "n", "norte": "n", "south": "s", "sur": "s", "east": "e", "este": "e", "west": "w", "oeste": "w",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
}  # fmt: skip
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_INTERSTATES = frozenset({"i", "ih", "interstate"})
_SAY_WHAT = SPANISH_STREETS | FRENCH_STREETS
_LONGER = {"mlk": "martin luther king"}
_YOUNGER = frozenset({"jr", "sr"})


@dataclass(frozen=True, slots=True)
class StreetName:
    """A street: its bare name, what it is ("st", "ave", "" where not said) and which part ("n", "" for none)."""

    name: str
    kind: str = ""
    direction: str = ""


def street_name(written: str) -> StreetName | None:
    """A street as an address file writes it; None where nothing is left of it."""
    found = read_name(words(written))
    return found if found.name else None


def read_name(ws: Sequence[Word]) -> StreetName:
    """A street's name from its words."""
    parts = [w for w in ws if not w.mark]
    kind = direction = ""
    highway = _highway(parts)
    if highway:
        return StreetName(highway, "hwy")
    if len(parts) > 1 and parts[0].fold in DIRECTIONS and not (len(parts) == 2 and parts[1].fold in SUFFIXES):
        direction, parts = _direction(parts[0]), parts[1:]
    if len(parts) > 1 and parts[-1].fold in DIRECTIONS:
        direction, parts = direction or _direction(parts[-1]), parts[:-1]
    if len(parts) > 1 and parts[-1].fold in SUFFIXES:
        kind, parts = _KINDS.get(parts[-1].fold, parts[-1].fold), parts[:-1]
    elif len(parts) > 1 and parts[0].fold in _SAY_WHAT:
        kind, parts = _KINDS.get(parts[0].fold, parts[0].fold), parts[1:]
    return StreetName(" ".join(_plain(parts)), kind, direction)


def _direction(word: Word) -> str:
    return _DIRECTIONS.get(word.fold, word.fold)


def _highway(parts: Sequence[Word]) -> str:
    """ "Highway 90", "US 90", "State Hwy 90" are one road, as "I-10" and "Interstate 10"."""
    if len(parts) >= 2 and parts[1].digits and parts[0].fold in _INTERSTATES:
        return "i" + parts[1].fold
    if len(parts) in (2, 3) and parts[-1].digits and all(p.fold in HIGHWAYS for p in parts[:-1]):
        return "hwy " + parts[-1].fold
    return ""


def _plain(parts: Sequence[Word]) -> list[str]:
    """The words of a bare name, numbers as digits."""
    out: list[str] = []
    tens = 0
    for at, part in enumerate(parts):
        number = part.ordinal or (str(int(part.fold)) if part.digits else None)
        if number is None and part.fold in _TENS and at + 1 < len(parts) and parts[at + 1].ordinal:
            tens = _TENS[part.fold]
            continue
        if number is not None:
            out.append(str(int(number) + tens) if tens and int(number) < 10 else number)
        elif not (part.fold in _YOUNGER and out):
            out.extend(_LONGER.get(part.fold, same(part.fold)).split())
        tens = 0
    return out
