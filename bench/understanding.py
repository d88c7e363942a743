"""How fast texts are understood, beside the plainest way to forgive typos in the same run.

    python bench/understanding.py FILE.jsonl [FILE.jsonl ...] [--field text] [--most 3000]

Reads every text of the files (one JSON object a line; of `sms`, `text` the first that is there) with all languages
loaded and the gazetteer in place, on one core, and then looks up each of their words with
`rapidfuzz.process.extractOne` in the same vocabulary, words we know included, as a keyword system without an index
would. Prints messages a second of processor time of both, their ratio, the time from start to the first reading of
a new process with what is prepared kept, and the most memory that process held. The machine is named, for figures
move with it.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
from mutualaid.language.words.lexicon import load
from mutualaid.language.words.tokens import tokenize

FIELDS = ("sms", "text")
LEAST_RATIO, LEAST_RATE = 10, 2000
"""What is aimed at: so many times the plain look-up, and so many messages a second."""
START_SECONDS, MEMORY_MB = 0.5, 80

ONE_TEXT = """
import re, time
began = time.perf_counter()
from datetime import UTC, datetime
from mutualaid.config import languages
from mutualaid.domain.reading import Context
from mutualaid.gazetteer.gazetteer import Gazetteer
from mutualaid.language.reader import Reader
Reader(languages(), Gazetteer([]).find).understand("need a ride fri", Context(now=datetime.now(UTC)))
held = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(time.perf_counter() - began, int(held[1]) / 1024 if held else 0)
"""


def texts_of(files: list[Path], most: int) -> list[str]:
    """Up to `most` texts of the files, drawn alike each time."""
    out: list[str] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            said = next((row[name] for name in FIELDS if isinstance(row.get(name), str)), None)
            if said:
                out.append(said)
    random.Random(1).shuffle(out)
    return out[:most]


def ours(texts: list[str]) -> float:
    """Messages a second, after a warm-up of fifty."""
    reader, context = Reader(languages(), Gazetteer([]).find), Context(now=datetime.now(UTC))
    for text in texts[:50]:
        reader.understand(text, context)
    began = time.process_time()
    for text in texts:
        reader.understand(text, context)
    return len(texts) / (time.process_time() - began)


def plain(texts: list[str]) -> float:
    """Messages a second where each word is looked up among all words of all languages."""
    known = sorted(set().union(*(load(code).known for code in languages())))
    began = time.process_time()
    for text in texts:
        for token in tokenize(text):
            if not token.mark and token.word.isalpha():
                process.extractOne(token.word, known, scorer=OSA.distance, score_cutoff=2)
    return len(texts) / (time.process_time() - began)


def started() -> tuple[float, float]:
    """Seconds and MB of a process that reads one text; the best of three."""
    runs = []
    for _ in range(4):
        done = subprocess.run([sys.executable, "-c", ONE_TEXT], capture_output=True, text=True, check=True)
        runs.append(tuple(float(part) for part in done.stdout.split()))
    seconds, megabytes = min(runs[1:])
    return seconds, megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with texts")
    parser.add_argument("--most", type=int, default=3000, help="texts read at most (default 3000)")
    parser.add_argument("--peer", type=int, default=300, help="texts for the plain look-up (default 300)")
    given = parser.parse_args()
    texts = texts_of(given.files, given.most)
    if not texts:
        parser.error(f"no texts in {', '.join(map(str, given.files))}; a line is an object with one of {FIELDS}")
    words = sum(len(t.split()) for t in texts) / len(texts)
    print(f"{platform.machine()}, Python {platform.python_version()}, one core")
    print(f"{len(texts)} texts of {words:.1f} words")
    fast, slow = ours(texts), plain(texts[: given.peer])
    print(f"understood                 {fast:8.0f} messages a second (aim {LEAST_RATE}), {fast * words:.0f} words")
    print(f"extractOne for each word   {slow:8.1f} messages a second; ratio {fast / slow:.1f} (aim {LEAST_RATIO})")
    seconds, megabytes = started()
    print(f"start to the first reading {seconds:8.2f} s (aim {START_SECONDS})")
    print(f"most memory                {megabytes:8.0f} MB (aim {MEMORY_MB})")


if __name__ == "__main__":
    main()
