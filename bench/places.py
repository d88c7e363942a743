"""How well the places of texts are found: recall of marked places, and precision of what is found.

    python bench/places.py place_mentions.jsonl

The file holds one JSON object a line: `text` and `places`, each with `text` and `category` (C1 house address,
C5 corner, C7 landmark, C8 district; others are marked too). A marked place counts as found where one of the places
that are read contains it and is at most three words longer. A place that is read counts as right where it contains
a marked place of any category, or lies inside one, by the same measure; `strict` asks for one of the four.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.gazetteer import Gazetteer
from mutualaid.language.reader import Reader

CATEGORIES = ("C1", "C5", "C7", "C8")
MOST_MORE = 3
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def fits(read: str, marked: str) -> bool:
    """Whether a place that was read contains the marked words and at most three more."""
    return holds(read, marked) and len(read.split()) <= len(marked.split()) + MOST_MORE


def holds(text: str, part: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part.lower())}(?!\w)", text.lower()) is not None


def within(read: str, marked: str) -> bool:
    """Whether a place that was read is the marked one without some of its words."""
    return holds(marked, read) and len(marked.split()) <= len(read.split()) + MOST_MORE


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("file", type=Path, help="JSON lines with text and places")
    parser.add_argument("--half", choices=("odd", "even"), help="only every other text")
    parser.add_argument("--country", default="US", help="how postcodes look (default US)")
    parser.add_argument("--languages", default=",".join(languages()), help="codes, separated by commas")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrong, on stderr")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.file.read_text("utf-8").splitlines()]
    if asked.half:
        rows = rows[asked.half == "odd" :: 2]
    reader = Reader(tuple(asked.languages.split(",")), Gazetteer((), country=asked.country).find)
    score(rows, reader, asked.show)


def score(rows: list[dict[str, Any]], reader: Reader, show: bool) -> None:
    """Prints recall by category, and precision."""
    found: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    read = right = strict = 0
    for row in rows:
        texts = [spot.text for spot in reader.understand(row["text"], Context(now=NOW)).places]
        for place in row["places"]:
            marked[place["category"]] += 1
            if any(fits(text, place["text"]) for text in texts):
                found[place["category"]] += 1
            elif show and place["category"] in CATEGORIES:
                print(f"missed {place['category']} {place['text']!r}: {row['text']}  {texts}", file=sys.stderr)
        for text in texts:
            kinds = {
                p["category"] for p in row["places"] if fits(text, p["text"]) or within(text, p["text"])
            }  # fmt: skip
            read += 1
            right += bool(kinds)
            strict += bool(kinds & set(CATEGORIES))
            if show and not kinds:
                print(f"wrong {text!r}: {row['text']}  {[p['text'] for p in row['places']]}", file=sys.stderr)
    for category in sorted(marked):
        note = "" if category in CATEGORIES else "  (not asked for)"
        print(f"{category:4} recall {found[category] / marked[category]:.3f}  of {marked[category]}{note}")
    asked, got = (sum(count[c] for c in CATEGORIES) for count in (marked, found))
    print(f"all  recall {got / max(1, asked):.3f}  of {asked} ({', '.join(CATEGORIES)})")
    print(f"     precision {right / max(1, read):.3f}  strict {strict / max(1, read):.3f}  of {read}")


if __name__ == "__main__":
    main()
