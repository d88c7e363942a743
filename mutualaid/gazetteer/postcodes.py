"""Postcodes as people write them, by country; coordinates for US ZIP codes and for those the group has loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import decimal

from mutualaid.gazetteer.us import zip_point

_FORMS = {
    "US": r"\d{5}(?:-\d{4})?",
    "PR": r"\d{5}(?:-\d{4})?",
    "GB": r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}",
    "CA": r"[a-z]\d[a-z][ -]?\d[a-z]\d",
    "IE": r"[a-z]\d[\dw] ?[a-z\d]{4}",
    "NL": r"\d{4} ?[a-z]{2}",
    "AU": r"\d{4}",
    "NZ": r"\d{4}",
    "IN": r"\d{6}",
    "BR": r"\d{5}-?\d{3}",
    "PT": r"\d{4}-\d{3}",
    "PL": r"\d{2}-\d{3}",
}
"""How a postcode looks; a country not listed has five digits."""

_BARE_IS_A_GUESS = frozenset({"AU", "NZ"})
"""Where the form is also any four-digit number, only loaded postcodes count."""

_DIGIT = re.compile(r"\d")

_COUNTED = re.compile(
    r"\s*(?:people|ppl|dollars|bucks|meals|lbs|pounds|miles|km|followers|units|residents|customers|%|\$|homes|times"
    r"|personas|dolares|pesos)\b", re.IGNORECASE,
)  # fmt: skip

_SHORT_CODE = re.compile(
    r"\b(?:txt|text|send|sms|reply)\b[^.!?]{0,40}$|\b(?:po ?box|box|code|no)\W{0,3}$", re.IGNORECASE
)
"""Before a number these make it one to text, not a postcode."""


class Postcodes:
    """Finds and looks up postcodes. `points` maps a postcode to (latitude, longitude)."""

    def __init__(self, points: Mapping[str, tuple[float, float]], country: str) -> None:
        self._points = {_key(code): point for code, point in points.items()}
        self._zips = country in ("US", "PR")
        self._only_known = country in _BARE_IS_A_GUESS
        form = _FORMS.get(country, r"\d{5}")
        self._form = re.compile(rf"(?<![\w$#€£.,/+-])(?:{form})(?![\w/]|[-.,:]\d)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Offsets and the code, in order."""
        for found in self._form.finditer(text) if _DIGIT.search(text) else ():
            code = found.group().upper()
            if self._only_known and _key(code) not in self._points:
                continue
            if not _COUNTED.match(text, found.end()) and not _SHORT_CODE.search(text, 0, found.start()):
                yield found.start(), found.end(), code

    def point(self, code: str) -> tuple[float, float] | None:
        """Where a postcode is, in degrees; None if it is not known. A ZIP's extra four digits are ignored."""
        key = _key(code)
        loaded = self._points.get(key) or (self._points.get(key[:5]) if len(key) == 9 else None)
        is_zip = self._zips and self._form.fullmatch(code.strip()) is not None
        return loaded or (zip_point(key[:5]) if is_zip else None)

    def resolve(self, text: str) -> tuple[str, tuple[float, float]] | None:
        """A loaded postcode that is the whole text."""
        point = self.point(text.strip())
        return (text.strip().upper(), point) if point else None


def _key(code: str) -> str:
    """Letters in capitals and digits, those of other scripts as ours."""
    return "".join(str(decimal(c)) if c.isdecimal() else c for c in code.upper() if c.isalnum())
