"""Who and how: people, helpers wanted, names, conditions, reach and means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutualaid.language.parsing import Parsed

MILE_KM = 1.609344
BLOCK_KM = 0.1
"""A city block, about 80 to 120 m in North American grids."""

UNITS = {
    "mile": MILE_KM, "miles": MILE_KM, "mi": MILE_KM, "milla": MILE_KM, "millas": MILE_KM, "km": 1.0, "kms": 1.0,
    "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometro": 1.0, "kilometros": 1.0,
    "block": BLOCK_KM, "blocks": BLOCK_KM, "cuadra": BLOCK_KM, "cuadras": BLOCK_KM,
}  # fmt: skip

_GLUED = re.compile(r"(\d+(?:\.\d+)?)(mi|miles?|kms?)$")
_FOR = frozenset({"for", "feeds", "feed", "feeding", "para"})
_OF = frozenset({"of", "de"})
_ARE = frozenset({"we", "are", "somos"})
_MANY = 200


@dataclass(frozen=True, slots=True)
class Count:
    people: int | None = None
    helpers: int | None = None
    people_span: tuple[int, int] | None = None
    helpers_span: tuple[int, int] | None = None


def read_counts(parsed: Parsed) -> Count:
    """Whom it is for (a head count) and how many helpers are wanted."""
    tokens = parsed.tokens
    total, spans, helpers, helpers_span = 0, [], None, None
    for at, token in enumerate(tokens):
        if token.mark:
            continue
        value = parsed.number(token.word)
        if value is None or not 0 < value <= _MANY or token.raw in ("un", "una", "a"):
            continue
        after = _word(parsed, at + 1)
        later = _word(parsed, at + 2)
        before, earlier = _word(parsed, at - 1), _word(parsed, at - 2)
        noun = at + 1 if parsed.is_a(after, "persons") or parsed.is_a(after, "workers") else at + 2
        named = parsed.is_a(after, "persons") or (parsed.is_a(later, "persons") and after not in _FOR and not parsed.is_a(after, "unit") and not parsed.is_a(after, "joiner"))
        if _wants_helpers(parsed, at, noun):
            helpers, helpers_span = value, parsed.span(at, min(len(tokens), noun + 1))
        elif named and not (after.isdecimal() and token.word.isdecimal()):
            total += value
            spans.append(parsed.span(at, min(len(tokens), noun + 1)))
        elif before in _FOR and _ends_count(parsed, after):
            total += value
            spans.append(parsed.span(at, at + 1))
        elif (before in _OF and (parsed.is_a(earlier, "persons") or earlier in ("party", "household"))) or (
            before in _ARE and _ends_count(parsed, after)
        ):
            total += value
            spans.append(parsed.span(at, at + 1))
        elif after in _OF and later in ("us", "nosotros"):
            total += value
            spans.append(parsed.span(at, at + 3))
    if spans and _counts_self(parsed):
        total += 1
    span = (spans[0][0], spans[-1][1]) if spans else None
    return Count(total or None, helpers, span, helpers_span)


def _word(parsed: Parsed, at: int) -> str:
    if 0 <= at < len(parsed.tokens) and not parsed.tokens[at].mark:
        return parsed.tokens[at].word
    return ""


def _ends_count(parsed: Parsed, after: str) -> bool:
    """Whether what follows a number leaves it a head count ("for 2, 24th st") rather than a measure or an hour."""
    return not after or (parsed.number(after) is None and not parsed.is_a(after, "unit") and not after[0].isdigit() and after not in ("th", "st", "rd", "nd", "street", "ave"))


def _wants_helpers(parsed: Parsed, at: int, noun: int) -> bool:
    before = [_word(parsed, at - n) for n in (1, 2, 3)]
    if not (parsed.is_a(_word(parsed, noun), "workers") and noun == at + 1 or _word(parsed, noun) in ("people", "helpers", "guys", "men", "volunteers", "personas", "voluntarios") and noun == at + 2 and not parsed.is_a(_word(parsed, at + 1), "persons")):
        return False
    wanting = any(w.startswith(("need", "want", "necesit", "looking", "busc", "could", "get", "ocup")) for w in before)
    following = {_word(parsed, noun + 1), _word(parsed, noun + 2)}
    return wanting and bool(following & {"to", "who", "with", "for", "that", "helping", "para", "que", "con", "strong"} or not _word(parsed, noun + 1)) and before[0] not in _FOR


def _counts_self(parsed: Parsed) -> bool:
    """ "me and 3 kids" is four."""
    words = parsed.words
    return any(
        a in ("me", "myself", "yo") and (b in ("and", "y", "plus") ) and (parsed.number(c) is not None or parsed.number(d) is not None)
        for a, b, c, d in zip(words, words[1:], words[2:], [*words[3:], ""], strict=False)
    )


def read_radius(parsed: Parsed) -> tuple[float, tuple[int, int]] | None:
    """How far a helper would go, in km, with its span: "within 2 miles", "hasta 5 km"."""
    for at, token in enumerate(parsed.tokens):
        before = {_word(parsed, at - 1), _word(parsed, at - 2), _word(parsed, at - 3)}
        if not before & {"within", "up", "hasta", "under", "max", "radius", "dentro", "about", "around", "unos", "maximo", "go", "travel", "drive", "bike", "walk"}:
            if _word(parsed, at + 2) not in ("radius", "away", "max", "or", "redonda"):
                continue
        glued = _GLUED.match(token.raw)
        if glued:
            return float(glued[1]) * UNITS[glued[2]], parsed.span(at, at + 1)
        unit = UNITS.get(_word(parsed, at + 1))
        value = _decimal(parsed, token.word)
        if unit and value:
            return round(value * unit, 3), parsed.span(at, at + 2)
    return None


def _decimal(parsed: Parsed, word: str) -> float | None:
    try:
        return float(word) if word[0].isdecimal() and word.isascii() else parsed.number(word)
    except ValueError:
        return None


def read_means(parsed: Parsed) -> str | None:
    """foot, bike or car, where the text says how its writer gets around."""
    hits = parsed.best("means")
    found = {h.name for h in hits}
    for means in ("bike", "car", "foot"):
        if means in found:
            return means
    return None


def read_conditions(parsed: Parsed) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Conditions as written, with their spans."""
    hits = parsed.best("condition")
    spans = list(dict.fromkeys(parsed.span(h.start, h.end) for h in hits))
    return tuple(dict.fromkeys(parsed.text[a:b] for a, b in spans)), spans


