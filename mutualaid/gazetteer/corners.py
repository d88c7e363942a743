"""The grammar of corners in all spellings: "24th & mission", "corner of 24 and misson st", "btwn 5th n 6th on
howard", "esquina de 24 y mision", "Fry Rd at I-10"."""

from __future__ import annotations

from mutualaid.gazetteer import cues, signs
from mutualaid.gazetteer.streetnames import StreetName
from mutualaid.gazetteer.streets import FARTHEST_SUFFIX, Named, StreetReader
from mutualaid.gazetteer.terms import (
    BETWEEN,
    COUNTED,
    FRENCH_STREETS,
    HIGHWAYS,
    JOINS,
    SPANISH_STREETS,
    STOP,
    SUFFIXES,
    SURE_JOINS,
    VERBS,
)
from mutualaid.gazetteer.words import Word

_WATERS = frozenset({"bayou", "creek", "river", "brook", "canal", "slough", "arroyo"})
"""A road and a water meet at a bridge or a ford."""
_OPENS = signs.HIGHWAY | signs.STREET | signs.DIRECTION | signs.NUMBER | signs.NAMED
_OF = frozenset({"de", "del", "du", "des", "d"})
"""What may stand before the second street: "de la rue Hugo et de la rue Pasteur"."""
_SPOKEN = frozenset({"y", "con", "and", "&", "n"})
_ARTICLES = frozenset({"the", "la", "el", "las", "le", "l"})
_JOINING = JOINS | {"at", "a", "near", "nr"}
_SMALL = STOP | COUNTED
_NO_NAMES = _SMALL | VERBS
"""Words that name no street unless their form says so."""
_COUNTING = COUNTED - {"and", "x", "to"}
_BETWEEN_NAMES = SURE_JOINS - {"n"}
_BETWEEN_TWO = SURE_JOINS - {"@"}
_STREET_FIRST = HIGHWAYS | SPANISH_STREETS | FRENCH_STREETS
MOST_SIDE = 14
"""Words at most that one side of a corner is looked for in."""


