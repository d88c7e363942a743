"""A Reading in words for a person: what was understood of a text, and which of its words led to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from mutualaid.domain import saidno
from mutualaid.domain.reading import Reading
from mutualaid.language.as_json import as_json

NAMED = {
    "kinds": "about", "taught": "taught words", "answer": "answer", "command": "command", "place": "where",
    "to": "where to", "when": "when",
    "repeat": "repeats", "people": "for how many", "helpers_wanted": "helpers wanted",
    "on_behalf": "for someone else",
    "name": "name", "conditions": "conditions", "radius_km": "how far (km)", "means": "gets around by",
    "urgent": "urgent", "danger": "danger", "pause": "pause until", "to_language": "language wanted",
}  # fmt: skip
"""Parts of a reading -> what they are called when explained."""

SIGNS = ("covered", "cannot", "complaint", "correction", "pleasantry", "automatic")
"""What a text may read as besides."""

NOTHING = "nothing asked or offered"
"""What intent "other" is called."""


HELPERS_NO = "a helper's no"
"""What a text is called that from a helper says what they do not do; from anybody else it is as it is read."""

OF_A_NO = ("kinds", "pause")
"""Parts that such a text has otherwise: which kinds it says no to, and when, stands for them."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a reader of the explanation calls things."""

    kind: Callable[[str], str] = str
    moment: Callable[[str], str] = lambda iso: iso[:16]
    """Of an ISO time with offset."""
    points: bool = True
    """Whether coordinates are shown."""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Explained:
    wants: str
    """need, offer, both, question, answer, command, a helper's no, or that it is none of them."""
    parts: tuple[tuple[str, str], ...]
    """What each part is called -> what was read of it."""
    words: tuple[tuple[str, str], ...]
    """What each part is called -> the words of the text that led to it, as written."""
    signs: tuple[tuple[str, str], ...]
    """Smaller signs with their words, by their names in the code."""


def explain(reading: Reading, zone: tzinfo, style: Style = PLAIN) -> Explained:
    """What was read; times in `zone`."""
    said, parts, no = as_json(reading, zone), _of_a_no(reading, style), saidno.plain(reading)
    carless = reading.cues.span("carless.broke") or reading.cues.span("carless.none")
    if carless is not None:
        parts.append(("without a car", f"“{reading.text[slice(*carless)]}”"))
    for part, name in NAMED.items():
        value = said[part]
        if (no and part in OF_A_NO) or (carless is not None and part == "means"):
            continue
        if value not in (None, [], False):
            parts.append((name, ", ".join(map(style.kind, value)) if part == "kinds" else _value(value, style)))
    days = reading.among
    if days is not None and days.first is not None and days.last is not None:
        ends = (style.moment(at.astimezone(zone).isoformat()) for at in (days.first, days.last))
        parts.append(("days side by side", f"“{days.text}” ({' to '.join(ends)})"))
    if reading.repeat is not None and reading.repeat.parts:
        parts.append(("hours by day", "; ".join(f"“{part.text}”" for part in reading.repeat.parts)))
    if len(reading.needs) > 1 and not no:
        for number, one in enumerate(reading.needs, 1):
            parts.append((f"need {number}", f"{', '.join(map(style.kind, one.kinds))}, “{one.text}”"))
    if reading.counter:
        parts.append(("changes", f"“{reading.counter.text}”"))
    parts += [("reads as", sign) for sign in SIGNS if said[sign]]
    words, signs = [], []
    for key, (start, end) in reading.spans.items():
        first, _, kind = key.partition(":")
        quoted = f"“{reading.text[start:end]}”"
        if first == "kind":
            words.append((style.kind(kind), quoted))
        elif first in CALLED:
            words.append((CALLED[first], quoted))
        else:
            signs.append((key, quoted))
    wants = NOTHING if said["intent"] == "other" else said["intent"]
    if no:
        wants = HELPERS_NO if said["intent"] in ("other", "answer") else f"{wants}, or {HELPERS_NO}"
    return Explained(wants, tuple(parts), tuple(words), tuple(signs))


def _of_a_no(reading: Reading, style: Style) -> list[tuple[str, str]]:
    """What a helper's no is to, what goes on, and that it is for good where no time is said."""
    if not saidno.plain(reading):
        return []
    parts = []
    for name, kinds in (("says no to", saidno.refused(reading)), ("only", saidno.kept(reading))):
        if kinds:
            parts.append((name, ", ".join(style.kind(k) for k in reading.kinds if k in kinds)))
    return [*parts, ("for how long", "for good")] if saidno.for_good(reading) else parts


CALLED = NAMED | {"for_name": "for someone else", "radius": "how far (km)", "pays": "who pays"}
"""Spans of a reading -> what they are called."""


def _value(value: Any, style: Style) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if value is True:
        return "yes"
    if not isinstance(value, dict):
        return str(value)
    words = f"“{value['text']}”"
    if "precision" in value:
        if value["latitude"] is None:
            return f"{words}, which is not a known place"
        point = f": {value['latitude']:.4f}, {value['longitude']:.4f}" if style.points else ""
        return f"{words} ({value['precision']}{point})"
    if value.get("from"):
        if value["from"] == value["to"]:
            return f"{words} ({style.moment(value['from'])})"
        end = style.moment(value["to"]) if value["to"] else "open"
        return f"{words} ({style.moment(value['from'])} to {end})"
    return words


def in_lines(reading: Reading, zone: tzinfo) -> str:
    """The explanation in a few lines, for a terminal."""
    found = explain(reading, zone)
    sure = round(reading.confidence * 100)
    lines = [f"“{reading.text}”", f"  {found.wants} ({sure}% sure, language {reading.language or 'unknown'})"]
    lines += [f"  {name}: {value}" for name, value in found.parts]
    words = [f"{name} {quoted}" for name, quoted in (*found.words, *found.signs)]
    if words:
        lines.append("  from the words: " + ", ".join(words))
    return "\n".join(lines)
