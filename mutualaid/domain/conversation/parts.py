"""A helper takes a part of what they were asked for: "pharmacy yes, groceries no", "for two not for five". Pure."""

from __future__ import annotations

import re

from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading
from mutualaid.domain.vocabulary import Answer, Intent

LONGEST = 10
"""Words of a text that only says yes to one thing and no to the other."""

_YES = r"yes|yeah|yep|ok|si|sí|oui|wi"
_SOLE = r"only|just|solo|sólo|solamente|nom[aá]s|nada m[aá]s|unicamente|seulement|juste|uniquement|s[eè]lman|jis"
_NO = r"no|nope|not|non|pas"
_VERDICT = re.compile(rf"\b(?:({_YES}|{_SOLE})|({_NO}))\b", re.IGNORECASE)
_ONLY = re.compile(rf"\b(?:{_SOLE})\b", re.IGNORECASE)
_REFUSES = re.compile(rf"\b(?:{_NO}|can'?t|cannot|pa)\b", re.IGNORECASE)

SHAPES = frozenset({"KVKV", "VKVK", "VKKV", "KVVK"})
"""How two things (K) and two verdicts (V) may follow each other: the first verdict is of the first thing."""


def verdicts(kinds: tuple[str, ...], r: Reading) -> dict[str, bool]:
    """What a text says of two of these kinds, a yes to one and a no to the other; empty where it says anything
    else. "Only" is a yes."""
    spans = sorted((span[0], kind) for kind in kinds if (span := r.spans.get(f"kind:{kind}")) is not None)
    said = [(found.start(), found[1] is not None) for found in _VERDICT.finditer(r.text)]
    if len(spans) != 2 or len(said) != 2 or len(r.text.split()) > LONGEST:
        return {}
    order = sorted([(at, "K") for at, _ in spans] + [(at, "V") for at, _ in said])
    if "".join(what for _, what in order) not in SHAPES or said[0][1] == said[1][1]:
        return {}
    return {kind: yes for (_, kind), (_, yes) in zip(spans, said, strict=True)}


def taken(need: Need, r: Reading) -> tuple[str, ...]:
    """The kinds a text says yes to while it says no to the other, or the one it names with "only" or "i can";
    empty where it says neither."""
    said = verdicts(need.kinds, r)
    if said:
        return tuple(kind for kind, yes in said.items() if yes)
    named = tuple(kind for kind in need.kinds if f"kind:{kind}" in r.spans)
    rest = set(need.kinds) - set(named) - _NOT_APART
    sole = _ONLY.search(r.text) is not None or (bool(rest) and _CAN.match(r.text) is not None)
    sole = sole and not refuses(r) and r.when is None and not r.conditions
    plain = r.intent is not Intent.QUESTION and len(r.text.split()) <= SHORT and not re.search(r"\d", r.text)
    return named if sole and plain and len(named) == 1 < len(need.kinds) and set(r.kinds) == set(named) else ()


_CAN = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ok|sure|si|sí|oui|wi)\W+)?(?:i|we|yo|nosotros|je|mwen)?\W*"
    r"(?:can|could|puedo|podr[ií]a|podemos|peux|pourrais|ka)\b",
    re.IGNORECASE,
)
_NOT_APART = frozenset({"general", "delivery", "ride"})
"""Kinds that are how the other thing is done: who can "bring the food" takes no part of it."""

SHORT = 6
"""Words of a text at most that only says with what a helper can help."""


def refuses(r: Reading) -> bool:
    """Whether a word of refusal stands anywhere in a text."""
    return _REFUSES.search(r.text) is not None


def only_limits(r: Reading) -> bool:
    """Whether a text beside the ask sets limits and refuses nothing: what is named among them ("no dogs") is no
    wish of the helper's own."""
    among = [r.spans[name] for name in ("bounds", "conditions") if name in r.spans]
    if not among or r.says_no or r.cannot or r.complaint or r.command is not None or r.urgent or r.covered:
        return False
    first, last = min(a for a, _ in among), max(b for _, b in among)
    named = [span for name, span in r.spans.items() if name.startswith("kind:")]
    within = all(first <= a and b <= last for a, b in named)
    plain = r.intent is Intent.OTHER or r.says_yes or (r.intent in (Intent.NEED, Intent.OFFER) and bool(named))
    return plain and within and "about_us" not in r.spans and len(r.text.split()) <= LONGEST_LIMITS


LONGEST_LIMITS = 14
"""Words a text has at most that only sets limits."""


