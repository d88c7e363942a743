"""Texts of any characters at all, read: nothing raises, spans lie within the text, the JSON is valid, and what
holds no letter, digit or picture of ours is neither danger nor a stop.

    python bench/unicode.py [--examples 100000] [--seed 0]

The long form of tests/language/test_unicode.py, which has the texts and what must hold (tests/language/anytext.py).
Prints what was tried, the longest text, the time that the slowest took, and each fault with the seed of its text;
exits 1 if there was one. The last line is the figure.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BETWEEN = 500
"""Texts between two updates of the progress bar."""
BAR = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100_000, metavar="N", help="how many texts (100,000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the first one's seed (0)")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.language.anytext import any_context, any_text, understand

    held, sizes, bad = Counter[str](), Counter[str](), []
    longest, slowest, began = 0, (0.0, 0, 0), time.perf_counter()
    understand("need a ride fri 94110", any_context(0))  # loads languages and postcodes
    for number in range(given.examples):
        seed = given.seed + number
        text, holds = any_text(seed)
        held.update(holds)
        sizes[_size(len(text))] += 1
        longest = max(longest, len(text))
        started = time.perf_counter()
        try:
            wrong = understand(text, any_context(seed))
        except KeyboardInterrupt:
            raise
        except BaseException as broken:  # what is not written in Python may raise more than Exception
            wrong = [f"raised {broken!r}"]
        slowest = max(slowest, (time.perf_counter() - started, len(text), seed))
        bad += [f"seed {seed}: {what}" for what in wrong]
        if sys.stderr.isatty() and (number % BETWEEN == 0 or number + 1 == given.examples):
            done = BAR * (number + 1) // given.examples
            bar = f"[{'#' * done}{'.' * (BAR - done)}] {number + 1} of {given.examples}, {len(bad)} faults"
            print(f"\r{bar}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for title, counts in (("texts that held", held), ("texts of a length", sizes)):
        print(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    seconds, length, seed = slowest
    print(f"longest {longest} characters; slowest {1000 * seconds:.0f} ms for {length} characters (seed {seed})")
    for what in bad:
        print(f"  {what}")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{given.examples} texts, {time.perf_counter() - began:.0f} s ({machine})")
    print(f"faults: {len(bad)} of {given.examples}")
    return 1 if bad else 0


def _size(length: int) -> str:
    for most in (0, 10, 70, 160, 1600):
        if length <= most:
            return f"up to {most}" if most else "none"
    return "more than 1600"


if __name__ == "__main__":
    sys.exit(main())
