"""The commands of the Procfile as a host would start them, on PostgreSQL and with nothing kept on disk: two web
processes, two workers, each text delivered three times at once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standin import ACCOUNT, OWN, TOKEN, StandIn

from mutualaid.app import from_environment
from mutualaid.config import ConfigError
from mutualaid.store import messages, people
from mutualaid.store.engine import Store, open_store
from mutualaid.transport.handset import made_id
from mutualaid.transport.twilio import sign
from tests.at_once import at_once
from tests.postgres import server

ROOT = Path(__file__).parent.parent
PUBLIC = "https://help.example.org"
PATIENCE = 60.0
"""Seconds until what should happen is taken not to happen."""

SOON = 10.0
"""Seconds one request may take."""

CONFIG = """
[group]
name = "Mission Neighbors"
short_name = "Mission Neighbors"
timezone = "America/Los_Angeles"
contact = "help@example.org"

[sending]
segments_per_second = 1000

[review]
policy = "none"

[[places]]
name = "24th & Mission"
aliases = ["24th and mission"]
latitude = 37.7522
longitude = -122.4184
"""

PHONES = [f"+141555501{number}" for number in range(10, 22)]


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Host:
    """Starts what a Procfile says, each command in a folder that it may not count on."""

    def __init__(self, folder: Path, database_url: str, provider: StandIn) -> None:
        lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
        self.commands = {name: command.strip() for name, _, command in (line.partition(":") for line in lines)}
        (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "clock").write_text("2026-10-05T09:00:00-07:00", encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.provider = provider
        self.env = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            "DATABASE_URL": database_url,
            "MUTUALAID_CONFIG": str(folder / "config.toml"),
            "MUTUALAID_CLOCK": f"file:{folder / 'clock'}",
            "PUBLIC_URL": PUBLIC,
            "SECRET_KEY": "s" * 40,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": OWN,
            "TWILIO_API_BASE": provider.url,
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def run(self, name: str) -> None:
        subprocess.run(self.commands[name], shell=True, check=True, env=self.env, cwd=self.folder)

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            command = f"exec {self.commands[name]}"
            made = subprocess.Popen(command, shell=True, env=self.env, cwd=self.folder, stdout=log, stderr=log)
        self.running.append(made)

    def stop(self) -> list[int]:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(PATIENCE) for process in self.running]
        self.running.clear()
        return codes

    def said(self) -> str:
        return "\n".join(file.read_text(encoding="utf-8") for file in sorted(self.folder.glob("*.log")))

    def status(self, path: str, form: dict[str, str] | None = None) -> int:
        url = f"http://127.0.0.1:{self.port}{path}"
        data = None if form is None else urllib.parse.urlencode(form).encode()
        headers = {} if form is None else {"X-Twilio-Signature": sign(TOKEN, PUBLIC + path, form)}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=SOON) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except (urllib.error.URLError, TimeoutError):
            return 0

    def text(self, sender: str, body: str) -> Callable[[], int]:
        sid = made_id(f"{sender}{body}")
        form = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": sender, "To": OWN, "Body": body, "NumMedia": "0"}
        return lambda: self.status("/sms/inbound", form)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """All that the Procfile starts, and one worker more."""
    database = server()
    with StandIn() as provider:
        here = Host(tmp_path_factory.mktemp("host"), database.new(empty=True), provider)
        try:
            here.run("release")
            for name in ("web", "worker", "worker"):
                here.start(name)
            until(lambda: here.status("/healthz?strict=1") == 200, "it did not start")
            yield here
            assert here.stop() == [0, 0, 0], here.said()
        finally:
            for process in here.running:
                process.kill()
                process.wait()


@pytest.fixture
def store(host: Host) -> Iterator[Store]:
    opened = open_store(host.env["DATABASE_URL"])
    yield opened
    opened.close()


def kept(store: Store) -> list[tuple[str, str, str]]:
    """Phone, direction and words of every text."""
    with store.reading() as tx:
        every = [m for one in people.everyone(tx) for m in messages.of_neighbour(tx, one.id)]
    return [(m.phone, m.direction, m.body) for m in every]


def waiting(store: Store) -> bool:
    with store.reading() as tx:
        return bool(messages.waiting(tx) or messages.unhandled(tx))


def test_several_processes_do_everything_once(host: Host, store: Store) -> None:
    need = "need groceries, 24th and mission, tomorrow 10am. my name is Ana"
    deliveries = [host.text(phone, need) for phone in PHONES] * 3
    assert set(at_once(*deliveries)) == {200}
    until(lambda: len(host.provider.messages) >= 2 * len(PHONES) and not waiting(store), "not all was answered")
    sent = Counter((m["to"], m["body"]) for m in host.provider.messages)
    assert {phone for phone, _ in sent} == set(PHONES)
    assert set(sent.values()) == {1}
    found = Counter(kept(store))
    assert set(found.values()) == {1}
    assert sorted(phone for phone, direction, _ in found if direction == "in") == PHONES
    assert sorted(phone for phone, direction, body in found if body.startswith("Got it")) == PHONES
    assert Counter({(phone, body): 1 for phone, direction, body in found if direction == "out"}) == sent
    assert host.status("/metrics") == 200


def test_the_web_says_what_happened_and_names_nobody(host: Host) -> None:
    assert host.text("+14155550133", "my name is Zephyrine, need quilliosis medicine, 24th and mission")() == 200
    assert host.status("/sms/inbound", {"From": "+14155550134", "Body": "quilliosis"}) == 403
    web = host.folder / "web.log"
    until(lambda: "refused a webhook" in web.read_text("utf-8"), "the web does not say whom it refused")
    until(lambda: 'event="first text"' in web.read_text("utf-8"), "the web does not say what happened")
    for private in ("Zephyrine", "quilliosis", "4155550133", "4155550134"):
        assert private not in host.said()


def test_the_web_does_not_start_without_a_key_of_its_own(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in host.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ConfigError, match="SECRET_KEY is not set"):
        from_environment()


def test_the_server_goes_away_and_all_go_on_when_it_is_back(host: Host, store: Store) -> None:
    before = len(host.provider.messages)
    late = host.text("+14155550130", "status")
    database = server()
    store.close()
    database.stop()
    try:
        assert at_once(late, lambda: host.status("/healthz"), lambda: host.status("/about")) == [503] * 3
    finally:
        database.start()
    until(lambda: late() == 200, "the web did not find the server again")
    until(lambda: len(host.provider.messages) > before and not waiting(store), "the worker did not go on")
    assert sum(direction == "in" for phone, direction, _ in kept(store) if phone == "+14155550130") == 1
    until(lambda: host.status("/healthz?strict=1") == 200, "the worker does not tick")


def test_who_starts_while_the_server_is_away_waits_for_it(host: Host, store: Store) -> None:
    assert host.stop() == [0, 0, 0], host.said()
    database = server()
    store.close()
    database.stop()
    try:
        for name in ("web", "worker", "worker"):
            host.start(name)
        until(lambda: host.status("/healthz") == 503, "the web does not say that it is not ready")
        assert all(process.poll() is None for process in host.running), host.said()
    finally:
        database.start()
    until(lambda: host.status("/healthz?strict=1") == 200, "they did not go on")
    before = len(host.provider.messages)
    assert host.text("+14155550131", "status")() == 200
    until(lambda: len(host.provider.messages) > before, "nobody was answered")
