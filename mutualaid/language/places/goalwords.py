"""The little words around where somebody goes: what leads to it, and what ties it to what is said of it."""

from __future__ import annotations

import re
from functools import cache

from mutualaid.domain.reading import Spot
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed


def joined(parsed: Parsed, between: str) -> re.Match[str] | None:
    """What joins a goal to what is said of it ("the walmart on hwy 20"), where all between the two does; its group
    "at" where the goal is only what is done there: "dialysis at DaVita"."""
    small = parsed.small
    return _joins(small["goal_at"], small["goal_of"], small["goal_article"]).fullmatch(between)


def located(parsed: Parsed, between: str) -> bool:
    """Whether all between a goal and a place tells that it is there: "my eye doctor, he is over at 30th"."""
    small = parsed.small
    return _stands(small["goal_stands"], small["goal_over"], small["goal_at"]).fullmatch(between) is not None


def links(parsed: Parsed, goal: str) -> re.Match[str] | None:
    """What at the end of the words of a goal leads on: "clinica de la"."""
    return _links(parsed.small["goal_links"]).search(goal)


def bound(parsed: Parsed, at: int) -> bool:
    """Whether the words before the place that begins at character `at` say that somebody has to be there."""
    small = parsed.small
    words = (small["bound_must"], small["bound_be"], small["bound_at"], small["bound_article"])
    return _has_to_be(*words).search(parsed.text[:at]) is not None


def led_by(parsed: Parsed, spot: Spot, name: str) -> bool:
    """Whether the word before a place (articles and "corner of" aside), or its first, is of a class such as "to".
    What leads where somebody is dropped, or there and back, leads to it."""
    tokens = parsed.tokens
    first = next((at for at, t in enumerate(tokens) if t.start >= spot.start), len(tokens))
    for at in range(first - 1, max(first - 6, -1), -1):
        if tokens[at].mark:
            return False
        if there_and_back(parsed, at) or dropped(parsed, at):
            return name == "to"
        if parsed.is_a(tokens[at].word, name):
            return True
        if not (parsed.is_a(tokens[at].word, "article") or parsed.is_a(tokens[at].word, "corner")):
            return False
    return first < len(tokens) and tokens[first].start == spot.start and parsed.is_a(tokens[first].word, name)


def there_and_back(parsed: Parsed, at: int) -> bool:
    """Whether the word at `at` ends a "to and from"."""
    tokens = parsed.tokens
    if not 2 <= at < len(tokens) or not sets_out(parsed, at):
        return False
    return tokens[at - 1].word in parsed.small["and"] and parsed.is_a(tokens[at - 2].word, "to")


def sets_out(parsed: Parsed, at: int) -> bool:
    """Whether the word at `at` tells where from: "de chez moi"."""
    return 0 <= at < len(parsed.tokens) and parsed.is_a(parsed.tokens[at].word, "from")


def dropped(parsed: Parsed, at: int) -> bool:
    """Whether the word at `at` leads where somebody is dropped: "drop me off at the clinic"."""
    return parsed.is_a(parsed.tokens[at].word, "drops_at") and parsed.among("drops", max(0, at - 3), at)


@cache
def _joins(at: frozenset[str], of: frozenset[str], article: frozenset[str]) -> re.Pattern[str]:
    said = rf"\s+(?:(?P<at>@|{one_of(at)})|{one_of(of)})(?:\s+{one_of(article)})?\s*"
    return re.compile(said, re.IGNORECASE)


@cache
def _stands(stands: frozenset[str], over: frozenset[str], at: frozenset[str]) -> re.Pattern[str]:
    said = rf"[\s,.;:-]+{one_of(stands)}(?:\s+{one_of(over)})?(?:\s+(?:@|{one_of(at)}))?\s*"
    return re.compile(said, re.IGNORECASE)


@cache
def _links(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:\s+{one_of(words)})+$", re.IGNORECASE)


@cache
def _has_to_be(*words: frozenset[str]) -> re.Pattern[str]:
    must, be, at, article = map(one_of, words)
    return re.compile(rf"\b{must} {be} {at}(?: {article})? ?$", re.IGNORECASE)
