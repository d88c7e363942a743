"""What an answer puts in place of what was asked, other than a time: a place, how many, a part of it."""

from __future__ import annotations

from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Intent
from mutualaid.language.draft import Draft
from mutualaid.language.replies import proposals
from mutualaid.language.wants.kinds import kind_hits
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import Token
from mutualaid.language.words.trie import longest

LONGEST_ROOM = 9
"""Words of a text at most that only says how many can be taken."""

LONGEST_PLACE = 12
"""Words of a text at most that puts one place in place of another."""


def elsewhere(reading: Reading, draft: Draft) -> bool:
    """Whether a text wishes for another place, and nothing else: "can she meet me at the library instead"."""
    parsed = draft.parsed
    asks = bool(parsed.core_words) and parsed.is_a(parsed.core_words[0], "may_ask")
    asks = asks and parsed.holds(parsed.small["proposes_meeting"])
    other = parsed.places("instead") or asks  # "can we meet at the library"
    brief = len(parsed.words) <= LONGEST_PLACE and bool(other)
    return brief and reading.place is not None and not (reading.kinds or reading.complaint or reading.cannot)


def place_for_another(reading: Reading, parsed: Parsed) -> bool:
    """Whether a place is named and another refused behind it: "i can drop at the church not the house"."""
    if reading.place is None:
        return False
    behind = [n for n, t in enumerate(parsed.tokens) if t.start >= reading.place.end and not t.mark]
    behind = behind[1:] if behind and parsed.is_a(parsed.tokens[behind[0]].word, "but") else behind
    return len(behind) > 1 and parsed.is_a(parsed.tokens[behind[0]].word, "negation")


def room_for(parsed: Parsed) -> int | None:
    """How many somebody says they can take ("i can take one person", "solo puedo llevar a uno", "room for 2"), else
    None."""
    words = [token for token in parsed.spoken if not parsed.polite(token.word)]
    if len(words) > LONGEST_ROOM:
        return None
    if _only_counts(parsed, words):
        return next((n for token in words if (n := parsed.number(token.word))), None)
    verbs = (at for at, token in enumerate(words) if parsed.is_a(token.word, "room_for"))
    return next((n for at in verbs if (n := _room_behind(parsed, words, at)) is not None), None)


def _only_counts(parsed: Parsed, words: list[Token]) -> bool:
    """Whether a text is a count of people with its limit and nothing else: "2 people tops"."""
    told = [any(parsed.is_a(token.word, name) for name in ("persons", "before_count")) for token in words]
    counted = [bool(parsed.number(token.word)) for token in words]
    people = any(parsed.is_a(token.word, "persons") for token in words)
    return people and sum(counted) == 1 and sum(told) > 1 and all(map(max, told, counted))


def _room_behind(parsed: Parsed, words: list[Token], verb: int) -> int | None:
    """The count behind a verb or a word of room, where the rest says no more."""
    at = verb + 1
    while at < len(words) - 1 and parsed.is_a(words[at].word, "before_count"):
        at += 1
    counted = words[at].word if at < len(words) else ""
    number = parsed.number(counted) or (1 if counted in parsed.small["one_counted"] else None)
    if not number or not all(_binds(parsed, token) for token in words[:verb]):
        return None
    counting = ("persons", "before_count", "room_for", "definite")
    rest = [token.word for token in words[at + 1 :]]
    counts = all(parsed.binds(word) or any(parsed.is_a(word, name) for name in counting) for word in rest)
    return number if counts else None


def _binds(parsed: Parsed, token: Token) -> bool:
    word = token.word
    if proposals.may_propose(parsed, word) or parsed.is_a(word, "before_count") or parsed.is_a(word, "vehicle"):
        return True
    return parsed.binds(word)


def _sided(parsed: Parsed) -> list[tuple[int, int]]:
    """A text that says a yes to one thing and a no to another, cut between the two, where each stands before its
    thing ("yes to the food no to the ride") or behind it ("la farmacia si el super no"); none where it does not."""
    leads = longest(h for h in parsed.families.get("lead", ()) if h.name in ("yes", "no"))
    said = {h.start: h.name for h in leads if h.end == h.start + 1}
    if not len(said) == len(leads) == len(set(said.values())) == 2 or len(parsed.words) > LONGEST_PLACE:
        return []
    first, second = sorted(said)
    core = [n for n, t in enumerate(parsed.tokens) if n in said or not (t.mark or parsed.polite(t.word))]
    if first == core[0] and second < core[-1]:
        return [(0, second), (second, len(parsed.tokens))]
    behind = second == core[-1] and first > core[0]
    return [(0, first + 1), (first + 1, len(parsed.tokens))] if behind else []


def part_of(draft: Draft) -> tuple[str, ...]:
    """The kinds somebody says yes to where they say no to another ("oui pour les courses, non pour le menage");
    none where a text does not do both."""
    parsed = draft.parsed
    sides = _sided(parsed)
    hits = kind_hits(parsed) if sides else draft.hits
    hits = [hit for hit in hits if hit.name not in ("none", "general", "any")]
    brief = len(parsed.words) <= LONGEST_ROOM
    named = 1 if sides or (brief and parsed.places("but")) else 2  # "cant lift but i can drive"
    if len({hit.name for hit in hits}) < named or parsed.text.endswith("?"):
        return ()
    no, yes = set[str](), set[str]()
    clauses = sides or proposals.clauses(parsed)
    for start, end in clauses:
        side = no if proposals.refused(parsed, start, end) else yes
        side.update(hit.name for hit in hits if start <= hit.start < end)
    agreed = ("yes", "ok") if brief else ("yes",)  # "ride ok but no lifting"
    said = any(hit.name in agreed for hit in parsed.families.get("lead", ()))
    told = brief and parsed.words[0] in parsed.small["of_self"] and draft.intent is not Intent.NEED
    told = told and not proposals.refused(parsed, *clauses[0])  # "i would but im sick"
    said = said or told or draft.intent in (Intent.OFFER, Intent.BOTH)
    kept = yes - no
    refused = bool(no) or (named == 1 and (sides or any(proposals.refused(parsed, a, b) for a, b in clauses)))
    return tuple(dict.fromkeys(hit.name for hit in hits if hit.name in kept)) if refused and kept and said else ()
