"""The service as a host runs it (see Procfile): a web server and workers as processes of their own, on loopback.

Only processes started here are ended here: each leads a group of its own, and the group is what is killed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from beside import Beside, InFile
from groupclock import Clock
from standin import ACCOUNT, OWN, TOKEN, StandIn

from mutualaid.store.codec import to_text
from mutualaid.transport.twilio import sign

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLIC = "https://help.example.org"
SOON = 60.0
"""Seconds within which a start must be through."""

NOTHING = 0
"""The status of a request that got no answer."""

CONFIG = """
[group]
name = "Fault Town"
short_name = "Fault Town"
languages = ["en", "es"]
[review]
policy = "none"
[quiet]
start = "{quiet[0]}"
end = "{quiet[1]}"
[asks]
asks_per_week = 100
helps_per_week = 100
[sending]
segments_per_second = {pace}
daily_cap = 10000000
[[places]]
name = "24th & Mission"
latitude = 37.7522
longitude = -122.4184
[[places]]
name = "26th & Mission"
latitude = 37.7490
longitude = -122.4181
"""


class House:
    """One service over one folder. `web` and `worker` say how many processes of each."""

    engine: Callable[[Path], Beside] = InFile
    """Where all of them keep what they keep."""

    def __init__(
        self,
        folder: Path,
        provider: StandIn,
        *,
        web: int = 2,
        workers: int = 1,
        pace: float = 1000,
        clock: Clock | None = None,
        quiet: tuple[str, str] = ("00:00", "00:00"),
    ) -> None:
        self.folder = folder
        self.store = self.engine(folder)
        self.port = _free_port()
        self.log = folder / "service.log"
        self._web, self._workers = web, workers
        config = folder / "config.toml"
        config.write_text(CONFIG.format(pace=pace, quiet=quiet), encoding="utf-8")
        self._now = clock.now if clock is not None else lambda: datetime.now(UTC)
        self.env = os.environ | {
            "DATABASE_URL": self.store.url,
            "PUBLIC_URL": PUBLIC,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": OWN,
            "TWILIO_API_BASE": provider.url,
            "SECRET_KEY": "s" * 40,
            "MUTUALAID_CONFIG": str(config),
        }
        if clock is not None:
            self.env["MUTUALAID_CLOCK"] = f"file:{clock.path}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._local = threading.local()

    # --- processes ---------------------------------------------------------------------------------------------

    def start(self, *which: str) -> House:
        """Starts what is not running; `which` limits it ("web", "worker0", …). Waits for nothing."""
        bin = Path(sys.executable).parent
        commands = {
            "web": [
                str(bin / "gunicorn"), "mutualaid.app:from_environment()", "--bind", f"127.0.0.1:{self.port}",
                "-w", str(self._web), "-k", "gthread", "--threads", "4", "--no-control-socket",
            ],
        }  # fmt: skip
        commands |= {f"worker{n}": [str(bin / "mutualaid"), "worker"] for n in range(self._workers)}
        for name, command in commands.items():
            if name not in self._running and (not which or name in which):
                with self.log.open("ab") as log:
                    self._running[name] = subprocess.Popen(
                        command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
                    )
        return self

    def ready(self, within: float = SOON) -> House:
        """Waits until the web answers. Raises RuntimeError when it does not."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.get("/healthz") == 200:
                return self
            time.sleep(0.02)
        raise RuntimeError(f"the service did not start within {within:.0f} s; see {self.log}")

    def names(self) -> list[str]:
        return list(self._running)

    def processes(self, name: str) -> list[int]:
        """The process ids of one group."""
        leader = self._running[name].pid
        found = [leader]
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[2]) == leader and int(entry.parent.name) != leader:
                found.append(int(entry.parent.name))
        return found

    def kill(self, *which: str, how: signal.Signals = signal.SIGKILL) -> None:
        """Ends whole groups at once, with no word of warning unless `how` says otherwise."""
        ended = [self._running.pop(name) for name in (which or tuple(self._running))]
        for process in ended:
            os.killpg(process.pid, how)
        for process in ended:
            process.wait()

    def stop(self) -> None:
        self.kill(how=signal.SIGTERM)

    def __enter__(self) -> House:
        try:
            return self.start().ready()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        if self._running:
            self.kill()

    def memory(self) -> float:
        """MB resident in the largest web process."""
        return max(_resident(pid) for pid in self.processes("web"))

    # --- requests ----------------------------------------------------------------------------------------------

    def post(self, path: str, form: dict[str, str], *, within: float = 30) -> int:
        """A signed request as the provider sends it; its status, NOTHING where there was no answer."""
        return self.send(path, urlencode(form).encode(), sign(TOKEN, PUBLIC + path, form), within=within)

    def send(self, path: str, body: bytes, signature: str | None, *, within: float = 30, **headers: str) -> int:
        """Any request with a form; its status, NOTHING where there was no answer."""
        more = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        if signature is not None:
            more["X-Twilio-Signature"] = signature
        return self._ask(urllib.request.Request(self.url + path, body, more), within)

    def get(self, path: str, *, within: float = 5) -> int:
        return self._ask(urllib.request.Request(self.url + path), within)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _ask(self, request: urllib.request.Request, within: float) -> int:
        assert urlsplit(request.full_url).hostname == "127.0.0.1"
        try:
            with urllib.request.urlopen(request, timeout=within) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return int(refusal.code)
        except (OSError, ValueError, EOFError):
            return NOTHING
        except Exception as broken:  # an answer cut off in its midst
            if type(broken).__module__ == "http.client":
                return NOTHING
            raise

    # --- the store ---------------------------------------------------------------------------------------------

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """What stands in the store, read beside the service."""
        return self.store.rows(sql, values)

    def change(self, sql: str, *values: Any) -> None:
        """Sets the stage: a change that no use case makes."""
        self.store.change(sql, values)

    def sound(self) -> bool:
        return self.store.sound()

    def settle(self, within: float = 240) -> bool:
        """Waits until nothing is unhandled or on its way out; says whether that came to be."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            left = self.rows(
                "select count(*) as n from messages where state in ('received', 'sending', 'unsure')"
                " or (state = 'queued' and (send_after is null or send_after <= ?))",
                to_text(self._now()),
            )[0]["n"]
            if not left:
                return True
            time.sleep(0.2)
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
