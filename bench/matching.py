"""How long matching takes: one new need among many offers, and a whole round of many needs, in the real store.

    python bench/matching.py --offers 1000 10000 100000 1000000 --needs 300
    python bench/matching.py --offers 1000 100000 --engine sqlite postgresql --plots docs
    python bench/matching.py --round 10000 --helpers 100000 --at-once 1000
    python bench/matching.py --read sqlite.json postgresql.json --plots docs

The neighbours are made up: homes spread over a square town of 30 km, offers of one to three kinds, one in twenty
without a place, one in ten asked before. Nothing leaves this machine; the store is a file, or a PostgreSQL server
of its own, with 2 GB of memory for its pages, that is removed. A round is held against the exact optimum of the
same graph where scipy is installed; the picture needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport")]

from mutualaid.config import Config  # noqa: E402
from mutualaid.domain.matching.candidates import Scored  # noqa: E402
from mutualaid.domain.matching.rounds import Together, assign, worth  # noqa: E402
from mutualaid.domain.matching.score import best_first  # noqa: E402
from mutualaid.domain.messages import FollowUp  # noqa: E402
from mutualaid.domain.needs import Match, Need, Offer  # noqa: E402
from mutualaid.domain.people import Neighbour  # noqa: E402
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState  # noqa: E402
from mutualaid.service.rounds import matchmaking  # noqa: E402
from mutualaid.service.rounds.around import Around  # noqa: E402
from mutualaid.store import nearby, needs, people, plan  # noqa: E402
from mutualaid.store.codec import encode  # noqa: E402
from mutualaid.store.engine import Tx  # noqa: E402

START = datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001 - local time of the group
MIDDLE = (37.75, -122.42)
SIDE_KM = 30.0
KINDS = {
    "food": 30, "ride": 18, "delivery": 14, "supplies": 8, "company": 8, "medicine": 6, "childcare": 3, "pets": 3,
    "repair": 4, "translation": 3, "advice": 3,
}  # fmt: skip
"""How often each kind is asked and offered, in a hundred. Assumed."""

SHARED_BUFFERS = "2GB"
"""What the PostgreSQL server may keep of its pages in memory. Its manual advises a quarter of the machine's
(https://www.postgresql.org/docs/15/runtime-config-resource.html); unasked it keeps 128 MB, and a million offers
with their helpers take 0.9 GB."""


def main() -> int:
    asked = _options()
    logging.disable(logging.CRITICAL)
    machine = platform.processor() or platform.machine()
    print(f"on {machine}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if asked.read:
        read = [one for path in asked.read for one in json.loads(path.read_text(encoding="utf-8"))]
        return _draw(read, asked.plots or ROOT / "docs")
    results: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="matching-") as folder:
        for engine in asked.engine:
            print(f"{engine}, {os.getloadavg()[0]:.1f} programs on the processor")
            for count in asked.offers:
                found = single(_world(Path(folder), engine), count, asked.needs, asked.seed)
                results.append({**found, "engine": engine})
            if asked.round:
                world = _world(Path(folder), engine)
                found = whole(world, asked.round, asked.helpers, asked.seed, asked.at_once or asked.round)
                results.append({**found, "engine": engine})
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return _draw(results, asked.plots) if asked.plots else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offers", type=int, nargs="*", default=[], metavar="N", help="stores of so many offers")
    parser.add_argument("--needs", type=int, default=300, metavar="N", help="new needs in each (300)")
    parser.add_argument("--round", type=int, default=0, metavar="N", help="one round of so many needs")
    parser.add_argument("--helpers", type=int, default=100_000, metavar="N", help="helpers in that round (100000)")
    parser.add_argument(
        "--at-once", type=int, default=0, metavar="N", help="rounds of at most so many of those needs (all of them)"
    )
    parser.add_argument("--seed", type=int, default=1)
    engines = ("sqlite", "postgresql")
    parser.add_argument("--engine", nargs="+", choices=engines, default=engines[:1], help="kept where (sqlite)")
    parser.add_argument("--read", type=Path, nargs="*", metavar="FILE", help="draw what was kept, run nothing")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="where the picture goes (docs)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    return parser.parse_args()


# --- one new need ----------------------------------------------------------------------------------------------


def single(world: Any, count: int, tries: int, seed: int) -> dict[str, Any]:
    """New needs one by one: the time to find and rank whom to ask, and that of the whole round until the list is
    kept and the first are asked."""
    dice = random.Random(seed)
    began = time.perf_counter()
    _fill(world, dice, count)
    filled = time.perf_counter() - began
    kit, ours = world.kit, matchmaking.rules(world.kit.config, world.kit.hear)
    found, kept, able = [], [], []
    for number in range(tries):
        need, row = _post(world, dice, f"need{number:06d}")
        now = kit.clock.now()
        with kit.store.reading() as tx:
            requester = people.need(tx, need.neighbour_id)
            t = time.perf_counter()
            ranked = best_first(need, requester, Around(tx, ours, now).of(need, requester).able, ours, now)
            found.append(time.perf_counter() - t)
        able.append(len(ranked))
        t = time.perf_counter()
        matchmaking.run_round(kit, [row])
        kept.append(time.perf_counter() - t)
    world.close()
    p = {name: _ms(times) for name, times in (("found and ranked", found), ("asked", kept))}
    print(f"{count:>9,} offers (filled in {filled:.0f} s): ", end="")
    print("; ".join(f"{name}: p50 {a:.1f} ms, p99 {b:.1f} ms" for name, (a, b) in p.items()), end="; ")
    print(f"{sum(able) / len(able):.0f} compared; {_megabytes():.0f} MB")
    return {"what": "single", "offers": count, "able": able, "ms": p}


def whole(world: Any, count: int, helpers: int, seed: int, at_once: int) -> dict[str, Any]:
    """Many needs due together, in rounds of so many, from the store to the asks."""
    dice = random.Random(seed)
    _fill(world, dice, helpers)
    rows = [_post(world, dice, f"need{number:06d}")[1] for number in range(count)]
    way = world.kit.matching = Watched()
    held = _watch(world.kit.store)
    began, ran = time.perf_counter(), time.process_time()
    for start in range(0, count, at_once):
        way.asked_for(time.perf_counter())
        matchmaking.run_round(world.kit, rows[start : start + at_once])
    took, ran = time.perf_counter() - began, time.process_time() - ran
    cut = quantiles(held, n=100) if len(held) > 1 else held * 99
    with world.kit.store.reading() as tx:
        asked = tx.one("select count(*) as n from matches where state = 'asked'")
        got = tx.one("select count(distinct need_id) as n from matches where state = 'asked'")
    world.close()
    assert asked is not None
    assert got is not None
    print(f"{count:,} needs x {helpers:,} helpers, {at_once:,} at once: {took:.1f} s", end=" ")
    print(f"({ran:.1f} s of this process's own), {asked['n']:,} asks for {got['n']:,} needs, {_megabytes():.0f} MB")
    print(f"  read and ranked in {way.found:.1f} s, assigned in {way.took:.1f} s, kept in {sum(held):.1f} s")
    worst, usual = max(held) * 1000, cut[98] * 1000
    print(f"  {len(held)} transactions: 99 in a hundred within {usual:.0f} ms, the longest {worst:.0f} ms")
    best = way.best()
    if best is not None:
        print(f"  the last round's sum is {best[0]:.2f}, the exact optimum {best[1]:.2f}: {best[0] / best[1]:.3%}")
    return {"what": "round", "needs": count, "helpers": helpers, "seconds": took, "longest ms": worst}


class Watched(Together):
    """The service's way, and what it was given and did; `found` and `took` are seconds over all rounds."""

    found = took = 0.0

    def asked_for(self, at: float) -> None:
        self._asked_at = at

    def lists(
        self, ranked: Mapping[str, Sequence[Scored]], places: Mapping[str, int], size: int
    ) -> dict[str, list[Scored]]:
        began = time.perf_counter()
        self.found += began - self._asked_at
        self.places = dict(places)
        self.ranked = ranked if _scipy() else {}
        found = super().lists(ranked, places, size)
        self.took += time.perf_counter() - began
        return found

    def best(self) -> tuple[float, float] | None:
        """The last round's sum and the exact optimum; None where that cannot be reckoned."""
        pairs = ((need, one) for need, those in self.ranked.items() for one in reversed(those))
        edges = {(need, one.candidate.neighbour.id): worth(one) for need, one in pairs}
        most = optimum(edges, self.places)
        if most is None:
            return None
        return sum(edges[need, who] for need, whose in assign(edges, self.places).items() for who in whose), most


def _watch(store: Any) -> list[float]:
    """The seconds for which each writing transaction from now on holds the lock."""
    held: list[float] = []
    begin = store.transaction

    @contextmanager
    def timed(*args: Any) -> Iterator[Tx]:
        with begin(*args) as tx:
            began = time.perf_counter()
            yield tx
        held.append(time.perf_counter() - began)

    store.transaction = timed
    return held


@cache
def _scipy() -> bool:
    return find_spec("scipy") is not None


def optimum(edges: Mapping[tuple[str, str], float], places: Mapping[str, int]) -> float | None:
    """The largest sum of scores that is possible, exactly; None without scipy."""
    if not _scipy():
        print("  notice: scipy is not installed here, so the optimum is not reckoned")
        return None
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    helpers = {who: at for at, who in enumerate(sorted({who for _, who in edges}))}
    of: dict[str, list[str]] = {}
    for need, who in edges:
        of.setdefault(need, []).append(who)
    rows, columns, costs = [], [], []
    seats = [need for need in of for _ in range(places[need])]
    for row, need in enumerate(seats):  # each may also stay empty, on a column of its own
        pairs = [(helpers[who], 3 - edges[need, who]) for who in of[need]]
        for column, cost in [*pairs, (len(helpers) + row, 3.0)]:
            rows.append(row)
            columns.append(column)
            costs.append(cost)
    graph = csr_array((costs, (rows, columns)), shape=(len(seats), len(helpers) + len(seats)))
    taken = min_weight_full_bipartite_matching(graph)
    return sum(edges.get((seats[row], name), 0.0) for row, name in _named(zip(*taken, strict=True), list(helpers)))


def _named(pairs: Iterable[tuple[int, int]], helpers: list[str]) -> Iterator[tuple[int, str]]:
    return ((row, helpers[column] if column < len(helpers) else "") for row, column in pairs)


def _draw(results: list[dict[str, Any]], into: Path) -> int:
    """How the time for one need grows with the offers, by engine, both axes by tens."""
    try:
        import matplotlib as mpl
    except ModuleNotFoundError:
        print("the picture needs matplotlib: pip install 'mutualaid[bench]'")
        return 1
    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "matching", "font.size": 9})
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.4))
    for engine, colour in (("sqlite", "#0b6e4f"), ("postgresql", "#3d5a80")):
        ours = [one for one in results if one["what"] == "single" and one["engine"] == engine]
        ours.sort(key=lambda one: int(one["offers"]))
        offers = [one["offers"] for one in ours]
        for at, (cut, line) in enumerate((("half", "-"), ("99 in 100", "--"))):
            times = [one["ms"]["found and ranked"][at] for one in ours]
            axes.plot(offers, times, line, marker="o", color=colour, label=f"{engine}, {cut}")
    axes.set(xscale="log", yscale="log", ylim=(1, 100))
    axes.set(xlabel="offers in the store", ylabel="ms to find and rank")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, ncols=2)
    figure.tight_layout()
    figure.savefig(into / "matching-scale.svg", metadata={"Date": None})
    return 0


