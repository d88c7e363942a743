"""A text cut into the units that times are written of: digits, words and marks.

What stands between two spaces is cut once and remembered, as it is for the phrases (tokens.py) and for the places
(gazetteer/words.py).
"""

from __future__ import annotations

import re

from mutualaid.memory import Memory

_UNIT = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]")
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_PHONE = re.compile(r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b|\b\d{3}[- ]\d{4}\b|\+\d[\d -]{7,}\d")
_LONG_NUMBER = re.compile(r"\d{3}|\+\d")
"""What every phone number holds."""
_PRICE = re.compile(r"[$#£€]\s?\d+(?:[.,]\d+)*(?:\s?-\s?\d+)?")
"""Links, phone numbers, prices and "#5": numbers in them are no times."""
_DIGIT = re.compile(r"\d")
_SIGNS = frozenset("$#£€")


Unit = tuple[str, int, int, bool]
"""What is written in one piece, folded, from where to where, and whether it touches the unit before."""


def _cut(run: str) -> tuple[Unit, ...]:
    """The units of what stands between two spaces, where they stand in it."""
    return tuple([(found[0], *found.span(), found.start() > 0) for found in _UNIT.finditer(run)])


_UNITS = Memory(_cut)

RAWS = Memory[str, tuple[str, ...]](lambda run: tuple(_UNIT.findall(run)))
"""The units of what stands between two spaces, as they are written."""


def units(folded: str, runs: list[str]) -> list[Unit]:
    """The units of a folded text, whose runs without spaces these are, where they stand in the text."""
    out: list[Unit] = []
    at = 0
    for run in runs:
        at = folded.find(run, at)
        for raw, start, end, glued in _UNITS[run]:
            out.append((raw, at + start, at + end, glued))
        at += len(run)
    return out


def keys(found: list[Unit]) -> list[str]:
    """Phrases are told apart by what touches: "2day" is today, "2 day" is not."""
    return ["+" + raw if glued else raw for raw, _, _, glued in found]


def without_numbers(folded: str) -> str:
    """A folded text with "#" for each character of what holds numbers that are no times."""
    if "://" in folded or "www." in folded or "@" in folded:
        folded = _LINK.sub(_hide, folded)
    if not _DIGIT.search(folded):
        return folded
    if _LONG_NUMBER.search(folded):
        folded = _PHONE.sub(_hide, folded)
    return folded if _SIGNS.isdisjoint(folded) else _PRICE.sub(_hide, folded)


def _hide(found: re.Match[str]) -> str:
    return "#" * len(found.group())
