"""Commands that run: demo, serve, worker."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import click

from mutualaid.commands.shared import Fault, config_path, now_option, now_or, the_config, the_kit, with_config


@click.command("demo")
@click.option("--empty", is_flag=True, help="Start with nobody there instead of an invented neighborhood.")
@now_option("What time it is for the group, such as 2026-10-05T09:00; else the present.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="Keep the data in this file.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one. Else PORT, else 8000.")
@with_config
def demo_command(empty: bool, now: str | None, database: Path | None, port: int | None) -> None:
    """Try the whole service in a browser: no account, no real texts.

    The page shows phones you can write with, the coordinators' desk, and a clock you can move. Without --database
    everything is gone when it stops (Ctrl-C).

    \b
    mutualaid demo
    mutualaid demo --empty --now 2026-10-05T09:00 --port 0
    mutualaid demo --database demo.db --config config.toml
    """
    from mutualaid import demoseed
    from mutualaid.serving import DemoServer, bind

    config = the_config()
    if config_path() is None:
        config = demoseed.demo_config(config)
    told = _until_told()
    listening = bind(config.env.port if port is None else port)
    with listening, _database(database) as url:
        server = DemoServer(
            config, url, listening, now=now_or(now, config.group.zone) if now else None, empty=empty
        )
        server.start()
        click.echo(f"{server.address}/demo")
        click.echo("Open that address in a browser: phones to write with, the desk, and a clock to move.", err=True)
        click.echo(
            f"Everything is kept in {database}." if database else "Everything is gone when this stops.", err=True
        )
        click.echo("Ctrl-C stops it.", err=True)
        told.wait()
        server.stop()


@contextmanager
def _database(kept: Path | None) -> Iterator[str]:
    """The URL of the file to keep, or of one that is removed at the end."""
    if kept is not None:
        yield f"sqlite:///{kept}"
        return
    with TemporaryDirectory(prefix="mutualaid-demo-", ignore_cleanup_errors=True) as folder:
        yield f"sqlite:///{folder}/demo.db"


def _until_told() -> threading.Event:
    """An event that SIGTERM and SIGINT set, from now on."""
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    return told


@click.command("serve")
@with_config
def serve_command() -> None:
    """Run the service for real people: web pages, webhooks and the worker in one process.

    It listens on PORT (default 8000) at every address of this machine; put it behind a proxy that speaks https at
    PUBLIC_URL. It does not start while something without which it would be useless is missing; `mutualaid check`
    says more.

    \b
    mutualaid serve --config config.toml
    """
    from mutualaid.logs import to_stderr
    from mutualaid.serving import Gunicorn
    from mutualaid.wiring import build_if_ready

    _refuse_useless()
    to_stderr(the_config())
    if the_config().env.database_url.startswith("sqlite:"):
        with the_kit():
            pass  # whatever cannot be built is said now and not by a process that dies
    elif (kit := build_if_ready(the_config())) is not None:  # a server that is away comes back
        kit.store.close()
    Gunicorn(the_config()).run()


@click.command("worker")
@with_config
def worker_command() -> None:
    """Run the worker alone: it sends, reminds, matches and follows up. For hosts that start the web by themselves
    (see Procfile); `serve` does both.

    \b
    mutualaid worker --config config.toml
    """
    from mutualaid.logs import to_stderr
    from mutualaid.wiring import AGAIN_SECONDS, build_if_ready
    from mutualaid.worker import run_until_told

    _refuse_useless()
    to_stderr(the_config())
    told = _until_told()
    while (kit := build_if_ready(the_config())) is None:
        if told.wait(AGAIN_SECONDS):
            return
    with closing(kit.store):
        if not told.is_set():
            run_until_told(kit)


def _refuse_useless() -> None:
    from mutualaid.service.checking import useless

    missing = useless(the_config())
    if missing:
        raise Fault(
            "\n".join([*missing, "Set these and start again; `mutualaid check` says what else is missing."]), 2
        )