def _like_a_name(parsed: Parsed, at: int, loose: bool) -> bool:
    """Whether a token may be a name: capitalised, or (`loose`) simply no word we know."""
    if not 0 <= at < len(parsed.tokens) or parsed.tokens[at].mark:
        return False
    token = parsed.tokens[at]
    raw = token.raw
    if not raw.replace("'", "").isalpha() or len(raw) < 2:
        return False
    written = parsed.text[token.start : token.end]
    unknown = not any(raw in x.known or raw in x.slang for x in parsed.lexicons)
    if written[:1].isupper() and not parsed.text.isupper():
        return unknown or not any(raw in x.function or x.classes.get(raw) for x in parsed.lexicons)
    return loose and unknown


def _name_from(parsed: Parsed, at: int, loose: bool) -> tuple[str, tuple[int, int]] | None:
    end = at
    while end < at + 2 and _like_a_name(parsed, end, loose and end == at):
        end += 1
    if end == at:
        return None
    a, b = parsed.span(at, end)
    written = parsed.text[a:b]
    return (written if written != written.lower() else written.title(), (a, b))


def read_own_name(parsed: Parsed) -> tuple[str, tuple[int, int]] | None:
    """The name the writer gives as their own."""
    for hit in parsed.best("name"):
        sure = hit.name == "sure" or any(
            h.name == "sure" and h.start == hit.start for h in parsed.families.get("name", ())
        )
        found = _name_from(parsed, hit.end, sure or hit.start <= 2)
        if found and (sure or _name_ends(parsed, found[1][1])):
            return found
    return None


def _name_ends(parsed: Parsed, offset: int) -> bool:
    """Whether the text pauses after a name, so that "this is Ben," is one and "this is Ben's street" is not."""
    following = next((t for t in parsed.tokens if t.start >= offset), None)
    return following is None or following.mark or parsed.is_a(following.word, "halt") or following.word in (
        "from", "and", "i", "here", "de", "y", "que", "necesito", "need", "again", "your", "su", "la", "el", "the"
    )


def whole_name(parsed: Parsed) -> tuple[str, tuple[int, int]] | None:
    """The text read as an answer to "what is your name?"."""
    words = [i for i, t in enumerate(parsed.tokens) if not t.mark and not parsed.polite(t.word)]
    if not 1 <= len(words) <= 3 or words[-1] - words[0] != len(words) - 1:
        return None
    if not all(parsed.tokens[i].raw.replace("'", "").isalpha() for i in words):
        return None
    a, b = parsed.span(words[0], words[-1] + 1)
    written = parsed.text[a:b]
    return (written if written != written.lower() else written.title(), (a, b))


def read_for(parsed: Parsed) -> tuple[bool, str | None, tuple[int, int] | None]:
    """Whether the help is for someone else, and their name where given."""
    behalf = bool(parsed.best("behalf"))
    for at in range(len(parsed.tokens) - 1):
        word = _word(parsed, at)
        if parsed.is_a(word, "fam") and _word(parsed, at - 1) and (parsed.is_a(_word(parsed, at - 1), "article") or parsed.is_a(_word(parsed, at - 2), "article")):
            found = _name_from(parsed, at + 1, behalf)
            if found:
                return True, found[0], found[1]
        if word in ("for", "para") and _like_a_name(parsed, at + 1, False):
            next_word = _word(parsed, at + 1)
            if not any(next_word in x.known for x in parsed.lexicons):
                found = _name_from(parsed, at + 1, False)
                if found:
                    return True, found[0], found[1]
    return behalf, None, None
