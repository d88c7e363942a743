"""Faults on purpose: the real server processes against a stand-in for the provider that the official client talks
to, and a table of what was tried and what was lost.

Everything happens on the loopback address and in a folder of its own; only processes started here are ended. Exits
1 when a promise broke, and then keeps the folder.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport")]

from absence import absence  # noqa: E402
from beside import InServer  # noqa: E402
from books import Row  # noqa: E402
from clocks import clocks  # noqa: E402
from delivery import callbacks, often  # noqa: E402
from house import House  # noqa: E402
from kills import kills  # noqa: E402
from silence import silence  # noqa: E402
from storage import storage  # noqa: E402
from strangers import forged, forms  # noqa: E402
from weather import away, too_many, unsure  # noqa: E402

Trial = Callable[[Path, "Measure"], list[Row]]

TRIALS: dict[str, Trial] = {
    "kills": lambda folder, n: kills(folder, n(1000), n.seed),
    "often": lambda folder, n: often(folder, n(100)),
    "callbacks": lambda folder, n: callbacks(folder),
    "unsure": lambda folder, n: unsure(folder, n(60), n.seed),
    "too_many": lambda folder, n: too_many(folder, n(60), n.seed),
    "away": lambda folder, n: away(folder, 60),
    "absence": lambda folder, n: [
        row
        for span, texts in ((timedelta(minutes=10), 50), (timedelta(hours=1), 100), (timedelta(hours=24), 200))
        for row in absence(folder / f"{span.total_seconds():.0f}", span, n(texts))
    ],
    "storage": lambda folder, n: storage(folder, max(6, n(30)), n.seed),
    "forged": lambda folder, n: forged(folder, n(10_000), n.seed),
    "forms": lambda folder, n: forms(folder, n(100_000), n.seed),
    "silence": lambda folder, n: silence(folder, max(2, n(10))),
    "clocks": lambda folder, n: clocks(folder, max(2, n(10))),
}


@dataclass(frozen=True)
class Measure:
    """How much of a trial is wanted: called with the whole of it, it says the part."""

    share: float
    seed: int

    def __call__(self, whole: int) -> int:
        return max(1, round(whole * self.share))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trial", nargs="*", help=f"which to run, else all: {', '.join(TRIALS)}")
    parser.add_argument(
        "--share", type=float, default=1.0, metavar="X",
        help="the part of each trial: 1 is all of it (1,000 kills, 100,000 forms), 0.02 a look in passing (1)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which moments (1)")
    parser.add_argument(
        "--postgresql", action="store_true", help="on a PostgreSQL server of their own"
    )
    asked = parser.parse_args()
    for name in asked.trial:
        if name not in TRIALS:
            parser.error(f"there is no trial {name}; there are {', '.join(TRIALS)}")
    if not 0 < asked.share <= 1:
        parser.error("--share must be above 0 and at most 1")
    return asked


def main() -> int:
    asked = _options()
    if asked.postgresql:
        House.engine = InServer
    engine = "PostgreSQL" if asked.postgresql else f"SQLite {sqlite3.sqlite_version}"
    print(f"Python {platform.python_version()}, {engine}, {os.cpu_count()} cores, {platform.machine()}")
    broken = 0
    for name in asked.trial or TRIALS:
        folder = Path(tempfile.mkdtemp(prefix=f"faults-{name}-"))
        began = time.monotonic()
        rows = TRIALS[name](folder, Measure(asked.share, asked.seed))
        print(f"\n{name} ({time.monotonic() - began:.0f} s)")
        for row in rows:
            print(f"  {row.what:<72} {row.tried:>8} {row.broken:>6}   {row.says}", flush=True)
        lost = sum(row.broken for row in rows)
        broken += lost
        if lost:
            print(f"  see {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print("\nnothing lost" if not broken else f"\n{broken} broken promises")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
