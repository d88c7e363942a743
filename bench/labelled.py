"""How well intents and kinds of labelled messages are read, with intervals, for two halves of the file.

    python bench/labelled.py messages_labelled.jsonl

The file holds one JSON object a line: `text`, `intents` (one, or two either of which is right; `both` allows need
and offer), `kinds`, and `maybe`, kinds that are neither right nor wrong. The halves are told apart by a hash of the
text, so that one can be developed on and the other only counted. Prints, for each, intent accuracy and macro F1,
and micro and macro F1 of the kinds (macro over kinds with five or more), each with the 95 % interval of 1,000
bootstrap draws.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader

INTENTS = ("need", "offer", "question", "other")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
FEWEST = 5
"""Times a kind is labelled from which its F1 counts in the mean over kinds."""
DRAWS = 1000


@dataclass(frozen=True)
class Row:
    """One text as read: its label, what was read, and each kind as (right, false, missed)."""

    true: str
    read: str
    kinds: dict[str, tuple[int, int, int]]


def f1(right: int, false: int, missed: int) -> float:
    return 2 * right / (2 * right + false + missed) if right else 0.0


def row(labelled: dict[str, list[str]], text: str, reader: Reader) -> Row:
    """What a text was read as, beside its labels."""
    reading = reader.understand(" ".join(text.split()), Context(now=NOW))
    allowed = {*labelled["intents"], *(("need", "offer") if "both" in labelled["intents"] else ())}
    read = reading.intent.value if reading.intent.value in (*INTENTS, "both") else "other"
    kinds = {}
    if allowed & {"need", "offer"}:
        want, got = set(labelled["kinds"]), set(reading.kinds)
        for kind in (want | got) - set(labelled.get("maybe", [])):
            kinds[kind] = (int(kind in want & got), int(kind not in want), int(kind not in got))
    return Row(read if read in allowed else labelled["intents"][0], read, kinds)


def scores(rows: Sequence[Row]) -> tuple[float, float, float, float]:
    """Intent accuracy and macro F1, kinds micro and macro F1, each 0-1."""
    right = sum(r.true == r.read for r in rows)
    of_intents = []
    for name in INTENTS:
        hits = sum(r.true == r.read == name for r in rows)
        false = sum(r.read == name != r.true for r in rows)
        of_intents.append(f1(hits, false, sum(r.true == name != r.read for r in rows)))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in rows:
        for kind, found in one.kinds.items():
            counts[kind] = [a + b for a, b in zip(counts[kind], found, strict=True)]
    micro = f1(*(sum(c[i] for c in counts.values()) for i in range(3)))
    often = [f1(*c) for c in counts.values() if c[0] + c[2] >= FEWEST]
    macro = sum(often) / max(1, len(often))
    return right / len(rows), sum(of_intents) / len(INTENTS), micro, macro


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="JSON lines with text, intents, kinds and maybe")
    reader = Reader(languages())
    halves: dict[str, list[Row]] = {"A": [], "B": []}
    for line in parser.parse_args().file.read_text("utf-8").splitlines():
        labelled = json.loads(line)
        half = "B" if hashlib.sha256(labelled["text"].encode()).digest()[0] % 2 else "A"
        halves[half].append(row(labelled, labelled["text"], reader))
    draw = random.Random(1)
    halves["all"] = [*halves["A"], *halves["B"]]
    for name, rows in halves.items():
        drawn = [scores(draw.choices(rows, k=len(rows))) for _ in range(DRAWS)]
        print(f"{name}, {len(rows)} texts")
        titles = ("intent accuracy", "intent macro F1", "kinds micro F1", "kinds macro F1")
        for at, (title, value) in enumerate(zip(titles, scores(rows), strict=True)):
            ordered = sorted(d[at] for d in drawn)
            low, high = ordered[DRAWS // 40], ordered[-DRAWS // 40]
            print(f"  {title:16} {value:.3f}  ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
