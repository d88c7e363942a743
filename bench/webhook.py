"""How many signed texts a second the real web server takes in, and how long each takes, beside a limit in the same
run: a bare Flask app that checks the signature and commits one row to SQLite with synchronous=FULL.

Both run under the Procfile's gunicorn with the same workers. The limit is what this machine's disk, Flask and the
signature leave room for; nothing that keeps a text before it answers can be faster. How long each takes is measured
at half of the limit's rate on both, for where nothing else is to be had from the machine both are slow. Each text
comes on a connection of its own, as from a provider with many machines; on a few that are kept, one of the web
processes may have nearly all of them. Everything is on loopback, in a folder of its own that is removed at the end.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "transport"), str(ROOT / "bench" / "faults")]

TEXTS = (
    "need groceries for 2, 24th and mission, tomorrow 10am", "i can bring groceries, 24th and mission, any day",
    "necesito comida, 24th y mission", "can someone drive me to 26th and mission friday 9am", "status", "thanks!",
    "hola necesito un raite al doctor el lunes", "what are your hours", "yes", "my dog needs a walk tomorrow",
)  # fmt: skip

AT_ONCE = (TEXTS[0], "status", "what are your hours")
"""Whole by themselves: no answer of theirs waits for what may still come."""

BARE = """
import sqlite3, threading
from flask import Flask, Response, request
from twilio.request_validator import RequestValidator

app = Flask(__name__)
check = RequestValidator({token!r})
local = threading.local()

@app.post("/sms/inbound")
def text_in():
    if not check.validate({url!r}, request.form, request.headers.get("X-Twilio-Signature", "")):
        return Response("bad signature", 403)
    if not hasattr(local, "db"):
        local.db = sqlite3.connect({database!r}, timeout=30, isolation_level=None)
        local.db.execute("pragma journal_mode = wal")
        local.db.execute("pragma synchronous = full")
    local.db.execute("begin immediate")
    local.db.execute("insert or ignore into texts values (?, ?, ?)",
                     (request.form["MessageSid"], request.form["From"], request.form["Body"]))
    local.db.execute("commit")
    return Response("<Response/>", mimetype="text/xml")
"""


def main() -> int:
    asked = _options()
    from town import Provider

    _phones()

    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores,"
        f" {platform.machine()}"
    )
    with tempfile.TemporaryDirectory(prefix="webhook-") as found:
        folder = Path(found)
        print(f"fsync of one page: {_fsync(folder) * 1000:.2f} ms")
        limit = _limit(folder / "bare", asked)
        with Provider(answering=False, reporting=0) as provider:
            ours = _ours(folder / "ours", provider, asked, limit.rate / 2)
    share = ours.rate / limit.rate
    print(f"share of the limit: {share:.2f} (goal 0.60)")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20, metavar="N", help="how long each is measured (20)")
    parser.add_argument("--clients", type=int, default=8, metavar="N", help="connections at once (8)")
    parser.add_argument("--web", type=int, default=2, metavar="N", help="web processes (2)")
    parser.add_argument("--neighbours", type=int, default=0, metavar="N", help="how many are in the store (0)")
    parser.add_argument("--messages", type=int, default=0, metavar="N", help="how many texts are in the store (0)")
    return parser.parse_args()


class Measured:
    """What came of one load: seconds of each answer, statuses, texts a second over the whole, and at a given rate
    when the first text of each phone went off, on the machine's own clock."""

    def __init__(self, took: list[float], statuses: Counter[int], rate: float, began: dict[str, float]) -> None:
        self.took, self.statuses, self.rate, self.began = took, statuses, rate, began

    def at(self, share: float) -> float:
        """Seconds within which this share was answered."""
        return statistics.quantiles(self.took, n=1000)[min(998, round(share * 1000) - 1)]


def _show(name: str, what: Measured) -> None:
    odd = {status: n for status, n in what.statuses.items() if status != 200}
    print(
        f"{name}: {what.rate:.0f} a second; p50 {what.at(0.5) * 1000:.0f}, p95 {what.at(0.95) * 1000:.0f},"
        f" p99 {what.at(0.99) * 1000:.0f} ms" + (f"; {odd}" if odd else ""),
        flush=True,
    )


def _fsync(folder: Path) -> float:
    """Seconds one fsync takes after a page was written; the middle of a hundred."""
    took = []
    with (folder / "page").open("wb", buffering=0) as file:
        for _ in range(100):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took)


def _limit(folder: Path, asked: argparse.Namespace) -> Measured:
    from house import PUBLIC
    from standin import TOKEN

    folder.mkdir()
    database = folder / "bare.db"
    with sqlite3.connect(database) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table texts (id text primary key, phone text, body text)")
    url = f"{PUBLIC}/sms/inbound"
    (folder / "bare.py").write_text(BARE.format(token=TOKEN, url=url, database=str(database)), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "gunicorn"), "bare:app", "--bind", f"127.0.0.1:{port}", "-w",
        str(asked.web), "-k", "gthread", "--threads", "4", "--no-control-socket", "--chdir", str(folder),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        _load(port, asked, 2)
        limit = _load(port, asked, asked.seconds)
        _show("bare Flask, signature, one row", limit)
        _show(f"the same at {limit.rate / 2:.0f} a second", _load(port, asked, asked.seconds, rate=limit.rate / 2))
        return limit
    finally:
        process.terminate()
        process.wait()


