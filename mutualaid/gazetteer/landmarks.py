"""Landmarks: "by the old Kroger", "Lincoln High", "cerca de la iglesia", and what a bare answer names."""

from __future__ import annotations

from itertools import pairwise

from mutualaid.gazetteer import cues, signs
from mutualaid.gazetteer.streets import Named, hyphened
from mutualaid.gazetteer.terms import (
    ARTICLES,
    BIG,
    CHAINS,
    COUNTED,
    DIRECTIONS,
    HALVED,
    HALVES,
    HOME,
    LANDMARKS,
    LEADING,
    NOT_PLACES,
    RIDES,
    SAINTS,
    SPANISH_BIG,
    STOP,
    SUFFIXES,
    UNITS,
    YES_NO,
)
from mutualaid.gazetteer.words import Word

MOST_WORDS = 5
_LED = signs.CUE | signs.LEADS
_ALONE = signs.SAINT | signs.DIRECTION
_BEFORE = _LED | signs.NUMBER
"""What stands before a landmark that is looked for."""
_HERE = _ALONE | signs.FIRST
"""What one that is looked for may begin with."""
_INNER = frozenset({"of", "de", "del", "la", "las", "los", "du", "des", "d", "l"})
_INNER_SPANISH = _INNER | {"el"}
_SHORTENED = SAINTS | {"jr", "dr"}
_BEFORE_MONTHS = SAINTS | {"sen"}
_ONLY_SUFFIXES = SUFFIXES - LANDMARKS
_UNNAMED = STOP | NOT_PLACES | COUNTED
_NO_NAMES = BIG | ARTICLES
_NOTHING_SAID = STOP | ARTICLES | YES_NO | NOT_PLACES | HOME
_ANSWERS = YES_NO - {"start", "help", "info"}
_DONE = frozenset(["hit", "paid", "done", "sent", "made", "given", "run", "held", "built", "led", "taken"])
"""Before "by" these name a doer, not a place."""
_FROM = frozenset(["from", "desde", "depuis"])
_TO = frozenset(["to", "2", "hasta", "al", "au", "aux"])
_NUMBERED = frozenset(["motel", "pier", "terminal", "gate", "ps", "school", "station", "firehouse"])
"""Landmarks that have a number for a name: "Motel 6"."""
_NAMED_MONTHS = frozenset(["jan", "may", "april", "june", "august", "mar"])
"""Names of people as well, behind "San" and the like."""
_PARTS_OF_A_BLOCK = frozenset({"bldg", "building", "tower", "block", "unit", "apt", "edificio", "torre"})
_LEAD_INS = (
    "im at", "i am at", "im by", "im near", "im on", "im in", "i am on", "i am in", "i am near", "i am by",
    "were at", "we are at", "we are by", "we are near", "we are in", "its", "it is", "its at", "its by",
    "its near", "it is at", "its on", "i live at", "i live on", "i live by", "i live near", "i live in",
    "live at", "live on", "live in", "at", "in", "on", "near", "by", "over by", "over at", "down by",
    "here at", "my place is", "im over by", "im over at", "close to", "around", "i stay at", "i stay on",
    "i stay by", "staying at", "my address is", "address is", "address", "place is", "ok", "oh", "yes",
    "sure", "hi", "um", "uh", "well", "so", "sorry", "i said", "i meant", "the corner of",
    "corner of", "estoy en", "estoy por", "estoy cerca de", "estoy cerca del", "estoy", "vivo en",
    "vivo por", "vivo cerca de", "es en", "es", "es por", "en", "cerca de", "cerca del", "por", "aqui en",
    "mi direccion es", "direccion", "si", "pues", "a", "al", "alla por", "esta en", "queda en", "hola",
    "across from", "behind", "next to", "enfrente de", "frente a", "al lado de", "junto a",
    "across the street from", "to", "going to", "i go to", "i am going to", "im going to", "its to", "hasta",
    "voy a", "voy al", "al", "je vais a", "je vais au", "jusqu a", "mwen pral", "mwen prale", "m prale", "pou ale",
    "je suis", "je suis au", "je suis a", "je suis a la", "je suis sur", "on est", "on est au", "on est a",
    "c est", "cest",
    "c est au", "j habite", "habite", "j habite au", "j habite sur", "habite sur", "sur", "au", "a", "a la",
    "chez", "vers", "au coin de", "coin de",
    "coin", "pres de", "pres du", "pres d", "a cote de", "a cote du", "en face de", "en face du", "devant",
    "derriere", "dans", "ici",
    "mon adresse est", "mon adresse", "adresse", "oui", "bonjour", "euh", "a l angle de", "angle", "proche de",
    "proche du", "dans le coin de",
    "mwen nan", "m nan", "mwen toupre", "m toupre", "nou toupre", "toupre", "bo kote", "mwen bo kote", "m bo kote",
    "anfas", "deye", "devan", "mwen rete nan", "m rete nan", "mwen rete sou", "m rete sou", "mwen rete", "m rete",
    "nou rete nan", "nan", "se", "se nan", "kwen", "kwen ri", "nan kwen", "li nan", "adres mwen se", "adres la se",
)  # fmt: skip


