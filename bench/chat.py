"""How much ordinary chat and spam is taken for a need, an offer, a wish for no more texts, or danger.

    python bench/chat.py spam_and_chat.jsonl [--show 20]

The file holds one JSON object a line: `text` and `label`, ham (personal chat) or spam. None of it was written to a
neighbours' line, so that hardly any is a need or an offer, and none opts out of ours. Prints for each label how
many texts were read so, with 95 % Wilson intervals. The last line is the figure: ham read as a need or an offer,
false stops and false dangers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mutualaid.config import languages
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Command, Intent
from mutualaid.language.reader import Reader

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
READ = ("need", "offer", "stop", "danger", "urgent", "spam")


def read_as(reading: Reading) -> Iterator[str]:
    """What a text was taken for, of READ."""
    if reading.intent in (Intent.NEED, Intent.BOTH):
        yield "need"
    if reading.intent in (Intent.OFFER, Intent.BOTH):
        yield "offer"
    if reading.command is Command.STOP:
        yield "stop"
    if reading.danger is not None:
        yield "danger"
    if reading.urgent:
        yield "urgent"
    if reading.spam:
        yield "spam"


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, count / total
    middle = share + z * z / (2 * total)
    spread = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    return (middle - spread) / (1 + z * z / total), (middle + spread) / (1 + z * z / total)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON lines with text and label")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N texts of each false reading")
    given = parser.parse_args()
    reader = Reader(languages())
    counts: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    shown: dict[str, list[str]] = {name: [] for name in READ}
    for line in given.file.read_text("utf-8").splitlines():
        row = json.loads(line)
        totals[row["label"]] += 1
        for name in read_as(reader.understand(row["text"], Context(now=NOW))):
            counts[row["label"], name] += 1
            if name != "spam" and row["label"] == "ham":
                shown[name].append(row["text"])
    for label, total in totals.items():
        for name in READ:
            low, high = wilson(counts[label, name], total)
            count = counts[label, name]
            print(f"{label} read as {name:7} {count:4} of {total}  {count / total:.3f} ({low:.3f} to {high:.3f})")
    for name, texts in shown.items():
        for text in texts[: given.show]:
            print(f"  {name}: {text}")
    asking = counts["ham", "need"] + counts["ham", "offer"]
    stops, dangers = (counts["ham", name] for name in ("stop", "danger"))
    print(f"ham read as need or offer {asking} of {totals['ham']}, false stops {stops}, false dangers {dangers}")


if __name__ == "__main__":
    main()
