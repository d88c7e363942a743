"""Which kinds a text is about, once it is known what it wants."""

from __future__ import annotations

from mutualaid.language.intents import GOODS, Sentence
from mutualaid.language.parsing import Parsed
from mutualaid.language.trie import Hit

CARRIED = GOODS - {"medicine"}
"""Goods that are only the object of "hand out", "sort" or "deliver" in an offer."""

GOALS = frozenset(
    {
        "medicine",
        "care",
        "shelter",
        "advice",
        "childcare",
        "pets",
        "food",
        "supplies",
        "delivery",
        "rescue",
        "money",
        "company",
    }
)
"""Kinds a ride may lead to ("a ride to the pharmacy") without being about them."""


def kind_hits(parsed: Parsed) -> list[Hit]:
    """The kinds named, without those that only name a condition ("a van with a wheelchair lift")."""
    hits = parsed.best("kind")
    conditions = [*parsed.families.get("condition", []), *parsed.best("way")]
    hits = [h for h in hits if not _named(parsed, h)]
    kept = [h for h in hits if not any(c.start <= h.start and h.end <= c.end for c in conditions)]
    return kept or [h for h in hits if h.name != "medicine" or not any(_within(h, c) for c in conditions)]


def _within(hit: Hit, other: Hit) -> bool:
    """Whether the words are only part of the other's: "walker" in "I use a walker"."""
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _named(parsed: Parsed, hit: Hit) -> bool:
    """Whether a word of a kind is somebody's name: "Mrs Walker", "this is Walker", "soy Luz"."""
    if hit.end - hit.start > 1 or hit.start == 0 or hit.name in ("none", "any"):
        return False
    word = parsed.tokens[hit.start].raw
    if not any(word in x.names for x in parsed.lexicons):
        return False
    before = parsed.tokens[hit.start - 1]
    return parsed.is_a(before.word, "title") or any(h.end == hit.start for h in parsed.families.get("name", ()))


def of_text(parsed: Parsed, parts: list[Sentence]) -> list[Hit]:
    """The hits that say what the text is about, in its order."""
    labelled = [p for p in parts if p.label]
    wanted = [p for p in labelled if p.label in ("need", "offer", "both")] or labelled or parts
    if any(p.label in ("need", "offer", "both") for p in parts):
        wanted = [p for p in parts if p.label in ("need", "offer", "both", "list") or (not p.label and p.kinds)]
        thanks = parsed.best("thanks")
        wanted = [p for p in wanted if p.label or not any(p.start <= t.start < p.end for t in thanks)]
    out: list[Hit] = []
    for part in wanted:
        hits = list(part.kinds)
        if part.label in ("offer", "list", ""):
            hits = _without_carried(parsed, hits)
        out += hits
    return _without_goals(parsed, out)


def names(hits: list[Hit], allowed: frozenset[str], offering: bool) -> tuple[str, ...]:
    """Kind names in the order of the text. Plain "help" counts only where nothing better is named."""
    found = list(dict.fromkeys(h.name for h in hits))
    rest = [n for n in found if n not in ("general", "any")]
    if not rest:
        rest = ["general"] if found else []
    elif offering and "any" in found:
        rest.append("general")
    return tuple(n for n in rest if n in allowed)


def _without_carried(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    out: list[Hit] = []
    carrying = False
    for hit in hits:
        if parsed.is_a(parsed.tokens[hit.start].word, "handing") and hit.name in ("delivery", "advice"):
            carrying = True
        elif hit.name not in CARRIED:
            carrying = False
        elif carrying:
            continue
        out.append(hit)
    return out


def _without_goals(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    if not any(h.name == "ride" for h in hits):
        return hits
    if any(h.name == "delivery" for h in hits):
        hits = [h for h in hits if h.name != "ride" or not _is_car(parsed, h)]
    return [h for h in hits if h.name not in GOALS or not _is_goal(parsed, h)]


def _is_goal(parsed: Parsed, hit: Hit) -> bool:
    for back in range(1, 5):
        at = hit.start - back
        if back == 1 and parsed.is_a(parsed.tokens[hit.start].word, "give"):
            return False
        if at < 0 or parsed.tokens[at].mark:
            return False
        word = parsed.tokens[at].word
        if parsed.is_a(word, "to"):
            return True
        if parsed.is_a(word, "joiner"):
            return False
    return False


def _is_car(parsed: Parsed, hit: Hit) -> bool:
    """ "I have a car" next to "deliver" is the means, not an offer of rides."""
    return any(
        m.name == "car" and m.start <= hit.start and hit.end <= m.end for m in parsed.families.get("means", ())
    )
