"""The grammar of single streets and highways: "26th st", "on Andover", "Highway 90", "calle 5".

Nothing here knows a map. A street's name is reduced (no direction, suffix or ordinal ending) so that it can be
looked up; what it is called decides nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from mutualaid.gazetteer import cues
from mutualaid.gazetteer.signs import GLUED_HIGHWAY
from mutualaid.gazetteer.spelling import NearWords
from mutualaid.gazetteer.streetnames import StreetName, read_name
from mutualaid.gazetteer.terms import (
    ARTICLES,
    COUNTED,
    DIRECTIONS,
    DOUBTFUL_SUFFIXES,
    FRENCH_STREETS,
    HIGHWAYS,
    NO_NAME_BEFORE_SUFFIX,
    NOT_PLACES,
    SPANISH_STREETS,
    STOP,
    SUFFIXES,
    SURE_SUFFIXES,
)
from mutualaid.gazetteer.words import Word, Words

MOST_NAME_WORDS = 3
FARTHEST_SUFFIX = MOST_NAME_WORDS + 3
"""Words from the first of a street, a direction, its dot and the name, to its suffix."""
MOST_HYPHENED = 6
"""Words and hyphens in a name such as "Cote-des-Neiges"."""

_LOOPS = frozenset(["loop", "freeway", "fwy", "expressway", "expy", "tollway"])
_AFTER_NUMBERS = SUFFIXES - {"place", "way", "run", "pass", "point", "close"}
_NEVER_ALONE = STOP | SUFFIXES - {"broadway", "park"}
_NO_STREETS = NOT_PLACES | DIRECTIONS
_NO_NAMES = STOP | NOT_PLACES
_KEPT_BY = frozenset(["county", "state", "farm", "ranch", "township", "rural", "forest", "private"])
"""Who keeps a road that is called by its number: "county road 12"."""
_OF_THE = frozenset(["de", "la", "del", "los", "las", "el", "du", "des", "d", "l", "le", "les"])


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of grammar found: word range, what it is (address, corner, street), reduced street names, and
    whether the form alone makes it certain."""

    start: int
    end: int
    kind: str
    names: tuple[str, ...] = ()
    sure: bool = True
    streets: tuple[StreetName, ...] = ()
    """The streets of an address or a corner: one, the two that meet, or the one and the two it lies between."""
    number: str = ""
    """The house number, with its letter."""
    after: int = 0
    """Of an address, where its street ends and unit, city and postcode begin."""


def hyphened(ws: list[Word], j: int) -> bool:
    """Whether a hyphen at `j` joins the capitalised name before it to the next ("Cote-des-Neiges")."""
    if not 0 < j < len(ws) - 1 or ws[j].raw != "-" or not ws[j].glued:
        return False
    name = ws[j - 1].letters and (ws[j - 1].capital or (j > 2 and ws[j - 2].raw == "-"))
    return name and ws[j + 1].glued and ws[j + 1].letters


