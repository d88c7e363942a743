"""What a run comes to: figures of each way in each town, and how far another way lies from ours on the same
luck."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles

from bench.town.life import Lived
from bench.town.rivals import POLICIES

OURS = "together"
RESAMPLED = 2000
NONE = float("nan")

Runs = Mapping[tuple[str, str, float], Mapping[int, Lived]]
"""Town, policy and fatigue -> seed -> what became of it."""


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    of: Callable[[Sequence[Lived]], float]
    digits: int = 1


def gini(counts: Sequence[float]) -> float:
    """0 where all have as much, near 1 where one has all; 0 where nobody has any."""
    total, n = sum(counts), len(counts)
    if not total:
        return 0.0
    return sum((2 * at - n - 1) * x for at, x in enumerate(sorted(counts), start=1)) / (n * total)


def _ratio(above: float, below: float) -> float:
    return above / below if below else NONE


def _all(runs: Sequence[Lived], of: Callable[[Lived], Iterable[float]]) -> list[float]:
    return [x for lived in runs for x in of(lived)]


def _quantile(found: Sequence[float], tenth: int) -> float:
    return quantiles(found, n=10, method="inclusive")[tenth - 1] if len(found) > 1 else NONE


def _filled(runs: Sequence[Lived]) -> int:
    return sum(lived.filled for lived in runs)


def _asks(runs: Sequence[Lived]) -> int:
    return sum(sum(lived.asks) for lived in runs)


MEASURES = (
    Measure("filled %", lambda r: 100 * _ratio(_filled(r), sum(lived.needs for lived in r))),
    Measure("of oracle %", lambda r: 100 * _ratio(_filled(r), sum(lived.oracle for lived in r))),
    Measure("median h", lambda r: _quantile(_all(r, lambda lived: lived.hours), 5)),
    Measure("90% h", lambda r: _quantile(_all(r, lambda lived: lived.hours), 9)),
    Measure("asks/fill", lambda r: _ratio(_asks(r), _filled(r))),
    Measure("unheard %", lambda r: 100 * _ratio(sum(lived.unheard for lived in r), _asks(r)), 0),
    Measure("texts/fill", lambda r: _ratio(sum(lived.texts_in + lived.texts_out for lived in r), _filled(r))),
    Measure("km", lambda r: fmean(km) if (km := _all(r, lambda lived: lived.km)) else NONE, 2),
    Measure("Gini", lambda r: fmean(gini(lived.asks) for lived in r), 2),
    Measure("asked %", lambda r: 100 * fmean(asks > 0 for asks in _all(r, lambda lived: lived.asks))),
)  # fmt: skip


def interval(ours: Mapping[int, Lived], other: Mapping[int, Lived], measure: Measure) -> tuple[float, float]:
    """The middle 95% of other minus ours when the seeds that both have are drawn again and again; not a number with
    fewer than two."""
    seeds = sorted(ours.keys() & other.keys())
    if len(seeds) < 2:
        return NONE, NONE
    dice = random.Random(1)
    found = []
    for _ in range(RESAMPLED):
        drawn = [dice.choice(seeds) for _ in seeds]
        found.append(measure.of([other[s] for s in drawn]) - measure.of([ours[s] for s in drawn]))
    found = sorted(x for x in found if x == x)
    if not found:
        return NONE, NONE
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]


def own_interval(runs: Mapping[int, Lived], measure: Measure) -> tuple[float, float]:
    """The middle 95% of a figure when the seeds are drawn again and again."""
    seeds, dice = sorted(runs), random.Random(1)
    if len(seeds) < 2:
        return NONE, NONE
    found = sorted(measure.of([runs[dice.choice(seeds)] for _ in seeds]) for _ in range(RESAMPLED))
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def gather(lived: Iterable[Lived]) -> Runs:
    runs: dict[tuple[str, str, float], dict[int, Lived]] = {}
    for one in lived:
        runs.setdefault((one.town, one.policy, one.fatigue), {})[one.seed] = one
    return runs


def table(runs: Runs, town: str, policies: Sequence[str], fatigue: float = 1.0) -> list[str]:
    """The rows of one town: each way's figures, and below those of another way the interval of its difference."""
    rows = [["", *(m.name for m in MEASURES)]]
    ours = runs.get((town, OURS, fatigue))
    for policy in policies:
        found = runs.get((town, policy, fatigue))
        if not found:
            continue
        rows.append([policy, *(f"{m.of(list(found.values())):.{m.digits}f}" for m in MEASURES)])
        if ours and policy != OURS:
            spans = (interval(ours, found, m) for m in MEASURES)
            rows.append(["  less ours", *(_span(s, m.digits) for s, m in zip(spans, MEASURES, strict=True))])
    return _aligned(rows)


