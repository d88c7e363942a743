"""What a question about words that wait counts out: whom they are for, whether a visit is off, or what else
somebody may want. It is kept as a line of text before those words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SEND = "send"
"""The words go to the other side of a visit."""

OFF = "off"
"""A visit is off, or all of several."""

STAYS = "stays"
"""It is on all the same."""

STILL = "still"
"""The same where it was asked for the second time, and the other side knows that it may be off."""

US = "us"
"""The words are for us."""

REST, HELP = "rest", "help"
"""A helper who is ill takes a break, or wants help for themselves."""

LACKS, LESS = "lacks", "less"
"""Who helps is hungry, or helps with less."""

WANTS, LIMIT = "wants", "limit"
"""Who helps wants it themselves, or does it no more often."""

_ALONE = frozenset({US, REST, HELP, LACKS, LESS, WANTS, LIMIT})


class Choice(NamedTuple):
    """One of the things counted out: what is done, and the matches of the visits that it is about."""

    does: str
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        about = "+".join(self.ids)
        if self.does == SEND:
            return about
        return f"{self.does}:{about}" if self.ids else self.does


def counted_out(choices: Iterable[Choice], words: str) -> str:
    """The text of a question: these choices, then the words that wait for the answer."""
    return f"{','.join(map(str, choices))}\n{words}"


def choices_of(text: str | None) -> tuple[Choice, ...]:
    """Of the text of a question: what it counts out; at least one."""
    return tuple(map(_choice, (text or "").partition("\n")[0].split(",")))


def waiting_words(text: str | None) -> str:
    """Of the same: the words that wait for the answer."""
    return (text or "").partition("\n")[2]


def _choice(kept: str) -> Choice:
    does, _, about = kept.rpartition(":")
    if kept in _ALONE:
        return Choice(kept)
    return Choice(does or SEND, tuple(about.split("+")))
