"""What the commands share: the config, sentences instead of tracebacks, times as people type them, spreadsheets."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from mutualaid.config import Config
    from mutualaid.service.kit import Kit

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

CONFIG = "mutualaid.config"
"""Where the context keeps the config's path."""

MOST_SHOWN = 50
"""How many problems of a spreadsheet are named; the rest are counted."""


class Fault(click.ClickException):
    """A fault that was to be expected: its sentence goes to stderr. Exit code 1, or 2 for usage and config."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it from the instance as well

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


def as_fault(reason: Exception) -> Fault | None:
    """An exception of ours as a sentence and exit code; None for one that is a bug."""
    from mutualaid.clock import ClockRefused
    from mutualaid.config import ConfigError
    from mutualaid.language.saying.catalogue import CatalogueError
    from mutualaid.service.refused import NotThere, Refused
    from mutualaid.store.engine import LostRace, StoreError, StoreUrlError

    if isinstance(reason, ConfigError | CatalogueError | ClockRefused | StoreUrlError):
        return Fault(str(reason), 2)
    if isinstance(reason, Refused):
        return Fault(str(reason))
    if isinstance(reason, NotThere):
        return Fault(str(reason.args[0]))
    if isinstance(reason, StoreError):
        return Fault(f"The database cannot be used: {reason}.")
    if isinstance(reason, LostRace):
        return Fault("The database was changed meanwhile; try again.")
    if isinstance(reason, OSError) and reason.filename is not None:
        return Fault(f"{reason.filename}: {reason.strerror}.")
    return None


# --- the config ------------------------------------------------------------------------------------------------


def remember_config(ctx: click.Context, path: Path | None) -> None:
    """Keeps the config's path for the command that runs; one that was named after the command wins."""
    if path is not None:
        ctx.meta[CONFIG] = path


def config_option(envvar: str | None = None) -> Callable[[F], F]:
    """`--config` as the parameter `config_path`."""
    return click.option(
        "--config",
        "config_path",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar=envvar,
        show_envvar=envvar is not None,
        help="The config file.",
    )


def with_config(command: F) -> F:
    """`--config` after the subcommand: remembered, and no parameter of the function."""

    def keep(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
        remember_config(ctx, value)

    option = click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=keep,
        help="The config file.",
    )
    return option(command)


def config_path() -> Path | None:
    """The config file that was named, if any."""
    found: Path | None = click.get_current_context().meta.get(CONFIG)
    return found


def the_config() -> Config:
    """The config of this run. Raises ConfigError."""
    from mutualaid.config import load

    return load(config_path(), os.environ)


@contextmanager
def the_kit() -> Iterator[Kit]:
    """The service of this run's config; its store is closed at the end. Raises what wiring.build raises."""
    from mutualaid.wiring import build

    kit = build(the_config())
    try:
        yield kit
    finally:
        kit.store.close()


def need_database(config: Config) -> None:
    """Ends the command where there is no database file yet, so that none is made by looking."""
    url = config.env.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise Fault(f"There is no database at {url}. DATABASE_URL names where it is.")


# --- times -----------------------------------------------------------------------------------------------------


def read_time(text: str, zone: tzinfo) -> datetime:
    """A time as typed, aware: without an offset it is the group's. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as reason:
        raise click.UsageError(f"--now is {text!r}; it must be a time such as 2026-10-05T09:00.") from reason
    if moment.year not in range(1970, 2200):
        raise click.UsageError(f"--now is {text!r}; its year must be from 1970 to 2199.")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def now_or(text: str | None, zone: tzinfo) -> datetime:
    """The time given as --now, else the present; aware, in `zone`."""
    from mutualaid.clock import SystemClock

    return (read_time(text, zone) if text else SystemClock().now()).astimezone(zone)


def now_option(help: str) -> Callable[[F], F]:
    return click.option("--now", metavar="TIME", help=help)


# --- spreadsheets ----------------------------------------------------------------------------------------------


def read_sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file under its header, whose cells are parted by commas, or by semicolons or tabs as some
    spreadsheets write them. Without the apostrophes of a file that we wrote. Raises Fault (2) where it is none."""
    from mutualaid.service.keeping.exporting import plain

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, strict=True, delimiter=max(",;\t", key=header.count))
            rows = [{name: plain(v) if isinstance(v, str) else v for name, v in row.items()} for row in reader]
            names = reader.fieldnames
    except UnicodeDecodeError as reason:
        raise Fault(f"{path} is not UTF-8 text; save the spreadsheet as CSV UTF-8.", 2) from reason
    except csv.Error as reason:
        raise Fault(f"{path} is not a CSV file: {reason}.", 2) from reason
    if not names:
        raise Fault(f"{path} is empty; its first row must name the columns.", 2)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Fault(f"{path} has more than one column {twice[0]!r}; each may be there once.", 2)
    return rows


def csv_out() -> TextIO:
    """Standard output for CSV: UTF-8 whatever the terminal's own is."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def show_problems(problems: list[str]) -> None:
    """Problems on stderr, a line each."""
    for problem in problems[:MOST_SHOWN]:
        click.echo(problem, err=True)
    if len(problems) > MOST_SHOWN:
        click.echo(f"… and {len(problems) - MOST_SHOWN} more.", err=True)


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how much of how much is done; a progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield told


@contextmanager
def progress(items: Iterable[T], length: int, label: str) -> Iterator[Iterable[T]]:
    """`items` with a progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield bar
