"""A provider in trouble: answers that are lost, too many requests, an hour without it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from books import Row, texts_in, texts_out
from groupclock import Clock
from house import House
from standin import DROP, HANG
from town import TOO_MANY, TOOK_AND_FAILED, Provider, Traffic, phones

ZONE = ZoneInfo("America/Los_Angeles")
PACE = 20.0
"""Segments a second while the pace is measured."""


def unsure(folder: Path, seconds: float, seed: int) -> list[Row]:
    """Every third text is taken and we do not hear of it: the connection closes, a 500, no answer."""
    return _in_weather(
        folder, {DROP: 0.12, TOOK_AND_FAILED: 0.12, HANG: 0.03}, seconds, seed, "taken, and we did not hear of it"
    )


def too_many(folder: Path, seconds: float, seed: int) -> list[Row]:
    """Nine of ten requests are refused with 429."""
    return _in_weather(folder, {TOO_MANY: 0.9}, seconds, seed, "nine of ten refused with 429")


def _in_weather(folder: Path, weather: dict[object, float], seconds: float, seed: int, what: str) -> list[Row]:
    with Provider(seed=seed, reporting=0.1) as provider, House(folder, provider) as house:
        provider.weather = weather  # type: ignore[assignment]
        with Traffic(house, provider, writers=2, pause=0.3, seed=seed) as traffic:
            time.sleep(seconds)
        provider.weather = {}
        settled = house.settle(within=900)
        rows = texts_in(house, traffic, provider) + texts_out(house, provider)
        never = house.rows("select count(*) as n from messages where state = 'failed'")[0]["n"]
    rows.append(Row("given up though the provider came back", len(provider.sent()), never))
    rows.append(Row("still waiting 15 minutes later", 1, not settled))
    return [Row(f"{what}: {row.what}", row.tried, row.broken, row.says) for row in rows]


def away(folder: Path, phones_writing: int) -> list[Row]:
    """An hour without the provider, from 20:15 on, while people write: what is left then leaves at the pace, what
    has grown stale does not, and what may not leave in quiet hours waits for the morning."""
    clock = Clock(folder / "clock", datetime(2026, 10, 6, 12, 0, tzinfo=ZONE))
    with (
        Provider(reporting=0, now=clock.now) as provider,
        House(folder, provider, pace=PACE, clock=clock, quiet=("21:00", "08:00")) as house,
        Traffic(house, provider, writers=0) as traffic,
    ):
        every = phones()
        for _ in range(phones_writing // 2):
            traffic.write(next(every), "i can bring groceries, 24th and mission, any day")
        house.settle()
        clock.set(datetime(2026, 10, 6, 20, 15, tzinfo=ZONE))
        provider.away = True
        for minute in range(60):
            if minute % 2 == 0:
                when = "tomorrow 10am" if minute % 4 else "tonight 8:45pm"
                for _ in range(phones_writing // 30):
                    traffic.write(next(every), f"need groceries, 24th and mission, {when}")
            clock.move(timedelta(minutes=1))
            time.sleep(0.3)
        left = len(provider.sent())
        provider.away = False
        for _ in range(60):
            clock.move(timedelta(minutes=1))
            time.sleep(0.3)
        house.settle(within=120)
        at_night = house.rows(
            "select kind, handed_at from messages where handed_at >= '2026-10-07T04:15' and kind not in"
            " ('emergency', 'reply') and handed_at < '2026-10-07T15:00'"
        )
        clock.set(datetime(2026, 10, 7, 8, 5, tzinfo=ZONE))
        house.settle(within=120)
        for phone, body in list(provider.answers):
            traffic.write(phone, body)
        provider.answers.clear()
        house.settle(within=120)
        stale = house.rows(
            "select count(*) as n from messages where valid_until is not null and handed_at > valid_until"
        )[0]["n"]
        dropped = house.rows("select count(*) as n from messages where reason = 'too late to be of use'")[0]["n"]
        rows = texts_in(house, traffic, provider) + texts_out(house, provider)
    after, pace = len(provider.sent()) - left, _fastest(provider.taken_at[left:])
    return [
        *[Row(f"an hour without the provider: {row.what}", row.tried, row.broken, row.says) for row in rows],
        Row(
            "drained faster than the pace",
            after,
            pace > PACE * 1.1,
            f"{pace:.1f} a second at most, pace {PACE:.0f}",
        ),
        Row("left when they were stale", after, stale, f"{dropped} dropped as stale"),
        Row("left in quiet hours though they may not", after, len(at_night)),
    ]


def _fastest(times: list[float]) -> float:
    """Texts in the busiest five seconds, a second."""
    return max((sum(start <= t < start + 5 for t in times) / 5 for start in times), default=0.0)
