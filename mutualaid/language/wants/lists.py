"""Where a sentence begins, and whether it is little more than a list of things."""

from __future__ import annotations

from itertools import pairwise

from mutualaid.language.draft import Draft
from mutualaid.language.people.counts import read_counts
from mutualaid.language.people.households import read_household
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token
from mutualaid.language.words.trie import Hit

LIST_WORDS = 40
PLAIN_LIST = 10
"""A text longer than this needs commas to read as a list."""


def leans(draft: Draft) -> bool:
    """Whether a bare list comes with words that make it a need: a time, whom for, a wish, urgency. The feast that a
    thing is called by ("halloween candy") is no time."""
    parsed = draft.parsed
    if parsed.best("urgent") or parsed.best("behalf") or read_counts(parsed).people:
        return True
    if parsed.holds(parsed.small["wishing"]):
        return True
    said = draft.when(parsed.text)
    if said is None:
        return False
    feasts = {parsed.tokens[at].start: at for at in parsed.places("feast")}
    at = feasts.get(said[1])
    return at is None or not any(h.start <= at + 1 < h.end for h in parsed.best("kind"))


def first_word(parsed: Parsed, start: int, end: int) -> int:
    """The first token of a sentence that is neither a mark, nor politeness, nor the writer's name."""
    for at in range(start, end):
        if not parsed.tokens[at].mark and not parsed.polite(parsed.tokens[at].word):
            after = _introduced(parsed, at, end)
            return at if after in (at, end) else first_word(parsed, after, end)
    return start


def _introduced(parsed: Parsed, at: int, end: int) -> int:
    """The token after the writer's own name, where a sentence opens with it: "its Ann, ride monday"; else `at`."""
    names = parsed.families.get("name")
    named = max((h.end for h in names if h.start == at), default=at) if names else at
    if named == at or named + 2 >= end or not parsed.tokens[named + 1].mark:
        return at
    return named + 2


