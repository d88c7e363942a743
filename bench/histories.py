"""The rules of conduct over long random histories: whatever people text, click and leave unsaid, and however the
provider stumbles, in whatever order.

Exits 1 with a history that breaks a rule, shortened as far as it can be (--quick leaves it as it was found).
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import platform
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHUNK = 10
"""Histories lived through between two lines of progress."""

SORTS = {"all": "test_histories", "promises": "test_promised_lives", "ties": "test_several_ties"}
"""Which histories there are, each with the test it is the long form of; `--steps`, `--quick` and `--postgresql` are
for the first."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--of", choices=sorted(SORTS), default="all", help="all that people do, or promises, or several ties (all)"
    )
    parser.add_argument("--examples", type=_some, default=100, metavar="N", help="how many histories (100)")
    parser.add_argument("--steps", type=_some, default=60, metavar="N", help="how long each is at most (60)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which histories (1)")
    parser.add_argument("--quick", action="store_true", help="do not shorten a history that breaks a rule")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of their own")
    parser.add_argument("--go-on", action="store_true", help="go on after a breach, and count them")
    return parser.parse_args()


def _some(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def main() -> int:
    options = _options()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport")]
    logging.disable(logging.CRITICAL)
    from tests.postgres import server
    from tests.test_histories import LIVED, Histories, live

    def place(folder: Path) -> Path | str:
        return server().emptied() if options.postgresql else Histories.place(folder)

    def lived(count: int, chosen: int) -> None:
        if options.of == "all":
            shorten = not (options.quick or options.go_on)
            live(count, options.steps, chosen, shorten=shorten, place=place)
        else:
            importlib.import_module(f"tests.{SORTS[options.of]}").live(count, chosen)

    start, breaches, done = time.perf_counter(), [], 0
    while done < options.examples:
        count = min(CHUNK, options.examples - done)
        try:
            lived(count, options.seed * 100_000 + done)
        except Exception as broken:
            at = f"{count} histories from seed {options.seed * 100_000 + done}: "
            breaches.append(at + (str(broken).splitlines()[0] if str(broken) else repr(broken)))
            if not options.go_on:
                traceback.print_exception(broken, limit=-3)
                break
        done += count
        if sys.stderr.isatty():
            print(f"\r{done} of {options.examples} histories, {len(breaches)} breaches", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    took = time.perf_counter() - start
    for what, number in sorted(LIVED.items()) if options.of == "all" else ():
        print(f"{number:>8}  {what}")
    print(f"{len(breaches):>8}  breaches")
    for breach in breaches:
        print(f"          {breach}")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    engine = "PostgreSQL" if options.postgresql else "SQLite"
    length = f"up to {options.steps} steps" if options.of == "all" else options.of
    what = f"{options.examples} histories of {length}, seed {options.seed}, {engine}"
    print(f"{what}, {took:.0f} s ({machine})")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
