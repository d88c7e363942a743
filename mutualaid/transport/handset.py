"""Handsets instead of a provider: texts kept in memory, for the demo, `talk` and the tests.

Everything handed over in either direction gets a number n = 1, 2, … in the order it was handed over.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mutualaid.domain.vocabulary import MessageState
from mutualaid.transport.base import InboundText, Outcome, SendProblem, Sent

NUMBER = "+14155550100"
"""The service's own number where there is no real one."""


@dataclass(frozen=True, slots=True)
class HandsetText:
    """One text handed over. `at` is UTC; `segments` what it costs; `inbound` where a handset sent it."""

    n: int
    at: datetime
    from_: str
    to: str
    text: str
    segments: int
    state: MessageState
    provider_id: str
    inbound: bool = False


class Handset:
    """All handsets of a demo or test. `now` is the group's clock in UTC, `segments` counts what a text costs
    (`language.saying.segments.segments`), `number` is the service's own."""

    confirms_stop = False

    def __init__(
        self, now: Callable[[], datetime], segments: Callable[[str], int], number: str = NUMBER
    ) -> None:
        self.number = number
        self._now = now
        self._segments = segments
        self._texts: list[HandsetText] = []
        self._last = 0
        self._brought: set[str] = set()
        """Provider ids of the texts from handsets."""
        self._failing: dict[str, SendProblem] = {}
        self._forgotten: set[str] = set()
        self._changed = threading.Condition()

    def send(self, to: str, body: str, *, oid: str, valid_seconds: int) -> Sent:
        """Deliver at once. Raises what `fail` set for the number."""
        with self._changed:
            problem = self._failing.get(to)
            if problem is not None:
                raise SendProblem(
                    problem.outcome, problem.says, problem.code, alarm=problem.alarm, dead=problem.dead
                )
            text = self._keep(self.number, to, body, MessageState.DELIVERED, made_id(oid), inbound=False)
        return Sent(text.provider_id, text.state)

    def find(self, to: str, body: str, since: datetime) -> list[Sent]:
        """The texts with this body handed over for `to` since then, newest first."""
        with self._changed:
            return [
                Sent(text.provider_id, text.state)
                for text in reversed(self._known())
                if not text.inbound and text.to == to and text.text == body and text.at >= since
            ]

    def state_of(self, provider_id: str) -> tuple[MessageState, int | None]:
        """How far a text has come (always delivered). PERMANENT for one that is not known."""
        with self._changed:
            for text in self._known():
                if text.provider_id == provider_id:
                    return text.state, None
        raise SendProblem(Outcome.PERMANENT, "There is no such text.")

    def list_inbound(self, since: datetime) -> list[InboundText]:
        """The texts noted by `note_inbound` at or after `since`, oldest first."""
        with self._changed:
            return [
                InboundText(text.provider_id, text.from_, text.to, text.text, sent_at=text.at)
                for text in sorted(self._known(), key=lambda each: (each.at, each.n))
                if text.inbound and text.at >= since
            ]

    def list_handed(self, since: datetime, until: datetime) -> set[str]:
        """The ids of the texts handed over from `since` to before `until`."""
        with self._changed:
            return {text.provider_id for text in self._known() if not text.inbound and since <= text.at < until}

    def not_brought(self, since: datetime) -> int:
        """Handsets reach us always."""
        return 0

    def forget(self, provider_id: str) -> None:
        """Delete a text at the provider; the phone that has it keeps it."""
        with self._changed:
            self._forgotten.add(provider_id)

    def explain(self, code: int | None) -> SendProblem:
        """Handsets have no error codes: PERMANENT for all."""
        return SendProblem(Outcome.PERMANENT, "The text was not delivered.", code)

    def note_inbound(
        self, from_: str, text: str, provider_id: str, *, to: str | None = None, at: datetime | None = None
    ) -> HandsetText:
        """Record a text from a handset to the service; the same provider id twice is one."""
        with self._changed:
            if provider_id in self._brought:
                return next(t for t in self._texts if t.inbound and t.provider_id == provider_id)
            to = to or self.number
            return self._keep(from_, to, text, MessageState.RECEIVED, provider_id, inbound=True, at=at)

    def texts(self, after: int = 0) -> list[HandsetText]:
        """The texts with n greater than `after`, in order."""
        with self._changed:
            return self._texts[max(0, after) :]

    def wait(self, after: int, seconds: float) -> bool:
        """Wait until a text with n greater than `after` is there; False when none came in `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: self._last > after, seconds)

    def preload(self, texts: Iterable[HandsetText]) -> None:
        """Put earlier texts in front, for a demo that starts from a database. They are numbered anew."""
        with self._changed:
            earlier = [replace(text, n=n) for n, text in enumerate(texts, start=1)]
            kept = [replace(text, n=len(earlier) + text.n) for text in self._texts]
            self._texts = earlier + kept
            self._last = len(self._texts)
            self._brought.update(text.provider_id for text in earlier if text.inbound)
            self._changed.notify_all()

    def fail(self, to: str, problem: SendProblem | None) -> None:
        """Let sending to a number fail from now on; None lets it work again."""
        with self._changed:
            if problem is None:
                self._failing.pop(to, None)
            else:
                self._failing[to] = problem

    def _known(self) -> list[HandsetText]:
        return [text for text in self._texts if text.provider_id not in self._forgotten]

    def _keep(
        self,
        from_: str,
        to: str,
        text: str,
        state: MessageState,
        provider_id: str,
        *,
        inbound: bool,
        at: datetime | None = None,
    ) -> HandsetText:
        self._last += 1
        when = at or self._now()
        kept = HandsetText(
            self._last, when, from_, to, text, self._segments(text), state, provider_id, inbound
        )
        self._texts.append(kept)
        if inbound:
            self._brought.add(provider_id)
        self._changed.notify_all()
        return kept


def made_id(seed: str) -> str:
    """A message id in Twilio's form that is always the same for the same seed."""
    return "SM" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]