def _ms(times: list[float]) -> tuple[float, float]:
    cut = quantiles(times, n=100)
    return cut[49] * 1000, cut[98] * 1000


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- a made-up town --------------------------------------------------------------------------------------------


def _world(folder: Path, engine: str) -> Any:
    from dataclasses import replace

    from tests.postgres import server
    from tests.world import World, config

    if engine == "postgresql":
        where: Any = server(shared_buffers=SHARED_BUFFERS).new()
    else:
        where = folder / f"{len(os.listdir(folder))}.db"
    settings: Config = config()
    settings = replace(settings, review=replace(settings.review, policy="none"))
    return World(where, START, settings)


def _fill(world: Any, dice: random.Random, count: int) -> None:
    now = world.kit.clock.now()
    with world.kit.store.transaction() as tx:
        for start in range(0, count, 10_000):
            chunk = range(start, min(count, start + 10_000))
            _helpers(tx, dice, now, chunk)
    if hasattr(world.kit.store, "alone"):  # what a server does by itself some minutes after so many rows came in
        with world.kit.store.alone() as connection:
            connection.execute("vacuum analyze", prepare=False)


def _helpers(tx: Tx, dice: random.Random, now: datetime, numbers: range) -> None:
    who, offers, near, past, talks = [], [], [], [], []
    for n in numbers:
        point = _somewhere(dice) if dice.random() > 0.05 else (None, None)
        kinds = tuple(dict.fromkeys(_kind(dice) for _ in range(dice.choice((1, 1, 2, 3)))))
        speaks = dice.choice(("en", "en", "en", "es"))
        last = now - timedelta(days=dice.uniform(1, 90)) if dice.random() < 0.1 else None
        who.append(
            Neighbour(
                id=f"h{n:07d}", phone=f"+1212{n:07d}", created_at=now, name=f"Helper {n}", language=speaks,
                consent_how="text", consent_at=now, latitude=point[0], longitude=point[1], known=True,
                last_in_at=now, helped=dice.choice((0, 1, 2, 5)),
            )
        )
        talks.append({"id": f"h{n:07d}"})
        offers.append(
            Offer(
                id=f"o{n:07d}", neighbour_id=f"h{n:07d}", created_at=now, kinds=kinds,
                text=f"i can help with {kinds[0]}", state=OfferState.AVAILABLE, latitude=point[0],
                longitude=point[1], means=dice.choice((None, None, "foot", "bike", "car")),
                radius_km=dice.choice((None, None, 2.0, 5.0)),
            )
        )  # fmt: skip
        near += [
            {
                "kind": kind, "offer": f"o{n:07d}", "helper": f"h{n:07d}",
                "strip": nearby.strip(point[0]), "lat": point[0], "lon": point[1],
                "at": last.isoformat() if last else "", "radius": offers[-1].radius_km, "means": offers[-1].means,
            }
            for kind in kinds
        ]
        if last:
            past.append((f"h{n:07d}", last))
    _many(tx, "neighbours", who)
    tx.many("insert into talks (neighbour_id) values (:id)", talks)
    _many(tx, "offers", offers)
    tx.many(
        "insert into offers_near"
        " (kind, offer_id, helper_id, strip, latitude, longitude, asked_at, radius_km, means)"
        " values (:kind, :offer, :helper, :strip, :lat, :lon, :at, :radius, :means)", near,
    )  # fmt: skip
    done = NeedState.FULFILLED
    _many(tx, "needs", [Need(id=f"p{who}", neighbour_id=who, created_at=at, state=done) for who, at in past])
    times = ("created_at", "asked_at", "confirmed_at", "closed_at")
    helped = [
        Match(id=f"m{who}", need_id=f"p{who}", helper_id=who, state=MatchState(done), **dict.fromkeys(times, at))
        for who, at in past
    ]
    _many(tx, "matches", helped)


