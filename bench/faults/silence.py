"""A worker that hangs: who is on duty hears of it, danger is answered without it, and nothing is sent twice when it
goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from books import Row, texts_in, texts_out
from house import ROOT, House
from town import Provider, Traffic

from mutualaid.service.watch import LOOK_SECONDS, SILENT_SECONDS

DANA = "+14155550190"
LOOKED_AT = 5.0
"""Every so many seconds something asks how we are, as a monitor does."""


def silence(folder: Path, texts: int) -> list[Row]:
    with (
        Provider(answering=False, reporting=0) as provider,
        House(folder, provider) as house,
        Traffic(house, provider, writers=0) as traffic,
    ):
        program = str(Path(sys.executable).parent / "mutualaid")
        add = [program, "coordinator", "add", "Dana", "--phone", DANA, "--wake"]
        subprocess.run(add, cwd=ROOT, env=house.env, check=True, stdout=subprocess.DEVNULL)
        traffic.write("+14155550101", "status")
        house.settle()
        hung = house.processes("worker0")
        for pid in hung:
            os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
        _asked(house, SILENT_SECONDS + 3 * LOOK_SECONDS)
        told = _to(provider, DANA, "not running")
        afraid = [f"+1415555{n:04d}" for n in range(110, 110 + texts)]
        for n, phone in enumerate(afraid):
            traffic.write(phone, "my husband is not breathing")
            traffic.write(f"+1415555{150 + n:04d}", "need groceries, 24th and mission, tomorrow 10am. I am Ana")
        _asked(house, 3 * LOOK_SECONDS)
        unanswered = sum(not _to(provider, phone, "") for phone in afraid)
        early = sum(bool(_to(provider, f"+1415555{150 + n:04d}", "")) for n in range(texts))
        for pid in hung:
            os.kill(pid, signal.SIGCONT)
        away = time.monotonic() - began
        house.settle()
        _asked(house, 2 * LOOK_SECONDS)
        told_in_all = _to(provider, DANA, "not running")
        rows = texts_in(house, traffic, provider) + texts_out(house, provider)
    return [
        Row("on duty and not told that the worker is silent, or told twice", 1, told != 1 or told_in_all != 1,
            f"away {away:.0f} s"),
        Row("danger not answered meanwhile", texts, unanswered),
        Row("answered meanwhile though no emergency", texts, early),
        *rows,
    ]  # fmt: skip


def _asked(house: House, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        house.get("/healthz")
        time.sleep(LOOKED_AT)


def _to(provider: Provider, phone: str, words: str) -> int:
    return sum(text["to"] == phone and words in text["body"] for text in provider.sent())
