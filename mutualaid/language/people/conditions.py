"""What is asked for beside the help itself: conditions, there and back, who pays, whether the other one knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mutualaid.domain.vocabulary import PRACTICAL
from mutualaid.language.talk.commands import hours_wish
from mutualaid.language.talk.partly import Partly
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Conditions:
    """`words` are all conditions as written, `at_door` those a helper may hear after the yes, `practical` words of
    PRACTICAL; `spans` where the conditions stand."""

    words: tuple[str, ...]
    at_door: tuple[str, ...]
    practical: tuple[str, ...]
    spans: list[Span]
    round_trip: bool | None = None
    round_trip_words: str | None = None


NO_CONDITIONS = Conditions((), (), (), [])


def read_conditions(parsed: Parsed) -> Conditions:
    if parsed.families.keys().isdisjoint(("way", "condition", "practical")):
        return NO_CONDITIONS
    ways = parsed.best("way")
    kept = [*parsed.best("kept"), *ways]
    said = [h for h in parsed.best("condition") if not _among(h, ways)]
    hits = [_with_object(parsed, _with_negation(parsed, h)) for h in said if not _seat_itself(parsed, h)]
    if quiet := hours_wish(parsed):  # when we may write is nothing to ask of who comes
        hits = [h for h in hits if not quiet[0] <= parsed.tokens[h.start].start < quiet[1]]
    door = _said(parsed, (h for h in hits if not _among(h, kept)))
    practical = {h.name for h in parsed.best("practical") if not _seat_itself(parsed, h)}
    every = sorted([*hits, *ways], key=lambda h: h.start)
    return Conditions(
        words=_said(parsed, every),
        at_door=door,
        practical=tuple(p for p in PRACTICAL if p in practical),
        spans=list(dict.fromkeys(parsed.span(h.start, h.end) for h in every)),
        round_trip=ways[-1].name == "both" if ways else None,
        round_trip_words=parsed.said(ways[-1].start, ways[-1].end) if ways else None,
    )


def beside(said: Conditions, parsed: Parsed, part: Partly | None) -> Conditions:
    """The conditions with the part that is not needed, which whoever comes has to know."""
    if part is None or part.time or any(a <= parsed.tokens[part.start].start < b for a, b in said.spans):
        return said
    told = (parsed.said(part.start, part.end),)
    spans = [*said.spans, parsed.span(part.start, part.end)]
    return replace(said, words=(*said.words, *told), at_door=(*said.at_door, *told), spans=spans)


def without_openers(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The things named, without the one who opens the door: "her nurse opens" asks for no nurse."""
    said = parsed.best("condition") if hits else []
    if not said:
        return hits
    return [h for h in hits if h.name != "care" or not any(s.start <= h.start and h.end <= s.end for s in said)]


def without_purse(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The things named, without the money that is a sum they have: "i have 40 dollars for it"."""
    if not any(h.name == "money" for h in hits):
        return hits
    theirs = [s for s in parsed.best("pays") if s.name == "they" and _of_a_sum(parsed, s)]
    return [h for h in hits if h.name != "money" or not any(_overlap(h, s) for s in theirs)]


def _of_a_sum(parsed: Parsed, hit: Hit) -> bool:
    return any(parsed.number(token.word) is not None for token in parsed.tokens[hit.start : hit.end])


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def read_pays(parsed: Parsed) -> tuple[bool, Span] | None:
    """Whether they can pay the store and where that stands; that they cannot outweighs the rest. A card of benefits
    alone pays back nobody who shops for them."""
    hits = sorted(parsed.best("pays"), key=lambda h: ("cannot", "they", "card").index(h.name))
    return (hits[0].name == "they", parsed.span(hits[0].start, hits[0].end)) if hits else None


def read_knows(parsed: Parsed) -> bool | None:
    """Whether the one it is for knows of it."""
    said = parsed.best("knows")
    return "no" not in {h.name for h in said} if said else None


def _among(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(_overlap(hit, o) for o in others)


BETWEEN = 2
"""Words at most between a negation and the condition it turns round."""


def _with_negation(parsed: Parsed, hit: Hit) -> Hit:
    """A condition with the "no" that stands before it in the same breath: "si no hay escaleras"."""
    if parsed.is_a(parsed.tokens[hit.start].word, "i"):
        return hit
    negations = {*parsed.places("negation"), *parsed.places("refusal")}
    for at in range(hit.start - 1, max(-1, hit.start - 2 - BETWEEN), -1):
        if at in negations:
            return hit._replace(start=at)
        if parsed.tokens[at].mark or any(parsed.is_a(parsed.tokens[at].word, name) for name in ("i", "but")):
            break
    return hit


def _seat_itself(parsed: Parsed, hit: Hit) -> bool:
    """Whether a car seat is what is asked for, among other things: no ride is, that it would be for."""
    return any(_among(h, [hit]) for h in seats_asked(parsed))


def seats_asked(parsed: Parsed) -> list[Hit]:
    """The car seats that stand beside other things and no ride: "need car seats and clothes"."""
    seats = [h for h in parsed.best("practical") if h.name == "car_seat"]
    named = [h for h in parsed.best("kind") if seats and not _among(h, seats)]
    rides = any(h.name in ("ride", "delivery") for h in named)
    return seats if not rides and any(h.name not in ("general", "any") for h in named) else []


def _with_object(parsed: Parsed, hit: Hit) -> Hit:
    """A condition that ends with what somebody does, with whom or what that is done to: "dont ring the bell",
    "no toquen el timbre", "dont speak english", "has to be a man"."""
    tokens = parsed.tokens
    if hit.end - hit.start < 2 or hit.end >= len(tokens) or tokens[hit.end].mark:
        return hit
    if parsed.is_a(tokens[hit.end].word, "languages"):
        return hit._replace(end=hit.end + 1)
    named = hit.end + 1 < len(tokens) and not tokens[hit.end + 1].mark
    if named and parsed.is_a(tokens[hit.end - 1].word, "touched") and parsed.is_a(tokens[hit.end].word, "article"):
        return hit._replace(end=hit.end + 2)
    return hit


MENDED = 7
"""Letters from which a mistyped word is noted as it is spelled: "weelchair" as "wheelchair"."""


def _said(parsed: Parsed, hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_spelled(parsed, h) for h in hits))


def _spelled(parsed: Parsed, hit: Hit) -> str:
    """The words of a condition as written, but for a long one with a typing mistake."""
    said = parsed.said(hit.start, _with_hour(parsed, hit.end))
    for token in parsed.tokens[hit.start : hit.end]:
        mistyped = token.word.isalpha() and token.raw.isalpha() and not token.raw.startswith(token.word)
        if mistyped and token.word != token.raw and len(token.raw) >= MENDED:
            said = said.replace(parsed.text[token.start : token.end], token.word)
    return said


def _with_hour(parsed: Parsed, end: int) -> int:
    """Where a condition ends with the hour that limits it: "dont ring before 5"."""
    tokens = parsed.tokens
    if end < len(tokens) and parsed.is_a(tokens[end].word, "hourly"):
        number = next((i for i in range(end + 1, min(end + 4, len(tokens))) if tokens[i].raw[0].isdigit()), None)
        return number + 1 if number is not None else end
    return end