def _ours(folder: Path, provider, asked: argparse.Namespace, half: float) -> Measured:  # type: ignore[no-untyped-def]
    from house import House

    folder.mkdir()
    house = House(folder, provider, web=asked.web, workers=1)
    with house:
        if asked.neighbours:
            house.stop()
            _fill(house, asked.neighbours, asked.messages)
            house.start().ready()
        _load(house.port, asked, 2)
        before = house.memory()
        ours = _load(house.port, asked, asked.seconds)
        _show("the whole of it", ours)
        house.settle()
        at_half = _load(house.port, asked, asked.seconds, rate=min(half, ours.rate))
        _show(f"the whole of it at {min(half, ours.rate):.0f} a second", at_half)
        house.settle()
        before_these = len(provider.taken_at)
        quick = _load(house.port, asked, asked.seconds, rate=10, texts=AT_ONCE)
        house.settle()
        _show("ten a second", quick)
        _show_answers(quick, list(zip(provider.sent(), provider.taken_at, strict=True))[before_these:])
        print(f"memory of a web process: {before:.0f} MB before, {house.memory():.0f} MB after")
    return ours


def _show_answers(asked: Measured, out: list[tuple[dict[str, str], float]]) -> None:
    """How long it took from a text until the first text to its phone was handed to the provider."""
    waits, unanswered = [], 0
    for phone, began in asked.began.items():
        first = min((at for message, at in out if message["to"] == phone and at >= began), default=None)
        if first is None:
            unanswered += 1
        else:
            waits.append(first - began)
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"from a text to the request with its answer: {len(waits)} texts, {unanswered} without;"
        f" p50 {cuts[49] * 1000:.0f}, p99 {cuts[98] * 1000:.0f} ms (goal 2,000)"
    )


def _load(
    port: int, asked: argparse.Namespace, seconds: float, rate: float | None = None, texts: tuple[str, ...] = TEXTS
) -> Measured:
    """Posts signed texts for so long, as many as get through or `rate` a second in all."""
    began_at: dict[str, float] = {}
    took: list[float] = []
    statuses: Counter[int] = Counter()
    guard = threading.Lock()
    end = time.perf_counter() + seconds

    def client(number: int) -> None:
        mine: list[float] = []
        seen: Counter[int] = Counter()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        due = time.perf_counter() + random.random() * (asked.clients / rate if rate else 0)
        for phone, body, headers in _requests(number, texts):
            now = time.perf_counter()
            if now >= end:
                break
            if rate is not None:
                if due > now:
                    time.sleep(due - now)
                # counted from when it was due: who waits behind a slow answer waits too
                now, due = due, due + asked.clients / rate
                began_at.setdefault(phone, time.monotonic())
            try:
                line.request("POST", "/sms/inbound", body, headers)
                answer = line.getresponse()
                answer.read()
                seen[answer.status] += 1
            except (OSError, http.client.HTTPException):
                seen[0] += 1
            line.close()
            mine.append(time.perf_counter() - now)
        with guard:
            took.extend(mine)
            statuses.update(seen)

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(n,)) for n in range(asked.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(took, statuses, len(took) / (time.perf_counter() - began), began_at)


def _requests(number: int, texts: tuple[str, ...]):  # type: ignore[no-untyped-def]
    """Signed texts without end, each with its phone."""
    from house import PUBLIC
    from standin import ACCOUNT, OWN, TOKEN

    from mutualaid.transport.twilio import sign

    every = _phones()
    dice = random.Random(number + time.time_ns())
    while True:
        form = {
            "MessageSid": f"SM{dice.getrandbits(128):032x}", "AccountSid": ACCOUNT, "From": dice.choice(every),
            "To": OWN, "Body": dice.choice(texts), "NumMedia": "0", "NumSegments": "1", "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
        }  # fmt: skip
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": sign(TOKEN, f"{PUBLIC}/sms/inbound", form),
        }
        yield form["From"], urlencode(form), headers


def _fill(house, neighbours: int, messages: int) -> None:  # type: ignore[no-untyped-def]
    """A large store: so many people, and texts of the last weeks, which are younger than what goes by age."""
    began = datetime.now(UTC) - timedelta(days=80)
    named = _phones()
    db = sqlite3.connect(house.store.path)
    stamp = began.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def people():  # type: ignore[no-untyped-def]
        for n in range(neighbours):
            phone = named[n] if n < len(named) else f"+1900555{n:07d}"
            yield (f"n{n}", phone, stamp, "text", phone, stamp)

    def talks():  # type: ignore[no-untyped-def]
        return ((f"n{n}",) for n in range(neighbours))

    def texts():  # type: ignore[no-untyped-def]
        for n in range(messages):
            who = n % neighbours
            at = (began + timedelta(days=79 * n / messages)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            phone = named[who] if who < len(named) else f"+1900555{who:07d}"
            yield (f"m{n}", "in" if n % 2 else "out", f"n{who}", phone, TEXTS[n % len(TEXTS)], at,
                   "handled" if n % 2 else "delivered", n // neighbours + 1, f"old{n}", at, 1)  # fmt: skip

    with db:
        db.executemany(
            "insert or ignore into neighbours (id, phone, created_at, consent_how, consent_by, consent_at)"
            " values (?, ?, ?, ?, ?, ?)", people(),
        )  # fmt: skip
        db.executemany("insert into talks (neighbour_id) values (?)", talks())
        db.executemany(
            "insert into messages (id, direction, neighbour_id, phone, body, created_at, state, counter,"
            " provider_id, handed_at, segments) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", texts(),
        )  # fmt: skip
    db.close()


@cache
def _phones() -> list[str]:
    from town import phones

    return list(phones())


def _wait(port: int) -> None:
    for _ in range(500):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the bare server did not start")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    sys.exit(main())
