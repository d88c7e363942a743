"""Commands about data: import, places, export, backup, copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualaid.commands.shared import (
    Fault,
    counting,
    csv_out,
    need_database,
    progress,
    read_sheet,
    show_problems,
    the_config,
    the_kit,
    with_config,
)

if TYPE_CHECKING:
    from mutualaid.commands.addressrows import AddressRows

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--yes/--dry-run", "really", default=False, help="Do it; without it, only say what would be done.")
@with_config
def import_command(file: Path, really: bool) -> None:
    """Bring in neighbors, needs and offers from the CSV file FILE. Nobody is texted by it.

    Only looks and names what is wrong, unless --yes is given; a file with anything wrong is not brought in at all.
    What is there already is left as it is, so a file can be brought in again.

    \b
    Columns, of which type and phone must be there:
      type          neighbour, need or offer
      phone         with its area code
      name          how they are called
      language      such as en; else what they write first
      consent       how they agreed to texts from you; without it nobody is brought in
      consented_at  when, such as 2026-05-14
      known         yes if the group knows them in person
      text          the need or offer in words
      kinds         separated by ; such as food;ride, else read from the text
      place         cross streets or a place, or latitude and longitude
      when          such as: weekends after 5
      people, helpers, radius_km
    \b
    mutualaid import neighbors.csv
    mutualaid import neighbors.csv --yes
    """
    from mutualaid.service.sheets import importing
    from mutualaid.service.sheets.importrows import COLUMNS

    rows = read_sheet(file)
    lacking = {"type", "phone"} - _columns(rows)
    if lacking:
        raise Fault(f"{file} has no column {' and no column '.join(sorted(lacking))}.", 2)
    for name in sorted(_columns(rows) - set(COLUMNS)):
        click.echo(f"Column {name} is passed over.", err=True)
    with the_kit() as kit:
        checked = importing.check(kit, rows)
        if checked.problems:
            show_problems(checked.problems)
            raise Fault(f"Nothing was brought in: {len(checked.problems)} problems in {file}.")
        parts = [f"{checked.count(type)} {type}s" for type in ("neighbour", "need", "offer")]
        if not really:
            click.echo(f"Nothing is wrong. There are {', '.join(parts)}. Add --yes to bring them in.")
            return
        new = 0
        with progress(checked.entries, len(checked.entries), "Bringing in") as entries:
            for entry in entries:
                new += importing.bring_in(kit, entry, "import")
        click.echo(f"Brought in {new}; {len(checked.entries) - new} were there already.")


def _columns(rows: list[dict[str, str]]) -> set[str]:
    return {name.strip().lower() for row in rows[:1] for name in row if isinstance(name, str) and name.strip()}


@click.group("places")
def places_command() -> None:
    """The places your group knows: corners, churches, shops, addresses.

    \b
    mutualaid places import places.csv
    mutualaid places list > places.csv
    """


@places_command.command("import")
@click.argument("file", type=FILE)
@click.option("--columns", default="", metavar="NAME=COLUMN,…", help="What an address file calls its columns.")
@click.option("--source", metavar="NAME", help="What an address file is remembered by; else its name without .csv.")
@with_config
def places_import(file: Path, columns: str, source: str | None) -> None:
    """Bring in places, or a town's addresses, from the CSV file FILE; which of the two it is, its columns tell.

    Places have the columns name, aliases (separated by ;), latitude, longitude (degrees). A place that is there
    already, by its name, gets the new coordinates and the aliases it did not have.

    Addresses have number, street, latitude, longitude and, if you like, postcode and city, as the files of
    openaddresses.io (LON, LAT, NUMBER, STREET, POSTCODE …) or by their other usual names; --columns says what they
    are called else. House numbers and corners in texts are then found, all on this machine. A file of the same
    --source replaces the one before. Rows that cannot be used are left out and counted.

    \b
    name,aliases,latitude,longitude
    Vega Hall,the hall;old school,37.7522,-122.4184
    \b
    mutualaid places import places.csv
    mutualaid places import city_of_springfield.csv --source springfield
    mutualaid places import houses.csv --columns number=HAUSNR,street=STRASSE,latitude=B,longitude=L
    """
    from mutualaid.commands.addressrows import AddressRows, header_of
    from mutualaid.gazetteer.addressfile import NEEDED, ColumnsError, find_columns, given_columns, lacking

    header = header_of(file)
    try:
        given = given_columns(columns)
        found = find_columns(header, given)
    except ColumnsError as reason:
        raise Fault(str(reason), 2) from reason
    missing = lacking(found)
    if "name" in {name.strip().lower() for name in header} and not given:
        _import_places(file)
    elif not missing:
        _import_addresses(AddressRows(file, found), source or file.stem)
    else:
        raise Fault(
            f"{file} has no column name, as a file of places has, and no column {' and no column '.join(missing)},"
            f" as a file of addresses has; it has {', '.join(header)}. For addresses --columns can say which is"
            f" which: {','.join(f'{one}=…' for one in NEEDED)}.",
            2,
        )


def _import_places(file: Path) -> None:
    from mutualaid.service.sheets import placing

    click.echo(f"{file} is taken as a file of places.", err=True)
    rows = read_sheet(file)
    with the_kit() as kit:
        places, problems = placing.read_places(kit, rows)
        if problems:
            show_problems(problems)
            raise Fault(f"Nothing was brought in: {len(problems)} problems in {file}.")
        new, changed = placing.bring_in(kit, places)
    click.echo(f"Brought in {new} new places; {changed} were there already.")
    click.echo("A service that is running knows them within seconds.", err=True)


def _import_addresses(rows: AddressRows, source: str) -> None:
    from mutualaid.service.sheets import placing

    click.echo(f"{rows.file} is taken as a file of addresses: {rows.explained()}.", err=True)
    with the_kit() as kit, rows.progress() as houses:
        count = placing.bring_in_addresses(kit, houses, source)
    for why, times in sorted(rows.left_out.items(), key=lambda item: -item[1]):
        click.echo(f"{times} left out, the first in row {rows.first[why]}: {why}.", err=True)
    if not count:
        raise Fault(f"Nothing was brought in: no row of {rows.file} could be used.")
    left_out = sum(rows.left_out.values())
    click.echo(
        f"Brought in {count} addresses as {source}. Of {rows.read} rows {left_out} were left out and"
        f" {rows.read - left_out - count} were there twice."
    )


@places_command.command("list")
@with_config
def places_list() -> None:
    """Print all places as CSV: name, aliases, latitude, longitude, who taught it."""
    from mutualaid.service.keeping.exporting import sheet
    from mutualaid.store import addresses, plan

    with the_kit() as kit, kit.store.reading() as tx:
        write = sheet(csv_out())
        write(("name", "aliases", "latitude", "longitude", "source"))
        for place in plan.places(tx):
            write((place.name, ";".join(place.aliases), place.latitude, place.longitude, place.source))
        for source, houses in addresses.files(tx):
            click.echo(f"Besides, {houses} addresses from {source}.", err=True)


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_config
def export_command(folder: Path) -> None:
    """Write everything as CSV files into FOLDER: neighbors, needs, offers, matches, messages and the log.

    Cells that a spreadsheet would take for a formula begin with an apostrophe; so do phone numbers, for their +.
    `import` drops it again.
    The files hold names, numbers and what people wrote: keep them as you would keep those.

    \b
    mutualaid export export-october
    """
    from mutualaid.service.keeping import exporting

    need_database(the_config())
    with the_kit() as kit:
        for file, rows in exporting.export(kit.store, folder):
            click.echo(f"{file}\t{rows}")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_config
def backup_command(file: Path) -> None:
    """Copy the database into the new file FILE, consistent although the service is running. Never overwrites.

    On PostgreSQL pg_dump does this; it says how.

    \b
    mutualaid backup backup-2026-10-05.db
    DATABASE_URL=sqlite:///backup-2026-10-05.db mutualaid worker      to use one
    """
    from mutualaid.store.engine import open_store
    from mutualaid.store.files import NoFile, backup

    config = the_config()
    need_database(config)
    store = open_store(config.env.database_url)
    try:
        backup(store, file)
    except NoFile as reason:
        raise Fault(str(reason)) from reason
    finally:
        store.close()
    click.echo(str(file))


@click.command("copy")
@click.option("--to", "to", required=True, metavar="URL", help="The empty database to copy into.")
@with_config
def copy_command(to: str) -> None:
    """Copy everything from the database of DATABASE_URL into the empty one at URL: from SQLite to PostgreSQL when a
    group has grown, or back.

    Stop the service first, so that nothing is written that the copy lacks. It is of one moment, all of it or
    nothing; the rows of each table are counted on both sides and printed. Then set DATABASE_URL to URL and start.

    \b
    mutualaid copy --to postgresql://aid:secret@db.example.org/aid
    DATABASE_URL=postgresql://… mutualaid copy --to sqlite:///back.db
    """
    from mutualaid.service.keeping import copying
    from mutualaid.store.engine import open_store

    config = the_config()
    need_database(config)
    target = open_store(to)
    source = open_store(config.env.database_url)
    try:
        with counting("Copying") as told:
            done = copying.copy(source, target, told)
    finally:
        source.close()
        target.close()
    for table, rows in done.rows.items():
        click.echo(f"{table}\t{rows}")
    if done.moved_on:
        raise Fault(
            "The service wrote while it was copied, and the copy lacks that. Stop it, and copy into another empty"
            " database."
        )
    click.echo("Counted alike on both sides. Set DATABASE_URL to the new database and start.", err=True)
