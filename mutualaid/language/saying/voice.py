"""The small words of one language: what its lines.toml says beside the lines themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mutualaid.domain.vocabulary import PRACTICAL
from mutualaid.language.saying.pictures import in_words
from mutualaid.language.saying.segments import EXTENSION, gsm7, spells
from mutualaid.language.words.merging import lines_of
from mutualaid.languages import own

TABLES = ("about", "kinds", "bands", "say", "times", "alarms")
"""The tables of a lines.toml; every other key but the lists below is a line."""

LISTS = ("door_words", "unsaid")

SAY = (
    "neighbor", "a_neighbor", "coordinator", "number", "soon", "urgent", "now", "this", "and", "or", "more",
    "place", "home", "for_people", "wanted", "for_name", "to", "within_km", "within_miles", "one_km",
    "one_mile", "helped_once", "helped_times", "others", "choice", "that_person", "for_other", "both_ways",
    "one_way", "ride_to", "ride_back",
    "task_they_pay", "task_fund", "take_no_money", "they_pay_you", "group_pays_you", "help_is_free", "pay_receipt",
    "odds", "odds_hour", "odds_hours", "odds_days", "please_note", "asked", "first", "second", "third", *PRACTICAL,
)  # fmt: skip
TIMES = (
    "weekdays", "months", "twelve_hours", "noon", "clock", "weekday", "date", "from", "every", "every_other",
    "every_day", "each_day", "any_day", "days", "after", "before", "between", "days_aloud", "morning", "afternoon",
    "evening",
    "noon_aloud", "today_aloud", "tomorrow_aloud", "day_aloud",
)  # fmt: skip
ABOUT = ("name", "locale", "number_removed", "link_removed")
"""What the language calls itself, the locale of the voice that reads it, what replaces what was taken out."""

BANDS = ("under_10", "10_to_20", "drive")
ALARMS = (
    "medical", "violence", "home", "fire", "overdose", "self_harm", "other", "worker", "sender", "cap", "webhooks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """One language's lines and small words. `given` is how a kind is said of what somebody offers."""

    language: str
    about: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    given: Mapping[str, str]
    bands: Mapping[str, str]
    say: Mapping[str, str]
    times: Mapping[str, Any]
    alarms: Mapping[str, str]
    door_words: tuple[str, ...]
    unsaid: tuple[str, ...]
    """Beginnings of words that no text of ours repeats: illnesses and medicines."""
    missing: tuple[str, ...] = field(default=())
    """What the file lacks, one phrase each."""

    def hides(self, text: str) -> bool:
        """Whether `text` holds a word that is left unsaid."""
        return any(re.search(rf"\b{re.escape(stem)}", text.lower()) for stem in self.unsaid)


def read_voice(language: str) -> Voice:
    """The voice of a language, with the group's own lines in the place of ours. Raises FileNotFoundError where it
    has no lines.toml."""
    return _read_voice(language, own())


@cache
def _read_voice(language: str, _: Path | None) -> Voice:
    said = lines_of(language)
    if not said:
        raise FileNotFoundError(f"There are no lines in {language}.")
    return voice_from(language, said)


def voice_from(language: str, data: Mapping[str, Any]) -> Voice:
    """The voice a lines.toml of these contents makes; what it lacks is in `missing`."""
    tables: dict[str, dict[str, Any]] = {name: dict(data.get(name, {})) for name in TABLES}
    required = [(table, name) for table, names in _REQUIRED.items() for name in names]
    missing = [f"[{table}] {name}" for table, name in required if name not in tables[table]]
    missing += [name for name in LISTS if not data.get(name)]
    kinds = {kind: said if isinstance(said, str) else said[0] for kind, said in tables["kinds"].items()}
    given = {kind: said if isinstance(said, str) else said[-1] for kind, said in tables["kinds"].items()}
    lines = {
        name: (said,) if isinstance(said, str) else tuple(said)
        for name, said in data.items()
        if name not in TABLES and name not in LISTS
    }
    return Voice(
        language, tables["about"], lines, kinds, given, tables["bands"], tables["say"], tables["times"],
        tables["alarms"],
        tuple(data.get("door_words", ())), tuple(data.get("unsaid", ())), tuple(missing),
    )  # fmt: skip


_REQUIRED = {"about": ABOUT, "say": SAY, "times": TIMES, "bands": BANDS, "alarms": ALARMS}


# ---- fitting words into room

_JOINS = (" &", " and", " y", " at", " con")
"""Two streets are cut inside the second one's name rather than left as one."""


def width(text: str) -> int:
    """How many of a segment's 160 places a GSM-7 text takes."""
    return len(text) + sum(char in EXTENSION for char in text)


def own_words(text: str | None, language: str) -> str:
    """A neighbour's words on one line: GSM-7, pictures in words of `language`, where that keeps every letter; else
    as they are."""
    words = " ".join((text or "").split())
    return " ".join(gsm7(in_words(words, language)).split()) if spells(words) else words


def clean(text: str | None) -> str:
    """Words as they may stand in a text of ours: one line of GSM-7; empty where nothing legible is left."""
    words = " ".join((text or "").split())
    return " ".join(gsm7(words).split()) if spells(words) else ""


def clip(text: str, room: int, ending: str = "") -> str:
    """`text` in at most `room` places, cut at a word where that leaves half of it, `ending` added if cut."""
    if width(text) <= room:
        return text
    room -= width(ending)
    kept = text
    while kept and width(kept) > room:
        kept = kept[:-1]
    words = kept.rsplit(" ", 1)[0] if text[len(kept) : len(kept) + 1] != " " and " " in kept else kept
    if width(words) * 2 >= room and not words.endswith(_JOINS):
        kept = words
    return (kept.rstrip(" .,;:&-(/") + ending) if room > 0 else ""


def phrase(kinds: tuple[str, ...], voice: Voice, room: int, *, given: bool = False) -> str:
    """Kinds as a phrase, "food, water and a ride", in at most `room` places; "food and more" where all do not
    fit. Kinds said alike are said once; "general" beside others is the "more"."""
    table = voice.given if given else voice.kinds
    rest = "general" in kinds and len(set(kinds)) > 1
    said = list(dict.fromkeys(table[k] for k in kinds if k in table and not (rest and k == "general")))
    if not said:
        return clip(voice.say["this"], room)
    for count in range(len(said), 0, -1):
        more = [voice.say["more"]] if rest or count < len(said) else []
        text = listed([*said[:count], *more], voice)
        if width(text) <= room:
            return text
    return clip(said[0], room)


def listed(parts: list[str], voice: Voice) -> str:
    """Words in a row, the last behind "and"."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {voice.say['and']} {parts[-1]}"
