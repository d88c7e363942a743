"""Plays every transcript of the tests on PostgreSQL and says where one goes otherwise than on SQLite, and how long
both took. Needs the programs of a PostgreSQL server and the environment of the tests.

    .venv/bin/python bench/engines.py [NAME …]
"""

from __future__ import annotations

import difflib
import platform
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import NOTICE, programs, server  # noqa: E402 - the tests are no package that is installed
from tests.script import Played  # noqa: E402

SCRIPTS = ROOT / "tests" / "transcripts"


def played(script: Path, where: Path | str) -> tuple[list[str], float]:
    """How it went, and how many seconds it took."""
    began = time.perf_counter()
    went = Played(script, where).play()
    return went, time.perf_counter() - began


def main(names: list[str]) -> int:
    """Says how many went otherwise; of no names, all are played."""
    if programs() is None:
        print(NOTICE)
        return 1
    scripts = [script for script in sorted(SCRIPTS.glob("*.txt")) if not names or script.stem in names]
    otherwise, here, there = 0, 0.0, 0.0
    for script in scripts:
        with tempfile.TemporaryDirectory() as folder:
            expected, seconds = played(script, Path(folder))
        here += seconds
        went, seconds = played(script, server().emptied())
        there += seconds
        if went != expected:
            otherwise += 1
            print(f"{script.stem}:")
            print("\n".join(difflib.unified_diff(expected, went, "SQLite", "PostgreSQL", lineterm="", n=2)))
    took = f"{here:.1f} s on SQLite, {there:.1f} s on PostgreSQL"
    print(f"{len(scripts)} conversations, {otherwise} otherwise; {took}, on {platform.platform()}")
    return min(otherwise, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
