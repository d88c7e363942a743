"""The grammar of house addresses: "214 Andover St apt 3", "1500 Old Leonard Avenue, Beaumont, TX 77701",
"calle 5 #12"."""

from __future__ import annotations

from mutualaid.gazetteer import cues, signs
from mutualaid.gazetteer.corners import CornerReader
from mutualaid.gazetteer.streets import FARTHEST_SUFFIX, Named
from mutualaid.gazetteer.terms import (
    COUNTED,
    DIRECTIONS,
    REGIONS,
    STOP,
    SUFFIXES,
    UNITS,
)

_ADDRESS = signs.NUMBER | signs.STREET
_STREET = signs.HIGHWAY | signs.STREET | signs.ORDINAL
"""What a street alone may begin with; it may with another word where a suffix follows or the one before says so."""
_ANY = _ADDRESS | _STREET | signs.SUFFIX | signs.CORNER | signs.BETWEENS | signs.ON | signs.DIRECTION | signs.NAMED

_NO_NAMES = STOP | COUNTED
_COUNTING = COUNTED | {"y"}

_DOORS = frozenset({"apt", "apartment", "apto", "apartamento", "unit", "ste", "suite", "depto", "#"})
"""Behind a number and a name these make them an address: "1550 valencia apt 3"."""


class Streets(CornerReader):
    """Everything the grammar of streets finds in one text's words."""

    def all(self) -> list[Named]:
        """Every address, corner, street and highway; they may overlap."""
        ws = self.ws
        bits = signs.of_words(ws)
        text = signs.all_of(bits)
        after_la = (i for i, bit in enumerate(bits) if bit & signs.LA) if text & signs.LA else ()
        dwells = any(cues.DWELLING.before(ws, i) for i in after_la)
        if not (text & _ANY or dwells) and not self.bare and self.known is None:
            return []
        self.suffix = signs.ahead(bits, signs.SUFFIX)
        corners = self.corner_starts(bits, text)
        out: list[Named] = []
        before = 0
        for i, bit in enumerate(bits):
            if bit & _ADDRESS and (found := self.address(i)):
                out.append(found)
            if corners[i] and self.may_open(i, bit) and (found := self.corner(i)):
                out.append(found)
            if bit & signs.BETWEENS and (found := self.between(i)):
                out.append(found)
            opens = bit & _STREET or self.suffix[i] <= FARTHEST_SUFFIX or before & signs.ON
            opens = opens or (before & signs.LA and (bit & signs.NUMBER or (dwells and ws[i].capital)))
            opens = opens or (bit & signs.DIRECTION and signs.all_of(bits[i + 1 : i + 3]) & signs.ORDINAL)
            if opens and (found := self.street(i)):
                out.append(found)
            before = bit
        return out

    def address(self, i: int) -> Named | None:
        """A house number and its street, with unit, city, state and postcode as far as they are written."""
        word = self.ws[i]
        spanish = self._spanish_address(i)
        if spanish:
            return spanish
        number = word.fold[:-1] if len(word.fold) > 1 and word.fold[-1].isalpha() else word.fold
        if not number.isdigit() or not number.isascii() or len(number) > 5 or word.ordinal:
            return None
        before = self.at(i - 1)
        if (before and before.raw in "$#€£:/.,+" and word.glued) or int(number) == 0:
            return None
        if (
            before
            and before.raw == "-"
            and word.glued
            and (w := self.at(i - 2))
            and (not w.letters or len(w.fold) < 3)
        ):
            return None
        j = i + 1
        of = [w.fold for w in self.ws[j : j + 2]]
        of_block = len(number) >= 3 and of in (["block", "of"], ["blk", "of"]) and j + 2 < len(self.ws)
        street = self.side(j + 2, True) if of_block else self._address_street(j)
        if street is None:
            return None
        end = self._tail(self._unit(street.end))
        return Named(i, end, "address", street.names, True, (self.said(street),), word.fold, street.end)

    def _address_street(self, j: int) -> Named | None:
        word = self.at(j)
        if word and word.raw == "," and (french := self._spanish(j + 1) if j + 1 < len(self.ws) else None):
            return french
        if word and (french := self._spanish(j)):
            return french
        if word and word.raw == "." and word.glued:
            return None
        if word is None or word.mark or word.fold in COUNTED:
            return None
        numbered = self._numbered(j)
        if numbered and numbered.end > j + 1:
            return numbered
        highway = self._highway(j)
        if highway:
            return highway
        start = j
        if word.fold in DIRECTIONS:
            j += 1
            while (dot := self.at(j)) and dot.raw in ".,":
                j += 1
        for end in range(j + 1, min(j + 5, len(self.ws))):
            name, suffix = self.ws[end - 1], self.ws[end]
            if (
                name.mark
                or name.digits
                or (
                    name.fold in STOP
                    and not name.capital
                    and name.fold not in ("la", "el", "los", "las", "de", "del")
                )
            ):
                break
            if suffix.fold in SUFFIXES and self._ends_street(end):
                return Named(start, self._suffix(end, SUFFIXES), "street", (self._reduce(j, end + 1),))
        run = self._capitals(j)
        number = self.ws[start - 1]
        cued = self._at_before(start - 1)
        if (
            run
            and len(number.fold) < 5
            and (cued or (len(number.fold) >= 3 and self._closes(run)))
            and self.ws[j].fold not in COUNTED
        ):
            return Named(start, run, "street", (self._reduce(j, run),))
        name_word = self.at(j)
        if (
            name_word and name_word.letters and len(name_word.fold) > 3 and 3 <= len(number.fold) <= 5
            and name_word.fold not in _NO_NAMES and (unit := self.at(j + 1)) and unit.fold in _DOORS
        ):  # fmt: skip
            return Named(start, j + 1, "street", (name_word.fold,))
        if (
            name_word and name_word.letters and len(name_word.fold) > 3 and 2 <= len(number.fold) <= 4
            and name_word.fold not in _NO_NAMES
            and (self._lives(start - 1) or (cued and len(number.fold) > 2) or (self.bare and start <= 3))
        ):  # fmt: skip
            return Named(start, j + 1, "street", (name_word.fold,))
        return None

    def _ends_street(self, end: int) -> bool:
        """Of "park dr" and "oak drive lane" the last suffix in a row ends the street."""
        after = self.at(end + 1)
        return not (after and after.fold in SUFFIXES and not after.digits)

    def _at_before(self, i: int) -> bool:
        before = self.at(i - 1)
        if before is None:
            return False
        if before.fold in (
            "at",
            "@",
            "address",
            "addy",
            "live",
            "direccion",
            "es",
            "is",
            "vivo",
            "au",
            "adresse",
        ) or (before.raw in ":-" and self.at(i - 2) is not None):
            return True
        return bool(cues.HOME.before(self.ws, i))

    def _lives(self, i: int) -> bool:
        return cues.HOME.before(self.ws, i) > 0

    def _closes(self, j: int) -> bool:
        """Whether an address may end here: end of text, a mark, or a unit."""
        word = self.at(j)
        return (
            word is None or word.raw in ',.;!?)"-…' or word.fold in UNITS or (word.digits and len(word.fold) == 5)
        )

    def _spanish_address(self, i: int) -> Named | None:
        street = self._spanish(i)
        before = self.at(i - 1)
        if street is None or (before is not None and before.digits):
            return None
        j = street.end
        while (mark := self.at(j)) and (mark.raw in ",#." or mark.fold in ("no", "num", "numero", "nº", "n")):
            j += 1
        number = self.at(j)
        if number and number.fold[0].isdigit() and len(number.fold) <= 5 and number.ordinal is None:
            following = self.at(j + 1)
            if following and following.fold in _COUNTING:
                return None
            end = self._tail(self._unit(j + 1))
            return Named(i, end, "address", street.names, True, (self.said(street),), number.fold, j + 1)
        return None

    def _unit(self, j: int) -> int:
        """Past ", apt 3", "#12", "unit B2"."""
        k = j
        while (mark := self.at(k)) and mark.raw in ",.":
            k += 1
        word = self.at(k)
        if word is None or word.fold not in UNITS:
            return j
        k += 1
        while (mark := self.at(k)) and mark.raw in "#.":
            k += 1
        value = self.at(k)
        if value and not value.mark and (any(c.isdigit() for c in value.fold) or len(value.fold) <= 2):
            return k + 1
        return j

    def _tail(self, j: int) -> int:
        """Past ", Houston, TX 77024": only as far as a state or postcode proves it, or a capitalised city that
        ends the sentence."""
        k, city, end, inside, state = j, 0, j, False, False
        while k < len(self.ws) and k - j < 9:
            word = self.ws[k]
            if word.raw in (",", ".", "&"):
                k += 1
            elif word.fold in ("in", "en") and city == 0 and not inside:
                inside, k = True, k + 1
            elif word.digits and (len(word.fold) == 5 or (state and len(word.fold) == 4)):
                return k + 1
            elif word.fold in REGIONS and (word.capital or city) and not self._opens_name(k):
                state, k = True, k + 1
                end = k
            elif city < 3 and self._city_word(k):
                city, k = city + 1, k + 1
                if word.capital and (inside or self._closes(k)):
                    end = k
            else:
                break
        return end

    def _city_word(self, k: int) -> bool:
        word = self.ws[k]
        if not word.letters or (word.fold in STOP and not self._opens_name(k)):
            return False
        return word.capital or self._postcode_soon(k)

    def _opens_name(self, k: int) -> bool:
        """ "La Marque", "Los Robles": an article that begins a city's name."""
        after = self.at(k + 1)
        opens = self.ws[k].fold in ("la", "los", "las", "el", "de", "del", "san", "fort")
        return opens and self.ws[k].capital and after is not None and after.capital and after.letters

    def _postcode_soon(self, k: int) -> bool:
        return any(w.fold in REGIONS or (w.digits and len(w.fold) == 5) for w in self.ws[k + 1 : k + 4])
