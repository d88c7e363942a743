"""Danger that is told in pictures: a weapon or blood with nothing said beside it, a fist with anger or fear."""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

_WEAPONS = frozenset("🔪🔫🗡")
_BLOOD = frozenset("🩸")
_FIST = frozenset("👊🤛🤜")
_PILLS = frozenset("💊")
_UPSET = frozenset("😡😠🤬👿😨😱😰😧😦😭😢😥😖😣😫😩🤕🥺")
_FAINT = frozenset("😵🥴🤢🤮💀☠😴")
_LAUGHING = frozenset("😂🤣😆😜😝")
_BESIDE = ("kin", "pronoun", "cry", "mine", "be", "blow", "smitten")
TELLING = _WEAPONS | _BLOOD | _FIST | _PILLS
"""Pictures that may tell of danger."""

SOME = 2
"""Pictures of blood up from which a text of nothing else is no single slip of a finger."""


def read_drawn(parsed: Parsed) -> Hit | None:
    """The danger a text of pictures tells of, with at most who does it and a cry for help in words; None where
    somebody laughs or anything else is said."""
    if parsed.text.isascii() or parsed.has_laugh():
        return None
    seen = [(i, t.raw[0]) for i, t in enumerate(parsed.tokens) if not t.raw[0].isalnum() and ord(t.raw[0]) > 0x2600]
    drawn = {char for _, char in seen}
    if not drawn & TELLING or drawn & _LAUGHING or parsed.best("thanks"):
        return None
    harmless = any(h.name != "medicine" for h in parsed.best("kind"))  # a knife beside tomatoes
    if harmless or not _nothing_else(parsed, {i for i, _ in seen}):
        return None
    upset = bool(drawn & _UPSET) or _struck(parsed)
    start, end = seen[0][0], seen[-1][0] + 1
    if drawn & _WEAPONS:
        return Hit("danger.violence", start, end)
    if drawn & _FIST and upset:
        return Hit("danger.home", start, end)
    if drawn & _PILLS and drawn & _FAINT:
        return Hit("danger.overdose", start, end)
    if drawn & _BLOOD and (upset or drawn & _FAINT or sum(char in _BLOOD for _, char in seen) >= SOME):
        return Hit("danger.medical", start, end)
    return None


def _struck(parsed: Parsed) -> bool:
    """Whether words of a blow stand beside the picture: "hit me" and a fist."""
    said = [token.word for token in parsed.tokens if token.raw[0].isalnum()]
    return all(any(parsed.is_a(word, name) for word in said) for name in ("blow", "smitten"))


def _nothing_else(parsed: Parsed, pictures: set[int]) -> bool:
    """Whether all that is written names who does it, or calls for help."""
    rest = [t.word for i, t in enumerate(parsed.tokens) if i not in pictures and not t.mark]
    return all(parsed.polite(word) or any(parsed.is_a(word, name) for name in _BESIDE) for word in rest)
