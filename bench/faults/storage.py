"""A store that cannot write for a while: locked, full, or on a disk that refuses every write; a server that is not
there."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from beside import InFile, InServer
from books import Row, texts_in, texts_out
from house import House
from town import Provider, Traffic

from tests.postgres import server

LONGEST = 4.0
"""Seconds within which a refusal must be out: the store is waited for 2.5."""


def storage(folder: Path, seconds: float, seed: int) -> list[Row]:
    if House.engine is InServer:
        return _trouble(folder, f"no server for {2 * seconds:.0f} s", _no_server, 2 * seconds, seed)
    rows = _trouble(folder / "locked", f"locked for {seconds:.0f} s", _locked, seconds, seed)
    rows += _trouble(folder / "refused", "every write refused", _refused, seconds / 2, seed)
    with _small_disk(folder / "full") as disk:
        if disk is None:
            rows.append(Row("disk full: not tried, no small disk can be mounted here", 0, 0))
        else:
            rows += _trouble(disk, "disk full", _full, seconds / 2, seed)
    return rows


def _trouble(folder: Path, what: str, trouble: Callable[[House], object], seconds: float, seed: int) -> list[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    slow = 0.0
    statuses: Counter[int] = Counter()
    with (
        Provider(seed=seed) as provider,
        House(folder, provider) as house,
        Traffic(house, provider, writers=2, pause=0.1, seed=seed) as traffic,
    ):
        time.sleep(3)
        healthy = len(traffic.answered)
        with trouble(house):  # type: ignore[attr-defined]
            end = time.monotonic() + seconds
            sound = 0
            while time.monotonic() < end:
                form = provider.receive("+14155550177", "status", provider.now())
                began = time.monotonic()
                status = house.post("/sms/inbound", form)
                slow = max(slow, time.monotonic() - began)
                statuses[status] += 1
                traffic.said.add(form["MessageSid"])
                if status == 200:
                    traffic.answered.add(form["MessageSid"])
                time.sleep(0.2)
        before = len(traffic.answered)
        time.sleep(6)
        back = len(traffic.answered) - before
        # what got no 200 the provider still holds; the next look at its list takes it in
        house.kill("worker0")
        house.start()
        time.sleep(3)
        traffic.__exit__()
        house.settle()
        rows = texts_in(house, traffic, provider) + texts_out(house, provider)
        sound = house.sound()
    says = ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(statuses.items()))
    rows += [
        Row("neither kept nor refused", sum(statuses.values()), statuses[0] + statuses[500], says),
        Row(f"refused later than {LONGEST:.0f} s", sum(statuses.values()), slow > LONGEST, f"{slow:.1f} s at most"),
        Row("not well again by itself", 1, not back, f"{healthy} texts before, {back} in the 6 s after"),
        Row("file damaged", 1, not sound),
    ]
    return [Row(f"{what}: {row.what}", row.tried, row.broken, row.says) for row in rows]


@contextmanager
def _no_server(house: House) -> Iterator[None]:
    """It ends as in a power cut, and is started again after a while."""
    database = server()
    database.stop()
    try:
        yield
    finally:
        database.start()


@contextmanager
def _locked(house: House) -> Iterator[None]:
    """Somebody else writes and does not end."""
    assert isinstance(house.store, InFile)
    beside = sqlite3.connect(house.store.path, isolation_level=None, timeout=60)
    beside.execute("begin immediate")
    try:
        yield
    finally:
        beside.execute("rollback")
        beside.close()


@contextmanager
def _refused(house: House) -> Iterator[None]:
    """No process of the service may write to any file, as on a disk that went read-only under it."""
    every = [pid for name in house.names() for pid in house.processes(name)]
    for pid in every:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in every:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def _full(house: House) -> Iterator[None]:
    """Something else has filled the disk."""
    filler = house.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def _small_disk(at: Path) -> Iterator[Path | None]:
    at.mkdir(parents=True)
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=24m", "faults", str(at)]
    if os.geteuid() != 0 or mount is None or subprocess.run(command, capture_output=True).returncode:
        yield None
        return
    try:
        yield at
    finally:
        for _ in range(50):
            if not subprocess.run(["umount", str(at)], capture_output=True).returncode:
                break
            time.sleep(0.1)