def limits(need: Need, r: Reading) -> bool:
    """Whether a short text limits what its writer would do in words no proposal can hold: "only 1 bag", "no
    groceries" of two things, "no food only the meds" where no medicine was asked for."""
    if r.digit is not None or r.complaint or r.command is not None or len(r.text.split()) > LONGEST:
        return False
    if r.says_no or r.cannot:
        said = set(r.kinds) & set(need.kinds)
        return bool(said) and said < set(need.kinds)
    if r.answer is Answer.UNSURE or r.intent is Intent.QUESTION:
        return False
    sole = _ONLY.search(r.text) is not None
    return sole and bool(r.kinds or r.intent is Intent.OTHER) if not refuses(r) else bool(r.kinds) and sole


_COUNTS = (
    ("1", "one", "uno"), ("2", "two", "dos", "deux"), ("3", "three", "tres", "trois", "twa"),
    ("4", "four", "cuatro", "quatre", "kat"), ("5", "five", "cinco", "cinq", "senk"), ("6", "six", "seis"),
    ("7", "seven", "siete", "sept", "sèt"), ("8", "eight", "ocho", "huit", "uit"),
    ("9", "nine", "nueve", "neuf", "nèf"), ("10", "ten", "diez", "dix"),
)  # fmt: skip
_NUMBER = {word: count for count, words in enumerate(_COUNTS, 1) for word in words}
_FOR = frozenset({"for", "4", "para", "pa", "pour", "pou"})
_AFTER_FOR = {"un": 1, "una": 1, "une": 1, "youn": 1, "de": 2, "sis": 6, "dis": 10}
"""Words that are numbers only where it is said for how many."""
_PERSONS = frozenset({"people", "ppl", "persons", "person", "personas", "persona", "gente", "personnes", "moun"})
_HOURLY = re.compile(r"\b(?:at|las|am|pm|a\.m|p\.m|o'?clock|heures?|è|zè)\b|\d(?:[:h]|[ap]m?\b)|à", re.IGNORECASE)
_RATHER = re.compile(
    rf"\b(?:{_NO}|pa|{_SOLE}|instead|rather|than|many|much|muchos|muchas|demasiad[oa]s|vez|lugar|trop|plut[oô]t|"
    r"lieu|tw[oò]p|olye|max|most)\b",
    re.IGNORECASE,
)
_WORDS = (
    "i we can could do would yes yeah ok okay but si pero puedo podria podemos con oui mais je peux wi men mwen ka "
    "only just solo solamente nomas seulement juste selman sèlman max"
)
_LITTLE = frozenset(_WORDS.split())
"""Words beside the number of a text that only says for how many."""


def _numbers(words: list[str]) -> list[tuple[int, int]]:
    """Where the numbers of a text stand among its words and what they are; a "4" before another number is "for"."""
    found = []
    for at, word in enumerate(words):
        number = _NUMBER.get(word)
        if number is None and at and words[at - 1] in _FOR:
            number = _AFTER_FOR.get(word)
        follows = words[at + 1] if at + 1 < len(words) else ""
        if number is not None and not (word == "4" and follows in _NUMBER):
            found.append((at, number))
    return found


def fewer(need: Need, r: Reading) -> int | None:
    """For how many people a helper would do it, where they say that they cannot for all; 0 where the numbers may
    as well be hours; None where no such thing is said."""
    words = re.findall(r"\w+", r.text.lower())
    if need.people is None or r.digit is not None or len(words) > LONGEST or _HOURLY.search(r.text):
        return None
    numbers = _numbers(words)
    some = {n for _, n in numbers if n != need.people}
    if len(some) != 1 or not numbers or max(some) > need.people:
        return None
    told = any(words[at - 1] in _FOR for at, _ in numbers if at) or not _PERSONS.isdisjoint(words)
    if len(numbers) > len(some):
        if not _RATHER.search(r.text):
            return None
        return 0 if not told and _at_that_hour(need, r) else some.pop()
    at = numbers[0][0]
    rest = {w for n, w in enumerate(words) if n != at} - _PERSONS - _FOR - _LITTLE
    sole = told or _ONLY.search(r.text) is not None
    return some.pop() if sole and not rest else None


def _at_that_hour(need: Need, r: Reading) -> bool:
    """Whether a need for so many people begins at the hour of that number, and a text reads as an hour."""
    when = r.when or (r.counter.when if r.counter is not None else None) or r.hour
    if when is None or when.start is None or need.from_at is None or need.people is None:
        return False
    return need.from_at.astimezone(when.start.tzinfo).hour % 12 == need.people % 12
