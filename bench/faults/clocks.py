"""Follow-ups over nights when the clock changes, a leap day, and a clock that is stepped; two workers at once."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from books import Row, texts_in, texts_out
from groupclock import Clock
from house import House
from town import Provider, Traffic, phones

from mutualaid.store.codec import to_text

ZONE = ZoneInfo("America/Los_Angeles")
TOGETHER = 10
"""Pairs of neighbours in each trial."""

NIGHTS = {
    "spring forward": datetime(2027, 3, 13, 10, 0, tzinfo=ZONE),
    "fall back": datetime(2026, 10, 31, 10, 0, tzinfo=ZONE),
    "leap day": datetime(2028, 2, 28, 10, 0, tzinfo=ZONE),
}
STEPS = {
    "an hour on": timedelta(hours=1),
    "an hour back": timedelta(hours=-1),
    "a day on": timedelta(days=1),
    "a day back": timedelta(days=-1),
}


def clocks(folder: Path, pairs: int) -> list[Row]:
    rows = []
    for name, start in NIGHTS.items():
        rows += _nights(folder / name.replace(" ", "_"), name, start, timedelta(0), pairs)
    for name, step in STEPS.items():
        start = datetime(2026, 10, 6, 10, 0, tzinfo=ZONE)
        rows += _nights(folder / name.replace(" ", "_"), f"clock stepped {name}", start, step, pairs)
    return rows


def _nights(folder: Path, what: str, start: datetime, step: timedelta, pairs: int) -> list[Row]:
    """Pairs connect for tomorrow 10am; then three days pass, and nobody says another word."""
    folder.mkdir(parents=True)
    clock = Clock(folder / "clock", start)
    with (
        Provider(answering=False, reporting=0, now=clock.now) as provider,
        House(folder, provider, web=1, workers=2, clock=clock, quiet=("21:00", "08:00")) as house,
        Traffic(house, provider, writers=0) as traffic,
    ):
        every = phones()
        helpers = [next(every) for _ in range(pairs)]
        asking = [next(every) for _ in range(pairs)]
        for n, phone in enumerate(helpers):
            traffic.write(phone, f"i can bring groceries, 24th and mission, any day. my name is Ben{chr(97 + n)}")
        for n, phone in enumerate(asking):
            traffic.write(phone, f"need groceries, 24th and mission, tomorrow 10am. my name is Ana{chr(97 + n)}")
        _until_connected(house, provider, traffic, clock, pairs)
        connected = _connected(house)
        _pass(clock, timedelta(hours=8), house)
        clock.move(step)
        _pass(clock, timedelta(days=3), house)
        house.settle()
        twice = house.rows(
            "select coalesce(sum(n - 1), 0) as n from (select count(*) as n from messages where direction = 'out'"
            " and state in ('sent', 'delivered') and kind in ('follow_up', 'connection', 'ask')"
            " group by phone, body, match_id having count(*) > 1) as more"
        )[0]["n"]
        asked = house.rows(
            "select match_id, count(*) as n from questions where kind = 'happened' group by match_id"
        )
        at_night = _at_night(house)
        rows = texts_in(house, traffic, provider) + texts_out(house, provider)
    return [
        Row(f"{what}: pairs not connected", pairs, pairs - connected),
        Row(f"{what}: a follow-up sent twice", len(provider.sent()), twice),
        Row(f"{what}: not asked, or asked twice, whether help came", connected,
            abs(connected - len(asked)) + sum(row["n"] - 1 for row in asked)),
        Row(f"{what}: sent at night", len(provider.sent()), at_night),
        *[Row(f"{what}: {row.what}", row.tried, row.broken) for row in rows if row.broken],
    ]  # fmt: skip


def _until_connected(house: House, provider: Provider, traffic: Traffic, clock: Clock, pairs: int) -> None:
    """Whoever is asked says yes, helpers first, then those they would help."""
    answered: set[str] = set()
    for _ in range(60):
        clock.move(timedelta(minutes=1))
        time.sleep(0.5)
        _worked_off(house, clock)
        for message in provider.sent():
            if message["sid"] not in answered and ("Can you" in message["body"] or "OK?" in message["body"]):
                answered.add(message["sid"])
                traffic.write(message["to"], "1")
        if _connected(house) >= pairs:
            return


def _worked_off(house: House, clock: Clock) -> None:
    """Waits until nothing is due: on a slow machine people would else be asked long after they were to be."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        house.settle(within=10)
        due = "select count(*) as n from follow_ups where done_at is null and due_at <= ?"
        if not house.rows(due, to_text(clock.now()))[0]["n"]:
            return
        time.sleep(0.2)


def _connected(house: House) -> int:
    return int(house.rows("select count(*) as n from matches where state = 'confirmed'")[0]["n"])


QUARTER = timedelta(minutes=15)


def _pass(clock: Clock, span: timedelta, house: House) -> None:
    """Time passes in quarters of an hour, and the workers get to do what falls due in each."""
    for n in range(int(span / QUARTER)):
        clock.move(QUARTER)
        time.sleep(0.15)
        if n % 16 == 15:
            house.settle(within=20)


def _at_night(house: House) -> int:
    """How many texts left in the night; one that was on its way when the clock was moved left before that."""
    wrong = 0
    for row in house.rows(
        "select handed_at from messages where direction = 'out' and handed_at is not null and kind not in"
        " ('emergency', 'reply')"
    ):
        at = datetime.fromisoformat(row["handed_at"]).astimezone(UTC).astimezone(ZONE)
        wrong += all(not 8 <= when.hour < 21 for when in (at, at - QUARTER))
    return wrong
