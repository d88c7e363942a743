"""`talk`: a handset in the terminal, on the same engine as everything else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from mutualaid.commands.shared import Fault, config_path, now_option, now_or, the_config, with_config

if TYPE_CHECKING:
    from mutualaid.demo import Demo

FIRST = "+14155550111"
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
PIECES = timedelta(seconds=30)
"""How long after a text the clock goes on by itself, so that a reply which waits for the next piece comes."""

HELP = """Write a text and press Enter; it goes to the service, and what the service sends stands below.
/as NAME or NUMBER   pick up another phone
/later 2h            let time pass (m, h, d, w)
/clock               what time it is
/desk                what a coordinator sees
/approve             approve every shortlist that waits
/quit                end (or Ctrl-D)"""


@click.command("talk")
@click.option("--as", "phone", default=FIRST, show_default=True, metavar="NUMBER", help="Whose phone you hold.")
@now_option("What time it is for the group, such as 2026-10-05T09:00; else the present.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="Keep the data in this file.")
@with_config
def talk_command(phone: str, now: str | None, database: Path | None) -> None:
    """Text with your own service in the terminal: no account, no real texts. /help lists what else can be done.

    Time stands still while you think and passes with /later. Lines may also come from a file.

    \b
    mutualaid talk
    mutualaid talk --as +14155550112 --now 2026-10-05T09:00
    printf 'need groceries, 24th and mission\\n/later 2h\\n' | mutualaid talk
    """
    from mutualaid import demoseed
    from mutualaid.demo import Demo
    from mutualaid.service.desk import signin

    config = the_config()
    if config_path() is None:
        config = demoseed.demo_config(config)
    with TemporaryDirectory(prefix="mutualaid-talk-", ignore_cleanup_errors=True) as folder:
        path = database or Path(folder) / "talk.db"
        demo = Demo(config, f"sqlite:///{path}", now_or(now, config.group.zone), running=False)
        try:
            signin.add_coordinator(demo.kit, "Dana")
            talk = _Talk(demo)
            talk.pick_up(phone)
            talk.run()
        finally:
            demo.kit.store.close()


class _Talk:
    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.zone = demo.kit.config.group.zone
        self.phone = ""
        self._seen = len(demo.phones.texts(0))
        self._going = True

    def run(self) -> None:
        typed = sys.stdin.isatty()
        if typed:
            click.echo("Write a text and press Enter; /help says what else can be done.", err=True)
        while self._going:
            if typed:
                click.echo(f"{self._called(self.phone)} > ", nl=False, err=True)
            line = sys.stdin.buffer.readline()
            if not line:
                return
            words = line.decode("utf-8", "replace").rstrip("\r\n")
            if not typed:
                click.echo(f"{self._called(self.phone)} > {words}")
            try:
                self._one(words)
            except Fault as fault:
                click.echo(fault.message, err=True)

    def _one(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        if not verb.startswith("/"):
            self._text(line)
        elif verb in self._verbs():
            self._verbs()[verb](rest.strip())
        else:
            raise Fault(f"There is no {verb}; /help lists what there is.")
        self._show()

    def _verbs(self) -> dict[str, Callable[[str], None]]:
        return {
            "/as": self.pick_up, "/later": self._later, "/clock": lambda rest: self._clock(), "/quit": self._quit,
            "/desk": lambda rest: self._desk(), "/approve": lambda rest: self._approve(),
            "/help": lambda rest: click.echo(HELP, err=True),
        }  # fmt: skip

    def _quit(self, rest: str) -> None:
        self._going = False

    def _text(self, words: str) -> None:
        from mutualaid.service.incoming import inbound
        from mutualaid.transport.base import InboundText
        from mutualaid.transport.handset import made_id

        id = made_id(self.demo.kit.dice.token(16))
        self.demo.phones.note_inbound(self.phone, words, id)
        inbound.receive(self.demo.kit, InboundText(id, self.phone, self.demo.phones.number, words))
        self.demo.settle()
        new = self.demo.phones.texts(self._seen)
        if not any(text.to == self.phone for text in new if not text.inbound):
            self.demo.advance(self.demo.clock.now() + PIECES)

    def pick_up(self, who: str) -> None:
        """The phone with this number or of the one neighbour of this name."""
        from mutualaid.store import people
        from mutualaid.transport.numbers import normalise

        number = normalise(who, self.demo.kit.config.group.country)
        if number is None:
            with self.demo.kit.store.reading() as tx:
                everyone = people.everyone(tx)
            found = [
                n for n in everyone if n.name and who.lower() in (n.name.lower(), (n.first_name or "").lower())
            ]
            if len(found) != 1:
                raise Fault(f"{who or 'Nothing'} is neither a phone number nor the name of one neighbor.", 2)
            number = found[0].phone
        self.phone = number

    def _later(self, rest: str) -> None:
        given = re.fullmatch(r"(\d{1,4})\s*([mhdw])\w*", rest)
        if not given:
            raise Fault("Say how much later: 30m, 2h, 3d or 1w.")
        self.demo.advance(self.demo.clock.now() + timedelta(**{UNITS[given[2]]: int(given[1])}))
        self._clock()

    def _clock(self) -> None:
        click.echo(f"{self.demo.clock.now().astimezone(self.zone):%a %Y-%m-%d %H:%M}")

    def _desk(self) -> None:
        from mutualaid.service.reasons import reason_of
        from mutualaid.store import people, plan

        with self.demo.kit.store.reading() as tx:
            found = [(case, people.get(tx, case.neighbour_id)) for case in plan.open_cases(tx)]
        for case, about in found:
            who = self._called(about.phone) if about else "Somebody"
            note = f": {case.note}" if case.note else ""
            number = self.demo.kit.config.group.emergency_number
            title = reason_of(case.reason).title.format(name=who, helper="a helper", emergency=number)
            click.echo(f"desk > {title}{note}")
        if not found:
            click.echo("desk > nothing waits")

    def _approve(self) -> None:
        from mutualaid.service.rounds import asking
        from mutualaid.store import plan

        with self.demo.kit.store.reading() as tx:
            waiting = [c.need_id for c in plan.open_cases(tx) if c.reason == "shortlist" and c.need_id]
        for need_id in waiting:
            self.demo.kit.turn(partial(asking.approve, need_id=need_id, by="Dana"), who="Dana")
        self.demo.settle()
        click.echo(f"desk > {len(waiting)} approved")

    def _show(self) -> None:
        """What reached phones since the last look."""
        for text in self.demo.phones.texts(self._seen):
            self._seen = text.n
            if text.inbound:
                continue
            to = "" if text.to == self.phone else f" to {self._called(text.to)}"
            price = "1 segment" if text.segments == 1 else f"{text.segments} segments"
            click.echo(f"service{to} > {text.text}  [{price}]")

    def _called(self, phone: str) -> str:
        from mutualaid.store import people

        with self.demo.kit.store.reading() as tx:
            known = people.by_phone(tx, phone)
        return f"{known.name} ({phone})" if known and known.name else phone
