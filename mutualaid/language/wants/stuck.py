"""Trouble that is only told and yet asks for help: what it is about, beside a sign that it is beyond its writer.

"Kitchen tap drips and the landlord ignores me", "la receta ya esta lista pero no puedo bajar", "m gen randevou
madi, m pa gen machin".
"""

from __future__ import annotations

from mutualaid.domain.vocabulary import Intent
from mutualaid.language.wants.sentences import Sentence
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

TOLD = 0.6
"""How sure such a need is: whatever else a text may be, an answer before all, comes first."""

HAD = 0.75
"""How sure an offer is at most that only says what somebody has."""

LONGEST = 45
"""Words of such a text at most: a longer one tells a story."""


LONG = 8
"""Letters from which the end of a word tells of a treatment or of who gives it."""


def stranded(parsed: Parsed) -> list[Hit]:
    """The ride that is told of and not named: where somebody has to be, beside no way to get there, or nobody to
    fetch them. It stands where the lack of a way is told."""
    stuck = parsed.best("stuck")
    ways = [hit for hit in stuck if hit.name in ("way", "fetched")] if stuck else []
    if not ways or any(hit.name == "ride" for hit in parsed.best("kind")):
        return []
    away = {*parsed.places("errand"), *parsed.places("dest")}
    bound = any(hit.name == "fetched" for hit in ways) or bool(parsed.best("due"))
    bound = bound or any(at not in range(ways[0].start, ways[0].end) for at in away)
    endings = tuple(parsed.small["treatment_endings"])
    bound = bound or any(len(w) >= LONG and w.endswith(endings) for w in parsed.words)
    return [Hit("kind.ride", ways[0].start, ways[0].end)] if bound else []


def asks(parsed: Parsed, parts: list[Sentence], intent: Intent, sure: float) -> bool:
    """Whether a text read as `intent` tells of trouble of somebody who cannot help themselves."""
    signs = parsed.best("stuck") or _troubles(parsed, parts)
    if not signs or len(parsed.words) > LONGEST or (intent is not Intent.QUESTION and _asked(parts)):
        return False
    things = [k for p in parts for k in p.kinds if k.name not in ("general", "any")]
    if not things or parsed.best("thanks") or parsed.best("covered"):
        return False
    if any(not any(s.start <= at < s.end for s in signs) for at in parsed.places("bygone")):
        return False  # "quit last night" is trouble that goes on
    if intent is Intent.OFFER:
        had = [h for h in parsed.best("intent") if h.name in ("have", "offer", "gives")]
        only_had = sure <= HAD and all(h.name == "have" for h in had)
        return only_had and (not had or any(had[0].start < s.start for s in signs))
    if intent is Intent.QUESTION:  # "con quien dejo al bebe"
        asking = [h for h in parsed.best("intent") if h.name == "question"]
        return bool(asking) and all(any(s.start <= h.start < s.end for s in signs) for h in asking)
    return intent is Intent.OTHER


BESIDE = 6
"""Words between a thing and a word of trouble at most."""


def _troubles(parsed: Parsed, parts: list[Sentence]) -> list[Hit]:
    """The words of trouble beside what is named, in a text that speaks of its writer or their own and to nobody:
    "our car payment is 2 months late"."""
    troubles = parsed.places("trouble")
    if not troubles or parsed.places("second") or not any(parsed.places(name) for name in OWN):
        return []
    named = [(p, k) for p in parts for k in p.kinds]
    near = (
        at
        for at in troubles
        if not _likens(parsed, at + 1)
        and any(p.start <= at < p.end and k.start - BESIDE <= at <= k.end + BESIDE for p, k in named)
    )
    return [Hit("stuck.yes", at, at + 1) for at in near]


def _likens(parsed: Parsed, at: int) -> bool:
    """Whether a word there only compares: "smells like a candle store"."""
    return at < len(parsed.tokens) and parsed.is_a(parsed.tokens[at].word, "likening")


OWN = ("i", "ours", "mine", "receiver")
"""Words by which somebody speaks of themselves."""


def _asked(parts: list[Sentence]) -> bool:
    return any(p.label == "question" for p in parts)
