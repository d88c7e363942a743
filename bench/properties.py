"""Every property of the suite on choices that it does not make: `make test` tries the same ones each time, so that
a change is stopped by what it does itself.

Exits 1 where one does not hold, with the shortest choice that breaks it and the seed it came of.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rounds", type=int, default=10, metavar="N", help="how often, each from a seed of its own (10)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the first seed (1)")
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="those whose name has these words, as for pytest -k"
    )
    return parser.parse_args()


def main() -> int:
    options = _options()
    os.chdir(ROOT)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "hypothesis",
        "--hypothesis-profile=other",
        "-k",
        options.only,
    ]
    start, broken = time.perf_counter(), []
    for seed in range(options.seed, options.seed + options.rounds):
        run = subprocess.run([*command, f"--hypothesis-seed={seed}"], capture_output=True, text=True, check=False)
        last = (run.stdout.strip() or run.stderr.strip()).rsplit("\n", 1)[-1]
        print(f"seed {seed}: {last}", flush=True)
        if run.returncode:
            broken.append(seed)
            print(run.stdout[-4000:] + run.stderr[-2000:], flush=True)
    print(f"{options.rounds} rounds in {time.perf_counter() - start:.0f} s, broken: {broken or 'none'}")
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
