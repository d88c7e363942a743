"""What somebody has, or is without: words of having and of lack, beside the things that are named."""

from __future__ import annotations

from mutualaid.language.wants import meant, telling
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

GOODS = frozenset({"food", "water", "supplies", "medicine", "clothing", "bedding", "power"})
HAD = GOODS | {"shelter", "repair", "pets", "ride", "delivery", "money", "general", "any", "advice"}
"""What having it means offering it."""

DENIED = GOODS | {"shelter", "ride", "money", "childcare", "general", "care"}
"""What is lacked where a word of absence stands straight before it."""


def lacks(parsed: Parsed, hit: Hit, kinds: list[Hit]) -> bool:
    """A lack counts with a kind in it or near it; "out of" and "have no" only with one after them. What a store has
    none of is no lack of the writer's."""
    if _of_a_store(parsed, hit.start):
        return False
    back = 0 if parsed.is_a(parsed.tokens[hit.end - 1].word, "opens") else 4
    return any(k.start < hit.end + 5 and k.end > hit.start - back for k in kinds) or (
        hit.end - hit.start == 1 and not kinds
    )


def missing(parsed: Parsed, start: int, kinds: list[Hit]) -> list[Hit]:
    """ "no water", "sin luz": a kind straight after a word of absence, or, as "no doctor", with it in its name."""
    absent = parsed.places("negation")
    return [
        Hit("intent.lack", at, k.end)
        for k in (kinds if absent else ())
        for at in ((k.start,) if k.name == "care" and k.start in absent else (k.start - 1,))
        if at >= start and at in absent and not _of_a_store(parsed, at) and k.name in DENIED
        and not telling.reported(parsed, Hit("intent.lack", at, k.end), start)
    ]


def has(parsed: Parsed, hit: Hit, kinds: list[Hit], lacks: list[Hit], first: int) -> bool:
    """Whether things follow that are not denied ("I have almost no food", "I have nothing to eat")."""
    if hit.start and parsed.is_a(parsed.tokens[hit.start - 1].word, "second"):
        return False  # "you have a lovely house"
    if hit.end - hit.start == 1 and hit.start > first and not parsed.is_a(parsed.tokens[hit.start].word, "owns"):
        return False
    if any(hit.start <= lack.start <= hit.end + 1 for lack in lacks) or meant.burdened(parsed, hit, kinds):
        return False
    if _by_now(parsed, hit, kinds) or telling.in_need(parsed, hit) or _to_be_done(parsed, hit, kinds):
        return False
    return any(
        k.name in HAD
        and hit.start <= k.start
        and not parsed.is_a(parsed.tokens[k.start - 1].word, "negation")
        and not (k.end == k.start + 1 and parsed.is_a(parsed.tokens[k.start].word, "aside"))
        for k in kinds
    )


def _by_now(parsed: Parsed, hit: Hit, kinds: list[Hit]) -> bool:
    """Whether somebody tells that they have by now what they lacked: "ya tenemos agua", "we have water now"."""
    last = max((k.end for k in kinds if k.start >= hit.start), default=hit.end)
    return parsed.among("already", max(0, hit.start - 2), last + 1)


def _to_be_done(parsed: Parsed, hit: Hit, kinds: list[Hit]) -> bool:
    """Whether something is to be done with what somebody has ("i have a couch that needs moving"), or they do not
    know what ("i have a letter that i do not understand")."""
    first = next((k for k in kinds if k.start >= hit.start), None)
    if first is None:
        return False
    ends = next(b for a, b in parsed.sentences if a <= hit.start < b)
    signs = [h for h in parsed.best("intent") if hit.end <= h.start < ends]
    if first.name == "advice" and any(h.name == "lack" for h in signs):
        return True
    return any(h.name == "need" and first.end <= h.start <= first.end + 1 for h in signs)


def _of_a_store(parsed: Parsed, at: int) -> bool:
    return any(t.word in parsed.small["stores"] for t in parsed.tokens[max(0, at - 3) : at])
