"""How long matching takes: one new need among many offers, and a whole round of many needs, in the real store.

    python bench/matching.py --offers 1000 10000 100000 1000000 --needs 300
    python bench/matching.py --round 10000 --helpers 100000

The neighbours are made up: homes spread over a square town of 30 km, offers of one to three kinds, one in twenty
without a place, one in ten asked before. Nothing leaves this machine; the store is a file that is removed.
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
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport")]

from mutualaid.config import Config  # noqa: E402
from mutualaid.domain.matching.score import best_first  # noqa: E402
from mutualaid.domain.messages import FollowUp  # noqa: E402
from mutualaid.domain.needs import Match, Need, Offer  # noqa: E402
from mutualaid.domain.people import Neighbour  # noqa: E402
from mutualaid.domain.vocabulary import MatchState, NeedState, OfferState  # noqa: E402
from mutualaid.service import matchmaking  # noqa: E402
from mutualaid.service.around import Around  # noqa: E402
from mutualaid.store import needs, people, plan  # noqa: E402
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


def main() -> int:
    asked = _options()
    logging.disable(logging.CRITICAL)
    machine = platform.processor() or platform.machine()
    print(f"on {machine}, {os.cpu_count()} cores, Python {platform.python_version()}")
    results: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="matching-") as folder:
        for count in asked.offers:
            results.append(single(Path(folder), count, asked.needs, asked.seed))
        if asked.round:
            results.append(whole(Path(folder), asked.round, asked.helpers, asked.seed))
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offers", type=int, nargs="*", default=[], metavar="N", help="stores of so many offers")
    parser.add_argument("--needs", type=int, default=300, metavar="N", help="new needs in each (300)")
    parser.add_argument("--round", type=int, default=0, metavar="N", help="one round of so many needs")
    parser.add_argument("--helpers", type=int, default=100_000, metavar="N", help="helpers in that round (100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    return parser.parse_args()


# --- one new need ----------------------------------------------------------------------------------------------


def single(folder: Path, count: int, tries: int, seed: int) -> dict[str, Any]:
    """New needs one by one: the time to find and rank whom to ask, and that of the whole round until the list is
    kept and the first are asked."""
    world = _world(folder / f"{count}.db")
    dice = random.Random(seed)
    began = time.perf_counter()
    _fill(world, dice, count)
    filled = time.perf_counter() - began
    kit, ours = world.kit, matchmaking.rules(world.kit.config)
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


def whole(folder: Path, count: int, helpers: int, seed: int) -> dict[str, Any]:
    """One round of many needs, from the store to the asks."""
    world = _world(folder / f"round{helpers}.db")
    dice = random.Random(seed)
    _fill(world, dice, helpers)
    rows = [_post(world, dice, f"need{number:06d}")[1] for number in range(count)]
    began = time.perf_counter()
    matchmaking.run_round(world.kit, rows)
    took = time.perf_counter() - began
    with world.kit.store.reading() as tx:
        asked = tx.one("select count(*) as n from matches where state = 'asked' and id like 'new%'")
        got = tx.one("select count(distinct need_id) as n from matches where state = 'asked'")
    world.close()
    assert asked is not None
    assert got is not None
    print(f"{count:,} needs x {helpers:,} helpers: {took:.1f} s, {got['n']} asked for, {_megabytes():.0f} MB")
    return {"what": "round", "needs": count, "helpers": helpers, "seconds": took}


def _ms(times: list[float]) -> tuple[float, float]:
    cut = quantiles(times, n=100)
    return cut[49] * 1000, cut[98] * 1000


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- a made-up town --------------------------------------------------------------------------------------------


def _world(path: Path) -> Any:
    from dataclasses import replace

    from tests.world import World, config

    settings: Config = config()
    settings = replace(settings, review=replace(settings.review, policy="none"))
    return World(path, START, settings)


def _fill(world: Any, dice: random.Random, count: int) -> None:
    now = world.kit.clock.now()
    with world.kit.store.transaction() as tx:
        for start in range(0, count, 10_000):
            chunk = range(start, min(count, start + 10_000))
            _helpers(tx, dice, now, chunk)


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
                "kind": kind, "offer": f"o{n:07d}", "helper": f"h{n:07d}", "lat": point[0], "lon": point[1],
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
        "insert into offers_near (kind, offer_id, helper_id, latitude, longitude, asked_at, radius_km, means)"
        " values (:kind, :offer, :helper, :lat, :lon, :at, :radius, :means)", near,
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
