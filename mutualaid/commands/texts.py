"""Commands about texts and spreadsheets, without a database: understand, match."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mutualaid.commands.shared import (
    Fault,
    config_path,
    csv_out,
    now_option,
    now_or,
    read_sheet,
    the_config,
    with_config,
)

if TYPE_CHECKING:
    from mutualaid.config import Config
    from mutualaid.domain.reading import Context
    from mutualaid.language.reader import Reader

YEARS = range(1970, 2200)
"""When a text can have been written: "next week" must still be a date."""

QUESTIONS = ("yes_no", "place", "kind", "when", "name")


@click.command("understand")
@click.argument("text", nargs=-1)
@click.option("--json", "as_objects", is_flag=True, help="Print one JSON object a line, for programs.")
@now_option("When the text was written, such as 2026-10-05T09:00; else now.")
@with_config
def understand_command(text: tuple[str, ...], as_objects: bool, now: str | None) -> None:
    """Show what is understood of TEXT, and from which of its words. Needs no database.

    Without TEXT each line of standard input is one text. With --json a line may also be a JSON object with `text`
    and, if you like, `sent_at`, `language` and `question` (what the writer was asked: yes_no, place, kind, when or
    name); each line gives one JSON object, in the same order.

    \b
    mutualaid understand "need groceries for 2, 24th and mission, before fri"
    mutualaid understand --json < texts.txt
    echo '{"text": "after 5", "question": "yes_no"}' | mutualaid understand --json
    """
    from mutualaid.language.as_json import as_json
    from mutualaid.language.explaining import in_lines

    config = the_config()
    zone = config.group.zone
    reader = _reader(config)
    given = now_or(now, zone) if now else None
    lines = iter([" ".join(text)]) if text else _stdin()
    if not text and sys.stdin.isatty():
        click.echo("Write a text and press Enter; Ctrl-D ends.", err=True)
    for number, line in enumerate(lines, start=1):
        words, context = _asked(line, number, given or now_or(None, zone), objects=as_objects and not text)
        reading = reader.understand(words, context)
        click.echo(json.dumps(as_json(reading, zone)) if as_objects else in_lines(reading, zone))


def _reader(config: Config) -> Reader:
    """A reader of the config's places and languages; without a config file it has all languages."""
    from mutualaid.config import languages
    from mutualaid.domain.places import Place
    from mutualaid.gazetteer.gazetteer import Gazetteer
    from mutualaid.language.reader import Reader

    known = [Place(p.name, p.name, p.latitude, p.longitude, p.aliases) for p in config.places]
    group = config.group
    spoken = group.languages if config_path() else languages()
    return Reader(spoken, Gazetteer(known, country=group.country).find, group.kinds)


def _stdin() -> Iterator[str]:
    """The lines of standard input as they come: UTF-8, ended by a newline, whatever else is in them."""
    for line in sys.stdin.buffer:
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def _asked(line: str, number: int, now: datetime, *, objects: bool) -> tuple[str, Context]:
    """The text of a line and what it is read with. What starts with { and is no object with a text, is a text."""
    from mutualaid.domain.reading import Context

    given = _object(line) if objects and line.startswith("{") else None
    if given is None:
        return line, Context(now=now)
    language, question = given.get("language"), given.get("question")
    return given["text"], Context(
        now=_sent_at(given.get("sent_at"), number, now),
        language=language if isinstance(language, str) else None,
        question=question if question in QUESTIONS else None,
    )


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("text"), str) else None


def _sent_at(given: object, number: int, now: datetime) -> datetime:
    if given is None:
        return now
    try:
        moment = datetime.fromisoformat(str(given))
        if moment.year not in YEARS:
            raise ValueError
        return (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)).astimezone(now.tzinfo)
    except ValueError:
        click.echo(f"Line {number}: sent_at is {given!r}, which is no time; it is read as written now.", err=True)
        return now


@click.command("match")
@click.option("--needs", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV.")
@click.option("--offers", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV.")
@click.option("--rank", type=click.IntRange(min=1), metavar="N", help="Each need's N best offers instead of pairs.")
@now_option("From when on, such as 2026-10-05T09:00; else now.")
@with_config
def match_command(needs: Path, offers: Path, rank: int | None, now: str | None) -> None:
    """Match two spreadsheets and print who could help whom, as CSV: need_id, offer_id, score, distance_km, why.

    Columns: id, text, kinds (separated by ; or space), latitude, longitude, place, when, people, radius_km,
    capacity. All but id may be left out; what is missing is read from the text, and other columns are carried
    along. Needs left over are named on standard error with the reason. Needs no database.

    \b
    mutualaid match --needs needs.csv --offers offers.csv > pairs.csv
    mutualaid match --needs needs.csv --offers offers.csv --rank 3
    """
    from mutualaid.domain.reading import Context
    from mutualaid.service.keeping.exporting import sheet
    from mutualaid.service.rounds.matchmaking import rules
    from mutualaid.service.sheets.spreadsheets import match_rows

    config = the_config()
    zone = config.group.zone
    context = Context(now=now_or(now, zone))
    reader = _reader(config)
    asked, given = read_sheet(needs), read_sheet(offers)
    try:
        found, left = match_rows(
            asked, given, understand=lambda text: reader.understand(text, context), rank=rank,
            now=context.now, zone=zone, rules=rules(config, reader.hear),
        )  # fmt: skip
    except ValueError as reason:
        raise Fault(str(reason), 2) from reason
    columns = ["need_id", "offer_id", "score", "distance_km", "why"]
    columns += [name for row in found[:1] for name in row if name not in columns]
    write = sheet(csv_out())
    write(columns)
    for row in found:
        write(row.get(name, "") for name in columns)
    for need_id, why in left:
        click.echo(f"{need_id}: {why}", err=True)
