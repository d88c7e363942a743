"""Where texts come in: one that comes alone is answered at once; those that come at the same moment, or while
others wait, are kept together, for the tick to answer. Keeping is quick, and the disk takes as long for many as for
one.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from mutualaid.domain.messages import Message
from mutualaid.service.incoming.inbound import as_kept, receive
from mutualaid.service.kit import Kit
from mutualaid.store import messages
from mutualaid.store.engine import StoreError
from mutualaid.transport.base import InboundText


@dataclass(slots=True)
class _Waiting:
    message: Message
    why_not: str | None = None
    """Why it was not kept, where it was not."""
    writes: bool = False
    """Whether it is this one's turn to write for all who wait."""
    called: threading.Event = field(default_factory=threading.Event)
    """Set once it is kept or refused, or is to write."""


class Doorstep:
    """One for all threads of a process."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._guard = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._written = False
        """Whether somebody writes."""
        self._here = 0

    def take_in(self, text: InboundText) -> None:
        """Returns once the text is on disk; one that was kept before stays as it is. Raises StoreError and LostRace
        as `inbound.receive` does."""
        with self._guard:
            self._here += 1
            alone = self._here == 1
        try:
            with self._kit.store.hurried():
                if alone and not self._others_wait():
                    receive(self._kit, text)
                else:
                    self.keep(text)
        finally:
            with self._guard:
                self._here -= 1

    def _others_wait(self) -> bool:
        """Whether texts wait for their turn already: who comes after them is kept, too, so that a rush is over
        soonest."""
        with self._kit.store.reading() as tx:
            return messages.any_waits(tx)

    def keep(self, text: InboundText) -> None:
        """Keeps a text for the tick. Returns once it is on disk; one that was kept before stays as it is. Raises
        StoreError where it could not be kept."""
        mine = _Waiting(as_kept(self._kit, text))
        with self._guard:
            self._waiting.append(mine)
            mine.writes, self._written = not self._written, True
        if not mine.writes:
            mine.called.wait()
        if mine.writes:
            self._write()
        if mine.why_not is not None:
            raise StoreError(mine.why_not)
        self._kit.kick()

    def _write(self) -> None:
        """Keeps all who wait in one transaction, and has the first of those who came meanwhile write next."""
        together: list[_Waiting] = []
        why_not: str | None = None
        try:
            with self._kit.store.transaction() as tx:
                together = self._all_waiting()  # those too who came while we waited for our turn to write
                for one in together:
                    messages.insert_inbound(tx, one.message)
        except BaseException as problem:
            why_not = str(problem)
            together += self._all_waiting()  # they have waited too, and are told in time to be brought again
            if not isinstance(problem, StoreError):
                raise
        finally:
            with self._guard:
                following = self._waiting[0] if self._waiting else None
                self._written = following is not None
            if following is not None:
                following.writes = True
                following.called.set()
            for one in together:
                one.why_not = why_not
                one.called.set()

    def _all_waiting(self) -> list[_Waiting]:
        with self._guard:
            waiting, self._waiting = self._waiting, []
        return waiting
