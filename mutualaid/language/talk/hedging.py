"""Words of calling off that call nothing off: under a "maybe", an "if", a hope, asked for later, or told of
somebody else ("i might have to cancel", "cancel my ride if it rains", "they cancelled my ride").
"""

from __future__ import annotations

from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.trie import Hit

GAP = 3
"""Words at most between what was called off and the thing that is told to be."""

NEAR = 2
"""Words at most between "can't come" and an "if" behind it: "i cant come if it rains"."""


def hedge(parsed: Parsed, hit: Hit, things: list[Hit]) -> Hit | None:
    """The words that make of words of calling off (`hit`) a mere possibility or somebody else's doing, or None;
    `things` are the hits of what the text names."""
    start, end = next((s for s in parsed.sentences if s[0] <= hit.start < s[1]), (0, len(parsed.tokens)))
    stops = next((i for i in range(hit.start, hit.end) if parsed.is_a(parsed.tokens[i].word, "stopping")), None)
    said = [h for h in parsed.best("hedge") if start <= h.start < end]
    for one in said:
        if one.name == "asks" or (one.name == "tells" and not _cut(parsed, *_between(one, hit))):
            return one
        if one.name == "maybe" and _passes(parsed, one.end, stops if stops is not None else hit.start):
            return one
        if one.name == "if" and _supposes(parsed, one, hit, certain=stops is not None):
            return one
    if any(one.name == "informs" for one in parsed.best("hedge")) and any(one.name == "if" for one in said):
        return next(one for one in said if one.name == "if")  # "si tengo que cancelar le aviso"
    return _of_another(parsed, stops, things)


def _between(one: Hit, other: Hit) -> tuple[int, int]:
    first, second = (one, other) if one.start <= other.start else (other, one)
    return first.end, second.start


def _cut(parsed: Parsed, start: int, end: int) -> bool:
    return any(t.word in parsed.small["hedge_cut"] for t in parsed.tokens[start:end])


def _passes(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a "maybe" that ends at `start` reaches what begins at `end`, or stands within its words."""
    return start <= end and all(t.word in parsed.small["hedge_passed"] for t in parsed.tokens[start:end])


def _supposes(parsed: Parsed, one: Hit, hit: Hit, *, certain: bool) -> bool:
    """Whether an "if" governs the words: before them in their sentence, or right behind them. `certain`: they speak
    of cancelling itself, so that more may stand between."""
    if one.start >= hit.end:
        between = parsed.tokens[hit.end : one.start]
        near = certain or len(between) <= NEAR
        return near and not any(t.mark or t.word in parsed.small["hedge_cut"] for t in between)
    if one.start < hit.start < one.end:  # "if i cant come"
        return True
    if one.end > hit.start or _cut(parsed, one.end, hit.start):
        return False
    small, token = parsed.small, parsed.tokens[one.start]
    if token.word in small["hedge_si"] and parsed.language == "es":
        agrees = parsed.text[token.start : token.end].lower() == "sí"
        words = (t.word for t in parsed.tokens[one.end : hit.start] if not t.mark)
        denied = one.end == hit.start and parsed.tokens[hit.start].word in small["no"]
        denied = denied and _then(parsed, hit.end)
        return not agrees and (denied or any(not (w in small["hedge_assent"] or parsed.polite(w)) for w in words))
    return True


def _then(parsed: Parsed, start: int) -> bool:
    return any(t.word in parsed.small["hedge_then"] for t in parsed.tokens[start:])


def _of_another(parsed: Parsed, stops: int | None, things: list[Hit]) -> Hit | None:
    """Whether somebody else called off what is named: "luis cancelo mi viaje", "me cancelaron el viaje"."""
    if stops is None or not parsed.is_a(parsed.tokens[stops].word, "stopped"):
        return None
    token, before = parsed.tokens[stops], parsed.tokens[stops - 1] if stops else None
    names = before is not None and not before.mark and any(before.raw in x.names for x in parsed.lexicons)
    if names and before is not None and parsed.text[before.end : token.start].strip() == "":
        return Hit("hedge.others", stops - 1, stops + 1)
    near = [k for k in things if stops < k.start <= stops + GAP]
    several = before is not None and before.word in parsed.small["hedge_they"]
    many = several or token.word.endswith(tuple(parsed.small["hedge_many"]))
    accented = parsed.text[token.start : token.end].lower().endswith("ó")
    return Hit("hedge.others", stops, stops + 1) if near and (many or accented) else None
