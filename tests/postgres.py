"""A throw-away PostgreSQL server for the tests, where its programs are installed.

It listens on a socket in a folder of its own and writes nothing that outlives a crash. `POSTGRES_TESTS=required`
makes a missing one a failure instead of a notice.
"""

from __future__ import annotations

import atexit
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg
import pytest

from mutualaid.store.engine import open_store
from mutualaid.store.migrate import migrate
from mutualaid.store.tables import TABLES

WHERE = "/usr/lib/postgresql/*/bin"
NOTICE = "notice: no PostgreSQL server is installed here, so what is tested on it is skipped"
WATCHED = '"$@" & read -r word; kill -QUIT $!; wait $!; [ -n "$word" ] || rm -rf "$0"'
"""A shell that ends the server as a power cut would when it hears a word, or when nobody is left to say one: tests
that are killed leave nothing behind."""

PATIENCE = 30.0
"""Seconds a server may take to start."""

_NUMBERS = itertools.count(1)


def programs() -> Path | None:
    """The folder of the server's programs, of the newest version; None where there is none."""
    found = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    found += sorted(Path("/").glob(WHERE.lstrip("/")), key=lambda path: float(path.parent.name), reverse=True)
    # the linked programs of a packager need what lies beside them
    each = [(folder / "initdb").resolve().parent for folder in found if (folder / "initdb").exists()]
    return next((folder for folder in each if (folder / "postgres").exists()), None)


class Server:
    """One server, started; `stop` and `start` as often as a test likes."""

    def __init__(self, folder: Path, settings: tuple[tuple[str, str], ...] = ()) -> None:
        self._programs = folder
        self._settings = dict(settings)
        self._home = Path(tempfile.mkdtemp(prefix="pg-"))
        self._as = self._somebody()
        self._process: subprocess.Popen[bytes] | None = None
        self._template: str | None = None
        self._common: str | None = None
        self._run("initdb", "--auth=trust", "--username=aid", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()

    def _somebody(self) -> dict[str, int]:
        """PostgreSQL does not run as root."""
        if os.geteuid() != 0:
            return {}
        names = {one.pw_name for one in pwd.getpwall()}
        who = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        os.chown(self._home, who.pw_uid, who.pw_gid)
        return {"user": who.pw_uid, "group": who.pw_gid}

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._home / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self._home, **self._as)

    def start(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._home),
            "fsync": "off",
            "full_page_writes": "off",
            **self._settings,
        }
        command = [str(self._programs / "postgres"), "-D", str(self._home / "data")]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        said = (self._home / "server.log").open("ab")
        with said:
            self._process = subprocess.Popen(
                ["sh", "-c", WATCHED, str(self._home), *command],
                stdin=subprocess.PIPE, stdout=said, stderr=said, cwd=self._home, start_new_session=True, **self._as,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def stop(self, word: bytes = b"stop\n") -> None:
        """At once, as a power cut would; with no word at all for good."""
        if self._process is not None:
            self._process.communicate(word)
            self._process = None

    def remove(self) -> None:
        self.stop(b"")
        shutil.rmtree(self._home, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql://aid@/{database}?host={self._home}"

    def new(self, *, empty: bool = False) -> str:
        """The URL of a new database with the newest schema, or with nothing at all."""
        name = f"aid_{next(_NUMBERS)}"
        template = "template0" if empty else self._migrated()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}")
        return self.url(name)

    def emptied(self) -> str:
        """The URL of one database with the newest schema and nothing in it, for whoever needs it next; emptying it
        takes less than making another."""
        if self._common is None:
            self._common = self.new()
        with psycopg.connect(self._common) as connection:
            for table in reversed(TABLES):
                connection.execute(f"delete from {table}")
        return self._common

    def _migrated(self) -> str:
        """The name of a database that was brought to the newest schema, once, to be copied."""
        if self._template is None:
            url = self.new(empty=True)
            store = open_store(url)
            migrate(store)
            store.close()
            self._template = url.partition("@/")[2].partition("?")[0]
        return self._template


@cache
def _started(settings: tuple[tuple[str, str], ...]) -> Server | None:
    folder = programs()
    if folder is None:
        return None
    made = Server(folder, settings)
    atexit.register(made.remove)
    return made


def server(**settings: str) -> Server:
    """The server of this process of the tests, one for each set of the server's own `settings`; skips the test, or
    fails where one is required, if there is none."""
    made = _started(tuple(settings.items()))
    if made is None and os.environ.get("POSTGRES_TESTS") == "required":
        pytest.fail("PostgreSQL is required here and not installed")
    if made is None:
        pytest.skip(NOTICE)
    return made