class CornerReader(StreetReader):
    """Reads where two streets meet. One side at least must show by its form that it is a street."""

    def corner_starts(self, bits: list[int], text: int) -> list[bool]:
        """Where a corner may begin: some words before one that joins two streets, with a word nearby that makes
        one a street, or two names."""
        out = [False] * len(bits)
        if not text & signs.JOIN:
            return out
        for j, bit in enumerate(bits):
            if not bit & signs.JOIN or not 0 < j < len(bits) - 1:
                continue
            first = max(0, j - MOST_SIDE)
            numbered = self.ws[j].fold in _SPOKEN and bits[j - 1] & signs.NUMBER
            la = bits[j + 1] & signs.LA and signs.all_of(bits[j + 2 : j + 3]) & signs.NUMBER
            la = la and self.ws[j].fold in _SPOKEN
            strong = self.bare or numbered or la or self._strong_between(bits, first, j + MOST_SIDE)
            if strong or self._named_both(first, j):
                out[first:j] = [True] * (j - first)
        return out

    def may_open(self, i: int, bit: int) -> bool:
        """Whether the first street of a corner may begin with the word at `i`."""
        word = self.ws[i]
        return bool(
            bit & _OPENS
            or word.capital
            or self.suffix[i] <= FARTHEST_SUFFIX
            or self._opens(i)
            or word.fold in _ARTICLES
            or self.bare
            or self._is_known(word.fold)
            or cues.CORNER.before(self.ws, i)
        )

    def _strong_between(self, bits: list[int], start: int, end: int) -> bool:
        start = max(0, start - 3)
        if signs.all_of(bits[start:end]) & signs.STRONG:
            return True
        return self.known is not None and any(self._is_known(w.fold) for w in self.ws[start:end])

    def _named_both(self, start: int, join: int) -> bool:
        ws = self.ws
        return any(ws[k].capital or ws[k].ordinal for k in range(start, join)) and any(
            w.capital or w.ordinal for w in ws[join + 1 : join + 3]
        )

    def side(self, i: int, loose: bool) -> Named | None:
        """A street as it stands in a corner. `sure` if its form tells (number, suffix, highway, capital)."""
        start = i
        word = self.at(i)
        if word is not None and word.fold in _ARTICLES and not word.capital:
            i += 1
            word = self.at(i)
        if word is None or word.mark:
            return None
        for form in (self._highway, self._spanish, self._numbered, self._suffixed):
            found = form(i)
            if found:
                return Named(start, found.end, "street", found.names, found.sure)
        run = self._capitals(i)
        if run:
            return Named(start, run, "street", (self._reduce(i, run),), True)
        if self._is_known(word.fold):
            return Named(start, i + 1, "street", (word.fold,), True)
        if (
            loose
            and word.letters
            and len(word.fold) > 2
            and word.fold not in _NO_NAMES
            and not word.fold.endswith(("ing", "ed"))
        ):
            end = i + 1
            for length in (1, 2, 3):
                suffix = self.at(i + length)
                if suffix is None or suffix.mark or (suffix.fold in STOP and suffix.fold not in SUFFIXES):
                    break
                if suffix.fold in SUFFIXES and not self._another_suffix(i + length):
                    return Named(start, i + length + 1, "street", (self._reduce(i, i + length + 1),), False)
            return Named(start, end, "street", (word.fold,), False)
        return None

    def corner(self, i: int) -> Named | None:
        """ "24th & mission", "corner of 24 and misson st", "24 y mision", "Fry Rd at I-10"."""
        cue = cues.CORNER.before(self.ws, i)
        first = self._loose_side(i, bool(cue) or self._opens(i))
        if first is None:
            return None
        j = first.end
        if (mark := self.at(j)) and mark.raw == "," and (w := self.at(j + 1)) and w.fold in JOINS:
            j += 1
        join = self.at(j)
        if join is None or join.fold not in _JOINING:
            return None
        of = j + 1 if (w := self.at(j + 1)) and w.fold in _OF else j
        second = self._loose_side(of + 1, bool(cue) or first.sure or self._numbered_first(i, first, join))
        if second is None or second.names == first.names or self._dates(first, second):
            return None
        if not (self._is_corner(i, first, join, second, bool(cue)) or self._spoken(i, first, join, second)):
            return None
        both = (self.said(first), self.said(second))
        return Named(i, second.end, "corner", (first.names[0], second.names[0]), True, both)

    def _dates(self, first: Named, second: Named) -> bool:
        """ "the 14th and 15th" are days."""
        bare = all(s.names[0].isdigit() and self.ws[s.end - 1].fold not in SUFFIXES for s in (first, second))
        article = any(self.ws[k].fold in ("the", "el") for k in (first.start - 1, first.start) if k >= 0)
        return bare and article

    def _loose_side(self, i: int, loose: bool) -> Named | None:
        word = self.at(i)
        skip = i + 1 if word and word.fold in ("the", "la", "el", "le", "l") else i
        number = self.at(skip)
        found = self.side(i, loose or self.bare)
        if found:
            return found
        if number and number.digits and len(number.fold) <= 3 and int(number.fold) > 0:
            following = self.at(skip + 1)
            if following and following.fold in _COUNTING:
                return None
            end = self._suffix(skip + 1, SUFFIXES)
            return Named(i, end, "street", (str(int(number.fold)),), end > skip + 1)
        return None

    def _is_corner(self, i: int, first: Named, join: Word, second: Named, cue: bool) -> bool:
        a, b = self._strength(first), self._strength(second)
        if join.fold == "i":
            return a >= 1 and b >= 3
        if join.fold in ("near", "nr"):
            return a >= 3 and b >= 3
        if join.fold == "x" and a >= 3 and b >= 1:
            return self._placed_corner(i)
        if cue or self.bare:
            return True
        placed = self._placed_corner(i)
        if max(a, b) < 3:
            return placed and min(a, b) == 2 and join.fold in _BETWEEN_NAMES and self._stands(i)
        if join.fold in SURE_JOINS:
            return a + b >= 4
        return a >= 3 and a + b >= (6 if self._water(first) else 5)

    def _numbered_first(self, i: int, first: Named, join: Word) -> bool:
        """Whether a bare number stands where a street does: "de la 24 y Folsom", "24 y mission" first of all."""
        number = self.ws[first.end - 1]
        if join.fold not in _SPOKEN or not number.digits or len(number.fold) > 3:
            return False
        la = self.ws[first.start].fold == "la" or (i > 0 and self.ws[i - 1].fold in ("la", "calle"))
        return la or (i == 0 and join.fold != "con" and (join.fold == "y" or len(number.fold) > 1))

    def _spoken(self, i: int, first: Named, join: Word, second: Named) -> bool:
        """Whether a number and a name are a corner by what joins them: "la 18 con Castro", "19 and Telegraph",
        "Bryant y la 24"."""
        numbered = self.ws[second.start].fold == "la" and self.ws[second.end - 1].digits
        if numbered and join.fold in ("y", "con") and self.ws[first.end - 1].capital:
            return self._placed_corner(i)
        name = self.ws[second.end - 1]
        if not self._numbered_first(i, first, join) or not self._placed_corner(i):
            return False
        after = self.at(second.end)
        ends = name.digits or after is None or after.mark
        whole = i == 0 and after is None and name.letters and name.fold not in _SMALL
        called = self.ws[first.start].fold in ("la", "calle") and name.fold not in _SMALL
        return name.capital or (join.fold == "y" and ends) or whole or (join.fold == "con" and called)

    def _placed_corner(self, i: int) -> bool:
        before = self.at(i - 1)
        return before is None or before.mark or before.fold in (
            "on", "at", "near", "by", "off", "from", "to", "in", "around", "en", "de", "por", "cerca", "desde",
            "corner", "@", "live", "im", "coin", "sur", "pres", "habite",
            "nan", "soti", "toupre", "bo", "kote", "rete", "sou",
        )  # fmt: skip

    def _opens(self, i: int) -> bool:
        """Whether a corner may begin here with any word ("main and 2nd")."""
        return i == 0 or self._stands(i)

    def _stands(self, i: int) -> bool:
        """Whether "at", "near" and the like stand right before `i`."""
        before = self.at(i - 1)
        return before is not None and before.fold in (
            "at", "near", "by", "on", "@", "around", "cerca", "en", "toupre", "bo", "nan", "soti",
        )  # fmt: skip

    def _strength(self, side: Named) -> int:
        """3: suffix or highway; 2: ordinal, capital or a known street; 1: a bare number; 0: any word."""
        parts = [w for w in self.ws[side.start : side.end] if not w.mark]
        if side.names[0][0] == "i" and side.names[0][1:].isdigit():
            return 3
        if len(parts) > 1 and (
            parts[-1].fold in SUFFIXES or parts[0].fold in _STREET_FIRST
        ):
            return 3
        last = parts[-1]
        if self._water(side):
            return 3
        if not last.digits and self._is_known(side.names[0]):
            return 3
        if last.digits:
            return 1
        if any(p.ordinal and p.raw[0].isdigit() for p in parts):
            return 3
        if all(p.capital for p in parts if p.fold not in ("the", "la", "el")):
            return 2
        return 1 if last.letters and len(last.fold) > 3 else 0

    def _water(self, side: Named) -> bool:
        last = self.ws[side.end - 1]
        return side.end - side.start > 1 and last.capital and last.fold in _WATERS

    def between(self, i: int) -> Named | None:
        """ "btwn 5th n 6th on howard", "Howard between 5th and 6th", "entre la 5 y la 6 en howard"."""
        word = self.ws[i]
        if word.fold not in BETWEEN:
            return None
        first = self._loose_side(i + 1, True)
        if first is None or not (join := self.at(first.end)) or join.fold not in _BETWEEN_TWO:
            return None
        second = self._loose_side(first.end + 1, True)
        if second is None:
            return None
        start, end, names = i, second.end, (*first.names, *second.names)
        on = self.at(end)
        third = self.side(end + 1, True) if on and on.fold in ("on", "en", "sobre", "de", "sur", "sou") else None
        if third:
            return Named(start, third.end, "corner", (*third.names, *names), True, self._all(third, first, second))
        for back in (1, 2, 3):
            before = self.side(i - back, False) if i >= back else None
            if before and before.end == i:
                return Named(
                    i - back, end, "corner", (*before.names, *names), True, self._all(before, first, second)
                )
        strong = min(self._strength(first), self._strength(second))
        both = self._all(first, second)
        return Named(start, end, "corner", names, True, both) if strong >= 2 else None

    def _all(self, *sides: Named) -> tuple[StreetName, ...]:
        return tuple(self.said(side) for side in sides)
