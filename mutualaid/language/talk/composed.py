"""Answers that no phrase of ours is: what they are made of, word by word.

A text in answer to a yes-or-no question, each word of which agrees, refuses, tells what hinders, doubts, or only
binds these, means what those words mean together. One word that does none of this, and it is left to a person.
"""

from __future__ import annotations

from mutualaid.domain.vocabulary import Answer
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit, longest

LONGEST = 12
"""Words of such a text at most."""

TELLING = ("agreeing", "declining", "doubting", "ability")
"""Classes of which a word, or else words that hinder, must stand in such a text."""

BESIDE = ("filler", "answering", "persons", "laugh", "negation", "regretting")
"""Classes of words that bind the others or add nothing."""


def composed(parsed: Parsed) -> Answer | None:
    """What the words of a text answer together, or None where they do not all tell, or tell against each other."""
    hinders = parsed.best("hinder")
    known = _known(parsed)
    within = {at for hit in (*hinders, *known) for at in range(hit.start, hit.end)}
    said = {name: [at for at in parsed.places(name) if at not in within] for name in TELLING}
    for hit in known:
        said["declining" if hit.name == "no" else "doubting"].append(hit.start)
    if not (hinders or any(said.values())) or len(parsed.words) > LONGEST:
        return None
    if parsed.places("bounding") or parsed.best("counter") or parsed.numbers or "?" in parsed.text:
        return None
    first = next(iter(parsed.core_words), "")
    if parsed.places("wh") or parsed.is_a(first, "others") or not _all_told(parsed, within):
        return None
    if hinders and not (said["declining"] or parsed.places("regretting")):
        # who needs a ride may have no car too
        hinders = [hit for hit in hinders if hit.name != "means"]
    denied = [at for at in parsed.places("negation") if at not in within]
    if said["declining"] or hinders:
        if said["agreeing"] or said["doubting"] or _says_yes(parsed):
            return None
        able = bool(said["declining"] and said["ability"])  # "unfortunately not available", but not "no plans"
        return None if denied and not able else Answer.NO
    if said["doubting"]:
        return Answer.UNSURE
    if denied:
        return Answer.NO if len(denied) == 1 and said["ability"] and not said["agreeing"] else None
    free = bool(parsed.places("free_to")) and first in parsed.small["of_self"]
    return Answer.YES if (said["agreeing"] or free) and not parsed.places("second") else None


def _says_yes(parsed: Parsed) -> bool:
    """Whether a yes stands anywhere: "i dont work that day so yes"."""
    leads = (h for h in parsed.families.get("lead", ()) if h.name == "yes")
    return any("yes" in parsed.whole([parsed.tokens[h.start].word]) for h in leads)


def _known(parsed: Parsed) -> list[Hit]:
    """Answers of two words and more that we know and that stand behind others: "for now its up in the air"."""
    leads = [h for h in longest(parsed.families.get("lead", ())) if h.end > h.start + 1]
    return [h for h in leads if h.name in ("no", "unsure") and h.start > 0]


def _all_told(parsed: Parsed, within: set[int]) -> bool:
    names = (*TELLING, *BESIDE)
    for at, token in enumerate(parsed.tokens):
        word = token.word
        if token.mark or at in within or parsed.polite(word) or any(parsed.is_a(word, name) for name in names):
            continue
        if not parsed.binds(word):
            return False
    return True
