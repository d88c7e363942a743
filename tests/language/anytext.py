"""Texts of any characters at all, and what must hold whatever a text holds; for the test and bench/unicode.py."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from mutualaid.domain.places import Place
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language.as_json import as_json
from mutualaid.language.reader import Reader
from mutualaid.language.safety.drawn import TELLING
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.tokens import fold
from tests.language.reading_help import NOW, ZONE

LANGUAGES = ("en", "es", "fr", "ht")
QUESTIONS = (None, None, "yes_no", "place", "kind", "when", "name")
LONG = 1600
"""Characters of ten segments: nothing longer reaches us as one text."""

SCRIPTS = {
    "Latin": (0x41, 0x24F), "Greek": (0x370, 0x3FF), "Cyrillic": (0x400, 0x52F), "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF), "Devanagari": (0x900, 0x97F), "Bengali": (0x980, 0x9FF), "Thai": (0xE00, 0xE7F),
    "Ethiopic": (0x1200, 0x137F), "Khmer": (0x1780, 0x17FF), "kana": (0x3040, 0x30FF), "Han": (0x4E00, 0x9FFF),
    "Hangul": (0xAC00, 0xD7A3), "fullwidth": (0xFF00, 0xFFEF), "letters of mathematics": (0x1D400, 0x1D7FF),
    "enclosed letters": (0x1F100, 0x1F1FF),
}  # fmt: skip
RANGES = {
    **SCRIPTS, "control characters": (0x0, 0x1F), "later control characters": (0x7F, 0x9F),
    "combining marks": (0x300, 0x36F), "marks": (0x2010, 0x205E), "signs": (0x20A0, 0x214F),
    "arrows": (0x2190, 0x23FF), "dingbats": (0x2600, 0x27BF), "emoji": (0x1F300, 0x1FAFF),
    "surrogates": (0xD800, 0xDFFF), "escaped bytes": (0xDC80, 0xDCFF), "private use": (0xE000, 0xF8FF),
    "tags": (0xE0000, 0xE007F), "anything": (0x0, 0x10FFFF),
}  # fmt: skip
SIGNS = {
    "zero width": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e",
    "spaces": "\u00a0\u2002\u2003\u2009\u202f\u3000\u1680",
    "right to left": "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c",
    "joined emoji": "\u200d\ufe0f🏽🏿👩👨👧🚒❤🏳🌈",
    "digits of all sorts": "²①⓪٣۴३๓５𝟗Ⅳ½㊿",
    "line ends": "\n\r\u2028\u2029\u0085\v\f",
    "case": "ßẞİıǅﬁŉſKÅΣςΐŒ",
    "marks of ours": ".!?…,;:/()&=\"'-_*~#$£€@%+|\\{}[]<>`^",
}


@cache
def words() -> tuple[str, ...]:
    """Words of our own labelled texts: what surrounds odd characters in earnest."""
    here = Path(__file__).parent
    every = " ".join(line.partition("\t")[0] for c in LANGUAGES for line in _lines(here / f"{c}.tsv")).split()
    return tuple(sorted(set(every)))


@cache
def pictures() -> frozenset[str]:
    """Pictures that stand for words."""
    return frozenset("".join(picture for code in LANGUAGES for picture in load(code).pictures))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


@cache
def reader() -> Reader:
    """Reads all languages, with a gazetteer of two places."""
    hall = Place("Grange Hall", "Grange Hall", 37.75, -122.42, ("the hall",))
    known = [hall, Place("plaza", "plaza", None, None)]
    return Reader(LANGUAGES, Gazetteer(known).find)


def any_text(seed: int) -> tuple[str, frozenset[str]]:
    """A text made by chance of the seed, and what it holds: names of RANGES and SIGNS, "words", "long"."""
    draw = random.Random(seed)
    makers: list[tuple[str, Callable[[], str]]] = [
        *((name, lambda a=low, b=high: chr(draw.randint(a, b))) for name, (low, high) in RANGES.items()),
        *((name, lambda few=few: draw.choice(few)) for name, few in SIGNS.items()),
        ("words", lambda: f" {draw.choice(words())} "),
        ("words", lambda: f" {draw.choice(words())} "),
    ]
    chosen = draw.sample(makers, draw.choice((1, 1, 2, 2, 3, 6)))
    pieces = draw.choice((0, 1, 2, 5, 12, 40))
    held = {name for name, _ in chosen} if pieces else set()
    text = "".join(draw.choice(chosen)[1]() for _ in range(pieces))
    if pieces and draw.random() < 0.02:
        held.add("long")
        text = (text * (1 + 2 * LONG // len(text)))[: draw.choice((LONG, LONG + 1, 2 * LONG))]
    if pieces and draw.random() < 0.1:
        held.add("one character over and over")
        text += draw.choice(chosen)[1]() * draw.choice((3, 40, 200))
    return text, frozenset(held)


def any_context(seed: int) -> Context:
    """With an open question or none, and a language it was written in before or none."""
    draw = random.Random(seed)
    return Context(NOW, draw.choice((None, *LANGUAGES)), draw.choice(QUESTIONS))


def faults(text: str, reading: Reading) -> Iterator[str]:
    """What is wrong with a reading whatever its text says."""
    spans = [*reading.spans.items(), *((f"place {s.text}", (s.start, s.end)) for s in reading.places)]
    for name, (start, end) in spans:
        if not 0 <= start <= end <= len(text):
            yield f"{name} is said to stand at {start} to {end} of {len(text)}"
    for spot in (reading.place, reading.to, *reading.places):
        if spot is not None and text[spot.start : spot.end] != spot.text:
            yield f"the place {spot.text!r} does not stand at {spot.start} to {spot.end}"
    if not 0 <= reading.confidence <= 1:
        yield f"confidence is {reading.confidence}"
    said = json.dumps(as_json(reading, ZONE), allow_nan=False)
    if "\n" in said or not isinstance(json.loads(said), dict):
        yield "its JSON is no object on one line"
    # A picture may say SOS, or be a weapon.
    told = pictures() | TELLING
    if not any((c.isascii() and c.isalnum()) or c in told for c in fold(text)):
        if reading.command is Command.STOP:
            yield "a stop without a letter or digit of ours"
        if reading.danger is not None or reading.urgent:
            yield "danger without a letter or digit of ours"


def understand(text: str, context: Context) -> list[str]:
    """Reads a text; what was wrong with that, nothing where all is well."""
    return list(faults(text, reader().understand(text, context)))
