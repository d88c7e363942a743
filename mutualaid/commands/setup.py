"""Commands that set up: init, migrate, check."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from mutualaid.commands.shared import Fault, the_config, with_config


@click.command("init")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), default=Path("config.toml"))
@with_config
def init_command(path: Path) -> None:
    """Write a config file with every setting, its default and what it means. Never overwrites one.

    \b
    mutualaid init
    mutualaid init /etc/mutualaid/config.toml
    """
    example = files("mutualaid").joinpath("config.example.toml").read_bytes()
    try:
        with path.open("xb") as file:
            file.write(example)
    except FileExistsError as reason:
        raise Fault(f"{path} is there already and was left as it is.") from reason
    except FileNotFoundError as reason:
        raise Fault(f"There is no folder {path.parent}.") from reason
    click.echo(f"Wrote {path}. Next:")
    click.echo(f"  1. Open {path} and change what is not right for your group.")
    click.echo("  2. Set what comes from the environment; it is listed at the end of the file.")
    click.echo(f"  3. mutualaid --config {path} check")


@click.command("migrate")
@with_config
def migrate_command() -> None:
    """Bring the database to the newest schema; `serve` and `worker` do it by themselves when they start.

    \b
    mutualaid migrate
    """
    from mutualaid.store.engine import open_store
    from mutualaid.store.migrate import migrate

    store = open_store(the_config().env.database_url)
    applied = migrate(store)
    store.close()
    for name in applied:
        click.echo(f"applied {name}")
    if not applied:
        click.echo("The database has the newest schema already.")


@click.command("check")
@click.option("--offline", is_flag=True, help="Ask nothing of the provider.")
@with_config
def check_command(offline: bool) -> None:
    """Say in sentences what is wrong or missing before real people are texted: the config, the database, your own
    answers, the provider, and who is woken when someone is in danger. Changes nothing.

    Exit code 1 if there is anything, 0 if all is well. The addresses to enter at Twilio are printed too.

    \b
    mutualaid check --config config.toml
    """
    from mutualaid.service.checking import found
    from mutualaid.wiring import provider

    config = the_config()
    seen = found(config, None if offline else provider(config))
    for problem in seen.problems:
        click.echo(f"Problem: {problem}")
    for notice in seen.notices:
        click.echo(f"Notice: {notice}")
    if seen.addresses:
        click.echo("Enter these at Twilio, for your number or messaging service:")
    for what, address in seen.addresses:
        click.echo(f"  {what}: {address}")
    if seen.problems:
        many = len(seen.problems)
        raise Fault(f"{many} {'problem' if many == 1 else 'problems'} found.")
    click.echo("All is well.")