SHOWN = ("filled %", "asks/fill", "texts/fill", "Gini", "median h")
"""The measures whose differences docs/matching.md shows."""


def markdown(runs: Runs, towns: Sequence[str], policies: Sequence[str]) -> list[str]:
    """The tables of docs/matching.md: the towns, each way's figures, and how far the others lie from ours."""
    first = ["| town | helpers | needs | seeds | the oracle fills |", "|---|---|---|---|---|"]
    figures = ["| town | way | " + " | ".join(m.name for m in MEASURES) + " |", "|---" * (len(MEASURES) + 2) + "|"]
    shown = [m for m in MEASURES if m.name in SHOWN]
    spans = ["| town | way | " + " | ".join(m.name for m in shown) + " |", "|---" * (len(shown) + 2) + "|"]
    for town in towns:
        ours = runs[town, OURS, 1.0]
        some = list(ours.values())
        bound = 100 * sum(o.oracle for o in some) / sum(o.needs for o in some)
        first.append(f"| {town} | {len(some[0].asks)} | {some[0].needs} | {len(some)} | {bound:.0f}% |")
        for policy in policies:
            found = runs.get((town, policy, 1.0), {})
            cells = (f"{m.of(list(found.values())):.{m.digits}f}" for m in MEASURES)
            figures.append(f"| {town} | {policy} | " + " | ".join(cells) + " |")
            if policy != OURS:
                ends = (interval(ours, found, m) for m in shown)
                cells = (f"{a:+.{m.digits}f} to {b:+.{m.digits}f}" for (a, b), m in zip(ends, shown, strict=True))
                spans.append(f"| {town} | {policy} | " + " | ".join(cells) + " |")
    return [*first, "", *figures, "", *spans]


def whole(runs: Runs) -> Runs:
    """Of each town and fatigue the seeds that were lived through under every way, in case a run was cut short."""
    seeds: dict[tuple[str, float], set[int]] = {}
    for (town, _, fatigue), found in runs.items():
        seeds[town, fatigue] = seeds.get((town, fatigue), set(found)) & set(found)
    return {
        (town, policy, fatigue): {seed: found[seed] for seed in sorted(seeds[town, fatigue])}
        for (town, policy, fatigue), found in runs.items()
    }


def sensitivity(runs: Runs, town: str, policies: Sequence[str]) -> list[str]:
    """The share of needs filled by each way at each fatigue, over the seeds that all have."""
    levels = sorted({fatigue for t, _, fatigue in runs if t == town})
    every = [set(runs[town, p, f]) for p in policies for f in levels if (town, p, f) in runs]
    seeds = sorted(set.intersection(*every)) if every else []
    rows = [[f"filled % ({len(seeds)} seeds)", *(f"{f:g}x" for f in levels)]]
    for policy in policies:
        cells = []
        for level in levels:
            found = runs.get((town, policy, level), {})
            cells.append(f"{MEASURES[0].of([found[s] for s in seeds]):.1f}" if found and seeds else "")
        rows.append([policy, *cells])
    return _aligned(rows)


def counted(runs: Runs, town: str) -> str:
    """How much was lived through, and what a coordinator did for our way."""
    found = list(runs.get((town, OURS, 1.0), next(iter(runs.values()))).values())
    some = found[0]
    by_hand = {reason: 0 for lived in found for reason in lived.by_hand}
    for lived in found:
        for reason, times in lived.by_hand.items():
            by_hand[reason] += times
    most = sorted(by_hand.items(), key=lambda each: -each[1])
    said = ", ".join(f"{times / len(found):.1f} {reason}" for reason, times in most)
    return (
        f"{town}: {len(some.asks)} helpers, {some.needs} needs, {len(found)} seeds; the oracle fills"
        f" {100 * sum(o.oracle for o in found) / sum(o.needs for o in found):.0f}%; on the desk each time: {said}"
    )


def ordered(policies: Iterable[str]) -> list[str]:
    """Policies in the order in which they are shown."""
    wanted = set(policies)
    return [policy for policy in POLICIES if policy in wanted]


def _span(span: tuple[float, float], digits: int) -> str:
    return "" if span[0] != span[0] else f"{span[0]:+.{digits}f}..{span[1]:+.{digits}f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(cell.rjust(wide) if at else cell.ljust(wide) for at, (cell, wide) in enumerate(cells)).rstrip()
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]
