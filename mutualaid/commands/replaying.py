"""`replay`: texts a group once got, fed through the service as it is now."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from mutualaid.commands.shared import (
    Fault,
    csv_out,
    now_option,
    now_or,
    progress,
    read_sheet,
    show_problems,
    the_config,
    with_config,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from mutualaid.replay import Became
    from mutualaid.service.sheets.replayrows import Old

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
COLUMNS = ("at", "from", "text", "row", "intent", "kinds", "answer", "reply", "desk")


@click.command("replay")
@click.argument("file", type=FILE)
@click.option("--database", type=click.Path(path_type=Path), help="Keep what comes of it in this new file.")
@click.option("--json", "as_objects", is_flag=True, help="Print one JSON object a line, the summary last.")
@click.option("--show-numbers", is_flag=True, help="Print phone numbers in full.")
@now_option("When the first text came, where no column says so; else now. A text comes each minute then.")
@with_config
def replay_command(
    file: Path, database: Path | None, as_objects: bool, show_numbers: bool, now: str | None
) -> None:
    """Feed the texts of the CSV file FILE through the service, each at its own time, and print what became of each.

    Nobody is texted, and no group's database is touched: the texts are lived through on an empty one that is thrown
    away, with the rules and places of your config. Texts that answer what was never asked now ("1", "yes") may be
    read otherwise than they were then.

    Columns (other headings of the same meaning will do):

    \b
      from       the phone, with its area code
      text       the words
      at         when it came, such as 2026-10-05 09:00, in the group's time unless it has an offset
      to, direction, id   passed over are texts of your own; an id that comes twice is one text

    Each line says when, from whom, the text, the row of the conversation's table it was read by, what it was about,
    what was answered, and why a person would have been asked to look. A summary follows on standard error.

    \b
    mutualaid replay texts.csv
    mutualaid replay texts.csv --json > became.jsonl
    mutualaid replay texts.csv --database replayed.db && mutualaid demo --database replayed.db
    """
    from mutualaid.replay import Replay

    config = the_config()
    zone = config.group.zone
    if database is not None and database.exists():
        raise Fault(
            f"{database} is there already; name a new file. Old texts are never fed into a database in use.", 2
        )
    old = _read(file, config.group.country, zone, now)
    if old.ours:
        click.echo(f"{old.ours} texts of your own were passed over.", err=True)
    with TemporaryDirectory(prefix="mutualaid-replay-", ignore_cleanup_errors=True) as folder:
        replay = Replay(config, f"sqlite:///{database or Path(folder) / 'replay.db'}", old.texts[0].at)
        try:
            with progress(old.texts, len(old.texts), "Replaying") as texts:
                became = replay.live(texts)
            summary = replay.summary(became)
        finally:
            replay.close()
    lines = [_line(each, zone, show_numbers) for each in became]
    if as_objects:
        for line in [*lines, {"summary": summary}]:
            click.echo(json.dumps(line))
    else:
        _print(lines)
        _print_summary(summary)
    if old.problems:
        raise Fault(f"{len(old.problems)} rows of {file} were passed over; what is wrong with each stands above.")


def _read(file: Path, country: str, zone: tzinfo, now: str | None) -> Old:
    """The file's texts. Raises Fault: 2 where a column is missing, 1 where there is no text. What is wrong with
    a row is shown, and the others are taken."""
    from mutualaid.service.sheets.replayrows import NoColumn, read

    rows: list[Any] = read_sheet(file)
    if not rows:
        raise Fault(f"{file} holds no texts.")
    try:
        old = read(rows, country, zone, now_or(now, zone))
    except NoColumn as reason:
        raise Fault(f"{file}: {reason}", 2) from reason
    show_problems(list(old.problems))
    if not old.texts and old.problems:
        raise Fault(f"Nothing was replayed: {len(old.problems)} problems in {file}.")
    if not old.texts:
        raise Fault(f"{file} holds no texts from others.")
    return old


def _line(became: Became, zone: tzinfo, show_numbers: bool) -> dict[str, Any]:
    from mutualaid.transport.numbers import masked

    return {
        "at": became.at.astimezone(zone).isoformat(timespec="seconds"),
        "from": became.phone if show_numbers else masked(became.phone),
        "text": became.text,
        "row": became.row,
        "intent": became.intent,
        "kinds": list(became.kinds),
        "answer": became.answer or None,
        "reply": became.reply,
        "desk": list(became.desk),
    }


def _print(lines: list[dict[str, Any]]) -> None:
    from mutualaid.service.keeping.exporting import sheet

    write = sheet(csv_out())
    write(COLUMNS)
    for line in lines:
        write(";".join(value) if isinstance(value, list) else value for value in line.values())


def _print_summary(summary: dict[str, dict[str, int]]) -> None:
    for heading, counted in summary.items():
        if counted:
            click.echo(f"\n{heading.capitalize()}", err=True)
        for name, count in counted.items():
            click.echo(f"{count:>7}  {name.replace('_', ' ')}", err=True)
