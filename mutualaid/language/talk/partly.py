"""What of the help is not needed, or when it is not: "dont need bread just milk", "dont need it till noon". It
takes nothing back; a part or a thing stands beside the need, a time is when the help is wanted after all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

GAP = 2
"""Words at most between a denial and the need it denies, and before the thing that is not needed."""

LONGEST = 9
"""Words at most that are told of a part that is not needed."""

IN_PARTS = frozenset({"food", "water", "supplies", "medicine", "clothing", "bedding"})
"""Kinds of help of which one thing may not be needed and the rest is; a ride is needed or not."""


@dataclass(frozen=True, slots=True)
class Partly:
    """In tokens: the words up to the need that is denied, with a pronoun behind it (`start` to `need`), and the
    clause up to `end`; `thing` is the word of what is not needed, where it is one by name. `time`: only a time is
    refused."""

    start: int
    need: int
    end: int
    thing: int | None = None
    time: bool = False


def read(parsed: Parsed, kinds: list[Hit], times: Callable[[str], object | None]) -> Partly | None:
    """The part, thing or time that a text says not to need, or None. `kinds` are the things it names; `times` finds
    a time in a text."""
    for at in parsed.places("needing"):
        start = _denied(parsed, at)
        if start is not None and (found := _part(parsed, start, at, kinds, times)) is not None:
            return found
    return None


def taken_back(parsed: Parsed, covered: list[Hit]) -> tuple[int, int] | None:
    """Where a text names a thing or two as all that it takes back ("forget the eggs", "ya no necesito huevos");
    None where it takes back all of some help, or names other help besides. `covered` are the words that take it
    back."""
    if not covered:
        return None
    named = [h for h in parsed.families.get("kind", ()) if h.name not in ("none", "any", "general")]
    if not named or len(parsed.words) > LONGEST:
        return None
    if any(h.name not in IN_PARTS or _whole(parsed, h) for h in named):
        return None
    if any(not any(h.start <= k.start and k.start - h.end <= GAP for k in named) for h in covered):
        return None
    return parsed.span(min(h.start for h in named), max(h.end for h in named))


def holds(parsed: Parsed, found: Partly, offset: int) -> bool:
    """Whether a character stands among the words that deny."""
    start, end = parsed.span(found.start, found.end)
    return start <= offset < end


def refused(parsed: Parsed, found: Partly, text: str) -> str:
    """The text with "do not need it" as a bare refusal of the time behind it, as long as it was."""
    first, last = parsed.span(found.start, found.need)
    word = "not" if parsed.language == "en" else "pas" if parsed.language == "fr" else "no"
    said = parsed.text[first:last]
    return text.replace(said, word.rjust(len(said))) if len(said) >= len(word) else text


def _denied(parsed: Parsed, at: int) -> int | None:
    small = parsed.small
    for before in range(at - 1, max(-1, at - 2 - GAP), -1):
        if parsed.tokens[before].mark:
            return None
        word = parsed.tokens[before].word
        if parsed.is_a(word, "refusal") or word in small["no"]:
            does = before > 0 and parsed.tokens[before - 1].word in small["denies_does"]
            return before - 1 if does else before
        if word not in small["need_between"]:
            return None
    return None


def _part(
    parsed: Parsed, start: int, at: int, kinds: list[Hit], times: Callable[[str], object | None]
) -> Partly | None:
    tokens, small = parsed.tokens, parsed.small
    ends = (i for i in range(at + 1, len(tokens)) if tokens[i].mark or parsed.is_a(tokens[i].word, "but"))
    end = next(ends, len(tokens))
    words = [t.word for t in tokens[max(0, start - 1) : end]]
    if not small["lasting"].isdisjoint(words):
        return None
    if any(h.name == "none" and h.start <= at < h.end for h in _covering(parsed)):
        return None
    need = at + 1
    while need < end and (parsed.is_a(tokens[need].word, "definite") and tokens[need].word in small["need_it"]):
        need += 1
    bounded = need < end and tokens[need].word in small["bounding_then"]
    if bounded and times(refused(parsed, Partly(start, need, end), parsed.text)):
        return Partly(start, need, end, time=True)
    if end + 1 < len(tokens) and _later_is_good(parsed, end) and _timed(parsed, need, end, times):
        return Partly(start, need, end, time=True)
    rest = range(need, min(end, start + LONGEST))
    ways = any(h.name == "one" and start <= h.start < end for h in parsed.best("way"))
    if ways or any(parsed.is_a(tokens[i].word, "aspect") for i in rest) or _inside(parsed, rest):
        return Partly(start, need, rest.stop)
    thing = next((i for i in range(at + 1, end) if not _leads(parsed, tokens[i].word)), None)
    if thing is None or thing > at + GAP or parsed.is_a(tokens[thing].word, "whole"):
        return None
    named = next((k for k in kinds if k.start <= thing < k.end), None)
    if named is not None and (named.name not in IN_PARTS or _whole(parsed, named)):
        return None
    if named is None and (_small(parsed, tokens[thing].word) or parsed.number(tokens[thing].word) is not None):
        return None
    told = tokens[thing].word in small["told_with"]
    return Partly(start, need, rest.stop, None if told else thing)


def _covering(parsed: Parsed) -> list[Hit]:
    return list(parsed.families.get("covered", ()))


def _leads(parsed: Parsed, word: str) -> bool:
    return parsed.is_a(word, "article") or word in parsed.small["thing_led"]


def _whole(parsed: Parsed, hit: Hit) -> bool:
    return parsed.among("whole", hit.start, hit.end)


def _small(parsed: Parsed, word: str) -> bool:
    return parsed.binds(word) or parsed.is_a(word, "pronoun") or parsed.polite(word)


def _inside(parsed: Parsed, among: range) -> bool:
    """Whether "in my house", "at my door" stands there."""
    words = [parsed.tokens[i].word for i in among]
    into, places = parsed.small["into"], parsed.small["within_house"]
    return any(
        words[i] in into and parsed.is_a(words[i + 1], "article") and words[i + 2] in places
        for i in range(len(words) - 2)
    )


def _later_is_good(parsed: Parsed, end: int) -> bool:
    """Whether the words behind the clause call another time good: "tomorrow is fine", "mañana esta bien"."""
    words = [t.word for t in parsed.tokens[end + 1 :] if not t.mark]
    return len(words) <= LONGEST and any(parsed.is_a(w, "suits") for w in words)


def _timed(parsed: Parsed, start: int, end: int, times: Callable[[str], object | None]) -> bool:
    """Whether a time stands in the clause and one behind it."""
    if start >= end:
        return False
    here = parsed.said(start, end)
    behind = parsed.text[parsed.tokens[end].end :]
    return times(here) is not None and times(behind) is not None

