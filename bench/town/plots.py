"""The pictures of docs/matching.md, drawn from a run. They need matplotlib, from the extra `bench`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.town.figures import MEASURES, OURS, Runs, own_interval

COLOURS = {
    "together": "#0b6e4f", "unrested": "#7fb69f", "unlimited": "#4f9a7b", "broadcast": "#c8553d",
    "nearest": "#3d5a80", "greedy": "#8d6a9f", "weighted": "#b08900", "knowing": "#bbbbbb",
}  # fmt: skip
NAMED = {measure.name: measure for measure in MEASURES}


def draw(runs: Runs, towns: Sequence[str], policies: Sequence[str], into: Path) -> list[Path]:
    """Draws each picture into the folder; says which there are. Raises ImportError without matplotlib."""
    import matplotlib as mpl

    mpl.use("svg")
    plain = {"axes.spines.top": False, "axes.spines.right": False}
    mpl.rcParams.update({"svg.hashsalt": "town", "font.size": 9, **plain})
    into.mkdir(parents=True, exist_ok=True)
    drawn = [
        _bars(runs, towns, policies, into / "town-filled.svg", "filled %", "needs filled, %", oracle=True),
        _bars(runs, towns, policies, into / "town-asks.svg", "asks/fill", "asks for each need filled"),
        _bars(runs, towns, policies, into / "town-gini.svg", "Gini", "how unevenly helpers are asked (Gini)"),
    ]
    levels = sorted({fatigue for _, _, fatigue in runs})
    if len(levels) > 1:
        drawn.append(_fatigue(runs, policies, levels, into / "town-fatigue.svg"))
    return drawn


def _new(wide: float = 7.0) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(wide, 3.0), layout="constrained")
    return figure, figure.add_subplot()


def _bars(
    runs: Runs, towns: Sequence[str], policies: Sequence[str], path: Path, name: str, said: str,
    oracle: bool = False,
) -> Path:  # fmt: skip
    figure, axes = _new()
    measure = NAMED[name]
    wide = 0.8 / len(policies)
    for at, policy in enumerate(policies):
        for place, town in enumerate(towns):
            found = runs.get((town, policy, 1.0))
            if not found:
                continue
            value = measure.of(list(found.values()))
            low, high = own_interval(found, measure)
            x = place + (at - (len(policies) - 1) / 2) * wide
            label = ("ours" if policy == OURS else policy) if not place else None
            axes.bar(x, value, wide * 0.9, color=COLOURS[policy], label=label)
            if low == low:
                axes.plot([x, x], [low, high], color="black", linewidth=0.8)
    for place, town in enumerate(towns):
        found = runs.get((town, OURS, 1.0))
        if oracle and found:
            top = 100 * sum(o.oracle for o in found.values()) / sum(o.needs for o in found.values())
            label = "upper bound" if not place else None
            axes.plot([place - 0.45, place + 0.45], [top, top], "--", color="black", linewidth=1, label=label)
    axes.set_xticks(range(len(towns)), towns)
    axes.set_ylabel(said)
    axes.legend(frameon=False, fontsize=8, ncols=3, loc="upper left", bbox_to_anchor=(0, 1.22))
    return _saved(figure, path)


def _fatigue(runs: Runs, policies: Sequence[str], levels: Sequence[float], path: Path) -> Path:
    figure, axes = _new(5.5)
    town = next(t for t, _, fatigue in runs if fatigue != 1.0)
    for policy in policies:
        every = [runs[town, policy, f] for f in levels if (town, policy, f) in runs]
        if len(every) < len(levels):
            continue
        seeds = sorted(set.intersection(*(set(found) for found in every)))
        filled = [NAMED["filled %"].of([found[s] for s in seeds]) for found in every]
        axes.plot(levels, filled, "o-", color=COLOURS[policy], label="ours" if policy == OURS else policy)
    axes.set_xlabel(f"fatigue after an ask, over that assumed ({town} town)")
    axes.set_ylabel("needs filled, %")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=8)
    return _saved(figure, path)


def _saved(figure: Any, path: Path) -> Path:
    figure.savefig(path, metadata={"Date": None})
    return path
