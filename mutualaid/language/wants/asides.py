"""What a text names only by the way: why, how or until when something else is wanted."""

from __future__ import annotations

from collections.abc import Callable

from mutualaid.language.places.errands import is_goal
from mutualaid.language.wants.having import GOODS
from mutualaid.language.wants.lists import first_word
from mutualaid.language.wants.sentences import Sentence, real
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit


def foreground(parsed: Parsed, parts: list[Sentence], hits: list[Hit]) -> list[Hit]:
    """The hits without those that only tell why or how, as long as another kind is left: "boiler broke ... till my
    check comes", "a generator for my dad's oxygen machine", "my car died, need a ride"."""
    if len(hits) < 2 or parsed.best("covered"):
        return hits
    signs = [h for h in parsed.best("intent") if h.name in ASKING]
    named = {h.name for h in hits}
    for aside, of, called_for in ASIDES:
        if (of and of.isdisjoint(named)) or (called_for and not parsed.has(called_for)):
            continue
        left = [h for h in hits if not aside(parsed, parts, signs, h, hits)]
        if real(left):
            hits = left
    return hits


ASKING = ("need", "ask", "gives")


def lacking(parsed: Parsed) -> list[Hit]:
    return [h for h in parsed.best("intent") if h.name == "lack"]


def _missed(parsed: Parsed, hit: Hit) -> bool:
    """Whether a thing is one that somebody lacks ("no food", "out of diapers") or refuses ("not food")."""
    if parsed.among("refusal", max(0, hit.start - 3), hit.start):
        return True
    lacks = lacking(parsed)
    wanted = [h for h in parsed.best("intent") if h.name == "need"]
    short = any(h.start == hit.end == h.end - 1 for h in wanted)  # "water shortage"
    near = short or any(h.start <= hit.start <= h.end + 3 or hit.end == h.start for h in lacks)
    return hit.name in LACKED and (near or parsed.is_a(parsed.tokens[hit.start - 1].word, "negation"))


LACKED = GOODS | {"shelter"}


