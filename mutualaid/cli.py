"""`mutualaid`: which commands there are and where each is found. A command's module is loaded when it is asked for.

Exit codes: 0 done, 1 found problems or failed, 2 usage or config.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from mutualaid import __version__
from mutualaid.commands.shared import Fault, as_fault, config_option, remember_config

COMMANDS = {
    "demo": ("running", "Try the whole service in a browser, without an account."),
    "init": ("setup", "Write a config file to fill in."),
    "migrate": ("setup", "Bring the database to the newest schema."),
    "check": ("setup", "Say what is wrong or missing before real people are texted."),
    "serve": ("running", "Run the service: web and worker in one process."),
    "worker": ("running", "Run the worker alone, beside a web server of your own."),
    "talk": ("talking", "Text with your own service in the terminal."),
    "coordinator": ("people", "Add, remove and list coordinators; print sign-in links."),
    "understand": ("texts", "Show what is understood of a text."),
    "match": ("texts", "Match two spreadsheets, needs and offers."),
    "replay": ("replaying", "Feed old texts through the service and see what becomes of each."),
    "import": ("data", "Bring in neighbors, needs and offers from a spreadsheet."),
    "places": ("data", "Bring in and list the places your group knows."),
    "export": ("data", "Write everything as spreadsheets."),
    "backup": ("data", "Copy the database while it is in use."),
    "copy": ("data", "Move the database to another one, such as PostgreSQL."),
    "forget": ("people", "Erase what is known of one phone number."),
}
"""Command -> the module it stands in and one line about it."""


class Commands(click.Group):
    """Loads a command's module when it is called, and says expected faults in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mutualaid.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Fault:
            raise
        except Exception as reason:
            fault = as_fault(reason)
            if fault is None:
                raise
            raise fault from reason


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: mutualaid demo",
)
@click.version_option(__version__, prog_name="mutualaid")
@config_option(envvar="MUTUALAID_CONFIG")
@click.pass_context
def main(ctx: click.Context, config_path: Path | None) -> None:
    """Neighbors help each other by plain text message.

    The config file is named by --config, before or after the command, or by MUTUALAID_CONFIG; without one every
    setting has its default. Secrets and addresses come from the environment (see the file that `init` writes).
    """
    remember_config(ctx, config_path)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show is no fault of ours
