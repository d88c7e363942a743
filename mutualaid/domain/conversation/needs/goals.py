"""Where a ride goes, in a text of nothing but the words which lead there: "al general", "county hospital". Pure."""

from __future__ import annotations

from mutualaid.domain.conversation.needs import filling
from mutualaid.domain.needs import Need
from mutualaid.domain.reading import Reading, Spot
from mutualaid.domain.vocabulary import Intent

SHORT = 5
"""Words at most of a text that only says at which medical place an appointment is."""

BESIDE_MEDICAL = 2
"""Words at most on each side of what names a medical place."""

NAME_WORDS = 3
"""Words at most that a place has whose name only what leads to it tells."""

BESIDE_PLACE = 6
"""Words at most beside a place that is told once more of a ride."""

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


def told_after(need: Need, r: Reading) -> Spot | None:
    """The place that a text gives of a ride with a known start, as where it goes: words lead there, or of where it
    goes no more is known than an ordinary word ("to court. its at 16th and valencia")."""
    place = r.place
    if place is None or r.to is not None or need.latitude is None or need.to_text is None or need.goes_home:
        return None
    before, behind = r.hear(r.text[: place.start]), r.hear(r.text[place.end :])
    led = before.closes("filling.to", "goals.to")
    named = not behind.words and (not before.words or before.only("filling.to") or before.only("goals.to"))
    bare = named or (r.intent in (Intent.OTHER, Intent.ANSWER) and not r.kinds)  # "food town" asks for no food
    beside = len(before.words) + len(behind.words)
    if not bare or beside > BESIDE_PLACE or {"dwells", "errand"} & r.spans.keys() or r.cues.says("goals.starts"):
        return None
    opens = need.to_latitude is None and not filling.no_street_yet(need, r)
    return place if led or opens else None


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
