"""Whether a writer says to be under age."""

from __future__ import annotations

import re
from string import ascii_lowercase

from mutualaid.language.people.counts import word_at
from mutualaid.language.words.parsing import Parsed

CHILDREN = range(5, 18)
"""Ages below which nobody is asked to help before a coordinator agreed."""

_DIGIT = re.compile(r"\d")

_TEENS = range(12, 18)
"""Ages that need no word behind them in Spanish: "puedo pasear perros, tengo 15"."""


def read_minor(parsed: Parsed) -> tuple[int, int] | None:
    """Where the writer says to be under age: "im 15", "tengo 15 años"; not "im 15 min away"."""
    said = parsed.best("minor")
    if said:
        return parsed.span(said[0].start, said[0].end)
    small = parsed.small
    if not (parsed.numbers or _DIGIT.search(parsed.text)) or not parsed.holds(small["age_am"] | small["age_have"]):
        return None
    for at, token in enumerate(parsed.tokens):
        age = parsed.number(_counted(parsed, token.word) if token.word[0].isdigit() else token.word)
        if token.mark or age not in CHILDREN:
            continue
        before, after = word_at(parsed, at - 1), word_at(parsed, at + 1)
        listed = after in small["and"] and word_at(parsed, at + 2)[:1].isdigit()
        aged = after in small["age_then"] and not listed
        mine = before in small["age_am"] and word_at(parsed, at - 2) in small["age_i"]
        english = mine and (not after or aged or not token.word.isdecimal())
        alone = before in small["age_have_teen"] and age in _TEENS
        teen = alone and len(parsed.core) > 2 and (aged or not after)
        if english or teen or (before in small["age_have"] and after in small["years"]):
            return parsed.span(at - 1, at + 1)
    return None


def _counted(parsed: Parsed, word: str) -> str:
    """A number without the word of an age that is written onto it: "15" of "15yo"."""
    digits = word.rstrip(ascii_lowercase)
    return digits if digits[-1].isdigit() and word[len(digits) :] in parsed.small["age_glued"] else word