def is_list(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> bool:
    """Whether a sentence is little more than the things it names; what is asked for beside them ("no subo
    escaleras") does not count."""
    start = first_word(parsed, start, end)
    if kinds[0].start > start + 1 and _does(parsed, start):
        return False
    head = [t.word for t in parsed.tokens[start : min(end, start + 2)]]
    if parsed.is_a(head[0], "obtained") and any(parsed.is_a(head[-1], name) for name in ("mine", "definite")):
        return False  # "got my groceries", "got the food": they were had
    having = [h for h in parsed.families.get("intent", ()) if h.name == "have" and start <= h.start < end]
    if having and parsed.among("already", start, end):
        return False  # "we have water now": it is no longer wanted
    if parsed.is_a(head[0], "did"):
        return False  # "delivered 14 meals": it is told
    small = parsed.small
    clocks = small["half_day"] if any(t.word[0].isdecimal() for t in parsed.tokens[start:end]) else ()
    tokens = _without_conditions(parsed, start, told_of(parsed, start, end, kinds), kinds)
    words = [
        t
        for t in tokens
        if not (t.mark or parsed.polite(t.word) or parsed.is_a(t.word, "halt") or parsed.number(t.word) is not None)
    ]
    if len(words) > LIST_WORDS:
        return False
    if parsed.places("report") and any(parsed.is_a(t.word, "report") for t in words if t.word not in clocks):
        return False
    if parsed.places("be") and any(parsed.is_a(t.word, "be") for t in tokens if t.word not in clocks):
        return False
    covered = sum(k.end - k.start for k in kinds)
    commas = any(t.word in ",/;:&" for t in parsed.tokens[start:end] if t.mark)
    if any(c in parsed.text for c in "#@"):
        return False
    share = covered / max(1, len(words))
    if len({k.name for k in kinds}) == 1 and share < 0.5 and _active(parsed, tokens, kinds):
        return False
    if parsed.places("quantity") and any(parsed.is_a(t.word, "quantity") for t in words):
        return True
    first = first_word(parsed, start, end)
    if first + 1 < end and parsed.is_a(parsed.tokens[first].word, "joiner"):
        first += 1 + parsed.is_a(parsed.tokens[first + 1].word, "article")
    while first + 1 < end and parsed.is_a(parsed.tokens[first].word, "partitive"):
        first += 1
    if kinds[0].name == "ride" and parsed.tokens[first].word in small["list_one"]:
        first += 1  # "a ride to church sunday"
    if share < 0.5 and all(k.name == "rescue" for k in kinds):
        return False
    if kinds[0].start <= first and len(words) <= 2 * PLAIN_LIST:
        return True
    if all(k.name in ("general", "any") for k in kinds):
        return share >= 0.5 and len(words) <= 4
    return (
        share >= 0.5 or (len(words) <= PLAIN_LIST and share >= 0.3) or (commas and len(kinds) > 1 and share >= 0.2)
    )


def told_of(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> int:
    """Where what is told of the things begins, which is no part of the list: "a lamp and two chairs that were my
    aunt's", "tutoring for students whose schools were damaged"."""
    doing = kinds[0].start == start and parsed.tokens[start].word.endswith(tuple(parsed.small["doing_ends"]))
    for at in parsed.places("clause"):
        if kinds[0].end <= at < end and (doing or sum(k.end <= at for k in kinds) > 1):
            return at
    return end


def _does(parsed: Parsed, at: int) -> bool:
    """Whether "I" or "we" stands there and does something other than having: "I saw them handing out boxes"."""
    if not parsed.is_a(parsed.tokens[at].word, "i"):
        return False
    return not any(h.name == "have" and h.start <= at + 1 for h in parsed.families.get("intent", ()) if h.end > at)


def _without_conditions(parsed: Parsed, start: int, end: int, kinds: list[Hit]) -> list[Token]:
    """The words of a sentence but those of conditions and of why one asks ("im sick and cant go out") behind a mark
    or an "and", which name none of the things."""
    named = {at for k in kinds for at in range(k.start, k.end)}
    beside: set[int] = set()
    row = read_household(parsed)[1] or read_counts(parsed).self_span
    if row is not None:
        beside = {at for at in range(start, end) if row[0] <= parsed.tokens[at].start < row[1]}
    for hit in (*parsed.families.get("condition", ()), *parsed.families.get("why", ())):
        first = _own(parsed, hit.start, start)
        at = set(range(first, hit.end))
        before, opens = parsed.tokens[first - 1], parsed.is_a(parsed.tokens[first].word, "i")
        apart = before.mark or opens or parsed.is_a(before.word, "joiner")
        if start < first and not at & named and apart:
            beside |= at
    return [t for at, t in enumerate(parsed.tokens[start:end], start=start) if at not in beside]


def _own(parsed: Parsed, at: int, start: int) -> int:
    """The token from which a condition is told of the writer: the "i" of "i am in a wheelchair"."""
    if at - 2 >= start and parsed.is_a(parsed.tokens[at - 1].word, "be"):
        return at - 2 if parsed.is_a(parsed.tokens[at - 2].word, "i") else at
    return at


def _enumerated(parsed: Parsed, before: Token) -> bool:
    """Whether a word comes after one that goes on with a list: "filing or typing"."""
    return before.mark or before.word in parsed.small["or"] or parsed.is_a(before.word, "joiner")


def _active(parsed: Parsed, words: list[Token], kinds: list[Hit]) -> bool:
    """Whether words beside the thing named tell what somebody does: "ironing shirts", "I found socks"."""
    named = {t.start for k in kinds for t in parsed.tokens[k.start : k.end]}
    others = [t.word for t in words if not t.mark and t.start not in named]
    ends = tuple(parsed.small["doing_ends"])
    doing = any(
        t.word in others and t.word.endswith(ends) and len(t.word) > 5 and not _enumerated(parsed, before)
        for before, t in pairwise(words)
    )
    return doing or any(parsed.is_a(w, "i") or parsed.is_a(w, "refusal") for w in others)