def _worked_on(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is only what work is done on: "move my couch", "put together a crib", "fix my washer", "move a
    sofa and a desk", "the stove quit, who fixes them"."""
    if hit.name not in WORKED_ON:
        return False
    if any(s.start == hit.end for s in lacking(parsed)) and any(h.name == "repair" for h in hits):
        return True
    for at in range(hit.start - 1, max(-1, hit.start - 4), -1):
        last = parsed.tokens[at - 1].word
        moved = parsed.is_a(last, "furniture") and any(h.name == "repair" and h.end == at for h in hits)
        if parsed.tokens[at].mark or parsed.is_a(parsed.tokens[at].word, "joiner"):
            return moved
        if any(h.name == "repair" and h.end == at + 1 for h in hits):
            return True
    return False


WORKED_ON = frozenset({"supplies", "bedding", "power"})


def _errand(parsed: Parsed, _parts: list[Sentence], signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is only where somebody has to be, who needs something else for it: "watch my kid while im at
    the doctor", "que me traduzca con el doctor"."""
    if hit.name != "care" or not any(h.name in BESIDE for h in hits):
        return False
    asked = any(s.end <= hit.start <= s.end + 1 for s in signs)
    return is_goal(parsed, hit.start, hit.end, 0) and not asked


BESIDE = frozenset({"ride", "translation", "childcare", "pets"})
"""Kinds that are needed because of an appointment."""


def _seat(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is only the room beside a driver: "driving to the airport sunday early, room for 2"."""
    if hit.name != "shelter" or hit.end == len(parsed.tokens):
        return False
    many = parsed.tokens[hit.end].word
    seats = parsed.number(many) is not None or parsed.is_a(many, "any")
    return seats and any(h.name == "ride" and h.end <= hit.start for h in hits)


def _blamed(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether advice is heard only in who says what else is wanted ("the landlord says we owe rent"), or in an
    office named by the way ("i get my medicaid card next week")."""
    if hit.name != "advice":
        return False
    said = [t.word for t in parsed.tokens[hit.start : hit.end]]
    if parsed.is_a(said[0], "blamed") and len(said) > 1:
        return parsed.is_a(said[1], "quotes")
    return parsed.is_a(said[-1], "office") and len(said) <= OFFICE


OFFICE = 2
"""Words of the name of an office: "social security"."""


def _owed(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a landlord is only whom the rent is owed to: "el casero quiere 900 o nos echa"."""
    owed = hit.end == hit.start + 1 and parsed.is_a(parsed.tokens[hit.start].word, "blamed")
    return owed and any(h.name == "money" for h in hits)


def _bored(parsed: Parsed, parts: list[Sentence], _signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit is only why somebody offers to help: "retired plumber, bored, put me to work"."""
    offered = any(p.label == "offer" and p.start <= hit.start < p.end for p in parts)
    return offered and parsed.among("bored", hit.start, hit.end)


def _fetched_home(parsed: Parsed, _parts: list[Sentence], signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is what somebody got and has no way to bring home: "they gave me a couch but i have no truck to
    bring it"."""
    if hit.name not in WORKED_ON or not parsed.among("furniture", hit.start, hit.end):
        return False
    if any(s.end <= hit.start and s.name == "need" for s in signs):
        return False
    brought = [h for h in hits if h.name == "delivery" and h.start >= hit.end]
    return any(s.start < h.end and h.start < s.end for h in brought for s in parsed.best("stuck"))


def _reached(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether care is only where somebody has to be who has no way to get there: "i dont drive anymore and my heart
    doctor is at 9"."""
    ways = [h for h in parsed.best("stuck") if h.name == "way"]
    rides = [h for h in hits if h.name == "ride"]
    there = any(parsed.among(name, hit.start, hit.end) for name in ("errand", "dest"))
    return there and any(w.start < r.end and r.start < w.end for w in ways for r in rides)


def _ridden(parsed: Parsed, parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a bicycle is only how somebody gets around who brings things: "i have a bicycle and can deliver"."""
    means = (m for m in parsed.families.get("means", ()) if m.name == "bike")
    rides = any(m.start <= hit.start and hit.end <= m.end for m in means)
    offered = rides and any(p.label == "offer" and p.start <= hit.start < p.end for p in parts)
    return offered and any(h.name == "delivery" for h in hits)


def _brought(parsed: Parsed, parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit only says how what is given arrives: "2 trays of lasagna. i can drop them off"."""
    if hit.name != "delivery" or not any(p.label == "offer" and p.start <= hit.start < p.end for p in parts):
        return False
    if _made(parsed, hit, parts):
        return False
    said = parsed.tokens[hit.start : hit.end + 1]
    it = any(parsed.is_a(t.word, "definite") and not parsed.is_a(t.word, "article") for t in said)
    return it and any(h.name in GOODS and h.end <= hit.start for h in hits)


def _made(parsed: Parsed, hit: Hit, parts: list[Sentence]) -> bool:
    """Whether the same sentence makes first what is then brought: "can prepare meals and transport them"."""
    start = next(p.start for p in parts if p.start <= hit.start < p.end)
    return parsed.among("making", start, hit.start)


def _former(parsed: Parsed, parts: list[Sentence], _signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit in an offer is only what somebody was: "i was a social worker, can help with forms"."""
    if not any(p.label == "offer" and p.start <= hit.start < p.end for p in parts):
        return False
    before = parsed.tokens[max(0, hit.start - FORMER) : hit.start]
    return any(parsed.is_a(t.word, "former") for t in before) and not any(t.mark for t in before)


FORMER = 3
"""Words before a trade within which it is told as past."""


def _chilly(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is only the cold that blankets or coats are wanted for, or a heater mended."""
    cold = parsed.among("chilly", hit.start, hit.end)
    return hit.name == "power" and cold and any(h.name in ("bedding", "clothing", "repair") for h in hits)


def _moved(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is only what a truck is to bring: "a truck to bring home a sofa"."""
    if hit.name not in WORKED_ON:
        return False
    carried = parsed.among("moves", max(0, hit.start - 4), hit.start)
    return carried and any(h.end < hit.start and _vehicle(parsed, h) for h in hits)


def _vehicle(parsed: Parsed, hit: Hit) -> bool:
    return hit.name in ("delivery", "ride") and parsed.is_a(parsed.tokens[hit.end - 1].word, "vehicle")


def _in_clause(parsed: Parsed, _parts: list[Sentence], signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit stands in a clause of time or reason: "till my stamps come", "while I am at the doctor"."""
    if _missed(parsed, hit):
        return False
    for at in range(hit.start - 1, 0, -1):
        token = parsed.tokens[at]
        if token.mark or any(s.start <= at < s.end for s in signs):
            return False
        if parsed.is_a(token.word, "until") and at + 1 == hit.start and hit.name == "money":
            return True  # "til payday"
        if parsed.is_a(token.word, "until") and at + 1 < hit.start:
            return any(parsed.is_a(parsed.tokens[at + 1].word, name) for name in ("i", "my", "subject"))
    return False


def _purpose(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit only says what another thing is for: "cash for the laundromat"."""
    at, purpose = hit.start - 1, parsed.small["for_purpose"]
    while at > 0 and at > hit.start - 4 and not parsed.tokens[at].mark and parsed.tokens[at].word not in purpose:
        at -= 1
    if at < 1 or parsed.tokens[at].word not in purpose or hit.name == "pets":
        return False
    if not parsed.is_a(parsed.tokens[at + 1].word, "my"):
        return False
    return any(at - 1 <= h.end <= at and h.name != hit.name for h in real(hits))


def _told_before(parsed: Parsed, parts: list[Sentence], signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit is told before a need that has its own things: "I bought a washer and need a truck"."""
    part = next((p for p in parts if p.start <= hit.start < p.end), None)
    if part is None or part.label != "need" or _missed(parsed, hit):
        return False
    sign = next((s for s in signs if hit.end <= s.start < part.end and s.name != "gives"), None)
    if sign is None or any(part.start <= s.start < hit.end for s in signs):
        return False
    between = [t.word for t in parsed.tokens[hit.end : sign.start]]
    if hit.start == first_word(parsed, part.start, part.end) and between and _goes_on(parsed, between):
        return False
    if hit.name == "pets" and sign.start == hit.end:  # "my dog needs a ride": who comes along
        return False
    after = any(h.start >= sign.start and h.start < part.end and h.name != hit.name for h in real(hits))
    owned = parsed.is_a(parsed.tokens[hit.start - 1].word, "mine")
    if hit.name not in LACKED and any(hit.end <= h.start < sign.start for h in lacking(parsed)):
        return after
    return after and (owned or any(_tells(parsed, t.word) for t in parsed.tokens[part.start : sign.start]))


def _told_apart(parsed: Parsed, parts: list[Sentence], signs: list[Hit], hit: Hit, hits: list[Hit]) -> bool:
    """Whether a hit stands in a sentence that neither asks nor gives nor lists, beside one that asks."""
    part = next((p for p in parts if p.start <= hit.start < p.end), None)
    if part is None or part.label or _missed(parsed, hit):
        return False
    asked = [h for h in parsed.best("intent") if h.name == "question"]
    return any(
        p.label == "need"
        and any(p.start <= s.start < p.end for s in (*signs, *asked))
        and any(p.start <= h.start < p.end for h in real(hits))
        for p in parts
    )


def _reason(parsed: Parsed, _parts: list[Sentence], signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit is only why something else is asked: "I have a fever, who can go ...", "I am on crutches"."""
    reasons = (*(parsed.best("ill") if hit.name == "care" else ()), *parsed.best("why"))
    told = any(i.start <= hit.start < i.end for i in reasons)
    return told and not any(s.start <= hit.start <= s.end for s in signs)


def _of_receivers(parsed: Parsed, parts: list[Sentence], _signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit in an offer is only what those lack whom it is for: "soup for a building without heat"."""
    part = next((p for p in parts if p.start <= hit.start < p.end), None)
    if part is None or part.label != "offer" or hit.name not in LOST:
        return False
    for at in range(hit.start, max(part.start + 1, hit.start - BEREFT) - 1, -1):
        if at < hit.start and (parsed.tokens[at].mark or parsed.is_a(parsed.tokens[at].word, "i")):
            return False
        if parsed.is_a(parsed.tokens[at].word, "bereft"):
            whose = [t.word for t in parsed.tokens[max(part.start, at - 2) : at]]
            return any(parsed.is_a(w, n) for w in whose for n in ("persons", "clause", "third", "housed"))
    return False


LOST = frozenset({"power", "shelter", "money", "ride"})
"""Kinds that others lack without being given just that."""

BEREFT = 3
"""Words from what others lack back to the word of lacking."""


def _expecting(parsed: Parsed, _parts: list[Sentence], _signs: list[Hit], hit: Hit, _hits: list[Hit]) -> bool:
    """Whether a hit only says in what state somebody is: "a room for me and my pregnant wife"."""
    after = parsed.tokens[hit.end].word if hit.end < len(parsed.tokens) else ""
    said = parsed.is_a(parsed.tokens[hit.end - 1].word, "expecting")
    said = said and parsed.among("to_whom", max(0, hit.start - BEREFT - 1), hit.start)
    return said and any(parsed.is_a(after, name) for name in ("persons", "grown", "third"))


def _goes_on(parsed: Parsed, between: list[str]) -> bool:
    """Whether words only lead from one thing asked for to the next: "rent help and also i need a coat"."""
    joined = any(parsed.is_a(w, "joiner") for w in between)
    return joined and all(parsed.is_a(w, "joiner") or parsed.is_a(w, "i") or w in ",&" for w in between)


def _tells(parsed: Parsed, word: str) -> bool:
    return any(parsed.is_a(word, name) for name in ("report", "be"))


_Aside = Callable[[Parsed, list[Sentence], list[Hit], Hit, list[Hit]], bool]

ASIDES: tuple[tuple[_Aside, frozenset[str], str], ...] = (
    (_errand, frozenset({"care"}), "errand"),
    (_seat, frozenset({"shelter"}), ""),
    (_blamed, frozenset({"advice"}), ""),
    (_owed, frozenset({"advice"}), "blamed"),
    (_bored, frozenset({"company"}), "bored"),
    (_fetched_home, WORKED_ON, "furniture"),
    (_reached, frozenset({"care"}), ""),
    (_ridden, frozenset({"supplies"}), ""),
    (_brought, frozenset({"delivery"}), "definite"),
    (_former, frozenset(), "former"),
    (_chilly, frozenset({"power"}), "chilly"),
    (_worked_on, WORKED_ON, ""),
    (_moved, WORKED_ON, "moves"),
    (_in_clause, frozenset(), "until"),
    (_purpose, frozenset(), "my"),
    (_told_before, frozenset(), ""),
    (_told_apart, frozenset(), ""),
    (_reason, frozenset(), ""),
    (_of_receivers, LOST, "bereft"),
    (_expecting, frozenset(), "expecting"),
)
"""What is asked of each hit in turn; of which kinds alone, and in what texts alone: with a word of a class."""
