"""A helper takes a part of what they were asked for: "pharmacy yes, groceries no", "for two not for five". Pure."""

from __future__ import annotations

import re

from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading

LONGEST = 10
"""Words of a text that only says yes to one thing and no to the other."""

_YES = r"yes|yeah|yep|ok|si|sí|oui|wi"
_VERDICT = re.compile(rf"\b(?:({_YES})|(no|nope|not|non))\b", re.IGNORECASE)

SHAPES = frozenset({"KVKV", "VKVK", "VKKV"})
"""How two things (K) and two verdicts (V) may follow each other: the first verdict is of the first thing."""


def taken(need: Need, r: Reading) -> tuple[str, ...]:
    """The kinds a text says yes to while it says no to the other; empty where it does not say both."""
    kinds = [(span[0], kind) for kind in need.kinds if (span := r.spans.get(f"kind:{kind}")) is not None]
    said = [(found.start(), found[1] is not None) for found in _VERDICT.finditer(r.text)]
    if len(kinds) != 2 or len(said) != 2 or len(r.text.split()) > LONGEST:
        return ()
    kinds.sort()
    order = sorted([(at, "K") for at, _ in kinds] + [(at, "V") for at, _ in said])
    if "".join(what for _, what in order) not in SHAPES or said[0][1] == said[1][1]:
        return ()
    return tuple(kind for (_, kind), (_, yes) in zip(kinds, said, strict=True) if yes)


_FOR = re.compile(
    r"\b(?:for|para|pour|pou)\s+(\w+)\W+(?:people\W+|personas\W+)?"
    r"(?:not|no|pas|pa)\s+(?:(?:for|para|pour|pou)\s+)?(\w+)",
    re.IGNORECASE,
)
_COUNTS = (
    ("1", "one", "una", "uno", "un", "une", "youn"), ("2", "two", "dos", "deux", "de"),
    ("3", "three", "tres", "trois", "twa"), ("4", "four", "cuatro", "quatre", "kat"),
    ("5", "five", "cinco", "cinq", "senk"), ("6", "six", "seis", "sis"), ("7", "seven", "siete", "sept", "sèt"),
    ("8", "eight", "ocho", "huit", "uit"), ("9", "nine", "nueve", "neuf", "nèf"),
    ("10", "ten", "diez", "dix", "dis"),
)  # fmt: skip
_NUMBER = {word: count for count, words in enumerate(_COUNTS, 1) for word in words}


def fewer(need: Need, r: Reading) -> int | None:
    """For how many people a helper would do it, where they say that they cannot for all; None else."""
    found = _FOR.search(r.text)
    if found is None or need.people is None:
        return None
    some, all_of_them = (_NUMBER.get(found[n].lower()) for n in (1, 2))
    return some if some is not None and all_of_them == need.people and some < need.people else None
