"""Where texts come in: one that comes alone is answered at once; those that come at the same moment are kept
together, for the tick to answer. Keeping is quick, and the disk takes as long for many as for one.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from mutualaid.domain.messages import Message
from mutualaid.service.inbound import as_kept, receive
from mutualaid.service.kit import Kit
from mutualaid.store import messages
from mutualaid.store.engine import StoreError
from mutualaid.transport.base import InboundText


@dataclass(slots=True)
class _Waiting:
    message: Message
    kept: bool = False
    why_not: str = ""


class Doorstep:
    """One for all threads of a process."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._here = 0

    def take_in(self, text: InboundText) -> None:
        """Returns once the text is on disk; one that was kept before stays as it is. Raises StoreError and LostRace
        as `inbound.receive` does."""
        with self._guard:
            self._here += 1
            alone = self._here == 1
        try:
            if alone:
                receive(self._kit, text)
            else:
                self.keep(text)
        finally:
            with self._guard:
                self._here -= 1

    def keep(self, text: InboundText) -> None:
        """Keeps a text for the tick. Returns once it is on disk; one that was kept before stays as it is. Raises
        StoreError where it could not be kept."""
        mine = _Waiting(as_kept(self._kit, text))
        with self._guard:
            self._waiting.append(mine)
        with self._writing:
            with self._guard:
                together, self._waiting = self._waiting, []
            if together:
                self._keep(together)
        if not mine.kept:
            raise StoreError(mine.why_not)
        self._kit.kick()

    def _keep(self, together: list[_Waiting]) -> None:
        try:
            with self._kit.store.transaction() as tx:
                for one in together:
                    messages.insert_inbound(tx, one.message)
            for one in together:
                one.kept = True
        except StoreError as problem:
            with self._guard:  # who came meanwhile has waited too, and is told in time to be brought again
                refused, self._waiting = [*together, *self._waiting], []
            for one in refused:
                one.why_not = str(problem)
