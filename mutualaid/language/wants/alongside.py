"""What a sentence wants in the light of the others of its text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from mutualaid.language.wants import meant
from mutualaid.language.wants.lists import first_word
from mutualaid.language.wants.sentences import Sentence, real, within
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit


def with_its_offer(parsed: Parsed, parts: list[Sentence]) -> list[Sentence]:
    """The sentences, a bare list as an offer where the next one names nothing and offers it: "love dogs. can walk
    yours"; and so what is only told of, where that says "it": "there is a walker. i would like it to go to ...".
    """
    out = list(parts)
    for at, (part, after) in enumerate(pairwise(parts)):
        if part.label not in ("list", "") or not part.kinds or after.kinds or after.label:
            continue
        signs = within(parsed.best("intent"), after.start, after.end)
        first = first_word(parsed, after.start, after.end)
        offers = [h for h in signs if h.name == "offer"]
        said = [t.word for h in offers for t in parsed.tokens[h.start : h.end]]
        of_it = any(parsed.is_a(word, "definite") for word in said)
        if any(h.start == first for h in offers) if part.label else of_it:
            out[at] = replace(part, label="offer", sure=0.7)
    return _offered_with(parsed, _hailed(parsed, out))


def _hailed(parsed: Parsed, parts: list[Sentence]) -> list[Sentence]:
    """The sentences, a bare "need food?" as an offer where the next one tells how to come by it: "need food? call
    me", "need blankets? we have some"."""
    out = list(parts)
    for at, (part, after) in enumerate(pairwise(parts)):
        if part.label != "need" or not any(t.word == "?" for t in parsed.tokens[part.start : part.end]):
            continue
        if not parsed.is_a(parsed.tokens[first_word(parsed, part.start, part.end)].word, "needing"):
            continue
        first = parsed.tokens[first_word(parsed, after.start, after.end)].word
        if after.label == "offer" or (not real(after.kinds) and parsed.is_a(first, "hails")):
            out[at] = replace(part, label="offer", sure=0.7)
    return out


def _offered_with(parsed: Parsed, parts: list[Sentence]) -> list[Sentence]:
    """The sentences, fragments as an offer where another one offers and names nothing, and none does anything else:
    "large suv, two adults. we can bring what you need"."""
    if any(p.label not in ("", "list") for p in parts) or len(parts) < 2:
        return parts
    for part in parts:
        signs = [h for h in within(parsed.best("intent"), part.start, part.end) if h.name in ("offer", "gives")]
        first = first_word(parsed, part.start, part.end)
        own = any(parsed.is_a(parsed.tokens[first].word, name) for name in ("i", "modal"))
        if part.label or real(part.kinds) or not own or not any(h.start == first for h in signs):
            continue
        return [replace(p, label="offer", sure=0.7) if _fragment(parsed, p) else p for p in parts]
    return parts


def _fragment(parsed: Parsed, part: Sentence) -> bool:
    """Whether a sentence names things and tells nothing of anybody."""
    told = any(parsed.among(name, part.start, part.end) for name in ("i", "be", "report"))
    things = real(part.kinds)
    return bool(things) and things[0].start <= first_word(parsed, part.start, part.end) + 1 and not told


def recommended(parsed: Parsed, parts: list[Sentence]) -> list[Sentence]:
    """The sentences, those that only recommend someone who looks for paid work without their offer."""
    jobs = parsed.places("employ")
    if not jobs or not any(p.start <= i < p.end for i in jobs for p in parts if p.label in ("need", "question")):
        return parts
    out = []
    for part in parts:
        signs = [h for h in within(parsed.best("intent"), part.start, part.end) if h.name in ("offer", "have")]
        seeking = part.label == "offer" and any(meant.seeks_work(parsed, _needs_of(parsed, p)) for p in parts)
        seeking = seeking or (part.label == "offer" and _lacks_work(parsed, part, parts))
        told = part.label == "offer" and (seeking or all(meant.describes(parsed, h) for h in signs))
        out.append(replace(part, label="", sure=0.3) if told else part)
    return out


def _lacks_work(parsed: Parsed, offer: Sentence, parts: list[Sentence]) -> bool:
    """Whether somebody without work says that they can work: "we have no work. we are available to work"."""
    if not parsed.among("employ", offer.start, offer.end):
        return False
    return any(p.label == "need" and parsed.among("employ", p.start, p.end) for p in parts)


def _needs_of(parsed: Parsed, part: Sentence) -> list[Hit]:
    """The words of need of a sentence that needs; none of one that does not."""
    if part.label != "need":
        return []
    signs = within(parsed.best("intent"), part.start, part.end)
    return [h for h in signs if h.name == "need"]
