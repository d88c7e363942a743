"""`kill -9` at random moments, under load."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from books import Row, texts_in, texts_out
from house import House
from standin import DROP
from town import Provider, Traffic


def kills(folder: Path, times: int, seed: int) -> list[Row]:
    """Web servers and workers killed together or alone, while phones write, are answered and answer. The provider
    closes the connection on one text in fifty after it took it, as a network does."""
    dice = random.Random(seed)
    damaged = 0
    killed: Counter[str] = Counter()
    began = time.monotonic()
    with Provider(seed=seed) as provider:
        provider.weather = {DROP: 0.02}
        house = House(folder, provider)
        with house, Traffic(house, provider, writers=3, pause=0.15, seed=seed) as traffic:
            for n in range(times):
                time.sleep(dice.uniform(0, 2.0))
                which = dice.choice((("web", "worker0"), ("web",), ("worker0",)))
                house.kill(*which)
                killed[" and ".join(which)] += 1
                damaged += not house.sound()
                house.start()
                if "web" in which and dice.random() < 0.5:
                    house.ready()
                if sys.stderr.isatty() or n % 50 == 49:
                    print(f"\r{n + 1} of {times} kills, {len(traffic.said)} texts in", end="", file=sys.stderr)
        with house:
            settled = house.settle()
            rows = texts_in(house, traffic, provider) + texts_out(house, provider)
    print(file=sys.stderr)
    how = ", ".join(f"{count} of {name}" for name, count in killed.most_common())
    minutes = (time.monotonic() - began) / 60
    rows.insert(0, Row("kill -9 under load: file damaged", times, damaged, f"{how}; {minutes:.0f} min"))
    rows.append(Row("still waiting four minutes after the last", 1, not settled))
    return rows
