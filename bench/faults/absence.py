"""The service away while people write: the provider keeps the texts, and all are taken in once it is back."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from books import Row
from house import House
from town import NEEDS, OFFERS, Provider, phones

from mutualaid.store.codec import to_text

WITHIN = 60.0
"""Seconds after the start within which everything must be there."""


def absence(folder: Path, away: timedelta, texts: int) -> list[Row]:
    """Writes `texts` spread over the time away, among them stops and danger, two of each phone in places."""
    folder.mkdir(parents=True)
    name = f"away {away}"
    with Provider(answering=False) as provider:
        house = House(folder, provider)
        with house:
            house.post("/sms/inbound", provider.receive("+14155550111", "hello", provider.now()))
            house.settle()
            house.stop()
            back = to_text(provider.now() - away)
            house.change("update marks set value = ? where name = 'recovered_until'", back)
        every = phones()
        numbers = [next(every) for _ in range(texts)]
        began = provider.now() - away + timedelta(seconds=5)
        step = (away - timedelta(seconds=10)) / texts
        for place, phone in enumerate(numbers):
            body = (*NEEDS, *OFFERS, "stop", "my husband fell and is not breathing")[place % 9]
            provider.receive(phone if place % 5 else numbers[0], body, began + step * place)
        begin = time.monotonic()
        with house:
            listed = {message["sid"] for message in provider.came()}
            missing = listed
            while missing and time.monotonic() - begin < WITHIN:
                time.sleep(0.2)
                missing = listed - {row["provider_id"] for row in house.rows(
                    "select provider_id from messages where direction = 'in' and state = 'handled'")}  # fmt: skip
            took = time.monotonic() - begin
            house.settle()
            rows = house.rows("select provider_id, phone from messages where direction = 'in' order by counter, id")
            twice = len(rows) - len({row["provider_id"] for row in rows})
            order = _out_of_order([m["sid"] for m in provider.came()], rows)
            again = house.rows(
                "select count(*) as n from (select phone from messages where line = 'welcome' and"
                " state in ('sent', 'delivered') group by phone having count(*) > 1) as more"
            )[0]["n"]
    return [
        Row(f"{name}: not taken in within {WITHIN:.0f} s of the start", len(listed), len(missing), f"{took:.1f} s"),
        Row(f"{name}: taken in twice", len(listed), twice),
        Row(f"{name}: one phone's texts out of order", len(listed), order),
        Row(f"{name}: welcomed twice", len(listed), again),
    ]


def _out_of_order(as_written: list[str], rows: list) -> int:  # type: ignore[type-arg]
    place = {sid: n for n, sid in enumerate(as_written)}
    last: dict[str, int] = {}
    wrong = 0
    for row in rows:
        here = place.get(row["provider_id"], -1)
        wrong += here < last.get(row["phone"], -1)
        last[row["phone"]] = max(here, last.get(row["phone"], -1))
    return wrong
