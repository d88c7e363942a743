"""A refusal that stands behind the time it refuses: "after 5 i cant", "mornings dont work", "a las 5 no puedo"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mutualaid.language.times.words import TimeWords, cut, time_words
from mutualaid.language.words.alternatives import one_of
from mutualaid.languages import own


def refusal_ends(words: TimeWords, folded: str, at: int, *, closes: bool = True) -> int:
    """Where a refusal ends that follows offset `at` of a folded text and closes its clause, unless it need not;
    -1 where none does."""
    found = _behind(*(words.small[name] for name in _LISTS), closes).match(folded, at)
    return found.end() if found else -1


def refuses_hour(text: str, language: str | None) -> bool:
    """Whether a text refuses an hour said as a bare number ("5 doesnt work", "not 5"), or the time that was named
    to its writer ("too late")."""
    known = time_words()
    folded = cut(text).folded
    for words in [known[language]] if language in known else known.values():
        lists = tuple(words.small[name] for name in _LISTS)
        if _whole(*lists).match(folded) or _named(words.language, own()).match(folded):
            return True
    return False


def _heads(words: TimeWords) -> tuple[str, ...]:
    """What refuses a time behind it, the same for hours said as bare numbers; a bare "no" may answer something else
    ("no 5")."""
    negated = (" ".join(said) for said, sense in words.phrases.items() if "negated" in sense.cues)
    return tuple(one for one in negated if one not in words.small["refuse"])


BEGINNING = frozenset({"before", "until"})
"""Limits that say from when somebody can where they are denied; "not after 5" alone is no yes before it."""


def _limits(words: TimeWords, cued: frozenset[str] = BEGINNING | {"after"}) -> tuple[str, ...]:
    """Words of a limit, with which a refusal says from when or until when: "cant make it before 2"."""
    said = ((one, sense.cues) for one, sense in words.phrases.items())
    return tuple(" ".join(one) for one, cues in said if cues & cued)


_LISTS = ("behind", "behind_more", "behind_then")


@cache
def _behind(said: tuple[str, ...], more: tuple[str, ...], then: tuple[str, ...], ends: bool) -> re.Pattern[str]:
    return re.compile(_closing(said, more, then) if ends else _refusing(said, more))


@cache
def _whole(said: tuple[str, ...], more: tuple[str, ...], then: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d]+[\s,]+){{0,4}}{_HOUR}{_closing(said, more, then)}")


@cache
def _named(language: str, _: Path | None) -> re.Pattern[str]:
    """What refuses the time that was named, or an hour said as a bare number behind it. Kept for each language of
    the group's own folder."""
    words = time_words()[language]
    too, denies = (one_of(words.small[name]) for name in ("too", "denies"))
    heads, limits, word = one_of(_heads(words)), one_of(_limits(words)), r"[^\W\d]+\s+"
    denied = rf"{denies}\s+(?!{one_of(_limits(words, BEGINNING))}\b)(?:{word}){{0,2}}"  # "not until 3" proposes it
    hour = rf"(?:{denied}|{heads}\s+(?:(?!{limits}\b){word}){{0,2}}){_HOUR}"
    return re.compile(rf"(?:[^\W\d]+[\s,]+){{0,3}}?(?:{too}|{hour})(?:\s+[^\W\d]+){{0,2}}[\s.,!]*$")


_HOUR = r"(?<!\d)\d{1,2}(?:[:.]?\d\d)?\s*(?:[ap]\.?m\.?\b)?"


def _closing(said: tuple[str, ...], more: tuple[str, ...], then: tuple[str, ...]) -> str:
    return rf"{_refusing(said, more)}(?=\s*(?:$|[.,;!)\n]|-\s|(?:{one_of(then)})\b))"


def _refusing(said: tuple[str, ...], more: tuple[str, ...]) -> str:
    return rf"\s*,?\s*{one_of(said)}\b(?:\s+{one_of(more)}\b)*"
