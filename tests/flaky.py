"""A provider that stumbles: refuses, times out, is cut off, and reports late, twice or never; and a store in which
somebody else is first."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from mutualaid.domain.vocabulary import MessageState
from mutualaid.store.engine import Store, Tx
from mutualaid.transport.base import Outcome, SendProblem, Sent, StatusUpdate
from mutualaid.transport.handset import Handset


class Crash(RuntimeError):
    """The sender is gone between claiming a text and recording what became of it."""


REFUSALS = {
    "refused": SendProblem(Outcome.PERMANENT, "The provider refused the text.", 21610),
    "busy": SendProblem(Outcome.RETRY, "The provider is busy.", 20429),
    "later": SendProblem(Outcome.LATER, "The phone is off.", 30003),
    "stopped": SendProblem(Outcome.CONFIGURATION, "Our account is suspended.", 30002),
    "opted out": SendProblem(Outcome.OPTED_OUT, "The phone refused our texts at the carrier.", 21610),
}
FATES = (*REFUSALS, "timeout, taken", "timeout, lost", "crash before", "crash after", "reported later")


class Flaky:
    """Passes everything on to the handsets; the next texts out meet the fates put in `fates`, in order."""

    def __init__(self, phones: Handset) -> None:
        self.phones = phones
        self.fates: deque[str] = deque()
        self.reports: list[tuple[str, str]] = []
        """Message and provider ids of texts whose status is still to be reported."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.phones, name)

    def send(self, to: str, body: str, *, oid: str, valid_seconds: int) -> Sent:
        fate = self.fates.popleft() if self.fates else "fine"
        if fate in REFUSALS:
            known = REFUSALS[fate]
            raise SendProblem(known.outcome, known.says, known.code)
        if fate == "timeout, lost":
            raise SendProblem(Outcome.UNSURE, "The provider did not answer in time.")
        if fate == "crash before":
            raise Crash(fate)
        sent = self.phones.send(to, body, oid=oid, valid_seconds=valid_seconds)
        if fate == "timeout, taken":
            raise SendProblem(Outcome.UNSURE, "The provider did not answer in time.")
        if fate == "crash after":
            raise Crash(fate)
        if fate == "reported later":
            self.reports.append((oid, sent.provider_id))
            return Sent(sent.provider_id, MessageState.SENT)
        return sent

    def told(self, order: Iterable[MessageState]) -> list[tuple[str, StatusUpdate]]:
        """The callbacks that come now for all texts not reported yet, each state in this order."""
        found = [(oid, StatusUpdate(sid, state, *self._why(state))) for state in order for oid, sid in self.reports]
        self.reports.clear()
        return found

    def _why(self, state: MessageState) -> tuple[int | None, SendProblem | None]:
        if state in (MessageState.UNDELIVERED, MessageState.FAILED):
            return 30005, SendProblem(Outcome.PERMANENT, "The number is not in use.", 30005, dead=True)
        return None, None

    def list_inbound(self, since: datetime) -> list[Any]:
        return self.phones.list_inbound(since)

    def list_handed(self, since: datetime, until: datetime) -> set[str]:
        return self.phones.list_handed(since, until)

    def not_brought(self, since: datetime) -> int:
        return self.phones.not_brought(since)


AS_SEEN = re.compile(r"where id = :id and (?:state|standing|version) = :(?:seen|version)$")


class Races:
    """Stands between a store and those who write to it: the next `left` changes of a row that must be as it was
    seen find that it is not."""

    def __init__(self, store: Store) -> None:
        self.left = self.lost = 0
        self._begin = store.transaction
        store.transaction = self._transaction  # type: ignore[method-assign]

    @contextmanager
    def _transaction(self, *given: Any) -> Iterator[Tx]:
        with self._begin(*given) as tx:
            run = tx.run

            def contested(sql: str, /, **values: Any) -> int:
                if not self.left or AS_SEEN.search(sql) is None:
                    return run(sql, **values)
                self.left -= 1
                self.lost += 1
                return 0

            tx.run = contested  # type: ignore[method-assign]
            yield tx