def _many(tx: Tx, table: str, objects: list[Any]) -> None:
    values = [encode(each) for each in objects]
    if values:
        names = list(values[0])
        columns = ", ".join(f'"{name}"' for name in names)
        tx.many(f"insert into {table} ({columns}) values ({', '.join(':' + n for n in names)})", values)


def _post(world: Any, dice: random.Random, id: str) -> tuple[Need, FollowUp]:
    now = world.kit.clock.now()
    kind, point = _kind(dice), _somewhere(dice)
    who = Neighbour(
        id=f"r{id}", phone=f"+1213{id[-7:]:0>7}".replace("d", "0"), created_at=now, name="Ana", language="en",
        consent_how="text", consent_at=now, last_in_at=now,
    )  # fmt: skip
    need = Need(
        id=id, neighbour_id=who.id, created_at=now, kinds=(kind,), text=f"need {kind}", state=NeedState.OPEN,
        posted_at=now, place_text="here", latitude=point[0], longitude=point[1],
    )  # fmt: skip
    row = FollowUp(id=f"row{id}", kind="round", due_at=now, created_at=now, need_id=id)
    with world.kit.store.transaction() as tx:
        people.insert(tx, who)
        needs.put_need(tx, need)
        plan.schedule(tx, row)
    return need, row


def _kind(dice: random.Random) -> str:
    return dice.choices(list(KINDS), list(KINDS.values()))[0]


def _somewhere(dice: random.Random) -> tuple[float, float]:
    from math import cos, radians

    up, across = (dice.uniform(-SIDE_KM / 2, SIDE_KM / 2) for _ in range(2))
    return MIDDLE[0] + up / 111.2, MIDDLE[1] + across / (111.2 * cos(radians(MIDDLE[0])))


if __name__ == "__main__":
    sys.exit(main())
