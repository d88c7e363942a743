"""Texts delivered often, callbacks in any order, and two workers at once."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

from books import Row
from house import House
from town import Provider, phones

AT_ONCE = 50
WORDS = ("queued", "sent", "delivered", "undelivered", "failed")
FINAL = {"delivered", "undelivered", "failed"}


def often(folder: Path, texts: int) -> list[Row]:
    """Each text delivered fifty times at once, to two web processes, with two workers."""
    rows = kept = replies = 0
    refused: Counter[int] = Counter()
    with Provider(answering=False) as provider, House(folder, provider, workers=2) as house:
        for phone in _some(texts):
            form = provider.receive(phone, "need groceries, 24th and mission, tomorrow 10am", datetime.now(UTC))
            gate = threading.Barrier(AT_ONCE)

            def deliver(form: dict[str, str] = form, gate: threading.Barrier = gate) -> int:
                gate.wait()
                return house.post("/sms/inbound", form)

            with ThreadPoolExecutor(AT_ONCE) as pool:
                answers = [job.result() for job in [pool.submit(deliver) for _ in range(AT_ONCE)]]
            refused.update(status for status in answers if status != 200)
        house.settle()
        for phone in _some(texts):
            count = "select count(*) as n from messages where phone = ?"
            rows += house.rows(f"{count} and direction = 'in'", phone)[0]["n"]
            kept += house.rows("select count(*) as n from needs join neighbours on neighbours.id ="
                               " needs.neighbour_id where phone = ?", phone)[0]["n"]  # fmt: skip
            replies += sum(m["to"] == phone and m["body"].startswith("Got it") for m in provider.sent())
    says = "; ".join(f"{count} answered {status or 'nothing'} and asked again" for status, count in refused.items())
    return [
        Row(f"one text {AT_ONCE} times at once: rows beside the one", texts, abs(rows - texts)),
        Row(f"one text {AT_ONCE} times at once: needs beside the one", texts, abs(kept - texts)),
        Row(f"one text {AT_ONCE} times at once: replies beside the one", texts, abs(replies - texts), says),
    ]


def callbacks(folder: Path) -> list[Row]:
    """Every order of up to five status callbacks, each posted twice: after each, the text has not gone back, and
    what is final stays."""
    orders = [order for length in range(1, 6) for order in permutations(WORDS, length)]
    back = wrong = refused = 0
    with Provider(answering=False, reporting=0) as provider, House(folder, provider) as house:
        for phone, _ in zip(phones(), orders, strict=False):
            house.post("/sms/inbound", provider.receive(phone, "status", datetime.now(UTC)))
        house.settle()
        texts = {message["to"]: message for message in provider.sent()}
        for order, message in zip(orders, texts.values(), strict=False):
            reached = "sent"
            for word in order:
                form = provider.report(message["sid"], word, 30003 if word in ("undelivered", "failed") else None)
                for _ in range(2):
                    refused += house.post(f"/sms/status?oid={message['oid']}", form) != 200
                reached = word if reached not in FINAL and word in FINAL else reached
                state = house.rows("select state from messages where provider_id = ?", message["sid"])[0]["state"]
                back += state != reached
            wrong += len(order) == 5 and state not in FINAL
    return [
        Row("orders of status callbacks: a text went back", len(orders), back, "each callback twice"),
        Row("orders of status callbacks: without an end", len(orders), wrong),
        Row("status callbacks refused", 2 * sum(map(len, orders)), refused),
        Row("texts missing for the trial", len(orders), len(orders) - min(len(orders), len(texts))),
    ]


def _some(count: int) -> list[str]:
    return [phone for phone, _ in zip(phones(), range(count), strict=False)]
