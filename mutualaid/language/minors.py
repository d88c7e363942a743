"""Whether a writer says to be under age."""

from __future__ import annotations

import re

from mutualaid.language.counts import word_at
from mutualaid.language.parsing import Parsed

CHILDREN = range(5, 18)
"""Ages below which nobody is asked to help before a coordinator agreed."""

_YEARS_OLD = re.compile(r"(?<=\d)(?:yo|yr|yrs|y)$")

_DIGIT = re.compile(r"\d")

_I_AM = frozenset({"am", "tengo", "ai"})
_WORDS_AFTER = """years year yrs yr yo old btw but so if is lol lmao i and need can want anos ans pero y necesito
necesitamos ocupo ocupamos puedo podria quiero quisiera no mais et"""
_AGED = frozenset(_WORDS_AFTER.split())
"""Words that may follow an age; any other counts what is before it: "im 15 min away", "tengo 15 personas"."""

_TEENS = range(12, 18)
"""Ages that need no word behind them in Spanish: "puedo pasear perros, tengo 15"."""


def read_minor(parsed: Parsed) -> tuple[int, int] | None:
    """Where the writer says to be under age: "im 15", "tengo 15 años"; not "im 15 min away"."""
    said = parsed.best("minor")
    if said:
        return parsed.span(said[0].start, said[0].end)
    if not (parsed.numbers or _DIGIT.search(parsed.text)) or not parsed.holds(_I_AM):
        return None
    for at, token in enumerate(parsed.tokens):
        age = parsed.number(_YEARS_OLD.sub("", token.word) if token.word[0].isdigit() else token.word)
        if token.mark or age not in CHILDREN:
            continue
        before, after = word_at(parsed, at - 1), word_at(parsed, at + 1)
        listed = after in ("y", "et", "and") and word_at(parsed, at + 2)[:1].isdigit()
        aged = after in _AGED and not listed
        mine = before == "am" and word_at(parsed, at - 2) == "i"
        english = mine and (not after or aged or not token.word.isdecimal())
        teen = before == "tengo" and age in _TEENS and len(parsed.core) > 2 and (aged or not after)
        if english or teen or (before, after) in (("tengo", "anos"), ("ai", "ans")):
            return parsed.span(at - 1, at + 1)
    return None