class Landmarks:
    """Reads the landmarks of one text's words."""

    def __init__(self, ws: list[Word]) -> None:
        self.ws = ws

    def all(self) -> list[Named]:
        """Every landmark; they may overlap."""
        out: list[Named] = []
        ws = self.ws
        bits = [w.signs for w in ws]
        text = signs.all_of(bits)
        noun = bool(text & (signs.LANDMARK | signs.SAINT))
        large = bool(text & signs.LARGE)
        for i, (before, bit) in enumerate(pairwise((0, *bits))):
            if not (before & _BEFORE or bit & _HERE or large):
                continue
            unit = bool(before & signs.NUMBER) and i > 1 and ws[i - 2].fold in UNITS
            if not (before & _LED or bit & signs.FIRST or large or unit or bit & _ALONE):
                continue
            strong = cues.STRONG.before(ws, i) if before & signs.CUE else 0
            led = before & signs.LEADS and (noun or ws[i - 1].fold in ("at", "@"))
            found = (
                (self._cued(i, strong) if strong or led else None)
                or (self._named(i) if large and ws[i].capital else None)
                or (self._spanish(i) if bit & signs.FIRST else None)
                or (self._in_block(i) if unit else None)
                or (self._small(i, bit) if bit & _ALONE else None)
            )
            if found:
                out.append(found)
        return out

    def at(self, i: int) -> Word | None:
        return self.ws[i] if 0 <= i < len(self.ws) else None

    def _saint(self, i: int) -> bool:
        return self.ws[i].fold in SAINTS and (w := self.at(i + 1)) is not None and not (w.mark and w.raw != ".")

    def _skip_dot(self, j: int) -> int:
        """Past the dot of "St." and the like."""
        word, before = self.at(j), self.at(j - 1)
        if word is None or before is None or word.raw != "." or not word.glued:
            return j
        initial = len(before.raw) == 1 and before.capital
        return j + 1 if initial or before.fold in _SHORTENED else j

    def _run(self, i: int, lower: bool) -> int:
        """The end of a name from `i`: capitalised words, or with `lower` any words that are not stop words."""
        j, count = i, 0
        spanish = i > 0 and self.ws[i - 1].fold in ("la", "el", "las", "los", "del", "al", "en")
        while (word := self.at(j)) and count < MOST_WORDS:
            if word.raw == "." and self._skip_dot(j) > j:
                j += 1
                continue
            if j > i and hyphened(self.ws, j):
                j += 2
                continue
            if word.mark or (word.fold in COUNTED and not word.capital) or (word.digits and j == i):
                break
            nxt = self.at(j + 1)
            inner = word.fold in _INNER and j > i and nxt is not None and nxt.capital and not word.capital
            if spanish and j > i and word.fold in _INNER_SPANISH and nxt is not None:
                inner = inner or (nxt.letters and nxt.fold not in STOP)
            if j > i and word.capital and word.fold in _NAMED_MONTHS and self.ws[j - 1].fold in _BEFORE_MONTHS:
                inner = True
            if not (inner or (word.capital and word.fold not in STOP) or (lower and word.fold not in STOP)):
                break
            count += 1
            j += 1
            named = word.fold in SPANISH_BIG and nxt is not None and nxt.capital
            if lower and not (word.capital or named or spanish) and word.fold in LANDMARKS and not self._goes_on(j):
                break
        while j > i and self.ws[j - 1].fold in _INNER:
            j -= 1
        return j

    def _goes_on(self, j: int) -> bool:
        word = self.at(j)
        return word is not None and (word.fold in LANDMARKS or word.fold in ("school", "lot"))

    def _cued(self, i: int, strong: int) -> Named | None:
        """A noun after a word of place: "behind the library", "at Lincoln High", "cerca de la iglesia"; `strong` is
        how many words long a cue is that is enough for a place."""
        weak = cues.WEAK.before(self.ws, i) or cues.HOME.before(self.ws, i)
        if not strong and not weak:
            return None
        before = self.ws[i - 1].fold
        if not strong and before not in LEADING:
            return None
        article = self.ws[i].fold in ARTICLES
        j = i + 1 if article else i
        first = self.at(j)
        if first is None or first.mark:
            return None
        half = first.fold in HALVES and (w := self.at(j + 1)) is not None and w.fold in HALVED
        if half and (strong or (article and before not in _FROM)):
            return Named(i, j + 2, "landmark")
        if first.fold in NOT_PLACES:
            return None
        end = self._run(j, True)
        if end == j:
            return None
        parts = [w for w in self.ws[j:end] if not w.mark]
        noun = any(w.fold in LANDMARKS for w in parts) or self._saint(j)
        noun = noun or " ".join(w.fold for w in parts[:2]) in CHAINS
        capital = first.capital
        if before in ("by", "por", "past", "around") and strong == 1 and not (noun or (before == "by" and article)):
            return None
        if parts[-1].fold in NOT_PLACES and not noun:
            return None
        if (before == "@" and first.glued) or (len(parts) == 1 and parts[0].fold in _ONLY_SUFFIXES):
            return None
        if (
            before == "by"
            and not noun
            and (done := self.at(i - 2))
            and (done.fold.endswith("ed") or done.fold in _DONE)
        ):
            return None
        if (after := self.at(end)) and after.fold == "of" and len(parts) == 1 and not capital:
            return None
        if strong and (noun or capital or article):
            return self._trim(i, j, end, noun)
        if before in LEADING and noun:
            if before in ("to", "a", "al", "from", "desde", "depuis", "hasta", "off", "au", "aux") and not capital:
                return self._trim(i, j, end, noun) if article and self._departs(before, j, end) else None
            if not article and not capital and len(parts) == 1:
                return None
            return self._trim(i, j, end, noun)
        if before in ("at", "@") and capital and self._title(j, end):
            return self._trim(i, j, end, noun)
        return None

    def _departs(self, before: str, j: int, end: int) -> bool:
        """Whether a ride begins there: "from the library to Kaiser", "raite desde la iglesia"."""
        after = self.at(end)
        rides = any(w.fold in RIDES for w in self.ws)
        return before in _FROM and (rides or (after is not None and after.fold in _TO))

    def _in_block(self, i: int) -> Named | None:
        """What follows the number of a unit: "lot 22 whispering pines trailer park", "Building 9, Alice Hall"."""
        comma = self.ws[i].raw == ","
        j = i + 1 if comma else i
        word = self.at(j)
        if word is None or word.mark or word.digits:
            return None
        end = self._run(j, not comma)
        parts = [w for w in self.ws[j:end] if not w.mark]
        noun = len(parts) > 1 and any(w.fold in LANDMARKS for w in parts)
        named = len(parts) > 1 and all(w.capital for w in parts[:2])
        return self._trim(j, j, end, noun) if noun or named else None

    def _small(self, i: int, bit: int) -> Named | None:
        """Names that need no capital: "st lukes hospital", and after "in" "east oakland"."""
        before, name, last = self.at(i - 1), self.at(i + 1), self.at(i + 2)
        if name is None or not name.letters or len(name.fold) < 4 or name.fold in _UNNAMED:
            return None
        opens = before is None or before.mark or before.fold in STOP
        if bit & signs.SAINT and opens and last is not None and last.fold in LANDMARKS:
            return Named(i, i + 3, "landmark")
        in_part = before is not None and before.fold in ("in", "from") and len(self.ws[i].fold) > 3
        if bit & signs.DIRECTION and in_part and self.ws[i].fold in DIRECTIONS and name.fold not in SUFFIXES:
            return Named(i, i + 2, "landmark", (), False)
        return None

    def _title(self, j: int, end: int) -> bool:
        """Written like a name in a text that is not all capitals."""
        return any(w.raw[0].islower() for w in self.ws if w.letters) and all(
            len(w.fold) > 1 for w in self.ws[j:end]
        )

    def _trim(self, i: int, j: int, end: int, noun: bool) -> Named:
        """Without capitals a name ends with its landmark word, or after two words."""
        spanish = self.ws[i].fold in ("la", "el", "las", "los", "le", "l", "les") or self.ws[i - 1].fold in (
            "de", "del", "al", "en", "du", "au", "d", "l",
        )  # fmt: skip
        if not any(w.capital for w in self.ws[j:end]):
            if spanish and self.ws[j].fold in LANDMARKS:
                return Named(i, self._extra(min(end, j + 3)), "landmark", (), True)
            for k in range(end - 1, j - 1, -1):
                if self.ws[k].fold in LANDMARKS:
                    if self.ws[j].fold not in LANDMARKS or k == j:
                        end = k + 1
                    break
            else:
                end = min(end, j + 2)
        else:
            last = max(k for k in range(j, end) if self.ws[k].capital or self.ws[k].fold in LANDMARKS)
            end = last + 1
            number, after = self.at(end), self.at(end + 1)
            numbered = number is not None and number.digits and self.ws[last].fold in _NUMBERED
            if numbered and not (after and after.fold in COUNTED):
                end += 1
        return Named(i, self._extra(end), "landmark", (), noun)

    def _extra(self, end: int) -> int:
        """ "bldg 4", "building C" after a housing block."""
        word, value = self.at(end), self.at(end + 1)
        if word is None or value is None or word.fold not in _PARTS_OF_A_BLOCK or value.mark:
            return end
        return end + 2 if value.fold[0].isdigit() or len(value.fold) == 1 else end

    def _named(self, i: int) -> Named | None:
        """A capitalised name that ends in what it is: "Lincoln High School", "Hyde Park"."""
        word = self.ws[i]
        if (
            not word.capital
            or word.mark
            or (word.fold in STOP and word.fold not in SAINTS)
            or (i and self._inside_name(i))
            or cues.INTRODUCED.before(self.ws, i)
        ):
            return None
        j = i
        last = 0
        for _ in range(MOST_WORDS + 2):
            nxt = self.at(j)
            if nxt is None:
                break
            if nxt.raw == "." and self._skip_dot(j) > j:
                j += 1
                continue
            if nxt.mark:
                break
            if j > i and nxt.fold in BIG:
                last = j + 1
            elif not ((nxt.capital and nxt.fold not in STOP) or nxt.fold in _INNER) or (
                nxt.fold in _INNER and not ((w := self.at(j + 1)) and w.capital)
            ):
                break
            j += 1
        if not last:
            return None
        while self._goes_on(last) and last - i < MOST_WORDS + 2:
            last += 1
        if not any(w.letters and w.fold not in _NO_NAMES for w in self.ws[i:last]):
            return None
        the = self.at(i - 1)
        start = i - 1 if the and the.fold == "the" and the.capital else i
        return Named(start, self._extra(last), "landmark")

    def _inside_name(self, i: int) -> bool:
        before = self.ws[i - 1]
        return before.capital and before.fold not in STOP and not before.mark

    def _spanish(self, i: int) -> Named | None:
        """What it is comes first: "Iglesia San Jose", "parque Dolores"."""
        if self.ws[i].fold not in SPANISH_BIG:
            return None
        j = i + 1
        while (w := self.at(j)) and w.fold in ("de", "la", "del", "los", "las", "el", "du", "des", "d", "l", "le"):
            j += 1
        end = self._run(j, False)
        return Named(i, end, "landmark") if end > j and self.ws[j].capital else None

    # ---- the whole text is the answer to "where?"

    def whole(self) -> Named | None:
        """What a bare answer names: the text without its lead-in, unless it clearly names no place."""
        start, end = 0, len(self.ws)
        while end > start and (
            self.ws[end - 1].mark
            or self.ws[end - 1].fold
            in ("please", "pls", "thanks", "thx", "gracias", "porfavor", "svp", "merci", "stp", "tanpri", "mesi")
        ):
            if self.ws[end - 1].raw == "?":
                return None
            end -= 1
        moved = True
        while moved:
            moved = False
            while start < end and self.ws[start].mark:
                start += 1
            for length in range(min(5, end - start), 0, -1):
                if " ".join(w.fold for w in self.ws[start : start + length]) in _LEAD_INS:
                    start, moved = start + length, True
                    break
        parts = [w for w in self.ws[start:end] if not w.mark]
        if not parts or len(parts) > MOST_WORDS + 1:
            return None
        content = [w for w in parts if w.fold not in _NOTHING_SAID]
        if parts[0].fold in ("my", "mi", "our", "her", "his", "mis", "su", "mon", "ma", "mes"):
            return None
        if not content or not any(w.letters and len(w.fold) > 2 for w in content):
            return None
        if len(content) * 2 < len(parts) or any(w.fold in _ANSWERS for w in parts):
            return None
        if all(w.fold in SUFFIXES for w in content) or any(
            w.fold in ("i", "you", "dont", "cant", "know", "se", "what", "que") for w in parts
        ):
            return None
        return Named(start, end, "landmark", (), False)