class StreetReader:
    """Reads the streets of one text's words."""

    def __init__(self, ws: Words, known: NearWords | None = None, bare: bool = False) -> None:
        self.ws = ws
        self.known = known if known else None
        """Reduced names of the streets that the group's own corners mention."""
        self.bare = bare
        self.suffix: list[int] = []
        """For each word how far the next suffix is."""

    def at(self, i: int) -> Word | None:
        return self.ws[i] if 0 <= i < len(self.ws) else None

    def _is_known(self, name: str) -> bool:
        return self.known is not None and bool(self.known.of(name))

    def _reduce(self, start: int, end: int) -> str:
        """A street's name without direction, suffix and ordinal ending."""
        return read_name(self.ws[start:end]).name

    def said(self, street: Named) -> StreetName:
        """A street as it is said in the words, with what it is and which part."""
        start = street.start
        if self.ws[start].fold in ARTICLES and not self.ws[start].capital and street.end > start + 1:
            start += 1
        return read_name(self.ws[start : street.end])

    def _highway(self, i: int) -> Named | None:
        word = self.ws[i]
        number = word.fold[1:] if word.fold[0] == "i" and word.fold[1:].isdecimal() else ""
        if number and word.capital and len(number) <= 3:
            return Named(i, self._past_highway(i + 1), "street", ("i" + number,))
        together = GLUED_HIGHWAY.fullmatch(word.fold)
        if together and (word.capital or together[1] != "us"):
            return Named(i, self._past_highway(i + 1), "street", (f"{together[1]} {together[2]}",))
        j = i + 1
        second = self.at(j)
        if second and second.mark and second.raw in "-." and second.glued:
            j += 1
            second = self.at(j)
        if second is None or not second.digits or len(second.fold) > 4:
            return None
        if word.fold == "i" and word.capital and j == i + 2:
            return Named(i, self._past_highway(j + 1), "street", ("i" + second.fold,))
        if word.fold in HIGHWAYS and (word.capital or word.fold not in ("us", "state", "ca", "tx", "sr")):
            if word.fold == "state":
                return None
            return Named(i, self._past_highway(j + 1), "street", (f"{word.fold} {second.fold}",))
        return None

    def _past_highway(self, j: int) -> int:
        """Past "E", "east loop", "freeway" after a highway's number."""
        word, after = self.at(j), self.at(j + 1)
        if word and word.fold in _LOOPS:
            return j + 1
        if word and after and word.fold in DIRECTIONS and after.fold in _LOOPS:
            return j + 2
        return self._direction(j)

    def _direction(self, j: int) -> int:
        word = self.at(j)
        return j + 1 if word and word.fold in DIRECTIONS and word.raw.isupper() and len(word.raw) <= 2 else j

    def _spanish(self, i: int) -> Named | None:
        if self.ws[i].fold not in SPANISH_STREETS and not self._french(i):
            return None
        j = i + 1
        for _ in range(2):
            word = self.at(j)
            if word and (word.raw == "." or word.fold in _OF_THE):
                j += 1
        word = self.at(j)
        if word is None or word.mark or (not word.digits and word.fold in STOP and not word.capital):
            return None
        end = j + 1
        while word.capital and end - j < MOST_HYPHENED and (after := self._goes_on(end)):
            end = after
        return Named(i, end, "street", (self._reduce(j, end),))

    def _goes_on(self, end: int) -> int:
        """Past one more word of a street's name: "rue Ontario Est", "rue Saint-Denis"; 0 where it ends."""
        word = self.at(end)
        if hyphened(self.ws, end):
            return end + 2
        return end + 1 if word and word.capital and word.letters else 0

    def _french(self, i: int) -> bool:
        """Whether a word that English puts behind a name stands before one: "avenue des Lilas"."""
        before, after = self.at(i - 1), self.at(i + 1)
        if self.ws[i].fold not in FRENCH_STREETS or after is None:
            return False
        alone = before is None or before.mark or before.digits or (before.fold in STOP and not before.ordinal)
        return alone and (after.fold in ("de", "du", "des", "d", "l") or (after.capital and after.letters))

    def _numbered(self, i: int) -> Named | None:
        """ "24th", "5th ave", "W 18th St"."""
        j = i
        if self.ws[j].fold in DIRECTIONS:
            j += 1
            dot = self.at(j)
            if dot and dot.raw == ".":
                j += 1
        word = self.at(j)
        if word is None or word.ordinal is None:
            return None
        if not word.raw[0].isdigit():
            following = self.at(j + 1)
            if not (following and following.fold in SUFFIXES):
                return None
        end = self._suffix(j + 1, _AFTER_NUMBERS)
        suffixed = end > j + 1
        return Named(i, end, "street", (word.ordinal,), suffixed or word.raw[0].isdigit())

    def _suffix(self, j: int, allowed: frozenset[str]) -> int:
        """Past a street's suffix, its dot and a direction."""
        word = self.at(j)
        if word is None or word.fold not in allowed:
            return j
        j += 1
        dot = self.at(j)
        if dot and dot.raw == "." and dot.glued and len(word.fold) <= 4:
            after = self.at(j + 1)
            if after is None or not after.capital or not after.glued:
                j += 1
        return self._direction(j)

    def _suffixed(self, i: int) -> Named | None:
        """ "Mission St", "Martin Luther King Blvd", "n. main street"."""
        j = i
        first = self.ws[j]
        if first.fold in DIRECTIONS:
            j += 1
            dot = self.at(j)
            if dot and dot.raw == ".":
                j += 1
        for end in range(j + 1, min(j + MOST_NAME_WORDS + 2, len(self.ws))):
            suffix = self.ws[end]
            before = self.ws[end - 1]
            if suffix.fold in SUFFIXES and end > j and not self._another_suffix(end):
                return self._named_street(i, j, end)
            if not self._name_word(before) or not self._name_word(suffix):
                break
        return None

    def _another_suffix(self, end: int) -> bool:
        """ "Piney Point Rd" ends with its last suffix; "24th st ave maria" is not read that far."""
        after = self.at(end + 1)
        return (
            self.ws[end].fold in DOUBTFUL_SUFFIXES
            and after is not None
            and after.fold in SUFFIXES
            and after.fold != "broadway"
        )

    def _name_word(self, word: Word) -> bool:
        if word.mark:
            return False
        return word.capital or (word.fold not in STOP and not word.digits)

    def _named_street(self, i: int, j: int, end: int) -> Named | None:
        names, suffix = self.ws[j:end], self.ws[end]
        if not all(self._name_word(w) or w.ordinal for w in names) or all(w.fold in STOP for w in names):
            return None
        if len(names) > 1 and names[-1].capital and not names[0].capital and not names[0].ordinal:
            return None
        if names[-1].fold in NO_NAME_BEFORE_SUFFIX and not (names[-1].capital and suffix.capital):
            return None
        if names[-1].fold in _NEVER_ALONE and len(names) == 1 and not names[-1].capital:
            return None
        capitals = all(w.capital for w in names)
        after = self.at(end + 1)
        if (
            suffix.fold in ("st", "dr")
            and after
            and after.capital
            and self.ws.starts[end + 1] - self.ws.ends[end] <= 2
            and not capitals
        ):
            return None
        stop = self._suffix(end, SUFFIXES)
        if names[-1].fold in _KEPT_BY and (number := self.at(stop)) and number.digits and len(number.fold) <= 4:
            return Named(i, stop + 1, "street", (f"{names[-1].fold} {number.fold}",))
        sure = capitals if suffix.fold not in SURE_SUFFIXES else (capitals or len(names) <= 2)
        if suffix.fold not in SURE_SUFFIXES and not self._doubtful(i, suffix, capitals and len(names[-1].fold) > 1):
            return None
        return Named(i, stop, "street", (self._reduce(j, end + 1),), sure and (capitals or self._placed(i)))

    def _doubtful(self, i: int, suffix: Word, capitals: bool) -> bool:
        """Whether an everyday word ("drive", "run") may be a suffix here: written like a name, or placed."""
        if cues.HOME.before(self.ws, i):
            return True
        before = self.at(i - 1)
        written = suffix.capital or suffix.fold in ("dr", "ct", "pl", "ter", "cir")
        return capitals and (written or (before is not None and not before.mark and self._placed(i)))

    def _placed(self, i: int) -> bool:
        """Whether a preposition of place stands before `i`, or nothing does."""
        before = self.at(i - 1)
        if before is None or before.mark:
            return True
        return before.fold in (
            "on", "at", "near", "by", "off", "from", "to", "in", "of", "around", "along", "en", "and", "y", "por",
            "the", "la",
            "over", "live", "here", "@", "down", "up", "past", "behind", "un", "sur", "au", "et", "de", "du",
            "vers", "habite", "pres",
        )  # fmt: skip

    def _capitals(self, i: int) -> int:
        """The end of a run of at most three capitalised name words from `i`; 0 for none."""
        if i >= len(self.ws):
            return 0
        j = i
        if self.ws[i].fold in DIRECTIONS and (dot := self.at(i + 1)) and dot.raw == "." and dot.glued:
            i = j = i + 2
        while (word := self.at(j)) and j - i < MOST_NAME_WORDS and self._capital_name(word):
            j += 1
            while hyphened(self.ws, j):
                j += 2
        return j if j > i and len(self.ws[i].fold) > 1 else 0

    def _capital_name(self, word: Word) -> bool:
        return word.capital and word.letters and word.fold not in STOP

    def street(self, i: int) -> Named | None:
        """A street alone: "26th st", "on Andover", "Highway 90", "calle 5"."""
        word = self.ws[i]
        if word.mark:
            return None
        for form in (self._highway, self._spanish, self._numbered, self._suffixed):
            found = form(i)
            if found is None:
                continue
            if form == self._numbered and found.end == i + 1:
                return self._lone_ordinal(i, found)
            if not found.sure and not (self.bare or self._placed(i)):
                return None
            return Named(i, found.end, "street", found.names, found.sure)
        before = self.at(i - 1)
        if word.digits and self._feminine(i):
            return Named(i - 1, i + 1, "street", (str(int(word.fold)),))
        if before and before.fold == "la" and cues.DWELLING.before(self.ws, i - 1):
            run = 0 if word.raw.isupper() or word.fold in _NO_STREETS else self._capitals(i)
            if run:  # "vivo en la Bryant": a street, which "vivo en Bryant" need not be
                return Named(i - 1, run, "street", (self._reduce(i, run),), False)
        led = before is not None and (before.fold in ("on", "sur") or bool(cues.HOME.before(self.ws, i)))
        if led and not ((w := self.at(i - 2)) and w.capital):
            run = self._capitals(i)
            if run and word.fold not in _NO_STREETS and not word.raw.isupper():
                return Named(i, run, "street", (self._reduce(i, run),), False)
        lives_on = before is not None and before.fold in ("on", "sur") and cues.HOME.before(self.ws, i)
        if lives_on and word.letters and len(word.fold) > 3 and word.fold not in _NO_NAMES:
            return Named(i, i + 1, "street", (word.fold,), False)
        return None

    def _feminine(self, i: int) -> bool:
        """ "cerca de la 24", "vivo en la 16": a numbered street; "a la 1" is an hour."""
        before = self.at(i - 1)
        if before is None or before.fold != "la" or not 0 < len(self.ws[i].fold) <= 3 or int(self.ws[i].fold) == 0:
            return False
        after = self.at(i + 1)
        counted = after is not None and (after.fold in COUNTED or after.raw == ":")
        return not counted and (self.bare or cues.HOME_OR_NEAR.before(self.ws, i - 1) > 0)

    def _lone_ordinal(self, i: int, found: Named) -> Named | None:
        """ "on 26th", "off 24th": a bare number needs a preposition of place; with an article it is a date."""
        before = self.at(i - 1)
        if not self.ws[i].raw[0].isdigit():
            return None
        if cues.HOME.before(self.ws, i) or (before and before.fold in ("near", "off", "live", "down", "up")):
            return found
        return (
            found if self.bare and (len(self.ws) <= 3 or (before and before.fold in ("la", "near", "on"))) else None
        )
