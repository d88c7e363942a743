"""What stands beside words that call a visit off: "dont come hungry", "i wont be home but my sister will"."""

from __future__ import annotations

from collections.abc import Iterable

from mutualaid.language.draft import Draft
from mutualaid.language.places.spots import without
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import fold
from mutualaid.language.words.trie import Hit

Span = tuple[int, int]

ENDS = frozenset({"off", "cannot", "covered", "quits"})
"""Families of phrases that call off."""

WHY = ("ill", "symptom", "uneasy", "mourning", "late", "busy")
"""Families of phrases that only tell why."""

LITTLE = ("i", "joiner", "but", "because", "ends_then")
"""Classes of words that may stand beside them and say nothing more."""

STARTS = (*LITTLE, "my", "article", "fam", "transit", "trouble", "job")
"""Classes of words that begin something else than what the verb before them goes on with."""


def read(draft: Draft) -> dict[str, Span]:
    """The marks of a text that calls a visit off: "goes_on" where the verb goes on with a word of its own ("come
    hungry", "go to costco") or a "but" brings more, "says_more" where anything is said besides a reason, a name, a
    time or an apology."""
    parsed = draft.parsed
    if ENDS.isdisjoint(parsed.families):
        return {}
    ends = [h for name in ENDS for h in _every(parsed, name)]
    said = [*ends, *(h for name in WHY for h in parsed.best(name))]
    others, times = frozenset(map(fold, draft.context.others)), _times(draft, ends)
    rest = [at for at in _rest(parsed, said, times) if parsed.tokens[at].word not in others]
    refusing = (h for h in _every(parsed, "cannot") if _refuses(parsed, h))  # "my car broke" has no such verb
    behind = {h.end for h in (*_every(parsed, "off"), *refusing)}
    goes_on = [at for at in rest if at in behind and _belongs(parsed, at, others)]
    told = {h.start for name in WHY for h in parsed.best(name)}
    more = [at for at in rest if not (_why(parsed, at) or _is(parsed, at, LITTLE) or _leads_to(parsed, at, told))]
    more = [at for at in more if not _calls_them(parsed, at, others)]
    against = next((at for at in parsed.places("but") if any(h.end <= at for h in ends)), len(parsed.tokens))
    found = [h for h in said if not (h.start > against and h in parsed.best("covered"))]  # "but my son drives me"
    goes_on += [at for at in _rest(parsed, found, times) if at > against and not _is(parsed, at, LITTLE)]
    marks = {"goes_on": goes_on, "says_more": more}
    return {name: parsed.span(found[0], found[0] + 1) for name, found in marks.items() if found}


def _times(draft: Draft, ends: list[Hit]) -> list[Span]:
    """Where the times of a text stand: those that it names, and the one that is refused."""
    parsed = draft.parsed
    named = [draft.spans[name] for name in ("when", "repeat") if name in draft.spans]
    refused = draft.when(without(parsed.text, [parsed.span(h.start, h.end) for h in ends]))
    return [*named, refused[1:]] if refused is not None else named


def _rest(parsed: Parsed, said: list[Hit], times: list[Span]) -> list[int]:
    """The words that stand in none of these, and are not said out of politeness."""
    within = {at for h in said for at in range(h.start, h.end)}
    words = (at for at, t in enumerate(parsed.tokens) if not t.mark and at not in within)
    words = (at for at in words if not parsed.polite(parsed.tokens[at].word))
    return [at for at in words if not any(a <= parsed.tokens[at].start < b for a, b in times)]


def _is(parsed: Parsed, at: int, classes: Iterable[str]) -> bool:
    return any(parsed.is_a(parsed.tokens[at].word, name) for name in classes)


def _every(parsed: Parsed, name: str) -> list[Hit]:
    """The hits of a family, and what stands in them partly: "perdon no puedo" of "perdon no puedo ir"."""
    best = parsed.best(name)
    others = (h for h in parsed.families.get(name, ()) if h.name != "none" and h not in best)
    return [*best, *(h for h in others if any(b.start < h.end and h.start < b.end for b in best))]


def _refuses(parsed: Parsed, hit: Hit) -> bool:
    return any(parsed.among(name, hit.start, hit.end) for name in ("refusal", "negation"))


def _belongs(parsed: Parsed, at: int, others: frozenset[str]) -> bool:
    """Whether the word right behind a verb belongs to it, and leads to nobody of the visit: "to costco", not "to
    you"."""
    whom = at + 1
    if not _is(parsed, at, ["ends_to"]) or whom == len(parsed.tokens):
        return not _is(parsed, at, STARTS)
    if parsed.tokens[whom].mark:
        return False  # "i wont be able to. god bless"
    theirs = parsed.tokens[whom].word in others or whom in parsed.places("second")
    return not (theirs or _is(parsed, whom, ["ends_whom"]))


def _leads_to(parsed: Parsed, at: int, told: set[int]) -> bool:
    """Whether a word only leads to one that tells why: "in the hospital"."""
    while at < len(parsed.tokens) and at not in told and _is(parsed, at, ("leads", "article")):
        at += 1
    return at in told


def _calls_them(parsed: Parsed, at: int, others: frozenset[str]) -> bool:
    """Whether a word belongs to the name before it, by which somebody is called: "ana sweetie, ..."."""
    alone = at + 1 < len(parsed.tokens) and parsed.tokens[at + 1].mark
    return alone and at > 0 and parsed.tokens[at - 1].word in others


def _why(parsed: Parsed, at: int) -> bool:
    """Whether a "because" stands before a word in its sentence."""
    start = next((s for s, e in parsed.sentences if s <= at < e), 0)
    return parsed.among("because", start, at + 1)
