"""How well the kinds of relief-line texts are read: F1 of food, water and shelter against coarse labels.

    python bench/relief_lines.py relief_line_messages.jsonl --column original

The file holds one JSON object a line: `text`, `labels` and, where known, `original`, the text as it was sent. What
is read as one of our kinds counts for the label of that name. With --column original only Creole and French texts
count; any other is told by its everyday words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.language.reader import Reader
from mutualaid.language.words.tokens import fold

LABELS = ("food", "water", "shelter")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


OURS = _words(
    "mwen nou yo nan pou yon gen ki pa moun sa bezwen ap manje dlo kote mesi tanpri paske ak kay nap map pagen"
    " je vous nous les des est dans pour que avec sur une besoin merci pas avons suis du au ce qui bonjour sont"
    " tant prela grangou ede jwenn voye lekol lopital ed de la le"
)
OTHERS = _words(
    "the and you we need are is for please have of to in my he she hai aur ke ki mein ka ko se ho hain nahi kiya"
    " ghar"
)
"""Everyday words of Creole and French, and of the other languages the line received."""


@dataclass
class Count:
    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)

    def __str__(self) -> str:
        precision, recall = (self.right / max(1, self.right + x) for x in (self.false, self.missed))
        return f"F1 {self.f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  n {self.right + self.missed}"


def is_ours(text: str) -> bool:
    """Whether a text is rather Creole or French than anything else."""
    words = set(re.findall(r"[a-z]+", fold(text)))
    return len(words & OURS) > len(words & OTHERS)


def rows(path: Path, column: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Texts and labels of the file, those without text in the column left out."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row.get(column)
        if text and (column != "original" or is_ours(text)):
            yield text, frozenset(row["labels"])


def score(texts: Iterable[tuple[str, frozenset[str]]], reader: Reader) -> dict[str, Count]:
    """Right, false and missed readings of each label."""
    counts = {label: Count() for label in LABELS}
    shown = sys.stderr.isatty()
    for at, (text, labels) in enumerate(texts):
        kinds = reader.understand(text, Context(now=NOW)).kinds
        for label, count in counts.items():
            count.right += label in kinds and label in labels
            count.false += label in kinds and label not in labels
            count.missed += label not in kinds and label in labels
        if shown and at % 200 == 0:
            print(f"\r{at} texts", end="", file=sys.stderr)
    if shown:
        print("\r", end="", file=sys.stderr)
    return counts


def main() -> None:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("file", type=Path, help="JSON lines with text, original and labels")
    parser.add_argument("--column", choices=("text", "original"), default="text", help="which text to read")
    parser.add_argument("--half", choices=("odd", "even"), help="only every other text")
    parser.add_argument("--languages", default=",".join(languages()), help="codes, separated by commas")
    asked = parser.parse_args()
    texts = list(rows(asked.file, asked.column))
    if asked.half:
        texts = texts[asked.half == "odd" :: 2]
    reader = Reader(tuple(asked.languages.split(",")))
    for label, count in score(texts, reader).items():
        print(f"{label:8} {count}")


if __name__ == "__main__":
    main()
