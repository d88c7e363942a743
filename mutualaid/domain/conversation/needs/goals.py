"""Where a ride goes, in a text of nothing but the words which lead there: "al general", "county hospital". Pure."""

from __future__ import annotations

from mutualaid.domain.conversation.needs import filling
from mutualaid.domain.reading import Reading, Spot
from mutualaid.domain.vocabulary import Intent

SHORT = 5
"""Words at most of a text that only says at which medical place an appointment is."""

BESIDE_MEDICAL = 2
"""Words at most on each side of what names a medical place."""

NAME_WORDS = 3
"""Words at most that a place has whose name only what leads to it tells."""

MARKS = " \t\n.,;:!()-"


def led_to(r: Reading) -> Spot | None:
    """The place that a text names, in its own words."""
    begins = _medical(r)
    if "appointment" in r.spans and len(r.text.split()) <= SHORT:
        begins = r.cues.behind("goals.to") or begins
    elif r.intent is Intent.OTHER and not r.kinds:
        begins = _to_a_place(r) if begins is None else begins
    elif r.confidence >= filling.SURE:
        begins = None
    name = r.text[begins:].strip(MARKS) if begins is not None else ""
    if not name:
        return None
    start = r.text.index(name, begins)
    return Spot(name, start, start + len(name), name=name)


def _medical(r: Reading) -> int | None:
    """Where a text begins that only names a medical place."""
    span = r.cues.span("goals.medical")
    beside = () if span is None else (r.text[: span[0]], r.text[span[1] :])
    few = all(len(r.hear(words).words) <= BESIDE_MEDICAL for words in beside)
    return 0 if beside and few else None


def _to_a_place(r: Reading) -> int | None:
    """Where the name of a place begins in a text that only leads there, whatever it is called."""
    led, to = r.cues.behind("goals.to_the"), r.cues.behind("goals.to")
    if (ones := r.cues.behind("goals.at_ones")) is not None:
        return 0 if _is_name(r, ones, 1) else None
    if to is not None and r.hear(r.text[to:]).opens("goals.my"):
        return to if _is_name(r, to, 2) else None
    if led is None or r.cues.opens("goals.nowhere") or "unread" not in r.spans:
        return None
    return led if _is_name(r, led, 1) else None


def _is_name(r: Reading, start: int, fewest: int) -> bool:
    """Whether what follows is short enough for a name."""
    return fewest <= len(r.text[start:].split()) <= NAME_WORDS
