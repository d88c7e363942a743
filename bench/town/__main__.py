"""A simulated town, lived through with the real service: how many needs each way of matching fills, how fast, and
what it asks of people for it.

The neighbours, what they need and offer, and what nobody in the service knows of them (who would say yes to what,
how long an answer takes, for how long an ask makes them deaf to the next) are made from bench/town/parameters.toml
and a seed. Each text of theirs goes through the service as a real one would, on a clock that is moved. Every way of
matching meets the same people with the same luck, so that differences are those of the ways. The other ways imitate
other systems (bench/town/rivals.py); the oracle knows every hidden yes and is what no way can pass
(bench/town/oracle.py).

examples:
  .venv/bin/python bench/town                            all of it: some twenty minutes on two idle cores
  .venv/bin/python bench/town --towns scarce --seeds 2   a look in passing: some minutes
  .venv/bin/python bench/town --policies together nearest --fatigue 1 --neighbours 400
  .venv/bin/python bench/town --read town.json --plots docs   table and pictures of a run kept with --json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from bench.town.figures import counted, gather, markdown, ordered, sensitivity, table, whole  # noqa: E402
from bench.town.life import Lived, as_dict, live  # noqa: E402
from bench.town.made import PARAMETERS, make  # noqa: E402
from bench.town.rivals import POLICIES  # noqa: E402

QUARTER = 4
"""The other levels of fatigue are lived through with so much fewer seeds."""

Task = tuple[str, int, str, float, int, int]


def main() -> int:
    asked = _options()
    machine = platform.processor() or platform.machine()
    print(f"on {machine}, {os.cpu_count()} cores, Python {platform.python_version()}; {asked.jobs} at once")
    began = time.perf_counter()
    lived = _read(asked.read) if asked.read else list(_lived(asked))
    if not lived:
        return 1
    if asked.json and not asked.read:
        asked.json.write_text(json.dumps([as_dict(one) for one in lived]), encoding="utf-8")
    took = time.perf_counter() - began
    runs = whole(gather(lived))
    towns = [town for town in PARAMETERS["towns"] if any(t == town for t, _, _ in runs)]
    policies = ordered(policy for _, policy, _ in runs)
    for town in towns:
        print(f"\n{counted(runs, town)}")
        print("\n".join(table(runs, town, policies)))
    for town in towns:
        if len({fatigue for t, _, fatigue in runs if t == town}) > 1:
            print(f"\nfatigue in the {town} town, over that of the parameters:")
            print("\n".join(sensitivity(runs, town, policies)))
    spent = sum(one.seconds for one in lived) / len(lived)
    print(f"\n{len(lived)} times lived through, {spent:.1f} s each, {took / 60:.0f} min in all")
    if asked.markdown:
        print("", *markdown(runs, towns, policies), sep="\n")
    if asked.plots:
        from bench.town.plots import draw

        for path in draw(runs, towns, policies, asked.plots):
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/town", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="ways of matching:\n" + "\n".join(f"  {name:10} {p.says}" for name, p in POLICIES.items()),
    )  # fmt: skip
    towns = list(PARAMETERS["towns"])
    parser.add_argument("--towns", nargs="+", choices=towns, default=towns, help="which towns (all)")
    parser.add_argument("--seeds", type=int, default=20, metavar="N", help="how many towns of each kind (20)")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the seed of the first of them (1)")
    parser.add_argument(
        "--neighbours", type=int, default=60, metavar="N", help="who lives in each: helpers and those in need (60)"
    )
    parser.add_argument("--weeks", type=int, default=4, metavar="N", help="how long they are looked at (4)")
    ways = list(POLICIES)
    parser.add_argument("--policies", nargs="+", choices=ways, default=ways, help="which ways (all)")
    parser.add_argument(
        "--fatigue", type=float, nargs="+", default=[0, 0.5, 1, 1.5, 2], metavar="X",
        help="how long an ask makes deaf to the next, over the parameters' time; other levels than 1 only in the"
        f" first of the towns, and with one seed in {QUARTER} (0 0.5 1 1.5 2)",
    )  # fmt: skip
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many at once (2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep what became of each town")
    parser.add_argument(
        "--read", type=Path, nargs="+", metavar="FILE", help="live through nothing; read what was kept"
    )
    parser.add_argument("--markdown", action="store_true", help="the tables of docs/matching.md too")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw the pictures (needs the extra `bench`)")
    asked = parser.parse_args()
    if min(asked.seeds, asked.weeks, asked.jobs) < 1 or asked.neighbours < 4 or min(asked.fatigue) < 0:
        parser.error("--seeds, --weeks and --jobs are 1 or more, --neighbours 4 or more, --fatigue 0 or more")
    return asked


def _read(paths: list[Path]) -> list[Lived]:
    return [Lived(**one) for path in paths for one in json.loads(path.read_text(encoding="utf-8"))]


def _tasks(asked: argparse.Namespace) -> list[Task]:
    """What is lived through: one seed of everything after the other, so that a run cut short is whole for some."""
    few = max(1, asked.seeds // QUARTER)
    found: list[Task] = []
    for at in range(asked.seeds):
        seed = asked.first + at
        for town in asked.towns:
            every = town == asked.towns[0] and at < few
            levels = asked.fatigue if every else [f for f in asked.fatigue if f == 1]
            found += [
                (town, seed, policy, float(f), asked.neighbours, asked.weeks)
                for policy in ordered(asked.policies)
                for f in levels
            ]
    return found


def _lived(asked: argparse.Namespace) -> Iterator[Lived]:
    """Lives through everything, some at once. Ctrl-C ends it with what there is."""
    tasks = _tasks(asked)
    began = time.perf_counter()
    with ProcessPoolExecutor(asked.jobs) as pool:
        waiting = [pool.submit(_one, task) for task in tasks]
        try:
            for done, future in enumerate(as_completed(waiting), start=1):
                yield future.result()
                _progress(done, len(tasks), time.perf_counter() - began)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            print("\ncut short: what follows is of the towns done so far", file=sys.stderr)


def _one(task: Task) -> Lived:
    town, seed, policy, fatigue, neighbours, weeks = task
    return live(make(town, seed, neighbours, weeks), policy, fatigue)


def _progress(done: int, of: int, seconds: float) -> None:
    if not sys.stderr.isatty():
        return
    full = round(30 * done / of)
    left = seconds / done * (of - done) / 60
    end = "\n" if done == of else ""
    bar = "#" * full + "." * (30 - full)
    print(f"\r[{bar}] {done} of {of}, {left:.0f} min left ", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
