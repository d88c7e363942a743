"""What a text in reply to something proposes: another time, and what it makes its yes hang on."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from mutualaid.domain.reading import When
from mutualaid.language.draft import Draft
from mutualaid.language.words.alternatives import one_of
from mutualaid.language.words.parsing import Parsed
from mutualaid.language.words.tokens import fold
from mutualaid.language.words.trie import Hit

LONGEST_INSTEAD = 14
"""Words a text has at most that puts one time in place of another."""


def instead(draft: Draft) -> When | None:
    """The time a text says yes to where it says no to another ("i cant tomorrow, wednesday works"), or the bare
    hour it names ("i can do 2", "11 is better")."""
    parsed = draft.parsed
    if len(parsed.words) > LONGEST_INSTEAD:
        return None
    picked = sided(draft)
    if picked is not None:
        return picked[0]
    hour = next(iter(parsed.best("hour")), None)
    if hour is not None and draft.when(parsed.text) is None and _ends(parsed, hour):
        numbers = (parsed.number(t.word) for t in parsed.tokens[hour.start : hour.end])
        number = next((n for n in numbers if n is not None and 1 <= n <= 12), None)
        found = draft.when(f"{number}:00") if number is not None else None
        if found is not None:
            draft.spans["half_unsaid"] = parsed.span(hour.start, hour.end)
        return found[0] if found is not None else None
    no = any(h.name == "no" for h in parsed.families.get("lead", ()))
    if not (no or parsed.places("refusal") or parsed.best("cannot") or parsed.best("busy")):
        return None
    parts = clauses(parsed)
    said = [_proposed(draft, a, b) for a, b in parts if not refused(parsed, a, b)]
    meant = [when for when in said if when is not None]
    if len(said) == len(parts) or len(meant) != 1:
        return None
    return _bounded(draft, meant[0])


def _bounded(draft: Draft, when: When) -> When:
    """A time with what a "no" says of its beginning: "friday, not before 5pm" refuses no other time."""
    text = draft.parsed.text
    found = draft.when(text) if draft.hear(text).says("hours.not_until") else None
    if found is None or found[0].start is None or when.start is None:
        return when
    return found[0] if found[0].start.date() == when.start.date() else when


_TWO_NUMBERS = re.compile(r"\d\D+\d")


@cache
def _shapes(yes: frozenset[str], no: frozenset[str], at: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Two hours, a no to one and a yes to the other: the first two say yes to the second, the others to the
    first."""
    good, bad = one_of(yes), one_of(no)
    hour = rf"(?:{one_of(at)}\s+)?(\d{{1,2}}(?::[0-5]\d)?)"
    shapes = (
        rf"{hour}\s+{bad}\W+{hour}\s+{good}", rf"{bad}\s+{hour}\W+{good}\s+{hour}",
        rf"{hour}\s+{good}\W+{hour}\s+{bad}", rf"{good}\s+{hour}\W+{bad}\s+{hour}",
    )  # fmt: skip
    return tuple(re.compile(rf"\W*{shape}\W*") for shape in shapes)


def sided(draft: Draft) -> tuple[When, tuple[int, int]] | None:
    """The hour that is said yes to where another is said no to, and where it stands: "5 no good 7 good"."""
    parsed = draft.parsed
    if not _TWO_NUMBERS.search(parsed.text):
        return None
    small, folded = parsed.small, fold(parsed.text)
    shapes = _shapes(small["sided_yes"], small["sided_no"], small["sided_at"])
    for at, shape in enumerate(shapes):
        found = shape.fullmatch(folded)
        if found is not None:
            which = 2 if at < len(shapes) // 2 else 1
            said = draft.when(found[which] if ":" in found[which] else f"{found[which]}:00")
            return (said[0], found.span(which)) if said is not None else None
    return None


def _ends(parsed: Parsed, hour: Hit) -> bool:
    """Whether the words of an hour stand in no refusal ("no can do 5") and nothing of weight follows: "i can do 2",
    not "i can do 2 bags"."""
    denied = any(h.name == "no" and h.start < hour.start < h.end for h in parsed.families.get("lead", ()))
    left = (t for t in parsed.tokens[hour.end :] if not t.mark)
    return not denied and all(may_propose(parsed, t.word) for t in left)


def _proposed(draft: Draft, start: int, end: int) -> When | None:
    """The time of a clause that says little else."""
    parsed = draft.parsed
    a, b = parsed.span(start, end)
    found = draft.when(parsed.text[a:b])
    if found is None:
        return None
    rest = [t for t in parsed.tokens[start:end] if not a + found[1] <= t.start < a + found[2]]
    return found[0] if all(may_propose(parsed, t.word) for t in rest) else None


def clauses(parsed: Parsed) -> list[tuple[int, int]]:
    """The stretches of tokens between marks and words such as "but"."""
    cuts = {at for at, token in enumerate(parsed.tokens) if token.mark} | set(parsed.places("but"))
    refusing, clitics = _refusing(parsed), parsed.small["clitics"]
    for at in parsed.places("may_ask"):
        # "cant today can i do thursday": with the second "can" something else is proposed
        before = at - 2 if at and parsed.tokens[at - 1].word in clitics else at - 1  # "no se puede" refuses
        if refusing.isdisjoint((before, at - 1, at, at + 1)) and any(n < at for n in refusing):
            cuts.add(at)
    edges = [-1, *sorted(cuts), len(parsed.tokens)]
    return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]


def refused(parsed: Parsed, start: int, end: int) -> bool:
    """Whether words that refuse stand between two tokens."""
    return any(start <= at < end for at in _refusing(parsed))


def _refusing(parsed: Parsed) -> set[int]:
    """Where words begin that refuse: "not", "no puedo", "working tonight"."""
    no = {h.start for h in parsed.families.get("lead", ()) if h.name == "no"}
    return {*parsed.places("refusal"), *no, *(h.start for h in parsed.best("busy"))}


def hangs(draft: Draft) -> bool:
    """Whether a text makes what it offers hang on something ("only if its a woman", "si me ayudan con la gas") that
    is no time and no condition we know; it is noted as a limit nobody can put into a proposal."""
    parsed = draft.parsed
    said = [draft.spans[name] for name in ("when", "conditions") if name in draft.spans]
    for hit in parsed.best("proviso"):
        start, end = parsed.span(hit.start, hit.end)
        left = (t for t in parsed.spoken if t.start >= end and not any(a <= t.start < b for a, b in said))
        if not all(may_propose(parsed, t.word) for t in left):
            draft.spans["bounds_unknown"] = (start, len(parsed.text))
            return True
    return False


def proposes(draft: Draft) -> bool:
    """Whether a time or a condition comes with words of a proposal only ("could he come friday"): a sentence with
    others tells of something else ("dr appt tomorrow at 10", "im away til friday")."""
    parsed = draft.parsed
    said = [draft.spans[name] for name in ("when", "conditions") if name in draft.spans]
    said += [parsed.span(h.start, h.end) for h in parsed.best("excuse")]
    rest = [t for t in parsed.spoken if not any(a <= t.start < b for a, b in said)]
    return all(may_propose(parsed, t.word) for t in rest)


def may_propose(parsed: Parsed, word: str) -> bool:
    known = any(parsed.is_a(word, name) for name in ("proposing", "filler", "persons"))
    return known or word[0].isdigit() or parsed.polite(word) or parsed.number(word) is not None
