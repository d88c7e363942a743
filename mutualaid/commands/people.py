"""Commands about people: coordinator, forget."""

from __future__ import annotations

import click

from mutualaid.commands.shared import Fault, need_database, the_config, the_kit, with_config


@click.group("coordinator")
def coordinator_command() -> None:
    """Add, remove and list those who look after the desk.

    \b
    mutualaid coordinator add Dana --phone "+1 415 555 0190" --wake
    mutualaid coordinator list
    mutualaid coordinator remove Dana
    """


@coordinator_command.command("add")
@click.argument("name")
@click.option("--phone", help="Where she is texted about what waits, and about danger.")
@click.option("--off-duty", is_flag=True, help="Text her nothing for now.")
@click.option("--wake", is_flag=True, help="She may be texted about danger in quiet hours too.")
@with_config
def add(name: str, phone: str | None, off_duty: bool, wake: bool) -> None:
    """Add a coordinator, or change the one of this name. Prints a sign-in link that works once, within 24 hours.

    \b
    mutualaid coordinator add Dana --phone "+1 415 555 0190" --wake
    mutualaid coordinator add Dana          a new link for her
    """
    from mutualaid.service.desk import signin
    from mutualaid.store import people

    with the_kit() as kit:
        with kit.store.reading() as tx:
            known = people.coordinator_named(tx, " ".join(name.split()))
        if known is not None and not (phone or off_duty or wake):
            token = signin.issue_link(kit, known.id)
        else:
            _, token = signin.add_coordinator(kit, name, phone, on_duty=not off_duty, wake=wake)
        click.echo(f"{kit.config.env.public_url}/signin/{token}")
        if not kit.config.env.public_url:
            click.echo("PUBLIC_URL is not set: put the address of this service in front.", err=True)


@coordinator_command.command("remove")
@click.argument("name")
@with_config
def remove(name: str) -> None:
    """Take a coordinator away. She is signed out everywhere at once.

    \b
    mutualaid coordinator remove Dana
    """
    from mutualaid.service.desk import signin

    with the_kit() as kit:
        signin.remove_coordinator(kit, name)
    click.echo(f"{name} is no coordinator any more.")


@coordinator_command.command("list")
@with_config
def list_all() -> None:
    """Who there is, one a line: name, phone, on duty or off, whether she may be woken."""
    from mutualaid.store import people

    with the_kit() as kit, kit.store.reading() as tx:
        for one in people.coordinators(tx):
            duty = "on duty" if one.on_duty else "off duty"
            click.echo("\t".join((one.name, one.phone or "no phone", duty, "wake" if one.wake else "do not wake")))


@click.command("forget")
@click.argument("phone")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_config
def forget_command(phone: str, yes: bool) -> None:
    """Erase what is known of one phone number: name, number, texts, places, needs' words; here and at Twilio.

    What is left names nobody: how many needs and matches there were, when, and of what kind. Of the number a
    digest stays, so that an import does not bring it back.

    \b
    mutualaid forget "+1 415 555 0111"
    """
    from mutualaid.service.keeping import forgetting

    need_database(the_config())
    with the_kit() as kit:
        about = forgetting.look(kit, phone)
        if not yes:
            click.echo(about, err=True)
            if not click.confirm("Erase it? This cannot be undone.", err=True):
                raise Fault("Nothing was erased.")
        for sentence in forgetting.forget(kit, phone):
            click.echo(sentence)
